#ifndef IKU_SERVICES_INDICATOR_COMPUTE_INDICATORS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_INDICATORS_H_

#include "common/civil/date.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/compute/district_indicators.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// Flags of an answer; indicator.proto says what they mean.
inline constexpr char kNoData[] = "NO_DATA";
inline constexpr char kSampleTooSmall[] = "SAMPLE_TOO_SMALL";
inline constexpr char kPopulationUnknown[] = "POPULATION_UNKNOWN";
inline constexpr char kAnswersMissing[] = "ANSWERS_MISSING";
inline constexpr char kComponentLeftOut[] = "COMPONENT_LEFT_OUT";
inline constexpr char kGradeUncertain[] = "GRADE_UNCERTAIN";
inline constexpr char kSuppressed[] = "SUPPRESSED";
inline constexpr char kNotAllDue[] = "NOT_ALL_DUE";
inline constexpr char kNothingReceived[] = "NOTHING_RECEIVED";
inline constexpr char kIncompletePeriod[] = "INCOMPLETE_PERIOD";
inline constexpr char kWholeFiscalYear[] = "WHOLE_FISCAL_YEAR";

// Each fills in the value, the flags and the detail of one indicator, whose
// texts and policies are there already.
void FillSatisfaction(const DistrictFacts& facts,
                      const IndicatorQuestion& question,
                      v1::Indicator& indicator);
// `as_of` is the last day whose events are known.
void FillFollowUp(const DistrictFacts& facts, const IndicatorQuestion& question,
                  const Date& as_of, v1::Indicator& indicator);
void FillTimeliness(const DistrictFacts& facts,
                    const IndicatorQuestion& question, const Date& as_of,
                    v1::Indicator& indicator);

// No value: neither 0 nor 100.
void SetNoData(v1::Indicator& indicator);
void SetShare(const Share& share, v1::Indicator& indicator);

void SetDate(const Date& from, google::type::Date& to);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_INDICATORS_H_
