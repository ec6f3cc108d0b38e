#ifndef IKU_SERVICES_IKUCTL_IMPORT_FOLLOW_UP_SENDER_H_
#define IKU_SERVICES_IKUCTL_IMPORT_FOLLOW_UP_SENDER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "services/ikuctl/client/connection.h"
#include "services/ikuctl/import/record_kind.h"
#include "services/ikuctl/options.h"

namespace iku::ctl {

// Adds the follow-ups of a batch to its records, once these are in. Adding them
// again changes nothing. Not thread-safe.
class FollowUpSender {
 public:
  // All outlive it.
  FollowUpSender(const RecordKind& kind, const Options& options,
                 const Connection& connection);

  // `answers` has one answer per record of the batch and gets what became of
  // the follow-ups. An error when the service is away or too slow.
  absl::Status Send(const RecordBatch& batch,
                    std::vector<RowAnswer>& answers) const;

 private:
  absl::Status AddStep(const std::string& name,
                       const collection::v1::FollowUp& step) const;

  const RecordKind& kind_;
  const Options& options_;
  const Connection& connection_;
  std::unique_ptr<collection::v1::CoordinationService::Stub> stub_;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_FOLLOW_UP_SENDER_H_
