#include "services/collection/record/page.h"

#include <string>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"

namespace iku::collection {
namespace {

using test::ViolatesField;

constexpr char kQuery[] = "parent=districts/35.08.21 state=ACTIVE";
const Cursor kLast{.date = 20250630, .id = "0192f3c4"};

TEST(PageTest, ATokenLeadsToWhereThePageEnded) {
  Violations found;

  const auto after =
      CheckPageToken("page_token", MakePageToken(kLast, kQuery), kQuery, found);

  EXPECT_TRUE(found.empty());
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->date, kLast.date);
  EXPECT_EQ(after->id, kLast.id);
}

TEST(PageTest, NoTokenIsTheFirstPage) {
  Violations found;
  EXPECT_EQ(CheckPageToken("page_token", "", kQuery, found), std::nullopt);
  EXPECT_TRUE(found.empty());
}

TEST(PageTest, ATokenOfAnotherQueryIsRefused) {
  Violations found;
  CheckPageToken("page_token", MakePageToken(kLast, "another"), kQuery, found);
  EXPECT_THAT(found.ToStatus(),
              ViolatesField("page_token", code::kPageTokenInvalid));
}

TEST(PageTest, EveryChangedByteIsNoticed) {
  const std::string token = MakePageToken(kLast, kQuery);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    Violations found;
    CheckPageToken("page_token", changed, kQuery, found);
    EXPECT_FALSE(found.empty()) << i;
  }
}

TEST(PageTest, WhatIsNoTokenIsRefused) {
  for (const char* token :
       {"x", "====", "MXw", " ", "\xff\xfe", "MnwxfGF8Yg"}) {
    Violations found;
    CheckPageToken("page_token", token, kQuery, found);
    EXPECT_THAT(found.ToStatus(),
                ViolatesField("page_token", code::kPageTokenInvalid))
        << token;
  }
}

TEST(PageTest, PageSizeIsZeroToAThousand) {
  Violations found;
  EXPECT_EQ(CheckPageSize("page_size", 0, found), 100);
  EXPECT_EQ(CheckPageSize("page_size", 1, found), 1);
  EXPECT_EQ(CheckPageSize("page_size", 1000, found), 1000);
  EXPECT_TRUE(found.empty());
  CheckPageSize("page_size", 1001, found);
  CheckPageSize("page_size", -1, found);
  EXPECT_EQ(found.all().size(), 2u);
  EXPECT_THAT(found.ToStatus(), ViolatesField("page_size", code::kOutOfRange));
}

}  // namespace
}  // namespace iku::collection
