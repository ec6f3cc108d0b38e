#ifndef IKU_TESTS_UNIT_COLLECTION_REGISTER_SERVICE_H_
#define IKU_TESTS_UNIT_COLLECTION_REGISTER_SERVICE_H_

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "common/status/grpc_status.h"
#include "common/store/sqlite/database.h"
#include "iku/collection/v1/facts_service.grpc.pb.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "services/collection/facts/facts_handler.h"
#include "services/collection/facts/sqlite_facts.h"
#include "services/collection/register/register_handler.h"
#include "services/collection/register/seed.h"
#include "services/collection/register/sqlite_register.h"
#include "services/collection/store/schema.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace iku::test {

// Hands over what an asynchronous store answers, once it has.
template <typename T>
class Answered {
 public:
  auto Taker() {
    return [promise = promise_](absl::StatusOr<T> answer) {
      promise->set_value(std::move(answer));
    };
  }
  absl::StatusOr<T> Wait() { return promise_->get_future().get(); }

 private:
  std::shared_ptr<std::promise<absl::StatusOr<T>>> promise_ =
      std::make_shared<std::promise<absl::StatusOr<T>>>();
};

// Register and facts behind a real server, over a SQLite file of their own. It
// is 20 November 2025, noon in Lumajang, and the register holds its seed.
class RegisterService {
 public:
  using RegisterStub = collection::v1::RegisterService::Stub;
  using FactsStub = collection::v1::FactsService::Stub;

  RegisterService() : seeded_(collection::EnsureSeed(*regions_)) {}
  ~RegisterService() { server_->Drain(); }

  // calls(&RegisterStub::GetRegion, request)
  template <typename Request, typename Reply>
  absl::StatusOr<Reply> operator()(
      grpc::Status (RegisterStub::*method)(grpc::ClientContext*, const Request&,
                                           Reply*),
      const Request& request) {
    return Call(*register_stub_, method, request);
  }
  template <typename Request, typename Reply>
  absl::StatusOr<Reply> operator()(
      grpc::Status (FactsStub::*method)(grpc::ClientContext*, const Request&,
                                        Reply*),
      const Request& request) {
    return Call(*facts_stub_, method, request);
  }

  // To all services of it.
  std::shared_ptr<grpc::Channel> channel() {
    return server_->InProcessChannel();
  }
  FakeClock& clock() { return clock_; }
  sqlite::Database& database() { return *database_; }
  collection::SqliteRegister& regions() { return *regions_; }
  const collection::SqliteFacts& facts() const { return facts_; }
  const absl::Status& seeded() const { return seeded_; }

 private:
  template <typename Stub, typename Request, typename Reply>
  static absl::StatusOr<Reply> Call(
      Stub& stub,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Reply*),
      const Request& request) {
    grpc::ClientContext context;
    context.AddMetadata("iku-actor", "Kasi Pemerintahan");
    Reply reply;
    const grpc::Status status = (stub.*method)(&context, request, &reply);
    if (!status.ok()) return FromGrpcStatus(status);
    return reply;
  }

  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  TempDir directory_;
  std::unique_ptr<sqlite::Database> database_ = *sqlite::Database::Open(
      directory_.File("collection.db"), collection::Migrations(), clock_, {});
  std::unique_ptr<collection::SqliteRegister> regions_ =
      *collection::SqliteRegister::Open(*database_);
  absl::Status seeded_;
  collection::SqliteFacts facts_{*database_, clock_};
  Calls calls_{{}};
  collection::RegisterHandler register_handler_{calls_, *regions_, *regions_};
  collection::FactsHandler facts_handler_{calls_, facts_};
  std::unique_ptr<Server> server_ =
      *Server::Start({}, {&register_handler_, &facts_handler_});
  std::unique_ptr<RegisterStub> register_stub_ =
      collection::v1::RegisterService::NewStub(server_->InProcessChannel());
  std::unique_ptr<FactsStub> facts_stub_ =
      collection::v1::FactsService::NewStub(server_->InProcessChannel());
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_REGISTER_SERVICE_H_
