#ifndef IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_DUE_H_
#define IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_DUE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/record/erasure.h"
#include "services/collection/record/record_store.h"
#include "services/collection/store/packed_id.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/sqlite_record_sql.h"

namespace iku::collection {

// Finds the records of one kind of which something is left to erase.
template <RecordKind Kind>
class SqliteRecordDue {
 public:
  // As RecordStore::ListErasable says; `before` is of the date column.
  static absl::StatusOr<ErasablePage> List(sqlite::Connection& connection,
                                           const std::string& district,
                                           int64_t before, ErasureExtent extent,
                                           const std::optional<Cursor>& after,
                                           int limit) {
    ASSIGN_OR_RETURN(sqlite::Statement * rows, connection.Prepare(Sql(extent)));
    rows->BindText(1, district);
    BindStart(*rows, after.value_or(Cursor{}));
    rows->BindInt(4, before);
    rows->BindInt(5, limit);
    ErasablePage page;
    Cursor last;
    for (int looked_at = 0;; ++looked_at) {
      ASSIGN_OR_RETURN(const bool found, rows->Step());
      if (!found) {
        if (looked_at == limit) page.next = std::move(last);
        return page;
      }
      last = {.date = rows->Int(1), .id = ReadId(*rows, 0)};
      if (rows->Int(2) != 0) page.ids.push_back(last.id);
    }
  }

  // ?1 district, ?2 and ?3 date and id to start behind, ?4 date before which
  // something is due, ?5 limit. Each row says whether its record is due, so
  // that those that are not count towards the limit too.
  static const char* Sql(ErasureExtent extent) {
    static const std::string& text = *new std::string(Text());
    static const std::string& record =
        *new std::string(From("r.state <> 3", "r.superseded_version IS NULL"));
    return (extent == ErasureExtent::kText ? text : record).c_str();
  }

 private:
  // Also versions that are not the newest: a text that a correction took away
  // is still in the version before. The record's day is that of its newest
  // version, and it is due at the first of its rows only.
  static std::string Text() {
    const char* const date = Kind::kDateColumn;
    return From(absl::StrCat("NOT EXISTS (SELECT 1 FROM ", Kind::kTable,
                             " WHERE district_code = ?1 AND id = r.id AND"
                             " (superseded_version IS NULL AND ",
                             date, " >= ?4 OR ", Kind::kHasText, " AND (", date,
                             ", version) < (r.", date, ", r.version)))"),
                Kind::kHasText);
  }

  // The rows of one index of the table, from where the page starts to where
  // nothing is due any more.
  static std::string From(const std::string& due, const char* index_condition) {
    const char* const date = Kind::kDateColumn;
    return absl::StrCat(
        "SELECT r.id, r.", date, ", ", due, " FROM ", Kind::kTable,
        " AS r WHERE r.district_code = ?1 AND (r.", date,
        ", r.id) > (?2, ?3) AND r.", date, " < ?4 AND ", index_condition,
        " ORDER BY r.", date, ", r.id LIMIT ?5");
  }
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_SQLITE_RECORD_DUE_H_
