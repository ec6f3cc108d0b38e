#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "iku/collection/v1/village_document_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/import/row_ids.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/import/words.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

template <typename Service, typename Request, typename Reply>
int Send(const Work& work, const Request& request,
         grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                               const Request&, Reply*)) {
  const auto stub = Service::NewStub(work.connection.collection);
  const absl::StatusOr<Reply> reply =
      Call(work.connection, *stub, method, request);
  if (!reply.ok()) return RefuseCollection(work, reply.status());
  work.console.out << ToJson(*reply, true) << "\n";
  return kDone;
}

template <typename Service, typename Request, typename Reply>
int VoidOne(const Work& work,
            grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                  const Request&, Reply*)) {
  Request request;
  request.set_name(work.words[0]);
  request.set_reason(work.options.reason);
  request.set_etag(work.options.etag);
  request.set_validate_only(work.options.validate_only);
  return Send<Service>(work, request, method);
}

// A day given by a flag; complains when it is none.
void SetDay(const std::string& text, const char* flag, google::type::Date& day,
            std::vector<Complaint>& wrong) {
  if (const std::optional<Date> date = DayOf(text)) {
    day = ToProto(*date);
  } else {
    wrong.push_back({"flag_date", {{"flag", flag}, {"value", text}}});
  }
}

v1::FollowUp StepOf(const Options& options, std::vector<Complaint>& wrong) {
  v1::FollowUp step;
  if (options.state.empty()) {
    wrong.push_back({"flag_missing", {{"flag", "--state"}}});
  } else if (const auto state = FollowUpStateOf(options.state)) {
    step.set_state(*state);
  } else {
    wrong.push_back(
        {"flag_word",
         {{"flag", "--state"},
          {"value", options.state},
          {"allowed", UsualWords::FollowUpStates(options.language)}}});
  }
  if (options.date.empty()) {
    wrong.push_back({"flag_missing", {{"flag", "--date"}}});
  } else {
    SetDay(options.date, "--date", *step.mutable_date(), wrong);
  }
  step.set_note(options.note);
  v1::Evidence evidence;
  evidence.set_kind(options.evidence_kind);
  evidence.set_number(options.evidence_number);
  evidence.set_uri(options.evidence_uri);
  evidence.set_sha256(absl::AsciiStrToLower(options.evidence_sha256));
  if (!options.evidence_date.empty()) {
    SetDay(options.evidence_date, "--evidence_date", *evidence.mutable_date(),
           wrong);
  }
  if (evidence.ByteSizeLong() > 0) *step.mutable_evidence() = evidence;
  return step;
}

}  // namespace

int Void(const Work& work) {
  std::vector<Complaint> wrong;
  if (work.words.size() != 1) wrong.push_back({"name_missing", {}});
  if (work.options.reason.empty()) {
    wrong.push_back({"flag_missing", {{"flag", "--reason"}}});
  }
  if (!wrong.empty()) return Refuse(work, wrong);
  const std::string& name = work.words[0];
  if (absl::StrContains(name, "/surveyResponses/")) {
    return VoidOne<v1::SurveyService>(
        work, &v1::SurveyService::Stub::VoidSurveyResponse);
  }
  if (absl::StrContains(name, "/coordinationRecords/")) {
    return VoidOne<v1::CoordinationService>(
        work, &v1::CoordinationService::Stub::VoidCoordinationRecord);
  }
  if (absl::StrContains(name, "/villageDocuments/")) {
    return VoidOne<v1::VillageDocumentService>(
        work, &v1::VillageDocumentService::Stub::VoidVillageDocument);
  }
  return Refuse(work, {{"name_not_record", {{"value", name}}}});
}

int AddStep(const Work& work) {
  std::vector<Complaint> wrong;
  if (work.words.size() != 1) wrong.push_back({"name_missing", {}});
  const v1::FollowUp step = StepOf(work.options, wrong);
  if (!wrong.empty()) return Refuse(work, wrong);

  v1::AddFollowUpRequest request;
  request.set_name(work.words[0]);
  *request.mutable_follow_up() = step;
  request.set_etag(work.options.etag);
  request.set_validate_only(work.options.validate_only);
  // The id follows from the step, so that the same command again is the same
  // request.
  request.set_request_id(
      work.options.request_id.empty()
          ? absl::StrCat("step-", HashOf(absl::StrCat(request.name(), "\n",
                                                      CanonicalText(step)),
                                         32))
          : work.options.request_id);
  return Send<v1::CoordinationService>(
      work, request, &v1::CoordinationService::Stub::AddFollowUp);
}

}  // namespace iku::ctl
