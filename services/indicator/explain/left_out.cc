#include "services/indicator/explain/left_out.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/indicator/compute/breakdown.h"

namespace iku::indicator {
namespace {

// Collects the entries, in the language of the call.
class Collector {
 public:
  Collector(Language language,
            google::protobuf::RepeatedPtrField<v1::LeftOut>& to)
      : language_(language), to_(to) {}

  void Add(const char* reason, int64_t count, absl::string_view indonesian,
           absl::string_view english, absl::string_view detail = "") {
    if (count > 0) AddAlways(reason, count, indonesian, english, detail);
  }

  // Also where the count must not be told.
  void AddAlways(const std::string& reason, int64_t count,
                 absl::string_view indonesian, absl::string_view english,
                 absl::string_view detail = "") {
    v1::LeftOut& left_out = *to_.Add();
    left_out.set_reason(reason);
    left_out.set_label(absl::StrCat(
        language_ == Language::kEnglish ? english : indonesian, detail));
    left_out.set_count(count);
  }

 private:
  const Language language_;
  google::protobuf::RepeatedPtrField<v1::LeftOut>& to_;
};

// `. Keadaan yang terhitung ditindaklanjuti: selesai, terverifikasi`.
std::string PolicyIn(const v1::Indicator& indicator, absl::string_view name) {
  for (const v1::Policy& policy : indicator.policies()) {
    if (policy.name() == name) {
      return absl::StrCat(". ", policy.title(), ": ", policy.meaning());
    }
  }
  return "";
}

void AddMissingAnswers(const DistrictFacts& facts,
                       const IndicatorQuestion& question, Collector& out) {
  const Rules::ProfileRule& rule = *question.profile;
  if (rule.profile.missing_answers == MissingAnswers::kZero) return;
  for (const v1::ElementWeight& element : rule.text->elements()) {
    const std::string& title = In(question.language, element.title());
    out.Add(
        kLeftOutAnswerMissing, facts.survey.BlanksOf(element.element()),
        "Responden yang tidak menjawab: ", "Respondents without an answer: ",
        title.empty() ? element.element() : title);
  }
}

// Of a mean of services: those with answers and no value of their own.
void AddServicesWithoutValue(const IndicatorQuestion& question,
                             const v1::Indicator& indicator, Collector& out) {
  const auto title = [&](const std::string& code) -> const std::string& {
    for (const v1::ElementWeight& element :
         question.profile->text->elements()) {
      const std::string& text = In(question.language, element.title());
      if (element.element() == code && !text.empty()) return text;
    }
    return code;
  };
  for (const v1::LeftOutComponent& service :
       indicator.satisfaction().components_left_out()) {
    std::vector<std::string> titles;
    for (const std::string& code : service.elements()) {
      titles.push_back(title(code));
    }
    out.AddAlways(
        service.reason(), service.responses(),
        absl::StrCat("Responden layanan tanpa nilai, karena ada unsur yang "
                     "tidak dijawab siapa pun: ",
                     service.label()),
        absl::StrCat("Respondents of a service without a value, as nobody "
                     "answered one of its elements: ",
                     service.label()),
        titles.empty() ? ""
                       : absl::StrCat(" (", absl::StrJoin(titles, ", "), ")"));
  }
}

void AddWithoutService(const DistrictFacts& facts,
                       const IndicatorQuestion& question, Collector& out) {
  if (!question.policies.mean_of_services) return;
  const v1::Breakdown services =
      BreakdownBy(SurveyDimension::kService, facts, question);
  for (const v1::BreakdownCell& cell : services.cells()) {
    if (!cell.value().empty()) continue;
    if (cell.suppressed()) {  // then there are some
      out.AddAlways(kLeftOutNoService, 0, "Responden tanpa layanan tertentu",
                    "Respondents of no single service");
    } else {
      out.Add(kLeftOutNoService, cell.responses(),
              "Responden tanpa layanan tertentu",
              "Respondents of no single service");
    }
  }
  if (services.withheld()) {
    out.AddAlways(kLeftOutNoService, 0,
                  "Responden tanpa layanan tertentu, bila ada",
                  "Respondents of no single service, if any");
  }
}

void AddNotFollowedUp(const v1::Indicator& indicator, Collector& out) {
  int64_t records = 0;
  for (const v1::FollowUpCount& count : indicator.follow_up().counts()) {
    if (!count.counted()) records += count.records();
  }
  out.Add(kLeftOutNotFollowedUp, records,
          "Hasil yang tidak terhitung ditindaklanjuti, hanya di penyebut",
          "Results that do not count as followed up, in the denominator only",
          PolicyIn(indicator, "followed-up-states"));
}

bool IsOwed(const VillageDocument& document, const v1::Indicator& indicator) {
  const auto& matrix = indicator.timeliness().obligations();
  return std::any_of(matrix.begin(), matrix.end(),
                     [&](const v1::Obligation& one) {
                       return one.village() == document.village.ToString() &&
                              one.document_kind() == document.kind &&
                              one.fiscal_year() == document.fiscal_year;
                     });
}

bool ExistsOn(const Village& village, const Date& day) {
  return village.valid_from <= day &&
         (!village.valid_to.has_value() || day <= *village.valid_to);
}

void AddVillages(const DistrictFacts& facts, const IndicatorQuestion& question,
                 Collector& out) {
  const auto owed = ObligationsOf(question.period, question.rules->deadlines(),
                                  question.policies.timeliness);
  int64_t kelurahan = 0;
  int64_t not_valid = 0;
  for (const NamedVillage& named : facts.villages) {
    if (!named.village.code.OwesVillageDocuments()) {
      ++kelurahan;
      continue;
    }
    for (const Obligation& obligation : owed) {
      if (!ExistsOn(named.village, obligation.deadline)) ++not_valid;
    }
  }
  out.Add(kLeftOutKelurahan, kelurahan,
          "Kelurahan, tidak wajib menyusun dokumen desa",
          "Kelurahan, which owe no village documents");
  out.Add(kLeftOutVillageNotValid, not_valid,
          "Dokumen dari desa yang tidak ada pada hari tenggat",
          "Documents of villages that did not exist on the deadline day");
}

// Villages that are in neither number, because a document of theirs is not due.
std::set<std::string> UndecidedVillages(const TimelinessPolicy& policy,
                                        const v1::Indicator& indicator) {
  std::set<std::string> undecided;
  if (policy.unit != TimelinessPolicy::Unit::kVillage) return undecided;
  for (const v1::Obligation& one : indicator.timeliness().obligations()) {
    if (one.state() == v1::Obligation::STATE_NOT_DUE && !one.in_denominator()) {
      undecided.insert(one.village());
    }
  }
  return undecided;
}

std::set<std::string> NamesOf(const std::set<std::string>& villages,
                              const v1::Indicator& indicator) {
  std::set<std::string> names;
  for (const v1::Obligation& one : indicator.timeliness().obligations()) {
    if (villages.count(one.village()) > 0) names.insert(one.village_name());
  }
  return names;
}

struct UncountedState {
  v1::Obligation::State state;
  const char* reason;
  const char* indonesian;
  const char* english;
};

constexpr UncountedState kUncounted[] = {
    {v1::Obligation::STATE_LATE, kLeftOutLate, "Dokumen yang terlambat",
     "Late documents"},
    {v1::Obligation::STATE_MISSING, kLeftOutMissing, "Dokumen yang belum ada",
     "Missing documents"},
    {v1::Obligation::STATE_NOT_DUE, kLeftOutNotDue,
     "Dokumen yang belum jatuh tempo", "Documents that are not due yet"}};

// By village a document is in no number itself, but its village is.
void AddUncounted(const TimelinessPolicy& policy,
                  const v1::Indicator& indicator, Collector& out) {
  const bool by_village = policy.unit == TimelinessPolicy::Unit::kVillage;
  const std::set<std::string> undecided = UndecidedVillages(policy, indicator);
  const auto& matrix = indicator.timeliness().obligations();
  for (const UncountedState& each : kUncounted) {
    for (const bool in_denominator : {true, false}) {
      const int64_t documents = std::count_if(
          matrix.begin(), matrix.end(), [&](const v1::Obligation& one) {
            return one.state() == each.state && !one.counted() &&
                   one.in_denominator() == in_denominator &&
                   undecided.count(one.village()) == 0;
          });
      out.Add(
          each.reason, documents,
          absl::StrCat(each.indonesian, by_village ? ", desanya" : ",",
                       in_denominator ? " hanya di penyebut"
                                      : " tidak di pembilang maupun penyebut"),
          absl::StrCat(each.english, by_village ? ", their villages" : ",",
                       in_denominator ? " in the denominator only"
                                      : " in neither number"));
    }
  }
  out.Add(kLeftOutNotDue, static_cast<int64_t>(undecided.size()),
          "Desa yang belum dapat dinilai karena ada dokumen yang belum jatuh "
          "tempo, tidak di pembilang maupun penyebut: ",
          "Villages that are not decided yet, as a document is not due, in "
          "neither number: ",
          absl::StrJoin(NamesOf(undecided, indicator), ", "));
}

void AddAmendments(const DistrictFacts& facts, const v1::Indicator& indicator,
                   Collector& out) {
  out.Add(kLeftOutAmendment,
          std::count_if(facts.documents.begin(), facts.documents.end(),
                        [&](const RecordedDocument& recorded) {
                          return recorded.document.revision > 0 &&
                                 IsOwed(recorded.document, indicator);
                        }),
          "Perubahan dokumen; hanya dokumen asli yang dihitung",
          "Amendments; only the original document counts");
}

}  // namespace

void AddLeftOut(const DistrictFacts& facts, const IndicatorQuestion& question,
                const v1::Indicator& indicator,
                google::protobuf::RepeatedPtrField<v1::LeftOut>& to) {
  Collector out(question.language, to);
  if (indicator.has_satisfaction()) {
    AddMissingAnswers(facts, question, out);
    AddServicesWithoutValue(question, indicator, out);
    AddWithoutService(facts, question, out);
  }
  if (indicator.has_follow_up()) AddNotFollowedUp(indicator, out);
  if (indicator.has_timeliness()) {
    AddUncounted(question.policies.timeliness, indicator, out);
    AddAmendments(facts, indicator, out);
    AddVillages(facts, question, out);
  }
}

}  // namespace iku::indicator
