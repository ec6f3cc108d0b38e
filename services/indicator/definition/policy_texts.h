#ifndef IKU_SERVICES_INDICATOR_DEFINITION_POLICY_TEXTS_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_POLICY_TEXTS_H_

#include "common/status/errors.h"
#include "common/status/language.h"
#include "iku/indicator/v1/definition.pb.h"

namespace iku::indicator {

// Adds what is wrong with the texts of the open choices: one of AllChoices(),
// or one of its values, has none; there is one of something else; one stands
// twice; one lacks a language.
void CheckPolicyTexts(const v1::RuleSet& rules, Violations& found);

// Fills in `title` and `meaning` in that language; of a list of values all
// meanings. Needs rules that CheckPolicyTexts() has nothing against, and a name
// and value that one of AllChoices() has.
void SayInWords(const v1::RuleSet& rules, Language language,
                v1::Policy& policy);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_POLICY_TEXTS_H_
