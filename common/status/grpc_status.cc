#include "common/status/grpc_status.h"

#include <algorithm>
#include <string>

#include "absl/strings/cord.h"
#include "common/status/payloads.h"
#include "google/rpc/error_details.pb.h"

namespace iku {
namespace {

// gRPC replaces a status whose trailers are larger than 8 KiB, details in
// base64 and the message in percent encoding.
constexpr size_t kMaxMessageBytes = 1024;
constexpr size_t kMaxDetailBytes = 4096;
constexpr size_t kMaxErrorInfoBytes = 1536;
constexpr int kMaxViolations = 50;
// Type URL, tags and lengths of one Any.
constexpr size_t kAnyOverhead = 64;

// Bytes of `text` in the header grpc-message.
size_t EncodedSize(absl::string_view text) {
  size_t size = 0;
  for (const char c : text) size += c < ' ' || c > '~' || c == '%' ? 3 : 1;
  return size;
}

std::string BoundedMessage(absl::string_view text) {
  std::string message = ShortenUtf8(text, kMaxMessageBytes);
  while (EncodedSize(message) > kMaxMessageBytes) {
    message = ShortenUtf8(message, message.size() * 3 / 4);
  }
  return message;
}

// A caller is not told how something broke inside; the log is.
absl::Status WithReason(const absl::Status& status) {
  if (!ReasonOf(status).empty()) return status;
  switch (status.code()) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return MakeError(absl::StatusCode::kInternal, code::kInternal);
    case absl::StatusCode::kDataLoss:
      return MakeError(status.code(), code::kStoreDamaged);
    case absl::StatusCode::kDeadlineExceeded:
      return MakeError(status.code(), code::kDeadlineExceeded);
    default:
      return status;
  }
}

void AddErrorInfo(const absl::Status& status, google::rpc::Status& to) {
  google::rpc::ErrorInfo info;
  if (!GetProtoPayload(status, kErrorInfoUrl, info)) return;
  if (info.ByteSizeLong() > kMaxErrorInfoBytes) info.clear_metadata();
  to.add_details()->PackFrom(info);
}

// Adds as many violations as there is room for, twice each: for general tools
// and for programs.
void AddViolations(const absl::Status& status, Language language,
                   google::rpc::Status& to) {
  type::v1::Violations all;
  if (!GetProtoPayload(status, kViolationsUrl, all)) return;
  const size_t used = to.ByteSizeLong() + 2 * kAnyOverhead;
  google::rpc::BadRequest for_tools;
  type::v1::Violations for_programs;
  for (const Violation& violation : ViolationsOf(status)) {
    if (for_programs.violations_size() == kMaxViolations) break;
    *for_programs.add_violations() = ToProto(violation, language);
    const auto& added = for_programs.violations().rbegin();
    google::rpc::BadRequest::FieldViolation& field =
        *for_tools.add_field_violations();
    field.set_field(added->field());
    field.set_description(added->message());
    if (used + for_tools.ByteSizeLong() + for_programs.ByteSizeLong() >
        kMaxDetailBytes) {
      for_programs.mutable_violations()->RemoveLast();
      for_tools.mutable_field_violations()->RemoveLast();
      break;
    }
  }
  for_programs.set_left_out(all.left_out() + all.violations_size() -
                            for_programs.violations_size());
  to.add_details()->PackFrom(for_tools);
  to.add_details()->PackFrom(for_programs);
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status, Language language) {
  google::rpc::Status details;
  if (status.ok()) return details;
  const absl::Status shown = WithReason(status);
  const std::string message = BoundedMessage(SentenceOf(shown, language));
  details.set_code(static_cast<int>(shown.code()));
  details.set_message(message);
  AddErrorInfo(shown, details);
  google::rpc::LocalizedMessage localized;
  localized.set_locale(std::string(LanguageTag(language)));
  localized.set_message(message);
  details.add_details()->PackFrom(localized);
  google::rpc::RetryInfo retry;
  if (GetProtoPayload(shown, kRetryInfoUrl, retry)) {
    details.add_details()->PackFrom(retry);
  }
  AddViolations(shown, language, details);
  if (details.ByteSizeLong() > kMaxDetailBytes) details.clear_details();
  return details;
}

grpc::Status ToGrpcStatus(const absl::Status& status, Language language) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status details = ToRpcStatus(status, language);
  return grpc::Status(
      static_cast<grpc::StatusCode>(details.code()), details.message(),
      details.details_size() == 0 ? "" : details.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return result;
  for (const google::protobuf::Any& detail : details.details()) {
    for (const char* url : {kErrorInfoUrl, kRetryInfoUrl, kViolationsUrl}) {
      if (detail.type_url() == url) {
        result.SetPayload(url, absl::Cord(detail.value()));
      }
    }
  }
  return result;
}

type::v1::Violation ToProto(const Violation& violation, Language language) {
  type::v1::Violation result;
  result.set_field(violation.field);
  result.set_code(violation.code);
  result.set_message(
      BoundedMessage(Sentence(violation.code, violation.arguments, language)));
  result.mutable_arguments()->insert(violation.arguments.begin(),
                                     violation.arguments.end());
  return result;
}

google::rpc::Status ToRowStatus(const absl::Status& status, Language language) {
  google::rpc::Status result;
  if (status.ok()) return result;
  const absl::Status shown = WithReason(status);
  result.set_code(static_cast<int>(shown.code()));
  result.set_message(BoundedMessage(SentenceOf(shown, language)));
  return result;
}

}  // namespace iku
