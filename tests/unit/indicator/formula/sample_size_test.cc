#include "services/indicator/formula/sample_size.h"

#include <gtest/gtest.h>

namespace iku::indicator {
namespace {

// Printed in Krejcie & Morgan's table.
TEST(SampleSizeTest, AgreesWithThePrintedTable) {
  EXPECT_EQ(ComputeSampleSize(10).required, 10);
  EXPECT_EQ(ComputeSampleSize(100).required, 80);
  EXPECT_EQ(ComputeSampleSize(500).required, 217);
  EXPECT_EQ(ComputeSampleSize(1000).required, 278);
  EXPECT_EQ(ComputeSampleSize(10'000).required, 370);
  EXPECT_EQ(ComputeSampleSize(1'000'000).required, 384);
}

TEST(SampleSizeTest, OnePersonIsAskedAndNobodyNeedsNoSample) {
  EXPECT_EQ(ComputeSampleSize(1).required, 1);
  EXPECT_EQ(ComputeSampleSize(0).required, 0);
  EXPECT_EQ(ComputeSampleSize(-1).required, 0);
}

TEST(SampleSizeTest, IsNeverAboveThePopulation) {
  for (int64_t population = 1; population <= 2000; ++population) {
    EXPECT_LE(ComputeSampleSize(population).required, population);
  }
}

}  // namespace
}  // namespace iku::indicator
