#include "services/collection/audit/erasure_check.h"

#include <utility>

#include "common/status/macros.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

void Append(const Sha256& hash, std::string& hashes) {
  hashes.append(hash.bytes().data(), hash.bytes().size());
}

}  // namespace

absl::StatusOr<ErasureCheck> ErasureCheck::Begin(sqlite::Connection& connection,
                                                 ChangedCollection collection,
                                                 const std::string& district,
                                                 Erasures& erasures) {
  ASSIGN_OR_RETURN(ErasedVersionReader reader,
                   ErasedVersionReader::Open(connection, collection, district));
  ErasureCheck check(reader, collection, erasures);
  RETURN_IF_ERROR(check.Next());
  return check;
}

absl::StatusOr<Sha256> ErasureCheck::HashAtFirst(const std::string& id,
                                                 int64_t version,
                                                 const Sha256& hash) {
  if (id != id_) {
    Settle();
    id_ = id;
  }
  // What belongs to no version that is there.
  while (row_ && (ComesBefore(row_->id, id) ||
                  (row_->id == id && row_->version < version))) {
    faults_.push_back(row_->erased_version);
    RETURN_IF_ERROR(Next());
  }
  Sha256 first = hash;
  Hashes* last = nullptr;
  while (row_ && row_->id == id && row_->version == version) {
    if (last == nullptr) {
      first = row_->hash;
    } else {
      Append(row_->hash, last->after);
    }
    last = &of_record_[row_->erased_version];
    Append(row_->hash, last->before);
    RETURN_IF_ERROR(Next());
  }
  if (last != nullptr) Append(hash, last->after);
  return first;
}

absl::StatusOr<std::vector<int64_t>> ErasureCheck::End() {
  Settle();
  while (row_) {
    faults_.push_back(row_->erased_version);
    RETURN_IF_ERROR(Next());
  }
  for (const auto& [version, change] : erasures_) {
    if (change.collection == collection_) faults_.push_back(version);
  }
  return std::move(faults_);
}

absl::Status ErasureCheck::Next() {
  ASSIGN_OR_RETURN(row_, reader_.Next());
  return absl::OkStatus();
}

void ErasureCheck::Settle() {
  for (const auto& [version, hashes] : of_record_) {
    const auto told = erasures_.find(version);
    if (told == erasures_.end() || told->second.collection != collection_) {
      faults_.push_back(version);
      continue;
    }
    const Change& change = told->second;
    if (change.resource != id_ || change.before != Sha256::Of(hashes.before) ||
        change.after != Sha256::Of(hashes.after)) {
      faults_.push_back(version);
    }
    erasures_.erase(told);
  }
  of_record_.clear();
}

}  // namespace iku::collection
