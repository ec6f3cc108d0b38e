#ifndef IKU_SERVICES_COLLECTION_BACKUP_BACKUP_PROTO_H_
#define IKU_SERVICES_COLLECTION_BACKUP_BACKUP_PROTO_H_

#include "common/status/language.h"
#include "iku/collection/v1/backup.pb.h"
#include "services/collection/backup/backup.h"

namespace iku::collection {

v1::Backup ToProto(const Backup& backup, Language language);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_BACKUP_PROTO_H_
