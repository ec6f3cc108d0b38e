#include "services/collection/ingest/session_proto.h"

#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/macros.h"
#include "services/collection/ingest/ingest_handler.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/validation.h"

namespace iku::collection {

absl::StatusOr<IngestSession> FromProto(const v1::IngestSession& message,
                                        const RegisterView& regions) {
  Violations found;
  IngestSession session;
  const auto key = CheckNewName("ingest_session.name", message.name(),
                                kSessionsName, regions, found);
  const v1::RowPolicy policy =
      CheckEnum("ingest_session.row_policy", message.row_policy(),
                Presence::kOptional, found);
  session.policy = policy == v1::ROW_POLICY_ACCEPT_VALID
                       ? RowPolicy::kAcceptValid
                       : RowPolicy::kAllOrNothing;
  session.title = CheckText("ingest_session.title", message.title(),
                            {.longest = 200, .free_text = true}, found);
  RETURN_IF_ERROR(found.ToStatus());
  session.key = *key;
  return session;
}

v1::IngestSession ToProto(const IngestSession& session) {
  v1::IngestSession message;
  message.set_name(NameOf(session.key, kSessionsName));
  message.set_row_policy(session.policy == RowPolicy::kAcceptValid
                             ? v1::ROW_POLICY_ACCEPT_VALID
                             : v1::ROW_POLICY_ALL_OR_NOTHING);
  message.set_title(session.title);
  message.set_state(static_cast<v1::IngestSessionState>(session.state));
  message.set_next_sequence(session.next_sequence);
  v1::BatchTotals& totals = *message.mutable_totals();
  totals.set_rows(session.counts.rows);
  totals.set_created(session.counts.created);
  totals.set_replayed(session.counts.replayed);
  totals.set_rejected(session.counts.rejected);
  totals.set_held_back(session.counts.held_back);
  message.set_quarantined_rows(session.quarantined);
  *message.mutable_create_time() = ToProto(session.create_time);
  *message.mutable_update_time() = ToProto(session.update_time);
  message.set_max_in_flight_batches(kMostInFlightBatches);
  return message;
}

v1::QuarantinedRow ToProto(const QuarantinedRow& row, Language language) {
  v1::QuarantinedRow message;
  message.ParseFromString(row.row);
  message.set_name(NameOf(row.key));
  for (auto& violation : *message.mutable_violations()) {
    violation = iku::ToProto(
        Violation{violation.field(),
                  violation.code(),
                  {violation.arguments().begin(), violation.arguments().end()}},
        language);
  }
  message.set_state(static_cast<v1::QuarantineState>(row.state));
  *message.mutable_create_time() = ToProto(row.create_time);
  if (row.state != QuarantineState::kWaiting) {
    *message.mutable_resolve_time() = ToProto(row.resolve_time);
  }
  message.set_resolved_by(row.resolved_by);
  message.set_reason(row.reason);
  message.set_record(row.record);
  return message;
}

}  // namespace iku::collection
