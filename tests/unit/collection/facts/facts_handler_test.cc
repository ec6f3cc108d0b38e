#include "services/collection/facts/facts_handler.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/facts/recorded_district.h"

namespace iku::collection {
namespace {

using ::iku::test::IsOk;
using ::iku::test::RecordedDistrict;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Stub = test::RegisterService::FactsStub;
using RegisterStub = test::RegisterService::RegisterStub;

constexpr Date kJune{2025, 6, 30};
constexpr Date kJuly{2025, 7, 1};

class FactsHandlerTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(district_.seeded(), IsOk()); }

  static v1::FactsSelection Surveys(const std::string& period,
                                    bool by_service = false) {
    v1::FactsSelection selection;
    selection.set_survey_period(period);
    if (by_service) {
      selection.add_survey_dimensions(v1::SURVEY_DIMENSION_SERVICE);
    }
    return selection;
  }
  static v1::FactsSelection Coordination(const std::string& period) {
    v1::FactsSelection selection;
    selection.set_coordination_period(period);
    return selection;
  }
  static v1::FactsSelection Documents(std::vector<int> years) {
    v1::FactsSelection selection;
    for (int year : years) selection.add_document_fiscal_years(year);
    return selection;
  }

  absl::StatusOr<v1::DistrictFacts> Get(
      const v1::FactsSelection& selection,
      const std::string& name = "districts/35.08.21") {
    v1::GetDistrictFactsRequest request;
    request.set_name(name);
    *request.mutable_selection() = selection;
    return district_(&Stub::GetDistrictFacts, request);
  }

  // "2 responses, time 0 0 1 1", for each tally.
  std::vector<std::string> SurveyLines(const v1::FactsSelection& selection) {
    auto facts = Get(selection);
    EXPECT_THAT(facts, IsOk());
    std::vector<std::string> lines;
    for (const v1::SurveyTally& tally : facts->survey_tallies()) {
      std::string time = "unanswered";
      for (const v1::ElementTally& element : tally.elements()) {
        if (element.element() != "time") continue;
        time = absl::StrJoin(element.counts(), " ");
      }
      lines.push_back(absl::StrCat(tally.value(), ": ", tally.responses(),
                                   " responses, time ", time));
    }
    return lines;
  }

  std::vector<std::string> CoordinationLines(const std::string& period) {
    auto facts = Get(Coordination(period));
    EXPECT_THAT(facts, IsOk());
    std::vector<std::string> lines;
    for (const v1::CoordinationTally& tally : facts->coordination_tallies()) {
      lines.push_back(absl::StrCat(
          v1::CoordinationKind_Name(tally.kind()), " ", tally.section(), " ",
          v1::FollowUpState_Name(tally.follow_up_state()), " ",
          tally.records()));
    }
    return lines;
  }

  RecordedDistrict district_;
};

TEST_F(FactsHandlerTest, SaysWhereTheDistrictLiesAndWhatItWasReadFrom) {
  auto facts = Get({});
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->district(), "districts/35.08.21");
  ASSERT_EQ(facts->regions_size(), 3);
  EXPECT_EQ(facts->regions(0).display_name(), "JAWA TIMUR");
  EXPECT_EQ(facts->regions(1).display_name(), "KABUPATEN LUMAJANG");
  EXPECT_EQ(facts->regions(2).display_name(), "Sumbersuko");
  EXPECT_GT(facts->data_version(), 0);
  EXPECT_EQ(facts->read_time().seconds(), 1'763'614'800);
}

TEST_F(FactsHandlerTest, WhatIsNotAskedForIsNotAnswered) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 3)),
              IsOk());
  auto facts = Get({});
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->survey_tallies_size(), 0);
  EXPECT_EQ(facts->villages_size(), 0);
}

TEST_F(FactsHandlerTest, ADistrictThatTheRegisterDoesNotHoldIsNotFound) {
  EXPECT_THAT(Get({}, "districts/35.08.20"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(FactsHandlerTest, WithoutRecordsThereAreNoTallies) {
  EXPECT_THAT(SurveyLines(Surveys("2025")), IsEmpty());
  EXPECT_THAT(CoordinationLines("2025"), IsEmpty());
}

TEST_F(FactsHandlerTest, TheMonthsOfThePeriodAreSummed) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 3)),
              IsOk());
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJuly, 4)),
              IsOk());
  ASSERT_THAT(
      district_.Insert("c", RecordedDistrict::Response(Date{2024, 12, 31}, 1)),
      IsOk());

  EXPECT_THAT(SurveyLines(Surveys("2025")),
              ElementsAre(": 2 responses, time 0 0 1 1"));
  EXPECT_THAT(SurveyLines(Surveys("2025-H1")),
              ElementsAre(": 1 responses, time 0 0 1 0"));
  EXPECT_THAT(SurveyLines(Surveys("2025-Q3")),
              ElementsAre(": 1 responses, time 0 0 0 1"));
  EXPECT_THAT(SurveyLines(Surveys("2025-08")), IsEmpty());
}

TEST_F(FactsHandlerTest, ElementsComeInTheOrderOfTheQuestionnaire) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 3)),
              IsOk());
  auto facts = Get(Surveys("2025"));
  ASSERT_THAT(facts, IsOk());
  std::vector<std::string> elements;
  for (const auto& element : facts->survey_tallies(0).elements()) {
    elements.push_back(element.element());
  }
  EXPECT_THAT(elements, ElementsAre("requirements", "procedure", "time", "cost",
                                    "product", "competence", "behaviour",
                                    "facilities", "complaints"));
}

TEST_F(FactsHandlerTest, AnElementThatNobodyAnsweredIsLeftOut) {
  SurveyResponse response = RecordedDistrict::Response(kJune, 3);
  response.scores[*ElementIndex("time")] = 0;
  ASSERT_THAT(district_.Insert("a", response), IsOk());
  EXPECT_THAT(SurveyLines(Surveys("2025")),
              ElementsAre(": 1 responses, time unanswered"));
}

TEST_F(FactsHandlerTest, ServicesAreTalliedTogetherOrEachByItself) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 3)),
              IsOk());
  ASSERT_THAT(
      district_.Insert("b", RecordedDistrict::Response(kJune, 4, "ktp")),
      IsOk());
  ASSERT_THAT(
      district_.Insert("c", RecordedDistrict::Response(kJuly, 4, "ktp")),
      IsOk());

  EXPECT_THAT(SurveyLines(Surveys("2025")),
              ElementsAre(": 3 responses, time 0 0 1 2"));
  EXPECT_THAT(
      SurveyLines(Surveys("2025", /*by_service=*/true)),
      ElementsAre(": 3 responses, time 0 0 1 2", ": 1 responses, time 0 0 1 0",
                  "ktp: 2 responses, time 0 0 0 2"));
}

TEST_F(FactsHandlerTest, ACorrectionMovesTheAnswers) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  ASSERT_THAT(district_.Correct("a", RecordedDistrict::Response(kJuly, 4)),
              IsOk());
  EXPECT_THAT(SurveyLines(Surveys("2025-06")), IsEmpty());
  EXPECT_THAT(SurveyLines(Surveys("2025-07")),
              ElementsAre(": 1 responses, time 0 0 0 1"));
}

TEST_F(FactsHandlerTest, AVoidResponseCountsNowhere) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJune, 2)),
              IsOk());
  ASSERT_THAT(district_.Void("a"), IsOk());
  EXPECT_THAT(SurveyLines(Surveys("2025")),
              ElementsAre(": 1 responses, time 0 1 0 0"));
  ASSERT_THAT(district_.Void("b"), IsOk());
  EXPECT_THAT(SurveyLines(Surveys("2025")), IsEmpty());
}

TEST_F(FactsHandlerTest, EveryAcknowledgedChangeRaisesTheVersion) {
  auto before = Get(Surveys("2025"));
  ASSERT_THAT(before, IsOk());
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Response(kJune, 1)),
              IsOk());
  auto after = Get(Surveys("2025"));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->data_version(), before->data_version() + 1);
}

TEST_F(FactsHandlerTest, AFollowUpMovesARecordToItsNewState) {
  ASSERT_THAT(district_.Insert("a", RecordedDistrict::Meeting(kJune)), IsOk());
  ASSERT_THAT(district_.Insert("b", RecordedDistrict::Meeting(kJune)), IsOk());
  EXPECT_THAT(CoordinationLines("2025-Q2"),
              ElementsAre("COORDINATION_KIND_MEETING Kasi Pemerintahan "
                          "FOLLOW_UP_STATE_OPEN 2"));

  ASSERT_THAT(district_.FollowUp("a", FollowUpState::kDone, kJuly), IsOk());

  EXPECT_THAT(
      CoordinationLines("2025-Q2"),
      ElementsAre(
          "COORDINATION_KIND_MEETING Kasi Pemerintahan FOLLOW_UP_STATE_OPEN 1",
          "COORDINATION_KIND_MEETING Kasi Pemerintahan FOLLOW_UP_STATE_DONE "
          "1"));
  EXPECT_THAT(CoordinationLines("2025-Q3"), IsEmpty())
      << "it belongs to the day it was held";
}

TEST_F(FactsHandlerTest, ActiveDocumentsOfTheFiscalYearsAreAnswered) {
  VillageDocument with_copy = RecordedDistrict::Budget("35.08.21.2002", 2025);
  with_copy.evidence = Evidence{"Perdes", "1/2024", Date{2024, 12, 30},
                                "https://example.go.id/1", ""};
  with_copy.regulation_number = "1/2024";
  with_copy.agreed_date = Date{2024, 12, 29};
  VillageDocument without_copy =
      RecordedDistrict::Budget("35.08.21.2001", 2025);
  without_copy.evidence =
      Evidence{"Perdes", "2/2024", Date{2024, 12, 30}, "", ""};
  ASSERT_THAT(district_.Insert("a", with_copy), IsOk());
  ASSERT_THAT(district_.Insert("b", without_copy), IsOk());
  ASSERT_THAT(
      district_.Insert("c", RecordedDistrict::Budget("35.08.21.2001", 2026)),
      IsOk());
  ASSERT_THAT(
      district_.Insert("d", RecordedDistrict::Budget("35.08.21.2003", 2025)),
      IsOk());
  ASSERT_THAT(district_.VoidDocument("d"), IsOk());

  auto facts = Get(Documents({2025, 2025}));

  ASSERT_THAT(facts, IsOk());
  ASSERT_EQ(facts->village_documents_size(), 2);
  EXPECT_EQ(facts->village_documents(0).name(),
            "districts/35.08.21/villageDocuments/b");
  EXPECT_FALSE(facts->village_documents(0).has_evidence());
  const v1::VillageDocumentFact& fact = facts->village_documents(1);
  EXPECT_EQ(fact.village(), "35.08.21.2002");
  EXPECT_EQ(fact.kind(), v1::VILLAGE_DOCUMENT_KIND_APBDESA);
  EXPECT_EQ(fact.fiscal_year(), 2025);
  EXPECT_EQ(fact.enacted_date().day(), 30);
  EXPECT_FALSE(fact.has_received_date());
  EXPECT_EQ(fact.agreed_date().day(), 29);
  EXPECT_EQ(fact.regulation_number(), "1/2024");
  EXPECT_TRUE(fact.has_evidence());
}

TEST_F(FactsHandlerTest, AVillageThatWasSplitKeepsItsPastYears) {
  v1::UpdateRegionRequest end;
  end.mutable_region()->set_name("regions/35.08.21.2004");
  end.mutable_region()->set_display_name("Labruk Kidul");
  end.mutable_region()->mutable_valid_to()->set_year(2025);
  end.mutable_region()->mutable_valid_to()->set_month(6);
  end.mutable_region()->mutable_valid_to()->set_day(30);
  end.mutable_region()->set_etag("1");
  ASSERT_THAT(district_(&RegisterStub::UpdateRegion, end), IsOk());
  v1::CreateRegionRequest begin;
  begin.mutable_region()->set_name("regions/35.08.21.2009");
  begin.mutable_region()->set_display_name("Labruk Baru");
  begin.mutable_region()->mutable_valid_from()->set_year(2025);
  begin.mutable_region()->mutable_valid_from()->set_month(7);
  begin.mutable_region()->mutable_valid_from()->set_day(1);
  ASSERT_THAT(district_(&RegisterStub::CreateRegion, begin), IsOk());

  auto facts = Get(Documents({2025}));

  ASSERT_THAT(facts, IsOk());
  ASSERT_EQ(facts->villages_size(), 9);
  EXPECT_EQ(facts->villages(3).name(), "regions/35.08.21.2004");
  EXPECT_EQ(facts->villages(3).valid_to().month(), 6);
  EXPECT_FALSE(facts->villages(3).has_valid_from());
  EXPECT_EQ(facts->villages(8).name(), "regions/35.08.21.2009");
  EXPECT_EQ(facts->villages(8).valid_from().month(), 7);
  EXPECT_EQ(facts->villages(8).village_kind(), v1::VILLAGE_KIND_DESA);
}

TEST_F(FactsHandlerTest, KelurahanAreVillagesToo) {
  v1::CreateRegionRequest create;
  create.mutable_region()->set_name("regions/35.08.21.1001");
  create.mutable_region()->set_display_name("Kota");
  ASSERT_THAT(district_(&RegisterStub::CreateRegion, create), IsOk());
  auto facts = Get(Documents({2025}));
  ASSERT_THAT(facts, IsOk());
  ASSERT_EQ(facts->villages_size(), 9);
  EXPECT_EQ(facts->villages(0).village_kind(), v1::VILLAGE_KIND_KELURAHAN);
}

TEST_F(FactsHandlerTest, ThePopulationIsThatOfTheSurveysYear) {
  v1::PutServedPopulationRequest put;
  put.mutable_served_population()->set_name(
      "districts/35.08.21/servedPopulations/2025");
  put.mutable_served_population()->set_people(37'000);
  put.mutable_served_population()->set_source("Dispendukcapil");
  ASSERT_THAT(district_(&RegisterStub::PutServedPopulation, put), IsOk());

  auto facts = Get(Surveys("2025-Q3"));
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->served_population().people(), 37'000);
  auto earlier = Get(Surveys("2024"));
  ASSERT_THAT(earlier, IsOk());
  EXPECT_FALSE(earlier->has_served_population());
}

TEST_F(FactsHandlerTest, EveryBrokenRuleOfTheSelectionIsNamed) {
  v1::FactsSelection selection = Documents({1999, 2025, 2101});
  selection.set_survey_period("2025-Q5");
  selection.set_coordination_period("June");
  const auto refused = Get(selection, "districts/35.08");
  EXPECT_THAT(refused, ViolatesField("name", code::kNameMalformed));
  EXPECT_THAT(refused,
              ViolatesField("selection.survey_period", code::kPeriodMalformed));
  EXPECT_THAT(refused, ViolatesField("selection.coordination_period",
                                     code::kPeriodMalformed));
  EXPECT_THAT(refused, ViolatesField("selection.document_fiscal_years[0]",
                                     code::kOutOfRange));
  EXPECT_THAT(refused, ViolatesField("selection.document_fiscal_years[2]",
                                     code::kOutOfRange));
  EXPECT_THAT(Get(Documents({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})),
              ViolatesField("selection.document_fiscal_years", code::kTooMany));
}

TEST_F(FactsHandlerTest, DistrictsInsideARegionAreListedByPages) {
  v1::BatchCreateRegionsRequest more;
  for (int i = 1; i <= 5; ++i) {
    v1::Region& region = *more.add_regions();
    region.set_name(absl::StrFormat("regions/35.08.%02d", i));
    region.set_display_name("Kecamatan");
  }
  ASSERT_THAT(district_(&RegisterStub::BatchCreateRegions, more), IsOk());
  ASSERT_THAT(
      district_.Insert("a", RecordedDistrict::Response(kJune, 4), "35.08.02"),
      IsOk());

  v1::ListDistrictFactsRequest request;
  request.set_region("regions/35");
  *request.mutable_selection() = Surveys("2025");
  request.set_page_size(4);
  std::vector<std::string> lines;
  do {
    auto page = district_(&Stub::ListDistrictFacts, request);
    ASSERT_THAT(page, IsOk());
    EXPECT_LE(page->districts_size(), 4);
    for (const v1::DistrictFacts& facts : page->districts()) {
      lines.push_back(
          absl::StrCat(facts.district(), " ", facts.survey_tallies_size()));
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(lines,
              ElementsAre("districts/35.08.01 0", "districts/35.08.02 1",
                          "districts/35.08.03 0", "districts/35.08.04 0",
                          "districts/35.08.05 0", "districts/35.08.21 0"));
}

TEST_F(FactsHandlerTest, AllPagesAreReadAtTheMomentOfTheFirst) {
  v1::BatchCreateRegionsRequest more;
  for (int i = 1; i <= 3; ++i) {
    v1::Region& region = *more.add_regions();
    region.set_name(absl::StrFormat("regions/35.08.%02d", i));
    region.set_display_name("Kecamatan");
  }
  ASSERT_THAT(district_(&RegisterStub::BatchCreateRegions, more), IsOk());
  v1::ListDistrictFactsRequest request;
  request.set_region("regions/35.08");
  *request.mutable_selection() = Surveys("2025");
  request.set_page_size(1);
  const auto first = district_(&Stub::ListDistrictFacts, request);
  ASSERT_THAT(first, IsOk());
  district_.clock().Advance(absl::Hours(30));
  ASSERT_THAT(
      district_.Insert("a", RecordedDistrict::Response(kJune, 4), "35.08.02"),
      IsOk());
  v1::CreateRegionRequest later;
  later.mutable_region()->set_name("regions/35.08.04");
  later.mutable_region()->set_display_name("Kecamatan");
  ASSERT_THAT(district_(&RegisterStub::CreateRegion, later), IsOk());

  request.set_page_size(10);
  request.set_page_token(first->next_page_token());
  const auto rest = district_(&Stub::ListDistrictFacts, request);

  ASSERT_THAT(rest, IsOk());
  ASSERT_EQ(rest->districts_size(), 3) << "the one registered later is not in";
  EXPECT_EQ(rest->districts(0).district(), "districts/35.08.02");
  EXPECT_EQ(rest->districts(0).survey_tallies_size(), 0);
  EXPECT_EQ(rest->data_version(), first->data_version());
  EXPECT_EQ(rest->districts(0).data_version(), first->data_version());
  EXPECT_EQ(rest->read_time().DebugString(), first->read_time().DebugString());
  EXPECT_EQ(rest->districts(0).read_time().DebugString(),
            first->read_time().DebugString());
}

TEST_F(FactsHandlerTest, ListsADistrictByItself) {
  v1::ListDistrictFactsRequest request;
  request.set_region("regions/35.08.21");
  auto page = district_(&Stub::ListDistrictFacts, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->districts_size(), 1);
  EXPECT_EQ(page->next_page_token(), "");
}

TEST_F(FactsHandlerTest, AListNeedsARegionAboveTheVillages) {
  v1::ListDistrictFactsRequest request;
  request.set_region("regions/35.08.21.2001");
  request.set_page_size(201);
  request.set_page_token("x");
  const auto refused = district_(&Stub::ListDistrictFacts, request);
  EXPECT_THAT(refused, ViolatesField("region", code::kNameMalformed));
  EXPECT_THAT(refused, ViolatesField("page_size", code::kOutOfRange));
  EXPECT_THAT(refused, ViolatesField("page_token", code::kPageTokenInvalid));

  v1::ListDistrictFactsRequest missing;
  missing.set_region("regions/36");
  EXPECT_THAT(district_(&Stub::ListDistrictFacts, missing),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace iku::collection
