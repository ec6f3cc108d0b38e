#include "services/indicator/definition/profile_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/indicator/definition/checks.h"
#include "services/indicator/definition/rules_from_proto.h"

namespace iku::indicator {
namespace {

// What the survey asks about; the collection service takes no other element.
constexpr std::array<const char*, 9> kSurveyElements = {
    "requirements", "procedure", "time",       "cost",      "product",
    "competence",   "behaviour", "facilities", "complaints"};
constexpr int kMaxRoundingDigits = 6;
constexpr int kValueDigits = 2;

void CheckMode(const v1::Rounding& rounding, absl::string_view field,
               Violations& found) {
  if (!v1::Rounding::Mode_IsValid(rounding.mode())) {
    Unsound(absl::StrCat(field, ".mode"), "unknown way of rounding", found);
  }
  if (rounding.mode() == v1::Rounding::MODE_UNSPECIFIED &&
      rounding.digits() != 0) {
    Unsound(absl::StrCat(field, ".mode"), "digits without a mode", found);
  }
}

void CheckRounding(const v1::Rounding& rounding, absl::string_view field,
                   Violations& found) {
  CheckMode(rounding, field, found);
  CheckRange(rounding.digits(), 0, kMaxRoundingDigits,
             absl::StrCat(field, ".digits"), found);
}

// No rounding of the value means that of the contract.
void CheckValueRounding(const v1::Rounding& rounding, absl::string_view field,
                        Violations& found) {
  CheckMode(rounding, field, found);
  if (rounding.mode() == v1::Rounding::MODE_UNSPECIFIED) return;
  CheckRange(rounding.digits(), kValueDigits, kValueDigits,
             absl::StrCat(field, ".digits"), found);
}

// A profile for another questionnaire shares no element with this one, so a
// single unknown element is a misspelt one.
void CheckElementCodes(const v1::Profile& profile, absl::string_view field,
                       Violations& found) {
  const bool is_for_this_survey = std::any_of(
      profile.elements().begin(), profile.elements().end(),
      [](const auto& e) { return Holds(kSurveyElements, e.element()); });
  if (!is_for_this_survey) return;
  for (int i = 0; i < profile.elements_size(); ++i) {
    CheckCode(profile.elements(i).element(), kSurveyElements,
              absl::StrCat(field, ".elements[", i, "].element"), found);
  }
}

void CheckProfile(const v1::Profile& profile, absl::string_view field,
                  Since since, Violations& found) {
  CheckText(profile.title(), absl::StrCat(field, ".title"), found);
  CheckText(profile.description(), absl::StrCat(field, ".description"), found);
  for (int i = 0; i < profile.elements_size(); ++i) {
    CheckText(profile.elements(i).title(),
              absl::StrCat(field, ".elements[", i, "].title"), found);
  }
  if (profile.value_rounding().mode() == v1::Rounding::MODE_UNSPECIFIED) {
    found.Add(absl::StrCat(field, ".value_rounding.mode"), code::kRequired);
  }
  for (int i = 0; i < profile.grades_size(); ++i) {
    CheckText(profile.grades(i).label(),
              absl::StrCat(field, ".grades[", i, "].label"), found);
  }
  CheckLegalBasis(profile.legal_basis(), absl::StrCat(field, ".legal_basis"),
                  found);
  if (!CheckProfileNumbers(profile, field, since, found)) return;
  const Profile formula = ProfileFromProto(profile);
  if (since == Since::kNow) CheckWeights(formula, field, found);
  if (auto sound = Validate(formula); !sound.ok()) {
    Unsound(field, sound.message(), found);
  }
}

}  // namespace

bool CheckProfileNumbers(const v1::Profile& profile, absl::string_view field,
                         Since since, Violations& found) {
  CheckElementCodes(profile, field, found);
  bool numbers_read = true;
  for (int i = 0; i < profile.elements_size(); ++i) {
    numbers_read &=
        CheckNumber(profile.elements(i).weight(),
                    absl::StrCat(field, ".elements[", i, "].weight"), found);
  }
  for (int i = 0; i < profile.grades_size(); ++i) {
    numbers_read &=
        CheckNumber(profile.grades(i).minimum(),
                    absl::StrCat(field, ".grades[", i, "].minimum"), found);
  }
  CheckRounding(profile.weight_rounding(),
                absl::StrCat(field, ".weight_rounding"), found);
  CheckRounding(profile.mean_rounding(), absl::StrCat(field, ".mean_rounding"),
                found);
  CheckRounding(profile.product_rounding(),
                absl::StrCat(field, ".product_rounding"), found);
  CheckRounding(profile.index_rounding(),
                absl::StrCat(field, ".index_rounding"), found);
  const std::string value = absl::StrCat(field, ".value_rounding");
  if (since == Since::kNow) {
    CheckValueRounding(profile.value_rounding(), value, found);
  } else {
    CheckRounding(profile.value_rounding(), value, found);
  }
  return numbers_read;
}

void CheckWeights(const Profile& profile, absl::string_view field,
                  Violations& found) {
  if (auto sound = ValidateWeights(profile); !sound.ok()) {
    Unsound(absl::StrCat(field, ".elements"), sound.message(), found);
  }
}

void CheckProfiles(const v1::RuleSet& rules, Since since, Violations& found) {
  if (rules.profiles().empty()) found.Add("profiles", code::kRequired);
  std::set<std::string> names;
  for (int i = 0; i < rules.profiles_size(); ++i) {
    const std::string field = absl::StrCat("profiles[", i, "]");
    CheckName(rules.profiles(i).name(), kProfilePrefix, field, names, found);
    CheckProfile(rules.profiles(i), field, since, found);
  }
}

}  // namespace iku::indicator
