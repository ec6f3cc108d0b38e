#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "iku/collection/v1/backup_service.grpc.pb.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

constexpr absl::Duration kFirstLook = absl::Milliseconds(50);
constexpr absl::Duration kLongestLook = absl::Seconds(1);
constexpr char kClearLine[] = "\r\033[K";
// Backups are of the whole country; its capital's clock is taken.
constexpr char kCapital[] = "31";
constexpr int kLargestPage = 1000;

std::string IdOf(const v1::Backup& backup) {
  return backup.name().substr(backup.name().rfind('/') + 1);
}

std::string StateOf(const v1::Backup& backup, Language language) {
  switch (backup.state()) {
    case v1::BACKUP_STATE_COPYING:
      return Say(language, "backup_copying");
    case v1::BACKUP_STATE_VERIFYING:
      return Say(language, "backup_verifying");
    case v1::BACKUP_STATE_READY:
      return Say(language, "backup_ready");
    default:
      return Say(language, "backup_failed");
  }
}

bool IsFinished(const v1::Backup& backup) {
  return backup.state() == v1::BACKUP_STATE_READY ||
         backup.state() == v1::BACKUP_STATE_FAILED;
}

// No number where there is none yet.
std::string NumberOf(int64_t number) {
  return number == 0 ? "" : absl::StrCat(number);
}

std::string CsvHeader() {
  return CsvLine({"id", "state", "create_time", "file", "size_bytes",
                  "data_version", "sha256", "error"});
}

std::string CsvOf(const v1::Backup& backup) {
  return CsvLine(
      {IdOf(backup), v1::BackupState_Name(backup.state()),
       absl::FormatTime(absl::RFC3339_sec,
                        absl::FromUnixSeconds(backup.create_time().seconds()),
                        absl::UTCTimeZone()),
       backup.file(), NumberOf(backup.size_bytes()),
       NumberOf(backup.data_version()), backup.sha256(),
       backup.error().message()});
}

void PrintBackup(const Work& work, const v1::Backup& backup) {
  const Page page{work.console.out, work.console.width, work.options.language};
  PrintField(page, "backup", IdOf(backup));
  PrintField(page, "state", StateOf(backup, page.language));
  PrintField(page, "backup_time", WallTime(backup.create_time(), kCapital));
  PrintField(page, "backup_error", backup.error().message());
  if (backup.state() != v1::BACKUP_STATE_READY) return;
  const v1::BackupVerification& verified = backup.verification();
  PrintField(page, "backup_file", backup.file());
  PrintField(page, "backup_size",
             page.Say("bytes", {{"count", absl::StrCat(backup.size_bytes())}}));
  PrintField(page, "backup_version", absl::StrCat(backup.data_version()));
  PrintField(page, "backup_sha256", backup.sha256());
  PrintField(
      page, "backup_checked",
      page.Say("backup_verified",
               {{"records", absl::StrCat(verified.records())},
                {"tallies", absl::StrCat(verified.tallies())},
                {"chains", absl::StrCat(verified.chains())},
                {"changes", absl::StrCat(verified.changes())},
                {"versions", absl::StrCat(verified.record_versions())}}));
}

// A backup that failed is nothing done, and says why.
int Show(const Work& work, const v1::Backup& backup) {
  if (work.options.format == "json") {
    work.console.out << ToJson(backup, true) << "\n";
  } else if (work.options.format == "csv") {
    work.console.out << CsvHeader() << CsvOf(backup);
  } else {
    PrintBackup(work, backup);
  }
  if (backup.state() != v1::BACKUP_STATE_FAILED) return kDone;
  work.console.err << backup.error().message() << "\n";
  return kNothingDone;
}

void ShowProgress(const Work& work, const v1::Backup& backup) {
  if (!work.console.progress) return;
  work.console.err << kClearLine << StateOf(backup, work.options.language);
  if (backup.state() == v1::BACKUP_STATE_COPYING && backup.pages_total() > 0) {
    work.console.err << " " << 100 * backup.pages_done() / backup.pages_total()
                     << " %";
  }
  work.console.err << std::flush;
}

absl::StatusOr<v1::Backup> GetBackup(const Work& work,
                                     v1::BackupService::Stub& stub,
                                     const std::string& id) {
  v1::GetBackupRequest request;
  request.set_name(absl::StrCat("backups/", id));
  return CallPatiently(work.connection, stub,
                       &v1::BackupService::Stub::GetBackup, request);
}

int Make(const Work& work, v1::BackupService::Stub& stub) {
  v1::CreateBackupRequest request;
  request.set_backup_id(
      work.options.id.empty()
          ? absl::FormatTime("%Y%m%d-%H%M%S", absl::Now(), absl::UTCTimeZone())
          : work.options.id);
  request.set_validate_only(work.options.validate_only);
  auto backup = CallPatiently(work.connection, stub,
                              &v1::BackupService::Stub::CreateBackup, request);
  if (!backup.ok()) return RefuseCollection(work, backup.status());
  if (work.options.validate_only) return Show(work, *backup);
  if (!IsFinished(*backup)) {
    work.console.err << Say(work.options.language, "backup_begun",
                            {{"id", request.backup_id()}})
                     << "\n";
  }
  absl::Duration pause = kFirstLook;
  while (!IsFinished(*backup)) {
    ShowProgress(work, *backup);
    absl::SleepFor(pause);
    pause = std::min(pause * 2, kLongestLook);
    backup = GetBackup(work, stub, request.backup_id());
    if (!backup.ok()) break;
  }
  if (work.console.progress) work.console.err << kClearLine << std::flush;
  if (!backup.ok()) return RefuseCollection(work, backup.status());
  return Show(work, *backup);
}

int ListThem(const Work& work, v1::BackupService::Stub& stub) {
  v1::ListBackupsRequest request;
  request.set_page_size(std::clamp(work.options.limit, 1, kLargestPage));
  const auto reply = CallPatiently(
      work.connection, stub, &v1::BackupService::Stub::ListBackups, request);
  if (!reply.ok()) return RefuseCollection(work, reply.status());
  if (work.options.format == "json") {
    for (const v1::Backup& backup : reply->backups()) {
      work.console.out << ToJson(backup, false) << "\n";
    }
    return kDone;
  }
  if (work.options.format == "csv") {
    work.console.out << CsvHeader();
    for (const v1::Backup& backup : reply->backups()) {
      work.console.out << CsvOf(backup);
    }
    return kDone;
  }
  const Page page{work.console.out, work.console.width, work.options.language};
  Table table({{.title = page.Say("backup"), .whole = true},
               {page.Say("state")},
               {page.Say("backup_time")},
               {.title = page.Say("backup_size"), .right = true},
               {.title = page.Say("backup_version"), .right = true}});
  for (const v1::Backup& backup : reply->backups()) {
    table.Add({IdOf(backup), StateOf(backup, page.language),
               WallTime(backup.create_time(), kCapital),
               NumberOf(backup.size_bytes()), NumberOf(backup.data_version())},
              backup.state() == v1::BACKUP_STATE_FAILED
                  ? backup.error().message()
                  : backup.file());
  }
  page.out << table.Render(page.width);
  return kDone;
}

int GetOne(const Work& work, v1::BackupService::Stub& stub) {
  const auto backup = GetBackup(work, stub, work.words[1]);
  if (!backup.ok()) return RefuseCollection(work, backup.status());
  return Show(work, *backup);
}

}  // namespace

int MakeBackup(const Work& work) {
  const auto stub = v1::BackupService::NewStub(work.connection.collection);
  if (work.words.empty()) return Make(work, *stub);
  if (work.words[0] == "list" && work.words.size() == 1) {
    return ListThem(work, *stub);
  }
  if (work.words[0] == "get" && work.words.size() == 2) {
    return GetOne(work, *stub);
  }
  return Refuse(work, {{"backup_what", {}}});
}

}  // namespace iku::ctl
