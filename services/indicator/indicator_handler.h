#ifndef IKU_SERVICES_INDICATOR_INDICATOR_HANDLER_H_
#define IKU_SERVICES_INDICATOR_INDICATOR_HANDLER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/clock.h"
#include "common/rpc/calls.h"
#include "common/status/errors.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/indicator/compute/answer_memory.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/definition/rule_book.h"
#include "services/indicator/facts_client/facts_source.h"
#include "services/indicator/target/target_store.h"

namespace iku::indicator {

// What remembered answers may take: some thousand of them.
inline constexpr size_t kBytesOfMemory = 64 << 20;

// IndicatorService: asks for facts and computes. Thread-safe; what it is given
// outlives it.
class IndicatorHandler final : public v1::IndicatorService::CallbackService {
 public:
  IndicatorHandler(Calls& calls, const RuleBook& rule_book, FactsSource& facts,
                   const TargetStore& targets, const Clock& clock)
      : calls_(calls),
        rule_book_(rule_book),
        facts_(facts),
        targets_(targets),
        clock_(clock) {}

  grpc::ServerUnaryReactor* Compute(grpc::CallbackServerContext* context,
                                    const v1::ComputeRequest* request,
                                    v1::DistrictIndicators* reply) override;

  grpc::ServerWriteReactor<v1::BatchComputeResponse>* BatchCompute(
      grpc::CallbackServerContext* context,
      const v1::BatchComputeRequest* request) override;

  grpc::ServerUnaryReactor* Explain(grpc::CallbackServerContext* context,
                                    const v1::ExplainRequest* request,
                                    v1::Explanation* reply) override;

  grpc::ServerUnaryReactor* Simulate(grpc::CallbackServerContext* context,
                                     const v1::SimulateRequest* request,
                                     v1::SimulateResponse* reply) override;

 private:
  // A question about one district, and the facts that it takes.
  struct Asked {
    RegionCode district;
    IndicatorQuestion question;  // with the rules
    FactsSelection selection;
  };
  // What a unary method answers from.
  struct Computed {
    IndicatorQuestion question;
    DistrictFacts facts;
    v1::DistrictIndicators answer;
  };
  // Adds what else is wrong with a request. What was asked is null when
  // something is wrong with it; else more facts may be selected.
  using FurtherCheck = std::function<void(Asked*, Violations&)>;
  // Fills the reply in.
  using Use = std::function<absl::Status(const Computed&)>;

  // Serves a unary method that computes `request` and then answers with `use`.
  // `field` is the path of `request` in what the caller sent. The present does
  // not block; the past reads targets from the disk, on the reader pool.
  grpc::ServerUnaryReactor* ServeComputed(
      grpc::CallbackServerContext& context, const Rpc& rpc,
      const google::protobuf::MessageLite& reply,
      const v1::ComputeRequest& request, absl::string_view field,
      FurtherCheck check, Use use);
  absl::StatusOr<Asked> AskedBy(const Caller& caller,
                                const v1::ComputeRequest& request,
                                absl::string_view field,
                                const FurtherCheck& check) const;
  // Answers a question about the present, from memory where it can.
  absl::Status ComputePresent(const v1::ComputeRequest& request,
                              const Caller& caller,
                              v1::DistrictIndicators* reply, Done done);
  // The remembered answer to this question, unless it follows from other rules
  // or targets than those of now.
  std::shared_ptr<const RememberedAnswer> Recall(
      const v1::ComputeRequest& request, const std::string& words);
  // Answers a question about the present from facts, and remembers the answer
  // to `words`, which are equal for equal questions only.
  absl::Status AnswerAnew(const Asked& asked, const DistrictFacts& facts,
                          const std::string& words,
                          v1::DistrictIndicators& reply);
  absl::StatusOr<Computed> ComputedFrom(const IndicatorQuestion& question,
                                        DistrictFacts facts) const;
  absl::Status ComputeRegion(
      const Caller& caller, const v1::BatchComputeRequest& request,
      const std::function<bool(const v1::BatchComputeResponse&)>& write);
  // With achievements. Blocks as TargetStore::Find does: seldom in the present.
  absl::StatusOr<v1::DistrictIndicators> AnswerOf(
      const DistrictFacts& facts, const IndicatorQuestion& question) const;
  absl::StatusOr<v1::DistrictIndicators> AnswerAt(
      absl::Time moment, const DistrictFacts& facts,
      const IndicatorQuestion& question) const;
  // The instant for which an answer from facts of `read_time` stands: on its
  // day, and as of it the targets stay as they are now.
  absl::Time MomentOf(const IndicatorQuestion& question,
                      absl::Time read_time) const;
  // Says for which moment the remembered answer `known` is given again.
  void SetMomentOf(const RememberedAnswer& known, const DistrictFacts& facts,
                   v1::DistrictIndicators& reply) const;

  Calls& calls_;
  const RuleBook& rule_book_;
  FactsSource& facts_;
  const TargetStore& targets_;
  const Clock& clock_;
  AnswerMemory memory_{kBytesOfMemory};
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_INDICATOR_HANDLER_H_
