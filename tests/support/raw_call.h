#ifndef IKU_TESTS_SUPPORT_RAW_CALL_H_
#define IKU_TESTS_SUPPORT_RAW_CALL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/status/grpc_status.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"

namespace iku::test {

// Sends one message as bytes to `method` ("/package.Service/Method") and
// returns the bytes of the first reply. For services whose protos Debian does
// not ship as C++: health and reflection.
inline absl::StatusOr<std::string> RawCall(
    const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
    const std::string& request) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  const auto wait = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  auto call = stub.PrepareCall(&context, method, &queue);
  call->StartCall(nullptr);
  wait();
  const grpc::Slice slice(request);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  wait();
  grpc::ByteBuffer reply;
  call->Read(&reply, nullptr);
  const bool replied = wait();
  grpc::Status status;
  call->Finish(&status, nullptr);
  wait();
  if (!status.ok()) return FromGrpcStatus(status);
  std::string bytes;
  grpc::Slice joined;
  if (replied && reply.DumpToSingleSlice(&joined).ok()) {
    bytes.assign(reinterpret_cast<const char*>(joined.begin()), joined.size());
  }
  return bytes;
}

}  // namespace iku::test

#endif  // IKU_TESTS_SUPPORT_RAW_CALL_H_
