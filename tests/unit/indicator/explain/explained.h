#ifndef IKU_TESTS_UNIT_INDICATOR_EXPLAIN_EXPLAINED_H_
#define IKU_TESTS_UNIT_INDICATOR_EXPLAIN_EXPLAINED_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "services/indicator/compute/district_indicators.h"
#include "services/indicator/explain/explain.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {

// The 29 respondents of the printed survey of 91.48.
inline indicator::DistrictFacts Kemenag() {
  indicator::DistrictFacts facts = Sumbersuko();
  facts.survey = Answers(29, kKemenag);
  return facts;
}

// The explanation of one indicator, on 10 January 2026 unless said otherwise.
inline indicator::v1::Explanation Explained(
    const indicator::DistrictFacts& facts,
    indicator::IndicatorQuestion question, const std::string& id,
    absl::Time now = NoonOf("2026-01-10")) {
  question.indicators = {id};
  return indicator::Explain(facts, question,
                            indicator::ComputeIndicators(facts, question, now));
}

// The line with that id; an empty one when there is none.
inline indicator::v1::ExplanationStep StepOf(
    const indicator::v1::Explanation& explanation, absl::string_view id) {
  for (const auto& step : explanation.steps()) {
    if (step.id() == id) return step;
  }
  return {};
}

// How many are left out for that reason.
inline int64_t LeftOut(const indicator::v1::Explanation& explanation,
                       absl::string_view reason) {
  int64_t count = 0;
  for (const auto& one : explanation.left_out()) {
    if (one.reason() == reason) count += one.count();
  }
  return count;
}

// What the lines after this one use.
inline std::string NumberOf(const indicator::v1::ExplanationStep& step) {
  return step.rounded().empty() ? step.result() : step.rounded();
}

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_EXPLAIN_EXPLAINED_H_
