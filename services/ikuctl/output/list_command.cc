#include "services/ikuctl/output/list_command.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/json_util.h"
#include "iku/collection/v1/coordination_service.pb.h"
#include "iku/collection/v1/survey_service.pb.h"
#include "iku/collection/v1/village_document_service.pb.h"
#include "services/ikuctl/output/indicators.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

constexpr int64_t kUsualLimit = 100;

// A value of an enum as list reads it: FOLLOW_UP_STATE_IN_PROGRESS is
// "in-progress". Empty for the unspecified one.
template <typename Code>
std::string WordOf(Code code) {
  const google::protobuf::EnumDescriptor& type =
      *google::protobuf::GetEnumDescriptor<Code>();
  const auto* value = type.FindValueByNumber(code);
  if (value == nullptr || value->number() == 0) return "";
  const std::string prefix(
      absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED"));
  return absl::AsciiStrToLower(absl::StrReplaceAll(
      absl::StripPrefix(value->name(), prefix), {{"_", "-"}}));
}

std::string Flag(absl::string_view name, const std::string& value) {
  return value.empty() ? "" : absl::StrCat(" --", name, "=", value);
}

template <typename Request>
std::string AsOf(const Request& request) {
  return request.as_of_version() == 0
             ? ""
             : absl::StrCat(" --as_of=version:", request.as_of_version());
}

template <typename Request>
std::string Common(const char* what, const Request& request) {
  return absl::StrCat("ikuctl list ", what,
                      Flag("district", CodeOf(request.parent())),
                      Flag("period", request.period()));
}

std::string CommandOf(const v1::ListSurveyResponsesRequest& request) {
  return absl::StrCat(Common("surveys", request),
                      Flag("service", request.service()),
                      Flag("state", WordOf(request.state())));
}

std::string CommandOf(const v1::ListCoordinationRecordsRequest& request) {
  const std::string state = WordOf(request.state());
  const std::string follow_up = WordOf(request.follow_up_state());
  return absl::StrCat(
      Common("coordination", request), Flag("kind", WordOf(request.kind())),
      Flag("state",
           absl::StrCat(state, state.empty() || follow_up.empty() ? "" : ",",
                        follow_up)));
}

std::string CommandOf(const v1::ListVillageDocumentsRequest& request) {
  return absl::StrCat(Common("village-documents", request),
                      Flag("kind", WordOf(request.kind())),
                      Flag("village", request.village()),
                      Flag("state", WordOf(request.state())));
}

// The command for a request of that type; empty when it cannot be read.
template <typename Request>
std::string CommandFrom(const std::string& json) {
  Request request;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &request);
  if (!status.ok() || request.parent().empty()) return "";
  return absl::StrCat(CommandOf(request), AsOf(request));
}

}  // namespace

std::string ListCommandOf(const indicator::v1::RecordSource& source) {
  std::string command;
  if (absl::EndsWith(source.method(), "/ListSurveyResponses")) {
    command =
        CommandFrom<v1::ListSurveyResponsesRequest>(source.request_json());
  } else if (absl::EndsWith(source.method(), "/ListCoordinationRecords")) {
    command =
        CommandFrom<v1::ListCoordinationRecordsRequest>(source.request_json());
  } else if (absl::EndsWith(source.method(), "/ListVillageDocuments")) {
    command =
        CommandFrom<v1::ListVillageDocumentsRequest>(source.request_json());
  }
  if (command.empty()) {
    return absl::StrCat(source.method(), " ", source.request_json());
  }
  if (source.records() > kUsualLimit) {
    absl::StrAppend(&command, " --limit=", source.records());
  }
  return command;
}

}  // namespace iku::ctl
