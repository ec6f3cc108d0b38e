#include "services/indicator/facts_client/facts_from_proto.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
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
  EXPECT_EQ(facts->survey.BlanksOf("time"), 2);
  EXPECT_EQ(facts->survey.responses, 10);
  EXPECT_EQ(facts->population, 100);
}

TEST(FactsFromProtoTest, PartsMomentsAndEarlierPeriodsStayApart) {
  const auto facts = Converted(R"pb(
    read_time { seconds: 100 nanos: 5 }
    survey_tallies {
      responses: 10
      moments {
        responses: 8
        sum_of_totals: 30
        sum_of_squared_totals: 120
        elements {
          element: 'time'
          sum: 30
          sum_of_squares: 120
          sum_with_total: 120
        }
      }
    }
    survey_tallies {
      dimension: SURVEY_DIMENSION_SEX
      value: 'SEX_FEMALE'
      responses: 4
    }
    survey_tallies {
      dimension: SURVEY_DIMENSION_SEX
      value: 'SEX_UNSPECIFIED'
      responses: 6
    }
    earlier_survey_tallies { period: '2024-Q4' responses: 3 }
    offered_services {
      name: 'districts/35.08.21/offeredServices/ktp'
      display_name: 'KTP elektronik'
    }
  )pb");

  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->read_time,
            absl::FromUnixSeconds(100) + absl::Nanoseconds(5));
  EXPECT_EQ(facts->survey.responses, 10);
  EXPECT_EQ(facts->moments.responses, 8);
  EXPECT_EQ(facts->moments.elements.at("time").answers, 8);
  const auto& sexes = facts->survey_parts.at(indicator::SurveyDimension::kSex);
  ASSERT_THAT(sexes, SizeIs(2));
  EXPECT_EQ(sexes[0].value, "SEX_FEMALE");
  EXPECT_EQ(sexes[1].value, "");
  ASSERT_THAT(facts->earlier_surveys, SizeIs(1));
  EXPECT_EQ(facts->earlier_surveys[0].period, PeriodOf("2024-Q4"));
  EXPECT_EQ(facts->earlier_surveys[0].survey.responses, 3);
  EXPECT_EQ(facts->service_names.at("ktp"), "KTP elektronik");
}

// Of two elements: two who answered both, one who left the second out.
constexpr char kWithPairs[] = R"pb(
  survey_tallies {
    responses: 3
    elements {
      element: 'time'
      counts: [ 0, 1, 0, 2 ]
    }
    elements {
      element: 'cost'
      counts: [ 1, 0, 1, 0 ]
    }
    moments {
      responses: 2
      elements { element: 'time' }
      elements { element: 'cost' }
    }
    pairs {
      answered: [ 3, 2, 2 ]
      sums_of_first: [ 10, 8, 4 ]
      sums_of_second: [ 10, 4, 4 ]
      sums_of_products: [ 36, 16, 10 ]
    }
  })pb";

TEST(FactsFromProtoTest, PairsStandInTheOrderOfTheElementsOfTheMoments) {
  const auto facts = Converted(kWithPairs);

  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->pairs.Of("time", "time"),
            (indicator::PairSums{3, 10, 10, 36}));
  EXPECT_EQ(facts->pairs.Of("cost", "time"),
            (indicator::PairSums{2, 4, 8, 16}));
  EXPECT_TRUE(Converted("survey_tallies { responses: 1 }")->pairs.empty());
}

TEST(FactsFromProtoTest, PairsThatContradictTheCountsAreRefused) {
  for (const auto& [right, wrong] :
       std::vector<std::pair<std::string, std::string>>{
           {"answered: [ 3, 2, 2 ]", "answered: [ 3, 2 ]"},
           {"sums_of_first: [ 10, 8, 4 ]", "sums_of_first: [ 10, 8, 4, 1 ]"},
           {"sums_of_second: [ 10, 4, 4 ]", "sums_of_second: []"},
           {"sums_of_products: [ 36, 16, 10 ]", "sums_of_products: [ 36 ]"},
           {"answered: [ 3, 2, 2 ]", "answered: [ 2, 2, 2 ]"},
           {"answered: [ 3, 2, 2 ]", "answered: [ 3, 3, 2 ]"},
           {"answered: [ 3, 2, 2 ]", "answered: [ 3, -1, 2 ]"},
           {"sums_of_first: [ 10, 8, 4 ]", "sums_of_first: [ 9, 8, 4 ]"},
           {"sums_of_first: [ 10, 8, 4 ]", "sums_of_first: [ 10, 11, 4 ]"},
           {"sums_of_second: [ 10, 4, 4 ]", "sums_of_second: [ 10, 5, 4 ]"},
           {"sums_of_second: [ 10, 4, 4 ]", "sums_of_second: [ 10, 4, 3 ]"},
           {"sums_of_products: [ 36, 16, 10 ]",
            "sums_of_products: [ 36, 1, 10 ]"}}) {
    const std::string text = absl::StrReplaceAll(kWithPairs, {{right, wrong}});
    ASSERT_NE(text, kWithPairs) << right;
    EXPECT_THAT(Converted(text), StatusIs(absl::StatusCode::kInternal))
        << wrong;
  }
}

TEST(FactsFromProtoTest, PartsThatAreNotAllResponsesAreRefused) {
  EXPECT_FALSE(Converted("survey_tallies { responses: 10 } survey_tallies { "
                         "dimension: SURVEY_DIMENSION_SEX value: 'SEX_MALE' "
                         "responses: 9 }")
                   .ok());
}

TEST(FactsFromProtoTest, CoordinationIsGroupedAndOverdueIsListed) {
  const auto facts = Converted(R"pb(
    coordination_tallies {
      kind: COORDINATION_KIND_MEETING
      follow_up_state: FOLLOW_UP_STATE_DONE
      records: 2
      section: 'Seksi Pemerintahan'
    }
    agency_tallies {
      agency_type: AGENCY_TYPE_COMMUNITY
      follow_up_state: FOLLOW_UP_STATE_DONE
      records: 1
    }
    overdue_records {
      name: 'districts/35.08.21/coordinationRecords/a'
      held_date { year: 2025 month: 1 day: 2 }
      due_date { year: 2025 month: 2 day: 3 }
      follow_up_state: FOLLOW_UP_STATE_OPEN
    }
    overdue_total: 1
  )pb");

  ASSERT_THAT(facts, IsOk());
  const auto done = indicator::FollowUpState::kDone;
  EXPECT_EQ(
      facts->coordination_by_kind.at("COORDINATION_KIND_MEETING").at(done), 2);
  EXPECT_EQ(facts->coordination_by_section.at("Seksi Pemerintahan").at(done),
            2);
  EXPECT_EQ(
      facts->coordination_by_agency_type.at("AGENCY_TYPE_COMMUNITY").at(done),
      1);
  ASSERT_THAT(facts->overdue, SizeIs(1));
  EXPECT_EQ(facts->overdue[0].due, Day("2025-02-03"));
  EXPECT_EQ(facts->overdue_total, 1);
}

TEST(FactsFromProtoTest, SelectionSaysEverythingThatIsWanted) {
  const auto selection = indicator::ToProto(indicator::FactsSelection{
      .survey_period = PeriodOf("2025"),
      .survey_dimensions = {indicator::SurveyDimension::kAgeBand},
      .earlier_survey_periods = {PeriodOf("2024")},
      .coordination_period = std::nullopt,
      .follow_up_cut_off = Day("2025-06-30"),
      .document_fiscal_years = {},
      .as_of_time = std::nullopt,
      .as_of_version = 9});

  EXPECT_THAT(selection.survey_dimensions(),
              ElementsAre(cv1::SURVEY_DIMENSION_AGE_BAND));
  EXPECT_THAT(selection.earlier_survey_periods(), ElementsAre("2024"));
  EXPECT_EQ(selection.follow_up_cut_off().day(), 30);
  EXPECT_EQ(selection.as_of_version(), 9);
  EXPECT_FALSE(selection.has_as_of_time());
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
      agreed_date { year: 2025 month: 2 day: 3 }
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
  EXPECT_EQ(facts->documents[0].document.agreed, Day("2025-02-03"));
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
  indicator::FactsSelection selection;
  selection.survey_period = PeriodOf("2025-Q3");
  selection.document_fiscal_years = {2024, 2026};
  EXPECT_THAT(indicator::ToProto(selection),
              EqualsProto(std::string(R"pb(survey_period: '2025-Q3'
                                           document_fiscal_years: 2024
                                           document_fiscal_years: 2026)pb")));
}

}  // namespace
}  // namespace iku::test
