#include "services/collection/store/erased_versions.h"

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

constexpr char kKeep[] =
    "INSERT INTO erased_versions (district_code, collection, id, version,"
    " erased_version, hash) VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kFirst[] =
    "SELECT hash FROM erased_versions WHERE district_code = ?1"
    " AND collection = ?2 AND id = ?3 AND version = ?4"
    " ORDER BY erased_version LIMIT 1";
constexpr char kAll[] =
    "SELECT id, version, erased_version, hash FROM erased_versions"
    " WHERE district_code = ?1 AND collection = ?2"
    " ORDER BY id, version, erased_version";

absl::StatusOr<Sha256> HashIn(const sqlite::Statement& row, int column) {
  const std::optional<Sha256> hash = Sha256::FromBytes(row.Blob(column));
  if (hash) return *hash;
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

}  // namespace

absl::Status KeepErased(sqlite::Connection& connection,
                        ChangedCollection collection,
                        const std::string& district,
                        const ErasedVersion& erased) {
  ASSIGN_OR_RETURN(sqlite::Statement * keep, connection.Prepare(kKeep));
  keep->Bind(district, static_cast<int>(collection));
  BindId(*keep, 3, erased.id);
  keep->BindInt(4, erased.version);
  keep->BindInt(5, erased.erased_version);
  keep->BindBlob(6, erased.hash.bytes());
  return keep->Run();
}

absl::StatusOr<std::optional<Sha256>> HashBeforeErasure(
    sqlite::Connection& connection, ChangedCollection collection,
    const RecordKey& key, int64_t version) {
  ASSIGN_OR_RETURN(sqlite::Statement * first, connection.Prepare(kFirst));
  first->Bind(key.district, static_cast<int>(collection));
  BindId(*first, 3, key.id);
  first->BindInt(4, version);
  ASSIGN_OR_RETURN(const bool found, first->Step());
  if (!found) return std::nullopt;
  const absl::StatusOr<Sha256> hash = HashIn(*first, 0);
  first->Reset();
  if (!hash.ok()) return hash.status();
  return *hash;
}

absl::StatusOr<ErasedVersionReader> ErasedVersionReader::Open(
    sqlite::Connection& connection, ChangedCollection collection,
    const std::string& district) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows, connection.Prepare(kAll));
  rows->Bind(district, static_cast<int>(collection));
  return ErasedVersionReader(*rows);
}

absl::StatusOr<std::optional<ErasedVersion>> ErasedVersionReader::Next() {
  if (rows_ == nullptr) return std::nullopt;
  ASSIGN_OR_RETURN(const bool found, rows_->Step());
  if (!found) {
    rows_ = nullptr;
    return std::nullopt;
  }
  ErasedVersion erased{ReadId(*rows_, 0), rows_->Int(1), rows_->Int(2), {}};
  const absl::StatusOr<Sha256> hash = HashIn(*rows_, 3);
  if (!hash.ok()) {
    rows_->Reset();
    return hash.status();
  }
  erased.hash = *hash;
  return erased;
}

}  // namespace iku::collection
