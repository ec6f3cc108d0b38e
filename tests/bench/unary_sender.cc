#include <optional>
#include <utility>
#include <vector>

#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "tests/bench/batch_sender.h"

namespace iku::bench {
namespace {

namespace v1 = collection::v1;

constexpr char kMethod[] = "/iku.collection.v1.IngestService/SubmitBatch";

std::string WrongIn(grpc::ByteBuffer& bytes, int64_t rows) {
  v1::SubmitBatchResponse reply;
  grpc::ProtoBufferReader reader(&bytes);
  if (!reply.ParseFromZeroCopyStream(&reader)) return "no reply to parse";
  if (reply.totals().created() == rows && reply.results_size() == rows) {
    return "";
  }
  return "not every row was created: " + reply.totals().ShortDebugString();
}

class UnarySender final : public BatchSender {
 public:
  UnarySender(const std::shared_ptr<grpc::Channel>& channel, int in_flight)
      : stub_(channel), slots_(static_cast<size_t>(in_flight)) {}

  grpc::ByteBuffer Pack(int64_t /*number*/,
                        const v1::SubmitBatchRequest& batch) const override {
    const grpc::Slice bytes(batch.SerializeAsString());
    return grpc::ByteBuffer(&bytes, 1);
  }

  void Send(int slot, int64_t /*number*/, const grpc::ByteBuffer& packed,
            int64_t rows, CallDone done) override {
    Slot& own = slots_[static_cast<size_t>(slot)];
    own.context.emplace();
    own.context->set_deadline(std::chrono::system_clock::now() +
                              std::chrono::seconds(60));
    own.done = std::move(done);
    stub_.UnaryCall(
        &*own.context, kMethod, {}, &packed, &own.reply,
        [&own, rows](const grpc::Status& status) {
          // The next batch takes the slot before this returns.
          const CallDone done_now = std::move(own.done);
          done_now(status.ok() ? WrongIn(own.reply, rows) : Describe(status));
        });
  }

 private:
  struct Slot {
    std::optional<grpc::ClientContext> context;
    grpc::ByteBuffer reply;
    CallDone done;
  };

  grpc::GenericStub stub_;
  std::vector<Slot> slots_;
};

}  // namespace

std::unique_ptr<BatchSender> MakeUnarySender(
    const std::shared_ptr<grpc::Channel>& channel, int in_flight) {
  return std::make_unique<UnarySender>(channel, in_flight);
}

}  // namespace iku::bench
