#include "services/collection/register/validity_index.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace iku::collection {
namespace {

using ::testing::Eq;
using ::testing::Optional;

constexpr Date kFirstDay{2024, 7, 1};
constexpr Date kLastDay{2025, 6, 30};

Region Coded(const char* code, Validity validity = {}) {
  return Region{code, "Any name", validity, ""};
}

TEST(ValidityIndexTest, KnowsNothingAtFirst) {
  const ValidityIndex index;
  EXPECT_EQ(index.FindRegion("35"), std::nullopt);
  EXPECT_EQ(index.FindService("35.08.21", "ktp"), std::nullopt);
}

TEST(ValidityIndexTest, GivesTheDaysOfEachLevel) {
  ValidityIndex index;
  index.Put({Coded("35"), Coded("35.08", {kFirstDay, std::nullopt}),
             Coded("35.08.21", {std::nullopt, kLastDay}),
             Coded("35.08.21.2001", {kFirstDay, kLastDay})});

  EXPECT_THAT(index.FindRegion("35"), Optional(Eq(Validity{})));
  EXPECT_THAT(index.FindRegion("35.08"),
              Optional(Eq(Validity{kFirstDay, std::nullopt})));
  EXPECT_THAT(index.FindRegion("35.08.21"),
              Optional(Eq(Validity{std::nullopt, kLastDay})));
  EXPECT_THAT(index.FindRegion("35.08.21.2001"),
              Optional(Eq(Validity{kFirstDay, kLastDay})));
}

TEST(ValidityIndexTest, TakesNoOtherTextForAKnownCode) {
  ValidityIndex index;
  index.Put({Coded("35"), Coded("35.08"), Coded("35.08.21")});

  for (const char* text : {"", "3", "035", "00.35", "00.35.08", "35.", "3508",
                           "35-08", "35.8", "35.08.2", "35.08.21.", "35.08,21",
                           "35.08.21.0000", "regions/35", " 35", "35 "}) {
    EXPECT_EQ(index.FindRegion(text), std::nullopt) << '"' << text << '"';
  }
}

TEST(ValidityIndexTest, ReplacesWhatItKnew) {
  ValidityIndex index;
  index.Put({Coded("35", {kFirstDay, std::nullopt})});
  index.Put({Coded("35", {kFirstDay, kLastDay})});
  EXPECT_THAT(index.FindRegion("35"),
              Optional(Eq(Validity{kFirstDay, kLastDay})));
}

TEST(ValidityIndexTest, KeepsServicesOfDistrictsApart) {
  ValidityIndex index;
  index.Put(OfferedService{"35.08.21", "ktp", "KTP", {kFirstDay, kLastDay}});

  EXPECT_THAT(index.FindService("35.08.21", "ktp"),
              Optional(Eq(Validity{kFirstDay, kLastDay})));
  EXPECT_EQ(index.FindService("35.08.20", "ktp"), std::nullopt);
  EXPECT_EQ(index.FindService("35.08.21", "kk"), std::nullopt);
}

}  // namespace
}  // namespace iku::collection
