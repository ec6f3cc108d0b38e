#include "services/ikuctl/command/question.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace iku::ctl {
namespace {

std::vector<std::string> Read(const std::string& text,
                              std::vector<Complaint>* wrong = nullptr) {
  std::vector<Complaint> complaints;
  std::vector<std::string> pairs;
  for (const auto& policy : PoliciesFrom(text, "--policies", complaints)) {
    pairs.push_back(policy.name() + "=" + policy.value());
  }
  if (wrong != nullptr) {
    *wrong = complaints;
  } else {
    EXPECT_TRUE(complaints.empty()) << text;
  }
  return pairs;
}

TEST(PoliciesTest, SemicolonsAndCommasSeparateButValuesKeepTheirCommas) {
  using ::testing::ElementsAre;
  EXPECT_THAT(Read(""), ElementsAre());
  EXPECT_THAT(Read("a=1;b=2"), ElementsAre("a=1", "b=2"));
  EXPECT_THAT(Read("a=1,b=2"), ElementsAre("a=1", "b=2"));
  EXPECT_THAT(
      Read("followed-up-states=DONE,VERIFIED; not-due=left-out"),
      ElementsAre("followed-up-states=DONE,VERIFIED", "not-due=left-out"));
}

// What becomes of the text, or the key of the complaint.
std::string NumberOf(const std::string& text, Language language) {
  std::vector<Complaint> wrong;
  std::string number = NumberFrom(text, "--value", language, wrong);
  return wrong.empty() ? number : wrong[0].key;
}

TEST(NumbersTest, IndonesiansWriteADecimalCommaOrAPoint) {
  EXPECT_EQ(NumberOf("87,5", Language::kIndonesian), "87.5");
  EXPECT_EQ(NumberOf("87.5", Language::kIndonesian), "87.5");
  EXPECT_EQ(NumberOf("86", Language::kIndonesian), "86");
  EXPECT_EQ(NumberOf("", Language::kIndonesian), "");
}

TEST(NumbersTest, ACommaThatIsNoDecimalCommaIsAComplaint) {
  for (const char* text : {"1.000", "87.500", "1.000,5", "87,5,5", ",5", "87,",
                           "-1,5", "87,5 %", "87,x", ","}) {
    EXPECT_EQ(NumberOf(text, Language::kIndonesian), "flag_number") << text;
  }
}

TEST(NumbersTest, InEnglishAnyCommaIsAComplaint) {
  EXPECT_EQ(NumberOf("87.5", Language::kEnglish), "87.5");
  EXPECT_EQ(NumberOf("87.500", Language::kEnglish), "87.500");
  EXPECT_EQ(NumberOf("87,5", Language::kEnglish), "decimal_comma");
  EXPECT_EQ(NumberOf("1,000", Language::kEnglish), "decimal_comma");
}

TEST(NumbersTest, WhatHasNoCommaIsLeftToTheService) {
  EXPECT_EQ(NumberOf("much", Language::kIndonesian), "much");
}

TEST(PoliciesTest, APieceWithoutANameIsAComplaint) {
  std::vector<Complaint> wrong;
  for (const char* text : {"DONE", "=x", "a=1;DONE", "a=1,=x"}) {
    Read(text, &wrong);
    ASSERT_EQ(wrong.size(), 1u) << text;
    EXPECT_EQ(wrong[0].key, "policy_wrong");
  }
}

TEST(MomentTest, ADayEndsAtMidnightOfTheRegion) {
  const absl::Time now =
      absl::FromCivil(absl::CivilDay(2026, 3, 1), absl::UTCTimeZone());
  const auto west = MomentFrom("2025-12-31", "35.08.21", now);
  ASSERT_TRUE(west.ok());
  EXPECT_EQ(*west->time + absl::Microseconds(1),
            absl::FromCivil(absl::CivilSecond(2025, 12, 31, 17, 0, 0),
                            absl::UTCTimeZone()));
  const auto east = MomentFrom("2025-12-31", "91", now);
  ASSERT_TRUE(east.ok());
  EXPECT_EQ(*west->time - *east->time, absl::Hours(2));
}

TEST(MomentTest, TodayIsNowBecauseItsEndIsStillToCome) {
  // 17:30 UTC is the next day in East Java.
  const absl::Time now = absl::FromCivil(
      absl::CivilSecond(2026, 2, 28, 17, 30, 0), absl::UTCTimeZone());
  EXPECT_EQ(*MomentFrom("2026-03-01", "35", now), Moment());
  EXPECT_TRUE(MomentFrom("2026-02-28", "35", now)->time.has_value());
  EXPECT_EQ(*MomentFrom("", "35", now), Moment());
  EXPECT_EQ(*MomentFrom("version:7,2026-03-01", "35", now),
            (Moment{.version = 7, .time = now}));
}

TEST(MomentTest, InstantsAndVersionsAreTakenAsTheyAre) {
  constexpr int64_t kSilvester = 1'767'200'399;
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  EXPECT_EQ(*MomentFrom("2025-12-31T16:59:59Z", "35", now),
            (Moment{.version = {}, .time = absl::FromUnixSeconds(kSilvester)}));
  EXPECT_EQ(*MomentFrom("2025-12-31T23:59:59+07:00", "35", now),
            (Moment{.version = {}, .time = absl::FromUnixSeconds(kSilvester)}));
  EXPECT_EQ(*MomentFrom("version:123", "35", now),
            (Moment{.version = 123, .time = {}}));
  for (const char* text :
       {"version:", "version:0", "version:x", "version:1,", "version:1,x",
        "version:1,2025-12-31,2025-12-31", "2025-12-31,version:1", "yesterday",
        "2025-02-30", "2025-12-31 23:59", "infinite-future"}) {
    EXPECT_FALSE(MomentFrom(text, "35", now).ok()) << text;
  }
}

TEST(MomentTest, AnAnswerIsAskedForAgainByItsVersionAndInstant) {
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  EXPECT_EQ(*MomentFrom("version:42,2025-12-31T16:59:59.123456789Z", "35", now),
            (Moment{.version = 42,
                    .time = absl::FromUnixSeconds(1'767'200'399) +
                            absl::Nanoseconds(123'456'789)}));
}

}  // namespace
}  // namespace iku::ctl
