#include <limits>
#include <string>
#include <utility>

#include "common/status/macros.h"
#include "services/collection/ingest/ingest_handler.h"
#include "services/collection/ingest/session_proto.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record_handling.h"

namespace iku::collection {
namespace {

SessionStore::Answer<IngestSession> ReplyWith(v1::IngestSession* reply,
                                              Done done) {
  return
      [reply, done = std::move(done)](absl::StatusOr<IngestSession> session) {
        if (session.ok()) *reply = ToProto(*session);
        done(session.status());
      };
}

// What a list is asked for.
struct SessionsQuery {
  std::string district;
  std::optional<SessionState> state;
  std::optional<SessionStore::Place> after;
  int page_size = 0;
  std::string text;  // equal for equal queries
};

absl::StatusOr<SessionsQuery> FromProto(
    const v1::ListIngestSessionsRequest& request, const RegisterView& regions) {
  Violations found;
  SessionsQuery query;
  query.district =
      CheckParent("parent", request.parent(), regions, found).value_or("");
  query.page_size = CheckPageSize("page_size", request.page_size(), found);
  const v1::IngestSessionState state =
      CheckEnum("state", request.state(), Presence::kOptional, found);
  if (state != v1::INGEST_SESSION_STATE_UNSPECIFIED) {
    query.state = static_cast<SessionState>(state);
  }
  query.text = QueryText(request);
  if (const auto after = CheckPageToken("page_token", request.page_token(),
                                        query.text, found)) {
    query.after = SessionStore::Place{after->date, after->id};
  }
  RETURN_IF_ERROR(found.ToStatus());
  return query;
}

}  // namespace

grpc::ServerUnaryReactor* IngestHandler::CreateIngestSession(
    grpc::CallbackServerContext* context,
    const v1::CreateIngestSessionRequest* request, v1::IngestSession* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::IngestService>("CreateIngestSession"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(IngestSession session,
                         FromProto(request->ingest_session(), regions_));
        sessions_.Create(std::move(session), caller.name,
                         IntentOf(request->validate_only()),
                         ReplyWith(reply, std::move(done)));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IngestHandler::GetIngestSession(
    grpc::CallbackServerContext* context,
    const v1::GetIngestSessionRequest* request, v1::IngestSession* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::IngestService>("GetIngestSession"), *reply,
      [=, this](const Caller&) -> absl::Status {
        Violations found;
        const auto key =
            CheckName("name", request->name(), kSessionsName, regions_, found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const IngestSession session, sessions_.Get(*key));
        *reply = ToProto(session);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IngestHandler::ListIngestSessions(
    grpc::CallbackServerContext* context,
    const v1::ListIngestSessionsRequest* request,
    v1::ListIngestSessionsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::IngestService>("ListIngestSessions"), *reply,
      [=, this](const Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const SessionsQuery query,
                         FromProto(*request, regions_));
        // One more than the page shows whether there is a next one.
        ASSIGN_OR_RETURN(std::vector<IngestSession> sessions,
                         sessions_.List(query.district, query.state,
                                        query.after, query.page_size + 1));
        if (static_cast<int>(sessions.size()) > query.page_size) {
          sessions.pop_back();
          const IngestSession& last = sessions.back();
          reply->set_next_page_token(MakePageToken(
              {.date = absl::ToUnixMicros(last.create_time), .id = last.key.id},
              query.text));
        }
        for (const IngestSession& session : sessions) {
          *reply->add_ingest_sessions() = ToProto(session);
        }
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IngestHandler::CloseIngestSession(
    grpc::CallbackServerContext* context,
    const v1::CloseIngestSessionRequest* request, v1::IngestSession* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::IngestService>("CloseIngestSession"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        Violations found;
        const auto key =
            CheckName("name", request->name(), kSessionsName, regions_, found);
        std::optional<int64_t> next;
        if (request->next_sequence() < 0) {
          found.Add(
              "next_sequence", code::kOutOfRange,
              {{"value", absl::StrCat(request->next_sequence())},
               {"lowest", "1"},
               {"highest", absl::StrCat(std::numeric_limits<int64_t>::max())}});
        } else if (request->next_sequence() > 0) {
          next = request->next_sequence();
        }
        RETURN_IF_ERROR(found.ToStatus());
        sessions_.Close(*key, next, caller.name,
                        IntentOf(request->validate_only()),
                        ReplyWith(reply, std::move(done)));
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
