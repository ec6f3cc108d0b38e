#ifndef IKU_SERVICES_COLLECTION_RECORD_ERASURE_H_
#define IKU_SERVICES_COLLECTION_RECORD_ERASURE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "common/civil/date.h"
#include "services/collection/record/record.h"
#include "services/collection/record/row_policy.h"

namespace iku::collection {

// How much an erasure takes out of a record. Numbers of v1::ErasureExtent.
enum class ErasureExtent {
  // Free text, in which something personal may stand. What is counted stays.
  kText = 1,
  // All that was said. The record's name, its place in lists and who changed it
  // when stay; it is counted nowhere any more.
  kRecord = 2,
};

// Content to take out of one record for good, because the law asks for it or
// because its retention ended (UU 27/2022). It goes from every version, also
// for questions about the past; the log of changes says who did it, when and
// why, and the hash of each version stays, so that the log can still be
// verified and the same record is known when it is sent again.
struct Erasure {
  RecordKey key;
  ErasureExtent extent = ErasureExtent::kText;
  std::string reason = {};
  std::string changed_by = {};
  Intent intent = Intent::kStore;
  // Nothing is taken out when the newest version is not of a day before this
  // one: a correction may have come in since the record was listed. And of the
  // rows in quarantine only those that became the record.
  std::optional<Date> only_before = {};
};

template <typename Content>
struct Erased {
  // As it is now; nothing when only quarantine held rows of this name.
  std::optional<Versioned<Content>> record = {};
  int64_t versions = 0;          // that content was taken out of
  int64_t quarantined_rows = 0;  // that were emptied
  // Version of the data that the erasure made. 0: there was nothing left to
  // take out, and nothing changed.
  int64_t data_version = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_ERASURE_H_
