#include "services/collection/backup/backup_handler.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/macros.h"
#include "services/collection/backup/backup_proto.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record_handling.h"

namespace iku::collection {
namespace {

constexpr char kPattern[] = "backups/{backup}";

absl::Status CheckOn(const Backups* backups) {
  if (backups != nullptr) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, code::kBackupOff);
}

// The id in a backup's name; a violation when it has not the form of one, so
// that it can never lead out of the folder.
std::string CheckBackupName(absl::string_view field, absl::string_view name,
                            Violations& found) {
  absl::string_view id = name;
  Violations of_id;
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return "";
  }
  const bool named = absl::ConsumePrefix(&id, "backups/");
  CheckId(field, id, of_id);
  if (!named || !of_id.empty()) AddNameMalformed(field, name, kPattern, found);
  return std::string(id);
}

}  // namespace

grpc::ServerUnaryReactor* BackupHandler::CreateBackup(
    grpc::CallbackServerContext* context,
    const v1::CreateBackupRequest* request, v1::Backup* reply) {
  return calls_.Read(
      *context, WriteRpc<v1::BackupService>("CreateBackup"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        RETURN_IF_ERROR(CheckOn(backups_));
        Violations found;
        CheckId("backup_id", request->backup_id(), found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const Backup backup,
                         backups_->Create(request->backup_id(),
                                          IntentOf(request->validate_only())));
        *reply = ToProto(backup, caller.language);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* BackupHandler::GetBackup(
    grpc::CallbackServerContext* context, const v1::GetBackupRequest* request,
    v1::Backup* reply) {
  return calls_.Read(*context, ReadRpc<v1::BackupService>("GetBackup"), *reply,
                     [=, this](const Caller& caller) -> absl::Status {
                       RETURN_IF_ERROR(CheckOn(backups_));
                       Violations found;
                       const std::string id =
                           CheckBackupName("name", request->name(), found);
                       RETURN_IF_ERROR(found.ToStatus());
                       ASSIGN_OR_RETURN(const Backup backup, backups_->Get(id));
                       *reply = ToProto(backup, caller.language);
                       return absl::OkStatus();
                     });
}

grpc::ServerUnaryReactor* BackupHandler::ListBackups(
    grpc::CallbackServerContext* context, const v1::ListBackupsRequest* request,
    v1::ListBackupsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::BackupService>("ListBackups"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        RETURN_IF_ERROR(CheckOn(backups_));
        Violations found;
        const int page_size =
            CheckPageSize("page_size", request->page_size(), found);
        const std::string query = QueryText(*request);
        const auto after =
            CheckPageToken("page_token", request->page_token(), query, found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const std::vector<Backup> backups, backups_->List());
        const Backup* last = nullptr;
        for (const Backup& backup : backups) {
          const int64_t created = absl::ToUnixMicros(backup.create_time);
          // Those of the pages before are newer.
          if (after && std::pair(created, backup.id) >=
                           std::pair(after->date, after->id)) {
            continue;
          }
          if (reply->backups_size() == page_size) {
            reply->set_next_page_token(MakePageToken(
                {.date = absl::ToUnixMicros(last->create_time), .id = last->id},
                query));
            break;
          }
          *reply->add_backups() = ToProto(backup, caller.language);
          last = &backup;
        }
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
