#include "common/store/store_url.h"

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace iku {
namespace {

using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::testing::HasSubstr;

TEST(StoreUrlTest, NamesAFile) {
  const auto url = ParseStoreUrl("sqlite:/var/lib/iku/facts.db");
  ASSERT_THAT(url, IsOk());
  EXPECT_EQ(url->kind, StoreUrl::Kind::kSqlite);
  EXPECT_EQ(url->path, "/var/lib/iku/facts.db");
}

TEST(StoreUrlTest, AnUnknownSchemeIsRefusedWithWhatIsKnown) {
  const auto url = ParseStoreUrl("mysql://root:secret@db/iku");
  EXPECT_THAT(url, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(url.status().message()),
              HasSubstr("unknown store \"mysql\"; known is sqlite:FILE"));
}

TEST(StoreUrlTest, AFileIsNeeded) {
  for (const char* url : {"", "sqlite", "sqlite:", "sqlite::memory:"}) {
    EXPECT_THAT(ParseStoreUrl(url),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << url;
  }
}

}  // namespace
}  // namespace iku
