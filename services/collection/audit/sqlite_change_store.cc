#include "services/collection/audit/sqlite_change_store.h"

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/audit/chain_check.h"
#include "services/collection/audit/change_rows.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

// ?1 chain, ?2 version to start behind, ?3 action or 0, ?4 limit; then what is
// said of a resource: ?5 its id.
#define IKU_LIST                                   \
  IKU_SELECT_CHANGES                               \
  " WHERE c.district_code = ?1 AND c.version > ?2" \
  " AND (?3 = 0 OR c.action = ?3)"
#define IKU_IN_ORDER " ORDER BY c.version LIMIT ?4"
// A batch names no record, but each version of a record names its change, and
// so does what is kept of an erasure.
#define IKU_OF_RECORD(table)                           \
  " AND c.version IN (SELECT data_version FROM " table \
  " WHERE district_code = ?1 AND id = ?5"              \
  " UNION SELECT erased_version FROM erased_versions"  \
  " WHERE district_code = ?1 AND collection = ?6 AND id = ?5)"

constexpr char kList[] = IKU_LIST IKU_IN_ORDER;
constexpr char kListSurvey[] =
    IKU_LIST IKU_OF_RECORD("survey_responses") IKU_IN_ORDER;
constexpr char kListCoordination[] =
    IKU_LIST IKU_OF_RECORD("coordination_records") IKU_IN_ORDER;
constexpr char kListDocument[] =
    IKU_LIST IKU_OF_RECORD("village_documents") IKU_IN_ORDER;
constexpr char kListRegion[] = IKU_LIST
    " AND c.version IN (SELECT data_version FROM regions WHERE code = "
    "?5)" IKU_IN_ORDER;
constexpr char kListOther[] =
    IKU_LIST " AND c.resource = ?5 AND c.collection = ?6" IKU_IN_ORDER;

constexpr char kListAll[] =
    IKU_SELECT_CHANGES " WHERE c.version > ?1 ORDER BY c.version LIMIT ?2";

const char* SqlOf(const ChangeFilter& filter) {
  if (!filter.resource) return kList;
  switch (filter.resource->collection) {
    case ChangedCollection::kSurveyResponses:
      return kListSurvey;
    case ChangedCollection::kCoordinationRecords:
      return kListCoordination;
    case ChangedCollection::kVillageDocuments:
      return kListDocument;
    case ChangedCollection::kRegions:
      return kListRegion;
    default:
      return kListOther;
  }
}

absl::StatusOr<std::vector<CommittedChange>> ReadAll(sqlite::Statement& rows) {
  std::vector<CommittedChange> changes;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows.Step());
    if (!found) return changes;
    ASSIGN_OR_RETURN(CommittedChange change, ReadChange(rows));
    changes.push_back(std::move(change));
  }
}

}  // namespace

absl::StatusOr<std::vector<CommittedChange>> SqliteChangeStore::List(
    const ChangeFilter& filter, int64_t after_version, int limit) const {
  std::vector<CommittedChange> changes;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * list,
                         connection.Prepare(SqlOf(filter)));
        list->Bind(filter.district, after_version,
                   filter.action ? static_cast<int>(*filter.action) : 0, limit);
        if (filter.resource) {
          BindId(*list, 5, filter.resource->id);
          // The register's regions have a table of their own.
          if (SqlOf(filter) != kListRegion) {
            list->BindInt(6, static_cast<int>(filter.resource->collection));
          }
        }
        ASSIGN_OR_RETURN(changes, ReadAll(*list));
        return absl::OkStatus();
      }));
  return changes;
}

absl::StatusOr<std::vector<CommittedChange>> SqliteChangeStore::ListAll(
    int64_t after_version, int limit) const {
  std::vector<CommittedChange> changes;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * list,
                         connection.Prepare(kListAll));
        list->Bind(after_version, limit);
        ASSIGN_OR_RETURN(changes, ReadAll(*list));
        return absl::OkStatus();
      }));
  return changes;
}

absl::StatusOr<std::optional<std::string>> SqliteChangeStore::ChainBehind(
    const std::string& after) const {
  std::optional<std::string> chain;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(chain, ReadChainBehind(connection, after));
        return absl::OkStatus();
      }));
  return chain;
}

absl::StatusOr<ChainReport> SqliteChangeStore::Verify(
    const std::optional<std::string>& district,
    absl::FunctionRef<bool()> go_on) const {
  ChainReport report;
  Pace pace(go_on);
  if (district) {
    RETURN_IF_ERROR(
        database_.Read([&](sqlite::Connection& connection) -> absl::Status {
          ASSIGN_OR_RETURN(report.data_version,
                           sqlite::Database::NewestVersion(connection));
          return CheckChain(connection, *district, pace, report);
        }));
    return report;
  }
  // A snapshot a chain: a long one would keep the log from being reset.
  std::optional<std::string> next;
  std::string after;
  do {
    RETURN_IF_ERROR(
        database_.Read([&](sqlite::Connection& connection) -> absl::Status {
          ASSIGN_OR_RETURN(next, ReadChainBehind(connection, after));
          if (next) return CheckChain(connection, *next, pace, report);
          ASSIGN_OR_RETURN(report.data_version,
                           sqlite::Database::NewestVersion(connection));
          return FindCommitsWithoutChange(connection, report);
        }));
    if (next) after = *next;
  } while (next);
  return report;
}

}  // namespace iku::collection
