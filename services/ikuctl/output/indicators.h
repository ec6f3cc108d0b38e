#ifndef IKU_SERVICES_IKUCTL_OUTPUT_INDICATORS_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_INDICATORS_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/language.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/ikuctl/output/page.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// The value for a reader: "86,33", "87,50 %", or that there is no data.
std::string ValueForReader(const indicator::v1::Indicator& indicator,
                           Language language);

// The flags of an indicator in one cell; of NO_DATA, which its value says, the
// reason.
std::string FlagsForReader(const indicator::v1::Indicator& indicator,
                           Language language);

// The grade with its words, "B (Baik)"; empty without one.
std::string GradeForReader(const indicator::v1::Indicator& indicator);

// Whether a target is set for any of the indicators.
bool HasTargets(const indicator::v1::DistrictIndicators& result);
// The target for a reader; empty where none is set.
std::string TargetForReader(const indicator::v1::Indicator& indicator,
                            Language language);
// The achievement: "106,69 %", with what it is capped at when that differs
// ("106,69 % (100,00 %)"), or why there is none; empty without a target.
std::string AchievementForReader(const indicator::v1::Indicator& indicator,
                                 Language language);

// The open choices for machines, "report-year=deadline-in-year", a space
// between.
std::string PoliciesOf(const indicator::v1::Indicator& indicator);

using Policies = google::protobuf::RepeatedPtrField<indicator::v1::Policy>;

// The open choices for readers, a line for each: "What is counted: Each
// document that each village owes. A village ...". `name=value` where a service
// has no words for it.
std::string ChoicesInFull(const Policies& policies);
// The same with the first sentence of each meaning.
std::string ChoicesInShort(const Policies& policies);
// The rules keep the first sentence of a meaning short and complete.
std::string FirstSentenceOf(const std::string& meaning);

// Numerator and denominator as they make the value: "25 x 3108 / 900"; empty
// without a value.
std::string FractionForReader(const indicator::v1::Indicator& indicator);

// How each value came about (calculation, respondents, profile, and below it
// the choices that were made), then versions and moment; no line is wider than
// `width`.
std::string FootnotesOf(const indicator::v1::DistrictIndicators& result,
                        const std::string& choices, int width,
                        Language language);

// The flags that ask for the same answer again, whole on one line so that they
// can be copied. `answer` is of a district, of a region or an explanation;
// `choices` are the flags that chose how to compute.
template <typename Answer>
std::string AgainFor(const Answer& answer, const std::string& choices,
                     Language language) {
  return absl::StrCat(
      Say(language, "again"), "\n  --as_of=version:", answer.data_version(),
      ",", InstantOf(answer.as_of_time()),
      " --rules_version=", answer.rules_version(), choices, "\n");
}

// Titles and lines of CSV, one line per indicator.
std::vector<std::string> IndicatorCsvHeader();
std::vector<std::string> IndicatorCsvLine(
    const indicator::v1::DistrictIndicators& result,
    const indicator::v1::Indicator& indicator);

// The district's code out of "districts/35.08.21".
std::string CodeOf(const std::string& name);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_INDICATORS_H_
