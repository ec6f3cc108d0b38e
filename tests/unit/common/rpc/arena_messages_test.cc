#include "common/rpc/arena_messages.h"

#include <memory>
#include <string>

#include "echo.pb.h"
#include "gtest/gtest.h"

namespace iku::test {
namespace {

using Holder = grpc::MessageHolder<EchoRequest, EchoReply>;

class ArenaMessagesTest : public ::testing::Test {
 protected:
  struct Release {
    void operator()(Holder* holder) const { holder->Release(); }
  };
  std::unique_ptr<Holder, Release> Allocate() {
    return std::unique_ptr<Holder, Release>(allocator_.AllocateMessages());
  }

  ArenaMessages<EchoRequest, EchoReply> allocator_;
};

TEST_F(ArenaMessagesTest, RequestAndReplyOfACallAreInOneArena) {
  const auto call = Allocate();
  ASSERT_NE(call->request()->GetArena(), nullptr);
  EXPECT_EQ(call->request()->GetArena(), call->response()->GetArena());
}

TEST_F(ArenaMessagesTest, TwoCallsShareNone) {
  const auto one = Allocate();
  const auto other = Allocate();
  EXPECT_NE(one->request()->GetArena(), other->request()->GetArena());
  one->request()->set_number(1);
  other->request()->set_number(2);
  EXPECT_EQ(one->request()->number(), 1);
}

TEST_F(ArenaMessagesTest, WhatIsLargerThanTheFirstBlockFitsToo) {
  const std::string load(100'000, 'x');
  EchoRequest sent;
  sent.set_number(7);
  sent.set_load(load);
  const auto call = Allocate();
  ASSERT_TRUE(call->request()->ParseFromString(sent.SerializeAsString()));
  call->response()->set_load(call->request()->load());
  EXPECT_EQ(call->request()->number(), 7);
  EXPECT_EQ(call->response()->load(), load);
}

}  // namespace
}  // namespace iku::test
