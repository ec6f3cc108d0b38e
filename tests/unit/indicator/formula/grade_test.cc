#include "services/indicator/formula/grade.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/indicator/formula/published_profiles.h"

namespace iku::indicator {
namespace {

std::string LetterOf(const char* value) {
  return GradeOf(Decimal::Parse(value).value(), test::GradesOf2017()).letter;
}

TEST(GradeTest, AMinimumBelongsToItsBandAndTheHundredthBelowToTheNext) {
  EXPECT_EQ(LetterOf("100.00"), "A");
  EXPECT_EQ(LetterOf("88.31"), "A");
  EXPECT_EQ(LetterOf("88.30"), "B");
  EXPECT_EQ(LetterOf("76.61"), "B");
  EXPECT_EQ(LetterOf("76.60"), "C");
  EXPECT_EQ(LetterOf("65.00"), "C");
  EXPECT_EQ(LetterOf("64.99"), "D");
  EXPECT_EQ(LetterOf("25.00"), "D");
}

TEST(GradeTest, TheLastBandTakesWhatIsBelowItsMinimum) {
  GradeTable table = test::GradesOf2017();
  table.back().minimum = 25;
  EXPECT_EQ(GradeOf(Decimal::Parse("24.75").value(), table).letter, "D");
}

TEST(GradeTest,
     EveryReachableHundredthHasAGradeAndGradesNeverFallAsValuesRise) {
  for (const GradeTable& table : {test::GradesOf2017(), test::GradesOf2004()}) {
    std::string letters;
    for (int hundredths = 2500; hundredths <= 10'000; ++hundredths) {
      const Decimal value =
          Round(Rational(hundredths, 100), 2, Rounding::kHalfUp);
      const GradeBand& band = GradeOf(value, table);
      EXPECT_GE(value.ToRational(), band.minimum);
      if (letters.empty() || letters.back() != band.letter[0]) {
        letters += band.letter;
      }
    }
    EXPECT_EQ(letters, "DCBA");
  }
}

}  // namespace
}  // namespace iku::indicator
