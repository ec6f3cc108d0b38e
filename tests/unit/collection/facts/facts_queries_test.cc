#include "services/collection/facts/facts_queries.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/collection/store/schema.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::collection {
namespace {

using ::iku::test::FakeClock;
using ::iku::test::IsOk;
using ::iku::test::TempDir;
using ::testing::AnyOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

class FactsQueriesTest : public ::testing::Test {
 protected:
  // The steps in which SQLite reads tables for `sql`.
  std::vector<std::string> TableReads(absl::string_view sql) {
    // Connections keep statements by their address for ever.
    auto* explain = new std::string(absl::StrCat("EXPLAIN QUERY PLAN ", sql));
    plans_.emplace_back(explain);
    std::vector<std::string> reads;
    const auto read = [&](sqlite::Connection& connection) -> absl::Status {
      ASSIGN_OR_RETURN(sqlite::Statement * plan,
                       connection.Prepare(explain->c_str()));
      while (true) {
        ASSIGN_OR_RETURN(const bool found, plan->Step());
        if (!found) return absl::OkStatus();
        const std::string step = plan->Text(3);
        const bool of_table = absl::StrContains(step, "survey") ||
                              absl::StrContains(step, "coordination") ||
                              absl::StrContains(step, "village_documents") ||
                              absl::StrContains(step, "regions") ||
                              absl::StrContains(step, "populations") ||
                              absl::StrContains(step, "changes") ||
                              absl::StrContains(step, "offered_services");
        if (of_table) reads.push_back(step);
      }
    };
    EXPECT_THAT(database_->Read(read), IsOk()) << sql;
    return reads;
  }

  std::vector<std::unique_ptr<std::string>> plans_;
  FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  TempDir directory_;
  std::unique_ptr<sqlite::Database> database_ = *sqlite::Database::Open(
      directory_.File("collection.db"), Migrations(), clock_, {});
};

TEST_F(FactsQueriesTest, EveryQueryGoesByTheBeginningOfAKey) {
  std::vector<const char*> all(std::begin(facts_query::kDefault),
                               std::end(facts_query::kDefault));
  all.insert(all.end(), std::begin(facts_query::kOther),
             std::end(facts_query::kOther));
  for (const char* sql : all) {
    const std::vector<std::string> reads = TableReads(sql);
    EXPECT_FALSE(reads.empty()) << sql;
    EXPECT_THAT(reads, Each(HasSubstr("SEARCH"))) << sql;
  }
}

TEST_F(FactsQueriesTest, ByDefaultOnlyTalliesAreReadAndWhatWaits) {
  for (const char* sql : facts_query::kDefault) {
    EXPECT_THAT(TableReads(sql),
                Each(AnyOf(HasSubstr("USING PRIMARY KEY"),
                           HasSubstr("coordination_records_pending"),
                           HasSubstr("village_documents_by_year"))))
        << sql;
    EXPECT_THAT(TableReads(sql), Each(Not(HasSubstr("survey_responses"))));
  }
}

TEST_F(FactsQueriesTest, OlderVersionsAreFoundByTheirDate) {
  EXPECT_THAT(TableReads(facts_query::kResponsesStillNewest),
              Each(HasSubstr("survey_responses_by_date (district_code=? AND "
                             "response_date>? AND response_date<?)")));
  EXPECT_THAT(TableReads(facts_query::kResponsesSupersededSince),
              Each(HasSubstr("survey_responses_superseded (district_code=? AND "
                             "response_date>? AND response_date<?)")));
  EXPECT_THAT(TableReads(facts_query::kCoordinationSupersededSince),
              Each(HasSubstr("coordination_records_superseded")));
  EXPECT_THAT(TableReads(facts_query::kDocumentsSupersededSince),
              Each(HasSubstr("village_documents_superseded")));
}

TEST_F(FactsQueriesTest, RecordsAreCountedInTheOrderOfTheTable) {
  EXPECT_THAT(TableReads(facts_query::kSurveyRecords),
              Each(Not(HasSubstr("by_date"))));
  EXPECT_THAT(TableReads(facts_query::kCoordinationRecords),
              Each(Not(HasSubstr("by_date"))));
}

}  // namespace
}  // namespace iku::collection
