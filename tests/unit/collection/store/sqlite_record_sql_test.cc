#include "services/collection/store/sqlite_record_sql.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_due.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_kind.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::collection {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SqliteRecordSqlTest : public ::testing::Test {
 protected:
  // How SQLite would run a statement, its steps joined.
  std::string PlanOf(const char* sql) {
    // Connection::Prepare knows a statement by its address.
    const std::string& explain =
        *explained_.insert(absl::StrCat("EXPLAIN QUERY PLAN ", sql)).first;
    std::string plan;
    const absl::Status status =
        database_->Read([&](sqlite::Connection& connection) {
          auto statement = connection.Prepare(explain.c_str());
          if (!statement.ok()) return statement.status();
          auto row = (*statement)->Step();
          for (; row.ok() && *row; row = (*statement)->Step()) {
            absl::StrAppend(&plan, (*statement)->Text(3), "\n");
          }
          return row.status();
        });
    EXPECT_THAT(status, test::IsOk());
    return plan;
  }

  template <typename Kind>
  std::string PlanOfList(const std::vector<ColumnCondition>& conditions,
                         bool as_of = false) {
    const RecordSql sql(Kind::kTable, Kind::kChanged, Kind::kDateColumn,
                        Kind::kColumns);
    return PlanOf(sql.List(conditions, as_of));
  }

  template <typename Kind>
  void ExpectDueIn(const std::string& of_text, const std::string& of_record) {
    const std::string date = Kind::kDateColumn;
    for (const auto& [extent, index] :
         {std::pair(ErasureExtent::kText, of_text),
          std::pair(ErasureExtent::kRecord, of_record)}) {
      EXPECT_THAT(PlanOf(SqliteRecordDue<Kind>::Sql(extent)),
                  AllOf(HasSubstr(absl::StrCat("SEARCH r USING INDEX ", index,
                                               " (district_code=? AND (", date,
                                               ",id)>(?,?) AND ", date, "<?)")),
                        Not(HasSubstr("SCAN")), Not(HasSubstr("TEMP B-TREE"))));
    }
    EXPECT_THAT(PlanOf(SqliteRecordDue<Kind>::Sql(ErasureExtent::kText)),
                HasSubstr(absl::StrCat("SEARCH ", Kind::kTable,
                                       " USING PRIMARY KEY (district_code=? "
                                       "AND id=?)")));
  }

  std::set<std::string> explained_;
  test::TempDir dir_;
  test::FakeClock clock_{absl::UnixEpoch()};
  std::unique_ptr<sqlite::Database> database_ =
      *sqlite::Database::Open(dir_.File("a.db"), Migrations(), clock_, {});
};

TEST_F(SqliteRecordSqlTest, ListsReadAnIndexInItsOrderAndSortNothing) {
  const std::vector<ColumnCondition> none;
  const std::vector<ColumnCondition> state = {{"state", int64_t{1}}};
  for (const auto& conditions : {none, state}) {
    EXPECT_THAT(PlanOfList<SurveyKind>(conditions),
                AllOf(HasSubstr("USING INDEX survey_responses_by_date"),
                      Not(HasSubstr("TEMP B-TREE"))));
    EXPECT_THAT(PlanOfList<CoordinationKind>(conditions),
                AllOf(HasSubstr("USING INDEX coordination_records_by_date"),
                      Not(HasSubstr("TEMP B-TREE"))));
    EXPECT_THAT(PlanOfList<VillageDocumentKind>(conditions),
                AllOf(HasSubstr("USING INDEX village_documents_by_year"),
                      Not(HasSubstr("TEMP B-TREE"))));
  }
}

TEST_F(SqliteRecordSqlTest, APageStartsInTheMiddleOfTheIndex) {
  EXPECT_THAT(PlanOfList<SurveyKind>({}),
              HasSubstr("(district_code=? AND (response_date,id)>(?,?)"));
}

TEST_F(SqliteRecordSqlTest, AListOfThePastReadsBothIndexesWhereThePageStarts) {
  EXPECT_THAT(PlanOfList<SurveyKind>({}, true),
              AllOf(HasSubstr("survey_responses_by_date (district_code=? AND"
                              " (response_date,id)>(?,?)"),
                    HasSubstr("survey_responses_superseded (district_code=? AND"
                              " (response_date,id)>(?,?)")));
}

TEST_F(SqliteRecordSqlTest, WhatIsDueLiesInOneIndexBetweenPageAndLastDay) {
  ExpectDueIn<SurveyKind>("survey_responses_texts", "survey_responses_by_date");
  ExpectDueIn<CoordinationKind>("coordination_records_texts",
                                "coordination_records_by_date");
  ExpectDueIn<VillageDocumentKind>("village_documents_texts",
                                   "village_documents_by_year");
}

TEST_F(SqliteRecordSqlTest, SingleRecordsAreFoundByTheirKey) {
  const RecordSql sql(SurveyKind::kTable, SurveyKind::kChanged,
                      SurveyKind::kDateColumn, SurveyKind::kColumns);
  for (const char* statement :
       {sql.newest(), sql.version(), sql.by_request()}) {
    EXPECT_THAT(PlanOf(statement),
                AllOf(HasSubstr("USING PRIMARY KEY (district_code=? AND id=?"),
                      HasSubstr("(district_code=? AND collection=? AND id=?"
                                " AND version=?)"),
                      Not(HasSubstr("SCAN")), Not(HasSubstr("TEMP B-TREE"))));
  }
}

TEST_F(SqliteRecordSqlTest, TheSameConditionsGiveTheSameText) {
  const RecordSql sql(SurveyKind::kTable, SurveyKind::kChanged,
                      SurveyKind::kDateColumn, SurveyKind::kColumns);
  const std::vector<ColumnCondition> a = {{"state", int64_t{1}}};
  const std::vector<ColumnCondition> b = {{"state", int64_t{2}}};
  EXPECT_EQ(sql.List(a, false), sql.List(b, false));
  EXPECT_NE(sql.List(a, false), sql.List({}, false));
  EXPECT_NE(sql.List(a, false), sql.List(a, true));
}

}  // namespace
}  // namespace iku::collection
