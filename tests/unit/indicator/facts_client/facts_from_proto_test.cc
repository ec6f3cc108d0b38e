#include "services/indicator/facts_client/facts_from_proto.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

namespace cv1 = collection::v1;
using ::testing::ElementsAre;
using ::testing::SizeIs;

absl::StatusOr<indicator::DistrictFacts> Converted(const std::string& text) {
  cv1::DistrictFacts facts;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      "district: 'districts/35.08.21' " + text, &facts));
  return indicator::FactsFromProto(facts);
}

TEST(FactsFromProtoTest, NamesComeFromTheRegionsAbove) {
  const auto facts = Converted(R"pb(
    data_version: 42
    regions { name: 'regions/35' display_name: 'Jawa Timur' }
    regions { name: 'regions/35.08' display_name: 'Kabupaten Lumajang' }
    regions { name: 'regions/35.08.21' display_name: 'Sumbersuko' }
  )pb");

  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->province_name, "Jawa Timur");
  EXPECT_EQ(facts->regency_name, "Kabupaten Lumajang");
  EXPECT_EQ(facts->district_name, "Sumbersuko");
  EXPECT_EQ(facts->data_version, 42);
  EXPECT_FALSE(facts->population.has_value());
}

TEST(FactsFromProtoTest, ResponsesWithoutAnAnswerAreBlanks) {
  const auto facts = Converted(R"pb(
    survey_tallies {
      responses: 10
      elements {
        element: 'time'
        counts: [ 1, 2, 3, 2 ]
      }
    }
    served_population { people: 100 }
  )pb");

  ASSERT_THAT(facts, IsOk());
  const auto time = facts->survey.Of("time");
  EXPECT_THAT(time.counts, ElementsAre(1, 2, 3, 2));
  EXPECT_EQ(time.blank, 2);
  EXPECT_EQ(facts->survey.responses, 10);
  EXPECT_EQ(facts->population, 100);
}

TEST(FactsFromProtoTest, CoordinationIsAddedUpOverKinds) {
  const auto facts = Converted(R"pb(
    coordination_tallies {
      kind: COORDINATION_KIND_MEETING
      follow_up_state: FOLLOW_UP_STATE_DONE
      records: 2
    }
    coordination_tallies {
      kind: COORDINATION_KIND_TEAM_DECREE
      follow_up_state: FOLLOW_UP_STATE_DONE
      records: 3
    }
  )pb");

  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->coordination.at(indicator::FollowUpState::kDone), 5);
  EXPECT_THAT(facts->coordination, SizeIs(1));
}

TEST(FactsFromProtoTest, VillagesAndDocumentsKeepTheirDates) {
  const auto facts = Converted(R"pb(
    villages { name: 'regions/35.08.21.2002' display_name: 'Kebonsari' }
    villages {
      name: 'regions/35.08.21.2001'
      display_name: 'Sumbersuko'
      valid_from { year: 2004 month: 1 day: 2 }
      valid_to { year: 2030 month: 12 day: 31 }
    }
    village_documents {
      name: 'districts/35.08.21/villageDocuments/a'
      village: '35.08.21.2001'
      kind: VILLAGE_DOCUMENT_KIND_LPPDESA
      fiscal_year: 2024
      revision: 1
      received_date { year: 2025 month: 3 day: 1 }
    }
  )pb");

  ASSERT_THAT(facts, IsOk());
  ASSERT_THAT(facts->villages, SizeIs(2));
  EXPECT_EQ(facts->villages[0].display_name, "Sumbersuko");
  EXPECT_EQ(facts->villages[0].village.valid_from, Day("2004-01-02"));
  EXPECT_EQ(facts->villages[0].village.valid_to, Day("2030-12-31"));
  EXPECT_FALSE(facts->villages[1].village.valid_to.has_value());
  ASSERT_THAT(facts->documents, SizeIs(1));
  EXPECT_EQ(facts->documents[0].document.kind, "lppdesa");
  EXPECT_EQ(facts->documents[0].document.revision, 1);
  EXPECT_EQ(facts->documents[0].document.received, Day("2025-03-01"));
  EXPECT_FALSE(facts->documents[0].document.enacted.has_value());
}

TEST(FactsFromProtoTest, WhatIsNotUnderstoodIsAnErrorAndNotANumber) {
  for (const char* text :
       {"survey_tallies { responses: 1 elements { element: 'time' "
        "counts: [0, 1] } }",
        "survey_tallies { responses: 1 elements { element: 'time' "
        "counts: [0, 0, 1, 1] } }",
        "coordination_tallies { follow_up_state: 99 records: 1 }",
        "villages { name: 'regions/nowhere' }",
        "village_documents { village: '35.08.21.2001' kind: 77 }",
        "village_documents { village: '35.08.21.2001' "
        "kind: VILLAGE_DOCUMENT_KIND_APBDESA "
        "enacted_date { year: 2025 month: 2 day: 30 } }"}) {
    EXPECT_THAT(Converted(text), StatusIs(absl::StatusCode::kInternal)) << text;
  }
}

TEST(SelectionToProtoTest, WritesPeriodsAsTheContractSays) {
  EXPECT_THAT(indicator::ToProto(indicator::FactsSelection{
                  .survey_period = PeriodOf("2025-Q3"),
                  .coordination_period = std::nullopt,
                  .document_fiscal_years = {2024, 2026}}),
              EqualsProto(std::string(R"pb(survey_period: '2025-Q3'
                                           document_fiscal_years: 2024
                                           document_fiscal_years: 2026)pb")));
}

}  // namespace
}  // namespace iku::test
