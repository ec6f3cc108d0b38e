#include "services/collection/register/register_tables.h"

#include "absl/time/time.h"
#include "common/status/macros.h"
#include "services/collection/store/packed_date.h"

namespace iku::collection {
namespace {

void BindValidity(sqlite::Statement& statement, int first,
                  const Validity& validity) {
  statement.BindOptionalInt(first, PackDate(validity.from));
  statement.BindOptionalInt(first + 1, PackDate(validity.to));
}

absl::StatusOr<Validity> ReadValidity(const sqlite::Statement& statement,
                                      int first) {
  Validity validity;
  ASSIGN_OR_RETURN(validity.from, UnpackDate(statement.OptionalInt(first)));
  ASSIGN_OR_RETURN(validity.to, UnpackDate(statement.OptionalInt(first + 1)));
  return validity;
}

template <typename Entry>
Registered<Entry> ReadVersion(const sqlite::Statement& statement) {
  Registered<Entry> row;
  row.version = statement.Int(0);
  row.update_time = absl::FromUnixMicros(statement.Int(1));
  return row;
}

}  // namespace

void Table<Region>::BindKey(sqlite::Statement& statement, int first,
                            const Region& key) {
  statement.BindText(first, key.code);
}

void Table<Region>::Bind(sqlite::Statement& statement, int first,
                         const Region& region) {
  BindKey(statement, first, region);
  statement.BindText(first + 1, region.display_name);
  BindValidity(statement, first + 2, region.validity);
  statement.BindTextOrNull(first + 4, region.bps_code);
}

absl::StatusOr<Registered<Region>> Table<Region>::Read(
    const sqlite::Statement& statement) {
  auto row = ReadVersion<Region>(statement);
  row.entry.code = statement.Text(2);
  row.entry.display_name = statement.Text(3);
  ASSIGN_OR_RETURN(row.entry.validity, ReadValidity(statement, 4));
  row.entry.bps_code = statement.Text(6);
  return row;
}

void Table<OfferedService>::BindKey(sqlite::Statement& statement, int first,
                                    const OfferedService& key) {
  statement.BindText(first, key.district);
  statement.BindText(first + 1, key.code);
}

void Table<OfferedService>::Bind(sqlite::Statement& statement, int first,
                                 const OfferedService& service) {
  BindKey(statement, first, service);
  statement.BindText(first + 2, service.display_name);
  BindValidity(statement, first + 3, service.validity);
}

absl::StatusOr<Registered<OfferedService>> Table<OfferedService>::Read(
    const sqlite::Statement& statement) {
  auto row = ReadVersion<OfferedService>(statement);
  row.entry.district = statement.Text(2);
  row.entry.code = statement.Text(3);
  row.entry.display_name = statement.Text(4);
  ASSIGN_OR_RETURN(row.entry.validity, ReadValidity(statement, 5));
  return row;
}

void Table<ServedPopulation>::BindKey(sqlite::Statement& statement, int first,
                                      const ServedPopulation& key) {
  statement.BindText(first, key.district);
  statement.BindInt(first + 1, key.year);
}

void Table<ServedPopulation>::Bind(sqlite::Statement& statement, int first,
                                   const ServedPopulation& population) {
  BindKey(statement, first, population);
  statement.BindInt(first + 2, population.people);
  statement.BindText(first + 3, population.source);
}

absl::StatusOr<Registered<ServedPopulation>> Table<ServedPopulation>::Read(
    const sqlite::Statement& statement) {
  auto row = ReadVersion<ServedPopulation>(statement);
  row.entry.district = statement.Text(2);
  row.entry.year = static_cast<int>(statement.Int(3));
  row.entry.people = statement.Int(4);
  row.entry.source = statement.Text(5);
  return row;
}

std::string ChainOf(const Region&) { return kRegisterChain; }
std::string ChainOf(const OfferedService& service) { return service.district; }
std::string ChainOf(const ServedPopulation& population) {
  return population.district;
}

std::string IdOf(const Region& region) { return region.code; }
std::string IdOf(const OfferedService& service) { return service.code; }
std::string IdOf(const ServedPopulation& population) {
  return absl::StrCat(population.year);
}

}  // namespace iku::collection
