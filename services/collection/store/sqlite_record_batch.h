#ifndef IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_BATCH_H_
#define IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_BATCH_H_

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/transaction.h"
#include "services/collection/audit/change_log.h"
#include "services/collection/ingest/session_tables.h"
#include "services/collection/record/record_store.h"
#include "services/collection/store/packed_id.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/sqlite_record_chain.h"
#include "services/collection/store/sqlite_record_sql.h"
#include "services/collection/store/tally_group.h"

namespace iku::collection {

// New records of one kind and one district that are stored together. The writer
// thread serves all callers, so whatever follows from the rows alone is worked
// out beforehand, on the caller's thread, as if every row were new: nearly
// always that is so, and else it is done again.
template <RecordKind Kind>
class SqliteRecordBatch {
 public:
  using Content = typename Kind::Content;
  using Record = Versioned<Content>;
  using Chain = SqliteRecordChain<Kind>;

  explicit SqliteRecordBatch(NewRecords<Content> records)
      : records_(std::move(records)), order_(OrderOf(records_.rows)) {
    hashes_.reserve(rows().size());
    for (const NewRecord<Content>& row : rows()) {
      const std::string text = CanonicalText(row.content);
      bytes_ += sizeof(row) + text.size();
      hashes_.push_back(HashOfVersion(Kind::kCollection, row.key, 1,
                                      RecordState::kActive, text));
      // One row is counted as fast where it is kept.
      if (rows().size() > 1) deltas_.Add(Adding(row.key, row.content));
    }
  }

  // What it holds on to, about.
  size_t bytes() const { return bytes_; }
  InsertResult<Content>& result() { return result_; }

  // Runs on the writer thread.
  absl::Status Store(sqlite::Transaction& transaction) {
    ASSIGN_OR_RETURN(result_.data_version, transaction.newest_version());
    RowPolicy policy = records_.policy;
    if (records_.place) {
      ASSIGN_OR_RETURN(Admitted admitted,
                       AdmitBatch(transaction.connection(), *records_.place));
      result_.replayed_answer = std::move(admitted.replayed);
      if (result_.replayed_answer) return absl::OkStatus();
      policy = admitted.policy;
    }
    ASSIGN_OR_RETURN(const bool refused, StoreRows(transaction));
    if (refused && policy == RowPolicy::kAllOrNothing) {
      result_.stored = false;
      return UndoOnPurpose();
    }
    RETURN_IF_ERROR(MendRow(transaction));
    if (records_.intent == Intent::kCheckOnly) return UndoOnPurpose();
    return Keep(transaction);
  }

 private:
  static TallyChange<Content> Adding(const RecordKey& key,
                                     const Content& content) {
    return {&key, &content, 1};
  }

  // The order in which the table keeps the rows: then ids that come as they
  // like cost less, and the hash of the batch follows from what is stored.
  static std::vector<uint32_t> OrderOf(
      const std::vector<NewRecord<Content>>& rows) {
    std::vector<uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    const auto before = [&](uint32_t a, uint32_t b) {
      return ComesBefore(rows[a].key.id, rows[b].key.id);
    };
    if (!std::is_sorted(order.begin(), order.end(), before)) {
      // Of two rows with one name the first is the one that is stored.
      std::stable_sort(order.begin(), order.end(), before);
    }
    return order;
  }

  const std::vector<NewRecord<Content>>& rows() const { return records_.rows; }

  // Whether a row was refused. Any other error is the store's trouble and
  // undoes the batch.
  absl::StatusOr<bool> StoreRows(sqlite::Transaction& transaction) {
    bool refused = records_.others_refused;
    result_.rows.assign(rows().size(), absl::UnknownError("not looked at"));
    for (const uint32_t at : order_) {
      absl::StatusOr<Inserted<Content>> stored = StoreRow(transaction, at);
      if (!stored.ok() && !absl::IsAlreadyExists(stored.status()) &&
          stored.status() != rows()[at].refusal) {
        return std::move(stored).status();
      }
      refused |= !stored.ok();
      result_.rows[at] = std::move(stored);
    }
    return refused;
  }

  // Takes the row that the record mends out of quarantine, when it is stored.
  absl::Status MendRow(sqlite::Transaction& transaction) {
    if (!records_.mends || !result_.rows.front().ok()) return absl::OkStatus();
    ASSIGN_OR_RETURN(
        mended_,
        ResolveRow(transaction, *records_.mends, QuarantineState::kResubmitted,
                   NameOf(result_.rows.front()->record.key, Kind::kCollection),
                   "", records_.changed_by));
    ASSIGN_OR_RETURN(result_.mended,
                     FindRow(transaction.connection(), *records_.mends));
    return absl::OkStatus();
  }

  // What belongs to the rows: the session's entry, the change, the tallies.
  absl::Status Keep(sqlite::Transaction& transaction) {
    if (created_.empty() && !records_.place && !mended_) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(result_.data_version, transaction.data_version());
    if (records_.place) {
      RETURN_IF_ERROR(
          KeepBatch(transaction, *records_.place, records_.entry_of(result_)));
    }
    RETURN_IF_ERROR(AppendChange(
        transaction, created_.empty() ? ChangeOfNoRow() : ChangeOfAll()));
    if (!created_.empty()) CountWhenKept(transaction);
    return absl::OkStatus();
  }

  absl::StatusOr<Inserted<Content>> StoreRow(sqlite::Transaction& transaction,
                                             uint32_t at) {
    NewRecord<Content>& row = records_.rows[at];
    sqlite::Connection& connection = transaction.connection();
    // Only a row that may be new is tried without a look at what is there.
    if (!row.refusal.ok()) return StoredBefore(connection, row, row.refusal);
    if (absl::Status slot = Kind::CheckSlot(transaction, row.key, row.content);
        !slot.ok()) {
      if (!absl::IsAlreadyExists(slot)) return slot;
      return StoredBefore(connection, row, slot);
    }
    ASSIGN_OR_RETURN(const int64_t data_version, transaction.next_version());
    const absl::Time now = AsStored(transaction.now());
    Version version{.data_version = data_version,
                    .created_version = data_version,
                    .create_time = now,
                    .update_time = now,
                    .changed_by = records_.changed_by};
    ASSIGN_OR_RETURN(const bool created,
                     Chain::Append(connection, row.key, row.content, version));
    if (!created) {
      return StoredBefore(connection, row, absl::InternalError("gone"));
    }
    created_.push_back(at);
    return Inserted<Content>{
        {std::move(row.key), std::move(row.content), std::move(version)}, true};
  }

  // The newest version, when the row repeats what the record was created with
  // or what it holds now; `missing` when there is no record.
  static absl::StatusOr<Inserted<Content>> StoredBefore(
      sqlite::Connection& connection, const NewRecord<Content>& row,
      const absl::Status& missing) {
    ASSIGN_OR_RETURN(std::optional<Record> newest,
                     Chain::Newest(connection, row.key));
    if (!newest) return missing;
    ASSIGN_OR_RETURN(bool repeats, Repeats(connection, *newest, row.content));
    if (!repeats && newest->version.number > 1) {
      ASSIGN_OR_RETURN(const Record first, Chain::At(connection, row.key, 1));
      ASSIGN_OR_RETURN(repeats, Repeats(connection, first, row.content));
    }
    if (repeats) return Inserted<Content>{*std::move(newest), false};
    return NameTaken(NameOf(row.key, Kind::kCollection),
                     Sha256Hex(CanonicalText(newest->content)),
                     Sha256Hex(CanonicalText(row.content)));
  }

  // What was erased is known by its hash, so that an import that is run again
  // neither fails nor brings it back.
  static absl::StatusOr<bool> Repeats(sqlite::Connection& connection,
                                      const Record& stored,
                                      const Content& sent) {
    if (stored.version.state != RecordState::kErased &&
        Kind::SameContent(stored.content, sent)) {
      return true;
    }
    return Chain::CameInAs(connection, stored, sent);
  }

  const Record& Created(uint32_t at) const { return result_.rows[at]->record; }

  Change ChangeOfAll() const {
    const RecordKey& first = Created(created_.front()).key;
    Change change{.district = first.district,
                  .actor = records_.changed_by,
                  .action = ChangeAction::kCreate,
                  .collection = Kind::kChanged,
                  .resources = static_cast<int64_t>(created_.size())};
    if (created_.size() == 1) {
      change.resource = first.id;
      change.after = hashes_[created_.front()];
      return change;
    }
    std::string all;
    all.reserve(created_.size() * Sha256::kSize);
    for (const uint32_t at : created_) {
      const absl::string_view hash = hashes_[at].bytes();
      all.append(hash.data(), hash.size());
    }
    change.after = Sha256::Of(all);
    return change;
  }

  // A batch that moved its session, or a row in quarantine that became a record
  // that was there already.
  Change ChangeOfNoRow() const {
    const RecordKey& session =
        records_.place ? records_.place->session : records_.mends->session;
    return {.district = session.district,
            .actor = records_.changed_by,
            .action = ChangeAction::kIngest,
            .collection = ChangedCollection::kIngestSessions,
            .resource = session.id,
            .resources = 1};
  }

  // The batch lives until its transaction has ended.
  void CountWhenKept(sqlite::Transaction& transaction) const {
    TallyGroup<Kind>& group = transaction.Share<TallyGroup<Kind>>();
    transaction.OnKept([this, &group] {
      if (rows().size() > 1 && created_.size() == rows().size()) {
        return group.Add(deltas_);
      }
      for (const uint32_t at : created_) {
        group.Add(Adding(Created(at).key, Created(at).content));
      }
    });
  }

  NewRecords<Content> records_;
  const std::vector<uint32_t> order_;  // of the rows, see OrderOf
  std::vector<Sha256> hashes_;         // of each row as version 1
  typename Kind::Deltas deltas_;       // of all rows, unless there is one
  size_t bytes_ = sizeof(SqliteRecordBatch);

  std::vector<uint32_t> created_;  // rows that this call stored, in order_
  bool mended_ = false;
  InsertResult<Content> result_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_BATCH_H_
