#include "tests/crash/kill_clients.h"

#include <chrono>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"

namespace iku::test {
namespace {

namespace v1 = collection::v1;

// So that a round of the test has some hundred batches and not ten thousand.
constexpr std::chrono::milliseconds kBetweenCalls{3};

void Prepare(grpc::ClientContext& context, std::chrono::seconds limit) {
  context.set_deadline(std::chrono::system_clock::now() + limit);
  context.set_wait_for_ready(true);
}

// The same for the same message, whatever the order of its maps.
std::string TextOf(const v1::SubmitBatchResponse& response) {
  std::string text;
  google::protobuf::io::StringOutputStream stream(&text);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  response.SerializeToCodedStream(&out);
  out.Trim();
  return text;
}

// Calls until there is an answer. False when there is none to be had.
template <typename Request, typename Reply, typename Stub>
bool Call(Stub& stub,
          grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                       Reply*),
          const Request& request, Reply& reply, const std::string& what,
          Service& service) {
  while (true) {
    grpc::ClientContext context;
    Prepare(context, std::chrono::seconds(5));
    const grpc::Status status = (stub.*method)(&context, request, &reply);
    if (status.ok()) return true;
    if (!MayTryAgain(status, what, service)) return false;
  }
}

using IngestStub = v1::IngestService::Stub;

bool CreateSession(IngestStub& stub, const SessionSpec& session,
                   Service& service) {
  v1::CreateIngestSessionRequest request;
  request.mutable_ingest_session()->set_name(session.Name());
  request.mutable_ingest_session()->set_row_policy(session.policy);
  v1::IngestSession reply;
  return Call(stub, &IngestStub::CreateIngestSession, request, reply,
              session.id, service);
}

// Where to go on; 0 when the service cannot say.
int64_t NextSequence(IngestStub& stub, const SessionSpec& session,
                     Service& service) {
  v1::GetIngestSessionRequest request;
  request.set_name(session.Name());
  v1::IngestSession reply;
  if (!Call(stub, &IngestStub::GetIngestSession, request, reply, session.id,
            service)) {
    return 0;
  }
  service.witness.Stands(session, reply.next_sequence());
  return reply.next_sequence();
}

// One stream until it breaks or the client is to stop. It sends as many batches
// ahead as it may and begins with some that are committed already.
class OneStream {
 public:
  OneStream(IngestStub& stub, const SessionSpec& session, int64_t next,
            Service& service)
      : session_(session), service_(service), next_(next) {
    Prepare(context_, std::chrono::seconds(30));
    stream_ = stub.Ingest(&context_);
  }

  // False when no other stream can do better.
  bool Run() {
    const bool went_well = SendAndTake();
    if (went_well) stream_->WritesDone();
    if (!went_well) context_.TryCancel();
    const grpc::Status status = stream_->Finish();
    if (!went_well && failed_) return false;
    return status.ok() || status.error_code() == grpc::CANCELLED ||
           MayTryAgain(status, session_.id, service_);
  }

 private:
  // Until told to stop, and then until all is answered. False when it broke.
  bool SendAndTake() {
    v1::IngestResponse first;
    if (!stream_->Read(&first)) return false;
    const int64_t ahead = first.credit().max_in_flight_batches();
    while (!service_.stop || waiting_ > 0) {
      if (!service_.stop && waiting_ < ahead) {
        v1::IngestRequest request;
        *request.mutable_batch() = BatchOf(session_, next_);
        if (!stream_->Write(request)) return false;
        ++next_;
        ++waiting_;
        std::this_thread::sleep_for(kBetweenCalls);
      } else if (!TakeOne()) {
        return false;
      }
    }
    return true;
  }

  bool TakeOne() {
    v1::IngestResponse reply;
    if (!stream_->Read(&reply)) return false;
    --waiting_;
    if (reply.has_answer()) {
      service_.witness.Answered(session_, reply.answer().sequence(),
                                reply.answer().response());
      return true;
    }
    const grpc::Status status(
        static_cast<grpc::StatusCode>(reply.error().status().code()),
        reply.error().status().message());
    failed_ = !MayTryAgain(status, session_.id, service_);
    return false;
  }

  const SessionSpec& session_;
  Service& service_;
  grpc::ClientContext context_;
  std::unique_ptr<
      grpc::ClientReaderWriter<v1::IngestRequest, v1::IngestResponse>>
      stream_;
  int64_t next_;
  int64_t waiting_ = 0;
  bool failed_ = false;
};

}  // namespace

bool MayTryAgain(const grpc::Status& status, const std::string& what,
                 Service& service) {
  switch (status.error_code()) {
    case grpc::UNAVAILABLE:
    case grpc::RESOURCE_EXHAUSTED:
    case grpc::DEADLINE_EXCEEDED:
      std::this_thread::sleep_for(kBetweenCalls);
      return true;
    default:
      service.witness.Fault(absl::StrCat(what, ": code ", status.error_code(),
                                         " ", status.error_message()));
      return false;
  }
}

void SendOverStreams(const SessionSpec& session, Service& service) {
  const auto stub = v1::IngestService::NewStub(service.channel);
  if (!CreateSession(*stub, session, service)) return;
  while (!service.stop) {
    const int64_t next = NextSequence(*stub, session, service);
    if (next == 0) return;
    OneStream stream(*stub, session, std::max<int64_t>(1, next - 2), service);
    if (!stream.Run()) return;
  }
  NextSequence(*stub, session, service);
}

void SendOneByOne(const SessionSpec& session, Service& service) {
  const auto stub = v1::IngestService::NewStub(service.channel);
  if (!CreateSession(*stub, session, service)) return;
  for (int64_t sequence = 1; !service.stop; ++sequence) {
    v1::SubmitBatchResponse reply;
    if (!Call(*stub, &IngestStub::SubmitBatch, BatchOf(session, sequence),
              reply, session.id, service)) {
      return;
    }
    service.witness.Answered(session, sequence, reply);
    std::this_thread::sleep_for(kBetweenCalls);
  }
}

void CreateAndCorrect(const std::string& name, Service& service) {
  using Stub = v1::SurveyService::Stub;
  const auto stub = v1::SurveyService::NewStub(service.channel);
  for (int64_t number = 1; !service.stop; ++number) {
    const std::string id = absl::StrCat(name, "-", number);
    v1::CreateSurveyResponseRequest create;
    *create.mutable_survey_response() = ResponseOf(id, number);
    v1::SurveyResponse reply;
    if (!Call(*stub, &Stub::CreateSurveyResponse, create, reply, id, service)) {
      return;
    }
    service.witness.Kept(id, reply.etag());
    if (number % 3 == 0) {
      v1::CorrectSurveyResponseRequest correct;
      *correct.mutable_survey_response() = ResponseOf(id, number + 1);
      correct.mutable_survey_response()->set_etag(reply.etag());
      correct.set_reason("salah ketik");
      correct.set_request_id(id);
      if (!Call(*stub, &Stub::CorrectSurveyResponse, correct, reply, id,
                service)) {
        return;
      }
      service.witness.Kept(id, reply.etag());
    }
    std::this_thread::sleep_for(kBetweenCalls);
  }
}

void Witness::Answered(const SessionSpec& session, int64_t sequence,
                       v1::SubmitBatchResponse response) {
  const v1::BatchTotals totals = response.totals();
  response.clear_replayed();
  const std::string answer = TextOf(response);
  MutexLock lock(mutex_);
  ++answers_;
  std::vector<std::string>& answers = batches_[session.id];
  const size_t at = static_cast<size_t>(sequence - 1);
  if (answers.size() <= at) answers.resize(at + 1);
  if (answers[at].empty()) answers[at] = answer;
  if (answers[at] != answer) {
    faults_.push_back(absl::StrCat("batch ", sequence, " of ", session.id,
                                   " was answered in two ways"));
  }
  if (totals.created() != session.GoodRows()) {
    faults_.push_back(absl::StrCat("batch ", sequence, " of ", session.id,
                                   " created ", totals.created(), " records"));
  }
}

void Witness::Stands(const SessionSpec& session, int64_t next_sequence) {
  MutexLock lock(mutex_);
  const int64_t last = static_cast<int64_t>(batches_[session.id].size());
  if (next_sequence <= last) {
    faults_.push_back(absl::StrCat(session.id, " waits for ", next_sequence,
                                   " after batch ", last, " was answered"));
  }
}

void Witness::Kept(const std::string& id, const std::string& etag) {
  MutexLock lock(mutex_);
  ++answers_;
  singles_[id] = etag;
}

void Witness::Fault(std::string what) {
  MutexLock lock(mutex_);
  faults_.push_back(std::move(what));
}

int64_t Witness::LastBatch(const SessionSpec& session) const {
  MutexLock lock(mutex_);
  const auto found = batches_.find(session.id);
  return found == batches_.end() ? 0
                                 : static_cast<int64_t>(found->second.size());
}

std::map<std::string, std::string> Witness::singles() const {
  MutexLock lock(mutex_);
  return singles_;
}

std::vector<std::string> Witness::faults() const {
  MutexLock lock(mutex_);
  return faults_;
}

int64_t Witness::answers() const {
  MutexLock lock(mutex_);
  return answers_;
}

}  // namespace iku::test
