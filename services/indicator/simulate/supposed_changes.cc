#include "services/indicator/simulate/supposed_changes.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
#include "services/indicator/formula/what_if.h"

namespace iku::indicator {
namespace {

constexpr int kLowestScore = 1;
constexpr int kHighestScore = 4;
constexpr int kHighestPercent = 100;

void CheckRange(const char* field, int64_t value, int64_t lowest,
                int64_t highest, Violations& found) {
  if (lowest <= value && value <= highest) return;
  found.Add(field, code::kOutOfRange,
            {{"value", absl::StrCat(value)},
             {"lowest", absl::StrCat(lowest)},
             {"highest", absl::StrCat(highest)}});
}

void CheckNotNegative(const char* field, int64_t value, Violations& found) {
  // More than any district records; the facts set the real limit.
  CheckRange(field, value, 0, kMostAnswersToAdd, found);
}

std::optional<Decimal> GoalFrom(const std::string& text, Violations& found) {
  constexpr char kField[] = "share_goal";
  constexpr size_t kLongestShown = 100;
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<Decimal> goal = Decimal::Parse(text);
  if (!goal.ok()) {
    found.Add(kField, code::kTextMalformed,
              {{"value", text.substr(0, kLongestShown)}, {"pattern", "87.5"}});
    return std::nullopt;
  }
  if (goal->ToRational() < 0 || goal->ToRational() > kHighestPercent) {
    found.Add(kField, code::kOutOfRange,
              {{"value", text.substr(0, kLongestShown)},
               {"lowest", "0"},
               {"highest", absl::StrCat(kHighestPercent)}});
    return std::nullopt;
  }
  return *goal;
}

const v1::Indicator* Find(absl::string_view id,
                          const v1::DistrictIndicators& computed) {
  for (const v1::Indicator& indicator : computed.indicators()) {
    if (indicator.id() == id) return &indicator;
  }
  return nullptr;
}

// Whether all of `count` can be; else a violation that says how many can.
bool HasRoom(const char* field, int64_t count, int64_t room,
             Violations& found) {
  if (count <= room) return true;
  CheckRange(field, count, 0, room, found);
  return false;
}

// A state that counts: done, or else the first one.
FollowUpState FollowedUpState(const FollowUpPolicy& policy) {
  if (policy.followed_up.count(FollowUpState::kDone) > 0) {
    return FollowUpState::kDone;
  }
  return *policy.followed_up.begin();
}

void FollowUp(int64_t more, const FollowUpPolicy& policy, bool is_asked,
              DistrictFacts& facts, Violations& found) {
  if (more == 0) return;
  int64_t room = 0;
  for (const auto& [state, records] : facts.coordination) {
    if (is_asked && policy.followed_up.count(state) == 0) room += records;
  }
  if (!HasRoom("more_follow_ups", more, room, found)) return;
  facts.coordination[FollowedUpState(policy)] += more;
  for (const FollowUpState state : kFollowUpStates) {
    if (policy.followed_up.count(state) > 0) continue;
    int64_t& records = facts.coordination[state];
    const int64_t moved = std::min(more, records);
    records -= moved;
    more -= moved;
  }
  facts.coordination_by_kind.clear();
  facts.coordination_by_section.clear();
  facts.coordination_by_agency_type.clear();
  facts.overdue.clear();
  facts.overdue_total = 0;
}

Date FromProto(const google::type::Date& date) {
  return {.year = date.year(), .month = date.month(), .day = date.day()};
}

// The document comes to have been handed in on that day. Which of its dates is
// held against the deadline is the rule's matter, so it gets both.
void HandIn(const v1::Obligation& obligation, const Date& day,
            DistrictFacts& facts) {
  for (RecordedDocument& recorded : facts.documents) {
    if (obligation.document().empty() ||
        recorded.record != obligation.document()) {
      continue;
    }
    recorded.document.enacted = day;
    recorded.document.received = day;
    return;
  }
  RecordedDocument supposed{
      .document = {.village = RegionCode::Parse(obligation.village()).value(),
                   .kind = obligation.document_kind(),
                   .fiscal_year = obligation.fiscal_year(),
                   .revision = 0,
                   .enacted = day,
                   .received = day},
      .record = "",
      .regulation_number = "",
      .has_evidence = false};
  facts.documents.push_back(std::move(supposed));
}

struct DocumentChange {
  const char* field;
  v1::Obligation::State state;
  int64_t count;
};

// On the deadline day, or on the day of judgement when that is earlier.
void HandInOnTime(const DocumentChange& change, const v1::Indicator* indicator,
                  DistrictFacts& facts, Violations& found) {
  if (change.count == 0) return;
  std::vector<const v1::Obligation*> open;
  if (indicator != nullptr) {
    for (const auto& one : indicator->timeliness().obligations()) {
      if (one.state() == change.state && !one.counted()) open.push_back(&one);
    }
  }
  if (!HasRoom(change.field, change.count, static_cast<int64_t>(open.size()),
               found)) {
    return;
  }
  open.resize(static_cast<size_t>(change.count));
  for (const v1::Obligation* one : open) {
    HandIn(*one,
           std::min(FromProto(one->deadline()),
                    FromProto(indicator->timeliness().judged_on())),
           facts);
  }
}

// The elements that every supposed respondent scores.
std::set<std::string> ElementsOf(const SurveyTally& survey,
                                 const Profile& profile) {
  std::set<std::string> elements;
  for (const auto& [code, tally] : survey.elements) elements.insert(code);
  for (const WeightedElement& element : profile.elements) {
    elements.insert(element.code);
  }
  return elements;
}

// What respondents who score all of the elements add to each pair.
void AddPairs(int64_t n, int64_t score, const std::set<std::string>& elements,
              SurveyPairs& to) {
  for (auto a = elements.begin(); a != elements.end(); ++a) {
    for (auto b = a; b != elements.end(); ++b) {
      to.Add(*a, *b, {n, n * score, n * score, n * score * score});
    }
  }
}

void Respond(const SupposedChanges& changes, const IndicatorQuestion& question,
             bool is_asked, DistrictFacts& facts, Violations& found) {
  const int64_t n = changes.more_responses;
  if (n == 0) return;
  const bool possible = is_asked && !question.policies.mean_of_services;
  if (!HasRoom("more_responses", n, possible ? kMostAnswersToAdd : 0, found)) {
    return;
  }
  const int64_t score = changes.more_responses_score;
  const std::set<std::string> elements =
      ElementsOf(facts.survey, question.profile->profile);
  const int64_t total = score * static_cast<int64_t>(elements.size());
  SurveyTally tally{n, {}};
  SurveyMoments moments{.responses = n,
                        .sum_of_totals = n * total,
                        .sum_of_squared_totals = n * total * total,
                        .elements = {}};
  for (const std::string& code : elements) {
    tally.elements[code].counts.at(static_cast<size_t>(score - 1)) = n;
    moments.elements[code] = {.answers = n,
                              .sum = n * score,
                              .sum_of_squares = n * score * score,
                              .sum_with_total = n * score * total};
  }
  if (!facts.pairs.empty()) AddPairs(n, score, elements, facts.pairs);
  facts.survey.Add(tally);
  facts.moments.Add(moments);
  facts.survey_parts.clear();
}

}  // namespace

SupposedChanges ChangesFrom(const v1::SimulateRequest& request,
                            Violations& found) {
  CheckNotNegative("more_follow_ups", request.more_follow_ups(), found);
  CheckNotNegative("late_on_time", request.late_on_time(), found);
  CheckNotNegative("missing_on_time", request.missing_on_time(), found);
  CheckNotNegative("not_due_on_time", request.not_due_on_time(), found);
  CheckRange("more_responses", request.more_responses(), 0, kMostAnswersToAdd,
             found);
  if (request.more_responses() != 0 || request.more_responses_score() != 0) {
    CheckRange("more_responses_score", request.more_responses_score(),
               kLowestScore, kHighestScore, found);
  }
  return {.more_follow_ups = request.more_follow_ups(),
          .late_on_time = request.late_on_time(),
          .missing_on_time = request.missing_on_time(),
          .not_due_on_time = request.not_due_on_time(),
          .more_responses = request.more_responses(),
          .more_responses_score = request.more_responses_score(),
          .share_goal = GoalFrom(request.share_goal(), found)};
}

DistrictFacts FactsAfter(const SupposedChanges& changes,
                         const DistrictFacts& facts,
                         const IndicatorQuestion& question,
                         const v1::DistrictIndicators& computed,
                         Violations& found) {
  DistrictFacts after = facts;
  FollowUp(changes.more_follow_ups, question.policies.follow_up,
           Find(kCoordinationFollowUp, computed) != nullptr, after, found);
  for (const DocumentChange& change :
       {DocumentChange{"late_on_time", v1::Obligation::STATE_LATE,
                       changes.late_on_time},
        DocumentChange{"missing_on_time", v1::Obligation::STATE_MISSING,
                       changes.missing_on_time},
        DocumentChange{"not_due_on_time", v1::Obligation::STATE_NOT_DUE,
                       changes.not_due_on_time}}) {
    HandInOnTime(change, Find(kVillageDocuments, computed), after, found);
  }
  Respond(changes, question, Find(kSatisfaction, computed) != nullptr, after,
          found);
  return after;
}

Date DayOf(const v1::DistrictIndicators& computed, const DistrictFacts& facts) {
  const absl::Time moment =
      absl::FromUnixSeconds(computed.as_of_time().seconds()) +
      absl::Nanoseconds(computed.as_of_time().nanos());
  return TodayIn(moment, facts.district.Province().ToString());
}

}  // namespace iku::indicator
