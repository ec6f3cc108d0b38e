#include "services/collection/audit/audit_handler.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/time/clock.h"
#include "common/rpc/may_go_on.h"
#include "common/status/macros.h"
#include "services/collection/audit/change_proto.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record_handling.h"

namespace iku::collection {
namespace {

// Changes that a watch reads at a time.
constexpr int kAtATime = 500;
// How soon a watch notices that its caller has gone.
constexpr absl::Duration kLookUp = absl::Milliseconds(500);

void CheckVersion(int64_t version, Violations& found) {
  if (version >= 0) return;
  found.Add("after_version", code::kOutOfRange,
            {{"value", absl::StrCat(version)},
             {"lowest", "0"},
             {"highest", absl::StrCat(std::numeric_limits<int64_t>::max())}});
}

struct ChangesQuery {
  ChangeFilter filter;
  int64_t after_version = 0;
  int page_size = 0;
  std::string text;  // equal for equal queries
};

absl::StatusOr<ChangesQuery> FromProto(const v1::ListChangesRequest& request,
                                       const RegisterView& regions) {
  Violations found;
  ChangesQuery query;
  query.filter.district =
      CheckChainName("parent", request.parent(), regions, found).value_or("");
  CheckVersion(request.after_version(), found);
  query.after_version = request.after_version();
  query.filter.resource = CheckResource("resource", request.resource(),
                                        query.filter.district, found);
  const v1::ChangeAction action =
      CheckEnum("action", request.action(), Presence::kOptional, found);
  if (action != v1::CHANGE_ACTION_UNSPECIFIED) {
    query.filter.action = static_cast<ChangeAction>(action);
  }
  query.page_size = CheckPageSize("page_size", request.page_size(), found);
  query.text = QueryText(request);
  if (const auto after = CheckPageToken("page_token", request.page_token(),
                                        query.text, found)) {
    query.after_version = after->date;
  }
  RETURN_IF_ERROR(found.ToStatus());
  return query;
}

// Sends changes as they come, until the caller has gone or the time is over.
// Nothing of the store is held while it waits.
absl::Status Watch(const ChangeStore& store, const std::string& chain,
                   int64_t after_version, const Caller& caller,
                   const grpc::CallbackServerContext& context,
                   const std::function<bool(const v1::Change&)>& write) {
  const bool all = chain == kRegisterChain;
  int64_t seen = 0;
  while (MayGoOn(context, caller)) {
    store.WaitForCommit(seen, absl::Now());  // what follows sees up to here
    ASSIGN_OR_RETURN(
        const std::vector<CommittedChange> changes,
        all ? store.ListAll(after_version, kAtATime)
            : store.List({.district = chain}, after_version, kAtATime));
    for (const CommittedChange& change : changes) {
      if (!write(ToProto(change))) return absl::OkStatus();
      after_version = change.data_version;
    }
    if (changes.empty()) {
      store.WaitForCommit(seen,
                          std::min(caller.deadline, absl::Now() + kLookUp));
    }
  }
  return Stopping();
}

}  // namespace

grpc::ServerUnaryReactor* AuditHandler::ListChanges(
    grpc::CallbackServerContext* context, const v1::ListChangesRequest* request,
    v1::ListChangesResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::AuditService>("ListChanges"), *reply,
      [=, this](const Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const ChangesQuery query,
                         FromProto(*request, regions_));
        // One more than the page shows whether there is a next one.
        ASSIGN_OR_RETURN(std::vector<CommittedChange> changes,
                         store_.List(query.filter, query.after_version,
                                     query.page_size + 1));
        if (static_cast<int>(changes.size()) > query.page_size) {
          changes.pop_back();
          reply->set_next_page_token(MakePageToken(
              {.date = changes.back().data_version, .id = ""}, query.text));
        }
        for (const CommittedChange& change : changes) {
          *reply->add_changes() = ToProto(change);
        }
        return absl::OkStatus();
      });
}

grpc::ServerWriteReactor<v1::Change>* AuditHandler::WatchChanges(
    grpc::CallbackServerContext* context,
    const v1::WatchChangesRequest* request) {
  return calls_.Stream<v1::Change>(
      *context, ExpensiveRpc<v1::AuditService>("WatchChanges"),
      [=, this](
          const Caller& caller,
          const std::function<bool(const v1::Change&)>& write) -> absl::Status {
        Violations found;
        const auto chain =
            CheckChainName("parent", request->parent(), regions_, found);
        CheckVersion(request->after_version(), found);
        RETURN_IF_ERROR(found.ToStatus());
        return Watch(store_, *chain, request->after_version(), caller, *context,
                     write);
      });
}

grpc::ServerUnaryReactor* AuditHandler::VerifyChanges(
    grpc::CallbackServerContext* context,
    const v1::VerifyChangesRequest* request, v1::VerifyChangesResponse* reply) {
  return calls_.Read(
      *context, ExpensiveRpc<v1::AuditService>("VerifyChanges"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        Violations found;
        const auto chain =
            CheckChainName("name", request->name(), regions_, found);
        RETURN_IF_ERROR(found.ToStatus());
        if (verifying_.exchange(true)) {
          return Busy("verifications", absl::Seconds(1));
        }
        const absl::Cleanup finished = [this] { verifying_ = false; };
        const bool all = *chain == kRegisterChain;
        ASSIGN_OR_RETURN(
            const ChainReport report,
            store_.Verify(all ? std::nullopt : chain, [context, &caller] {
              return MayGoOn(*context, caller);
            }));
        *reply = ToProto(report, !all);
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
