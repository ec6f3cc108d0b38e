#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_SATISFACTION_STEPS_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_SATISFACTION_STEPS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/indicator/explain/steps.h"
#include "services/indicator/formula/profile.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// Under what the lines of one index stand: `ikm` and nothing for all
// respondents, `ikm.service.KTP` and the service's name for one component.
struct StepsOf {
  std::string id;
  std::string about;  // put before each label; empty: nothing
};

// Titles of elements by their code, in the language of the steps.
using ElementTitles = std::map<std::string, std::string>;

// The title, or else the code.
const std::string& TitleOf(const std::string& element,
                           const ElementTitles& titles);

// How one index follows from the answers: for each element the sum of its
// scores, the number of answers, the mean, the weight and the product, then the
// index, its scaled value and the rounding, each with the roundings of the
// profile on the way. Returns the rounded value.
//
// Prints the trace of the formula and computes nothing. Without a value the
// elements that were answered still have their lines, and the last line names
// those that nobody answered.
std::optional<Decimal> AddIndexSteps(const SurveyTally& survey,
                                     const Profile& profile,
                                     const ElementTitles& titles,
                                     const StepsOf& of, Steps& steps);

// The line that says which band of the grade table the value is in.
void AddGradeStep(const Decimal& value, const GradeTable& grades,
                  const StepsOf& of, Steps& steps);

// One part of a mean of values; parts without data are left out before.
struct Component {
  Decimal value;
  bool suppressed = false;  // its value must not be shown
};

// The simple mean of the components' rounded values, and its rounding. The
// values of suppressed components are added up in one line, so that the mean
// can be worked out and none of them can. None when there are none.
std::optional<Decimal> AddMeanOfComponents(
    const std::vector<Component>& components, const RoundingStep& rounding,
    const StepsOf& of, Steps& steps);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_SATISFACTION_STEPS_H_
