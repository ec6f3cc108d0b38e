#include "services/indicator/target/sqlite_target_store.h"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"

namespace iku::indicator {
namespace {

// What one target holds on to while it waits for the writer, about.
constexpr size_t kBytesOfATarget = 1000;

#define IKU_SELECT_TARGETS                                              \
  "SELECT district_code, indicator, period, version, update_us, value," \
  " source, withdrawn FROM targets"

constexpr char kAll[] = IKU_SELECT_TARGETS " WHERE superseded_us IS NULL";
constexpr char kNewest[] = IKU_SELECT_TARGETS
    " WHERE district_code = ? AND indicator = ? AND period = ?"
    " AND superseded_us IS NULL";
constexpr char kAsOf[] = IKU_SELECT_TARGETS
    " WHERE district_code = ? AND indicator = ? AND period = ?"
    " AND update_us <= ? ORDER BY version DESC LIMIT 1";
constexpr char kOfDistrict[] = IKU_SELECT_TARGETS
    " WHERE district_code = ? AND superseded_us IS NULL"
    " ORDER BY indicator, period";
constexpr char kCount[] =
    "SELECT count(*) FROM targets"
    " WHERE district_code = ? AND superseded_us IS NULL";
constexpr char kSupersede[] =
    "UPDATE targets SET superseded_us = ?"
    " WHERE district_code = ? AND indicator = ? AND period = ?"
    " AND superseded_us IS NULL";
constexpr char kAppend[] =
    "INSERT INTO targets (district_code, indicator, period, version, update_us,"
    " changed_by, change_reason, value, source, withdrawn)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

std::string Sha256Of(const Target& target) {
  const std::string text =
      absl::StrCat(target.value.ToRational().ToFraction(), "\n", target.source);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), size));
}

absl::StatusOr<StoredTarget> ReadRow(const sqlite::Statement& row) {
  const auto district = RegionCode::Parse(row.Text(0));
  const auto period = Period::Parse(row.Text(2));
  const auto value = Decimal::Parse(row.Text(5));
  if (!district.ok() || !period.ok() || !value.ok()) {
    return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
  }
  return StoredTarget{
      .target = {{*district, row.Text(1), *period}, *value, row.Text(6)},
      .withdrawn = row.Int(7) != 0,
      .version = row.Int(3),
      .update_time = absl::FromUnixMicros(row.Int(4))};
}

absl::StatusOr<std::vector<StoredTarget>> ReadAll(sqlite::Statement& rows) {
  std::vector<StoredTarget> all;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows.Step());
    if (!found) return all;
    ASSIGN_OR_RETURN(StoredTarget target, ReadRow(rows));
    all.push_back(std::move(target));
  }
}

absl::StatusOr<std::optional<StoredTarget>> ReadFirst(sqlite::Statement& rows) {
  ASSIGN_OR_RETURN(const bool found, rows.Step());
  if (!found) return std::nullopt;
  absl::StatusOr<StoredTarget> target = ReadRow(rows);
  rows.Reset();
  if (!target.ok()) return target.status();
  return *std::move(target);
}

absl::StatusOr<std::optional<StoredTarget>> Newest(
    sqlite::Connection& connection, const TargetKey& key) {
  ASSIGN_OR_RETURN(sqlite::Statement * select, connection.Prepare(kNewest));
  select->Bind(key.district.ToString(), key.indicator, key.period.ToString());
  return ReadFirst(*select);
}

// Stores the version behind `replaced`, which may be none, and dated behind it,
// also when the clock was set back before this program was started.
absl::StatusOr<StoredTarget> Append(sqlite::Transaction& transaction,
                                    StoredTarget target,
                                    const std::optional<StoredTarget>& replaced,
                                    absl::string_view changed_by,
                                    absl::string_view reason) {
  sqlite::Connection& connection = transaction.connection();
  const TargetKey& key = target.target.key;
  int64_t update_us = absl::ToUnixMicros(transaction.now());
  if (replaced.has_value()) {
    update_us =
        std::max(update_us, absl::ToUnixMicros(replaced->update_time) + 1);
    ASSIGN_OR_RETURN(sqlite::Statement * supersede,
                     connection.Prepare(kSupersede));
    supersede->Bind(update_us, key.district.ToString(), key.indicator,
                    key.period.ToString());
    RETURN_IF_ERROR(supersede->Run());
  }
  // As the table keeps it, so that what is answered now is what is read later.
  target.version = replaced.has_value() ? replaced->version + 1 : 1;
  target.update_time = absl::FromUnixMicros(update_us);
  ASSIGN_OR_RETURN(sqlite::Statement * append, connection.Prepare(kAppend));
  append->Bind(key.district.ToString(), key.indicator, key.period.ToString(),
               target.version, update_us);
  append->BindTextOrNull(6, changed_by);
  append->BindTextOrNull(7, reason);
  append->BindText(8, target.target.value.ToString());
  append->BindText(9, target.target.source);
  append->BindInt(10, target.withdrawn ? 1 : 0);
  RETURN_IF_ERROR(append->Run());
  return target;
}

absl::Status CheckRoom(sqlite::Connection& connection, const TargetKey& key) {
  ASSIGN_OR_RETURN(sqlite::Statement * count, connection.Prepare(kCount));
  count->Bind(key.district.ToString());
  ASSIGN_OR_RETURN(const bool found, count->Step());
  const int64_t kept = found ? count->Int(0) : 0;
  count->Reset();
  Violations violations;
  if (kept >= kMostTargetsOfADistrict) {
    violations.Add("target.name", code::kTooMany,
                   {{"count", absl::StrCat(kept + 1)},
                    {"limit", absl::StrCat(kMostTargetsOfADistrict)}});
  }
  return violations.ToStatus();
}

absl::StatusOr<StoredTarget> PutOne(sqlite::Transaction& transaction,
                                    const TargetStore::Replacement& put) {
  const TargetKey& key = put.target.key;
  ASSIGN_OR_RETURN(const std::optional<StoredTarget> newest,
                   Newest(transaction.connection(), key));
  if (!newest.has_value()) {
    if (!put.etag.empty()) return EtagStale(NameOf(key), put.etag);
    RETURN_IF_ERROR(CheckRoom(transaction.connection(), key));
  } else {
    if (!newest->withdrawn && newest->target == put.target) return *newest;
    // A withdrawn target holds nothing that a new one could contradict.
    if (put.etag.empty() && !newest->withdrawn) {
      return NameTaken(NameOf(key), Sha256Of(newest->target),
                       Sha256Of(put.target));
    }
    if (!put.etag.empty() && put.etag != newest->Etag()) {
      return EtagStale(NameOf(key), put.etag);
    }
  }
  return Append(transaction, {.target = put.target, .update_time = {}}, newest,
                put.changed_by, "");
}

absl::StatusOr<StoredTarget> WithdrawOne(
    sqlite::Transaction& transaction,
    const TargetStore::Withdrawal& withdrawal) {
  ASSIGN_OR_RETURN(const std::optional<StoredTarget> newest,
                   Newest(transaction.connection(), withdrawal.key));
  if (!newest.has_value()) return NotFound(NameOf(withdrawal.key));
  if (newest->withdrawn) return *newest;
  StoredTarget withdrawn = *newest;
  withdrawn.withdrawn = true;
  return Append(transaction, std::move(withdrawn), newest,
                withdrawal.changed_by, withdrawal.reason);
}

}  // namespace

std::string NameOf(const TargetKey& key) {
  return absl::StrCat("districts/", key.district.ToString(), "/targets/",
                      key.indicator, ".", key.period.ToString());
}

absl::StatusOr<std::unique_ptr<SqliteTargetStore>> SqliteTargetStore::Open(
    sqlite::Database& database) {
  auto opened = absl::WrapUnique(new SqliteTargetStore(database));
  RETURN_IF_ERROR(database.Read([&](sqlite::Connection& connection) {
    return opened->Load(connection);
  }));
  // Also when the clock was set back meanwhile.
  database.DateBehind(opened->LastUpdate());
  return opened;
}

absl::Status SqliteTargetStore::Load(sqlite::Connection& connection) {
  ASSIGN_OR_RETURN(sqlite::Statement * all, connection.Prepare(kAll));
  ASSIGN_OR_RETURN(std::vector<StoredTarget> targets, ReadAll(*all));
  WriterMutexLock lock(mutex_);
  for (StoredTarget& target : targets) {
    std::string name = NameOf(target.target.key);
    last_update_ = std::max(last_update_, target.update_time);
    newest_.emplace(std::move(name), std::move(target));
  }
  return absl::OkStatus();
}

void SqliteTargetStore::Write(
    bool check_only,
    std::function<absl::StatusOr<StoredTarget>(sqlite::Transaction&)> work,
    Answer answer) {
  auto result = std::make_shared<std::optional<StoredTarget>>();
  database_.Write(
      [=, work = std::move(work)](
          sqlite::Transaction& transaction) -> absl::Status {
        result->reset();
        ASSIGN_OR_RETURN(*result, work(transaction));
        // An error undoes the work; the answer below turns it round.
        return check_only ? absl::CancelledError() : absl::OkStatus();
      },
      kBytesOfATarget,
      [=, this, answer = std::move(answer)](absl::Status status) mutable {
        const bool undone = check_only && absl::IsCancelled(status);
        if (!result->has_value() || !(status.ok() || undone)) {
          answer(std::move(status));
          return;
        }
        if (!undone) {
          WriterMutexLock lock(mutex_);
          last_update_ = std::max(last_update_, (*result)->update_time);
          newest_.insert_or_assign(NameOf((*result)->target.key), **result);
          ++generation_;
        }
        answer(**std::move(result));
      });
}

void SqliteTargetStore::Put(Replacement put, Answer answer) {
  const bool check_only = put.check_only;
  Write(
      check_only,
      [put = std::move(put)](sqlite::Transaction& transaction) {
        return PutOne(transaction, put);
      },
      std::move(answer));
}

void SqliteTargetStore::Withdraw(Withdrawal withdrawal, Answer answer) {
  Write(
      false,
      [withdrawal = std::move(withdrawal)](sqlite::Transaction& transaction) {
        return WithdrawOne(transaction, withdrawal);
      },
      std::move(answer));
}

absl::StatusOr<StoredTarget> SqliteTargetStore::Get(
    const TargetKey& key) const {
  std::optional<StoredTarget> newest;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(newest, Newest(connection, key));
        return absl::OkStatus();
      }));
  if (!newest.has_value()) return NotFound(NameOf(key));
  return *std::move(newest);
}

absl::StatusOr<std::vector<StoredTarget>> SqliteTargetStore::List(
    const RegionCode& district) const {
  std::vector<StoredTarget> targets;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * list,
                         connection.Prepare(kOfDistrict));
        list->Bind(district.ToString());
        ASSIGN_OR_RETURN(targets, ReadAll(*list));
        return absl::OkStatus();
      }));
  return targets;
}

absl::StatusOr<std::optional<StoredTarget>> SqliteTargetStore::Find(
    const RegionCode& district, absl::string_view indicator,
    const Period& period, absl::Time as_of) const {
  database_.Settle(as_of);
  std::optional<StoredTarget> target;
  {
    const std::string name =
        NameOf(TargetKey{district, std::string(indicator), period});
    ReaderMutexLock lock(mutex_);
    const auto newest = newest_.find(name);
    if (newest == newest_.end()) return std::nullopt;
    if (newest->second.update_time <= as_of) target = newest->second;
  }
  if (target.has_value()) {
    if (target->withdrawn) return std::nullopt;
    return target;
  }
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * select, connection.Prepare(kAsOf));
        select->Bind(district.ToString(), indicator, period.ToString(),
                     absl::ToUnixMicros(as_of));
        ASSIGN_OR_RETURN(target, ReadFirst(*select));
        return absl::OkStatus();
      }));
  if (target.has_value() && target->withdrawn) return std::nullopt;
  return target;
}

absl::Time SqliteTargetStore::LastUpdate() const {
  ReaderMutexLock lock(mutex_);
  return last_update_;
}

}  // namespace iku::indicator
