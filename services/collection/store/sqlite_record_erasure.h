#ifndef IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_ERASURE_H_
#define IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_ERASURE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/transaction.h"
#include "services/collection/audit/change_log.h"
#include "services/collection/ingest/row_erasure.h"
#include "services/collection/record/erasure.h"
#include "services/collection/store/erased_versions.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/sqlite_record_chain.h"
#include "services/collection/store/tally_group.h"

namespace iku::collection {

// Takes content out of the records of one kind; see Erasure.
template <RecordKind Kind>
class SqliteRecordErasure {
 public:
  using Content = typename Kind::Content;
  using Record = Versioned<Content>;
  using Chain = SqliteRecordChain<Kind>;

  // How far an erasure has come. Rows in quarantine may be very many, so each
  // work takes some of them, and the last one the record.
  struct Progress {
    Erased<Content> erased;
    bool rows_known = false;                // some row is or was of the record
    std::optional<QuarantineKey> next_row;  // nothing when all is done
  };

  // Runs on the writer thread, in a savepoint.
  static absl::Status GoOn(sqlite::Transaction& transaction,
                           const Erasure& erasure, Progress& progress) {
    sqlite::Connection& connection = transaction.connection();
    ASSIGN_OR_RETURN(const std::vector<Record> versions,
                     Chain::All(connection, erasure.key));
    Erased<Content>& erased = progress.erased;
    if (!versions.empty()) erased.record = versions.back();
    if (!versions.empty() && IsTooYoung(versions.back(), erasure)) {
      progress.next_row.reset();
      return absl::OkStatus();
    }
    // Also of a record that was erased before: a row may have come since.
    const RowErasure of_rows{erasure.key.district, erasure.reason,
                             erasure.changed_by};
    const std::string name = NameOf(erasure.key, Kind::kCollection);
    ASSIGN_OR_RETURN(
        const EmptiedRows emptied,
        EraseRowsOf(transaction, of_rows, name, RowsOfErasure(erasure),
                    progress.next_row, kRowsAtATime));
    erased.quarantined_rows += emptied.rows;
    progress.rows_known |= emptied.known;
    progress.next_row = emptied.next;
    if (versions.empty() && !progress.rows_known) return NotFound(name);
    std::vector<Record> left = WhatIsLeft(versions, erasure.extent);
    if (!emptied.next && !SameAsBefore(versions, left)) {
      RETURN_IF_ERROR(Rewrite(transaction, erasure, versions, left));
      erased.versions = static_cast<int64_t>(versions.size());
      ASSIGN_OR_RETURN(left.back().version.erased_version,
                       transaction.data_version());
      erased.record = std::move(left.back());
    } else if (emptied.rows > 0) {
      RETURN_IF_ERROR(AppendChange(transaction, ChangeOf(of_rows, emptied)));
    } else {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(erased.data_version, transaction.data_version());
    return absl::OkStatus();
  }

 private:
  static constexpr int kRowsAtATime = 1000;

  // A rule for records says nothing of rows that only bear the name of one:
  // perhaps somebody else's answer, which waits to be sent under another.
  static RowsOf RowsOfErasure(const Erasure& erasure) {
    return erasure.only_before ? RowsOf::kBecameIt
                               : RowsOf::kBecameItOrBoreItsName;
  }

  // Puts what is left in the place of every version, keeps the hashes of what
  // it was, and corrects the tallies.
  static absl::Status Rewrite(sqlite::Transaction& transaction,
                              const Erasure& erasure,
                              const std::vector<Record>& versions,
                              const std::vector<Record>& left) {
    sqlite::Connection& connection = transaction.connection();
    ASSIGN_OR_RETURN(const int64_t data_version, transaction.data_version());
    std::string before;
    std::string after;
    for (size_t i = 0; i < versions.size(); ++i) {
      const Sha256 hash = HashOf<Kind>(versions[i]);
      AppendTo(before, hash);
      AppendTo(after, HashOf<Kind>(left[i]));
      RETURN_IF_ERROR(KeepErased(
          connection, Kind::kChanged, erasure.key.district,
          {erasure.key.id, versions[i].version.number, data_version, hash}));
      RETURN_IF_ERROR(Chain::Rewrite(connection, left[i]));
    }
    transaction.CleanLog();
    const Record& newest = versions.back();
    if (erasure.extent == ErasureExtent::kRecord &&
        newest.version.state == RecordState::kActive) {
      CountWhenKept<Kind>(transaction, {{&newest.key, &newest.content, -1}});
    }
    return AppendChange(transaction, {.district = erasure.key.district,
                                      .actor = erasure.changed_by,
                                      .action = ChangeAction::kErase,
                                      .collection = Kind::kChanged,
                                      .resource = erasure.key.id,
                                      .resources = 1,
                                      .reason = erasure.reason,
                                      .before = Sha256::Of(before),
                                      .after = Sha256::Of(after)});
  }

  static bool IsTooYoung(const Record& newest, const Erasure& erasure) {
    return erasure.only_before && Kind::DateOf(newest.content) >=
                                      Kind::DateColumnOf(*erasure.only_before);
  }

  static std::vector<Record> WhatIsLeft(const std::vector<Record>& versions,
                                        ErasureExtent extent) {
    std::vector<Record> left = versions;
    for (Record& record : left) {
      if (extent == ErasureExtent::kText) {
        record.content = Kind::WithoutText(std::move(record.content));
      } else {
        record.content = Kind::WithoutContent(record.content);
        record.version.state = RecordState::kErased;
      }
    }
    return left;
  }

  static bool SameAsBefore(const std::vector<Record>& versions,
                           const std::vector<Record>& left) {
    for (size_t i = 0; i < versions.size(); ++i) {
      if (!(versions[i].content == left[i].content) ||
          versions[i].version.state != left[i].version.state) {
        return false;
      }
    }
    return true;
  }

  static void AppendTo(std::string& hashes, const Sha256& hash) {
    hashes.append(hash.bytes().data(), hash.bytes().size());
  }
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_ERASURE_H_
