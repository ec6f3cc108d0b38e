#include "services/collection/ingest/session_tables.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/run.h"
#include "services/collection/ingest/session_rows.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

constexpr char kFindSession[] =
    IKU_SELECT_SESSIONS " WHERE district_code = ?1 AND id = ?2";
constexpr char kFindBatch[] =
    "SELECT content_hash, answer FROM ingest_batches"
    " WHERE district_code = ?1 AND session = ?2 AND sequence = ?3";
constexpr char kKeepBatch[] =
    "INSERT INTO ingest_batches"
    " (district_code, session, sequence, content_hash, answer)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr char kMoveSession[] =
    "UPDATE ingest_sessions SET next_sequence = next_sequence + 1,"
    " rows = rows + ?3, created = created + ?4, replayed = replayed + ?5,"
    " rejected = rejected + ?6, held_back = held_back + ?7, update_us = ?8"
    " WHERE district_code = ?1 AND id = ?2";
constexpr char kQuarantine[] =
    "INSERT INTO quarantined_rows"
    " (district_code, session, sequence, position, row, state, create_us,"
    " sent_name) VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7)";
constexpr char kFindRow[] = IKU_SELECT_QUARANTINED_ROWS
    " WHERE district_code = ?1 AND session = ?2 AND sequence = ?3"
    " AND position = ?4";
constexpr char kResolveRow[] =
    "UPDATE quarantined_rows SET state = ?5, resolve_us = ?6,"
    " resolved_by = ?7, reason = ?8, record = ?9"
    " WHERE district_code = ?1 AND session = ?2 AND sequence = ?3"
    " AND position = ?4";

void BindKey(sqlite::Statement& statement, const RecordKey& session) {
  statement.BindText(1, session.district);
  BindId(statement, 2, session.id);
}

void BindKey(sqlite::Statement& statement, const QuarantineKey& key) {
  BindKey(statement, key.session);
  statement.BindInt(3, key.sequence);
  statement.BindInt(4, key.position);
}

// The answer of a batch that was committed, when it is the same.
absl::StatusOr<std::string> AnswerOf(sqlite::Connection& connection,
                                     const SessionPlace& place) {
  ASSIGN_OR_RETURN(sqlite::Statement * find, connection.Prepare(kFindBatch));
  BindKey(*find, place.session);
  find->BindInt(3, place.sequence);
  ASSIGN_OR_RETURN(const bool found, find->Step());
  const std::string hash = found ? find->Blob(0) : "";
  std::string answer = found ? find->Blob(1) : "";
  find->Reset();
  if (hash != place.content.bytes()) {
    return MakeError(absl::StatusCode::kFailedPrecondition, code::kBatchDiffers,
                     {{"name", NameOf(place.session, kSessionsName)},
                      {"sequence", absl::StrCat(place.sequence)}});
  }
  // An answer always has its totals.
  if (answer.empty()) {
    return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
  }
  return answer;
}

absl::Status KeepRefusedRows(sqlite::Transaction& transaction,
                             const SessionPlace& place,
                             const BatchEntry& entry) {
  for (const BatchEntry::RefusedRow& refused : entry.refused) {
    ASSIGN_OR_RETURN(sqlite::Statement * keep,
                     transaction.connection().Prepare(kQuarantine));
    BindKey(*keep,
            QuarantineKey{place.session, place.sequence, refused.position});
    keep->BindBlob(5, refused.row);
    keep->BindInt(6, absl::ToUnixMicros(transaction.now()));
    keep->BindTextOrNull(7, refused.name);
    RETURN_IF_ERROR(keep->Run());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<IngestSession>> FindSession(
    sqlite::Connection& connection, const RecordKey& key) {
  ASSIGN_OR_RETURN(sqlite::Statement * find, connection.Prepare(kFindSession));
  BindKey(*find, key);
  ASSIGN_OR_RETURN(const bool found, find->Step());
  std::optional<IngestSession> session;
  if (found) session = ReadSession(*find);
  find->Reset();
  return session;
}

absl::StatusOr<Admitted> AdmitBatch(sqlite::Connection& connection,
                                    const SessionPlace& place) {
  ASSIGN_OR_RETURN(const std::optional<IngestSession> session,
                   FindSession(connection, place.session));
  const std::string name = NameOf(place.session, kSessionsName);
  if (!session) return NotFound(name);
  Admitted admitted{session->policy, std::nullopt};
  if (place.sequence < session->next_sequence) {
    ASSIGN_OR_RETURN(admitted.replayed, AnswerOf(connection, place));
    return admitted;
  }
  if (session->state == SessionState::kClosed) {
    return MakeError(absl::StatusCode::kFailedPrecondition,
                     code::kSessionClosed, {{"name", name}});
  }
  if (place.sequence > session->next_sequence) {
    return MakeError(absl::StatusCode::kOutOfRange, code::kSequenceGap,
                     {{"name", name},
                      {"sequence", absl::StrCat(place.sequence)},
                      {"next_sequence", absl::StrCat(session->next_sequence)}});
  }
  return admitted;
}

absl::Status KeepBatch(sqlite::Transaction& transaction,
                       const SessionPlace& place, const BatchEntry& entry) {
  sqlite::Connection& connection = transaction.connection();
  ASSIGN_OR_RETURN(sqlite::Statement * keep, connection.Prepare(kKeepBatch));
  BindKey(*keep, place.session);
  keep->BindInt(3, place.sequence);
  keep->BindBlob(4, place.content.bytes());
  keep->BindBlob(5, entry.answer);
  RETURN_IF_ERROR(keep->Run());
  ASSIGN_OR_RETURN(sqlite::Statement * move, connection.Prepare(kMoveSession));
  BindKey(*move, place.session);
  const BatchCounts& counts = entry.counts;
  int position = 2;
  for (const int64_t count : {counts.rows, counts.created, counts.replayed,
                              counts.rejected, counts.held_back}) {
    move->BindInt(++position, count);
  }
  move->BindInt(8, absl::ToUnixMicros(transaction.now()));
  RETURN_IF_ERROR(move->Run());
  return KeepRefusedRows(transaction, place, entry);
}

absl::StatusOr<std::optional<QuarantinedRow>> FindRow(
    sqlite::Connection& connection, const QuarantineKey& key) {
  ASSIGN_OR_RETURN(sqlite::Statement * find, connection.Prepare(kFindRow));
  BindKey(*find, key);
  ASSIGN_OR_RETURN(const bool found, find->Step());
  std::optional<QuarantinedRow> row;
  if (found) row = ReadQuarantinedRow(*find);
  find->Reset();
  return row;
}

absl::StatusOr<bool> ResolveRow(sqlite::Transaction& transaction,
                                const QuarantineKey& key, QuarantineState state,
                                const std::string& record,
                                const std::string& reason,
                                const std::string& actor) {
  sqlite::Connection& connection = transaction.connection();
  ASSIGN_OR_RETURN(const std::optional<QuarantinedRow> row,
                   FindRow(connection, key));
  if (!row) return NotFound(NameOf(key));
  if (row->state != QuarantineState::kWaiting) {
    if (row->state == state && row->record == record) return false;
    return MakeError(absl::StatusCode::kFailedPrecondition, code::kRowResolved,
                     {{"name", NameOf(key)}});
  }
  ASSIGN_OR_RETURN(sqlite::Statement * resolve,
                   connection.Prepare(kResolveRow));
  BindKey(*resolve, key);
  resolve->BindInt(5, static_cast<int>(state));
  resolve->BindInt(6, absl::ToUnixMicros(transaction.now()));
  resolve->BindText(7, actor);
  resolve->BindTextOrNull(8, reason);
  resolve->BindTextOrNull(9, record);
  RETURN_IF_ERROR(resolve->Run());
  return true;
}

}  // namespace iku::collection
