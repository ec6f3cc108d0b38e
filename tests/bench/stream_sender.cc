#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "tests/bench/answers.h"
#include "tests/bench/batch_sender.h"

namespace iku::bench {
namespace {

namespace v1 = collection::v1;

constexpr char kMethod[] = "/iku.collection.v1.IngestService/Ingest";

std::string WrongIn(const v1::IngestResponse& answer, int64_t rows) {
  if (answer.answer().response().totals().created() == rows) return "";
  return "not every row was created: " + answer.ShortDebugString();
}

// Batches of one ingest session over one stream.
class StreamSender final
    : public BatchSender,
      public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit StreamSender(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(channel), session_(NewSession(channel)) {
    stub_.PrepareBidiStreamingCall(&context_, kMethod, {}, this);
    StartRead(&incoming_);
    AddHold();  // until no batch comes any more
    StartCall();
  }

  ~StreamSender() override {
    StartWritesDone();
    RemoveHold();
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [this] { return done_; });
  }

  grpc::ByteBuffer Pack(int64_t number,
                        const v1::SubmitBatchRequest& batch) const override {
    v1::IngestRequest request;
    *request.mutable_batch() = batch;
    // The session knows its policy.
    request.mutable_batch()->clear_row_policy();
    request.mutable_batch()->set_session(session_);
    request.mutable_batch()->set_sequence(number + 1);
    const grpc::Slice bytes(request.SerializeAsString());
    return grpc::ByteBuffer(&bytes, 1);
  }

  void Send(int /*slot*/, int64_t number, const grpc::ByteBuffer& packed,
            int64_t rows, CallDone done) override {
    std::unique_lock<std::mutex> lock(mutex_);
    if (done_) {
      lock.unlock();
      return done("the stream has ended");
    }
    waiting_.emplace(number, Batch{&packed, rows, std::move(done)});
    WriteNext();
  }

  void OnWriteDone(bool ok) override {
    std::lock_guard<std::mutex> lock(mutex_);
    writing_ = false;
    if (ok) WriteNext();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    v1::IngestResponse answer;
    {
      grpc::ProtoBufferReader reader(&incoming_);
      answer.ParseFromZeroCopyStream(&reader);
    }
    incoming_.Clear();
    std::optional<Batch> answered;
    if (!answer.has_credit()) {
      std::lock_guard<std::mutex> lock(mutex_);
      answered = std::move(sent_.front());
      sent_.pop_front();
    }
    StartRead(&incoming_);
    if (answered) answered->done(WrongIn(answer, answered->rows));
  }

  void OnDone(const grpc::Status& status) override {
    std::deque<Batch> lost;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      done_ = true;
      lost = std::exchange(sent_, {});
      for (auto& [number, batch] : waiting_) lost.push_back(std::move(batch));
      waiting_.clear();
      ended_.notify_all();
    }
    for (const Batch& batch : lost) batch.done(Describe(status));
  }

 private:
  struct Batch {
    const grpc::ByteBuffer* packed;
    int64_t rows;
    CallDone done;
  };

  static std::string NewSession(const std::shared_ptr<grpc::Channel>& channel) {
    grpc::ClientContext context;
    v1::CreateIngestSessionRequest request;
    request.mutable_ingest_session()->set_name(std::string(kDistrict) +
                                               "/ingestSessions/bench");
    request.mutable_ingest_session()->set_row_policy(
        v1::ROW_POLICY_ALL_OR_NOTHING);
    v1::IngestSession session;
    const grpc::Status status =
        v1::IngestService::NewStub(channel)->CreateIngestSession(
            &context, request, &session);
    if (!status.ok()) std::cerr << Describe(status) << std::endl;
    return session.name();
  }

  // The batches go out in the order of their numbers, whoever calls first.
  void WriteNext() {
    const auto next = waiting_.find(next_);
    if (writing_ || next == waiting_.end()) return;
    writing_ = true;
    ++next_;
    const grpc::ByteBuffer* packed = next->second.packed;
    sent_.push_back(std::move(next->second));
    waiting_.erase(next);
    StartWrite(packed);
  }

  grpc::TemplatedGenericStub<grpc::ByteBuffer, grpc::ByteBuffer> stub_;
  grpc::ClientContext context_;
  const std::string session_;
  grpc::ByteBuffer incoming_;

  std::mutex mutex_;
  std::condition_variable ended_;
  std::map<int64_t, Batch> waiting_;  // by number
  std::deque<Batch> sent_;            // in order, not answered
  int64_t next_ = 0;                  // number of the batch to send
  bool writing_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<BatchSender> MakeStreamSender(
    const std::shared_ptr<grpc::Channel>& channel) {
  return std::make_unique<StreamSender>(channel);
}

}  // namespace iku::bench
