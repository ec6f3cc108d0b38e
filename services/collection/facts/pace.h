#ifndef IKU_SERVICES_COLLECTION_FACTS_PACE_H_
#define IKU_SERVICES_COLLECTION_FACTS_PACE_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/status/errors.h"

namespace iku::collection {

// Counts the records that are read one by one and asks now and then whether to
// go on. Used by one thread.
class Pace {
 public:
  // Records between two questions.
  static constexpr int64_t kRecordsAtATime = 20'000;

  explicit Pace(absl::FunctionRef<bool()> go_on) : go_on_(go_on) {}

  // Before each record. DEADLINE_EXCEEDED when the answer is no.
  absl::Status Next() {
    if (records_++ % kRecordsAtATime == 0) return Check();
    return absl::OkStatus();
  }
  absl::Status Check() const {
    if (go_on_()) return absl::OkStatus();
    return MakeError(absl::StatusCode::kDeadlineExceeded,
                     code::kDeadlineExceeded);
  }
  int64_t records() const { return records_; }

 private:
  absl::FunctionRef<bool()> go_on_;
  int64_t records_ = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_PACE_H_
