#include "common/text/text_check.h"

#include <string>

#include "common/text/utf8.h"
#include "gmock/gmock.h"
#include "tests/support/matchers.h"

namespace iku {
namespace {

using test::ViolatesField;
using ::testing::SizeIs;

TEST(CheckTextTest, LengthIsCountedInCharacters) {
  Violations found;
  EXPECT_EQ(CheckText("text", "  \xC3\xA9\xC3\xA9\xC3\xA9 ",
                      {.shortest = 3, .longest = 3}, found),
            "\xC3\xA9\xC3\xA9\xC3\xA9");
  EXPECT_TRUE(found.empty());
  CheckText("short", "\xC3\xA9", {.shortest = 2, .longest = 3}, found);
  CheckText("long", "abcd", {.shortest = 2, .longest = 3}, found);
  CheckText("empty", " \n ", {.shortest = 1, .longest = 3}, found);
  CheckText("optional", "", {.longest = 3}, found);
  const absl::Status status = found.ToStatus();
  EXPECT_THAT(found.all(), SizeIs(3));
  EXPECT_THAT(status, ViolatesField("short", code::kTooShort));
  EXPECT_THAT(status, ViolatesField("long", code::kTooLong));
  EXPECT_THAT(status, ViolatesField("empty", code::kRequired));
}

TEST(CheckTextTest, ControlCharactersAreRefusedButLineBreaksInFreeText) {
  Violations found;
  CheckText("free", "a\nb\tc", {.longest = 9, .free_text = true}, found);
  EXPECT_TRUE(found.empty());
  CheckText("line", "a\nb", {.longest = 9}, found);
  CheckText("bell", "a\ab", {.longest = 9, .free_text = true}, found);
  EXPECT_THAT(found.all(), SizeIs(2));
  EXPECT_THAT(found.ToStatus(), ViolatesField("bell", code::kTextMalformed));
}

TEST(CheckTextTest, OnlyValidUtf8IsText) {
  for (const char* text : {"\xff", "\xC3", "\xC0\x80", "\xED\xA0\x80",
                           "\xF4\x90\x80\x80", "a\x80z", "\xE2\x82"}) {
    Violations found;
    CheckText("text", text, {.longest = 9}, found);
    EXPECT_THAT(found.ToStatus(), ViolatesField("text", code::kTextMalformed));
  }
  EXPECT_EQ(DecodeUtf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"),
            U"a\u00e9\u20ac\U0001F600");
}

TEST(CheckTextTest, FreeTextHoldsNoPersonalData) {
  Violations found;
  CheckText("comment", "hubungi 081234567890", {.longest = 99}, found);
  EXPECT_TRUE(found.empty());
  CheckText("comment", "hubungi 081234567890",
            {.longest = 99, .free_text = true}, found);
  EXPECT_THAT(found.ToStatus(), ViolatesField("comment", code::kPersonalData));
}

TEST(ShownTest, IsShortAndPrintable) {
  EXPECT_EQ(Shown("ktp"), "ktp");
  EXPECT_EQ(Shown(std::string(70, 'a')), std::string(60, 'a'));
  EXPECT_EQ(Shown("a\n\xff"), "a\\n\\xff");
  std::string accents;
  for (int i = 0; i < 61; ++i) accents += "\xC3\xA9";
  EXPECT_EQ(Shown(accents), accents.substr(0, 120));
}

}  // namespace
}  // namespace iku
