#ifndef IKU_SERVICES_COLLECTION_REGISTER_REGISTER_TABLES_H_
#define IKU_SERVICES_COLLECTION_REGISTER_REGISTER_TABLES_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"
#include "common/store/sqlite/statement.h"
#include "services/collection/audit/change.h"
#include "services/collection/register/register.h"

namespace iku::collection {

// Columns of regions as Table<Region>::Read takes them; every query that reads
// whole regions starts with this.
#define IKU_SELECT_REGIONS                                               \
  "SELECT version, update_us, code, display_name, valid_from, valid_to," \
  " bps_code FROM regions"

// How each kind of entry lies in its table; each table is a chain of versions,
// and superseded_version NULL marks the newest.
//
// kEveryVersion gives all versions of all entries in the order of the key;
// behind the kColumnsRead columns that Read reads stand data_version and
// superseded_version. kChanged names them in the log of changes; kNewest takes
// the key and gives one row; kSupersede takes the data version and the key;
// kAppend takes version, data_version, update_us and what Bind binds. Rows are
// version, update_us and what Read reads.
template <typename Entry>
struct Table;

template <>
struct Table<Region> {
  static constexpr int kColumnsRead = 7;
  static constexpr char kEveryVersion[] =
      "SELECT version, update_us, code, display_name, valid_from, valid_to,"
      " bps_code, data_version, superseded_version FROM regions"
      " ORDER BY code, version";
  static constexpr ChangedCollection kChanged = ChangedCollection::kRegions;
  static constexpr char kNewest[] =
      IKU_SELECT_REGIONS " WHERE code = ? AND superseded_version IS NULL";
  static constexpr char kSupersede[] =
      "UPDATE regions SET superseded_version = ?"
      " WHERE code = ? AND superseded_version IS NULL";
  static constexpr char kAppend[] =
      "INSERT INTO regions (version, data_version, update_us, code,"
      " display_name, valid_from, valid_to, bps_code)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  static void BindKey(sqlite::Statement& statement, int first,
                      const Region& key);
  static void Bind(sqlite::Statement& statement, int first,
                   const Region& region);
  static absl::StatusOr<Registered<Region>> Read(
      const sqlite::Statement& statement);
};

template <>
struct Table<OfferedService> {
  static constexpr int kColumnsRead = 7;
  static constexpr char kEveryVersion[] =
      "SELECT version, update_us, district_code, code, display_name,"
      " valid_from, valid_to, data_version, superseded_version"
      " FROM offered_services ORDER BY district_code, code, version";
  static constexpr ChangedCollection kChanged = ChangedCollection::kServices;
  static constexpr char kNewest[] =
      "SELECT version, update_us, district_code, code, display_name,"
      " valid_from, valid_to FROM offered_services"
      " WHERE district_code = ? AND code = ? AND superseded_version IS NULL";
  static constexpr char kOfDistrict[] =
      "SELECT version, update_us, district_code, code, display_name,"
      " valid_from, valid_to FROM offered_services"
      " WHERE district_code = ? AND superseded_version IS NULL ORDER BY code";
  static constexpr char kSupersede[] =
      "UPDATE offered_services SET superseded_version = ?"
      " WHERE district_code = ? AND code = ? AND superseded_version IS NULL";
  static constexpr char kAppend[] =
      "INSERT INTO offered_services (version, data_version, update_us,"
      " district_code, code, display_name, valid_from, valid_to)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  static void BindKey(sqlite::Statement& statement, int first,
                      const OfferedService& key);
  static void Bind(sqlite::Statement& statement, int first,
                   const OfferedService& service);
  static absl::StatusOr<Registered<OfferedService>> Read(
      const sqlite::Statement& statement);
};

template <>
struct Table<ServedPopulation> {
  static constexpr int kColumnsRead = 6;
  static constexpr char kEveryVersion[] =
      "SELECT version, update_us, district_code, year, people, source,"
      " data_version, superseded_version FROM served_populations"
      " ORDER BY district_code, year, version";
  static constexpr ChangedCollection kChanged = ChangedCollection::kPopulations;
  static constexpr char kNewest[] =
      "SELECT version, update_us, district_code, year, people, source"
      " FROM served_populations"
      " WHERE district_code = ? AND year = ? AND superseded_version IS NULL";
  static constexpr char kOfDistrict[] =
      "SELECT version, update_us, district_code, year, people, source"
      " FROM served_populations"
      " WHERE district_code = ? AND superseded_version IS NULL ORDER BY year";
  static constexpr char kSupersede[] =
      "UPDATE served_populations SET superseded_version = ?"
      " WHERE district_code = ? AND year = ? AND superseded_version IS NULL";
  static constexpr char kAppend[] =
      "INSERT INTO served_populations (version, data_version, update_us,"
      " district_code, year, people, source)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)";

  static void BindKey(sqlite::Statement& statement, int first,
                      const ServedPopulation& key);
  static void Bind(sqlite::Statement& statement, int first,
                   const ServedPopulation& population);
  static absl::StatusOr<Registered<ServedPopulation>> Read(
      const sqlite::Statement& statement);
};

// The chain of changes that an entry belongs to, its id in there, and what
// tells one version of it from any other, in one hash.
std::string ChainOf(const Region& region);
std::string ChainOf(const OfferedService& service);
std::string ChainOf(const ServedPopulation& population);
std::string IdOf(const Region& region);
std::string IdOf(const OfferedService& service);
std::string IdOf(const ServedPopulation& population);
template <typename Entry>
Sha256 HashOfEntry(const Registered<Entry>& row) {
  return Sha256::Of(
      absl::StrCat("entry/1\n", row.version, "\n", CanonicalText(row.entry)));
}

// The newest version of the entry that has the key of `key`.
template <typename Entry>
absl::StatusOr<std::optional<Registered<Entry>>> Newest(
    sqlite::Connection& connection, const Entry& key) {
  ASSIGN_OR_RETURN(sqlite::Statement * get,
                   connection.Prepare(Table<Entry>::kNewest));
  Table<Entry>::BindKey(*get, 1, key);
  ASSIGN_OR_RETURN(const bool found, get->Step());
  if (!found) return std::nullopt;
  absl::StatusOr<Registered<Entry>> row = Table<Entry>::Read(*get);
  get->Reset();
  if (!row.ok()) return row.status();
  return *std::move(row);
}

// Every row of a query that has its values.
template <typename Entry>
absl::StatusOr<std::vector<Registered<Entry>>> ReadAll(
    sqlite::Statement& statement) {
  std::vector<Registered<Entry>> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found) return rows;
    ASSIGN_OR_RETURN(Registered<Entry> row, Table<Entry>::Read(statement));
    rows.push_back(std::move(row));
  }
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_REGISTER_TABLES_H_
