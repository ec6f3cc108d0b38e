#include "services/collection/register/region_batch.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/register_service.h"

namespace iku::collection {
namespace {

using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
using ::testing::ElementsAre;
using Stub = test::RegisterService::RegisterStub;

class RegionBatchTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(calls_.seeded(), IsOk()); }

  static void Add(v1::BatchCreateRegionsRequest& batch, const std::string& code,
                  const std::string& display_name) {
    v1::Region& region = *batch.add_regions();
    region.set_name("regions/" + code);
    region.set_display_name(display_name);
  }

  absl::StatusOr<v1::BatchCreateRegionsResponse> Send(
      const v1::BatchCreateRegionsRequest& batch) {
    return calls_(&Stub::BatchCreateRegions, batch);
  }

  // "CREATED", or "REJECTED name:UNKNOWN_REGION".
  static std::vector<std::string> Outcomes(
      const absl::StatusOr<v1::BatchCreateRegionsResponse>& reply) {
    EXPECT_THAT(reply, IsOk());
    std::vector<std::string> outcomes;
    for (const v1::RowResult& row : reply->results()) {
      std::string line =
          v1::RowOutcome_Name(row.outcome()).substr(sizeof("ROW_OUTCOME"));
      for (const auto& violation : row.violations()) {
        absl::StrAppend(&line, " ", violation.field(), ":", violation.code());
      }
      outcomes.push_back(std::move(line));
    }
    return outcomes;
  }

  test::RegisterService calls_;
};

TEST_F(RegionBatchTest, AParentMayStandEarlierInTheBatch) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "36", "BANTEN");
  Add(batch, "36.01", "KABUPATEN PANDEGLANG");
  Add(batch, "36.01.01", "Sumur");
  EXPECT_THAT(Outcomes(Send(batch)),
              ElementsAre("CREATED", "CREATED", "CREATED"));
}

TEST_F(RegionBatchTest, AReplyIsTakenHoweverLongTheNamesAre) {
  v1::BatchCreateRegionsRequest batch;
  for (int i = 0; i < kMostRegionsOfABatch; ++i) {
    Add(batch, std::string(4000, 'x'), "");
  }
  const auto reply = Send(batch);
  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(reply->totals().rejected(), kMostRegionsOfABatch);
  EXPECT_LT(reply->ByteSizeLong(), 4 << 20);
}

TEST_F(RegionBatchTest, AParentThatStandsLaterIsUnknown) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "36.01", "KABUPATEN PANDEGLANG");
  Add(batch, "36", "BANTEN");
  EXPECT_THAT(Outcomes(Send(batch)),
              ElementsAre("REJECTED name:UNKNOWN_REGION", "CREATED"));
}

TEST_F(RegionBatchTest, ARejectedParentIsNoParent) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "36", "");
  Add(batch, "36.01", "KABUPATEN PANDEGLANG");
  Add(batch, "35.08.21.2009", "Baru");
  EXPECT_THAT(Outcomes(Send(batch)),
              ElementsAre("REJECTED display_name:REQUIRED",
                          "REJECTED name:UNKNOWN_REGION", "CREATED"));
}

TEST_F(RegionBatchTest, ATakenNameIsAMatterOfItsRow) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "35.08.21", "Sumber Suko");
  Add(batch, "35.08.21.2001", "Sumbersuko");
  auto reply = Send(batch);
  EXPECT_THAT(Outcomes(reply),
              ElementsAre("REJECTED name:NAME_TAKEN", "REPLAYED"));
  EXPECT_EQ(reply->results(0).status().code(),
            static_cast<int>(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(reply->results(0).name(), "regions/35.08.21");
  EXPECT_FALSE(reply->results(0).violations(0).message().empty());
}

TEST_F(RegionBatchTest, TheSameRowTwiceInABatchIsStoredOnce) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "36", "BANTEN");
  Add(batch, "36", "BANTEN");
  Add(batch, "36", "Banten");
  EXPECT_THAT(Outcomes(Send(batch)),
              ElementsAre("CREATED", "REPLAYED", "REJECTED name:NAME_TAKEN"));
}

TEST_F(RegionBatchTest, ImportingAThousandRegionsTwiceReplaysThem) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "36", "BANTEN");
  Add(batch, "36.01", "KABUPATEN PANDEGLANG");
  for (int i = 0; i < kMostRegionsOfABatch - 2; ++i) {
    Add(batch,
        i < 98 ? absl::StrFormat("36.01.%02d", i + 1)
               : absl::StrFormat("36.01.01.2%03d", i),
        absl::StrCat("Name ", i));
  }
  ASSERT_EQ(batch.regions_size(), 1000);

  auto first = Send(batch);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->totals().rows(), 1000);
  EXPECT_EQ(first->totals().created(), 1000);

  auto second = Send(batch);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->totals().rows(), 1000);
  EXPECT_EQ(second->totals().replayed(), 1000);
}

TEST_F(RegionBatchTest, TotalsAddUpToTheRows) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "36", "BANTEN");
  Add(batch, "35", "JAWA TIMUR");
  Add(batch, "99.99", "Nowhere");
  auto reply = Send(batch);
  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(reply->totals().rows(), 3);
  EXPECT_EQ(reply->totals().created(), 1);
  EXPECT_EQ(reply->totals().replayed(), 1);
  EXPECT_EQ(reply->totals().rejected(), 1);
  EXPECT_EQ(reply->totals().held_back(), 0);
}

TEST_F(RegionBatchTest, ABatchHasOneToAThousandRows) {
  v1::BatchCreateRegionsRequest batch;
  EXPECT_THAT(Send(batch), ViolatesField("regions", code::kRequired));
  for (int i = 0; i <= kMostRegionsOfABatch; ++i) Add(batch, "36", "BANTEN");
  EXPECT_THAT(Send(batch), ViolatesField("regions", code::kTooMany));
}

TEST_F(RegionBatchTest, ValidatingOnlyStoresNoRow) {
  v1::BatchCreateRegionsRequest batch;
  Add(batch, "36", "BANTEN");
  Add(batch, "36.01", "KABUPATEN PANDEGLANG");
  batch.set_validate_only(true);
  EXPECT_THAT(Outcomes(Send(batch)), ElementsAre("CREATED", "CREATED"));

  v1::GetRegionRequest get;
  get.set_name("regions/36");
  EXPECT_THAT(calls_(&Stub::GetRegion, get),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace iku::collection
