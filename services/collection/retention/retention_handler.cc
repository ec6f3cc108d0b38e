#include "services/collection/retention/retention_handler.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/may_go_on.h"
#include "common/status/macros.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/record_handling.h"

namespace iku::collection {
namespace {

constexpr ChangedCollection kErasable[] = {
    ChangedCollection::kSurveyResponses,
    ChangedCollection::kCoordinationRecords,
    ChangedCollection::kVillageDocuments};
constexpr char kPattern[] =
    "districts/PP.KK.CC/surveyResponses/{id}, .../coordinationRecords/{id} or "
    ".../villageDocuments/{id}";

struct ErasureRequest {
  ChangedCollection collection;
  Erasure erasure;
};

absl::StatusOr<ErasureRequest> FromProto(const v1::EraseRecordRequest& request,
                                         const RegisterView& regions,
                                         const Caller& caller) {
  Violations found;
  ErasureRequest checked{};
  std::optional<RecordKey> key;
  bool known = request.name().empty();
  for (const ChangedCollection collection : kErasable) {
    const std::string part = absl::StrCat("/", NameOf(collection), "/");
    if (request.name().find(part) == std::string::npos) continue;
    known = true;
    checked.collection = collection;
    key = CheckName("name", request.name(), NameOf(collection), regions, found);
  }
  if (request.name().empty()) found.Add("name", code::kRequired);
  if (!known) AddNameMalformed("name", request.name(), kPattern, found);
  const v1::ErasureExtent extent =
      CheckEnum("extent", request.extent(), Presence::kRequired, found);
  checked.erasure.reason = CheckReason("reason", request.reason(), found);
  RETURN_IF_ERROR(found.ToStatus());
  checked.erasure.key = *std::move(key);
  checked.erasure.extent = static_cast<ErasureExtent>(extent);
  checked.erasure.changed_by = caller.name;
  checked.erasure.intent = IntentOf(request.validate_only());
  return checked;
}

template <typename Content, typename Filter>
void EraseOne(RecordStore<Content, Filter>& store, Erasure erasure,
              const std::string& name, v1::EraseRecordResponse* reply,
              Done done) {
  store.Erase(std::move(erasure), [reply, name, done = std::move(done)](
                                      absl::StatusOr<Erased<Content>> erased) {
    if (erased.ok()) {
      reply->set_name(name);
      reply->set_versions(erased->versions);
      reply->set_data_version(erased->data_version);
      reply->set_quarantined_rows(erased->quarantined_rows);
    }
    done(erased.status());
  });
}

v1::RetentionRule ToProto(const RetentionRule& rule) {
  v1::RetentionRule message;
  message.set_collection(std::string(NameOf(rule.collection)));
  message.set_extent(static_cast<v1::ErasureExtent>(rule.extent));
  message.set_months(rule.months);
  return message;
}

}  // namespace

grpc::ServerUnaryReactor* RetentionHandler::EraseRecord(
    grpc::CallbackServerContext* context, const v1::EraseRecordRequest* request,
    v1::EraseRecordResponse* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::RetentionService>("EraseRecord"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(ErasureRequest checked,
                         FromProto(*request, regions_, caller));
        const auto erase = [&](auto& store) {
          EraseOne(store, std::move(checked.erasure), request->name(), reply,
                   std::move(done));
        };
        if (checked.collection == ChangedCollection::kSurveyResponses) {
          erase(surveys_);
        } else if (checked.collection ==
                   ChangedCollection::kCoordinationRecords) {
          erase(coordination_);
        } else {
          erase(village_documents_);
        }
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RetentionHandler::GetRetention(
    grpc::CallbackServerContext* context, const v1::GetRetentionRequest*,
    v1::Retention* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::RetentionService>("GetRetention"), *reply,
      [=, this](const Caller&) -> absl::Status {
        for (const RetentionRule& rule : run_.rules()) {
          *reply->add_rules() = ToProto(rule);
        }
        if (const std::optional<RetentionReport> last = run_.last()) {
          *reply->mutable_last_run_time() = ToProto(last->time);
          reply->set_last_run_erased(last->erased);
          reply->set_last_run_complete(last->complete);
        }
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RetentionHandler::PreviewRetention(
    grpc::CallbackServerContext* context,
    const v1::PreviewRetentionRequest* request,
    v1::PreviewRetentionResponse* reply) {
  return calls_.Read(
      *context, ExpensiveRpc<v1::RetentionService>("PreviewRetention"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        Violations found;
        const auto district =
            CheckParent("parent", request->parent(), regions_, found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const std::vector<RetentionDue> all,
                         run_.Due(*district, [context, &caller] {
                           return MayGoOn(*context, caller);
                         }));
        for (const RetentionDue& due : all) {
          v1::PreviewRetentionResponse::Due& message = *reply->add_due();
          *message.mutable_rule() = ToProto(due.rule);
          *message.mutable_before() = ToProto(due.before);
          message.set_due(due.due);
          message.set_more(due.more);
        }
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
