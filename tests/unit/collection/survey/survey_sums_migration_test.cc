#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/collection/facts/kept_facts.h"
#include "services/collection/store/schema.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::collection {
namespace {

using ::iku::test::IsOk;

// The schema before sums of pairs were kept.
constexpr size_t kBefore = 4;

class SurveySumsMigrationTest : public ::testing::Test {
 protected:
  std::unique_ptr<sqlite::Database> Open(size_t migrations) {
    return *sqlite::Database::Open(directory_.File("collection.db"),
                                   Migrations().first(migrations), clock_, {});
  }

  // One version of a response as a store from before holds it.
  static std::string Response(const std::string& id, int date,
                              const std::string& scores, int state = 1,
                              const std::string& superseded = "NULL",
                              int version = 1) {
    return absl::StrFormat(
        "INSERT INTO survey_responses VALUES ('35.08.21', '%s', %d, 1, %s, %d,"
        " NULL, NULL, %d, '', %s, 0, 0, 0, 0, 0, NULL);",
        id, version, superseded, state, date, scores);
  }

  test::TempDir directory_;
  test::FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
};

TEST_F(SurveySumsMigrationTest, RecordsOfAnOlderStoreAreSummedAnew) {
  const std::string records = absl::StrCat(
      Response("a", 20250612, "433443334"),
      Response("b", 20250630, "400443334"), Response("c", 20250630, "12"),
      Response("d", 20250701, "222222222"),
      Response("e", 20250612, "111111111", 2), Response("f", 20250612, "0"),
      Response("g", 20250612, "444444444", 1, "2"),
      Response("g", 20250612, "333333333", 1, "NULL", 2));
  {
    auto old = Open(kBefore);
    ASSERT_THAT(old->WriteAndWait([&](sqlite::Transaction& transaction) {
      return transaction.connection().Execute(records.c_str());
    }),
                IsOk());
  }

  auto database = Open(Migrations().size());
  SumsByAnswered expected;
  for (const Scores& scores :
       {Scores{4, 3, 3, 4, 4, 3, 3, 3, 4}, Scores{4, 0, 0, 4, 4, 3, 3, 3, 4},
        Scores{0, 0, 0, 0, 0, 0, 0, 1, 2}, Scores{2, 2, 2, 2, 2, 2, 2, 2, 2},
        Scores{}, Scores{3, 3, 3, 3, 3, 3, 3, 3, 3}}) {
    expected[AnsweredBy(scores)].Add(scores, 1);
  }
  EXPECT_THAT(database->Read([&](sqlite::Connection& connection) {
    auto kept =
        ReadKeptSurveys(connection, "35.08.21", Period::OfYear(2025), {});
    EXPECT_THAT(kept, IsOk());
    EXPECT_EQ(kept->sums, expected);
    return kept.status();
  }),
              IsOk());
}

}  // namespace
}  // namespace iku::collection
