#include "services/indicator/formula/mean_of_values.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace iku::indicator {
namespace {

std::optional<Decimal> Of(const char* text) {
  return Decimal::Parse(text).value();
}

TEST(MeanOfValuesTest,
     NinetyEightyAndSixtyTwoAndAHalfGiveSeventySevenAndAHalf) {
  const auto mean = MeanOf({Of("90.00"), Of("80.00"), Of("62.50")}, {});
  ASSERT_TRUE(mean.has_value());
  EXPECT_EQ(mean->value.ToString(), "77.50");
  EXPECT_EQ(mean->count, 3);
}

TEST(MeanOfValuesTest, AHalfHundredthRoundsUp) {
  EXPECT_EQ(MeanOf({Of("88.61"), Of("87.72")}, {})->value.ToString(), "88.17");
}

TEST(MeanOfValuesTest, ValuesWithoutDataAreLeftOut) {
  const auto mean = MeanOf({Of("90.00"), std::nullopt, Of("80.00")}, {});
  EXPECT_EQ(mean->value.ToString(), "85.00");
  EXPECT_EQ(mean->count, 2);
}

TEST(MeanOfValuesTest, NoValueWhenNothingHasData) {
  EXPECT_FALSE(MeanOf({}, {}).has_value());
  EXPECT_FALSE(MeanOf({std::nullopt}, {}).has_value());
}

}  // namespace
}  // namespace iku::indicator
