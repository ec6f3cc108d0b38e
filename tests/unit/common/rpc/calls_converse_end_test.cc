#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "absl/time/clock.h"
#include "common/metrics/metrics.h"
#include "common/status/errors.h"
#include "tests/unit/common/rpc/each_class.h"
#include "tests/unit/common/rpc/echo_stream.h"

// How a stream in both directions ends.

namespace iku::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ConverseEndTest : public ConverseTest {
 protected:
  ConverseEndTest()
      : ConverseTest({.limits = EachClass(3, 3),
                      .look_every = absl::Milliseconds(10)}) {}

  // Waits until no stream is left of which the service knows anything. The
  // script answers 0 at once: streams that were cancelled may still be at it,
  // so it cannot be changed here.
  bool AllPlacesAreFree() {
    for (int i = 0; i < 500; ++i) {
      held_.Drop();  // messages of a cancelled stream may come late
      EchoStream a(*stub_), b(*stub_), c(*stub_);
      for (EchoStream* stream : {&a, &b, &c}) {
        stream->Send(0);
        stream->call->WritesDone();
      }
      bool all = true;
      for (EchoStream* stream : {&a, &b, &c}) {
        stream->ReadAll();
        all &= stream->call->Finish().ok();
      }
      if (all) return true;
      absl::SleepFor(absl::Milliseconds(10));
    }
    return false;
  }
};

TEST_F(ConverseEndTest, AHalfCloseEndsItBehindTheLastAnswer) {
  EchoStream stream(*stub_);
  stream.Send(0);
  stream.call->WritesDone();
  held_.Await(1);
  absl::SleepFor(absl::Milliseconds(50));
  held_.Give(0, Reply(0));
  EXPECT_THAT(stream.ReadAll(), ElementsAre(0));
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseEndTest, AnErrorEndsItBehindTheAnswersToEarlierMessages) {
  EchoStream stream(*stub_);
  for (int i = 0; i < 3; ++i) stream.Send(i);
  held_.Await(3);
  held_.Give(2, Reply(2));
  held_.Give(1, NotFound("one"));
  held_.Give(0, Reply(0));
  EXPECT_THAT(stream.ReadAll(), ElementsAre(0));
  EXPECT_THAT(stream.call->Finish(), HasReason(code::kNotFound));
}

TEST_F(ConverseEndTest, BehindAnErrorNothingIsTakenIn) {
  EchoStream stream(*stub_);
  stream.Send(0);
  stream.Send(1);
  held_.Await(2);
  held_.Give(1, NotFound("one"));
  stream.Send(2);  // perhaps read already, but not taken in
  stream.Send(3);
  absl::SleepFor(absl::Milliseconds(50));
  held_.Give(0, Reply(0));
  EXPECT_THAT(stream.ReadAll(), ElementsAre(0));
  EXPECT_THAT(stream.call->Finish(), HasReason(code::kNotFound));
  EXPECT_EQ(held_.count(), 2u);
}

TEST_F(ConverseEndTest, AStreamOnWhichNothingArrivesIsEnded) {
  service_.options.idle_timeout = absl::Milliseconds(200);
  EchoStream stream(*stub_);
  const absl::Time begun = absl::Now();
  EXPECT_THAT(stream.ReadAll(), IsEmpty());
  const grpc::Status status = stream.call->Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(status, HasReason(code::kStreamIdle));
  EXPECT_GE(absl::Now() - begun, absl::Milliseconds(150));
}

TEST_F(ConverseEndTest, AStreamThatWaitsForItsAnswerIsNotIdle) {
  service_.options.idle_timeout = absl::Milliseconds(100);
  EchoStream stream(*stub_);
  stream.Send(0);
  held_.Await(1);
  absl::SleepFor(absl::Milliseconds(400));
  held_.Give(0, Reply(0));
  EXPECT_THAT(stream.Read(1), ElementsAre(0));
}

TEST_F(ConverseEndTest, AStreamThatGoesOnIsNotIdle) {
  EchoAtOnce();
  service_.options.idle_timeout = absl::Milliseconds(300);
  EchoStream stream(*stub_);
  for (int i = 0; i < 8; ++i) {
    stream.Send(i);
    EXPECT_THAT(stream.Read(1), ElementsAre(i));
    absl::SleepFor(absl::Milliseconds(100));
  }
  stream.call->WritesDone();
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseEndTest, AStreamOfTheLongestAgeEndsBehindItsAnswers) {
  service_.options.longest = absl::Milliseconds(200);
  EchoStream stream(*stub_);
  stream.Send(0);
  held_.Await(1);
  absl::SleepFor(absl::Milliseconds(300));
  stream.Send(1);  // not taken in any more
  absl::SleepFor(absl::Milliseconds(50));
  held_.Give(0, Reply(0));
  EXPECT_THAT(stream.ReadAll(), ElementsAre(0));
  const grpc::Status status = stream.call->Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(status, HasReason(code::kStreamTooOld));
  EXPECT_EQ(held_.count(), 1u);
}

TEST_F(ConverseEndTest, AnAnswerThatNeverComesDoesNotKeepAnOldStream) {
  service_.options.longest = absl::Milliseconds(100);
  service_.options.idle_timeout = absl::Milliseconds(200);
  EchoStream stream(*stub_);
  stream.Send(0);
  EXPECT_THAT(stream.ReadAll(), IsEmpty());
  EXPECT_THAT(stream.call->Finish(), HasReason(code::kStreamTooOld));
}

TEST_F(ConverseEndTest, ACallerThatDoesNotReadIsCutOff) {
  service_.options.idle_timeout = absl::Milliseconds(200);
  std::promise<void> ended;
  service_.script.take = [](Message, absl::Time, Echo::Answer answer) {
    EchoReply large;
    large.set_load(std::string(1 << 20, 'x'));
    answer(large);
  };
  service_.script.ended = [&] { ended.set_value(); };
  EchoStream stream(*stub_);
  std::thread sender([&] {
    for (int i = 0; i < 500 && stream.Send(i); ++i) {
    }
  });
  EXPECT_EQ(ended.get_future().wait_for(std::chrono::seconds(10)),
            std::future_status::ready);
  sender.join();
  stream.ReadAll();
  EXPECT_THAT(stream.call->Finish(), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(ConverseEndTest, ACallerThatCancelsFreesItsPlaceOnceItsWorkIsDone) {
  std::promise<void> ended;
  service_.script.ended = [&] { ended.set_value(); };
  EchoStream stream(*stub_);
  stream.Send(0);
  stream.Send(1);
  held_.Await(2);
  stream.context.TryCancel();
  EXPECT_THAT(stream.call->Finish(), StatusIs(absl::StatusCode::kCancelled));
  ended.get_future().wait();
  held_.Give(0, Reply(0));
  held_.Give(1, Reply(1));
  service_.script.ended = [] {};
  EchoAtOnce();
  EXPECT_TRUE(AllPlacesAreFree());
}

TEST_F(ConverseEndTest, AStreamThatIsBrokenOffIsNotCountedAsOk) {
  EchoAtOnce();
  std::promise<void> ended;
  service_.script.ended = [&] { ended.set_value(); };
  Metrics metrics;
  metrics.Add([this](MetricWriter& to) { calls_.Tell(to); });
  EchoStream stream(*stub_);
  stream.Send(1);
  ASSERT_THAT(stream.Read(1), ElementsAre(1));
  stream.context.TryCancel();
  EXPECT_THAT(stream.call->Finish(), StatusIs(absl::StatusCode::kCancelled));
  ended.get_future().wait();
  EXPECT_THAT(metrics.Text(), AllOf(HasSubstr("grpc_code=\"OK\"} 0\n"),
                                    HasSubstr("grpc_code=\"Canceled\"} 1\n")));
}

TEST_F(ConverseEndTest, AStopAnswersWhatWasTakenInAndThenSaysUnavailable) {
  EchoStream stream(*stub_);
  stream.Send(0);
  stream.Send(1);
  held_.Await(2);
  auto drained = std::async(std::launch::async, [&] { server_->Drain(); });
  absl::SleepFor(absl::Milliseconds(100));
  held_.Give(0, Reply(0));
  held_.Give(1, Reply(1));
  EXPECT_THAT(stream.ReadAll(), ElementsAre(0, 1));
  const grpc::Status status = stream.call->Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(status, HasReason(code::kStopping));
  EXPECT_TRUE(RetryAfterOf(FromGrpcStatus(status)).has_value());
  drained.wait();
}

TEST_F(ConverseEndTest, AnIdleStreamDoesNotHoldUpAStop) {
  EchoStream stream(*stub_);
  stream.Send(0);
  held_.Await(1);
  held_.Give(0, Reply(0));
  EXPECT_THAT(stream.Read(1), ElementsAre(0));
  const absl::Time begun = absl::Now();
  server_->Drain();
  EXPECT_LT(absl::Now() - begun, absl::Seconds(2));
  EXPECT_THAT(stream.call->Finish(), HasReason(code::kStopping));
}

TEST_F(ConverseEndTest, AStreamThatOpensDuringAStopIsToldSo) {
  calls_.StopStreams();
  EchoStream stream(*stub_);
  EXPECT_THAT(stream.ReadAll(), IsEmpty());
  EXPECT_THAT(stream.call->Finish(), HasReason(code::kStopping));
}

TEST_F(ConverseEndTest, AnExceptionIsAnInternalErrorWithoutItsText) {
  service_.script.take = [](Message, absl::Time, Echo::Answer) {
    throw std::runtime_error("secret");
  };
  ::testing::internal::CaptureStderr();
  EchoStream stream(*stub_);
  stream.Send(0);
  EXPECT_THAT(stream.ReadAll(), IsEmpty());
  const grpc::Status status = stream.call->Finish();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(status, HasReason(code::kInternal));
  EXPECT_EQ(status.error_message().find("secret"), std::string::npos);
  EXPECT_THAT(log, HasSubstr("exception: secret"));
}

TEST_F(ConverseEndTest, AnExceptionBehindAnAnswerDoesNoHarm) {
  service_.script.take = [](Message message, absl::Time, Echo::Answer answer) {
    answer(Reply(message->number()));
    throw std::runtime_error("late");
  };
  EchoStream stream(*stub_);
  stream.Send(0);
  stream.call->WritesDone();
  EXPECT_THAT(stream.ReadAll(), ElementsAre(0));
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseEndTest, ADroppedAnswerIsAnInternalError) {
  service_.script.take = [](Message, absl::Time, Echo::Answer) {};
  EchoStream stream(*stub_);
  stream.Send(0);
  EXPECT_THAT(stream.ReadAll(), IsEmpty());
  EXPECT_THAT(stream.call->Finish(), HasReason(code::kInternal));
}

TEST_F(ConverseEndTest, OnlyTheFirstAnswerCounts) {
  service_.script.take = [](Message message, absl::Time, Echo::Answer answer) {
    answer(Reply(message->number()));
    answer(NotFound("again"));
  };
  EchoStream stream(*stub_);
  stream.Send(0);
  stream.call->WritesDone();
  EXPECT_THAT(stream.ReadAll(), ElementsAre(0));
  EXPECT_THAT(stream.call->Finish(), IsOk());
}

TEST_F(ConverseEndTest, ASessionThatCannotBeginRefusesTheStream) {
  service_.open = [](const Caller&) { return NotFound("the session"); };
  EchoStream refused(*stub_);
  EXPECT_THAT(refused.ReadAll(), IsEmpty());
  EXPECT_THAT(refused.call->Finish(), HasReason(code::kNotFound));
  service_.open = [](const Caller&) -> absl::Status { throw 42; };
  EchoStream thrown(*stub_);
  EXPECT_THAT(thrown.ReadAll(), IsEmpty());
  EXPECT_THAT(thrown.call->Finish(), HasReason(code::kInternal));
  service_.open = nullptr;
  EchoAtOnce();
  EXPECT_TRUE(AllPlacesAreFree());
}

TEST_F(ConverseEndTest, OneStreamTooManyIsRefusedHoweverIdleTheOthersAre) {
  EchoStream first(*stub_), second(*stub_), third(*stub_);
  EchoAtOnce();
  for (EchoStream* stream : {&first, &second, &third}) {
    stream->Send(1);
    ASSERT_THAT(stream->Read(1), ElementsAre(1));
  }
  EchoStream fourth(*stub_);
  EXPECT_THAT(fourth.ReadAll(), IsEmpty());
  const grpc::Status status = fourth.call->Finish();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(status, HasReason(code::kBusy));
  for (EchoStream* stream : {&first, &second, &third}) {
    stream->call->WritesDone();
    EXPECT_THAT(stream->call->Finish(), IsOk());
  }
  EXPECT_TRUE(AllPlacesAreFree());
}

TEST_F(ConverseEndTest, StreamsThatAreCancelledAtAnyMomentLeaveNothingBehind) {
  service_.script.take = [this](Message message, absl::Time,
                                Echo::Answer answer) {
    if (message->number() % 3 == 0) return answer(Reply(message->number()));
    held_.Keep(std::move(message), std::move(answer));
  };
  for (int round = 0; round < 200; ++round) {
    EchoStream stream(*stub_);
    for (int i = 0; i < round % 5; ++i) stream.Send(i);
    if (round % 2 == 0) absl::SleepFor(absl::Microseconds(round * 10));
    stream.context.TryCancel();
    stream.ReadAll();
    EXPECT_FALSE(stream.call->Finish().ok());
    held_.Drop();
  }
  EXPECT_TRUE(AllPlacesAreFree());
}

}  // namespace
}  // namespace iku::test
