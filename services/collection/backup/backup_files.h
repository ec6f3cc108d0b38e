#ifndef IKU_SERVICES_COLLECTION_BACKUP_BACKUP_FILES_H_
#define IKU_SERVICES_COLLECTION_BACKUP_BACKUP_FILES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/collection/backup/backup.h"

namespace iku::collection {

// The manifest of a backup as text, JSON that a person can read too.
std::string ManifestOf(const Backup& backup);
// DATA_LOSS when the text is no manifest.
absl::StatusOr<Backup> ParseManifest(absl::string_view text);

// The manifest that belongs to the file of a backup: the name with .json in
// place of .db.
std::string ManifestPathOf(absl::string_view file);

// BACKUP_NOT_WRITTEN with what `status` says.
absl::Status NotWritten(const absl::Status& status);

// The folder that backups are kept in: ID.db with its manifest ID.json, and
// ID.db.part while it is made. Thread-safe for different ids.
class BackupFiles {
 public:
  explicit BackupFiles(std::string directory)
      : directory_(std::move(directory)) {}

  std::string FileOf(absl::string_view id) const;
  std::string PartOf(absl::string_view id) const;

  // Writes the manifest, durably. BACKUP_NOT_WRITTEN.
  absl::Status Write(const Backup& backup) const;

  // BACKUP_NOT_WRITTEN when there is a file of that name, whoever made it.
  absl::Status CheckUnused(absl::string_view id) const;

  // Gives the part its name, durably. BACKUP_NOT_WRITTEN.
  absl::Status Finish(absl::string_view id) const;

  // What the manifest says; nothing when there is none. A ready backup whose
  // file is gone or has another size is a failed one.
  absl::StatusOr<std::optional<Backup>> Read(const std::string& id) const;

  // All that have a manifest. One that cannot be read is left out and logged.
  absl::StatusOr<std::vector<Backup>> List() const;

  // Removes the part, and the file of a backup that is not ready.
  void RemoveUnfinished(absl::string_view id) const;

  // BACKUP_NO_SPACE when the disk has not so many bytes free, and some more
  // that the store itself may need.
  absl::Status CheckSpace(int64_t bytes) const;

 private:
  std::string ManifestOfId(absl::string_view id) const;

  const std::string directory_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_BACKUP_BACKUP_FILES_H_
