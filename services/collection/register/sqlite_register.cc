#include "services/collection/register/sqlite_register.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/audit/change_log.h"
#include "services/collection/record/record.h"
#include "services/collection/register/register_tables.h"
#include "services/collection/store/packed_date.h"

namespace iku::collection {
namespace {

// What one entry holds on to while it waits for the writer, about.
constexpr size_t kBytesOfAnEntry = 300;

constexpr char kAllRegions[] =
    "SELECT code, valid_from, valid_to FROM regions"
    " WHERE superseded_version IS NULL";
constexpr char kAllServices[] =
    "SELECT district_code, code, valid_from, valid_to FROM offered_services"
    " WHERE superseded_version IS NULL";
constexpr char kCountServices[] =
    "SELECT count(*) FROM offered_services"
    " WHERE district_code = ? AND superseded_version IS NULL";
constexpr char kListRegions[] = IKU_SELECT_REGIONS
    " WHERE code >= ? AND code < ? AND (? = 0 OR length(code) = ?)"
    " AND superseded_version IS NULL ORDER BY code LIMIT ?";

int LengthAt(RegionLevel level) {
  switch (level) {
    case RegionLevel::kProvince:
      return 2;
    case RegionLevel::kRegency:
      return 5;
    case RegionLevel::kDistrict:
      return 8;
    case RegionLevel::kVillage:
      return 13;
  }
  return 0;
}

// Stores `entry` as the version behind `replaced`, 0 for none.
template <typename Entry>
absl::StatusOr<Registered<Entry>> Append(sqlite::Transaction& transaction,
                                         const Entry& entry, int64_t replaced) {
  ASSIGN_OR_RETURN(const int64_t data_version, transaction.data_version());
  sqlite::Connection& connection = transaction.connection();
  if (replaced > 0) {
    ASSIGN_OR_RETURN(sqlite::Statement * supersede,
                     connection.Prepare(Table<Entry>::kSupersede));
    supersede->BindInt(1, data_version);
    Table<Entry>::BindKey(*supersede, 2, entry);
    RETURN_IF_ERROR(supersede->Run());
  }
  // As the table keeps it, so that what is answered now is what is read later.
  const int64_t update_us = absl::ToUnixMicros(transaction.now());
  ASSIGN_OR_RETURN(sqlite::Statement * append,
                   connection.Prepare(Table<Entry>::kAppend));
  append->BindInt(1, replaced + 1);
  append->BindInt(2, data_version);
  append->BindInt(3, update_us);
  Table<Entry>::Bind(*append, 4, entry);
  RETURN_IF_ERROR(append->Run());
  return Registered<Entry>{entry, replaced + 1,
                           absl::FromUnixMicros(update_us)};
}

template <typename Entry>
absl::Status HoldsOtherContent(const Entry& stored, const Entry& sent) {
  return NameTaken(NameOf(sent), Sha256Hex(CanonicalText(stored)),
                   Sha256Hex(CanonicalText(sent)));
}

// `entry` as the version behind `replaced`, with its change; nothing was there
// where `replaced` is nothing.
template <typename Entry>
absl::StatusOr<Registered<Entry>> AppendOne(
    sqlite::Transaction& transaction, const Entry& entry,
    const std::optional<Registered<Entry>>& replaced,
    const std::string& changed_by) {
  ASSIGN_OR_RETURN(
      Registered<Entry> row,
      Append(transaction, entry, replaced ? replaced->version : 0));
  Change change{
      .district = ChainOf(entry),
      .actor = changed_by,
      .action = replaced ? ChangeAction::kCorrect : ChangeAction::kCreate,
      .collection = Table<Entry>::kChanged,
      .resource = IdOf(entry),
      .resources = 1,
      .after = HashOfEntry(row)};
  if (replaced) change.before = HashOfEntry(*replaced);
  RETURN_IF_ERROR(AppendChange(transaction, change));
  return row;
}

absl::StatusOr<CreatedRegion> CreateOne(sqlite::Transaction& transaction,
                                        const Region& region) {
  ASSIGN_OR_RETURN(std::optional<Registered<Region>> newest,
                   Newest(transaction.connection(), region));
  if (!newest) {
    ASSIGN_OR_RETURN(Registered<Region> created,
                     Append(transaction, region, 0));
    return CreatedRegion{std::move(created), true};
  }
  if (!SaysNothingNew(newest->entry, region)) {
    return HoldsOtherContent(newest->entry, region);
  }
  return CreatedRegion{*std::move(newest), false};
}

Change ChangeOf(const std::map<std::string, Sha256>& new_regions,
                const std::string& changed_by) {
  Change change{.district = kRegisterChain,
                .actor = changed_by,
                .action = ChangeAction::kCreate,
                .collection = ChangedCollection::kRegions,
                .resources = static_cast<int64_t>(new_regions.size())};
  if (new_regions.size() == 1) {
    change.resource = new_regions.begin()->first;
    change.after = new_regions.begin()->second;
    return change;
  }
  std::string all;
  for (const auto& [code, hash] : new_regions) {
    all.append(hash.bytes().data(), hash.bytes().size());
  }
  change.after = Sha256::Of(all);
  return change;
}

absl::StatusOr<RegisterStore::CreateResult> CreateAll(
    sqlite::Transaction& transaction, const std::vector<Region>& rows,
    const std::string& changed_by) {
  RegisterStore::CreateResult results;
  results.reserve(rows.size());
  std::map<std::string, Sha256> new_regions;  // by code
  for (const Region& row : rows) {
    auto created = CreateOne(transaction, row);
    // Only a taken name is a matter of this row; any other error is the
    // store's and undoes the batch.
    if (!created.ok() && !absl::IsAlreadyExists(created.status())) {
      return created.status();
    }
    if (created.ok() && created->created) {
      new_regions[row.code] = HashOfEntry(created->region);
    }
    results.push_back(std::move(created));
  }
  if (!new_regions.empty()) {
    RETURN_IF_ERROR(
        AppendChange(transaction, ChangeOf(new_regions, changed_by)));
  }
  return results;
}

absl::StatusOr<Registered<Region>> Update(sqlite::Transaction& transaction,
                                          const Replacement<Region>& update) {
  ASSIGN_OR_RETURN(std::optional<Registered<Region>> newest,
                   Newest(transaction.connection(), update.entry));
  if (!newest) return NotFound(NameOf(update.entry));
  if (newest->entry == update.entry) return *std::move(newest);
  if (update.etag != newest->Etag()) {
    return EtagStale(NameOf(update.entry), update.etag);
  }
  return AppendOne(transaction, update.entry, newest, update.changed_by);
}

absl::Status CheckRoom(sqlite::Connection&, const ServedPopulation&) {
  return absl::OkStatus();
}

absl::Status CheckRoom(sqlite::Connection& connection,
                       const OfferedService& service) {
  ASSIGN_OR_RETURN(sqlite::Statement * count,
                   connection.Prepare(kCountServices));
  count->Bind(service.district);
  ASSIGN_OR_RETURN(const bool found, count->Step());
  const int64_t offered = found ? count->Int(0) : 0;
  count->Reset();
  Violations violations;
  if (offered >= kMostServicesOfADistrict) {
    violations.Add("offered_service.name", code::kTooMany,
                   {{"count", absl::StrCat(offered + 1)},
                    {"limit", absl::StrCat(kMostServicesOfADistrict)}});
  }
  return violations.ToStatus();
}

template <typename Entry>
absl::StatusOr<Registered<Entry>> Put(sqlite::Transaction& transaction,
                                      const Replacement<Entry>& put) {
  ASSIGN_OR_RETURN(std::optional<Registered<Entry>> newest,
                   Newest(transaction.connection(), put.entry));
  if (!newest) {
    if (!put.etag.empty()) return EtagStale(NameOf(put.entry), put.etag);
    RETURN_IF_ERROR(CheckRoom(transaction.connection(), put.entry));
    return AppendOne(transaction, put.entry, newest, put.changed_by);
  }
  if (newest->entry == put.entry) return *std::move(newest);
  if (put.etag.empty()) return HoldsOtherContent(newest->entry, put.entry);
  if (put.etag != newest->Etag()) {
    return EtagStale(NameOf(put.entry), put.etag);
  }
  return AppendOne(transaction, put.entry, newest, put.changed_by);
}

template <typename Entry>
absl::StatusOr<std::vector<Registered<Entry>>> AllOfDistrict(
    const sqlite::Database& database, absl::string_view district) {
  std::vector<Registered<Entry>> rows;
  RETURN_IF_ERROR(
      database.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * list,
                         connection.Prepare(Table<Entry>::kOfDistrict));
        list->Bind(district);
        ASSIGN_OR_RETURN(rows, ReadAll<Entry>(*list));
        return absl::OkStatus();
      }));
  return rows;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteRegister>> SqliteRegister::Open(
    sqlite::Database& database) {
  std::unique_ptr<SqliteRegister> opened(new SqliteRegister(database));
  RETURN_IF_ERROR(database.Read([&](sqlite::Connection& connection) {
    return opened->Load(connection);
  }));
  return opened;
}

absl::Status SqliteRegister::Load(sqlite::Connection& connection) {
  ASSIGN_OR_RETURN(sqlite::Statement * regions,
                   connection.Prepare(kAllRegions));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, regions->Step());
    if (!found) break;
    Region region;
    region.code = regions->Text(0);
    ASSIGN_OR_RETURN(region.validity.from, UnpackDate(regions->OptionalInt(1)));
    ASSIGN_OR_RETURN(region.validity.to, UnpackDate(regions->OptionalInt(2)));
    index_.Put(absl::MakeConstSpan(&region, 1));
  }

  ASSIGN_OR_RETURN(sqlite::Statement * services,
                   connection.Prepare(kAllServices));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, services->Step());
    if (!found) return absl::OkStatus();
    OfferedService service;
    service.district = services->Text(0);
    service.code = services->Text(1);
    ASSIGN_OR_RETURN(service.validity.from,
                     UnpackDate(services->OptionalInt(2)));
    ASSIGN_OR_RETURN(service.validity.to, UnpackDate(services->OptionalInt(3)));
    index_.Put(service);
  }
}

template <typename T>
void SqliteRegister::Write(
    Intent intent, size_t bytes,
    std::function<absl::StatusOr<T>(sqlite::Transaction&)> work,
    std::function<void(const T&)> publish, Answer<T> answer) {
  auto result = std::make_shared<std::optional<T>>();
  const bool check_only = intent == Intent::kCheckOnly;
  database_.Write(
      [=, work = std::move(work)](
          sqlite::Transaction& transaction) -> absl::Status {
        result->reset();
        ASSIGN_OR_RETURN(*result, work(transaction));
        // An error undoes the work; the answer below turns it round.
        return check_only ? absl::CancelledError() : absl::OkStatus();
      },
      bytes,
      [=, publish = std::move(publish),
       answer = std::move(answer)](absl::Status status) mutable {
        const bool undone = check_only && absl::IsCancelled(status);
        if (!result->has_value() || !(status.ok() || undone)) {
          answer(std::move(status));
          return;
        }
        if (!undone) publish(**result);
        answer(**std::move(result));
      });
}

void SqliteRegister::CreateRegions(std::vector<Region> rows,
                                   std::string changed_by, Intent intent,
                                   Answer<CreateResult> answer) {
  const size_t bytes = rows.size() * kBytesOfAnEntry;
  Write<CreateResult>(
      intent, bytes,
      [rows = std::move(rows),
       changed_by = std::move(changed_by)](sqlite::Transaction& transaction) {
        return CreateAll(transaction, rows, changed_by);
      },
      [this](const CreateResult& results) {
        std::vector<Region> created;
        for (const absl::StatusOr<CreatedRegion>& result : results) {
          if (result.ok() && result->created) {
            created.push_back(result->region.entry);
          }
        }
        index_.Put(created);
      },
      std::move(answer));
}

void SqliteRegister::UpdateRegion(Replacement<Region> update,
                                  Answer<Registered<Region>> answer) {
  const Intent intent = update.intent;
  Write<Registered<Region>>(
      intent, kBytesOfAnEntry,
      [update = std::move(update)](sqlite::Transaction& transaction) {
        return Update(transaction, update);
      },
      [this](const Registered<Region>& stored) {
        index_.Put(absl::MakeConstSpan(&stored.entry, 1));
      },
      std::move(answer));
}

void SqliteRegister::PutService(Replacement<OfferedService> put,
                                Answer<Registered<OfferedService>> answer) {
  const Intent intent = put.intent;
  Write<Registered<OfferedService>>(
      intent, kBytesOfAnEntry,
      [put = std::move(put)](sqlite::Transaction& transaction) {
        return Put(transaction, put);
      },
      [this](const Registered<OfferedService>& stored) {
        index_.Put(stored.entry);
      },
      std::move(answer));
}

void SqliteRegister::PutPopulation(
    Replacement<ServedPopulation> put,
    Answer<Registered<ServedPopulation>> answer) {
  const Intent intent = put.intent;
  Write<Registered<ServedPopulation>>(
      intent, kBytesOfAnEntry,
      [put = std::move(put)](sqlite::Transaction& transaction) {
        return Put(transaction, put);
      },
      [](const Registered<ServedPopulation>&) {}, std::move(answer));
}

absl::StatusOr<Registered<Region>> SqliteRegister::GetRegion(
    const RegionCode& code) const {
  Region key;
  key.code = code.ToString();
  std::optional<Registered<Region>> newest;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(newest, Newest(connection, key));
        return absl::OkStatus();
      }));
  if (!newest) return NotFound(NameOf(key));
  return *std::move(newest);
}

absl::StatusOr<std::vector<Registered<Region>>> SqliteRegister::ListRegions(
    const RegionFilter& filter, absl::string_view after, int limit) const {
  // Codes are digits and dots: '!' sorts before them, '/' behind the dot, and
  // ':' behind the digits.
  const std::string within = filter.within ? filter.within->ToString() : "";
  const std::string first =
      after.empty() ? within : std::max(within, absl::StrCat(after, "!"));
  const std::string end = within.empty() ? ":" : absl::StrCat(within, "/");
  const int length = filter.level ? LengthAt(*filter.level) : 0;
  std::vector<Registered<Region>> rows;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * list,
                         connection.Prepare(kListRegions));
        list->Bind(first, end, length, length, limit);
        ASSIGN_OR_RETURN(rows, ReadAll<Region>(*list));
        return absl::OkStatus();
      }));
  return rows;
}

absl::StatusOr<std::vector<Registered<OfferedService>>>
SqliteRegister::ListServices(absl::string_view district) const {
  return AllOfDistrict<OfferedService>(database_, district);
}

absl::StatusOr<std::vector<Registered<ServedPopulation>>>
SqliteRegister::ListPopulations(absl::string_view district) const {
  return AllOfDistrict<ServedPopulation>(database_, district);
}

std::optional<Validity> SqliteRegister::FindRegion(
    absl::string_view code) const {
  return index_.FindRegion(code);
}

std::optional<Validity> SqliteRegister::FindService(
    absl::string_view district, absl::string_view code) const {
  return index_.FindService(district, code);
}

}  // namespace iku::collection
