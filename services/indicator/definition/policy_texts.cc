#include "services/indicator/definition/policy_texts.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/indicator/definition/checks.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/definition/rules.h"

namespace iku::indicator {
namespace {

const Choice* ChoiceOf(const v1::PolicyText& text) {
  for (const Choice& choice : AllChoices()) {
    if (choice.indicator == text.indicator() && choice.name == text.name()) {
      return &choice;
    }
  }
  return nullptr;
}

std::string NameOf(const Choice& choice) {
  return absl::StrCat(choice.indicator, " ", choice.name);
}

void CheckValues(const v1::PolicyText& text, const Choice& choice,
                 absl::string_view field, Violations& found) {
  std::set<std::string> told;
  for (int i = 0; i < text.values_size(); ++i) {
    const v1::PolicyValueText& value = text.values(i);
    const std::string at = absl::StrCat(field, ".values[", i, "]");
    CheckCode(value.value(), choice.values, absl::StrCat(at, ".value"), found);
    CheckText(value.meaning(), absl::StrCat(at, ".meaning"), found);
    if (!told.insert(value.value()).second) {
      Unsound(at, absl::StrCat(value.value(), " is repeated"), found);
    }
  }
  for (const char* value : choice.values) {
    if (told.count(value) > 0) continue;
    Unsound(absl::StrCat(field, ".values"), absl::StrCat(value, " is missing"),
            found);
  }
}

std::string MeaningOf(const v1::PolicyText& text, absl::string_view value,
                      Language language) {
  for (const v1::PolicyValueText& each : text.values()) {
    if (each.value() == value) return In(language, each.meaning());
  }
  return std::string(value);
}

}  // namespace

void CheckPolicyTexts(const v1::RuleSet& rules, Violations& found) {
  std::set<const Choice*> told;
  for (int i = 0; i < rules.policy_texts_size(); ++i) {
    const v1::PolicyText& text = rules.policy_texts(i);
    const std::string field = absl::StrCat("policy_texts[", i, "]");
    const Choice* const choice = ChoiceOf(text);
    if (choice == nullptr) {
      Unsound(field,
              absl::StrCat(text.indicator(), " has no choice ", text.name()),
              found);
      continue;
    }
    if (!told.insert(choice).second) {
      Unsound(field, absl::StrCat(NameOf(*choice), " is repeated"), found);
    }
    CheckText(text.title(), absl::StrCat(field, ".title"), found);
    CheckValues(text, *choice, field, found);
  }
  for (const Choice& choice : AllChoices()) {
    if (told.count(&choice) > 0) continue;
    Unsound("policy_texts", absl::StrCat(NameOf(choice), " is missing"), found);
  }
}

void SayInWords(const v1::RuleSet& rules, Language language,
                v1::Policy& policy) {
  for (const v1::PolicyText& text : rules.policy_texts()) {
    if (text.name() != policy.name()) continue;
    std::vector<std::string> meanings;
    // Values with one meaning have no commas in them.
    for (const absl::string_view value : absl::StrSplit(policy.value(), ',')) {
      meanings.push_back(MeaningOf(text, value, language));
    }
    policy.set_title(In(language, text.title()));
    policy.set_meaning(absl::StrJoin(meanings, ", "));
  }
}

}  // namespace iku::indicator
