#include <memory>
#include <string>

#include "common/status/macros.h"
#include "common/store/sqlite/database.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::IsOk;
using ::iku::test::StatusIs;

class DatabaseTouchedTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    database_.reset();
    auto opened = Database::Open(path_, {}, clock_, {});
    ASSERT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }

  absl::Status Touch(const std::string& topic,
                     absl::Status outcome = absl::OkStatus()) {
    return database_->WriteAndWait([&](Transaction& transaction) {
      EXPECT_THAT(transaction.data_version(), IsOk());
      transaction.Touch(topic);
      return outcome;
    });
  }

  test::FakeClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  test::TempDir dir_;
  std::string path_ = dir_.File("a.db");
  std::unique_ptr<Database> database_;
};

TEST_F(DatabaseTouchedTest, EachTopicKnowsTheVersionThatTouchedItLast) {
  ASSERT_THAT(Touch("a"), IsOk());
  ASSERT_THAT(Touch("b"), IsOk());
  ASSERT_THAT(Touch("b"), IsOk());
  EXPECT_EQ(database_->LastTouched("a").topic, 1);
  EXPECT_EQ(database_->LastTouched("b").topic, 3);
  EXPECT_EQ(database_->LastTouched("a").newest, 3);
}

TEST_F(DatabaseTouchedTest, AWorkThatFailsTouchesNothing) {
  ASSERT_THAT(Touch("a"), IsOk());
  EXPECT_THAT(Touch("a", absl::AbortedError("no")),
              StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(database_->LastTouched("a").topic, 1);
  EXPECT_EQ(database_->LastTouched("a").newest, 1);
}

TEST_F(DatabaseTouchedTest, AfterAnOpenEveryTopicMayHaveChangedUpToThere) {
  EXPECT_EQ(database_->LastTouched("a").topic, 0);
  ASSERT_THAT(Touch("a"), IsOk());
  ASSERT_THAT(Touch("b"), IsOk());
  Open();
  EXPECT_EQ(database_->LastTouched("a").topic, 2);
  EXPECT_EQ(database_->LastTouched("c").topic, 2);
  EXPECT_EQ(database_->LastTouched("c").newest, 2);
}

}  // namespace
}  // namespace iku::sqlite
