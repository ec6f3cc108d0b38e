#include "services/indicator/definition/rule_store.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/indicator/definition/embedded_rules.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/rule_books.h"

namespace iku::test {
namespace {

using indicator::kBuiltIn;
using indicator::kFromFile;
using indicator::Rules;
using indicator::RuleStore;
using ::testing::HasSubstr;

class RuleStoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<RuleStore> Open() {
    files_.Reopen();
    return std::make_unique<RuleStore>(files_.database());
  }
  static std::unique_ptr<const Rules> With(const std::string& from,
                                           const std::string& to) {
    return Rules::Parse(RulesTextWith({{from, to}})).value();
  }

  FakeClock clock_{absl::FromUnixSeconds(2'000)};
  FreshStore files_{clock_};
  const std::unique_ptr<const Rules> rules_ =
      Rules::Parse(indicator::EmbeddedRulesText()).value();
};

TEST_F(RuleStoreTest, KeepsTheTextOfARecordedVersionOverARestart) {
  ASSERT_THAT(Open()->Record(*rules_, kBuiltIn), IsOk());

  const auto store = Open();
  EXPECT_EQ(store->TextOf("2026-3").value(), rules_->text());
  EXPECT_THAT(store->Record(*rules_, kBuiltIn), IsOk());
}

TEST_F(RuleStoreTest, RefusesOtherRulesUnderTheSameVersion) {
  const auto store = Open();
  ASSERT_THAT(store->Record(*rules_, kBuiltIn), IsOk());

  const absl::Status status =
      store->Record(*With("\"88.31\"", "\"88.30\""), kFromFile);

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(status, HasReason(code::kRulesChanged));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("Give the changed rules a new version."));
  EXPECT_EQ(store->TextOf("2026-3").value(), rules_->text());
}

TEST_F(RuleStoreTest, KeepsEveryVersionSideBySide) {
  const auto store = Open();
  ASSERT_THAT(store->Record(*rules_, kBuiltIn), IsOk());
  ASSERT_THAT(store->Record(*With("\"2026-3\"", "\"2026-4\""), kFromFile),
              IsOk());

  EXPECT_THAT(store->TextOf("2026-3"), IsOk());
  EXPECT_THAT(store->TextOf("2026-4"), IsOk());
  EXPECT_THAT(store->TextOf("2026-5"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(RuleStoreTest, TheLastUseIsTheOneThatWasRecordedLastWhateverTheClock) {
  const auto store = Open();
  EXPECT_FALSE(store->LastUse()->has_value());
  ASSERT_THAT(store->Record(*rules_, kBuiltIn), IsOk());
  clock_.Advance(-absl::Hours(1));
  ASSERT_THAT(store->Record(*With("\"2026-3\"", "\"a\""), kFromFile), IsOk());

  const auto last = store->LastUse().value();
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->version, "a");
  EXPECT_EQ(last->origin, kFromFile);
  const auto all = store->All().value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].version, "a");
}

TEST_F(RuleStoreTest, EachVersionSaysWhereItCameFromLast) {
  const auto store = Open();
  const auto other = With("\"2026-3\"", "\"a\"");
  ASSERT_THAT(store->Record(*rules_, kFromFile), IsOk());
  ASSERT_THAT(store->Record(*other, kFromFile), IsOk());
  ASSERT_THAT(store->Record(*rules_, kBuiltIn), IsOk());

  const auto all = store->All().value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].origin, kFromFile);
  EXPECT_EQ(all[1].origin, kBuiltIn);
}

TEST_F(RuleStoreTest, TheSameUseIsKeptOnce) {
  const auto store = Open();
  for (const char* origin : {kBuiltIn, kBuiltIn, kFromFile, kFromFile}) {
    ASSERT_THAT(store->Record(*rules_, origin), IsOk());
  }

  int64_t uses = 0;
  ASSERT_THAT(files_.database().Read([&](sqlite::Connection& connection) {
    auto count = connection.Prepare("SELECT count(*) FROM rule_uses");
    EXPECT_TRUE((*count)->Step().value());
    uses = (*count)->Int(0);
    (*count)->Reset();
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(uses, 2);
}

TEST_F(RuleStoreTest, CommentsAreNotRules) {
  const auto store = Open();
  ASSERT_THAT(store->Record(*rules_, kBuiltIn), IsOk());

  const auto commented =
      Rules::Parse(absl::StrCat("# reviewed\n", indicator::EmbeddedRulesText()))
          .value();
  EXPECT_THAT(store->Record(*commented, kBuiltIn), IsOk());
}

}  // namespace
}  // namespace iku::test
