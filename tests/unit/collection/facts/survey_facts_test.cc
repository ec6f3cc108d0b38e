#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/facts/recorded_district.h"

namespace iku::collection {
namespace {

using ::iku::test::IsOk;
using ::iku::test::RecordedDistrict;
using ::testing::ElementsAre;

constexpr Date kJune{2025, 6, 30};
constexpr Date kJuly{2025, 7, 1};

class SurveyFactsTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(district_.seeded(), IsOk()); }

  absl::StatusOr<v1::DistrictFacts> Get(bool by_service = false) {
    v1::GetDistrictFactsRequest request;
    request.set_name("districts/35.08.21");
    request.mutable_selection()->set_survey_period("2025");
    if (by_service) {
      request.mutable_selection()->add_survey_dimensions(
          v1::SURVEY_DIMENSION_SERVICE);
    }
    return district_(&test::RegisterService::FactsStub::GetDistrictFacts,
                     request);
  }

  RecordedDistrict district_;
};

// The numbers of the pair of two elements: responses, sums, products.
std::vector<int64_t> Pair(const v1::SurveyTally& tally, size_t first,
                          size_t second) {
  const auto at = static_cast<int>(PairIndex(first, second));
  const v1::SurveyPairs& pairs = tally.pairs();
  return {pairs.answered(at), pairs.sums_of_first(at), pairs.sums_of_second(at),
          pairs.sums_of_products(at)};
}

TEST_F(SurveyFactsTest, PairsOfElementsAreSentWhereAnAnswerIsMissing) {
  ASSERT_THAT(
      district_.Insert("a", RecordedDistrict::Response(kJune, 3, "ktp")),
      IsOk());
  auto facts = Get(/*by_service=*/true);
  ASSERT_THAT(facts, IsOk());
  EXPECT_FALSE(facts->survey_tallies(0).has_pairs());

  SurveyResponse response = RecordedDistrict::Response(kJuly, 2);
  const size_t time = *ElementIndex("time");
  response.scores[0] = 4;
  response.scores[time] = 0;
  ASSERT_THAT(district_.Insert("b", response), IsOk());
  facts = Get(/*by_service=*/true);
  ASSERT_THAT(facts, IsOk());
  ASSERT_TRUE(facts->survey_tallies(0).has_pairs());
  EXPECT_EQ(facts->survey_tallies(0).pairs().answered_size(), 45);
  EXPECT_THAT(Pair(facts->survey_tallies(0), 0, 1), ElementsAre(2, 7, 5, 17));
  EXPECT_THAT(Pair(facts->survey_tallies(0), 0, time), ElementsAre(1, 3, 3, 9));
  EXPECT_EQ(facts->survey_tallies(0).moments().responses(), 1);
  EXPECT_FALSE(facts->survey_tallies(1).has_pairs()) << "of one service";

  ASSERT_THAT(district_.Void("b"), IsOk());
  EXPECT_FALSE(Get()->survey_tallies(0).has_pairs());
}

}  // namespace
}  // namespace iku::collection
