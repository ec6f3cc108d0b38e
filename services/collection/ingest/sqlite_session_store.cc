#include "services/collection/ingest/sqlite_session_store.h"

#include <limits>
#include <memory>
#include <utility>

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/audit/change_log.h"
#include "services/collection/ingest/row_erasure.h"
#include "services/collection/ingest/session_rows.h"
#include "services/collection/ingest/session_tables.h"
#include "services/collection/store/packed_id.h"
#include "services/collection/store/sqlite_record_sql.h"

namespace iku::collection {
namespace {

// What a write of a session holds on to, about.
constexpr size_t kBytesOfAWrite = 1024;

constexpr char kInsert[] =
    "INSERT INTO ingest_sessions (district_code, id, row_policy, title, state,"
    " next_sequence, rows, created, replayed, rejected, held_back, create_us,"
    " update_us) VALUES (?1, ?2, ?3, ?4, 1, 1, 0, 0, 0, 0, 0, ?5, ?5)";
constexpr char kClose[] =
    "UPDATE ingest_sessions SET state = 2, update_us = ?3"
    " WHERE district_code = ?1 AND id = ?2";
// State 0 is any.
constexpr char kList[] = IKU_SELECT_SESSIONS
    " WHERE district_code = ?1 AND (create_us < ?2 OR (create_us = ?2"
    " AND id > ?3)) AND (?4 = 0 OR state = ?4)"
    " ORDER BY create_us DESC, id LIMIT ?5";
constexpr char kListRows[] = IKU_SELECT_QUARANTINED_ROWS
    " WHERE district_code = ?1 AND session = ?2"
    " AND (sequence, position) > (?3, ?4) AND (?5 = 0 OR state = ?5)"
    " ORDER BY sequence, position LIMIT ?6";
constexpr char kListAllRows[] = IKU_SELECT_QUARANTINED_ROWS
    " WHERE district_code = ?1"
    " AND (session, sequence, position) > (?2, ?3, ?4)"
    " AND (?5 = 0 OR state = ?5)"
    " ORDER BY session, sequence, position LIMIT ?6";

Change ChangeOf(const RecordKey& session, const std::string& actor) {
  return {.district = session.district,
          .actor = actor,
          .action = ChangeAction::kIngest,
          .collection = ChangedCollection::kIngestSessions,
          .resource = session.id,
          .resources = 1};
}

absl::StatusOr<IngestSession> CreateSession(sqlite::Transaction& transaction,
                                            const IngestSession& session,
                                            const std::string& actor) {
  sqlite::Connection& connection = transaction.connection();
  ASSIGN_OR_RETURN(std::optional<IngestSession> found,
                   FindSession(connection, session.key));
  if (found) {
    if (found->policy == session.policy && found->title == session.title) {
      return *std::move(found);
    }
    const auto hash_of = [](const IngestSession& one) {
      return Sha256Hex(absl::StrCat(static_cast<int>(one.policy), one.title));
    };
    return NameTaken(NameOf(session.key, kSessionsName), hash_of(*found),
                     hash_of(session));
  }
  ASSIGN_OR_RETURN(sqlite::Statement * insert, connection.Prepare(kInsert));
  BindKey(*insert, session.key);
  insert->BindInt(3, static_cast<int>(session.policy));
  insert->BindText(4, session.title);
  insert->BindInt(5, absl::ToUnixMicros(transaction.now()));
  RETURN_IF_ERROR(insert->Run());
  RETURN_IF_ERROR(AppendChange(transaction, ChangeOf(session.key, actor)));
  ASSIGN_OR_RETURN(found, FindSession(connection, session.key));
  return *std::move(found);
}

absl::StatusOr<IngestSession> CloseSession(sqlite::Transaction& transaction,
                                           const RecordKey& key,
                                           std::optional<int64_t> next_sequence,
                                           const std::string& actor) {
  sqlite::Connection& connection = transaction.connection();
  ASSIGN_OR_RETURN(std::optional<IngestSession> found,
                   FindSession(connection, key));
  const std::string name = NameOf(key, kSessionsName);
  if (!found) return NotFound(name);
  if (next_sequence && *next_sequence != found->next_sequence) {
    return MakeError(absl::StatusCode::kFailedPrecondition, code::kSequenceGap,
                     {{"name", name},
                      {"sequence", absl::StrCat(*next_sequence)},
                      {"next_sequence", absl::StrCat(found->next_sequence)}});
  }
  if (found->state == SessionState::kClosed) return *std::move(found);
  ASSIGN_OR_RETURN(sqlite::Statement * close, connection.Prepare(kClose));
  BindKey(*close, key);
  close->BindInt(3, absl::ToUnixMicros(transaction.now()));
  RETURN_IF_ERROR(close->Run());
  RETURN_IF_ERROR(AppendChange(transaction, ChangeOf(key, actor)));
  ASSIGN_OR_RETURN(found, FindSession(connection, key));
  return *std::move(found);
}

absl::StatusOr<QuarantinedRow> DiscardRow(sqlite::Transaction& transaction,
                                          const QuarantineKey& key,
                                          const std::string& reason,
                                          const std::string& actor) {
  ASSIGN_OR_RETURN(const bool discarded,
                   ResolveRow(transaction, key, QuarantineState::kDiscarded, "",
                              reason, actor));
  if (discarded) {
    RETURN_IF_ERROR(AppendChange(
        transaction, {.district = key.session.district,
                      .actor = actor,
                      .action = ChangeAction::kDiscard,
                      .collection = ChangedCollection::kQuarantinedRows,
                      .resource = ResourceOf(key),
                      .resources = 1,
                      .reason = reason}));
  }
  ASSIGN_OR_RETURN(std::optional<QuarantinedRow> row,
                   FindRow(transaction.connection(), key));
  return *std::move(row);
}

template <typename T, typename Read>
absl::StatusOr<std::vector<T>> ReadAll(sqlite::Statement& rows, Read read) {
  std::vector<T> page;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows.Step());
    if (!found) return page;
    page.push_back(read(rows));
  }
}

}  // namespace

template <typename T>
void SqliteSessionStore::Write(
    Intent intent, std::function<absl::StatusOr<T>(sqlite::Transaction&)> work,
    Answer<T> answer) {
  auto result = std::make_shared<std::optional<T>>();
  database_.Write(
      [result, intent, work = std::move(work)](
          sqlite::Transaction& transaction) -> absl::Status {
        ASSIGN_OR_RETURN(*result, work(transaction));
        return intent == Intent::kCheckOnly ? UndoOnPurpose()
                                            : absl::OkStatus();
      },
      kBytesOfAWrite,
      [result, answer = std::move(answer)](absl::Status status) mutable {
        if (!status.ok() && !IsUndoOnPurpose(status)) {
          answer(std::move(status));
        } else {
          answer(**std::move(result));
        }
      });
}

void SqliteSessionStore::Create(IngestSession session, std::string actor,
                                Intent intent, Answer<IngestSession> answer) {
  Write<IngestSession>(
      intent,
      [session = std::move(session),
       actor = std::move(actor)](sqlite::Transaction& transaction) {
        return CreateSession(transaction, session, actor);
      },
      std::move(answer));
}

void SqliteSessionStore::Close(RecordKey key,
                               std::optional<int64_t> next_sequence,
                               std::string actor, Intent intent,
                               Answer<IngestSession> answer) {
  Write<IngestSession>(
      intent,
      [key = std::move(key), next_sequence,
       actor = std::move(actor)](sqlite::Transaction& transaction) {
        return CloseSession(transaction, key, next_sequence, actor);
      },
      std::move(answer));
}

void SqliteSessionStore::Discard(QuarantineKey key, std::string reason,
                                 std::string actor, Intent intent,
                                 Answer<QuarantinedRow> answer) {
  Write<QuarantinedRow>(
      intent,
      [key = std::move(key), reason = std::move(reason),
       actor = std::move(actor)](sqlite::Transaction& transaction) {
        return DiscardRow(transaction, key, reason, actor);
      },
      std::move(answer));
}

void SqliteSessionStore::EraseRows(std::string district, absl::Time before,
                                   int limit, std::string reason,
                                   std::string actor, Answer<int64_t> answer) {
  Write<int64_t>(
      Intent::kStore,
      [district = std::move(district), before, limit,
       reason = std::move(reason), actor = std::move(actor)](
          sqlite::Transaction& transaction) -> absl::StatusOr<int64_t> {
        const RowErasure erasure{district, reason, actor};
        ASSIGN_OR_RETURN(const EmptiedRows emptied,
                         EraseOldRows(transaction, erasure, before, limit));
        if (emptied.rows > 0) {
          RETURN_IF_ERROR(
              AppendChange(transaction, ChangeOf(erasure, emptied)));
        }
        return emptied.rows;
      },
      std::move(answer));
}

absl::StatusOr<int64_t> SqliteSessionStore::CountErasableRows(
    const std::string& district, absl::Time before, int limit) const {
  int64_t rows = 0;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(rows,
                         CountOldRows(connection, district, before, limit));
        return absl::OkStatus();
      }));
  return rows;
}

absl::StatusOr<IngestSession> SqliteSessionStore::Get(
    const RecordKey& key) const {
  std::optional<IngestSession> session;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(session, FindSession(connection, key));
        return absl::OkStatus();
      }));
  if (!session) return NotFound(NameOf(key, kSessionsName));
  return *std::move(session);
}

absl::StatusOr<std::vector<IngestSession>> SqliteSessionStore::List(
    const std::string& district, std::optional<SessionState> state,
    const std::optional<Place>& after, int limit) const {
  std::vector<IngestSession> page;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * list, connection.Prepare(kList));
        list->BindText(1, district);
        list->BindInt(
            2, after ? after->create_us : std::numeric_limits<int64_t>::max());
        if (after) {
          BindId(*list, 3, after->id);
        } else {
          list->BindText(3, "");
        }
        list->BindInt(4, state ? static_cast<int>(*state) : 0);
        list->BindInt(5, limit);
        ASSIGN_OR_RETURN(page, ReadAll<IngestSession>(*list, ReadSession));
        return absl::OkStatus();
      }));
  return page;
}

absl::StatusOr<QuarantinedRow> SqliteSessionStore::GetRow(
    const QuarantineKey& key) const {
  std::optional<QuarantinedRow> row;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(row, FindRow(connection, key));
        return absl::OkStatus();
      }));
  if (!row) return NotFound(NameOf(key));
  return *std::move(row);
}

absl::StatusOr<std::vector<QuarantinedRow>> SqliteSessionStore::ListRows(
    const RecordKey& session, std::optional<QuarantineState> state,
    const std::optional<QuarantineKey>& after, int limit) const {
  if (!session.id.empty()) RETURN_IF_ERROR(Get(session).status());
  std::vector<QuarantinedRow> page;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(
            sqlite::Statement * list,
            connection.Prepare(session.id.empty() ? kListAllRows : kListRows));
        list->BindText(1, session.district);
        const std::string& id =
            session.id.empty() && after ? after->session.id : session.id;
        if (id.empty()) {
          list->BindText(2, "");
        } else {
          BindId(*list, 2, id);
        }
        list->BindInt(3, after ? after->sequence : 0);
        list->BindInt(4, after ? after->position : -1);
        list->BindInt(5, state ? static_cast<int>(*state) : 0);
        list->BindInt(6, limit);
        ASSIGN_OR_RETURN(page,
                         ReadAll<QuarantinedRow>(*list, ReadQuarantinedRow));
        return absl::OkStatus();
      }));
  return page;
}

}  // namespace iku::collection
