#ifndef IKU_TESTS_BENCH_BATCH_SENDER_H_
#define IKU_TESTS_BENCH_BATCH_SENDER_H_

#include <cstdint>
#include <memory>

#include "grpcpp/grpcpp.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "tests/bench/load.h"

namespace iku::bench {

// One way in which batches reach the collection service.
class BatchSender {
 public:
  virtual ~BatchSender() = default;

  // The bytes that Send wants for this batch. Made ahead, so that making
  // answers costs nothing while it is measured.
  virtual grpc::ByteBuffer Pack(
      int64_t number,
      const collection::v1::SubmitBatchRequest& batch) const = 0;

  // Sends a packed batch of `rows` answers; as StartCall, and an error unless
  // every row was created. `packed` must live until then. Batches are numbered
  // from 0, each once.
  virtual void Send(int slot, int64_t number, const grpc::ByteBuffer& packed,
                    int64_t rows, CallDone done) = 0;
};

// All batches over one Ingest stream, in one new session.
std::unique_ptr<BatchSender> MakeStreamSender(
    const std::shared_ptr<grpc::Channel>& channel);

// A unary SubmitBatch for each batch.
std::unique_ptr<BatchSender> MakeUnarySender(
    const std::shared_ptr<grpc::Channel>& channel, int in_flight);

}  // namespace iku::bench

#endif  // IKU_TESTS_BENCH_BATCH_SENDER_H_
