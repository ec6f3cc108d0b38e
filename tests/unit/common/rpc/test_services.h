#ifndef IKU_TESTS_UNIT_COMMON_RPC_TEST_SERVICES_H_
#define IKU_TESTS_UNIT_COMMON_RPC_TEST_SERVICES_H_

#include <functional>
#include <memory>
#include <string>

#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"

namespace iku::test {

namespace v1 = ::iku::indicator::v1;

// A generated service whose methods do what a test says: GetProfile goes
// through Serve, ListProfiles through Read.
class ScriptedDefinitions final
    : public v1::DefinitionService::CallbackService {
 public:
  explicit ScriptedDefinitions(Calls& calls) : calls_(calls) {}

  grpc::ServerUnaryReactor* GetProfile(grpc::CallbackServerContext* context,
                                       const v1::GetProfileRequest* request,
                                       v1::Profile* reply) override {
    return calls_.Serve(*context, WriteRpc<v1::DefinitionService>("GetProfile"),
                        *reply, [=, this](const Caller& caller, Done done) {
                          return serve(caller, *request, *reply,
                                       std::move(done));
                        });
  }
  grpc::ServerUnaryReactor* ListProfiles(
      grpc::CallbackServerContext* context, const v1::ListProfilesRequest*,
      v1::ListProfilesResponse* reply) override {
    return calls_.Read(
        *context, ReadRpc<v1::DefinitionService>("ListProfiles"), *reply,
        [=, this](const Caller& caller) { return read(caller, *reply); });
  }

  std::function<absl::Status(const Caller&, const v1::GetProfileRequest&,
                             v1::Profile&, Done)>
      serve;
  std::function<absl::Status(const Caller&, v1::ListProfilesResponse&)> read;

 private:
  Calls& calls_;
};

using Write = std::function<bool(const v1::BatchComputeResponse&)>;

// The same for a stream.
class ScriptedIndicators final : public v1::IndicatorService::CallbackService {
 public:
  explicit ScriptedIndicators(Calls& calls) : calls_(calls) {}

  grpc::ServerWriteReactor<v1::BatchComputeResponse>* BatchCompute(
      grpc::CallbackServerContext* context,
      const v1::BatchComputeRequest*) override {
    return calls_.Stream<v1::BatchComputeResponse>(
        *context, ExpensiveRpc<v1::IndicatorService>("BatchCompute"),
        [this](const Caller& caller, const Write& write) {
          return stream(caller, write);
        });
  }

  std::function<absl::Status(const Caller&, const Write&)> stream;

 private:
  Calls& calls_;
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COMMON_RPC_TEST_SERVICES_H_
