#include "common/civil/region_code.h"

#include <gtest/gtest.h>

namespace iku {
namespace {

RegionCode Of(absl::string_view text) {
  return RegionCode::Parse(text).value();
}

TEST(RegionCodeTest, TheLengthTellsTheLevel) {
  EXPECT_EQ(Of("35").level(), RegionLevel::kProvince);
  EXPECT_EQ(Of("35.08").level(), RegionLevel::kRegency);
  EXPECT_EQ(Of("35.08.21").level(), RegionLevel::kDistrict);
  EXPECT_EQ(Of("35.08.21.2001").level(), RegionLevel::kVillage);
}

TEST(RegionCodeTest, KnowsTheRegionsAboveIt) {
  const RegionCode village = Of("35.08.21.2001");
  EXPECT_EQ(village.Parent(), Of("35.08.21"));
  EXPECT_EQ(village.District(), Of("35.08.21"));
  EXPECT_EQ(village.At(RegionLevel::kRegency), Of("35.08"));
  EXPECT_EQ(village.Province(), Of("35"));
  EXPECT_EQ(Of("35.08.21").Parent(), Of("35.08"));
  EXPECT_EQ(Of("35.08.21").District(), Of("35.08.21"));
}

TEST(RegionCodeTest, HasNothingAboveAProvinceAndNoDistrictAboveADistrict) {
  EXPECT_EQ(Of("35").Parent(), std::nullopt);
  EXPECT_EQ(Of("35.08").District(), std::nullopt);
  EXPECT_EQ(Of("35").Province(), Of("35"));
}

TEST(RegionCodeTest, TheVillageBlockTellsTheKindOfVillage) {
  EXPECT_EQ(Of("35.08.10.1001").KindOfVillage(), VillageKind::kKelurahan);
  EXPECT_EQ(Of("35.08.21.2001").KindOfVillage(), VillageKind::kDesa);
  EXPECT_EQ(Of("91.03.01.3001").KindOfVillage(), VillageKind::kDesaAdat);
  EXPECT_EQ(Of("35.08.21").KindOfVillage(), std::nullopt);
}

TEST(RegionCodeTest, OnlyDesaAndDesaAdatOweDocuments) {
  EXPECT_FALSE(Of("35.08.10.1001").OwesVillageDocuments());
  EXPECT_TRUE(Of("35.08.21.2001").OwesVillageDocuments());
  EXPECT_TRUE(Of("91.03.01.3001").OwesVillageDocuments());
  EXPECT_FALSE(Of("35.08.21").OwesVillageDocuments());
}

TEST(RegionCodeTest, IsWithinItselfAndTheRegionsAboveOnly) {
  const RegionCode district = Of("35.08.21");
  EXPECT_TRUE(district.IsWithin(Of("35")));
  EXPECT_TRUE(district.IsWithin(Of("35.08")));
  EXPECT_TRUE(district.IsWithin(district));
  EXPECT_FALSE(district.IsWithin(Of("35.08.21.2001")));
  EXPECT_FALSE(district.IsWithin(Of("35.09")));
}

TEST(RegionCodeTest, OrdersARegionBeforeTheRegionsInsideIt) {
  EXPECT_LT(Of("35.08"), Of("35.08.21"));
  EXPECT_LT(Of("35.08.21.2008"), Of("35.08.22"));
}

TEST(RegionCodeTest, PrintsWhatItReads) {
  EXPECT_EQ(Of("35.08.21.2001").ToString(), "35.08.21.2001");
}

TEST(RegionCodeTest, RefusesOtherForms) {
  for (const char* text : {"",
                           "3",
                           "350",
                           "35.",
                           ".35",
                           "35.8",
                           "35.08.",
                           "35.08.2",
                           "35.08.21.",
                           "35.08.21.201",
                           "35.08.21.20011",
                           "35.08.21.2001.1",
                           "3508",
                           "3508212001",
                           "35-08",
                           " 35",
                           "35 ",
                           "35.0a",
                           "00",
                           "35.00",
                           "35.08.00",
                           "35.08.21.0001",
                           "35.08.21.4001",
                           "35.08.21.2000"}) {
    EXPECT_EQ(RegionCode::Parse(text).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

}  // namespace
}  // namespace iku
