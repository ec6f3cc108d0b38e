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

  SqliteRecordBatch(std::vector<NewRecord<Content>> rows, RowPolicy policy,
                    std::string changed_by, Intent intent)
      : rows_(std::move(rows)),
        policy_(policy),
        changed_by_(std::move(changed_by)),
        intent_(intent),
        order_(OrderOf(rows_)) {
    std::vector<TallyChange<Content>> changes;
    changes.reserve(rows_.size());
    hashes_.reserve(rows_.size());
    for (const NewRecord<Content>& row : rows_) {
      const std::string text = CanonicalText(row.content);
      bytes_ += sizeof(row) + text.size();
      hashes_.push_back(HashOfVersion(Kind::kCollection, row.key, 1,
                                      RecordState::kActive, text));
      changes.push_back({&row.key, &row.content, 1});
    }
    deltas_ = Kind::Count(changes);
  }

  // What it holds on to, about.
  size_t bytes() const { return bytes_; }
  InsertResult<Content>& result() { return result_; }

  // Runs on the writer thread; again after an error that undid it.
  absl::Status Store(sqlite::Transaction& transaction) {
    ASSIGN_OR_RETURN(const int64_t before, transaction.newest_version());
    result_ = {};
    result_.data_version = before;
    result_.rows.assign(rows_.size(), absl::UnknownError("not looked at"));
    created_.clear();
    bool refused = false;
    for (const uint32_t at : order_) {
      absl::StatusOr<Inserted<Content>> stored = StoreRow(transaction, at);
      // Anything else is the store's trouble and undoes the batch.
      if (!stored.ok() && !absl::IsAlreadyExists(stored.status()) &&
          stored.status() != rows_[at].refusal) {
        return std::move(stored).status();
      }
      refused |= !stored.ok();
      result_.rows[at] = std::move(stored);
    }
    if (refused && policy_ == RowPolicy::kAllOrNothing) {
      result_.stored = false;
      return UndoOnPurpose();
    }
    if (intent_ == Intent::kCheckOnly) return UndoOnPurpose();
    if (created_.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(AppendChange(transaction, ChangeOfAll()));
    CountWhenKept<Kind>(transaction, DeltasOfAll());
    ASSIGN_OR_RETURN(result_.data_version, transaction.newest_version());
    return absl::OkStatus();
  }

 private:
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

  absl::StatusOr<Inserted<Content>> StoreRow(sqlite::Transaction& transaction,
                                             uint32_t at) {
    const NewRecord<Content>& row = rows_[at];
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
                    .changed_by = changed_by_};
    ASSIGN_OR_RETURN(const bool created,
                     Chain::Append(connection, row.key, row.content, version));
    if (!created) {
      return StoredBefore(connection, row, absl::InternalError("gone"));
    }
    created_.push_back(at);
    return Inserted<Content>{{row.key, row.content, std::move(version)}, true};
  }

  // The newest version, when the row repeats what the record was created with
  // or what it holds now; `missing` when there is no record.
  static absl::StatusOr<Inserted<Content>> StoredBefore(
      sqlite::Connection& connection, const NewRecord<Content>& row,
      const absl::Status& missing) {
    ASSIGN_OR_RETURN(std::optional<Record> newest,
                     Chain::Newest(connection, row.key));
    if (!newest) return missing;
    bool repeats = Kind::SameContent(newest->content, row.content);
    if (!repeats && newest->version.number > 1) {
      ASSIGN_OR_RETURN(const Record first, Chain::At(connection, row.key, 1));
      repeats = Kind::SameContent(first.content, row.content);
    }
    if (repeats) return Inserted<Content>{*std::move(newest), false};
    return NameTaken(NameOf(row.key, Kind::kCollection),
                     Sha256Hex(CanonicalText(newest->content)),
                     Sha256Hex(CanonicalText(row.content)));
  }

  Change ChangeOfAll() const {
    const RecordKey& first = rows_[created_.front()].key;
    Change change{.district = first.district,
                  .actor = changed_by_,
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

  typename Kind::Deltas DeltasOfAll() const {
    if (created_.size() == rows_.size()) return deltas_;
    std::vector<TallyChange<Content>> changes;
    for (const uint32_t at : created_) {
      changes.push_back({&rows_[at].key, &rows_[at].content, 1});
    }
    return Kind::Count(changes);
  }

  const std::vector<NewRecord<Content>> rows_;
  const RowPolicy policy_;
  const std::string changed_by_;
  const Intent intent_;
  const std::vector<uint32_t> order_;
  std::vector<Sha256> hashes_;  // of each row as version 1
  typename Kind::Deltas deltas_;
  size_t bytes_ = sizeof(SqliteRecordBatch);

  std::vector<uint32_t> created_;  // rows that this call stored, in order_
  InsertResult<Content> result_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_BATCH_H_
