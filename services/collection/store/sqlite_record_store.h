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
#include "services/collection/audit/change_log.h"
#include "services/collection/record/record_store.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/sqlite_record_batch.h"
#include "services/collection/store/sqlite_record_chain.h"
#include "services/collection/store/sqlite_record_due.h"
#include "services/collection/store/sqlite_record_erasure.h"
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

  void Insert(NewRecords<Content> records,
              Answer<InsertResult<Content>> answer) override {
    auto batch = std::make_shared<Batch>(std::move(records));
    const size_t bytes = batch->bytes();
    database_.Write(
        [batch](sqlite::Transaction& transaction) {
          return batch->Store(transaction);
        },
        bytes,
        [batch, answer = std::move(answer)](absl::Status status) mutable {
          if (!status.ok() && !IsUndoOnPurpose(status)) {
            answer(std::move(status));
          } else {
            answer(std::move(batch->result()));
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

  void Erase(Erasure erasure, Answer<Erased<Content>> answer) override {
    GoOnErasing(database_,
                std::make_shared<Erasing>(Erasing{std::move(erasure), {}}),
                std::move(answer));
  }

  absl::StatusOr<ErasablePage> ListErasable(const std::string& district,
                                            Date before, ErasureExtent extent,
                                            const std::optional<Cursor>& after,
                                            int limit) const override {
    ErasablePage page;
    RETURN_IF_ERROR(database_.Read([&](sqlite::Connection& connection) {
      return Assign(SqliteRecordDue<Kind>::List(connection, district,
                                                Kind::DateColumnOf(before),
                                                extent, after, limit),
                    page);
    }));
    return page;
  }

  absl::StatusOr<Record> Get(const RecordKey& key) const override {
    std::optional<Record> record;
    RETURN_IF_ERROR(database_.Read([&](sqlite::Connection& connection) {
      return Assign(Chain::Newest(connection, key), record);
    }));
    if (!record) return NotFound(NameOf(key, Kind::kCollection));
    return *std::move(record);
  }

  absl::StatusOr<int64_t> NewestVersion() const override {
    std::optional<int64_t> version;
    RETURN_IF_ERROR(database_.Read([&](sqlite::Connection& connection) {
      return Assign(sqlite::Database::NewestVersion(connection), version);
    }));
    return *version;
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
  using Batch = SqliteRecordBatch<Kind>;
  using Chain = SqliteRecordChain<Kind>;

  // What a change holds on to, about; it bounds the queue's memory.
  static constexpr size_t kContentGuess = 4096;

  struct Erasing {
    Erasure erasure;
    typename SqliteRecordErasure<Kind>::Progress progress;
  };
  // One work, and when something is left the next one.
  static void GoOnErasing(sqlite::Database& database,
                          std::shared_ptr<Erasing> erasing,
                          Answer<Erased<Content>> answer) {
    database.Write(
        [erasing](sqlite::Transaction& transaction) -> absl::Status {
          RETURN_IF_ERROR(SqliteRecordErasure<Kind>::GoOn(
              transaction, erasing->erasure, erasing->progress));
          return erasing->erasure.intent == Intent::kCheckOnly
                     ? UndoOnPurpose()
                     : absl::OkStatus();
        },
        sizeof(Erasing) + kContentGuess,
        [&database, erasing,
         answer = std::move(answer)](absl::Status status) mutable {
          if (!status.ok() && !IsUndoOnPurpose(status)) {
            answer(std::move(status));
          } else if (erasing->progress.next_row) {
            GoOnErasing(database, std::move(erasing), std::move(answer));
          } else {
            answer(std::move(erasing->progress.erased));
          }
        });
  }

  struct Change {
    Amendment<Content> amendment;
    std::optional<Record> result;
  };

  template <typename T, typename To>
  static absl::Status Assign(absl::StatusOr<T> value, To& to) {
    if (!value.ok()) return std::move(value).status();
    to = *std::move(value);
    return absl::OkStatus();
  }

  static absl::Status StoreChange(sqlite::Transaction& transaction,
                                  Change& change) {
    const Amendment<Content>& amendment = change.amendment;
    sqlite::Connection& connection = transaction.connection();
    const std::string name = NameOf(amendment.key, Kind::kCollection);
    ASSIGN_OR_RETURN(std::optional<Record> newest,
                     Chain::Newest(connection, amendment.key));
    if (!newest) return NotFound(name);
    if (newest->version.state == RecordState::kErased) {
      return MakeError(absl::StatusCode::kFailedPrecondition,
                       code::kRecordErased, {{"name", name}});
    }
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
  // that would have made the same version. Where a change builds on the version
  // before, and an erasure took text out of that, the request's own text cannot
  // be told apart any more.
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
    if (content.ok() && amendment.state == made->version.state &&
        amendment.reason == made->version.change_reason) {
      if (*content == made->content) return made;
      ASSIGN_OR_RETURN(const bool same,
                       Chain::CameInAs(connection, *made, *content));
      if (same) return made;
      if (Kind::kBuildsOnTheVersionBefore && Chain::LeftOf(*made, *content)) {
        return made;
      }
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
                 .created_version = newest.version.created_version,
                 .create_time = newest.version.create_time,
                 .update_time = now,
                 .changed_by = amendment.changed_by,
                 .change_reason = amendment.reason,
                 .request_id = amendment.request_id}};
    ASSIGN_OR_RETURN(next.version.data_version, transaction.data_version());
    sqlite::Connection& connection = transaction.connection();
    RETURN_IF_ERROR(
        Chain::Supersede(connection, newest, next.version.data_version));
    ASSIGN_OR_RETURN(
        const bool appended,
        Chain::Append(connection, next.key, next.content, next.version));
    if (!appended) return absl::InternalError("a version behind the newest");
    ASSIGN_OR_RETURN(const Sha256 before,
                     Chain::HashAtFirst(connection, newest));
    RETURN_IF_ERROR(
        AppendChange(transaction, ChangeOf(amendment, before, next)));
    CountWhenKept<Kind>(transaction, TallyChanges(newest, next));
    return next;
  }

  static std::vector<TallyChange<Content>> TallyChanges(const Record& newest,
                                                        const Record& next) {
    std::vector<TallyChange<Content>> changes = {
        {&newest.key, &newest.content, -1}};
    if (next.version.state == RecordState::kActive) {
      changes.push_back({&next.key, &next.content, 1});
    }
    return changes;
  }

  static collection::Change ChangeOf(const Amendment<Content>& amendment,
                                     const Sha256& before, const Record& next) {
    return {.district = next.key.district,
            .actor = amendment.changed_by,
            .action = amendment.action,
            .collection = Kind::kChanged,
            .resource = next.key.id,
            .resources = 1,
            .reason = amendment.reason,
            .before = before,
            .after = HashOf<Kind>(next)};
  }

  sqlite::Database& database_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_STORE_H_
