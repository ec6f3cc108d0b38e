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
  ASSERT_THAT(Open()->Record(*rules_), IsOk());

  const auto store = Open();
  EXPECT_EQ(store->TextOf("2026-2").value(), rules_->text());
  EXPECT_THAT(store->Record(*rules_), IsOk());
}

TEST_F(RuleStoreTest, RefusesOtherRulesUnderTheSameVersion) {
  const auto store = Open();
  ASSERT_THAT(store->Record(*rules_), IsOk());

  const absl::Status status = store->Record(*With("\"88.31\"", "\"88.30\""));

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(status, HasReason(code::kRulesChanged));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("Give the changed rules a new version."));
  EXPECT_EQ(store->TextOf("2026-2").value(), rules_->text());
}

TEST_F(RuleStoreTest, KeepsEveryVersionSideBySide) {
  const auto store = Open();
  ASSERT_THAT(store->Record(*rules_), IsOk());
  ASSERT_THAT(store->Record(*With("\"2026-2\"", "\"2026-4\"")), IsOk());

  EXPECT_THAT(store->TextOf("2026-2"), IsOk());
  EXPECT_THAT(store->TextOf("2026-4"), IsOk());
  EXPECT_THAT(store->TextOf("2026-3"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(RuleStoreTest, UsesAreKeptInTheOrderInWhichTheyComeIntoForce) {
  const auto store = Open();
  const absl::Time later = clock_.Now() + absl::Hours(48);
  ASSERT_THAT(store->Record(*With("\"2026-2\"", "\"a\""), later), IsOk());
  ASSERT_THAT(store->Record(*rules_), IsOk());
  ASSERT_THAT(store->Record(*rules_), IsOk());

  const auto uses = store->Uses().value();
  ASSERT_EQ(uses.size(), 2u);
  EXPECT_EQ(uses[0].version, "2026-2");
  EXPECT_EQ(uses[0].from, clock_.Now());
  EXPECT_EQ(uses[1].version, "a");
  EXPECT_EQ(uses[1].from, later);
}

TEST_F(RuleStoreTest, CommentsAreNotRules) {
  const auto store = Open();
  ASSERT_THAT(store->Record(*rules_), IsOk());

  const auto commented =
      Rules::Parse(absl::StrCat("# reviewed\n", indicator::EmbeddedRulesText()))
          .value();
  EXPECT_THAT(store->Record(*commented), IsOk());
}

}  // namespace
}  // namespace iku::test
