#ifndef IKU_COMMON_STATUS_PAYLOADS_H_
#define IKU_COMMON_STATUS_PAYLOADS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"

// How an absl::Status holds the messages that make up a rich error: each as a
// payload under the type URL that it also has inside google.rpc.Status. For
// errors.cc and grpc_status.cc only.

namespace iku {

inline constexpr char kErrorDomain[] = "iku";
inline constexpr char kErrorInfoUrl[] =
    "type.googleapis.com/google.rpc.ErrorInfo";
inline constexpr char kRetryInfoUrl[] =
    "type.googleapis.com/google.rpc.RetryInfo";
inline constexpr char kViolationsUrl[] =
    "type.googleapis.com/iku.type.v1.Violations";

void SetProtoPayload(absl::Status& status, absl::string_view url,
                     const google::protobuf::MessageLite& message);

// False when there is no such payload or it does not parse.
bool GetProtoPayload(const absl::Status& status, absl::string_view url,
                     google::protobuf::MessageLite& message);

// `text`, or its beginning and an ellipsis in at most `limit` bytes; never cuts
// a character in two.
std::string ShortenUtf8(absl::string_view text, size_t limit);

}  // namespace iku

#endif  // IKU_COMMON_STATUS_PAYLOADS_H_
