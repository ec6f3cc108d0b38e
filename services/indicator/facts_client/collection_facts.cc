#include "services/indicator/facts_client/collection_facts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/client/channel.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/macros.h"
#include "services/indicator/facts_client/facts_from_proto.h"
#include "services/indicator/facts_client/proto_values.h"

namespace iku::indicator {
namespace {

namespace cv1 = collection::v1;

constexpr absl::Duration kLongestQuestion = absl::Seconds(10);
// Kept back from the caller's deadline, to tell the caller in time.
constexpr absl::Duration kMargin = absl::Milliseconds(100);
// Districts in one page: a few hundred kilobytes.
constexpr int kPageSize = 50;

void Prepare(grpc::ClientContext& context, const FactsCaller& caller) {
  const absl::Time now = absl::Now();
  // A caller in a hurry keeps half of its time for the question.
  const absl::Duration left = caller.deadline - now;
  const absl::Duration margin = std::min(kMargin, left / 2);
  PrepareCall(context, caller.deadline - margin, kLongestQuestion,
              caller.language, caller.name);
}

// What is wrong with a selection is wrong with the question that it was made
// from, which knows it by the name without the prefix.
absl::Status InWordsOfTheQuestion(absl::Status status) {
  const std::vector<Violation> violations = ViolationsOf(status);
  if (violations.empty()) return status;
  Violations found;
  for (const Violation& violation : violations) {
    found.Add(absl::StripPrefix(violation.field, "selection."), violation.code,
              violation.arguments);
  }
  return found.ToStatus();
}

// A status that the collection service itself made has a reason and is passed
// on. Without one it never answered, which is all the caller needs to know.
absl::Status StatusOfAnswer(const grpc::Status& status,
                            const std::string& address) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result = FromGrpcStatus(status);
  if (!ReasonOf(result).empty()) return InWordsOfTheQuestion(std::move(result));
  LogWarning("no facts from the collection service",
             {{"address", address},
              {"code", absl::StatusCodeToString(result.code())},
              {"error", result.message()}});
  switch (result.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kUnimplemented:  // another service listens there
    case absl::StatusCode::kCancelled:
      return MakeError(absl::StatusCode::kUnavailable,
                       code::kCollectionUnavailable, {{"address", address}});
    case absl::StatusCode::kResourceExhausted:
      return Busy("reads");
    default:
      return MakeError(absl::StatusCode::kInternal, code::kInternal);
  }
}

// Everything that one open question needs; lives until it is answered.
struct Question {
  grpc::ClientContext context;
  cv1::GetDistrictFactsRequest request;
  cv1::DistrictFacts reply;
  std::string address;
  FactsSource::Callback callback;

  void Answer(const grpc::Status& status) {
    if (absl::Status result = StatusOfAnswer(status, address); !result.ok()) {
      callback(std::move(result));
    } else {
      callback(FactsFromProto(reply));
    }
  }
};

}  // namespace

CollectionFacts::CollectionFacts(std::shared_ptr<grpc::Channel> channel,
                                 std::string address)
    : address_(std::move(address)),
      stub_(cv1::FactsService::NewStub(std::move(channel))) {}

void CollectionFacts::GetDistrictFacts(const RegionCode& district,
                                       const FactsSelection& selection,
                                       const std::string& known_etag,
                                       const FactsCaller& caller,
                                       Callback callback) {
  auto question = std::make_shared<Question>();
  Prepare(question->context, caller);
  question->request.set_name(absl::StrCat("districts/", district.ToString()));
  *question->request.mutable_selection() = ToProto(selection);
  question->request.set_known_etag(known_etag);
  question->address = address_;
  question->callback = std::move(callback);
  stub_->async()->GetDistrictFacts(
      &question->context, &question->request, &question->reply,
      [question](const grpc::Status& status) { question->Answer(status); });
}

absl::StatusOr<FactsPage> CollectionFacts::ListDistrictFacts(
    const RegionCode& region, const FactsSelection& selection,
    absl::string_view page_token, const FactsCaller& caller) {
  grpc::ClientContext context;
  Prepare(context, caller);
  cv1::ListDistrictFactsRequest request;
  request.set_region(absl::StrCat("regions/", region.ToString()));
  *request.mutable_selection() = ToProto(selection);
  request.set_page_size(kPageSize);
  request.set_page_token(std::string(page_token));
  cv1::ListDistrictFactsResponse reply;
  RETURN_IF_ERROR(StatusOfAnswer(
      stub_->ListDistrictFacts(&context, request, &reply), address_));
  FactsPage page;
  page.next_page_token = reply.next_page_token();
  page.data_version = reply.data_version();
  page.read_time = TimeFromProto(reply.read_time());
  for (const cv1::DistrictFacts& facts : reply.districts()) {
    ASSIGN_OR_RETURN(DistrictFacts district, FactsFromProto(facts));
    page.districts.push_back(std::move(district));
  }
  return page;
}

}  // namespace iku::indicator
