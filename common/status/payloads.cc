#include "common/status/payloads.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"

namespace iku {

void SetProtoPayload(absl::Status& status, absl::string_view url,
                     const google::protobuf::MessageLite& message) {
  status.SetPayload(url, absl::Cord(message.SerializeAsString()));
}

bool GetProtoPayload(const absl::Status& status, absl::string_view url,
                     google::protobuf::MessageLite& message) {
  const absl::optional<absl::Cord> payload = status.GetPayload(url);
  return payload.has_value() && message.ParseFromString(std::string(*payload));
}

std::string ShortenUtf8(absl::string_view text, size_t limit) {
  static constexpr char kEllipsis[] = "...";
  if (text.size() <= limit) return std::string(text);
  size_t end = limit > 3 ? limit - 3 : 0;
  // A byte 10xxxxxx continues a character.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return absl::StrCat(text.substr(0, end), kEllipsis);
}

}  // namespace iku
