#include "common/status/errors.h"

#include <utility>

#include "absl/strings/cord.h"
#include "common/status/payloads.h"
#include "google/protobuf/util/time_util.h"
#include "google/rpc/error_details.pb.h"
#include "iku/type/v1/violation.pb.h"

namespace iku {
namespace {

// What a caller sent may be long; an error only has to show where it begins.
constexpr size_t kMaxArgumentBytes = 256;
// There is no use in remembering more than this; the rest is only counted.
constexpr size_t kMaxKeptViolations = 1000;

Arguments Bounded(Arguments arguments) {
  for (auto& [name, value] : arguments) {
    if (value.size() > kMaxArgumentBytes) {
      value = ShortenUtf8(value, kMaxArgumentBytes);
    }
  }
  return arguments;
}

// How long a caller should wait when waiting may help by itself.
std::optional<absl::Duration> UsualWait(absl::string_view reason) {
  if (reason == code::kStoreUnavailable ||
      reason == code::kCollectionUnavailable || reason == code::kStopping) {
    return absl::Seconds(1);
  }
  if (reason == code::kStoreFull) return absl::Seconds(30);
  return std::nullopt;
}

void SetRetryAfter(absl::Status& status, absl::Duration wait) {
  google::rpc::RetryInfo info;
  *info.mutable_retry_delay() =
      google::protobuf::util::TimeUtil::NanosecondsToDuration(
          absl::ToInt64Nanoseconds(wait));
  SetProtoPayload(status, kRetryInfoUrl, info);
}

// `limit` says whose: of the whole service or of one caller.
absl::Status TooMany(absl::string_view what, absl::string_view limit,
                     absl::Duration retry_after) {
  absl::Status status =
      MakeError(absl::StatusCode::kResourceExhausted, code::kBusy,
                {{"what", std::string(what)}, {"limit", std::string(limit)}});
  SetRetryAfter(status, retry_after);
  return status;
}

google::rpc::ErrorInfo InfoOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  // Another system's reasons are not ours to read.
  if (!GetProtoPayload(status, kErrorInfoUrl, info) ||
      info.domain() != kErrorDomain) {
    info.Clear();
  }
  return info;
}

}  // namespace

void Violations::Add(absl::string_view field, absl::string_view code,
                     Arguments arguments) {
  all_.push_back({ShortenUtf8(field, kMaxArgumentBytes), std::string(code),
                  Bounded(std::move(arguments))});
}

absl::Status Violations::ToStatus() const {
  if (all_.empty()) return absl::OkStatus();
  absl::Status status =
      MakeError(absl::StatusCode::kInvalidArgument, code::kInvalidInput,
                {{"count", std::to_string(all_.size())}});
  type::v1::Violations detail;
  for (const Violation& violation : all_) {
    if (detail.violations_size() == static_cast<int>(kMaxKeptViolations)) break;
    type::v1::Violation& out = *detail.add_violations();
    out.set_field(violation.field);
    out.set_code(violation.code);
    out.mutable_arguments()->insert(violation.arguments.begin(),
                                    violation.arguments.end());
  }
  detail.set_left_out(static_cast<int>(all_.size() - detail.violations_size()));
  SetProtoPayload(status, kViolationsUrl, detail);
  return status;
}

absl::Status MakeError(absl::StatusCode code, absl::string_view reason,
                       Arguments arguments) {
  arguments = Bounded(std::move(arguments));
  absl::Status status(code, Sentence(reason, arguments, Language::kEnglish));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(kErrorDomain);
  info.mutable_metadata()->insert(arguments.begin(), arguments.end());
  SetProtoPayload(status, kErrorInfoUrl, info);
  if (auto wait = UsualWait(reason)) SetRetryAfter(status, *wait);
  return status;
}

absl::Status NotFound(absl::string_view name) {
  return MakeError(absl::StatusCode::kNotFound, code::kNotFound,
                   {{"name", std::string(name)}});
}

absl::Status NameTaken(absl::string_view name, absl::string_view stored_sha256,
                       absl::string_view sent_sha256) {
  return MakeError(absl::StatusCode::kAlreadyExists, code::kNameTaken,
                   {{"name", std::string(name)},
                    {"stored_sha256", std::string(stored_sha256)},
                    {"sent_sha256", std::string(sent_sha256)}});
}

absl::Status EtagStale(absl::string_view name, absl::string_view etag) {
  return MakeError(absl::StatusCode::kAborted, code::kEtagStale,
                   {{"name", std::string(name)}, {"etag", std::string(etag)}});
}

absl::Status Busy(absl::string_view what, absl::Duration retry_after) {
  return TooMany(what, "service", retry_after);
}

absl::Status CallerBusy(absl::string_view what) {
  return TooMany(what, "caller", absl::Milliseconds(200));
}

absl::Status DeadlineExceeded() {
  return MakeError(absl::StatusCode::kDeadlineExceeded,
                   code::kDeadlineExceeded);
}

absl::Status Stopping() {
  return MakeError(absl::StatusCode::kUnavailable, code::kStopping);
}

std::string ReasonOf(const absl::Status& status) {
  return InfoOf(status).reason();
}

Arguments ArgumentsOf(const absl::Status& status) {
  const google::rpc::ErrorInfo info = InfoOf(status);
  return Arguments(info.metadata().begin(), info.metadata().end());
}

std::vector<Violation> ViolationsOf(const absl::Status& status) {
  std::vector<Violation> found;
  type::v1::Violations detail;
  if (!GetProtoPayload(status, kViolationsUrl, detail)) return found;
  for (const type::v1::Violation& violation : detail.violations()) {
    found.push_back({violation.field(), violation.code(),
                     Arguments(violation.arguments().begin(),
                               violation.arguments().end())});
  }
  return found;
}

std::optional<absl::Duration> RetryAfterOf(const absl::Status& status) {
  google::rpc::RetryInfo info;
  if (!GetProtoPayload(status, kRetryInfoUrl, info)) return std::nullopt;
  return absl::Seconds(info.retry_delay().seconds()) +
         absl::Nanoseconds(info.retry_delay().nanos());
}

std::string SentenceOf(const absl::Status& status, Language language) {
  if (status.ok()) return "";
  const google::rpc::ErrorInfo info = InfoOf(status);
  if (info.reason().empty()) return std::string(status.message());
  return Sentence(info.reason(),
                  Arguments(info.metadata().begin(), info.metadata().end()),
                  language);
}

}  // namespace iku
