#include "services/indicator/target/sqlite_target_store.h"

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/rule_books.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::SqliteTargetStore;
using indicator::StoredTarget;
using indicator::Target;
using indicator::TargetKey;
using indicator::TargetStore;

TargetKey Key(absl::string_view period = "2025") {
  return {Region("35.08.21"), "ikm", PeriodOf(period)};
}

class SqliteTargetStoreTest : public ::testing::Test {
 protected:
  absl::StatusOr<StoredTarget> Put(const std::string& value,
                                   const std::string& etag = "",
                                   absl::string_view period = "2025",
                                   bool check_only = false) {
    std::promise<absl::StatusOr<StoredTarget>> stored;
    store_->Put({{Key(period), Decimal::Parse(value).value(), "PK 2025"},
                 etag,
                 "test",
                 check_only},
                [&](absl::StatusOr<StoredTarget> answer) {
                  stored.set_value(std::move(answer));
                });
    return stored.get_future().get();
  }
  absl::StatusOr<StoredTarget> Withdraw() {
    std::promise<absl::StatusOr<StoredTarget>> stored;
    store_->Withdraw({Key(), "a slip", "test"},
                     [&](absl::StatusOr<StoredTarget> answer) {
                       stored.set_value(std::move(answer));
                     });
    return stored.get_future().get();
  }
  std::string Found(std::optional<absl::Time> as_of = std::nullopt,
                    absl::string_view period = "2025",
                    absl::string_view district = "35.08.21") {
    const auto found = store_->Find(
        Region(district), "ikm", PeriodOf(period),
        as_of.value_or(std::max(clock_.Now(), store_->LastUpdate())));
    if (!found.ok()) return found.status().ToString();
    return found->has_value() ? (*found)->target.value.ToString() : "none";
  }

  void Reopen() {
    store_.reset();
    files_.Reopen();
    store_ = SqliteTargetStore::Open(files_.database()).value();
  }

  FakeClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  FreshStore files_{clock_};
  std::unique_ptr<SqliteTargetStore> store_ =
      SqliteTargetStore::Open(files_.database()).value();
};

TEST_F(SqliteTargetStoreTest, AStoredTargetIsReadBackAfterARestart) {
  ASSERT_THAT(Put("87.5"), IsOk());
  store_.reset();
  files_.Reopen();
  store_ = SqliteTargetStore::Open(files_.database()).value();

  const auto target = store_->Get(Key());
  ASSERT_THAT(target, IsOk());
  EXPECT_EQ(target->target.value.ToString(), "87.5");
  EXPECT_EQ(target->target.source, "PK 2025");
  EXPECT_EQ(target->update_time, clock_.Now());
  EXPECT_EQ(Found(), "87.5");
}

TEST_F(SqliteTargetStoreTest, TheSameContentAgainIsAnsweredAsItIs) {
  ASSERT_THAT(Put("86"), IsOk());
  clock_.Advance(absl::Hours(1));
  const auto again = Put("86.0");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->Etag(), "1");
  EXPECT_EQ(again->target.value.ToString(), "86");
  EXPECT_EQ(Put("86", "77")->Etag(), "1");
}

TEST_F(SqliteTargetStoreTest, OtherContentNeedsTheNewestEtag) {
  ASSERT_THAT(Put("86"), IsOk());
  EXPECT_THAT(Put("87"), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Put("87", "2"), StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(Found(), "86");
  EXPECT_EQ(Put("87", "1")->Etag(), "2");
  EXPECT_EQ(Found(), "87");
}

TEST_F(SqliteTargetStoreTest, AnEtagOfATargetThatIsNotThereIsStale) {
  EXPECT_THAT(Put("86", "1"), StatusIs(absl::StatusCode::kAborted));
}

TEST_F(SqliteTargetStoreTest, ACheckStoresNothing) {
  EXPECT_EQ(Put("86", "", "2025", true)->Etag(), "1");
  EXPECT_EQ(Found(), "none");
  EXPECT_THAT(store_->Get(Key()), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(SqliteTargetStoreTest, AWithdrawnTargetNoLongerCounts) {
  EXPECT_THAT(Withdraw(), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_THAT(Put("86"), IsOk());

  const auto withdrawn = Withdraw();

  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_TRUE(withdrawn->withdrawn);
  EXPECT_EQ(withdrawn->Etag(), "2");
  EXPECT_EQ(Withdraw()->Etag(), "2");
  EXPECT_EQ(Found(), "none");
  EXPECT_TRUE(store_->Get(Key())->withdrawn);
  EXPECT_EQ(store_->List(Region("35.08.21"))->size(), 1u);
}

TEST_F(SqliteTargetStoreTest, AWithdrawnTargetCanBeSetAnew) {
  ASSERT_THAT(Put("86"), IsOk());
  ASSERT_THAT(Withdraw(), IsOk());
  EXPECT_EQ(Put("86")->Etag(), "3");
  EXPECT_EQ(Found(), "86");
}

TEST_F(SqliteTargetStoreTest, ThePastKeepsTheTargetThatItHad) {
  const absl::Time start = clock_.Now();
  ASSERT_THAT(Put("86"), IsOk());
  clock_.Advance(absl::Hours(1));
  ASSERT_THAT(Put("88", "1"), IsOk());
  clock_.Advance(absl::Hours(1));
  ASSERT_THAT(Withdraw(), IsOk());

  EXPECT_EQ(Found(start - absl::Microseconds(1)), "none");
  EXPECT_EQ(Found(start), "86");
  EXPECT_EQ(Found(start + absl::Minutes(59)), "86");
  EXPECT_EQ(Found(start + absl::Hours(1)), "88");
  EXPECT_EQ(Found(start + absl::Hours(2)), "none");
}

TEST_F(SqliteTargetStoreTest, APeriodIsFoundExactlyAndNeverByItsYear) {
  ASSERT_THAT(Put("86", "", "2025-Q3"), IsOk());
  EXPECT_EQ(Found(), "none");
  EXPECT_EQ(Found(clock_.Now(), "2025-Q3"), "86");
  EXPECT_EQ(Found(clock_.Now(), "2025-Q3", "35.08.22"), "none");
}

TEST_F(SqliteTargetStoreTest, WhatWasAnsweredAsOfAnInstantNeverChanges) {
  const absl::Time asked = clock_.Now();
  EXPECT_EQ(Found(asked), "none");
  // The clock stands still.
  ASSERT_THAT(Put("86"), IsOk());
  EXPECT_EQ(Found(asked), "none");
  EXPECT_GT(store_->LastUpdate(), asked);
  EXPECT_EQ(Found(store_->LastUpdate()), "86");
}

TEST_F(SqliteTargetStoreTest, AVersionIsDatedBehindTheOneItReplaces) {
  ASSERT_THAT(Put("86"), IsOk());
  const absl::Time first = store_->LastUpdate();
  // The clock is set back while the service does not run.
  clock_.Advance(-absl::Hours(1));
  Reopen();
  ASSERT_THAT(Put("90", "", "2026"), IsOk());
  EXPECT_GT(store_->LastUpdate(), first) << "of another target too";
  ASSERT_THAT(Put("88", "1"), IsOk());
  EXPECT_EQ(Found(first), "86");
  EXPECT_EQ(Found(first, "2026"), "none");
  EXPECT_EQ(Found(store_->LastUpdate()), "88");
}

TEST_F(SqliteTargetStoreTest, ADistrictKeepsAThousandTargetsAtMost) {
  int stored = 0;
  for (const char* id : {"a", "b"}) {
    for (int year = 2000; year <= 2100; ++year) {
      for (const char* part : {"", "-Q1", "-Q2", "-Q3", "-Q4"}) {
        if (stored == indicator::kMostTargetsOfADistrict) continue;
        TargetStore::Replacement put{
            {{Region("35.08.21"), id, PeriodOf(absl::StrCat(year, part))},
             Decimal::Parse("1").value(),
             "PK"},
            "",
            "test"};
        store_->Put(std::move(put), [](absl::StatusOr<StoredTarget>) {});
        ++stored;
      }
    }
  }
  EXPECT_THAT(Put("86"), ViolatesField("target.name", code::kTooMany));
  EXPECT_EQ(store_->List(Region("35.08.21"))->size(), 1000u);
}

}  // namespace
}  // namespace iku::test
