#include "services/collection/ingest/row_erasure.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/status/macros.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "services/collection/ingest/session.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

// An erased row is empty.
constexpr char kRowsOf[] =
    "SELECT session, sequence, position FROM quarantined_rows"
    " WHERE district_code = ?1 AND record = ?2 AND row <> x''"
    " UNION SELECT session, sequence, position FROM quarantined_rows"
    " WHERE district_code = ?1 AND sent_name = ?2 AND row <> x''";
#define IKU_OLD_ROWS                                \
  " FROM quarantined_rows WHERE district_code = ?1" \
  " AND create_us < ?2 AND row <> x'' ORDER BY create_us LIMIT ?3"
constexpr char kOldRows[] = "SELECT session, sequence, position" IKU_OLD_ROWS;
constexpr char kCountOld[] = "SELECT count(*) FROM (SELECT 1" IKU_OLD_ROWS ")";
constexpr char kEraseRow[] =
    "UPDATE quarantined_rows SET row = x'', sent_name = NULL,"
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

struct Row {
  std::string session;
  int64_t sequence = 0;
  int64_t position = 0;
};

absl::StatusOr<std::vector<Row>> ReadRows(sqlite::Statement& found) {
  std::vector<Row> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool one, found.Step());
    if (!one) return rows;
    rows.push_back({ReadId(found, 0), found.Int(1), found.Int(2)});
  }
}

void BindBatch(sqlite::Statement& statement, const std::string& district,
               const std::string& session, int64_t sequence) {
  statement.BindText(1, district);
  BindId(statement, 2, session);
  statement.BindInt(3, sequence);
}

// What is left of an answer: which rows were refused, and the fields and codes.
std::string WithoutWhatWasSent(const std::string& answer,
                               const std::set<int64_t>& positions) {
  v1::SubmitBatchResponse kept;
  // Never what cannot be read: then nothing of it is kept.
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
                            const std::string& district,
                            const std::string& session, int64_t sequence,
                            const std::set<int64_t>& positions) {
  ASSIGN_OR_RETURN(sqlite::Statement * find, connection.Prepare(kFindAnswer));
  BindBatch(*find, district, session, sequence);
  ASSIGN_OR_RETURN(const bool found, find->Step());
  const std::string answer = found ? find->Blob(0) : "";
  find->Reset();
  if (!found) return absl::OkStatus();
  ASSIGN_OR_RETURN(sqlite::Statement * keep, connection.Prepare(kKeepAnswer));
  BindBatch(*keep, district, session, sequence);
  keep->BindBlob(4, WithoutWhatWasSent(answer, positions));
  return keep->Run();
}

absl::StatusOr<int64_t> EraseRows(sqlite::Transaction& transaction,
                                  const RowErasure& erasure,
                                  const std::vector<Row>& rows) {
  sqlite::Connection& connection = transaction.connection();
  std::map<std::pair<std::string, int64_t>, std::set<int64_t>> by_batch;
  for (const Row& row : rows) {
    ASSIGN_OR_RETURN(sqlite::Statement * erase, connection.Prepare(kEraseRow));
    BindBatch(*erase, erasure.district, row.session, row.sequence);
    erase->BindInt(4, row.position);
    erase->BindInt(5, absl::ToUnixMicros(transaction.now()));
    erase->BindText(6, erasure.actor);
    erase->BindText(7, erasure.reason);
    RETURN_IF_ERROR(erase->Run());
    by_batch[{row.session, row.sequence}].insert(row.position);
  }
  for (const auto& [batch, positions] : by_batch) {
    RETURN_IF_ERROR(ForgetInAnswer(connection, erasure.district, batch.first,
                                   batch.second, positions));
  }
  if (!rows.empty()) transaction.CleanLog();
  return static_cast<int64_t>(rows.size());
}

}  // namespace

absl::StatusOr<int64_t> EraseRowsOf(sqlite::Transaction& transaction,
                                    const RowErasure& erasure,
                                    const std::string& record) {
  ASSIGN_OR_RETURN(sqlite::Statement * found,
                   transaction.connection().Prepare(kRowsOf));
  found->Bind(erasure.district, record);
  ASSIGN_OR_RETURN(const std::vector<Row> rows, ReadRows(*found));
  return EraseRows(transaction, erasure, rows);
}

absl::StatusOr<int64_t> EraseOldRows(sqlite::Transaction& transaction,
                                     const RowErasure& erasure,
                                     absl::Time before, int limit) {
  ASSIGN_OR_RETURN(sqlite::Statement * found,
                   transaction.connection().Prepare(kOldRows));
  found->Bind(erasure.district, absl::ToUnixMicros(before), limit);
  ASSIGN_OR_RETURN(const std::vector<Row> rows, ReadRows(*found));
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

}  // namespace iku::collection
