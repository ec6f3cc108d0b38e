#include "common/store/sqlite/transaction.h"

#include <sqlite3.h>

#include <exception>

#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/run.h"

namespace iku::sqlite {
namespace {

constexpr char kStoreVersion[] =
    "INSERT INTO commits (version, committed_us) VALUES (?1, ?2)";

}  // namespace

absl::StatusOr<int64_t> Transaction::newest_version() {
  if (work_version_ > 0) return work_version_;
  if (newest_version_ < 0) {
    ASSIGN_OR_RETURN(newest_version_, Database::NewestVersion(connection_));
  }
  return newest_version_;
}

absl::StatusOr<int64_t> Transaction::next_version() {
  if (work_version_ > 0) return work_version_;
  ASSIGN_OR_RETURN(const int64_t newest, newest_version());
  return newest + 1;
}

absl::StatusOr<int64_t> Transaction::data_version() {
  if (work_version_ > 0) return work_version_;
  ASSIGN_OR_RETURN(const int64_t next, next_version());
  RETURN_IF_ERROR(
      Run(connection_, kStoreVersion, next, absl::ToUnixMicros(now_)));
  work_version_ = next;
  return work_version_;
}

absl::Status Transaction::RunInSavepoint(
    absl::AnyInvocable<absl::Status(Transaction&)>& work) {
  work_version_ = 0;
  work_cleans_log_ = false;
  work_topics_.clear();
  on_kept_.clear();
  RETURN_IF_ERROR(Run(connection_, "SAVEPOINT work"));
  absl::Status outcome = Guarded([&] { return work(*this); });
  connection_.ResetStatements();
  if (!InTransaction(connection_)) {
    return outcome.ok() ? absl::InternalError("work ended the transaction")
                        : outcome;
  }
  return EndSavepoint(std::move(outcome));
}

absl::Status Transaction::EndSavepoint(absl::Status outcome) {
  absl::Status ended;
  if (!outcome.ok()) ended = Run(connection_, "ROLLBACK TO work");
  if (ended.ok()) ended = Run(connection_, "RELEASE work");
  if (!ended.ok()) {
    // What the work left behind must not be kept, and nothing smaller than the
    // whole transaction can be undone now.
    RollBack(connection_);
    return ended;
  }
  if (outcome.ok()) {
    kept_something_ = true;
    if (work_version_ > 0) newest_version_ = work_version_;
    cleans_log_ |= work_cleans_log_;
    for (std::string& topic : work_topics_) {
      touched_.insert_or_assign(std::move(topic), work_version_);
    }
    for (absl::AnyInvocable<void()>& then : on_kept_) then();
  }
  return outcome;
}

absl::Status Transaction::BeforeCommit() {
  work_version_ = 0;
  for (const auto& [type, shared] : shared_) {
    Shared& one = *shared;  // clang captures no structured binding
    RETURN_IF_ERROR(Guarded([&] { return one.BeforeCommit(*this); }));
  }
  return absl::OkStatus();
}

}  // namespace iku::sqlite
