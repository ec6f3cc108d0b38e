#include "services/collection/survey/survey_handler.h"

#include <utility>

#include "services/collection/record/day_number.h"
#include "services/collection/record/record_handling.h"

namespace iku::collection {
namespace {

constexpr char kRecord[] = "survey_response";

MissingAnswers MissingOf(bool allow_missing) {
  return allow_missing ? MissingAnswers::kAllowed : MissingAnswers::kRefused;
}

int64_t OrderOf(const SurveyResponse& response) {
  return DayNumber(response.response_date);
}

}  // namespace

grpc::ServerUnaryReactor* SurveyHandler::CreateSurveyResponse(
    grpc::CallbackServerContext* context,
    const v1::CreateSurveyResponseRequest* request, v1::SurveyResponse* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::SurveyService>("CreateSurveyResponse"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(NewRecord<SurveyResponse> row,
                         FromProto(request->survey_response(), kRecord,
                                   MissingOf(request->allow_missing()), Now()));
        CreateOne(store_, std::move(row), request->validate_only(), caller,
                  reply, std::move(done));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* SurveyHandler::GetSurveyResponse(
    grpc::CallbackServerContext* context,
    const v1::GetSurveyResponseRequest* request, v1::SurveyResponse* reply) {
  return calls_.Read(*context, ReadRpc<v1::SurveyService>("GetSurveyResponse"),
                     *reply, [=, this](const Caller&) -> absl::Status {
                       return GetOne(store_, kSurveyResponses, regions_,
                                     *request, reply);
                     });
}

grpc::ServerUnaryReactor* SurveyHandler::ListSurveyResponses(
    grpc::CallbackServerContext* context,
    const v1::ListSurveyResponsesRequest* request,
    v1::ListSurveyResponsesResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::SurveyService>("ListSurveyResponses"), *reply,
      [=, this](const Caller&) -> absl::Status {
        Violations found;
        ASSIGN_OR_RETURN(ListQuery query,
                         CheckListQuery(*request, store_, regions_, found));
        if (const std::optional<Period> period =
                CheckPeriod("period", request->period(), found)) {
          query.range.first_day = period->FirstDay();
          query.range.last_day = period->LastDay();
        }
        SurveyFilter filter;
        if (!request->service().empty()) filter.service = request->service();
        RETURN_IF_ERROR(found.ToStatus());
        return ListPage(store_, query, filter, OrderOf,
                        reply->mutable_survey_responses(),
                        reply->mutable_next_page_token());
      });
}

grpc::ServerUnaryReactor* SurveyHandler::CorrectSurveyResponse(
    grpc::CallbackServerContext* context,
    const v1::CorrectSurveyResponseRequest* request,
    v1::SurveyResponse* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::SurveyService>("CorrectSurveyResponse"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        Violations found;
        std::optional<NewRecord<SurveyResponse>> row = CheckSurveyResponse(
            request->survey_response(), kRecord,
            MissingOf(request->allow_missing()), Now(), found);
        ASSIGN_OR_RETURN(
            Amendment<SurveyResponse> amendment,
            CheckCorrection(*request, std::move(row), "survey_response.etag",
                            request->survey_response().etag(), caller, found));
        AmendOne(store_, std::move(amendment), reply, std::move(done));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* SurveyHandler::VoidSurveyResponse(
    grpc::CallbackServerContext* context,
    const v1::VoidSurveyResponseRequest* request, v1::SurveyResponse* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::SurveyService>("VoidSurveyResponse"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(Amendment<SurveyResponse> amendment,
                         CheckVoid<SurveyResponse>(*request, kSurveyResponses,
                                                   regions_, caller));
        AmendOne(store_, std::move(amendment), reply, std::move(done));
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
