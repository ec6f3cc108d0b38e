#include "services/collection/backup/backup_proto.h"

#include "absl/strings/str_cat.h"
#include "common/status/grpc_status.h"
#include "services/collection/record/validation.h"

namespace iku::collection {

v1::Backup ToProto(const Backup& backup, Language language) {
  v1::Backup message;
  message.set_name(absl::StrCat("backups/", backup.id));
  message.set_state(static_cast<v1::BackupState>(backup.state));
  *message.mutable_create_time() = ToProto(backup.create_time);
  if (backup.finished()) {
    *message.mutable_complete_time() = ToProto(backup.complete_time);
  }
  message.set_pages_done(backup.pages_done);
  message.set_pages_total(backup.pages_total);
  if (backup.state == BackupState::kFailed) {
    *message.mutable_error() = ToRpcStatus(backup.error, language);
  }
  if (backup.state != BackupState::kReady) return message;
  message.set_file(backup.file);
  message.set_size_bytes(backup.size_bytes);
  message.set_sha256(backup.sha256);
  message.set_data_version(backup.data_version);
  v1::BackupVerification& verification = *message.mutable_verification();
  verification.set_records(backup.verification.records);
  verification.set_tallies(backup.verification.tallies);
  verification.set_chains(backup.verification.chains);
  verification.set_changes(backup.verification.changes);
  verification.set_record_versions(backup.verification.record_versions);
  return message;
}

}  // namespace iku::collection
