#ifndef IKU_TESTS_UNIT_COLLECTION_RECORD_SERVICE_H_
#define IKU_TESTS_UNIT_COLLECTION_RECORD_SERVICE_H_

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "common/status/grpc_status.h"
#include "common/store/sqlite/database.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/collection/fixed_register.h"

namespace iku::test {

// The service of one kind of record: its handler behind a real server, over a
// SQLite file of its own. It is 20 November 2025, noon in Lumajang.
template <typename Kind, typename Handler, typename Service>
class RecordService {
 public:
  using Stub = typename Service::Stub;

  explicit RecordService(FixedRegister::Entries regions,
                         FixedRegister::Entries services = {})
      : regions_(std::move(regions), std::move(services)) {}
  ~RecordService() { server_->Drain(); }

  // calls(&Stub::GetSurveyResponse, request)
  template <typename Request, typename Reply>
  absl::StatusOr<Reply> operator()(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Reply*),
      const Request& request) {
    grpc::ClientContext context;
    context.AddMetadata("iku-actor", "Kasi Pemerintahan");
    Reply reply;
    const grpc::Status status = (*stub_.*method)(&context, request, &reply);
    if (!status.ok()) return FromGrpcStatus(status);
    return reply;
  }

  FakeClock& clock() { return clock_; }
  FixedRegister& regions() { return regions_; }
  sqlite::Database& database() { return *database_; }
  collection::SqliteRecordStore<Kind>& store() { return store_; }

 private:
  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  FixedRegister regions_;
  TempDir directory_;
  std::unique_ptr<sqlite::Database> database_ = *sqlite::Database::Open(
      directory_.File("collection.db"), collection::Migrations(), clock_, {});
  collection::SqliteRecordStore<Kind> store_{*database_};
  Calls calls_{{}};
  Handler handler_{calls_, store_, regions_, clock_};
  std::unique_ptr<Server> server_ = *Server::Start({}, {&handler_});
  std::unique_ptr<Stub> stub_ = Service::NewStub(server_->InProcessChannel());
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_RECORD_SERVICE_H_
