#include "common/status/language.h"

#include "gtest/gtest.h"

namespace iku {
namespace {

TEST(PreferredLanguageTest, IndonesianUnlessEnglishComesFirst) {
  EXPECT_EQ(PreferredLanguage(""), Language::kIndonesian);
  EXPECT_EQ(PreferredLanguage("id"), Language::kIndonesian);
  EXPECT_EQ(PreferredLanguage("fr,de;q=0.8"), Language::kIndonesian);
  EXPECT_EQ(PreferredLanguage("id-ID,en;q=0.9"), Language::kIndonesian);
  EXPECT_EQ(PreferredLanguage("en"), Language::kEnglish);
  EXPECT_EQ(PreferredLanguage("EN-us"), Language::kEnglish);
  EXPECT_EQ(PreferredLanguage("fr, en-GB;q=0.9, id;q=0.1"), Language::kEnglish);
}

TEST(PreferredLanguageTest, AnotherLanguageThatBeginsAlikeIsNotEnglish) {
  EXPECT_EQ(PreferredLanguage("enm"), Language::kIndonesian);
  EXPECT_EQ(PreferredLanguage(",;,e,en;q=0.5"), Language::kEnglish);
}

TEST(LanguageTagTest, IsWhatTheMetadataCarries) {
  EXPECT_EQ(LanguageTag(Language::kIndonesian), "id");
  EXPECT_EQ(LanguageTag(Language::kEnglish), "en");
}

}  // namespace
}  // namespace iku
