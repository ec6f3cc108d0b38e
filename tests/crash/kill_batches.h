#ifndef IKU_TESTS_CRASH_KILL_BATCHES_H_
#define IKU_TESTS_CRASH_KILL_BATCHES_H_

#include <cstdint>
#include <string>

#include "iku/collection/v1/ingest_service.pb.h"

namespace iku::test {

// What the clients of the kill test send, made from names and numbers alone, so
// that whoever checks knows what must be there.

inline constexpr char kParent[] = "districts/35.08.21";
inline constexpr int kRowsOfABatch = 10;

struct SessionSpec {
  std::string id;
  collection::v1::RowPolicy policy = collection::v1::ROW_POLICY_ALL_OR_NOTHING;

  std::string Name() const {
    return std::string(kParent) + "/ingestSessions/" + id;
  }
  // Where what is valid is accepted, the last row of each batch is not.
  bool HasRefusedRow() const {
    return policy == collection::v1::ROW_POLICY_ACCEPT_VALID;
  }
  int GoodRows() const { return kRowsOfABatch - (HasRefusedRow() ? 1 : 0); }
};

collection::v1::SurveyResponse ResponseOf(const std::string& id,
                                          int64_t number);
std::string RowId(const SessionSpec& session, int64_t sequence, int row);
collection::v1::SubmitBatchRequest BatchOf(const SessionSpec& session,
                                           int64_t sequence);

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_KILL_BATCHES_H_
