#include "services/collection/store/sqlite_record_sql.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/collection/record/day_number.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

constexpr char kStored[] =
    "district_code, id, version, data_version, state, created_version, "
    "request_id";

// Who made a version, when and why is what its change says.
constexpr char kRead[] =
    "r.district_code, r.id, r.version, r.data_version, r.state, r.request_id,"
    " coalesce(r.created_version, r.data_version),"
    " (SELECT committed_us FROM commits"
    "  WHERE version = coalesce(r.created_version, r.data_version)),"
    " (SELECT committed_us FROM commits WHERE version = r.data_version),"
    " c.actor, c.reason, ";

constexpr char kUndone[] = "undone on purpose";

std::string Placeholders(size_t count) {
  std::vector<absl::string_view> marks(count, "?");
  return absl::StrJoin(marks, ", ");
}

// "a = ?5, b = ?6"
std::string Assignments(absl::Span<const char* const> columns, int first) {
  return absl::StrJoin(columns, ", ", [&](std::string* out, const char* name) {
    absl::StrAppend(out, name, " = ?", first++);
  });
}

}  // namespace

RecordSql::RecordSql(absl::string_view table, ChangedCollection collection,
                     absl::string_view date_column,
                     absl::Span<const char* const> content_columns)
    : date_column_(date_column) {
  const std::string last_erasure = absl::StrCat(
      "(SELECT max(erased_version) FROM erased_versions AS e"
      " WHERE e.district_code = r.district_code AND e.collection = ",
      static_cast<int>(collection),
      " AND e.id = r.id AND e.version = r.version)");
  const std::string columns = absl::StrJoin(content_columns, ", ");
  constexpr char kOneRecord[] = " WHERE r.district_code = ?1 AND r.id = ?2";
  const auto select = [&](absl::string_view erased, absl::string_view more) {
    return absl::StrCat("SELECT ", kRead, erased, ", r.",
                        absl::StrJoin(content_columns, ", r."), more, " FROM ",
                        table,
                        " AS r LEFT JOIN changes AS c"
                        " ON c.district_code = r.district_code"
                        " AND c.version = r.data_version");
  };
  select_ = select(last_erasure, "");
  insert_ = absl::StrCat(
      "INSERT INTO ", table, " (", kStored, ", ", columns, ") VALUES (",
      Placeholders(kStoredColumns + content_columns.size()),
      ") ON CONFLICT (district_code, id, version) DO NOTHING");
  newest_ =
      absl::StrCat(select_, kOneRecord, " ORDER BY r.version DESC LIMIT 1");
  version_ = absl::StrCat(select_, kOneRecord, " AND r.version = ?3");
  by_request_ = absl::StrCat(select_, kOneRecord, " AND r.request_id = ?3");
  every_version_ =
      absl::StrCat(select("0", ", r.superseded_version"),
                   " WHERE r.district_code = ?1 ORDER BY r.id, r.version");
  versions_ = absl::StrCat(select_, kOneRecord, " ORDER BY r.version");
  rewrite_ = absl::StrCat("UPDATE ", table, " SET state = ?4, ",
                          Assignments(content_columns, 5),
                          " WHERE district_code = ?1 AND id = ?2"
                          " AND version = ?3");
  supersede_ = absl::StrCat("UPDATE ", table,
                            " SET superseded_version = ?4"
                            " WHERE district_code = ?1 AND id = ?2"
                            " AND version = ?3");
}

std::string RecordSql::ListFrom(absl::string_view index_condition,
                                absl::string_view conditions) const {
  // One lower bound only, so that the index is entered where the page starts.
  return absl::StrCat(
      select_, " WHERE ", index_condition, " AND r.district_code = ?1 AND (r.",
      date_column_, ", r.id) > (?2, ?3) AND r.", date_column_, " <= ?4",
      conditions, " ORDER BY r.", date_column_, ", r.id LIMIT ?5");
}

const char* RecordSql::List(absl::Span<const ColumnCondition> conditions,
                            bool as_of) const {
  std::string values;
  int position = as_of ? 6 : 5;
  for (const ColumnCondition& condition : conditions) {
    absl::StrAppend(&values, " AND r.", condition.first, " = ?", ++position);
  }
  std::string sql;
  if (!as_of) {
    sql = ListFrom("r.superseded_version IS NULL", values);
  } else {
    // The versions of then lie in two indexes: those that are still the newest
    // and those superseded since. Date and id are columns of both.
    sql = absl::StrCat(
        "SELECT * FROM (",
        ListFrom("r.superseded_version IS NULL AND r.data_version <= ?6",
                 values),
        ") UNION ALL SELECT * FROM (",
        ListFrom("r.superseded_version IS NOT NULL AND r.data_version <= ?6"
                 " AND r.superseded_version > ?6",
                 values),
        ") ORDER BY ", date_column_, ", id LIMIT ?5");
  }
  MutexLock lock(mutex_);
  return lists_.insert(std::move(sql)).first->c_str();
}

void BindCommon(sqlite::Statement& statement, const RecordKey& key,
                const Version& version) {
  statement.BindTextInPlace(1, key.district);
  BindId(statement, 2, key.id);
  statement.BindInt(3, version.number);
  statement.BindInt(4, version.data_version);
  statement.BindInt(5, static_cast<int>(version.state));
  if (version.number == 1) {
    statement.BindNull(6);
  } else {
    statement.BindInt(6, version.created_version);
  }
  statement.BindTextOrNull(7, version.request_id);
}

void BindKey(sqlite::Statement& statement, const RecordKey& key) {
  statement.BindText(1, key.district);
  BindId(statement, 2, key.id);
}

RecordKey ReadKey(const sqlite::Statement& statement) {
  return {.district = statement.Text(0), .id = ReadId(statement, 1)};
}

Version ReadVersion(const sqlite::Statement& statement) {
  return {.number = statement.Int(2),
          .state = static_cast<RecordState>(statement.Int(4)),
          .data_version = statement.Int(3),
          .created_version = statement.Int(6),
          .create_time = absl::FromUnixMicros(statement.Int(7)),
          .update_time = absl::FromUnixMicros(statement.Int(8)),
          .changed_by = statement.Text(9),
          .change_reason = statement.Text(10),
          .request_id = statement.Text(5),
          .erased_version = statement.Int(11)};
}

std::vector<ColumnCondition> WithState(std::vector<ColumnCondition> conditions,
                                       std::optional<RecordState> state) {
  if (state) conditions.emplace_back("state", static_cast<int64_t>(*state));
  return conditions;
}

void BindStart(sqlite::Statement& statement, const Cursor& start) {
  statement.BindInt(2, start.date);
  if (start.id.empty()) {
    // No id is empty, so behind (day, "") is from that day on.
    statement.BindText(3, "");
  } else {
    BindId(statement, 3, start.id);
  }
}

void BindList(sqlite::Statement& statement, const ListRange& range,
              absl::Span<const ColumnCondition> conditions,
              const std::optional<Cursor>& after, int limit) {
  Cursor start{.date = range.first_day ? DayNumber(*range.first_day) : 0,
               .id = ""};
  if (after &&
      std::pair(after->date, after->id) > std::pair(start.date, start.id)) {
    start = *after;
  }
  statement.BindText(1, range.district);
  BindStart(statement, start);
  statement.BindInt(4, range.last_day ? DayNumber(*range.last_day)
                                      : std::numeric_limits<int64_t>::max());
  statement.BindInt(5, limit);
  int position = 5;
  if (range.as_of_version) statement.BindInt(++position, *range.as_of_version);
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
