#include "common/text/utf8.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/escaping.h"

namespace iku {
namespace {

// How a character of some length starts, and the smallest one that needs it.
struct Form {
  uint8_t mask;
  uint8_t lead;
  size_t length;
  char32_t smallest;
};

constexpr Form kForms[] = {{0x80, 0x00, 1, 0},
                           {0xE0, 0xC0, 2, 0x80},
                           {0xF0, 0xE0, 3, 0x800},
                           {0xF8, 0xF0, 4, 0x10000}};

const Form* FormOf(uint8_t lead) {
  for (const Form& form : kForms) {
    if ((lead & form.mask) == form.lead) return &form;
  }
  return nullptr;
}

bool IsCharacter(char32_t character) {
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  return !surrogate && character <= 0x10FFFF;
}

}  // namespace

std::optional<std::u32string> DecodeUtf8(absl::string_view text) {
  std::u32string characters;
  characters.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const uint8_t lead = static_cast<uint8_t>(text[at]);
    const Form* form = FormOf(lead);
    if (form == nullptr || text.size() - at < form->length) return std::nullopt;
    char32_t character = lead & static_cast<uint8_t>(~form->mask);
    for (size_t i = 1; i < form->length; ++i) {
      const uint8_t next = static_cast<uint8_t>(text[at + i]);
      if ((next & 0xC0) != 0x80) return std::nullopt;
      character = (character << 6) | (next & 0x3F);
    }
    if (character < form->smallest || !IsCharacter(character)) {
      return std::nullopt;
    }
    characters.push_back(character);
    at += form->length;
  }
  return characters;
}

std::string Shown(absl::string_view value) {
  constexpr int kLongestShown = 60;
  size_t end = 0;
  for (int characters = 0; end < value.size(); ++end) {
    const bool starts_one = (static_cast<uint8_t>(value[end]) & 0xC0) != 0x80;
    if (starts_one && ++characters > kLongestShown) break;
    if (end >= 4 * kLongestShown) break;
  }
  const absl::string_view shown = value.substr(0, end);
  const std::optional<std::u32string> characters = DecodeUtf8(shown);
  const bool printable =
      characters && std::none_of(characters->begin(), characters->end(),
                                 [](char32_t c) { return c < 0x20; });
  return printable ? std::string(shown) : absl::CHexEscape(shown);
}

}  // namespace iku
