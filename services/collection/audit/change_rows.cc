#include "services/collection/audit/change_rows.h"

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

absl::StatusOr<std::optional<Sha256>> ReadHash(const sqlite::Statement& row,
                                               int column) {
  if (row.IsNull(column)) return std::nullopt;
  std::optional<Sha256> hash = Sha256::FromBytes(row.Blob(column));
  if (!hash) {
    return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
  }
  return hash;
}

}  // namespace

absl::StatusOr<CommittedChange> ReadChange(const sqlite::Statement& row) {
  CommittedChange read;
  Change& change = read.change;
  change.district = row.Text(0);
  read.data_version = row.Int(1);
  change.actor = row.Text(2);
  change.action = static_cast<ChangeAction>(row.Int(3));
  change.collection = static_cast<ChangedCollection>(row.Int(4));
  change.resource = ReadId(row, 5);
  change.resources = row.Int(6);
  change.reason = row.Text(7);
  ASSIGN_OR_RETURN(change.before, ReadHash(row, 8));
  ASSIGN_OR_RETURN(change.after, ReadHash(row, 9));
  ASSIGN_OR_RETURN(const std::optional<Sha256> chain, ReadHash(row, 10));
  read.chain = chain.value_or(Sha256());
  read.commit_time = absl::FromUnixMicros(row.Int(11));
  return read;
}

}  // namespace iku::collection
