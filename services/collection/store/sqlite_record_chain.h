#ifndef IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_CHAIN_H_
#define IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_CHAIN_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/record/record_store.h"
#include "services/collection/store/erased_versions.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/sqlite_record_sql.h"

namespace iku::collection {

template <RecordKind Kind>
Sha256 HashOf(const Versioned<typename Kind::Content>& record) {
  return HashOfVersion(Kind::kCollection, record.key, record.version.number,
                       record.version.state, CanonicalText(record.content));
}

// Single statements on the chains of versions of one kind. Whoever calls holds
// the transaction. Leaves no statement open.
template <RecordKind Kind>
class SqliteRecordChain {
 public:
  using Record = Versioned<typename Kind::Content>;

  // Nothing when there is no record of this key.
  static absl::StatusOr<std::optional<Record>> Newest(
      sqlite::Connection& connection, const RecordKey& key) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().newest()));
    BindKey(*statement, key);
    return ReadOne(*statement);
  }

  // Every version of a record, the oldest first; none when there is no record.
  static absl::StatusOr<std::vector<Record>> All(sqlite::Connection& connection,
                                                 const RecordKey& key) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().versions()));
    BindKey(*statement, key);
    return ReadAll(*statement);
  }

  // DATA_LOSS when the chain has no such version.
  static absl::StatusOr<Record> At(sqlite::Connection& connection,
                                   const RecordKey& key, int64_t number) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().version()));
    BindKey(*statement, key);
    statement->BindInt(3, number);
    ASSIGN_OR_RETURN(std::optional<Record> record, ReadOne(*statement));
    if (!record) {
      return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
    }
    return *std::move(record);
  }

  static absl::StatusOr<std::optional<Record>> ByRequest(
      sqlite::Connection& connection, const RecordKey& key,
      const std::string& request_id) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().by_request()));
    BindKey(*statement, key);
    statement->BindText(3, request_id);
    return ReadOne(*statement);
  }

  static absl::StatusOr<std::vector<Record>> List(
      sqlite::Connection& connection, const ListRange& range,
      absl::Span<const ColumnCondition> conditions,
      const std::optional<Cursor>& after, int limit) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().List(
                         conditions, range.as_of_version.has_value())));
    BindList(*statement, range, conditions, after, limit);
    return ReadAll(*statement);
  }

  // Gives every version of every record of a district in the order of the
  // key, or why it cannot be read, with its data version and the one that
  // superseded it.
  static absl::Status ForEachVersion(
      sqlite::Connection& connection, const std::string& district,
      absl::FunctionRef<absl::Status(const absl::StatusOr<Record>&, int64_t,
                                     std::optional<int64_t>)>
          take) {
    ASSIGN_OR_RETURN(sqlite::Statement * rows,
                     connection.Prepare(Sql().every_version()));
    rows->Bind(district);
    constexpr int kSuperseded =
        kReadColumns + static_cast<int>(Kind::kColumns.size());
    while (true) {
      ASSIGN_OR_RETURN(const bool found, rows->Step());
      if (!found) return absl::OkStatus();
      const Version version = ReadVersion(*rows);
      absl::StatusOr<typename Kind::Content> content =
          Kind::Read(*rows, kReadColumns);
      const absl::StatusOr<Record> record =
          content.ok() ? absl::StatusOr<Record>(Record{
                             ReadKey(*rows), *std::move(content), version})
                       : std::move(content).status();
      if (absl::Status status = take(record, version.data_version,
                                     rows->OptionalInt(kSuperseded));
          !status.ok()) {
        rows->Reset();
        return status;
      }
    }
  }

  // The hash with which a version came in, whatever was erased since.
  static absl::StatusOr<Sha256> HashAtFirst(sqlite::Connection& connection,
                                            const Record& record) {
    ASSIGN_OR_RETURN(const std::optional<Sha256> before,
                     HashBeforeErasure(connection, Kind::kChanged, record.key,
                                       record.version.number));
    return before ? *before : HashOf<Kind>(record);
  }

  // Whether this version had this content before an erasure took some out.
  static absl::StatusOr<bool> CameInAs(sqlite::Connection& connection,
                                       const Record& record,
                                       const typename Kind::Content& content) {
    ASSIGN_OR_RETURN(const std::optional<Sha256> before,
                     HashBeforeErasure(connection, Kind::kChanged, record.key,
                                       record.version.number));
    if (!before) return false;
    // Only an erasure brings this state, and it was active or void before.
    for (const RecordState state : {RecordState::kActive, RecordState::kVoid}) {
      if (*before == HashOfVersion(Kind::kCollection, record.key,
                                   record.version.number, state,
                                   CanonicalText(content))) {
        return true;
      }
    }
    return false;
  }

  // Whether this version says what `content` says, as far as an erasure left
  // it: the text that was taken out is not compared.
  static bool LeftOf(const Record& record,
                     const typename Kind::Content& content) {
    return record.version.erased_version != 0 &&
           record.version.state != RecordState::kErased &&
           record.content == Kind::WithoutText(content);
  }

  // False when the record has this version already; then nothing changed.
  static absl::StatusOr<bool> Append(sqlite::Connection& connection,
                                     const RecordKey& key,
                                     const typename Kind::Content& content,
                                     const Version& version) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().insert()));
    BindCommon(*statement, key, version);
    Kind::Bind(*statement, kStoredColumns + 1, content);
    RETURN_IF_ERROR(statement->Run());
    return connection.changes() > 0;
  }

  // Ends the time in which `newest` was the newest version.
  static absl::Status Supersede(sqlite::Connection& connection,
                                const Record& newest, int64_t data_version) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().supersede()));
    BindKey(*statement, newest.key);
    statement->BindInt(3, newest.version.number);
    statement->BindInt(4, data_version);
    return statement->Run();
  }

  // Replaces what the store holds of a version by `record`.
  static absl::Status Rewrite(sqlite::Connection& connection,
                              const Record& record) {
    ASSIGN_OR_RETURN(sqlite::Statement * statement,
                     connection.Prepare(Sql().rewrite()));
    BindKey(*statement, record.key);
    statement->BindInt(3, record.version.number);
    statement->BindInt(4, static_cast<int>(record.version.state));
    Kind::Bind(*statement, 5, record.content);
    return statement->Run();
  }

 private:
  static const RecordSql& Sql() {
    static const RecordSql& sql = *new RecordSql(
        Kind::kTable, Kind::kChanged, Kind::kDateColumn, Kind::kColumns);
    return sql;
  }

  // The next row of a statement, which is reset when there is none or when it
  // cannot be read.
  static absl::StatusOr<std::optional<Record>> ReadNext(
      sqlite::Statement& statement) {
    ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found) return std::nullopt;
    absl::StatusOr<typename Kind::Content> content =
        Kind::Read(statement, kReadColumns);
    if (!content.ok()) {
      statement.Reset();
      return std::move(content).status();
    }
    return Record{ReadKey(statement), *std::move(content),
                  ReadVersion(statement)};
  }

  static absl::StatusOr<std::vector<Record>> ReadAll(
      sqlite::Statement& statement) {
    std::vector<Record> records;
    for (;;) {
      ASSIGN_OR_RETURN(std::optional<Record> record, ReadNext(statement));
      if (!record) return records;
      records.push_back(*std::move(record));
    }
  }

  static absl::StatusOr<std::optional<Record>> ReadOne(
      sqlite::Statement& statement) {
    absl::StatusOr<std::optional<Record>> record = ReadNext(statement);
    statement.Reset();
    return record;
  }
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_CHAIN_H_
