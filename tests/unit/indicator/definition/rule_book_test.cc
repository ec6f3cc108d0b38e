#include "services/indicator/definition/rule_book.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
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
using ::testing::HasSubstr;
namespace v1 = indicator::v1;

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
  // As an earlier version of the program kept it.
  void Record(const std::string& version, const std::string& text) {
    ASSERT_THAT(files_.database().WriteAndWait(
                    [&](sqlite::Transaction& transaction) -> absl::Status {
                      auto insert = transaction.connection().Prepare(
                          "INSERT INTO rule_sets VALUES (?, '', ?, 0)");
                      (*insert)->Bind(version, text);
                      return (*insert)->Run();
                    }),
                IsOk());
  }

  FakeClock clock_{At("2026-06-01T00:00:00Z")};
  FreshStore files_{clock_};
  const std::string file_ = files_.File("rules.textproto");
  std::unique_ptr<RuleStore> store_;
  std::unique_ptr<RuleBook> book_;
};

TEST_F(RuleBookTest, WithoutAFileTheBuiltInRulesAreInForce) {
  ASSERT_THAT(Open(""), IsOk());
  EXPECT_EQ(InForce(), "2026-3");
  EXPECT_THAT(book_->Reload(), IsOk());
  EXPECT_EQ(InForce(), "2026-3");
}

TEST_F(RuleBookTest, AFileTakesThePlaceOfTheBuiltInRules) {
  Write({{"\"2026-3\"", "\"lumajang-1\""}, {"\"88.31\"", "\"88.30\""}});
  ASSERT_THAT(Open(file_), IsOk());

  EXPECT_EQ(InForce(), "lumajang-1");
  EXPECT_EQ(book_->InForce()->FindProfile("")->profile.grades[0].minimum,
            Rational(883, 10));
}

TEST_F(RuleBookTest, AFileWithProblemsStopsTheStartAndNamesThemAll) {
  Write({{"\"2026-3\"", "\"2026 2\""}, {"above: \"75\"", "above: \"95\""}});

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
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  const std::shared_ptr<const Rules> of_a_running_call = book_->InForce();
  Write({{"\"2026-3\"", "\"b\""}});
  EXPECT_EQ(InForce(), "a");

  ASSERT_THAT(book_->Reload(), IsOk());

  EXPECT_EQ(InForce(), "b");
  EXPECT_EQ(of_a_running_call->version(), "a");
}

TEST_F(RuleBookTest, ABadFileIsRefusedAndTheOldRulesStay) {
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-3\"", "\"b\""}, {"z: \"1.96\"", "z: \"0\""}});

  EXPECT_THAT(book_->Reload(),
              ViolatesField("statistics.z", code::kRuleUnsound));

  EXPECT_EQ(InForce(), "a");
  EXPECT_THAT(book_->OfVersion("b"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(RuleBookTest, OtherRulesUnderAKnownVersionAreRefused) {
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-3\"", "\"a\""}, {"\"88.31\"", "\"88.30\""}});

  EXPECT_THAT(book_->Reload(), HasReason(code::kRulesChanged));
  EXPECT_EQ(InForce(), "a");
}

TEST_F(RuleBookTest, AnEarlierVersionCanBeTakenUpAgain) {
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-3\"", "\"b\""}});
  ASSERT_THAT(book_->Reload(), IsOk());
  Write({{"\"2026-3\"", "\"a\""}});
  clock_.Advance(absl::Seconds(1));
  ASSERT_THAT(book_->Reload(), IsOk());
  EXPECT_EQ(InForce(), "a");
}

TEST_F(RuleBookTest, TheSameVersionAgainChangesNothing) {
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  const auto before = book_->InForce();
  WriteFile(file_, absl::StrCat("# reviewed\n",
                                RulesTextWith({{"\"2026-3\"", "\"a\""}})));
  clock_.Advance(absl::Hours(1));

  ASSERT_THAT(book_->Reload(), IsOk());

  EXPECT_EQ(book_->InForce(), before);
  EXPECT_EQ(book_->UsedInForce().first_use_time, clock_.Now() - absl::Hours(1));
}

TEST_F(RuleBookTest, AFileIsInForceAlsoWhenTheClockStoodBackAtItsLoading) {
  ASSERT_THAT(Open(""), IsOk());
  Write({{"\"2026-3\"", "\"a\""}});
  clock_.Advance(-absl::Seconds(2));
  ASSERT_THAT(Open(file_), IsOk());
  EXPECT_EQ(InForce(), "a");

  clock_.Advance(absl::Hours(1));
  ASSERT_THAT(Restart(), IsOk());

  EXPECT_EQ(InForce(), "a");
  EXPECT_EQ(book_->UsedInForce().version, "a");
}

TEST_F(RuleBookTest, AFileThatBeginsTomorrowByTheCapitalsCalendarIsRefused) {
  Write({{"\"2026-3\"", "\"b\""},
         {kFirstDay, "valid_from { year: 2027 month: 1 day: 1 }"}});
  clock_.Set(At("2026-12-31T16:59:59Z"));

  const absl::Status refused = Open(file_);

  EXPECT_THAT(refused, AllOf(StatusIs(absl::StatusCode::kFailedPrecondition),
                             HasReason(code::kRulesNotYet)));
  EXPECT_THAT(std::string(refused.message()),
              AllOf(HasSubstr("version b begin on 2027-01-01"),
                    HasSubstr("today is 2026-12-31")));
  clock_.Set(At("2026-12-31T17:00:00Z"));
  ASSERT_THAT(Open(file_), IsOk());
  EXPECT_EQ(InForce(), "b");
}

TEST_F(RuleBookTest, AReloadOfRulesThatHaveNotBegunLeavesTheOldOnes) {
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-3\"", "\"b\""},
         {kFirstDay, "valid_from { year: 2027 month: 1 day: 1 }"}});

  EXPECT_THAT(book_->Reload(), HasReason(code::kRulesNotYet));

  EXPECT_EQ(InForce(), "a");
  EXPECT_THAT(book_->OfVersion("b"), StatusIs(absl::StatusCode::kNotFound));
  clock_.Set(At("2027-06-01T00:00:00Z"));
  EXPECT_EQ(InForce(), "a");
}

TEST_F(RuleBookTest, BuiltInRulesAreInForceAlsoBeforeTheirFirstDay) {
  clock_.Set(At("2026-03-01T00:00:00Z"));
  ASSERT_THAT(Open(""), IsOk());
  EXPECT_EQ(InForce(), "2026-3");
}

TEST_F(RuleBookTest, AFileThatIsForgottenStopsTheStart) {
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());

  const absl::Status refused = Open("");

  EXPECT_THAT(refused, AllOf(StatusIs(absl::StatusCode::kFailedPrecondition),
                             HasReason(code::kRulesNotNamed)));
  EXPECT_THAT(std::string(refused.message()),
              AllOf(HasSubstr("version a"), HasSubstr("--rules=built-in")));
  EXPECT_THAT(Open(file_), IsOk());
}

TEST_F(RuleBookTest, TheBuiltInRulesAreTakenOnPurposeAndThenWithoutAWord) {
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());

  ASSERT_THAT(Open("built-in"), IsOk());

  EXPECT_EQ(InForce(), "2026-3");
  EXPECT_FALSE(book_->IsFromFile());
  EXPECT_THAT(Open(""), IsOk());
  EXPECT_EQ(InForce(), "2026-3");
}

TEST_F(RuleBookTest, SaysWhereTheRulesInForceCameFrom) {
  ASSERT_THAT(Open(""), IsOk());
  EXPECT_EQ(book_->UsedInForce().origin, "built-in");
  EXPECT_EQ(book_->UsedInForce().sha256.size(), 64u);
  Write({{"\"2026-3\"", "\"a\""}});
  ASSERT_THAT(Open(file_), IsOk());
  EXPECT_EQ(book_->UsedInForce().version, "a");
  EXPECT_EQ(book_->UsedInForce().origin, "file");
  EXPECT_EQ(book_->Used()[1].origin, "built-in");
}

TEST_F(RuleBookTest, EveryVersionEverUsedCanBeAskedFor) {
  Write({{"\"2026-3\"", "\"a\""}, {"\"88.31\"", "\"88.30\""}});
  ASSERT_THAT(Open(file_), IsOk());
  Write({{"\"2026-3\"", "\"b\""}});
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
  Record("2026-1", text);
  ASSERT_THAT(Restart(), IsOk());

  const auto rules = book_->OfVersion("2026-1");

  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ((*rules)->predicates().size(), 5u);
  EXPECT_EQ((*rules)->timeliness_policy().whole,
            indicator::TimelinessPolicy::Whole::kYear);
  EXPECT_EQ(book_->Recorded("2026-1")->predicates_size(), 0);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The texts that releases had built in, as stores of that time hold them.
TEST_F(RuleBookTest, EveryVersionThatWasBuiltInOnceIsStillUnderstood) {
  for (const char* version : {"2026-1", "2026-2"}) {
    Record(version,
           ReadFile(absl::StrCat(IKU_SOURCE_DIR,
                                 "/tests/unit/indicator/definition/recorded/",
                                 version, ".textproto")));
  }
  ASSERT_THAT(Restart(), IsOk());

  for (const char* version : {"2026-1", "2026-2"}) {
    const auto rules = book_->OfVersion(version);
    ASSERT_THAT(rules, IsOk()) << version;
    EXPECT_EQ((*rules)->FindProfile("weight-0.11")->profile.elements[0].weight,
              Rational(11, 100));
    EXPECT_EQ((*rules)->DeadlineRuleOf("lppdesa", 2025)->legal_basis(),
              "PP Nomor 43 Tahun 2014 Pasal 49");
    EXPECT_EQ((*rules)->DeadlineRuleOf("lppdesa", 2013), nullptr);
  }
}

TEST_F(RuleBookTest, WhatWasSoundWhenItWasRecordedIsStillUnderstood) {
  auto old = indicator::RuleSetFromText(indicator::EmbeddedRulesText()).value();
  old.set_version("tenths");
  v1::Profile& tenths = *old.mutable_profiles(1);
  tenths.clear_weight_rounding();
  for (v1::ElementWeight& element : *tenths.mutable_elements()) {
    element.set_weight("0.1");
  }
  tenths.mutable_value_rounding()->set_digits(3);
  ASSERT_THAT(Rules::Parse(old.DebugString()),
              AllOf(ViolatesField("profiles[1].elements", code::kRuleUnsound),
                    ViolatesField("profiles[1].value_rounding.digits",
                                  code::kOutOfRange)));
  Record("tenths", old.DebugString());
  ASSERT_THAT(Restart(), IsOk());

  const auto rules = book_->OfVersion("tenths");

  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ((*rules)->FindProfile("weight-0.11")->profile.final_step.digits, 3);
}

// A store of before origins were kept, with one use.
class OldStoreTest : public ::testing::Test {
 protected:
  absl::Status OpenAfterUseOf(const std::string& version) {
    auto database = sqlite::Database::Open(
        path_, indicator::Migrations().subspan(0, 3), clock_, {});
    const absl::Status written = (*database)->WriteAndWait(
        [&](sqlite::Transaction& transaction) -> absl::Status {
          auto set = transaction.connection().Prepare(
              "INSERT INTO rule_sets VALUES (?, '', '', 0)");
          (*set)->Bind(version);
          absl::Status status = (*set)->Run();
          if (!status.ok()) return status;
          auto use = transaction.connection().Prepare(
              "INSERT INTO rule_uses (version, from_us) VALUES (?, 0)");
          (*use)->Bind(version);
          return (*use)->Run();
        });
    if (!written.ok()) return written;
    database->reset();
    database =
        sqlite::Database::Open(path_, indicator::Migrations(), clock_, {});
    RuleStore store(**database);
    return RuleBook::Open("", store, clock_).status();
  }

  FakeClock clock_{At("2026-06-01T00:00:00Z")};
  TempDir directory_;
  const std::string path_ = directory_.File("old.db");
};

TEST_F(OldStoreTest, WithRulesThatWereBuiltInStartsAsBefore) {
  EXPECT_THAT(OpenAfterUseOf("2026-2"), IsOk());
}

TEST_F(OldStoreTest, WithRulesOfAFileAsksForTheFile) {
  EXPECT_THAT(OpenAfterUseOf("lumajang-1"), HasReason(code::kRulesNotNamed));
}

}  // namespace
}  // namespace iku::test
