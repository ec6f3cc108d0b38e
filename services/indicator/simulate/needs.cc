#include "services/indicator/simulate/needs.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicator/formula/what_if.h"
#include "services/indicator/simulate/supposed_changes.h"

namespace iku::indicator {
namespace {

using Needs = google::protobuf::RepeatedPtrField<v1::Need>;

bool IsEnglish(const IndicatorQuestion& question) {
  return question.language == Language::kEnglish;
}

// `3 more villages`, `1 more village`.
std::string More(int64_t count, absl::string_view singular,
                 absl::string_view plural) {
  return absl::StrCat(count, " more ", count == 1 ? singular : plural);
}

// What is counted, as a sentence names it.
struct Things {
  const char* indonesian;  // after a number: `hasil lagi ditindaklanjuti`
  const char* singular;    // after `1 more`
  const char* plural;
  const char* all_indonesian;  // after `walaupun semua`
  const char* all_english;     // after `even if all`
};

constexpr Things kResults = {"hasil lagi ditindaklanjuti", "result followed up",
                             "results followed up", "hasil ditindaklanjuti",
                             "results are followed up"};
constexpr Things kDocuments = {"dokumen lagi tepat waktu", "document on time",
                               "documents on time", "dokumen lain tepat waktu",
                               "other documents are on time"};
constexpr Things kVillages = {"desa lagi dengan semua dokumen tepat waktu",
                              "village with all documents on time",
                              "villages with all documents on time",
                              "desa lain menyusun semua dokumen tepat waktu",
                              "other villages have all documents on time"};

std::string ShareSentence(const v1::Need& need, const Things& things,
                          bool english) {
  if (!need.reachable()) {
    return english
               ? absl::StrCat(need.goal(), " is not reached even if all ",
                              things.all_english, ".")
               : absl::StrCat(need.goal(), " tidak tercapai walaupun semua ",
                              things.all_indonesian, ".");
  }
  if (need.amount() == 0) {
    return english ? absl::StrCat(need.goal(), " is reached already.")
                   : absl::StrCat(need.goal(), " sudah tercapai.");
  }
  return english
             ? absl::StrCat("With ",
                            More(need.amount(), things.singular, things.plural),
                            " the value reaches ", need.goal(), ".")
             : absl::StrCat("Dengan ", need.amount(), " ", things.indonesian,
                            ", nilainya mencapai ", need.goal(), ".");
}

void AddShareNeed(const std::string& indicator, const ShareFacts& facts,
                  const RoundingStep& rounding, const Decimal& goal,
                  const Things& things, bool english, Needs& to) {
  v1::Need& need = *to.Add();
  need.set_indicator(indicator);
  need.set_goal(
      absl::StrCat(english ? goal.ToString() : DisplayIndonesian(goal), " %"));
  const auto fewest = FewestToReach(facts, goal.ToRational(), rounding);
  need.set_reachable(fewest.has_value());
  if (fewest.has_value()) need.set_amount(fewest->inside + fewest->waiting);
  need.set_sentence(ShareSentence(need, things, english));
}

ShareFacts FactsOf(const v1::FollowUpDetail& detail) {
  ShareFacts facts;
  for (const v1::FollowUpCount& count : detail.counts()) {
    facts.whole += count.records();
    if (count.counted()) facts.part += count.records();
  }
  facts.inside = facts.whole - facts.part;
  return facts;
}

ShareFacts DocumentsOf(const DistrictFacts& facts,
                       const IndicatorQuestion& question,
                       const v1::DistrictIndicators& computed) {
  std::vector<Village> villages;
  for (const NamedVillage& named : facts.villages) {
    villages.push_back(named.village);
  }
  std::vector<VillageDocument> documents;
  for (const RecordedDocument& recorded : facts.documents) {
    documents.push_back(recorded.document);
  }
  const TimelinessPolicy& policy = question.policies.timeliness;
  return FactsOf(ComputeDocumentTimeliness(
                     villages, documents, question.rules->deadlines(),
                     question.period, DayOf(computed, facts), policy),
                 policy);
}

std::string GradeSentence(const v1::Need& need, bool english) {
  if (!need.reachable()) {
    return english
               ? absl::StrCat("Grade ", need.goal(),
                              " is not reached even with ", kMostAnswersToAdd,
                              " more respondents who score every element "
                              "with 4.")
               : absl::StrCat("Mutu ", need.goal(), " tidak tercapai walaupun ",
                              kMostAnswersToAdd,
                              " responden lagi memberi nilai 4 untuk "
                              "semua unsur.");
  }
  return english
             ? absl::StrCat("With ",
                            More(need.amount(), "respondent", "respondents"),
                            " who ", need.amount() == 1 ? "scores" : "score",
                            " every element with 4, the index reaches grade ",
                            need.goal(), ".")
             : absl::StrCat("Dengan ", need.amount(),
                            " responden lagi yang memberi nilai 4 untuk semua "
                            "unsur, nilai IKM mencapai mutu ",
                            need.goal(), ".");
}

void AddGradeNeed(const DistrictFacts& facts, const IndicatorQuestion& question,
                  Needs& to) {
  if (question.policies.mean_of_services) return;
  const auto next = FewestToNextGrade(facts.survey, question.profile->profile);
  if (!next.has_value()) return;
  v1::Need& need = *to.Add();
  need.set_indicator(kSatisfaction);
  need.set_goal(absl::StrCat(
      next->grade.letter, " (",
      IsEnglish(question) ? next->grade.label_en : next->grade.label_id, ")"));
  need.set_reachable(next->answers.has_value());
  need.set_amount(next->answers.value_or(0));
  need.set_sentence(GradeSentence(need, IsEnglish(question)));
}

}  // namespace

void AddNeeds(const DistrictFacts& facts, const IndicatorQuestion& question,
              const v1::DistrictIndicators& computed,
              const std::optional<Decimal>& share_goal, Needs& to) {
  const PolicyChoices& policies = question.policies;
  for (const v1::Indicator& indicator : computed.indicators()) {
    if (indicator.has_satisfaction()) AddGradeNeed(facts, question, to);
    if (!share_goal.has_value()) continue;
    if (indicator.has_follow_up()) {
      AddShareNeed(indicator.id(), FactsOf(indicator.follow_up()),
                   policies.follow_up.rounding, *share_goal, kResults,
                   IsEnglish(question), to);
    }
    if (indicator.has_timeliness()) {
      const bool by_village =
          policies.timeliness.unit == TimelinessPolicy::Unit::kVillage;
      AddShareNeed(indicator.id(), DocumentsOf(facts, question, computed),
                   policies.timeliness.rounding, *share_goal,
                   by_village ? kVillages : kDocuments, IsEnglish(question),
                   to);
    }
  }
}

}  // namespace iku::indicator
