#include "services/collection/backup/copy_check.h"

#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/store/sqlite/connection.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/file_bytes.h"
#include "common/store/sqlite/integrity.h"
#include "services/collection/audit/chain_check.h"
#include "services/collection/facts/tally_check.h"
#include "services/collection/record/sha256.h"

namespace iku::collection {
namespace {

using sqlite::Connection;
using GoOn = absl::FunctionRef<bool()>;

constexpr size_t kBytesAtATime = 1 << 20;

absl::Status Unsound(const char* problem, absl::string_view detail) {
  LogError("backup unsound", {{"problem", problem}, {"detail", detail}});
  return MakeError(absl::StatusCode::kDataLoss, code::kBackupUnsound,
                   {{"problem", problem}});
}

// What reading the copy failed with, as the outcome of its check.
absl::Status OutcomeOf(const absl::Status& status, GoOn go_on) {
  if (status.ok() || ReasonOf(status) == code::kBackupUnsound) return status;
  if (!go_on()) return absl::CancelledError("the check was cancelled");
  if (status.code() != absl::StatusCode::kDataLoss) return status;
  return Unsound("integrity", status.message());
}

absl::Status RecountTallies(Connection& connection, GoOn go_on,
                            BackupVerification& verification) {
  TallyReport report;
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const std::optional<std::string> district,
                     DistrictBehind(connection, after));
    if (!district) break;
    RETURN_IF_ERROR(CheckTallies(connection, *district, go_on, report));
    after = *district;
  }
  verification.records = report.records;
  verification.tallies = report.tallies;
  if (report.mismatches_total == 0) return absl::OkStatus();
  return Unsound("tallies", report.mismatches.front().tally);
}

absl::Status RecomputeChains(Connection& connection, GoOn go_on,
                             BackupVerification& verification) {
  ChainReport report;
  Pace pace(go_on);
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const std::optional<std::string> chain,
                     ReadChainBehind(connection, after));
    if (!chain) break;
    RETURN_IF_ERROR(CheckChain(connection, *chain, pace, report));
    after = *chain;
  }
  RETURN_IF_ERROR(FindCommitsWithoutChange(connection, report));
  verification.chains = report.chains;
  verification.changes = report.changes;
  verification.record_versions = report.record_versions;
  if (report.mismatches_total == 0) return absl::OkStatus();
  return Unsound("chains", report.mismatches.front().district);
}

absl::StatusOr<CopyContent> Check(const std::string& path, GoOn go_on) {
  CopyContent content;
  RETURN_IF_ERROR(sqlite::CheckIntegrity(path, go_on));
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection,
                   Connection::Open(path, Connection::Mode::kUnchanging));
  RETURN_IF_ERROR(RecountTallies(*connection, go_on, content.verification));
  RETURN_IF_ERROR(RecomputeChains(*connection, go_on, content.verification));
  ASSIGN_OR_RETURN(content.data_version,
                   sqlite::Database::NewestVersion(*connection));
  ASSIGN_OR_RETURN(content.sha256, Sha256OfFile(path, go_on));
  content.size_bytes = sqlite::SizeOf(path);
  return content;
}

}  // namespace

absl::StatusOr<std::string> Sha256OfFile(const std::string& path, GoOn go_on) {
  const sqlite::OpenFile file(path);
  if (!file.is_open()) {
    return absl::FailedPreconditionError(absl::StrCat("cannot open ", path));
  }
  Sha256Stream hash;
  size_t offset = 0;
  while (true) {
    if (!go_on()) return absl::CancelledError("the check was cancelled");
    ASSIGN_OR_RETURN(
        const std::string bytes,
        sqlite::ReadBytes(file.descriptor(), offset, kBytesAtATime));
    if (bytes.empty()) return hash.Finish().Hex();
    hash.Add(bytes);
    offset += bytes.size();
  }
}

absl::StatusOr<CopyContent> CheckCopy(const std::string& path, GoOn go_on) {
  absl::StatusOr<CopyContent> content = Check(path, go_on);
  if (content.ok()) return content;
  return OutcomeOf(content.status(), go_on);
}

}  // namespace iku::collection
