#include "services/indicator/simulate/simulate.h"

#include <set>

#include "common/status/macros.h"
#include "services/indicator/compute/district_indicators.h"
#include "services/indicator/simulate/needs.h"

namespace iku::indicator {

FactsSelection SelectionFor(const SupposedQuestion& question) {
  FactsSelection selection = SelectionFor(question.before);
  const FactsSelection after = SelectionFor(question.after);
  selection.survey_dimensions.insert(after.survey_dimensions.begin(),
                                     after.survey_dimensions.end());
  std::set<int> years(selection.document_fiscal_years.begin(),
                      selection.document_fiscal_years.end());
  years.insert(after.document_fiscal_years.begin(),
               after.document_fiscal_years.end());
  selection.document_fiscal_years.assign(years.begin(), years.end());
  return selection;
}

absl::StatusOr<v1::SimulateResponse> Simulate(const DistrictFacts& facts,
                                              const SupposedQuestion& question,
                                              const SupposedChanges& changes,
                                              absl::Time now) {
  v1::SimulateResponse response;
  *response.mutable_before() = ComputeIndicators(facts, question.before, now);
  Violations found;
  const DistrictFacts after =
      FactsAfter(changes, facts, question.after,
                 ComputeIndicators(facts, question.after, now), found);
  RETURN_IF_ERROR(found.ToStatus());
  IndicatorQuestion answerable = question.after;
  if (changes.more_responses > 0) answerable.breakdowns.clear();
  *response.mutable_after() = ComputeIndicators(after, answerable, now);
  AddNeeds(facts, question.before, response.before(), changes.share_goal,
           *response.mutable_needs());
  return response;
}

}  // namespace iku::indicator
