#include "services/ikuctl/import/row_ids.h"

#include <openssl/sha.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

namespace iku::ctl {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kLongestId = 63;
constexpr size_t kLongestSource = 28;
constexpr size_t kIdHash = 8;

void AppendValue(const Message& message, const FieldDescriptor& field,
                 int index, std::string& text) {
  const google::protobuf::Reflection& access = *message.GetReflection();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      absl::StrAppend(
          &text, "{",
          CanonicalText(many ? access.GetRepeatedMessage(message, &field, index)
                             : access.GetMessage(message, &field)),
          "}");
      break;
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string value =
          many ? access.GetRepeatedString(message, &field, index)
               : access.GetString(message, &field);
      absl::StrAppend(&text, value.size(), ":", value);
      break;
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      absl::StrAppend(&text,
                      many ? access.GetRepeatedEnumValue(message, &field, index)
                           : access.GetEnumValue(message, &field));
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      absl::StrAppend(&text,
                      many ? access.GetRepeatedInt32(message, &field, index)
                           : access.GetInt32(message, &field));
      break;
    default:
      // Records hold no other type; one that did would make two different rows
      // look the same.
      std::abort();
  }
}

bool IsPlainId(absl::string_view id) {
  return !id.empty() && id.front() != '-' && id.back() != '-' &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

// `text` in a-z, 0-9 and single '-', none at the ends.
std::string Spell(absl::string_view text) {
  std::string spelt;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte)) {
      spelt.push_back(absl::ascii_tolower(byte));
    } else if (!spelt.empty() && spelt.back() != '-') {
      spelt.push_back('-');
    }
  }
  while (!spelt.empty() && spelt.back() == '-') spelt.pop_back();
  return spelt;
}

// At most `longest` characters: the start of `text`, then a hash of `whole`.
std::string Shorten(absl::string_view text, absl::string_view whole,
                    size_t longest) {
  std::string start(text.substr(0, longest - kIdHash - 1));
  while (!start.empty() && start.back() == '-') start.pop_back();
  return absl::StrCat(start, start.empty() ? "" : "-", HashOf(whole, kIdHash));
}

}  // namespace

std::string CanonicalText(const Message& record) {
  std::vector<const FieldDescriptor*> fields;
  record.GetReflection()->ListFields(record, &fields);
  std::sort(fields.begin(), fields.end(),
            [](const FieldDescriptor* a, const FieldDescriptor* b) {
              return a->number() < b->number();
            });
  std::string text;
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated()
                          ? record.GetReflection()->FieldSize(record, field)
                          : 1;
    for (int i = 0; i < count; ++i) {
      absl::StrAppend(&text, field->number(), "=");
      AppendValue(record, *field, i, text);
      absl::StrAppend(&text, ";");
    }
  }
  return text;
}

std::string HashOf(absl::string_view text, size_t digits) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         digest);
  return absl::BytesToHexString(
             absl::string_view(reinterpret_cast<const char*>(digest),
                               SHA256_DIGEST_LENGTH))
      .substr(0, digits);
}

std::string SourceOf(absl::string_view path_or_name) {
  absl::string_view name = path_or_name;
  if (const size_t slash = name.rfind('/'); slash != absl::string_view::npos) {
    name.remove_prefix(slash + 1);
  }
  if (const size_t dot = name.rfind('.');
      dot != absl::string_view::npos && dot > 0) {
    name = name.substr(0, dot);
  }
  const std::string spelt = Spell(name);
  if (spelt.size() <= kLongestSource && !spelt.empty()) return spelt;
  return Shorten(spelt, name, kLongestSource);
}

std::string RowIds::OfOwnId(absl::string_view id) const {
  const std::string prefix = source_.empty() ? "" : source_ + "-";
  const size_t room = kLongestId - prefix.size();
  if (IsPlainId(id) && id.size() <= room) return absl::StrCat(prefix, id);
  return prefix + Shorten(Spell(id), id, room);
}

std::optional<std::string> RowIds::OfContent(absl::string_view day,
                                             const Message& record) {
  if (++rows_ > kMaxRows) return std::nullopt;
  const std::string hash = HashOf(CanonicalText(record), 16);
  const uint64_t key = std::strtoull(hash.c_str(), nullptr, 16);
  return absl::StrCat(source_, source_.empty() ? "" : "-", day, "-", hash, "-",
                      ++seen_[key]);
}

}  // namespace iku::ctl
