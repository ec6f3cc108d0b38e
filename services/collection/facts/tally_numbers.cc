#include "services/collection/facts/tally_numbers.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
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

std::string MomentWords(int64_t month) {
  return absl::StrCat("survey ", MonthText(month), " complete");
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

void CompareMoments(int64_t month, const SurveyMoments& kept,
                    const SurveyMoments& counted, Differences& found) {
  const auto check = [&](int64_t a, int64_t b, absl::string_view what) {
    found.Check(a, b,
                [&] { return absl::StrCat(MomentWords(month), " ", what); });
  };
  check(kept.responses, counted.responses, "responses");
  check(kept.sum_of_totals, counted.sum_of_totals, "sum_of_totals");
  check(kept.sum_of_squared_totals, counted.sum_of_squared_totals,
        "sum_of_squared_totals");
  for (size_t i = 0; i < kElementCount; ++i) {
    const ElementMoments& a = kept.elements[i];
    const ElementMoments& b = counted.elements[i];
    const std::string element = absl::StrCat("element=", kElements[i]);
    check(a.sum, b.sum, absl::StrCat(element, " sum"));
    check(a.sum_of_squares, b.sum_of_squares,
          absl::StrCat(element, " sum_of_squares"));
    check(a.sum_with_total, b.sum_with_total,
          absl::StrCat(element, " sum_with_total"));
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
               CompareMoments(month, a.moments, b.moments, found);
             });
  ForEachKey(kept.coordination, counted.coordination,
             [&](int64_t month, const CoordinationCounts& a,
                 const CoordinationCounts& b) {
               CompareCoordination(month, a, b, found);
             });
}

}  // namespace iku::collection
