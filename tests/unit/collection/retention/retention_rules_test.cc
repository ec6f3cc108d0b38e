#include "services/collection/retention/retention_rules.h"

#include "gmock/gmock.h"
#include "tests/support/matchers.h"

namespace iku::test {
namespace {

using collection::ChangedCollection;
using collection::ErasureExtent;
using collection::KeptFrom;
using collection::ParseRetention;
using collection::RetentionRule;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(RetentionRulesTest, ReadsOneRuleForEachKindOfContent) {
  const auto rules = ParseRetention(
      "surveyResponses/text=24, surveyResponses/record=120,"
      "quarantinedRows/record=12");
  ASSERT_THAT(rules, IsOk());
  EXPECT_THAT(*rules,
              ElementsAre(RetentionRule{ChangedCollection::kSurveyResponses,
                                        ErasureExtent::kText, 24},
                          RetentionRule{ChangedCollection::kSurveyResponses,
                                        ErasureExtent::kRecord, 120},
                          RetentionRule{ChangedCollection::kQuarantinedRows,
                                        ErasureExtent::kRecord, 12}));
}

TEST(RetentionRulesTest, NothingIsKeptForEver) {
  const auto rules = ParseRetention("");
  ASSERT_THAT(rules, IsOk());
  EXPECT_THAT(*rules, IsEmpty());
}

TEST(RetentionRulesTest, EverythingThatIsWrongIsSaidAtOnce) {
  const auto rules = ParseRetention(
      "surveys/text=1,surveyResponses=1,surveyResponses/all=1,"
      "surveyResponses/text=0,surveyResponses/text=1201,"
      "surveyResponses/text=2y,quarantinedRows/text=1,"
      "villageDocuments/text=1,villageDocuments/text=2");
  ASSERT_THAT(rules, StatusIs(absl::StatusCode::kInvalidArgument));
  for (const char* wrong :
       {"\"surveys/text=1\"", "\"surveyResponses=1\"",
        "\"surveyResponses/all=1\"", "\"surveyResponses/text=0\"",
        "\"surveyResponses/text=1201\"", "\"surveyResponses/text=2y\"",
        "\"quarantinedRows/text=1\"", "\"villageDocuments/text=2\""}) {
    EXPECT_THAT(std::string(rules.status().message()), HasSubstr(wrong));
  }
}

TEST(RetentionRulesTest, ARuleIsWrittenAsItIsRead) {
  const auto rules = ParseRetention("coordinationRecords/record=60");
  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ(ToString(rules->front()), "coordinationRecords/record=60");
}

TEST(RetentionRulesTest, MonthsAreCountedBackFromToday) {
  RetentionRule rule;
  rule.months = 24;
  EXPECT_EQ(KeptFrom(rule, {2025, 11, 20}), (Date{2023, 11, 20}));
  rule.months = 1;
  EXPECT_EQ(KeptFrom(rule, {2025, 3, 31}), (Date{2025, 2, 28}));
}

}  // namespace
}  // namespace iku::test
