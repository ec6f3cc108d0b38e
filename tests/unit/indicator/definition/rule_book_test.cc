#include "services/indicator/definition/rule_book.h"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/rule_books.h"

namespace iku::test {
namespace {

using indicator::RuleBook;
using indicator::Rules;
using indicator::RuleStore;
using indicator::UsedRuleSet;
using ::testing::AllOf;

constexpr char kFirstDay[] = "valid_from { year: 2026 month: 1 day: 1 }";

absl::Time At(const char* text) {
  absl::Time time;
  std::string error;
  absl::ParseTime(absl::RFC3339_full, text, &time, &error);
  return time;
}

class RuleBookTest : public ::testing::Test {
 protected:
  absl::Status Open(const std::string& file) {
    book_.reset();
    store_ = std::make_unique<RuleStore>(files_.database());
    auto book = RuleBook::Open(file, *store_, clock_);
    if (book.ok()) book_ = *std::move(book);
    return book.status();
  }
  absl::Status Restart() {
    book_.reset();
    store_.reset();
    files_.Reopen();
    return Open(std::ifstream(file_).good() ? file_ : "");
  }
  void Write(const Changes& changes) {
    WriteFile(file_, RulesTextWith(changes));
  }
  std::string InForce() const { return book_->InForce()->version(); }

  FakeClock clock_{At("2026-06-01T00:00:00Z")};
  FreshStore files_{clock_};
  const std::string file_ = files_.File("rules.textproto");
  std::unique_ptr<RuleStore> store_;
  std::unique_ptr<RuleBook> book_;
};

TEST_F(RuleBookTest, WithoutAFileTheBuiltInRulesAreInForce) {
  ASSERT_THAT(Open(""), IsOk());
  EXPECT_EQ(InForce(), "2026-2");
  EXPECT_THAT(book_->Reload(), IsOk());
  EXPECT_EQ(InForce(), "2026-2");
}

TEST_F(RuleBookTest, AFileTakesThePlaceOfTheBuiltInRules) {
  Write({{"\"2026-2\"", "\"lumajang-1\""}, {"\"88.31\"", "\"88.30\""}});
  ASSERT_THAT(Open(file_), IsOk());

  EXPECT_EQ(InForce(), "lumajang-1");
  EXPECT_EQ(book_->InForce()->FindProfile("")->profile.grades[0].minimum,
            Rational(883, 10));
}

TEST_F(RuleBookTest, AFileWithProblemsStopsTheStartAndNamesThemAll) {
  Write({{"\"2026-2\"", "\"2026 2\""}, {"above: \"75\"", "above: \"95\""}});

  EXPECT_THAT(Open(file_),
              AllOf(StatusIs(absl::StatusCode::kInvalidArgument),
                    ViolatesField("version", code::kTextMalformed),
                    ViolatesField("predicates[1].above", code::kRuleUnsound)));
}

TEST_F(RuleBookTest, AFileThatIsNotThereStopsTheStart) {
  EXPECT_THAT(Open(files_.File("none")),
              ViolatesField(files_.File("none"), code::kRuleUnsound));
}

TEST_F(RuleBookTest, AFileBeyondTheBoundIsRefused) {
  WriteFile(file_, std::string(RuleBook::kMaxFileBytes + 1, '#'));
  EXPECT_THAT(Open(file_), ViolatesField(file_, code::kRuleUnsound));
}

TEST_F(RuleBookTest, AGoodFileTakesOverForNewCallsAndRunningOnesKeepTheirs) {
  Write({{"\"2026-2\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  const std::shared_ptr<const Rules> of_a_running_call = book_->InForce();
  Write({{"\"2026-2\"", "\"b\""}});
  EXPECT_EQ(InForce(), "a");

  ASSERT_THAT(book_->Reload(), IsOk());

  EXPECT_EQ(InForce(), "b");
  EXPECT_EQ(of_a_running_call->version(), "a");
}

TEST_F(RuleBookTest, ABadFileIsRefusedAndTheOldRulesStay) {
  Write({{"\"2026-2\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-2\"", "\"b\""}, {"z: \"1.96\"", "z: \"0\""}});

  EXPECT_THAT(book_->Reload(),
              ViolatesField("statistics.z", code::kRuleUnsound));

  EXPECT_EQ(InForce(), "a");
  EXPECT_THAT(book_->OfVersion("b"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(RuleBookTest, OtherRulesUnderAKnownVersionAreRefused) {
  Write({{"\"2026-2\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-2\"", "\"a\""}, {"\"88.31\"", "\"88.30\""}});

  EXPECT_THAT(book_->Reload(), HasReason(code::kRulesChanged));
  EXPECT_EQ(InForce(), "a");
}

TEST_F(RuleBookTest, AnEarlierVersionCanBeTakenUpAgain) {
  Write({{"\"2026-2\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-2\"", "\"b\""}});
  ASSERT_THAT(book_->Reload(), IsOk());
  Write({{"\"2026-2\"", "\"a\""}});
  clock_.Advance(absl::Seconds(1));
  ASSERT_THAT(book_->Reload(), IsOk());
  EXPECT_EQ(InForce(), "a");
}

TEST_F(RuleBookTest, RulesWaitForTheirFirstDayByTheCapitalsCalendar) {
  Write({{"\"2026-2\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-2\"", "\"b\""},
         {kFirstDay, "valid_from { year: 2027 month: 1 day: 1 }"}});
  ASSERT_THAT(book_->Reload(), IsOk());

  EXPECT_EQ(InForce(), "a");
  EXPECT_THAT(book_->OfVersion("b"), IsOk());
  clock_.Set(At("2026-12-31T16:59:59Z"));
  EXPECT_EQ(InForce(), "a");
  clock_.Set(At("2026-12-31T17:00:00Z"));
  EXPECT_EQ(InForce(), "b");
}

TEST_F(RuleBookTest, WaitingRulesSurviveARestart) {
  Write({{"\"2026-2\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-2\"", "\"b\""},
         {kFirstDay, "valid_from { year: 2027 month: 1 day: 1 }"}});
  ASSERT_THAT(book_->Reload(), IsOk());

  ASSERT_THAT(Restart(), IsOk());

  EXPECT_EQ(InForce(), "a");
  clock_.Set(At("2027-01-02T00:00:00Z"));
  EXPECT_EQ(InForce(), "b");
}

TEST_F(RuleBookTest, ACorrectionOfTodaysRulesDoesNotCancelThoseThatWait) {
  Write({{"\"2026-2\"", "\"a\""},
         {kFirstDay, "valid_from { year: 2027 month: 1 day: 1 }"}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-2\"", "\"b\""}});
  clock_.Advance(absl::Hours(1));
  ASSERT_THAT(book_->Reload(), IsOk());

  EXPECT_EQ(InForce(), "b");
  clock_.Set(At("2027-01-02T00:00:00Z"));
  EXPECT_EQ(InForce(), "a");
}

TEST_F(RuleBookTest, UntilTheFirstDayOfTheVeryFirstFileTheBuiltInRulesServe) {
  Write({{"\"2026-2\"", "\"a\""},
         {kFirstDay, "valid_from { year: 2027 month: 1 day: 1 }"}});
  ASSERT_THAT(Open(file_), IsOk());
  EXPECT_EQ(InForce(), "2026-2");
}

TEST_F(RuleBookTest, EveryVersionEverUsedCanBeAskedFor) {
  Write({{"\"2026-2\"", "\"a\""}, {"\"88.31\"", "\"88.30\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-2\"", "\"b\""}});
  clock_.Advance(absl::Hours(1));
  ASSERT_THAT(book_->Reload(), IsOk());
  ASSERT_THAT(Restart(), IsOk());

  const auto a = book_->OfVersion("a");
  ASSERT_THAT(a, IsOk());
  EXPECT_EQ((*a)->FindProfile("")->profile.grades[0].minimum,
            Rational(883, 10));
  EXPECT_EQ((*book_->OfVersion("")).get(), book_->InForce().get());
  EXPECT_THAT(book_->OfVersion("c"), StatusIs(absl::StatusCode::kNotFound));
  const std::vector<UsedRuleSet> used = book_->Used();
  ASSERT_EQ(used.size(), 2u);
  EXPECT_EQ(used[0].version, "b");
  EXPECT_TRUE(used[0].in_force);
  EXPECT_EQ(used[0].first_use_time, clock_.Now());
  EXPECT_EQ(used[0].sha256.size(), 64u);
  EXPECT_EQ(used[1].version, "a");
  EXPECT_FALSE(used[1].in_force);
}

TEST_F(RuleBookTest, WhatAnOldVersionDidNotHoldYetIsAsBuiltIn) {
  ASSERT_THAT(Open(""), IsOk());
  auto old = indicator::RuleSetFromText(indicator::EmbeddedRulesText()).value();
  old.set_version("2026-1");
  old.clear_predicates();
  old.clear_statistics();
  old.clear_valid_from();
  old.clear_legal_basis();
  old.mutable_indicators(2)->mutable_policies(3)->set_value("counted");
  const std::string text = old.DebugString();
  ASSERT_THAT(files_.database().WriteAndWait(
                  [&](sqlite::Transaction& transaction) -> absl::Status {
                    auto insert = transaction.connection().Prepare(
                        "INSERT INTO rule_sets VALUES ('2026-1', '', ?, 0)");
                    (*insert)->Bind(text);
                    return (*insert)->Run();
                  }),
              IsOk());
  ASSERT_THAT(Restart(), IsOk());

  const auto rules = book_->OfVersion("2026-1");

  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ((*rules)->predicates().size(), 5u);
  EXPECT_EQ((*rules)->timeliness_policy().whole,
            indicator::TimelinessPolicy::Whole::kYear);
  EXPECT_EQ(book_->Recorded("2026-1")->predicates_size(), 0);
}

}  // namespace
}  // namespace iku::test
