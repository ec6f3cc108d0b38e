#ifndef IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_STORE_H_
#define IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_STORE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "services/collection/record/record_store.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/sqlite_record_chain.h"
#include "services/collection/store/sqlite_record_sql.h"

namespace iku::collection {

// RecordStore in a SQLite file with the schema of schema.h. The database
// outlives the store. Writes of all stores of one database share its commits.
template <RecordKind Kind>
class SqliteRecordStore final
    : public RecordStore<typename Kind::Content, typename Kind::Filter> {
 public:
  using Content = typename Kind::Content;
  using Filter = typename Kind::Filter;
  using Record = Versioned<Content>;
  using Base = RecordStore<Content, Filter>;
  template <typename T>
  using Answer = typename Base::template Answer<T>;

  explicit SqliteRecordStore(sqlite::Database& database)
      : database_(database) {}

  void Insert(std::vector<NewRecord<Content>> rows, RowPolicy policy,
              std::string changed_by, Intent intent,
              Answer<InsertResult<Content>> answer) override {
    const size_t bytes = BytesOf(rows);
    auto batch = std::make_shared<Batch>(
        Batch{std::move(rows), policy, std::move(changed_by), intent, {}});
    database_.Write(
        [batch](sqlite::Transaction& transaction) {
          return StoreBatch(transaction, *batch);
        },
        bytes,
        [batch, answer = std::move(answer)](absl::Status status) mutable {
          if (!status.ok() && !IsUndoOnPurpose(status)) {
            answer(std::move(status));
          } else {
            answer(std::move(batch->result));
          }
        });
  }

  void Amend(Amendment<Content> amendment, Answer<Record> answer) override {
    auto change = std::make_shared<Change>(Change{std::move(amendment), {}});
    database_.Write(
        [change](sqlite::Transaction& transaction) {
          return StoreChange(transaction, *change);
        },
        sizeof(Change) + kContentGuess,
        [change, answer = std::move(answer)](absl::Status status) mutable {
          if (!status.ok() && !IsUndoOnPurpose(status)) {
            answer(std::move(status));
          } else {
            answer(*std::move(change->result));
          }
        });
  }

  absl::StatusOr<Record> Get(const RecordKey& key) const override {
    std::optional<Record> record;
    RETURN_IF_ERROR(database_.Read([&](sqlite::Connection& connection) {
      return Assign(Chain::Newest(connection, key), record);
    }));
    if (!record) return NotFound(NameOf(key, Kind::kCollection));
    return *std::move(record);
  }

  absl::StatusOr<std::vector<Record>> List(const ListRange& range,
                                           const Filter& filter,
                                           const std::optional<Cursor>& after,
                                           int limit) const override {
    const std::vector<ColumnCondition> conditions =
        WithState(Kind::Conditions(filter), range.state);
    std::vector<Record> page;
    RETURN_IF_ERROR(database_.Read([&](sqlite::Connection& connection) {
      return Assign(Chain::List(connection, range, conditions, after, limit),
                    page);
    }));
    return page;
  }

 private:
  using Chain = SqliteRecordChain<Kind>;

  // What a change holds on to, about; it bounds the queue's memory.
  static constexpr size_t kContentGuess = 4096;

  struct Batch {
    std::vector<NewRecord<Content>> rows;
    RowPolicy policy;
    std::string changed_by;
    Intent intent;
    InsertResult<Content> result;
  };

  struct Change {
    Amendment<Content> amendment;
    std::optional<Record> result;
  };

  static size_t BytesOf(const std::vector<NewRecord<Content>>& rows) {
    size_t bytes = sizeof(Batch);
    for (const NewRecord<Content>& row : rows) {
      bytes += sizeof(row) + CanonicalText(row.content).size();
    }
    return bytes;
  }

  template <typename T, typename To>
  static absl::Status Assign(absl::StatusOr<T> value, To& to) {
    if (!value.ok()) return std::move(value).status();
    to = *std::move(value);
    return absl::OkStatus();
  }

  static absl::Status StoreBatch(sqlite::Transaction& transaction,
                                 Batch& batch) {
    batch.result = {};
    InsertResult<Content>& result = batch.result;
    ASSIGN_OR_RETURN(result.data_version,
                     sqlite::Database::NewestVersion(transaction.connection()));
    bool refused = false;
    for (const NewRecord<Content>& row : batch.rows) {
      absl::StatusOr<Inserted<Content>> stored =
          StoreRow(transaction, row, batch.changed_by);
      // Anything else is the store's trouble and undoes the batch.
      if (!stored.ok() && !absl::IsAlreadyExists(stored.status()) &&
          stored.status() != row.refusal) {
        return std::move(stored).status();
      }
      refused |= !stored.ok();
      result.rows.push_back(std::move(stored));
    }
    RETURN_IF_ERROR(CountCreated(transaction, result));
    if (refused && batch.policy == RowPolicy::kAllOrNothing) {
      result.stored = false;
      return UndoOnPurpose();
    }
    if (batch.intent == Intent::kCheckOnly) return UndoOnPurpose();
    ASSIGN_OR_RETURN(result.data_version,
                     sqlite::Database::NewestVersion(transaction.connection()));
    return absl::OkStatus();
  }

  static absl::StatusOr<Inserted<Content>> StoreRow(
      sqlite::Transaction& transaction, const NewRecord<Content>& row,
      const std::string& changed_by) {
    sqlite::Connection& connection = transaction.connection();
    ASSIGN_OR_RETURN(std::optional<Record> newest,
                     Chain::Newest(connection, row.key));
    if (newest) {
      ASSIGN_OR_RETURN(Record kept,
                       Replayed(connection, row, *std::move(newest)));
      return Inserted<Content>{std::move(kept), false};
    }
    RETURN_IF_ERROR(row.refusal);
    RETURN_IF_ERROR(Kind::CheckSlot(transaction, row.key, row.content));
    const absl::Time now = AsStored(transaction.now());
    Record record{row.key, row.content, {}};
    record.version.create_time = now;
    record.version.update_time = now;
    record.version.changed_by = changed_by;
    ASSIGN_OR_RETURN(record.version.data_version, transaction.data_version());
    RETURN_IF_ERROR(Chain::Append(connection, record));
    return Inserted<Content>{std::move(record), true};
  }

  // The newest version, when the row repeats what the record was created with
  // or what it holds now.
  static absl::StatusOr<Record> Replayed(sqlite::Connection& connection,
                                         const NewRecord<Content>& row,
                                         Record newest) {
    if (Kind::SameContent(newest.content, row.content)) return newest;
    if (newest.version.number > 1) {
      ASSIGN_OR_RETURN(Record first, Chain::At(connection, row.key, 1));
      if (Kind::SameContent(first.content, row.content)) return newest;
    }
    return NameTaken(NameOf(row.key, Kind::kCollection),
                     Sha256Hex(CanonicalText(newest.content)),
                     Sha256Hex(CanonicalText(row.content)));
  }

  static absl::Status CountCreated(sqlite::Transaction& transaction,
                                   const InsertResult<Content>& result) {
    std::vector<TallyChange<Content>> changes;
    for (const absl::StatusOr<Inserted<Content>>& row : result.rows) {
      if (!row.ok() || !row->created) continue;
      changes.push_back({&row->record.key, &row->record.content, 1});
    }
    if (changes.empty()) return absl::OkStatus();
    return Kind::Tally(transaction, changes);
  }

  static absl::Status StoreChange(sqlite::Transaction& transaction,
                                  Change& change) {
    const Amendment<Content>& amendment = change.amendment;
    sqlite::Connection& connection = transaction.connection();
    const std::string name = NameOf(amendment.key, Kind::kCollection);
    ASSIGN_OR_RETURN(std::optional<Record> newest,
                     Chain::Newest(connection, amendment.key));
    if (!newest) return NotFound(name);
    if (!amendment.request_id.empty()) {
      ASSIGN_OR_RETURN(change.result, MadeBefore(connection, amendment, name));
      if (change.result) return absl::OkStatus();
    }
    RETURN_IF_ERROR(amendment.refusal);
    if (newest->version.state == RecordState::kVoid) {
      if (amendment.state != RecordState::kVoid) {
        return MakeError(absl::StatusCode::kFailedPrecondition,
                         code::kRecordVoid, {{"name", name}});
      }
      change.result = std::move(newest);
      return absl::OkStatus();
    }
    if (!amendment.etag.empty() && amendment.etag != newest->version.Etag()) {
      return EtagStale(name, amendment.etag);
    }
    ASSIGN_OR_RETURN(change.result,
                     AppendVersion(transaction, amendment, *newest));
    return amendment.intent == Intent::kCheckOnly ? UndoOnPurpose()
                                                  : absl::OkStatus();
  }

  // The version that this request id made, if any. The same request is one
  // that would have made the same version.
  static absl::StatusOr<std::optional<Record>> MadeBefore(
      sqlite::Connection& connection, const Amendment<Content>& amendment,
      const std::string& name) {
    ASSIGN_OR_RETURN(
        std::optional<Record> made,
        Chain::ByRequest(connection, amendment.key, amendment.request_id));
    if (!made) return made;
    ASSIGN_OR_RETURN(Record before, Chain::At(connection, amendment.key,
                                              made->version.number - 1));
    const absl::StatusOr<Content> content =
        Changed(amendment, before.content, made->version.update_time);
    if (content.ok() && *content == made->content &&
        amendment.state == made->version.state &&
        amendment.reason == made->version.change_reason) {
      return made;
    }
    return MakeError(absl::StatusCode::kAlreadyExists, code::kRequestIdReused,
                     {{"name", name}, {"request_id", amendment.request_id}});
  }

  static absl::StatusOr<Content> Changed(const Amendment<Content>& amendment,
                                         const Content& content,
                                         absl::Time now) {
    if (!amendment.change) return content;
    return amendment.change(content, now);
  }

  static absl::StatusOr<Record> AppendVersion(
      sqlite::Transaction& transaction, const Amendment<Content>& amendment,
      const Record& newest) {
    const absl::Time now = AsStored(transaction.now());
    ASSIGN_OR_RETURN(Content content, Changed(amendment, newest.content, now));
    if (amendment.state == RecordState::kActive) {
      RETURN_IF_ERROR(Kind::CheckSlot(transaction, amendment.key, content));
    }
    Record next{newest.key,
                std::move(content),
                {.number = newest.version.number + 1,
                 .state = amendment.state,
                 .create_time = newest.version.create_time,
                 .update_time = now,
                 .changed_by = amendment.changed_by,
                 .change_reason = amendment.reason,
                 .request_id = amendment.request_id}};
    ASSIGN_OR_RETURN(next.version.data_version, transaction.data_version());
    RETURN_IF_ERROR(Chain::Supersede(transaction.connection(), newest,
                                     next.version.data_version));
    RETURN_IF_ERROR(Chain::Append(transaction.connection(), next));
    std::vector<TallyChange<Content>> changes = {
        {&newest.key, &newest.content, -1}};
    if (next.version.state == RecordState::kActive) {
      changes.push_back({&next.key, &next.content, 1});
    }
    RETURN_IF_ERROR(Kind::Tally(transaction, changes));
    return next;
  }

  sqlite::Database& database_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_STORE_H_
