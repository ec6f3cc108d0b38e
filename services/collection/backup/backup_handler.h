#ifndef IKU_SERVICES_COLLECTION_BACKUP_BACKUP_HANDLER_H_
#define IKU_SERVICES_COLLECTION_BACKUP_BACKUP_HANDLER_H_

#include "common/rpc/calls.h"
#include "iku/collection/v1/backup_service.grpc.pb.h"
#include "services/collection/backup/backups.h"

namespace iku::collection {

// BackupService over Backups; without any, every call is refused with
// BACKUP_OFF. Thread-safe; what it is given outlives it.
class BackupHandler final : public v1::BackupService::CallbackService {
 public:
  BackupHandler(Calls& calls, Backups* backups)
      : calls_(calls), backups_(backups) {}

  grpc::ServerUnaryReactor* CreateBackup(grpc::CallbackServerContext* context,
                                         const v1::CreateBackupRequest* request,
                                         v1::Backup* reply) override;
  grpc::ServerUnaryReactor* GetBackup(grpc::CallbackServerContext* context,
                                      const v1::GetBackupRequest* request,
                                      v1::Backup* reply) override;
  grpc::ServerUnaryReactor* ListBackups(
      grpc::CallbackServerContext* context,
      const v1::ListBackupsRequest* request,
      v1::ListBackupsResponse* reply) override;

 private:
  Calls& calls_;
  Backups* const backups_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_BACKUP_HANDLER_H_
