#include <atomic>
#include <future>
#include <numeric>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "tests/unit/common/rpc/echo_stream.h"

// What a stream in both directions does while it goes on: order, credit,
// bounds.

namespace iku::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Le;

std::vector<int> Upto(int count) {
  std::vector<int> numbers(static_cast<size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

// Long enough for a message that may come to have come.
void GiveItAChance() { absl::SleepFor(absl::Milliseconds(100)); }

TEST_F(ConverseTest, ThousandMessagesAreAnsweredInTheirOrderAndThenComesOk) {
  EchoAtOnce();
  EchoStream stream(*stub_);
  std::thread sender([&] {
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(stream.Send(i));
    stream.call->WritesDone();
  });
  EXPECT_EQ(stream.ReadAll(), Upto(1000));
  sender.join();
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseTest, AnswersGivenInAnyOrderAreSentInTheOrderOfTheMessages) {
  EchoStream stream(*stub_);
  for (int i = 0; i < 3; ++i) stream.Send(i);
  ASSERT_THAT(held_.Await(3), ElementsAre(0, 1, 2));
  held_.Give(2, Reply(2));
  held_.Give(1, Reply(1));
  held_.Give(0, Reply(0));
  EXPECT_THAT(stream.Read(3), ElementsAre(0, 1, 2));
  stream.call->WritesDone();
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseTest, AnswersFromManyThreadsKeepTheOrder) {
  std::vector<std::thread> threads;
  Mutex mutex;
  service_.script.take = [&](Message message, absl::Time, Echo::Answer answer) {
    MutexLock lock(mutex);
    threads.emplace_back([message, answer] {
      absl::SleepFor(absl::Microseconds(message->number() % 7 * 100));
      answer(Reply(message->number()));
    });
  };
  EchoStream stream(*stub_);
  std::thread sender([&] {
    for (int i = 0; i < 300; ++i) stream.Send(i);
    stream.call->WritesDone();
  });
  EXPECT_EQ(stream.ReadAll(), Upto(300));
  sender.join();
  EXPECT_THAT(stream.call->Finish(), IsOk());
  for (std::thread& thread : threads) thread.join();
}

TEST_F(ConverseTest, MessagesAreTakenOneAtATime) {
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  service_.script.take = [&](Message message, absl::Time, Echo::Answer answer) {
    most = std::max(most.load(), ++inside);
    answer(Reply(message->number()));  // which lets the next one be read
    absl::SleepFor(absl::Milliseconds(2));
    --inside;
  };
  EchoStream stream(*stub_);
  for (int i = 0; i < 50; ++i) stream.Send(i);
  stream.call->WritesDone();
  EXPECT_EQ(stream.ReadAll(), Upto(50));
  EXPECT_THAT(stream.call->Finish(), IsOk());
  EXPECT_EQ(most, 1);
}

TEST_F(ConverseTest, AGreetingComesBeforeAnythingIsAsked) {
  service_.script.greeting = Reply(77);
  EchoStream stream(*stub_);
  EXPECT_THAT(stream.Read(1), ElementsAre(77));
  stream.call->WritesDone();
  EXPECT_THAT(stream.ReadAll(), IsEmpty());
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseTest, NoMoreMessagesThanTheCreditAreTakenInUnanswered) {
  service_.options.max_unanswered = 3;
  EchoStream stream(*stub_);
  for (int i = 0; i < 10; ++i) stream.Send(i);
  held_.Await(3);
  GiveItAChance();
  EXPECT_EQ(held_.count(), 3u);
  held_.Give(1, Reply(1));
  GiveItAChance();
  EXPECT_EQ(held_.count(), 3u) << "the first one still has its place";
  held_.Give(0, Reply(0));
  EXPECT_EQ(held_.Await(5).size(), 5u);
  GiveItAChance();
  EXPECT_EQ(held_.count(), 5u);
}

TEST_F(ConverseTest, LargeMessagesAreTakenInUntilTheirBytesAreTooMany) {
  service_.options.max_unanswered = 100;
  service_.options.max_unanswered_bytes = 250'000;
  EchoStream stream(*stub_);
  std::thread sender([&] {
    for (int i = 0; i < 10; ++i) stream.Send(i, 100'000);
  });
  held_.Await(3);
  GiveItAChance();
  EXPECT_EQ(held_.count(), 3u);
  held_.Give(0, Reply(0));
  EXPECT_EQ(held_.Await(4).size(), 4u) << "a small answer takes less";
  held_.Drop();  // ends the stream
  sender.join();
}

TEST_F(ConverseTest, ACallerThatDoesNotReadIsNotReadFromAnyMore) {
  std::atomic<int> taken{0};
  service_.script.take = [&](Message, absl::Time, Echo::Answer answer) {
    ++taken;
    EchoReply large;
    large.set_load(std::string(1 << 20, 'x'));
    answer(large);
  };
  service_.options.max_unanswered = 4;
  EchoStream stream(*stub_);
  std::thread sender([&] {
    for (int i = 0; i < 500; ++i) stream.Send(i);
    stream.call->WritesDone();
  });
  absl::SleepFor(absl::Milliseconds(500));
  // What waits here, and what gRPC holds for the connection on both sides.
  const int before_reading = taken;
  EXPECT_THAT(before_reading, Le(40));
  EXPECT_EQ(stream.ReadAll().size(), 500u);
  sender.join();
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseTest, EachMessageHasADeadlineOfItsOwn) {
  std::vector<absl::Time> deadlines;
  service_.script.take = [&](Message message, absl::Time deadline,
                             Echo::Answer answer) {
    deadlines.push_back(deadline);
    EXPECT_EQ(WorkDeadline::Current(), deadline);
    answer(Reply(message->number()));
  };
  EchoStream stream(*stub_);
  const absl::Time begun = absl::Now();
  stream.Send(0);
  EXPECT_THAT(stream.Read(1), ElementsAre(0));
  GiveItAChance();
  stream.Send(1);
  EXPECT_THAT(stream.Read(1), ElementsAre(1));
  stream.call->WritesDone();
  EXPECT_THAT(stream.call->Finish(), IsOk());
  EXPECT_LE(deadlines[0], begun + absl::Seconds(61));
  EXPECT_GE(deadlines[1], deadlines[0] + absl::Milliseconds(90));
}

TEST_F(ConverseTest, NoMessageOutlivesTheDeadlineOfTheStream) {
  absl::Time seen;
  service_.script.take = [&](Message message, absl::Time deadline,
                             Echo::Answer answer) {
    seen = deadline;
    answer(Reply(message->number()));
  };
  grpc::ClientContext context;
  const absl::Time limit = absl::Now() + absl::Seconds(5);
  context.set_deadline(absl::ToChronoTime(limit));
  auto call = stub_->Converse(&context);
  call->Write(Request(0));
  call->WritesDone();
  EchoReply reply;
  EXPECT_TRUE(call->Read(&reply));
  EXPECT_THAT(call->Finish(), IsOk());
  EXPECT_LE(seen, limit + absl::Milliseconds(500));
}

}  // namespace
}  // namespace iku::test
