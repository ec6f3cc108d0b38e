#ifndef IKU_SERVICES_INDICATOR_COMPUTE_LABELS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_LABELS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/status/language.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// A value of one of the collection's enums in words: `SEX_FEMALE` is
// "perempuan". Itself when it has none.
std::string LabelOf(absl::string_view enum_value, Language language);

// What a part about which nothing was told is called.
std::string LabelOfNotTold(SurveyDimension dimension, Language language);

// The values that the contract names for the dimension, in its order, without
// the unspecified one. Empty for services: a district has its own.
std::vector<std::string> ValuesOf(SurveyDimension dimension);

// The same for the kinds of coordination records and the types of agency.
std::vector<std::string> CoordinationKinds();
std::vector<std::string> AgencyTypes();

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_LABELS_H_
