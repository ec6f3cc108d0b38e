#ifndef IKU_SERVICES_IKUCTL_IMPORT_ROW_ANSWER_H_
#define IKU_SERVICES_IKUCTL_IMPORT_ROW_ANSWER_H_

#include <cstdint>
#include <vector>

#include "iku/collection/v1/ingest.pb.h"
#include "services/ikuctl/import/problem.h"

namespace iku::ctl {

// What became of one row.
struct RowAnswer {
  enum class FollowUp { kNone, kIn, kRejected };

  int64_t row = 0;
  collection::v1::RowOutcome outcome = collection::v1::ROW_OUTCOME_REJECTED;
  bool quarantined = false;  // rejected, and waits in quarantine
  FollowUp follow_up = FollowUp::kNone;
  std::vector<Problem> problems = {};

  bool in() const {
    return outcome == collection::v1::ROW_OUTCOME_CREATED ||
           outcome == collection::v1::ROW_OUTCOME_REPLAYED;
  }
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_ROW_ANSWER_H_
