#ifndef IKU_SERVICES_COLLECTION_BACKUP_BACKUPS_H_
#define IKU_SERVICES_COLLECTION_BACKUP_BACKUPS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/metrics/metric_writer.h"
#include "services/collection/backup/backup.h"
#include "services/collection/record/record_store.h"

namespace iku::collection {

// Makes backups of a store, one at a time, and remembers them. Thread-safe;
// every method may block for the disk. Ids have the form of CheckId.
class Backups {
 public:
  virtual ~Backups() = default;

  // Starts a backup and returns it, or returns the one that has this id.
  // RESOURCE_EXHAUSTED while another one is made or when the disk has no room;
  // FAILED_PRECONDITION when it cannot be written.
  virtual absl::StatusOr<Backup> Create(const std::string& id,
                                        Intent intent) = 0;

  // NOT_FOUND when there is no backup with this id.
  virtual absl::StatusOr<Backup> Get(const std::string& id) const = 0;

  // All of them, the newest first.
  virtual absl::StatusOr<std::vector<Backup>> List() const = 0;

  virtual void Tell(MetricWriter& writer) const = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_BACKUPS_H_
