#ifndef IKU_COMMON_RPC_ARENA_MESSAGES_H_
#define IKU_COMMON_RPC_ARENA_MESSAGES_H_

#include <cstddef>

#include "google/protobuf/arena.h"
#include "grpcpp/support/message_allocator.h"

namespace iku {

// Keeps the request and the reply of each call of a method in one arena, for
// methods whose messages have dozens of parts and which are called very often:
// then these parts cost no allocation each. Given to a service by
// SetMessageAllocatorFor_X, which it has to outlive. Thread-safe.
//
// A reply in an arena is filled where it stands; a whole message assigned to it
// would be copied.
template <typename Request, typename Reply>
class ArenaMessages final : public grpc::MessageAllocator<Request, Reply> {
 public:
  grpc::MessageHolder<Request, Reply>* AllocateMessages() override {
    return new Holder;
  }

 private:
  class Holder final : public grpc::MessageHolder<Request, Reply> {
   public:
    Holder() : arena_(Options()) {
      this->set_request(
          google::protobuf::Arena::CreateMessage<Request>(&arena_));
      this->set_response(
          google::protobuf::Arena::CreateMessage<Reply>(&arena_));
    }
    void Release() override { delete this; }

   private:
    google::protobuf::ArenaOptions Options() {
      google::protobuf::ArenaOptions options;
      options.initial_block = first_block_;
      options.initial_block_size = sizeof(first_block_);
      // The first of a thread other than the one that reads the request.
      options.start_block_size = kBlock;
      return options;
    }

    // Affects performance only: what is larger takes more blocks.
    static constexpr size_t kBlock = 2048;

    alignas(std::max_align_t) char first_block_[kBlock];
    google::protobuf::Arena arena_;
  };
};

}  // namespace iku

#endif  // IKU_COMMON_RPC_ARENA_MESSAGES_H_
