#include "services/collection/store/sqlite_record_sql.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/collection/record/day_number.h"

namespace iku::collection {
namespace {

constexpr char kCommon[] =
    "district_code, id, version, data_version, state, create_us, update_us, "
    "changed_by, change_reason, request_id";

constexpr char kUndone[] = "undone on purpose";

std::string Placeholders(size_t count) {
  std::vector<absl::string_view> marks(count, "?");
  return absl::StrJoin(marks, ", ");
}

}  // namespace

RecordSql::RecordSql(absl::string_view table, absl::string_view date_column,
                     absl::Span<const char* const> content_columns)
    : date_column_(date_column) {
  const std::string columns =
      absl::StrCat(kCommon, ", ", absl::StrJoin(content_columns, ", "));
  constexpr char kOneRecord[] = " WHERE district_code = ?1 AND id = ?2";
  select_ = absl::StrCat("SELECT ", columns, " FROM ", table);
  insert_ =
      absl::StrCat("INSERT INTO ", table, " (", columns, ") VALUES (",
                   Placeholders(kCommonColumns + content_columns.size()), ")");
  newest_ = absl::StrCat(select_, kOneRecord, " ORDER BY version DESC LIMIT 1");
  version_ = absl::StrCat(select_, kOneRecord, " AND version = ?3");
  by_request_ = absl::StrCat(select_, kOneRecord, " AND request_id = ?3");
  supersede_ = absl::StrCat("UPDATE ", table, " SET superseded_version = ?4",
                            kOneRecord, " AND version = ?3");
}

const char* RecordSql::List(
    absl::Span<const ColumnCondition> conditions) const {
  // One lower bound only, so that the index is entered where the page starts.
  std::string sql = absl::StrCat(
      select_, " WHERE superseded_version IS NULL AND district_code = ?1 AND (",
      date_column_, ", id) > (?2, ?3) AND ", date_column_, " <= ?4");
  int position = 5;
  for (const ColumnCondition& condition : conditions) {
    absl::StrAppend(&sql, " AND ", condition.first, " = ?", ++position);
  }
  absl::StrAppend(&sql, " ORDER BY ", date_column_, ", id LIMIT ?5");
  MutexLock lock(mutex_);
  return lists_.insert(std::move(sql)).first->c_str();
}

void BindCommon(sqlite::Statement& statement, const RecordKey& key,
                const Version& version) {
  statement.BindText(1, key.district);
  statement.BindText(2, key.id);
  statement.BindInt(3, version.number);
  statement.BindInt(4, version.data_version);
  statement.BindInt(5, static_cast<int>(version.state));
  statement.BindInt(6, absl::ToUnixMicros(version.create_time));
  statement.BindInt(7, absl::ToUnixMicros(version.update_time));
  statement.BindTextOrNull(8, version.changed_by);
  statement.BindTextOrNull(9, version.change_reason);
  statement.BindTextOrNull(10, version.request_id);
}

RecordKey ReadKey(const sqlite::Statement& statement) {
  return {.district = statement.Text(0), .id = statement.Text(1)};
}

Version ReadVersion(const sqlite::Statement& statement) {
  return {.number = statement.Int(2),
          .state = static_cast<RecordState>(statement.Int(4)),
          .data_version = statement.Int(3),
          .create_time = absl::FromUnixMicros(statement.Int(5)),
          .update_time = absl::FromUnixMicros(statement.Int(6)),
          .changed_by = statement.Text(7),
          .change_reason = statement.Text(8),
          .request_id = statement.Text(9)};
}

std::vector<ColumnCondition> WithState(std::vector<ColumnCondition> conditions,
                                       std::optional<RecordState> state) {
  if (state) conditions.emplace_back("state", static_cast<int64_t>(*state));
  return conditions;
}

void BindList(sqlite::Statement& statement, const ListRange& range,
              absl::Span<const ColumnCondition> conditions,
              const std::optional<Cursor>& after, int limit) {
  // No id is empty, so behind (day, "") is from that day on.
  Cursor start{.date = range.first_day ? DayNumber(*range.first_day) : 0,
               .id = ""};
  if (after &&
      std::pair(after->date, after->id) > std::pair(start.date, start.id)) {
    start = *after;
  }
  statement.BindText(1, range.district);
  statement.BindInt(2, start.date);
  statement.BindText(3, start.id);
  statement.BindInt(4, range.last_day ? DayNumber(*range.last_day)
                                      : std::numeric_limits<int64_t>::max());
  statement.BindInt(5, limit);
  int position = 5;
  for (const auto& [column, value] : conditions) {
    ++position;
    if (const int64_t* number = std::get_if<int64_t>(&value)) {
      statement.BindInt(position, *number);
    } else {
      statement.BindText(position, std::get<std::string>(value));
    }
  }
}

absl::Time AsStored(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

absl::Status UndoOnPurpose() { return absl::CancelledError(kUndone); }

bool IsUndoOnPurpose(const absl::Status& status) {
  return absl::IsCancelled(status) && status.message() == kUndone;
}

}  // namespace iku::collection
