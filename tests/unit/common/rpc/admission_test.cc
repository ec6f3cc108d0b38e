#include "common/rpc/admission.h"

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/status/errors.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/common/rpc/each_class.h"

namespace iku {
namespace {

using ::iku::test::EachClass;
using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;

constexpr CallClass kRead = CallClass::kRead;
constexpr CallClass kWrite = CallClass::kWrite;

std::string LimitOf(const absl::Status& refusal) {
  return ArgumentsOf(refusal)["limit"];
}

TEST(AdmissionTest, AClassThatIsFullRefusesAndSaysWhenToComeBack) {
  Admission admission(EachClass(2, 2));
  const auto first = admission.Admit(kRead, "a");
  const auto second = admission.Admit(kRead, "b");
  const absl::Status refusal = admission.Admit(kRead, "c").status();
  EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(refusal, HasReason(code::kBusy));
  EXPECT_EQ(ArgumentsOf(refusal)["what"], "reads");
  EXPECT_EQ(LimitOf(refusal), "service");
  EXPECT_TRUE(RetryAfterOf(refusal).has_value());
}

TEST(AdmissionTest, AFullClassDoesNotKeepOutAnother) {
  Admission admission(EachClass(1, 1));
  const auto read = admission.Admit(kRead, "a");
  EXPECT_THAT(admission.Admit(kRead, "b"),
              StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(admission.Admit(kWrite, "a"), IsOk());
}

TEST(AdmissionTest, OneWhoCallsTooMuchIsRefusedBeforeOthersAre) {
  Admission admission(EachClass(10, 2));
  const auto first = admission.Admit(kRead, "greedy");
  const auto second = admission.Admit(kRead, "greedy");
  const absl::Status refusal = admission.Admit(kRead, "greedy").status();
  EXPECT_THAT(refusal, HasReason(code::kBusy));
  EXPECT_EQ(LimitOf(refusal), "caller");
  EXPECT_TRUE(RetryAfterOf(refusal).has_value());
  EXPECT_THAT(admission.Admit(kRead, "modest"), IsOk());
}

TEST(AdmissionTest, APlaceThatIsGivenBackIsFreeAgainForTheCallerAndTheClass) {
  Admission admission(EachClass(1, 1));
  {
    auto place = admission.Admit(kRead, "a");
    ASSERT_THAT(place, IsOk());
    const Admission::Place moved = *std::move(place);
    EXPECT_FALSE(admission.Admit(kRead, "a").ok());
  }
  EXPECT_THAT(admission.Admit(kRead, "a"), IsOk());
  EXPECT_THAT(admission.Admit(kRead, "b"), IsOk());
}

TEST(AdmissionTest, OnlyCallersWithACallInFlightAreKnown) {
  Admission admission(EachClass(3, 1));
  std::vector<Admission::Place> places;
  for (int i = 0; i < 1000; ++i) {
    auto place = admission.Admit(kRead, std::to_string(i));
    if (place.ok()) places.push_back(*std::move(place));
  }
  EXPECT_FALSE(admission.Admit(kRead, "0").ok());
  EXPECT_EQ(admission.Look(kRead).callers, 3);
  EXPECT_EQ(admission.Look(kRead).held.calls, 3);
  EXPECT_EQ(admission.Look(kRead).refused_for_class, 998);
  places.clear();
  EXPECT_EQ(admission.Look(kRead).callers, 0);
  EXPECT_EQ(admission.Look(kRead).held.calls, 0);
}

TEST(AdmissionTest, NothingBeginsWhileAnswersThatNobodyTakesPileUp) {
  Admission::Limits limits = EachClass(10, 10);
  for (Admission::Limit& limit : limits) {
    limit.bytes = 100;
    limit.bytes_per_caller = 60;
  }
  Admission admission(limits);
  auto slow = admission.Admit(kRead, "slow");
  ASSERT_THAT(slow, IsOk());
  EXPECT_THAT(slow->MayHoldMore(), IsOk());
  slow->Hold(60);
  EXPECT_EQ(LimitOf(slow->MayHoldMore()), "caller");
  EXPECT_EQ(LimitOf(admission.Admit(kRead, "slow").status()), "caller");

  auto other = admission.Admit(kRead, "other");
  ASSERT_THAT(other, IsOk());
  EXPECT_THAT(other->MayHoldMore(), IsOk());
  other->Hold(40);
  EXPECT_EQ(LimitOf(other->MayHoldMore()), "service");
  EXPECT_EQ(LimitOf(admission.Admit(kRead, "third").status()), "service");
  EXPECT_THAT(admission.Admit(kWrite, "third"), IsOk());

  slow->Hold(10);
  EXPECT_THAT(admission.Admit(kRead, "slow"), IsOk());
  other = absl::CancelledError();
  EXPECT_EQ(admission.Look(kRead).held.bytes, 10);
}

TEST(AdmissionTest, WhatACallHeldIsFreeWhenItEnds) {
  Admission::Limits limits = EachClass(10, 10);
  limits[static_cast<size_t>(kRead)].bytes_per_caller = 60;
  Admission admission(limits);
  auto first = admission.Admit(kRead, "slow");
  const auto second = admission.Admit(kRead, "slow");
  ASSERT_THAT(first, IsOk());
  first->Hold(60);
  EXPECT_EQ(LimitOf(admission.Admit(kRead, "slow").status()), "caller");
  first = absl::CancelledError();
  EXPECT_THAT(admission.Admit(kRead, "slow"), IsOk());
}

TEST(AdmissionTest, EveryClassHasAPlaceHoweverFewThereAre) {
  for (const int calls : {1, 20, 2000}) {
    for (const Admission::Limit& limit : Admission::Shares(calls, 1)) {
      EXPECT_GE(limit.calls, 1);
      EXPECT_EQ(limit.per_caller, 1);
    }
  }
  int total = 0;
  for (const Admission::Limit& limit : Admission::Shares(2000, 1000)) {
    total += limit.calls;
    EXPECT_EQ(limit.per_caller * 2, limit.calls);
  }
  EXPECT_EQ(total, 2000);
}

TEST(AdmissionTest, ManyThreadsNeverPassALimit) {
  Admission admission(EachClass(5, 2));
  std::atomic<int> most{0};
  std::atomic<int> given{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, caller = std::to_string(thread % 3)] {
      for (int i = 0; i < 20'000; ++i) {
        const auto first = admission.Admit(kRead, caller);
        const auto second = admission.Admit(kRead, caller);
        if (second.ok()) ++given;
        const int now = admission.Look(kRead).held.calls;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  admission.WaitUntilEmpty();
  EXPECT_LE(most, 5);
  EXPECT_GT(given, 0);
  EXPECT_EQ(admission.Look(kRead).callers, 0);
}

}  // namespace
}  // namespace iku
