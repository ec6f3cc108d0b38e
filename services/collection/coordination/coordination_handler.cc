#include "services/collection/coordination/coordination_handler.h"

#include <optional>
#include <string>
#include <utility>

#include "common/civil/zone.h"
#include "common/status/macros.h"
#include "services/collection/coordination/coordination_proto.h"
#include "services/collection/record/day_number.h"
#include "services/collection/record/record_handling.h"

namespace iku::collection {
namespace {

constexpr char kRecordField[] = "coordination_record";

// The correction of a record; its follow-ups stay.
absl::StatusOr<Amendment<CoordinationRecord>> CheckedCorrection(
    const v1::CorrectCoordinationRecordRequest& request,
    const ValidationContext& context, const Caller& caller) {
  Violations found;
  std::optional<NewRecord<CoordinationRecord>> row = CheckCoordinationRecord(
      kRecordField, request.coordination_record(), context, found);
  const CoordinationRecord corrected =
      row ? row->content : CoordinationRecord();
  ASSIGN_OR_RETURN(Amendment<CoordinationRecord> amendment,
                   CheckCorrection<CoordinationRecord>(
                       request, std::move(row), "coordination_record.etag",
                       request.coordination_record().etag(), caller, found));
  amendment.change = [corrected](const CoordinationRecord& newest, absl::Time) {
    return WithFollowUpsOf(newest, corrected, kRecordField);
  };
  return amendment;
}

absl::StatusOr<Amendment<CoordinationRecord>> CheckedFollowUp(
    const v1::AddFollowUpRequest& request, const ValidationContext& context,
    const Caller& caller) {
  Violations found;
  const std::optional<RecordKey> key = CheckName(
      "name", request.name(), kCoordinationRecords, context.regions, found);
  const Date today =
      key ? TodayOf(*key, context.now) : TodayIn(context.now, "");
  FollowUp step = CheckFollowUp("follow_up", request.follow_up(), today, found);
  CheckRequestId("request_id", request.request_id(), found);
  RETURN_IF_ERROR(found.ToStatus());
  step.request_id = request.request_id();

  Amendment<CoordinationRecord> amendment;
  amendment.key = *key;
  amendment.etag = request.etag();
  amendment.request_id = request.request_id();
  amendment.changed_by = caller.name;
  amendment.action = ChangeAction::kFollowUp;
  amendment.intent = IntentOf(request.validate_only());
  amendment.change = [key = *key, step](const CoordinationRecord& newest,
                                        absl::Time now) {
    FollowUp added = step;
    added.create_time = now;
    return WithFollowUp(newest, std::move(added), TodayOf(key, now),
                        NameOf(key, kCoordinationRecords), "follow_up");
  };
  return amendment;
}

CoordinationFilter CheckFilter(
    const v1::ListCoordinationRecordsRequest& request, Violations& found) {
  CoordinationFilter filter;
  const v1::CoordinationKind kind =
      CheckEnum("kind", request.kind(), Presence::kOptional, found);
  if (kind != v1::COORDINATION_KIND_UNSPECIFIED) {
    filter.kind = static_cast<ResultKind>(kind);
  }
  const v1::FollowUpState state = CheckEnum(
      "follow_up_state", request.follow_up_state(), Presence::kOptional, found);
  if (state != v1::FOLLOW_UP_STATE_UNSPECIFIED) {
    filter.follow_up_state = static_cast<FollowUpState>(state);
  }
  return filter;
}

}  // namespace

grpc::ServerUnaryReactor* CoordinationHandler::CreateCoordinationRecord(
    grpc::CallbackServerContext* context,
    const v1::CreateCoordinationRecordRequest* request,
    v1::CoordinationRecord* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::CoordinationService>("CreateCoordinationRecord"),
      *reply, [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(NewRecord<CoordinationRecord> row,
                         FromProto(request->coordination_record(), kRecordField,
                                   {regions_, clock_.Now()}));
        CreateOne(store_, std::move(row), request->validate_only(), caller,
                  reply, std::move(done));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* CoordinationHandler::GetCoordinationRecord(
    grpc::CallbackServerContext* context,
    const v1::GetCoordinationRecordRequest* request,
    v1::CoordinationRecord* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::CoordinationService>("GetCoordinationRecord"),
      *reply, [=, this](const Caller&) {
        return GetOne(store_, kCoordinationRecords, regions_, *request, reply);
      });
}

grpc::ServerUnaryReactor* CoordinationHandler::ListCoordinationRecords(
    grpc::CallbackServerContext* context,
    const v1::ListCoordinationRecordsRequest* request,
    v1::ListCoordinationRecordsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::CoordinationService>("ListCoordinationRecords"),
      *reply, [=, this](const Caller&) -> absl::Status {
        Violations found;
        ASSIGN_OR_RETURN(ListQuery query,
                         CheckListQuery(*request, store_, regions_, found));
        const std::optional<Period> period =
            CheckPeriod("period", request->period(), found);
        const CoordinationFilter filter = CheckFilter(*request, found);
        RETURN_IF_ERROR(found.ToStatus());
        if (period) {
          query.range.first_day = period->FirstDay();
          query.range.last_day = period->LastDay();
        }
        return ListPage(
            store_, query, filter,
            [](const CoordinationRecord& record) {
              return DayNumber(record.held_date);
            },
            reply->mutable_coordination_records(),
            reply->mutable_next_page_token());
      });
}

grpc::ServerUnaryReactor* CoordinationHandler::CorrectCoordinationRecord(
    grpc::CallbackServerContext* context,
    const v1::CorrectCoordinationRecordRequest* request,
    v1::CoordinationRecord* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::CoordinationService>("CorrectCoordinationRecord"),
      *reply, [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(
            Amendment<CoordinationRecord> amendment,
            CheckedCorrection(*request, {regions_, clock_.Now()}, caller));
        AmendOne(store_, std::move(amendment), reply, std::move(done));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* CoordinationHandler::VoidCoordinationRecord(
    grpc::CallbackServerContext* context,
    const v1::VoidCoordinationRecordRequest* request,
    v1::CoordinationRecord* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::CoordinationService>("VoidCoordinationRecord"),
      *reply, [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(Amendment<CoordinationRecord> amendment,
                         CheckVoid<CoordinationRecord>(
                             *request, kCoordinationRecords, regions_, caller));
        AmendOne(store_, std::move(amendment), reply, std::move(done));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* CoordinationHandler::AddFollowUp(
    grpc::CallbackServerContext* context, const v1::AddFollowUpRequest* request,
    v1::CoordinationRecord* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::CoordinationService>("AddFollowUp"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(
            Amendment<CoordinationRecord> amendment,
            CheckedFollowUp(*request, {regions_, clock_.Now()}, caller));
        AmendOne(store_, std::move(amendment), reply, std::move(done));
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
