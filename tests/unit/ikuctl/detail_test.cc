#include "gmock/gmock.h"
#include "nlohmann/json.hpp"
#include "tests/unit/ikuctl/fake_indicator.h"

namespace iku::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DetailTest : public WithFakeIndicator {
 protected:
  DetailTest() {
    indicators_.computed = Parse<i1::DistrictIndicators>(R"pb(
      district: "districts/35.08.21"
      district_name: "Sumbersuko"
      period: "2025"
      data_version: 77
      rules_version: "2025.2"
    )pb");
    options_.detail = true;
  }

  std::string Computed(const std::string& indicator) {
    *indicators_.computed.add_indicators() = Parse<i1::Indicator>(indicator);
    EXPECT_EQ(Run({"compute"}), kDone) << err_.str();
    return out_.str();
  }
};

TEST_F(DetailTest, ShowsAnswersStatisticsBreakdownsAndTrend) {
  const std::string text = Computed(R"pb(
    id: "ikm"
    value: "86.33"
    scale: 25
    satisfaction {
      responses: 100
      elements {
        element: "cost"
        title: "Cost"
        sum: 350
        answers: 100
        mean: "3.50"
        value: "87.50"
        grade: "B"
        counts: 0
        counts: 10
        counts: 30
        counts: 60
        shares: "0.00"
        shares: "10.00"
        shares: "30.00"
        shares: "60.00"
      }
      population: 500
      required_responses: 217
      interval {
        lower: "84.10"
        upper: "88.56"
        level_percent: 95
        grade_could_change: true
        method: "LINEARISED_RATIO"
        responses: 100
      }
      reliability { alpha: "0.812" label: "reliable" }
      highest_elements: "cost"
      lowest_elements: "time"
      breakdowns {
        dimension: "sex"
        cells { value: "SEX_MALE" label: "male" responses: 60 index: "86.00" }
        cells { label: "female" suppressed: true }
      }
      breakdowns { dimension: "occupation" withheld: true }
      components_left_out {
        name: "kk"
        label: "Family card"
        responses: 12
        reason: "ELEMENT_UNANSWERED"
        elements: "cost"
      }
      components_left_out {
        name: "ktp"
        label: "Identity card"
        reason: "ELEMENT_UNANSWERED"
      }
      trend { period: "2024" responses: 80 value: "85.00" grade: "B" }
      trend { period: "2025" responses: 100 value: "86.33" change: "1.33" }
    }
  )pb");
  for (const char* part :
       {"60.00 %", "Cost", "500; asks for a sample of 217",
        "95 %: 84.10 to 88.56; the grade could change inside",
        "0.812 (reliable)", "By sex", "suppressed", "By occupation",
        "All of it is withheld", "Trend", "1.33",
        "linearised ratio estimator over 100 respondents",
        "Services without a value, not in the mean", "Family card",
        "Identity card"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST_F(DetailTest, SaysWhatIsNotDefined) {
  const std::string text = Computed(R"pb(id: "ikm"
                                         satisfaction { responses: 1 })pb");
  EXPECT_THAT(text, HasSubstr("Population served : not known"));
  EXPECT_THAT(text, HasSubstr("Interval          : not defined"));
  EXPECT_THAT(text, HasSubstr("Cronbach's alpha  : not defined"));
  EXPECT_THAT(text, Not(HasSubstr("Trend")));
}

TEST_F(DetailTest, ShowsStatesGroupsAndTheOverdueList) {
  const std::string text = Computed(R"pb(
    id: "coordination-follow-up"
    value: "50.00"
    scale: 100
    follow_up {
      counts { state: "OPEN" records: 1 }
      counts { state: "DONE" records: 1 counted: true }
      groups {
        dimension: "section"
        value: "Kasi Kesra"
        followed_up: 1
        records: 2
        share: "50.00"
      }
      overdue {
        record: "districts/35.08.21/coordinationRecords/rapat-1"
        subject: "Stunting"
        section: "Kasi Kesra"
        due_date { year: 2025 month: 3 day: 1 }
        days_late: 12
        state: "OPEN"
      }
      overdue_total: 1
      cut_off { year: 2025 month: 12 day: 31 }
    }
  )pb");
  for (const char* part : {"Overdue: 1", "rapat-1", "2025-03-01", "12",
                           "Kasi Kesra", "50.00 %", "2025-12-31", "open"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST_F(DetailTest, TheMatrixHasARowPerVillageAndAColumnPerDocument) {
  const std::string text = Computed(R"pb(
    id: "village-documents-on-time"
    value: "50.00"
    scale: 100
    timeliness {
      obligations {
        village: "35.08.21.2001"
        village_name: "Sumbersuko"
        document_kind: "lppdesa"
        fiscal_year: 2024
        deadline { year: 2025 month: 3 day: 31 }
        counted_date { year: 2025 month: 3 day: 30 }
        state: STATE_ON_TIME
        document: "d"
        has_evidence: true
      }
      obligations {
        village: "35.08.21.2001"
        village_name: "Sumbersuko"
        document_kind: "apbdesa"
        fiscal_year: 2026
        deadline { year: 2025 month: 12 day: 31 }
        state: STATE_NOT_DUE
      }
      obligations {
        village: "35.08.21.2003"
        village_name: "Grati"
        document_kind: "lppdesa"
        fiscal_year: 2024
        deadline { year: 2025 month: 4 day: 15 }
        counted_date { year: 2025 month: 4 day: 20 }
        state: STATE_LATE
        days_late: 5
        document: "e"
        override_reason: "flood"
      }
      on_time: 1
      late: 1
      not_due: 1
      documents {
        document_kind: "lppdesa"
        fiscal_year: 2024
        deadline { year: 2025 month: 3 day: 31 }
        on_time: 1
        late: 1
        counted: 1
      }
      villages: 2
      judged_on { year: 2025 month: 5 day: 1 }
    }
  )pb");
  EXPECT_THAT(text, HasSubstr("LPPDesa 2024   APBDesa 2026"));
  EXPECT_THAT(text, HasSubstr("2025-03-31     2025-12-31"));
  EXPECT_THAT(text, HasSubstr("35.08.21.2001  Sumbersuko  on time        not "
                              "due"));
  EXPECT_THAT(text, HasSubstr("35.08.21.2003  Grati       5 days late *  -"));
  EXPECT_THAT(text, HasSubstr("* Grati, LPPDesa 2024: deadline 2025-04-15, "
                              "flood"));
  EXPECT_THAT(text, HasSubstr("no copy kept"));
  EXPECT_THAT(text,
              HasSubstr("1 on time + 1 late + 0 missing + 1 not due = 3"));
  EXPECT_THAT(text, HasSubstr("Documents of 2 villages as they stood on "
                              "2025-05-01"));
  EXPECT_THAT(text, HasSubstr("LPPDesa 2024  2025-03-31        1     1        "
                              "0        0        1\n"));
}

TEST_F(DetailTest, IsForTablesOnly) {
  options_.format = "csv";
  EXPECT_EQ(Run({"compute"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--detail"));
}

TEST_F(DetailTest, QuestionsCarryTheirFlags) {
  options_.policies = "combine=mean-of-services";
  options_.breakdowns = {"service", "sex"};
  options_.earlier_periods = 4;
  options_.as_of = "version:12";
  options_.rules_version = "2025.1";
  ASSERT_EQ(Run({"compute"}), kDone);
  const i1::ComputeRequest& asked = indicators_.asked_compute;
  EXPECT_EQ(asked.policies(0).value(), "mean-of-services");
  EXPECT_EQ(asked.breakdowns_size(), 2);
  EXPECT_EQ(asked.earlier_periods(), 4);
  EXPECT_EQ(asked.as_of_version(), 12);
  EXPECT_FALSE(asked.has_as_of_time());
  EXPECT_EQ(asked.rules_version(), "2025.1");
  options_.as_of = "2025-12-31T16:59:59Z";
  ASSERT_EQ(Run({"compute"}), kDone);
  EXPECT_EQ(indicators_.asked_compute.as_of_time().seconds(), 1767200399);
}

class AchievementTest : public DetailTest {
 protected:
  AchievementTest() {
    options_.detail = false;
    *indicators_.computed.add_indicators() = Parse<i1::Indicator>(R"pb(
      id: "ikm"
      title: "Index"
      value: "85.35"
      scale: 25
      achievement {
        target: "80"
        target_name: "districts/35.08.21/targets/ikm.2025"
        raw: "106.69"
        capped: "100.00"
        predicate: "VERY_HIGH"
        predicate_label: "Very high"
      }
    )pb");
  }
};

TEST_F(AchievementTest, SheetAndComputeShowTargetAndAchievement) {
  for (const char* command : {"compute", "sheet"}) {
    ASSERT_EQ(Run({command}), kDone) << err_.str();
    EXPECT_THAT(out_.str(), HasSubstr("106.69 % (100.00 %)")) << command;
    EXPECT_THAT(out_.str(), HasSubstr("Very")) << command;
  }
  options_.format = "csv";
  ASSERT_EQ(Run({"sheet"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr(",80,106.69,100.00,VERY_HIGH,,"));
}

TEST_F(AchievementTest, ATargetOfZeroIsSaidAndNotDividedBy) {
  i1::Achievement& achievement =
      *indicators_.computed.mutable_indicators(0)->mutable_achievement();
  achievement = Parse<i1::Achievement>(R"pb(target: "0"
                                            reason: "TARGET_NOT_POSITIVE")pb");
  ASSERT_EQ(Run({"sheet"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("target is 0"));
  achievement = Parse<i1::Achievement>(R"pb(reason: "NO_TARGET")pb");
  ASSERT_EQ(Run({"sheet"}), kDone);
  EXPECT_THAT(out_.str(), Not(HasSubstr("Achievement")));
}

class RollUpTest : public WithFakeIndicator {
 protected:
  RollUpTest() {
    options_.district = "";
    options_.within = "35.08";
    indicators_.streamed = {
        Parse<i1::BatchComputeResponse>(R"pb(
          district {
            district: "districts/35.08.20"
            district_name: "Tempeh"
            indicators { id: "ikm" flags: "NO_DATA" }
          })pb"),
        Parse<i1::BatchComputeResponse>(R"pb(
          district {
            district: "districts/35.08.21"
            district_name: "Sumbersuko"
            indicators { id: "ikm" value: "88.39" grade: "A" scale: 25 }
          })pb"),
        Parse<i1::BatchComputeResponse>(R"pb(
          roll_up {
            region: "regions/35.08"
            period: "2025"
            districts: 2
            data_version: 7
            rules_version: "2025.2"
            as_of_time { seconds: 1767200399 nanos: 5000 }
            indicators {
              id: "ikm"
              title: "Index"
              pooled: "88.39"
              pooled_exact: "2475/28"
              pooled_grade: "A"
              mean_of_units: "88.39"
              mean_grade: "A"
              units: 1
              without_data: "districts/35.08.20"
              nothing_received: "districts/35.08.20"
              nothing_received: "districts/35.08.22"
              profile: "exact"
              policies {
                name: "combine"
                value: "pooled"
                title: "Services"
                meaning: "All are pooled. Whatever the service."
              }
              left_out {
                name: "districts/35.08.22"
                label: "Candipuro"
                responses: 30
                reason: "ELEMENT_UNANSWERED"
                elements: "cost"
              }
              left_out {
                name: "districts/35.08.23"
                label: "Pronojiwo"
                responses: 7
                reason: "NO_SERVICE"
              }
              ranking {
                rank: 1
                district: "districts/35.08.21"
                district_name: "Sumbersuko"
                value: "88.39"
                grade: "A"
              }
            }
          })pb")};
  }
};

TEST_F(RollUpTest, ComesLastWithBothWaysWithoutDataAndRanking) {
  ASSERT_EQ(Run({"compute"}), kDone) << err_.str();
  const std::string text = out_.str();
  EXPECT_THAT(text, HasSubstr("Roll-up of 35.08, period 2025: 2 districts"));
  EXPECT_THAT(text, HasSubstr("Without data for ikm (1): 35.08.20"));
  EXPECT_THAT(text, HasSubstr("Nothing received for ikm (2): 35.08.20, "
                              "35.08.22"));
  EXPECT_THAT(text,
              HasSubstr("ikm: profile exact\n  Services: All are pooled.\n"));
  EXPECT_THAT(text, HasSubstr("With answers but no value for ikm (2), in "
                              "pooled only:"));
  EXPECT_THAT(text, HasSubstr("35.08.22 Candipuro: 30 respondents, nobody "
                              "answered cost"));
  EXPECT_THAT(text, HasSubstr("35.08.23 Pronojiwo: 7 respondents, no service "
                              "has a value"));
  EXPECT_THAT(text, HasSubstr("Ranking: Index"));
  EXPECT_LT(text.find("Tempeh"), text.find("Roll-up"));
  EXPECT_EQ(indicators_.asked_batch.region(), "regions/35.08");
  EXPECT_THAT(text, HasSubstr("--as_of=version:7,2025-12-31T16:59:59.000005Z "
                              "--rules_version=2025.2\n"));

  options_.format = "csv";
  ASSERT_EQ(Run({"compute"}), kDone);
  EXPECT_THAT(out_.str(),
              HasSubstr("35.08,pooled,2025,7,2025.2,"
                        "2025-12-31T16:59:59.000005Z,88.39,2475/28,,,A,\n"
                        "35.08,mean-of-units,2025,7,2025.2,"
                        "2025-12-31T16:59:59.000005Z,88.39,,,,A,\n"));
  options_.format = "json";
  ASSERT_EQ(Run({"compute"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("\"region\":\"regions/35.08\""));
}

TEST_F(RollUpTest, AStreamThatEndsWithoutItIsNotDone) {
  indicators_.streamed.pop_back();
  EXPECT_EQ(Run({"compute"}), kPartly);
  EXPECT_THAT(err_.str(), HasSubstr("Only 2 districts were computed"));
}

TEST_F(RollUpTest, FlagsOfOneDistrictAreRefused) {
  options_.earlier_periods = 4;
  EXPECT_EQ(Run({"compute"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--earlier_periods"));
}

TEST_F(RollUpTest, IsAskedForAgainByVersionInstantAndRules) {
  options_.as_of = "version:7,2025-12-31T16:59:59.000005Z";
  options_.rules_version = "2025.2";
  ASSERT_EQ(Run({"compute"}), kDone) << err_.str();
  EXPECT_EQ(indicators_.asked_batch.as_of_version(), 7);
  EXPECT_EQ(indicators_.asked_batch.as_of_time().nanos(), 5000);
  EXPECT_EQ(indicators_.asked_batch.rules_version(), "2025.2");
}

}  // namespace
}  // namespace iku::ctl
