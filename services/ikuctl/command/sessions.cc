#include "absl/strings/str_cat.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "services/ikuctl/command/listing.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using Stub = v1::IngestService::Stub;

Row RowOf(const v1::IngestSession& session, const Style& style) {
  const v1::BatchTotals& totals = session.totals();
  return {session.name(),
          session.title(),
          Shown(session.state(), style),
          TimeOf(session.update_time(), session.name(), style),
          absl::StrCat(totals.rows()),
          absl::StrCat(totals.created() + totals.replayed()),
          absl::StrCat(session.quarantined_rows())};
}

int ListSessions(const Work& work) {
  std::vector<Complaint> wrong;
  CheckDistrict(work.options, wrong);
  v1::ListIngestSessionsRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_state(WordOf(work.options.state, "--state", IngestSessionStateOf,
                           UsualWords::IngestSessionStates,
                           work.options.language, wrong));
  if (work.options.limit < 1) wrong.push_back({"limit_wrong", {}});
  if (!wrong.empty()) return Refuse(work, wrong);
  const auto stub = v1::IngestService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &Stub::ListIngestSessions, request,
      Listing(work,
              {"name", "title", "state", "time", "rows_sent", "rows_in",
               "rows_waiting"},
              Listing::First::kBelowRow),
      [](const auto& reply) { return reply.ingest_sessions(); }, RowOf);
}

template <typename Request>
int ShowOne(const Work& work,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         v1::IngestSession*)) {
  Request request;
  request.set_name(work.words[1]);
  const auto stub = v1::IngestService::NewStub(work.connection.collection);
  const absl::StatusOr<v1::IngestSession> session =
      Call(work.connection, *stub, method, request);
  if (!session.ok()) return RefuseCollection(work, session.status());
  work.console.out << ToJson(*session, true) << "\n";
  return kDone;
}

}  // namespace

int Sessions(const Work& work) {
  const std::string what = work.words.empty() ? "" : work.words[0];
  if (what == "list" && work.words.size() == 1) return ListSessions(work);
  if (what != "get" && what != "close") {
    return Refuse(work, {{"sessions_what", {}}});
  }
  if (work.words.size() != 2) {
    return Refuse(work, {{"sessions_name_missing", {}}});
  }
  return what == "get" ? ShowOne(work, &Stub::GetIngestSession)
                       : ShowOne(work, &Stub::CloseIngestSession);
}

}  // namespace iku::ctl
