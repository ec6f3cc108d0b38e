#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_COLLECTION_FACTS_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_COLLECTION_FACTS_H_

#include <memory>
#include <string>

#include "grpcpp/grpcpp.h"
#include "iku/collection/v1/facts_service.grpc.pb.h"
#include "services/indicator/facts_client/facts_source.h"

namespace iku::indicator {

// Facts from the collection service over gRPC. It need not run yet: while it is
// down every call fails at once.
//
// Each question has the smaller of 10 s and the caller's deadline, less a
// margin in which the caller is still told that no answer came. May be
// destroyed while a question is open; its callback still comes.
class CollectionFacts final : public FactsSource {
 public:
  // `address` is what errors name.
  CollectionFacts(std::shared_ptr<grpc::Channel> channel, std::string address);

  void GetDistrictFacts(const RegionCode& district,
                        const FactsSelection& selection,
                        const std::string& known_etag,
                        const FactsCaller& caller, Callback callback) override;

  absl::StatusOr<FactsPage> ListDistrictFacts(
      const RegionCode& region, const FactsSelection& selection,
      absl::string_view page_token, const FactsCaller& caller) override;

 private:
  const std::string address_;
  const std::unique_ptr<collection::v1::FactsService::Stub> stub_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_COLLECTION_FACTS_H_
