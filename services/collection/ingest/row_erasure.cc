#include "services/collection/ingest/row_erasure.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

// An erased row is empty. Without INDEXED BY the primary key is taken, and with
// it every row of the district.
#define IKU_ROWS_OF(index, column)                                       \
  "SELECT session, sequence, position, row <> x'' FROM quarantined_rows" \
  " INDEXED BY " index " WHERE district_code = ?1 AND " column           \
  " = ?2 AND (session, sequence, position) > (?3, ?4, ?5)"
constexpr char kRowsOf[] =
    IKU_ROWS_OF("quarantined_rows_mended", "record") " UNION "
    IKU_ROWS_OF("quarantined_rows_sent_as", "sent_name") " AND ?7"
    " ORDER BY 1, 2, 3 LIMIT ?6";
#define IKU_OLD_ROWS                                \
  " FROM quarantined_rows WHERE district_code = ?1" \
  " AND create_us < ?2 AND row <> x'' ORDER BY create_us LIMIT ?3"
constexpr char kOldRows[] =
    "SELECT session, sequence, position, 1" IKU_OLD_ROWS;
constexpr char kCountOld[] = "SELECT count(*) FROM (SELECT 1" IKU_OLD_ROWS ")";
constexpr char kEraseRow[] =
    "UPDATE quarantined_rows SET row = x'',"
    " resolve_us = CASE state WHEN 1 THEN ?5 ELSE resolve_us END,"
    " resolved_by = CASE state WHEN 1 THEN ?6 ELSE resolved_by END,"
    " reason = CASE state WHEN 1 THEN ?7 ELSE reason END,"
    " state = CASE state WHEN 1 THEN 3 ELSE state END"
    " WHERE district_code = ?1 AND session = ?2 AND sequence = ?3"
    " AND position = ?4";
constexpr char kFindAnswer[] =
    "SELECT answer FROM ingest_batches"
    " WHERE district_code = ?1 AND session = ?2 AND sequence = ?3";
constexpr char kKeepAnswer[] =
    "UPDATE ingest_batches SET answer = ?4"
    " WHERE district_code = ?1 AND session = ?2 AND sequence = ?3";

struct FoundRow {
  QuarantineKey key;
  bool holds_something = false;
};

absl::StatusOr<std::vector<FoundRow>> ReadRows(sqlite::Statement& found,
                                               const std::string& district) {
  std::vector<FoundRow> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool one, found.Step());
    if (!one) return rows;
    rows.push_back({{{district, ReadId(found, 0)},
                     found.Int(1),
                     static_cast<int>(found.Int(2))},
                    found.Int(3) != 0});
  }
}

void BindBatch(sqlite::Statement& statement, const QuarantineKey& row) {
  statement.BindText(1, row.session.district);
  BindId(statement, 2, row.session.id);
  statement.BindInt(3, row.sequence);
}

// What is left of an answer: which rows were refused, and the fields and codes.
std::string WithoutWhatWasSent(const std::string& answer,
                               const std::set<int>& positions) {
  v1::SubmitBatchResponse kept;
  // Nothing is kept of what cannot be read; AdmitBatch says DATA_LOSS then.
  if (!kept.ParseFromString(answer)) return "";
  for (v1::RowResult& row : *kept.mutable_results()) {
    if (!positions.contains(row.index())) continue;
    row.clear_name();
    row.mutable_status()->clear_message();
    row.mutable_status()->clear_details();
    for (auto& violation : *row.mutable_violations()) {
      violation.clear_arguments();
      violation.clear_message();
    }
  }
  return kept.SerializeAsString();
}

absl::Status ForgetInAnswer(sqlite::Connection& connection,
                            const QuarantineKey& batch,
                            const std::set<int>& positions) {
  ASSIGN_OR_RETURN(sqlite::Statement * find, connection.Prepare(kFindAnswer));
  BindBatch(*find, batch);
  ASSIGN_OR_RETURN(const bool found, find->Step());
  const std::string answer = found ? find->Blob(0) : "";
  find->Reset();
  if (!found) return absl::OkStatus();
  ASSIGN_OR_RETURN(sqlite::Statement * keep, connection.Prepare(kKeepAnswer));
  BindBatch(*keep, batch);
  keep->BindBlob(4, WithoutWhatWasSent(answer, positions));
  return keep->Run();
}

absl::StatusOr<EmptiedRows> EraseRows(sqlite::Transaction& transaction,
                                      const RowErasure& erasure,
                                      const std::vector<FoundRow>& rows) {
  sqlite::Connection& connection = transaction.connection();
  EmptiedRows emptied;
  emptied.known = !rows.empty();
  std::map<std::pair<std::string, int64_t>, std::vector<QuarantineKey>> batches;
  for (const auto& [key, holds_something] : rows) {
    if (!holds_something) continue;
    ASSIGN_OR_RETURN(sqlite::Statement * erase, connection.Prepare(kEraseRow));
    BindBatch(*erase, key);
    erase->BindInt(4, key.position);
    erase->BindInt(5, absl::ToUnixMicros(transaction.now()));
    erase->BindText(6, erasure.actor);
    erase->BindText(7, erasure.reason);
    RETURN_IF_ERROR(erase->Run());
    batches[{key.session.id, key.sequence}].push_back(key);
    ++emptied.rows;
    emptied.last = key;
  }
  for (const auto& [batch, keys] : batches) {
    std::set<int> positions;
    for (const QuarantineKey& key : keys) positions.insert(key.position);
    RETURN_IF_ERROR(ForgetInAnswer(connection, keys.front(), positions));
  }
  if (emptied.rows > 0) transaction.CleanLog();
  return emptied;
}

}  // namespace

absl::StatusOr<EmptiedRows> EraseRowsOf(
    sqlite::Transaction& transaction, const RowErasure& erasure,
    const std::string& record, RowsOf which,
    const std::optional<QuarantineKey>& after, int limit) {
  ASSIGN_OR_RETURN(sqlite::Statement * found,
                   transaction.connection().Prepare(kRowsOf));
  found->BindText(1, erasure.district);
  found->BindText(2, record);
  if (after) {
    BindId(*found, 3, after->session.id);
  } else {
    found->BindText(3, "");  // no id is empty
  }
  found->BindInt(4, after ? after->sequence : 0);
  found->BindInt(5, after ? after->position : 0);
  found->BindInt(6, limit);
  found->BindInt(7, which == RowsOf::kBecameItOrBoreItsName ? 1 : 0);
  ASSIGN_OR_RETURN(const std::vector<FoundRow> rows,
                   ReadRows(*found, erasure.district));
  ASSIGN_OR_RETURN(EmptiedRows emptied, EraseRows(transaction, erasure, rows));
  if (static_cast<int>(rows.size()) == limit) emptied.next = rows.back().key;
  return emptied;
}

absl::StatusOr<EmptiedRows> EraseOldRows(sqlite::Transaction& transaction,
                                         const RowErasure& erasure,
                                         absl::Time before, int limit) {
  ASSIGN_OR_RETURN(sqlite::Statement * found,
                   transaction.connection().Prepare(kOldRows));
  found->Bind(erasure.district, absl::ToUnixMicros(before), limit);
  ASSIGN_OR_RETURN(const std::vector<FoundRow> rows,
                   ReadRows(*found, erasure.district));
  return EraseRows(transaction, erasure, rows);
}

absl::StatusOr<int64_t> CountOldRows(sqlite::Connection& connection,
                                     const std::string& district,
                                     absl::Time before, int limit) {
  ASSIGN_OR_RETURN(sqlite::Statement * count, connection.Prepare(kCountOld));
  count->Bind(district, absl::ToUnixMicros(before), limit);
  ASSIGN_OR_RETURN(const bool found, count->Step());
  const int64_t rows = found ? count->Int(0) : 0;
  count->Reset();
  return rows;
}

Change ChangeOf(const RowErasure& erasure, const EmptiedRows& emptied) {
  Change change{.district = erasure.district,
                .actor = erasure.actor,
                .action = ChangeAction::kErase,
                .collection = ChangedCollection::kQuarantinedRows,
                .resources = emptied.rows,
                .reason = erasure.reason};
  if (emptied.rows == 1) change.resource = ResourceOf(emptied.last);
  return change;
}

const char* RowsOfSql() { return kRowsOf; }

}  // namespace iku::collection
