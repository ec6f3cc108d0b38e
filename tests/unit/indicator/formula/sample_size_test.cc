#include "services/indicator/formula/sample_size.h"

#include <gtest/gtest.h>

namespace iku::indicator {
namespace {

// Printed in Krejcie & Morgan's table.
TEST(SampleSizeTest, AgreesWithThePrintedTable) {
  EXPECT_EQ(RequiredSample(10), 10);
  EXPECT_EQ(RequiredSample(100), 80);
  EXPECT_EQ(RequiredSample(500), 217);
  EXPECT_EQ(RequiredSample(1000), 278);
  EXPECT_EQ(RequiredSample(10'000), 370);
  EXPECT_EQ(RequiredSample(1'000'000), 384);
}

TEST(SampleSizeTest, OnePersonIsAskedAndNobodyNeedsNoSample) {
  EXPECT_EQ(RequiredSample(1), 1);
  EXPECT_EQ(RequiredSample(0), 0);
  EXPECT_EQ(RequiredSample(-1), 0);
}

TEST(SampleSizeTest, IsNeverAboveThePopulation) {
  for (int64_t population = 1; population <= 2000; ++population) {
    EXPECT_LE(RequiredSample(population), population);
  }
}

}  // namespace
}  // namespace iku::indicator
