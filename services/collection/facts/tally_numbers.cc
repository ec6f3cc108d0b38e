#include "services/collection/facts/tally_numbers.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "iku/collection/v1/coordination.pb.h"

namespace iku::collection {
namespace {

std::string MonthText(int64_t month) {
  return absl::StrFormat("%04d-%02d", month / 100, month % 100);
}

// "in_progress" of FOLLOW_UP_STATE_IN_PROGRESS; a number without a name, which
// only a damaged tally has, stands for itself.
std::string Word(absl::string_view name, absl::string_view prefix,
                 int64_t number) {
  if (name.empty()) return absl::StrCat(number);
  absl::ConsumePrefix(&name, prefix);
  return absl::AsciiStrToLower(name);
}

template <typename Enum>
std::string StateWord(Enum state) {
  const int number = static_cast<int>(state);
  return Word(v1::FollowUpState_Name(number), "FOLLOW_UP_STATE_", number);
}

std::string GroupWord(const SurveyGroup& group, absl::string_view dimension,
                      absl::string_view prefix) {
  absl::string_view value = group.value;
  const std::string shown = ShownValue(group);
  if (shown != group.value) {
    value = shown;
    absl::ConsumePrefix(&value, prefix);
  }
  return absl::StrCat(dimension, "=", absl::AsciiStrToLower(value));
}

std::string GroupWords(const SurveyGroup& group) {
  switch (group.dimension) {
    case SurveyDimension::kTogether:
      return absl::StrCat("service=*", group.value);
    case SurveyDimension::kService:
      return absl::StrCat("service=", group.value.empty() ? "-" : group.value);
    case SurveyDimension::kSex:
      return GroupWord(group, "sex", "SEX_");
    case SurveyDimension::kAgeBand:
      return GroupWord(group, "age_band", "AGE_BAND_");
    case SurveyDimension::kEducation:
      return GroupWord(group, "education", "EDUCATION_");
    case SurveyDimension::kOccupation:
      return GroupWord(group, "occupation", "OCCUPATION_");
  }
  return absl::StrCat("dimension", static_cast<int>(group.dimension), "=",
                      group.value);
}

std::string SurveyWords(int64_t month, const SurveyGroup& group) {
  return absl::StrCat("survey ", MonthText(month), " ", GroupWords(group));
}

// "complete" or "without=time,cost"; a number whose bits are no elements, which
// only a damaged tally has, stands for itself.
std::string AnsweredWords(AnsweredMask answered) {
  if (answered == kAllAnswered) return "complete";
  if ((answered & ~kAllAnswered) != 0) {
    return absl::StrCat("answered=", answered);
  }
  std::vector<absl::string_view> missing;
  for (size_t i = 0; i < kElementCount; ++i) {
    if ((answered >> i & 1) == 0) missing.push_back(kElements[i]);
  }
  return absl::StrCat("without=", absl::StrJoin(missing, ","));
}

// Collects the numbers of one district that differ.
class Differences {
 public:
  Differences(const std::string& district, TallyReport& report)
      : district_(district), report_(report) {}

  // `words` are made only when they are needed.
  template <typename Words>
  void Check(int64_t kept, int64_t counted, Words words) {
    if (kept == counted) return;
    ++report_.mismatches_total;
    if (report_.mismatches.size() < kMostMismatches) {
      report_.mismatches.push_back({district_, words(), kept, counted});
    }
  }

 private:
  const std::string& district_;
  TallyReport& report_;
};

// Calls `each` with every key of either map and what both hold there; nothing
// stands for a key that one does not hold.
template <typename Key, typename Value, typename Each>
void ForEachKey(const std::map<Key, Value>& kept,
                const std::map<Key, Value>& counted, Each each) {
  const Value nothing = {};
  for (const auto& [key, value] : kept) {
    const auto other = counted.find(key);
    each(key, value, other == counted.end() ? nothing : other->second);
  }
  for (const auto& [key, value] : counted) {
    if (kept.count(key) == 0) each(key, nothing, value);
  }
}

void CompareGroup(int64_t month, const SurveyGroup& group,
                  const SurveyCount& kept, const SurveyCount& counted,
                  Differences& found) {
  found.Check(kept.responses, counted.responses, [&] {
    return absl::StrCat(SurveyWords(month, group), " responses");
  });
  for (size_t i = 0; i < kElementCount; ++i) {
    for (size_t score = 0; score < kept.answers[i].size(); ++score) {
      found.Check(kept.answers[i][score], counted.answers[i][score], [&] {
        return absl::StrCat(SurveyWords(month, group),
                            " element=", kElements[i], " score=", score + 1);
      });
    }
  }
}

void CompareSums(int64_t month, AnsweredMask answered, const ScoreSums& kept,
                 const ScoreSums& counted, Differences& found) {
  const auto words = [&] {
    return absl::StrCat("survey ", MonthText(month), " ",
                        AnsweredWords(answered));
  };
  found.Check(kept.responses, counted.responses,
              [&] { return absl::StrCat(words(), " responses"); });
  for (size_t i = 0; i < kElementCount; ++i) {
    found.Check(kept.scores[i], counted.scores[i], [&] {
      return absl::StrCat(words(), " element=", kElements[i], " sum");
    });
    for (size_t j = i; j < kElementCount; ++j) {
      const size_t pair = PairIndex(i, j);
      found.Check(kept.products[pair], counted.products[pair], [&] {
        return absl::StrCat(words(), " elements=", kElements[i], ",",
                            kElements[j], " products");
      });
    }
  }
}

void CompareCoordination(int64_t month, const CoordinationCounts& kept,
                         const CoordinationCounts& counted,
                         Differences& found) {
  const std::string start = absl::StrCat("coordination ", MonthText(month));
  ForEachKey(kept.records, counted.records,
             [&](const auto& key, int64_t a, int64_t b) {
               found.Check(a, b, [&] {
                 const auto& [kind, section, state] = key;
                 const int number = static_cast<int>(kind);
                 return absl::StrCat(start, " kind=",
                                     Word(v1::CoordinationKind_Name(number),
                                          "COORDINATION_KIND_", number),
                                     " section=", section,
                                     " state=", StateWord(state));
               });
             });
  ForEachKey(kept.agencies, counted.agencies,
             [&](const auto& key, int64_t a, int64_t b) {
               found.Check(a, b, [&] {
                 const int number = static_cast<int>(key.first);
                 return absl::StrCat(
                     start, " agency=",
                     Word(v1::AgencyType_Name(number), "AGENCY_TYPE_", number),
                     " state=", StateWord(key.second));
               });
             });
}

}  // namespace

void Compare(const std::string& district, const TallyNumbers& kept,
             const TallyNumbers& counted, TallyReport& report) {
  Differences found(district, report);
  ForEachKey(kept.surveys, counted.surveys,
             [&](int64_t month, const SurveyCounts& a, const SurveyCounts& b) {
               ForEachKey(a.groups, b.groups,
                          [&](const SurveyGroup& group, const SurveyCount& one,
                              const SurveyCount& other) {
                            CompareGroup(month, group, one, other, found);
                          });
               ForEachKey(a.sums, b.sums,
                          [&](AnsweredMask answered, const ScoreSums& one,
                              const ScoreSums& other) {
                            CompareSums(month, answered, one, other, found);
                          });
             });
  ForEachKey(kept.coordination, counted.coordination,
             [&](int64_t month, const CoordinationCounts& a,
                 const CoordinationCounts& b) {
               CompareCoordination(month, a, b, found);
             });
}

}  // namespace iku::collection
