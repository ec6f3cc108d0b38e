#include "services/ikuctl/output/indicators.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ikuctl/output/number.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

constexpr int kShareScale = 100;
constexpr char kNoData[] = "NO_DATA";

// The text that says why there is no value; null where a flag says it.
const char* WhyNoData(const v1::Indicator& indicator) {
  if (indicator.has_timeliness()) {
    const v1::TimelinessDetail& detail = indicator.timeliness();
    if (detail.obligations().empty()) return "no_data_nothing_owed";
    return detail.not_due() == detail.obligations_size() ? "no_data_not_due"
                                                         : nullptr;
  }
  if (indicator.has_follow_up()) return "no_data_records";
  if (!indicator.has_satisfaction()) return nullptr;
  const v1::SatisfactionDetail& detail = indicator.satisfaction();
  if (detail.responses() == 0) return "no_data_survey";
  return detail.components_left_out().empty() ? "no_data_unanswered" : nullptr;
}

}  // namespace

std::string ValueForReader(const v1::Indicator& indicator, Language language) {
  if (indicator.value().empty()) return Say(language, "no_data");
  return absl::StrCat(ForReader(indicator.value(), language),
                      indicator.scale() == kShareScale ? " %" : "");
}

std::string FlagsForReader(const v1::Indicator& indicator, Language language) {
  const v1::SatisfactionDetail& survey = indicator.satisfaction();
  std::vector<std::string> remarks;
  for (const std::string& flag : indicator.flags()) {
    if (flag == kNoData) {
      if (const char* why = WhyNoData(indicator)) {
        remarks.push_back(Say(language, why));
      }
      continue;
    }
    const std::string key = absl::StrCat("flag_", flag);
    remarks.push_back(
        HasText(key)
            ? Say(language, key,
                  {{"found", absl::StrCat(survey.responses())},
                   {"needed", absl::StrCat(survey.required_responses())}})
            : flag);
  }
  return absl::StrJoin(remarks, "; ");
}

std::string GradeForReader(const v1::Indicator& indicator) {
  if (indicator.grade_label().empty()) return indicator.grade();
  return absl::StrCat(indicator.grade(), " (", indicator.grade_label(), ")");
}

bool HasTargets(const v1::DistrictIndicators& result) {
  return std::any_of(result.indicators().begin(), result.indicators().end(),
                     [](const v1::Indicator& indicator) {
                       return !indicator.achievement().target().empty();
                     });
}

std::string TargetForReader(const v1::Indicator& indicator, Language language) {
  return ForReader(indicator.achievement().target(), language);
}

std::string AchievementForReader(const v1::Indicator& indicator,
                                 Language language) {
  const v1::Achievement& achievement = indicator.achievement();
  if (achievement.target().empty()) return "";
  if (!achievement.reason().empty()) {
    const std::string key = absl::StrCat("reason_", achievement.reason());
    return HasText(key) ? Say(language, key) : achievement.reason();
  }
  const std::string raw =
      absl::StrCat(ForReader(achievement.raw(), language), " %");
  if (achievement.capped() == achievement.raw()) return raw;
  return absl::StrCat(raw, " (", ForReader(achievement.capped(), language),
                      " %)");
}

std::string PoliciesOf(const v1::Indicator& indicator) {
  return absl::StrJoin(indicator.policies(), " ",
                       [](std::string* out, const v1::Policy& policy) {
                         absl::StrAppend(out, policy.name(), "=",
                                         policy.value());
                       });
}

std::string ChoicesInFull(const Policies& policies) {
  return absl::StrJoin(
      policies, "\n", [](std::string* out, const v1::Policy& policy) {
        if (policy.title().empty()) {
          absl::StrAppend(out, policy.name(), "=", policy.value());
        } else {
          absl::StrAppend(out, policy.title(), ": ", policy.meaning());
        }
      });
}

std::string ChoicesInShort(const Policies& policies) {
  Policies in_short = policies;
  for (v1::Policy& policy : in_short) {
    policy.set_meaning(FirstSentenceOf(policy.meaning()));
  }
  return ChoicesInFull(in_short);
}

std::string FirstSentenceOf(const std::string& meaning) {
  const size_t end = meaning.find(". ");
  return end == std::string::npos ? meaning : meaning.substr(0, end + 1);
}

std::string FractionForReader(const v1::Indicator& indicator) {
  if (indicator.value().empty()) return "";
  return absl::StrCat(indicator.scale(), " x ", indicator.numerator(), " / ",
                      indicator.denominator());
}

std::string FootnotesOf(const v1::DistrictIndicators& result,
                        const std::string& choices, int width,
                        Language language) {
  constexpr char kIndent[] = "  ";
  std::string notes;
  for (const v1::Indicator& indicator : result.indicators()) {
    std::vector<std::string> how;
    if (!indicator.value().empty()) how.push_back(FractionForReader(indicator));
    if (indicator.has_satisfaction()) {
      how.push_back(
          Say(language, "responses",
              {{"count", absl::StrCat(indicator.satisfaction().responses())}}));
    }
    if (!indicator.profile().empty()) {
      how.push_back(
          absl::StrCat(Say(language, "profile"), " ", indicator.profile()));
    }
    if (!how.empty()) {
      absl::StrAppend(&notes, indicator.id(), ": ", absl::StrJoin(how, "; "),
                      "\n");
    }
    if (indicator.policies().empty()) continue;
    for (const std::string& line :
         Wrap(ChoicesInShort(indicator.policies()), width - 2)) {
      absl::StrAppend(&notes, kIndent, line, "\n");
    }
  }
  const std::string code = CodeOf(result.district());
  absl::StrAppend(&notes,
                  Say(language, "versions",
                      {{"data", absl::StrCat(result.data_version())},
                       {"rules", result.rules_version()},
                       {"time", WallTime(result.compute_time(), code)}}),
                  "\n");
  absl::StrAppend(
      &notes,
      Say(language, "as_of", {{"time", WallTime(result.as_of_time(), code)}}),
      "\n", AgainFor(result, choices, language));
  return notes;
}

std::vector<std::string> IndicatorCsvHeader() {
  return {"district",
          "district_name",
          "period",
          "indicator",
          "value",
          "exact_value",
          "scale",
          "numerator",
          "denominator",
          "grade",
          "flags",
          "profile",
          "policies",
          "data_version",
          "rules_version",
          "as_of_time",
          "target",
          "achievement",
          "achievement_capped",
          "predicate",
          "achievement_reason"};
}

std::vector<std::string> IndicatorCsvLine(const v1::DistrictIndicators& result,
                                          const v1::Indicator& indicator) {
  return {CodeOf(result.district()),
          result.district_name(),
          result.period(),
          indicator.id(),
          indicator.value(),
          indicator.exact_value(),
          absl::StrCat(indicator.scale()),
          indicator.numerator(),
          indicator.denominator(),
          indicator.grade(),
          absl::StrJoin(indicator.flags(), " "),
          indicator.profile(),
          PoliciesOf(indicator),
          absl::StrCat(result.data_version()),
          result.rules_version(),
          InstantOf(result.as_of_time()),
          indicator.achievement().target(),
          indicator.achievement().raw(),
          indicator.achievement().capped(),
          indicator.achievement().predicate(),
          indicator.achievement().reason()};
}

std::string CodeOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

}  // namespace iku::ctl
