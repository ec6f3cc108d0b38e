#include <string>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/facts/recorded_district.h"

// What GetDistrictFacts answers to a caller who holds its last answer.

namespace iku::collection {
namespace {

using ::iku::test::IsOk;
using ::iku::test::RecordedDistrict;
using FactsStub = test::RegisterService::FactsStub;
using RegisterStub = test::RegisterService::RegisterStub;

constexpr Date kJune{2025, 6, 30};

class UnchangedFactsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(district_.seeded(), IsOk());
    ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 3)),
                IsOk());
    etag_ = Get("").etag();
    ASSERT_NE(etag_, "");
  }

  v1::DistrictFacts Get(const std::string& known_etag,
                        int64_t as_of_version = 0) {
    v1::GetDistrictFactsRequest request;
    request.set_name("districts/35.08.21");
    request.mutable_selection()->set_survey_period("2025");
    request.mutable_selection()->set_as_of_version(as_of_version);
    request.set_known_etag(known_etag);
    auto facts = district_(&FactsStub::GetDistrictFacts, request);
    EXPECT_THAT(facts, IsOk());
    return *std::move(facts);
  }

  RecordedDistrict district_;
  std::string etag_;
};

TEST_F(UnchangedFactsTest, TheSameFactsAreNotSentAgain) {
  const v1::DistrictFacts again = Get(etag_);
  EXPECT_TRUE(again.unchanged());
  EXPECT_EQ(again.etag(), etag_);
  EXPECT_EQ(again.district(), "districts/35.08.21");
  EXPECT_EQ(again.data_version(), Get("").data_version());
  EXPECT_TRUE(again.has_read_time());
  EXPECT_EQ(again.survey_tallies_size(), 0);
}

TEST_F(UnchangedFactsTest, ARecordOfTheDistrictChangesThem) {
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJune, 3)),
              IsOk());
  const v1::DistrictFacts after = Get(etag_);
  EXPECT_FALSE(after.unchanged());
  EXPECT_NE(after.etag(), etag_);
  EXPECT_EQ(after.survey_tallies(0).responses(), 2);
}

TEST_F(UnchangedFactsTest, ARecordOfAnotherDistrictOnlyChangesTheVersion) {
  const int64_t before = Get("").data_version();
  ASSERT_THAT(
      district_.Insert("b", RecordedDistrict::Response(kJune, 3), "35.08.20"),
      IsOk());
  const v1::DistrictFacts after = Get(etag_);
  EXPECT_TRUE(after.unchanged());
  EXPECT_EQ(after.data_version(), before + 1);
}

TEST_F(UnchangedFactsTest, AChangeOfTheRegisterChangesThem) {
  v1::CreateRegionRequest request;
  request.mutable_region()->set_name("regions/35.08.21.2999");
  request.mutable_region()->set_display_name("Desa Baru");
  ASSERT_THAT(district_(&RegisterStub::CreateRegion, request), IsOk());
  EXPECT_FALSE(Get(etag_).unchanged());
}

TEST_F(UnchangedFactsTest, TheNextDayChangesThem) {
  district_.clock().Advance(absl::Hours(24));
  EXPECT_FALSE(Get(etag_).unchanged());
}

TEST_F(UnchangedFactsTest, NothingElseIsTakenForTheName) {
  EXPECT_FALSE(Get("").unchanged());
  EXPECT_FALSE(Get(etag_ + "1").unchanged());
  EXPECT_FALSE(Get("1-1-1").unchanged());
}

TEST_F(UnchangedFactsTest, AnotherQuestionHasAnotherName) {
  v1::GetDistrictFactsRequest request;
  request.set_known_etag(etag_);
  request.mutable_selection()->set_survey_period("2024");
  request.set_name("districts/35.08.21");
  const auto other_period = district_(&FactsStub::GetDistrictFacts, request);
  ASSERT_THAT(other_period, IsOk());
  EXPECT_FALSE(other_period->unchanged());

  request.mutable_selection()->set_survey_period("2025");
  for (const char* name : {"35.08.21", "districts/35.08.99"}) {
    request.set_name(name);
    EXPECT_FALSE(district_(&FactsStub::GetDistrictFacts, request).ok()) << name;
  }
}

TEST_F(UnchangedFactsTest, FactsOfThePastHaveNoName) {
  const v1::DistrictFacts past = Get(etag_, Get("").data_version());
  EXPECT_FALSE(past.unchanged());
  EXPECT_EQ(past.etag(), "");
  EXPECT_EQ(past.survey_tallies(0).responses(), 1);
}

}  // namespace
}  // namespace iku::collection
