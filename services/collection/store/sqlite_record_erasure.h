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

  // Runs on the writer thread, in a savepoint.
  static absl::StatusOr<Erased<Content>> Erase(sqlite::Transaction& transaction,
                                               const Erasure& erasure) {
    sqlite::Connection& connection = transaction.connection();
    ASSIGN_OR_RETURN(const std::vector<Record> versions,
                     Chain::All(connection, erasure.key));
    if (!versions.empty() && IsTooYoung(versions.back(), erasure)) {
      return Erased<Content>{.record = versions.back()};
    }
    const std::string name = NameOf(erasure.key, Kind::kCollection);
    // Also of a record that was erased before: a row may have come since.
    ASSIGN_OR_RETURN(
        const int64_t rows,
        EraseRowsOf(transaction,
                    {erasure.key.district, erasure.reason, erasure.changed_by},
                    name));
    if (versions.empty() && rows == 0) return NotFound(name);
    const std::vector<Record> left = WhatIsLeft(versions, erasure.extent);
    Erased<Content> erased{.quarantined_rows = rows};
    if (!left.empty()) erased.record = left.back();
    if (!SameAsBefore(versions, left)) {
      RETURN_IF_ERROR(Rewrite(transaction, erasure, versions, left));
      erased.versions = static_cast<int64_t>(versions.size());
    } else if (rows > 0) {
      RETURN_IF_ERROR(AppendChange(transaction, ChangeOfRows(erasure, rows)));
    } else {
      return erased;
    }
    ASSIGN_OR_RETURN(erased.data_version, transaction.data_version());
    return erased;
  }

 private:
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

  static Change ChangeOfRows(const Erasure& erasure, int64_t rows) {
    return {.district = erasure.key.district,
            .actor = erasure.changed_by,
            .action = ChangeAction::kErase,
            .collection = ChangedCollection::kQuarantinedRows,
            .resources = rows,
            .reason = erasure.reason};
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
