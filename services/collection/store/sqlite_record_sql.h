#ifndef IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_SQL_H_
#define IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_SQL_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/store/sqlite/statement.h"
#include "common/sync/mutex.h"
#include "services/collection/record/record.h"
#include "services/collection/record/record_store.h"
#include "services/collection/store/record_kind.h"

namespace iku::collection {

// What every record has stands first in every statement; the content follows.
inline constexpr int kStoredColumns = 7;  // of an insert
inline constexpr int kReadColumns = 12;   // of a row that is read

// The statements of one record table. Their texts live as long as this object,
// as Connection::Prepare needs it. Thread-safe.
class RecordSql {
 public:
  RecordSql(absl::string_view table, ChangedCollection collection,
            absl::string_view date_column,
            absl::Span<const char* const> content_columns);

  // Common columns and content at positions 1, 2, ... Changes nothing when the
  // record has this version already.
  const char* insert() const { return insert_.c_str(); }
  // ?1 district, ?2 id.
  const char* newest() const { return newest_.c_str(); }
  // ?1 district, ?2 id, ?3 version.
  const char* version() const { return version_.c_str(); }
  // ?1 district, ?2 id, ?3 request id.
  const char* by_request() const { return by_request_.c_str(); }
  // ?1 district: every version of every record in the order of the key. Behind
  // the content stands superseded_version. Without Version.erased_version.
  const char* every_version() const { return every_version_.c_str(); }
  // ?1 district, ?2 id, ?3 version, ?4 superseded_version.
  const char* supersede() const { return supersede_.c_str(); }
  // ?1 district, ?2 id: every version of one record, oldest first.
  const char* versions() const { return versions_.c_str(); }
  // Replaces what a version holds: ?1 district, ?2 id, ?3 version, ?4 state,
  // the content from ?5 on.
  const char* rewrite() const { return rewrite_.c_str(); }

  // ?1 district, ?2 and ?3 date and id to start behind, ?4 last date, ?5 limit,
  // with `as_of` ?6 a version of the data, then the value of each condition.
  const char* List(absl::Span<const ColumnCondition> conditions,
                   bool as_of) const;

 private:
  // The rows of one page that lie in one index.
  std::string ListFrom(absl::string_view index_condition,
                       absl::string_view conditions) const;

  std::string select_;
  std::string date_column_;
  std::string insert_;
  std::string newest_;
  std::string version_;
  std::string by_request_;
  std::string every_version_;
  std::string supersede_;
  std::string versions_;
  std::string rewrite_;

  mutable Mutex mutex_;
  // One for each set of conditions that was asked for; a kind has few.
  mutable std::set<std::string> lists_ ABSL_GUARDED_BY(mutex_);
};

// Binds the common columns of an insert; `key` and `version` outlive its run.
void BindCommon(sqlite::Statement& statement, const RecordKey& key,
                const Version& version);

// Binds district and id to the positions 1 and 2.
void BindKey(sqlite::Statement& statement, const RecordKey& key);

RecordKey ReadKey(const sqlite::Statement& statement);
Version ReadVersion(const sqlite::Statement& statement);

// The conditions of a list, with the state among them.
std::vector<ColumnCondition> WithState(std::vector<ColumnCondition> conditions,
                                       std::optional<RecordState> state);

// Binds to the positions 2 and 3 the date and id that a page starts behind; by
// nothing it starts at the first record.
void BindStart(sqlite::Statement& statement, const Cursor& start);

// Binds a statement that RecordSql::List made for these conditions.
void BindList(sqlite::Statement& statement, const ListRange& range,
              absl::Span<const ColumnCondition> conditions,
              const std::optional<Cursor>& after, int limit);

// `time` as the store keeps it, in whole microseconds.
absl::Time AsStored(absl::Time time);

// Returned from a unit of work so that all it did is undone, although its
// caller gets an answer and not an error.
absl::Status UndoOnPurpose();
bool IsUndoOnPurpose(const absl::Status& status);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_SQL_H_
