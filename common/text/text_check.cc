#include "common/text/text_check.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/text/personal_data.h"
#include "common/text/utf8.h"

namespace iku {
namespace {

bool IsControl(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character <= 0x9F);
}

bool IsLineBreakOrTab(char32_t character) {
  return character == '\n' || character == '\r' || character == '\t';
}

bool HasForbiddenControl(const std::u32string& characters, bool free_text) {
  for (char32_t character : characters) {
    if (!IsControl(character)) continue;
    if (!free_text || !IsLineBreakOrTab(character)) return true;
  }
  return false;
}

void AddMalformed(absl::string_view field, absl::string_view text,
                  absl::string_view pattern, Violations& found) {
  found.Add(field, code::kTextMalformed,
            {{"value", Shown(text)}, {"pattern", std::string(pattern)}});
}

void CheckLength(absl::string_view field, int length, const TextRule& rule,
                 Violations& found) {
  if (length == 0) {
    if (rule.shortest > 0) found.Add(field, code::kRequired);
  } else if (length < rule.shortest) {
    found.Add(field, code::kTooShort,
              {{"length", absl::StrCat(length)},
               {"limit", absl::StrCat(rule.shortest)}});
  } else if (length > rule.longest) {
    found.Add(field, code::kTooLong,
              {{"length", absl::StrCat(length)},
               {"limit", absl::StrCat(rule.longest)}});
  }
}

}  // namespace

std::string CheckText(absl::string_view field, absl::string_view text,
                      const TextRule& rule, Violations& found) {
  const size_t before = found.all().size();
  const absl::string_view trimmed = absl::StripAsciiWhitespace(text);
  const std::optional<std::u32string> characters = DecodeUtf8(trimmed);
  if (!characters) {
    AddMalformed(field, trimmed, "UTF-8", found);
    return "";
  }
  if (HasForbiddenControl(*characters, rule.free_text)) {
    AddMalformed(field, trimmed, "[^[:cntrl:]]*", found);
  }
  CheckLength(field, static_cast<int>(characters->size()), rule, found);
  if (rule.free_text) {
    if (const auto kind = FindPersonalData(trimmed)) {
      found.Add(field, code::kPersonalData,
                {{"kind", *kind == PersonalData::kNik ? "NIK" : "PHONE"}});
    }
  }
  return found.all().size() == before ? std::string(trimmed) : "";
}

std::string CheckReason(absl::string_view field, absl::string_view reason,
                        Violations& found) {
  return CheckText(field, reason,
                   {.shortest = 3, .longest = 500, .free_text = true}, found);
}

}  // namespace iku
