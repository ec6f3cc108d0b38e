#include "services/indicator/definition/custom_profile.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/indicator/definition/checks.h"
#include "services/indicator/definition/profile_check.h"
#include "services/indicator/definition/rules_from_proto.h"

namespace iku::indicator {
namespace {

constexpr int kMostGrades = 32;
constexpr size_t kLongestLetter = 20;
constexpr size_t kLongestLabel = 200;

void CheckCount(int count, int most, absl::string_view field,
                Violations& found) {
  if (count == 0) found.Add(field, code::kRequired);
  if (count > most) {
    found.Add(field, code::kTooMany,
              {{"count", absl::StrCat(count)}, {"limit", absl::StrCat(most)}});
  }
}

void CheckLength(absl::string_view text, size_t longest,
                 absl::string_view field, Violations& found) {
  if (text.size() <= longest) return;
  found.Add(field, code::kTooLong,
            {{"length", absl::StrCat(text.size())},
             {"limit", absl::StrCat(longest)}});
}

void CheckGradeTexts(const v1::Profile& sent, absl::string_view field,
                     Violations& found) {
  for (int i = 0; i < sent.grades_size(); ++i) {
    const v1::Grade& grade = sent.grades(i);
    const std::string at = absl::StrCat(field, ".grades[", i, "]");
    CheckLength(grade.letter(), kLongestLetter, absl::StrCat(at, ".letter"),
                found);
    CheckLength(grade.label().id(), kLongestLabel,
                absl::StrCat(at, ".label.id"), found);
    CheckLength(grade.label().en(), kLongestLabel,
                absl::StrCat(at, ".label.en"), found);
  }
}

}  // namespace

std::optional<std::shared_ptr<const CustomProfile>> CheckCustomProfile(
    const v1::Profile& sent, absl::string_view field, Violations& found) {
  Violations here;
  if (!sent.name().empty() && sent.name() != kCustomProfileName) {
    CheckCode(sent.name(),
              std::initializer_list<const char*>{kCustomProfileName},
              absl::StrCat(field, ".name"), here);
  }
  CheckCount(sent.elements_size(), kMaxElements,
             absl::StrCat(field, ".elements"), here);
  CheckCount(sent.grades_size(), kMostGrades, absl::StrCat(field, ".grades"),
             here);
  CheckGradeTexts(sent, field, here);
  const bool numbers_read = CheckProfileNumbers(sent, field, Since::kNow, here);

  auto custom = std::make_shared<CustomProfile>();
  custom->text = sent;
  custom->text.set_name(kCustomProfileName);
  custom->profile = ProfileFromProto(custom->text);
  // What follows from the above is not named once more.
  if (here.empty() && numbers_read) {
    CheckWeights(custom->profile, field, here);
    if (auto sound = Validate(custom->profile); !sound.ok()) {
      Unsound(field, sound.message(), here);
    }
  }
  for (const Violation& violation : here.all()) {
    found.Add(violation.field, violation.code, violation.arguments);
  }
  if (!here.empty()) return std::nullopt;
  return std::shared_ptr<const CustomProfile>(std::move(custom));
}

}  // namespace iku::indicator
