#include "services/collection/register/sqlite_register.h"

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/collection/register/seed.h"
#include "services/collection/store/schema.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::collection {
namespace {

using ::iku::test::FakeClock;
using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::TempDir;
using ::iku::test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

class SqliteRegisterTest : public ::testing::Test {
 protected:
  SqliteRegisterTest() { Open(); }

  void Open() {
    regions_.reset();
    database_.reset();
    database_ = *sqlite::Database::Open(directory_.File("collection.db"),
                                        Migrations(), clock_, {});
    regions_ = *SqliteRegister::Open(*database_);
  }

  absl::StatusOr<RegisterStore::CreateResult> Create(
      std::vector<Region> rows, Intent intent = Intent::kStore) {
    std::promise<absl::StatusOr<RegisterStore::CreateResult>> answer;
    regions_->CreateRegions(std::move(rows), "tests", intent,
                            [&](auto result) { answer.set_value(result); });
    return answer.get_future().get();
  }

  absl::StatusOr<Registered<Region>> Update(Region region, std::string etag,
                                            Intent intent = Intent::kStore) {
    std::promise<absl::StatusOr<Registered<Region>>> answer;
    regions_->UpdateRegion(
        {std::move(region), std::move(etag), "tests", intent},
        [&](auto result) { answer.set_value(result); });
    return answer.get_future().get();
  }

  absl::StatusOr<Registered<OfferedService>> Put(
      const std::string& code, std::string etag = "",
      Intent intent = Intent::kStore) {
    std::promise<absl::StatusOr<Registered<OfferedService>>> answer;
    regions_->PutService(
        {{"35.08.21", code, code, {}}, std::move(etag), "tests", intent},
        [&](auto result) { answer.set_value(result); });
    return answer.get_future().get();
  }

  // Versions of 35.08.21 in the table, and until when each was the newest.
  std::vector<std::string> Chain() {
    std::vector<std::string> versions;
    EXPECT_THAT(
        database_->Read([&](sqlite::Connection& connection) -> absl::Status {
          ASSIGN_OR_RETURN(
              sqlite::Statement * rows,
              connection.Prepare(
                  "SELECT version, display_name, data_version,"
                  " superseded_version, (SELECT actor FROM changes c"
                  " WHERE c.version = data_version)"
                  " FROM regions"
                  " WHERE code = '35.08.21' ORDER BY version"));
          while (true) {
            ASSIGN_OR_RETURN(const bool found, rows->Step());
            if (!found) return absl::OkStatus();
            versions.push_back(absl::StrCat(
                rows->Int(0), " ", rows->Text(1), " ", rows->Int(2), "-",
                rows->IsNull(3) ? "" : absl::StrCat(rows->Int(3)), " ",
                rows->Text(4)));
          }
        }),
        IsOk());
    return versions;
  }

  static Region Sumbersuko(const char* name = "Sumbersuko") {
    return Region{"35.08.21", name, {Date{2001, 1, 1}, std::nullopt}, ""};
  }

  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  TempDir directory_;
  std::unique_ptr<sqlite::Database> database_;
  std::unique_ptr<SqliteRegister> regions_;
};

TEST_F(SqliteRegisterTest, AnAnsweredChangeIsInTheView) {
  ASSERT_THAT(Create({Sumbersuko()}), IsOk());
  EXPECT_THAT(regions_->FindRegion("35.08.21"),
              Optional(Eq(Sumbersuko().validity)));

  Region ended = Sumbersuko();
  ended.validity.to = Date{2025, 6, 30};
  ASSERT_THAT(Update(ended, "1"), IsOk());
  EXPECT_THAT(regions_->FindRegion("35.08.21"), Optional(Eq(ended.validity)));

  ASSERT_THAT(Put("ktp"), IsOk());
  EXPECT_TRUE(regions_->FindService("35.08.21", "ktp"));
}

TEST_F(SqliteRegisterTest, TheViewIsReadAgainAtTheNextStart) {
  ASSERT_THAT(Create({Sumbersuko()}), IsOk());
  ASSERT_THAT(Put("ktp"), IsOk());

  Open();

  EXPECT_THAT(regions_->FindRegion("35.08.21"),
              Optional(Eq(Sumbersuko().validity)));
  EXPECT_TRUE(regions_->FindService("35.08.21", "ktp"));
  EXPECT_FALSE(regions_->FindRegion("35.08.20"));
}

TEST_F(SqliteRegisterTest, CheckingOnlyAnswersAsIfStoredAndStoresNothing) {
  auto checked = Create({Sumbersuko()}, Intent::kCheckOnly);
  ASSERT_THAT(checked, IsOk());
  ASSERT_THAT(checked->front(), IsOk());
  EXPECT_TRUE(checked->front()->created);

  EXPECT_FALSE(regions_->FindRegion("35.08.21"));
  EXPECT_THAT(Chain(), ElementsAre());

  ASSERT_THAT(Create({Sumbersuko()}), IsOk());
  auto updated = Update(Sumbersuko("Renamed"), "1", Intent::kCheckOnly);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->Etag(), "2");
  EXPECT_THAT(Chain(), ElementsAre("1 Sumbersuko 1- tests"));
}

TEST_F(SqliteRegisterTest, AnUpdateKeepsTheVersionThatItReplaces) {
  ASSERT_THAT(Create({Sumbersuko()}), IsOk());
  ASSERT_THAT(Update(Sumbersuko("Sumber Suko"), "1"), IsOk());
  EXPECT_THAT(Chain(),
              ElementsAre("1 Sumbersuko 1-2 tests", "2 Sumber Suko 2- tests"));
}

TEST_F(SqliteRegisterTest, OneOfTwoUpdatesOfTheSameVersionWins) {
  ASSERT_THAT(Create({Sumbersuko()}), IsOk());
  std::promise<absl::StatusOr<Registered<Region>>> first, second;
  regions_->UpdateRegion({Sumbersuko("One"), "1", "tests", Intent::kStore},
                         [&](auto result) { first.set_value(result); });
  regions_->UpdateRegion({Sumbersuko("Two"), "1", "tests", Intent::kStore},
                         [&](auto result) { second.set_value(result); });
  EXPECT_THAT(first.get_future().get(), IsOk());
  EXPECT_THAT(second.get_future().get(), HasReason(code::kEtagStale));
}

TEST_F(SqliteRegisterTest, TheFiveHundredAndFirstServiceIsRefused) {
  for (int i = 1; i <= kMostServicesOfADistrict; ++i) {
    ASSERT_THAT(Put(absl::StrCat("s", i)), IsOk());
  }
  EXPECT_THAT(Put("one-more"),
              ViolatesField("offered_service.name", code::kTooMany));
  EXPECT_THAT(Put("s500"), IsOk()) << "what is there may still be put";
}

TEST_F(SqliteRegisterTest, SeedingTwiceChangesNothing) {
  ASSERT_THAT(EnsureSeed(*regions_), IsOk());
  const std::vector<std::string> before = Chain();
  ASSERT_THAT(EnsureSeed(*regions_), IsOk());
  EXPECT_EQ(Chain(), before);
  auto all = regions_->ListRegions({}, "", 100);
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->size(), 11u);
}

TEST_F(SqliteRegisterTest, SeedingKeepsWhatUsersChanged) {
  ASSERT_THAT(EnsureSeed(*regions_), IsOk());
  ASSERT_THAT(Update(Sumbersuko("Sumber Suko"), "1"), IsOk());
  ASSERT_THAT(EnsureSeed(*regions_), IsOk());
  auto district = regions_->GetRegion(*RegionCode::Parse("35.08.21"));
  ASSERT_THAT(district, IsOk());
  EXPECT_EQ(district->entry, Sumbersuko("Sumber Suko"));
}

TEST_F(SqliteRegisterTest, AllRegionsOfIndonesiaLoadQuickly) {
  ASSERT_THAT(database_->WriteAndWait([](sqlite::Transaction& transaction) {
    return transaction.connection().Execute(R"sql(
      WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL
                              SELECT i + 1 FROM n WHERE i < 91999)
      INSERT INTO regions (code, version, data_version, update_us, display_name)
      SELECT printf('%02d.%02d.%02d.%04d', 11 + i / 10000, 1 + i / 500 % 20,
                    1 + i / 25 % 20, 2001 + i % 25), 1, 1, 0, 'Village'
      FROM n)sql");
  }),
              IsOk());

  const auto begin = std::chrono::steady_clock::now();
  Open();
  const std::chrono::duration<double> taken =
      std::chrono::steady_clock::now() - begin;

  EXPECT_TRUE(regions_->FindRegion("20.04.20.2025"));
  RecordProperty("seconds", std::to_string(taken.count()));
  EXPECT_LT(taken.count(), 2.0) << "unoptimized and on a busy machine";
}

}  // namespace
}  // namespace iku::collection
