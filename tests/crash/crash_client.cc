// Clients of a collection service that is killed again and again. They send
// until standard input ends, and resume after every break; then all that they
// were told is looked up in the service. Prints one line of JSON with what was
// found; the exit code says whether there was a fault.

#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "iku/collection/v1/quarantine_service.grpc.pb.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "nlohmann/json.hpp"
#include "tests/crash/kill_clients.h"

ABSL_FLAG(std::string, target, "", "address of the service");

namespace iku::test {
namespace {

namespace v1 = collection::v1;

constexpr int kTogether = 8;

const std::vector<SessionSpec>& StreamSessions() {
  static const std::vector<SessionSpec>& sessions =
      *new std::vector<SessionSpec>{
          {"arus-a"}, {"arus-b", v1::ROW_POLICY_ACCEPT_VALID}, {"arus-c"}};
  return sessions;
}
const std::vector<SessionSpec>& UnarySessions() {
  static const std::vector<SessionSpec>& sessions =
      *new std::vector<SessionSpec>{{"satuan-a"},
                                    {"satuan-b", v1::ROW_POLICY_ACCEPT_VALID}};
  return sessions;
}
// This one kTogether clients send at the same time.
const SessionSpec& SharedSession() {
  static const SessionSpec& session = *new SessionSpec{"bersama"};
  return session;
}

std::shared_ptr<grpc::Channel> Connect(const std::string& target) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 20);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 20);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 50);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(),
                                   arguments);
}

std::vector<std::thread> StartClients(Service& service) {
  std::vector<std::thread> clients;
  for (const SessionSpec& session : StreamSessions()) {
    clients.emplace_back([&] { SendOverStreams(session, service); });
  }
  for (const SessionSpec& session : UnarySessions()) {
    clients.emplace_back([&] { SendOneByOne(session, service); });
  }
  for (int i = 0; i < kTogether; ++i) {
    clients.emplace_back([&] { SendOneByOne(SharedSession(), service); });
  }
  clients.emplace_back([&] { CreateAndCorrect("tunggal", service); });
  return clients;
}

// Looks up what must be there, and that there is nothing else.
class Check {
 public:
  explicit Check(Service& service) : service_(service) {}

  int64_t Run() {
    std::map<std::string, std::string> etags;  // by id
    for (const auto& sessions : {StreamSessions(), UnarySessions(),
                                 std::vector<SessionSpec>{SharedSession()}}) {
      for (const SessionSpec& session : sessions) AddSession(session, etags);
    }
    for (const auto& [id, etag] : service_.witness.singles()) etags[id] = etag;
    const int64_t found = CompareWithStored(etags);
    CompareQuarantine();
    return found;
  }

 private:
  template <typename Stub, typename Request, typename Reply>
  Reply Get(Stub& stub,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         Reply*),
            const Request& request) {
    grpc::ClientContext context;
    Reply reply;
    const grpc::Status status = (stub.*method)(&context, request, &reply);
    if (!status.ok()) service_.witness.Fault(status.error_message());
    return reply;
  }

  // All its rows, of every batch up to the one it stands behind.
  void AddSession(const SessionSpec& session,
                  std::map<std::string, std::string>& etags) {
    const auto stub = v1::IngestService::NewStub(service_.channel);
    v1::GetIngestSessionRequest request;
    request.set_name(session.Name());
    const v1::IngestSession kept =
        Get(*stub, &v1::IngestService::Stub::GetIngestSession, request);
    service_.witness.Stands(session, kept.next_sequence());
    const int64_t batches = kept.next_sequence() - 1;
    if (kept.totals().created() != batches * session.GoodRows()) {
      service_.witness.Fault(absl::StrCat(session.id, " counts ",
                                          kept.totals().created(),
                                          " records in ", batches, " batches"));
    }
    if (session.HasRefusedRow()) quarantined_ += batches;
    for (int64_t sequence = 1; sequence <= batches; ++sequence) {
      for (int row = 0; row < session.GoodRows(); ++row) {
        etags[RowId(session, sequence, row)] = "1";
      }
    }
  }

  int64_t CompareWithStored(std::map<std::string, std::string>& etags) {
    const auto stub = v1::SurveyService::NewStub(service_.channel);
    v1::ListSurveyResponsesRequest request;
    request.set_parent(kParent);
    request.set_page_size(1000);
    int64_t found = 0;
    do {
      const v1::ListSurveyResponsesResponse page =
          Get(*stub, &v1::SurveyService::Stub::ListSurveyResponses, request);
      for (const v1::SurveyResponse& response : page.survey_responses()) {
        ++found;
        const std::string id =
            response.name().substr(response.name().rfind('/') + 1);
        const auto expected = etags.find(id);
        if (expected == etags.end()) {
          service_.witness.Fault(
              absl::StrCat(id, " is there twice or was never sent"));
          continue;
        }
        if (response.etag() != expected->second ||
            response.comment() != absl::StrCat("isi ", id)) {
          service_.witness.Fault(absl::StrCat(id, " is not as acknowledged"));
        }
        etags.erase(expected);
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    for (const auto& [id, etag] : etags) {
      service_.witness.Fault(absl::StrCat(id, " is gone"));
    }
    return found;
  }

  void CompareQuarantine() {
    const auto stub = v1::QuarantineService::NewStub(service_.channel);
    v1::ListQuarantinedRowsRequest request;
    request.set_parent(absl::StrCat(kParent, "/ingestSessions/-"));
    request.set_page_size(1000);
    int64_t found = 0;
    do {
      const v1::ListQuarantinedRowsResponse page = Get(
          *stub, &v1::QuarantineService::Stub::ListQuarantinedRows, request);
      found += page.quarantined_rows_size();
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    if (found != quarantined_) {
      service_.witness.Fault(
          absl::StrCat(found, " rows in quarantine and not ", quarantined_));
    }
  }

  Service& service_;
  int64_t quarantined_ = 0;
};

int Main() {
  Service service;
  service.channel = Connect(absl::GetFlag(FLAGS_target));
  std::vector<std::thread> clients = StartClients(service);
  // Until whoever kills the service closes this.
  std::string(std::istreambuf_iterator<char>(std::cin), {});
  service.stop = true;
  for (std::thread& client : clients) client.join();
  const int64_t records = Check(service).Run();
  const std::vector<std::string> faults = service.witness.faults();
  std::cout << nlohmann::json{{"answers", service.witness.answers()},
                              {"records", records},
                              {"faults", faults}}
            << std::endl;
  return faults.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace iku::test

int main(int argc, char** argv) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  absl::ParseCommandLine(argc, argv);
  return iku::test::Main();
}
