#include "gmock/gmock.h"
#include "nlohmann/json.hpp"
#include "tests/unit/ikuctl/fake_indicator.h"

namespace iku::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ExplainTest : public WithFakeIndicator {
 protected:
  ExplainTest() {
    indicators_.explained = Parse<i1::Explanation>(R"pb(
      indicator {
        id: "ikm"
        title: "Satisfaction index"
        value: "86.33"
        scale: 25
        grade: "B"
        policies {
          name: "combine"
          value: "pooled"
          title: "Services"
          meaning: "All respondents are pooled. Whatever the service."
        }
      }
      definition {
        formula { id: "x" en: "25 times the index" }
        legal_basis: "Permenpan RB 14/2017"
      }
      profile {
        name: "profiles/exact"
        title { id: "Tepat" en: "Exact" }
      }
      steps {
        id: "ikm.sum.time"
        label: "Sum of time"
        expression: "3 x 2 + 4 x 26"
        result: "110"
      }
      steps {
        id: "ikm.value"
        label: "IKM"
        expression: "25 x 3108 / 900"
        result: "259/3"
        rounded: "86.33"
      }
      left_out { reason: "ANSWER_MISSING" label: "No answer" count: 3 }
      sources {
        method: "iku.collection.v1.SurveyService/ListSurveyResponses"
        request_json: "{\"parent\":\"districts/35.08.21\",\"period\":\"2025\",\"state\":\"RECORD_STATE_ACTIVE\"}"
        records: 250
      }
      district: "districts/35.08.21"
      district_name: "Sumbersuko"
      period: "2025"
      data_version: 77
      rules_version: "2025.2"
      as_of_time { seconds: 1767200399 }
    )pb");
  }
};

TEST_F(ExplainTest, PrintsASheetToFollowWithAPencil) {
  ASSERT_EQ(Run({"explain", "ikm"}), kDone) << err_.str();
  for (const char* text :
       {"CALCULATION SHEET", "District Sumbersuko (35.08.21)",
        "25 times the index", "Permenpan RB 14/2017",
        "Services: All respondents are pooled. Whatever the service.",
        "exact: Exact", "77", "2025.2", "2025-12-31 23:59:59 (UTC+07:00)",
        "1  Sum of time  3 x 2 + 4 x 26", "2  IKM          25 x 3108 / 900",
        "259/3    86.33", "3  No answer",
        "ikuctl list surveys --district=35.08.21 --period=2025 --state=active "
        "--limit=250"}) {
    EXPECT_THAT(out_.str(), HasSubstr(text));
  }
  EXPECT_EQ(indicators_.asked_explain.compute().indicators(0), "ikm");
}

TEST_F(ExplainTest, TheLegalBasisIsThatOfTheAnswerWhereItHasOne) {
  indicators_.explained.mutable_indicator()->add_legal_basis("PP 16/2026");
  ASSERT_EQ(Run({"explain", "ikm"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("PP 16/2026"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("Permenpan RB 14/2017")));
}

TEST_F(ExplainTest, IndonesianReadersGetDecimalCommasAndMachinesPoints) {
  options_.language = Language::kIndonesian;
  ASSERT_EQ(Run({"explain", "ikm"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("LEMBAR PERHITUNGAN"));
  EXPECT_THAT(out_.str(), HasSubstr("86,33"));
  EXPECT_THAT(out_.str(), HasSubstr("35.08.21"));
  options_.format = "csv";
  ASSERT_EQ(Run({"explain", "ikm"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("step,2,ikm.value,IKM,25 x 3108 / 900,"
                                    "259/3,86.33\n"));
  EXPECT_THAT(out_.str(), HasSubstr("left_out,1,ANSWER_MISSING,No answer,,3,"));
  options_.format = "json";
  ASSERT_EQ(Run({"explain", "ikm"}), kDone);
  EXPECT_EQ(nlohmann::json::parse(out_.str())["steps"][1]["id"], "ikm.value");
}

TEST_F(ExplainTest, ASourceWithoutACommandIsShownAsItIs) {
  i1::RecordSource& source = *indicators_.explained.mutable_sources(0);
  source.set_method(
      "iku.collection.v1.CoordinationService/"
      "ListCoordinationRecords");
  source.set_request_json(
      R"({"parent":"districts/35.08.21","state":"RECORD_STATE_ACTIVE",)"
      R"("followUpState":"FOLLOW_UP_STATE_IN_PROGRESS"})");
  ASSERT_EQ(Run({"explain", "ikm"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("ikuctl list coordination "
                                    "--district=35.08.21 "
                                    "--state=active,in-progress"));
  source.set_request_json(R"({"something":"new"})");
  ASSERT_EQ(Run({"explain", "ikm"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr(R"(Records {"something":"new"})"));
}

TEST_F(ExplainTest, ExplainsExactlyOneIndicator) {
  EXPECT_EQ(Run({"explain"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("Name one indicator"));
  EXPECT_EQ(Run({"explain", "ikm", "coordination-follow-up"}), kNothingDone);
  options_.indicators = {"ikm"};
  EXPECT_EQ(Run({"explain"}), kDone);
}

using SimulateTest = WithFakeIndicator;

TEST_F(SimulateTest, AsksWhatTheFlagsSayAndShowsBothSides) {
  indicators_.simulated = Parse<i1::SimulateResponse>(R"pb(
    before {
      district: "districts/35.08.21"
      district_name: "Sumbersuko"
      period: "2025"
      indicators {
        id: "coordination-follow-up"
        title: "Follow-ups"
        value: "87.50"
        numerator: "21"
        denominator: "24"
        scale: 100
        policies {
          name: "followed-up-states"
          value: "DONE"
          title: "States"
          meaning: "done"
        }
      }
    }
    after {
      indicators {
        id: "coordination-follow-up"
        policies {
          name: "followed-up-states"
          value: "DONE,VERIFIED"
          title: "States"
          meaning: "done, verified"
        }
        value: "95.83"
        numerator: "23"
        denominator: "24"
        scale: 100
      }
    }
    needs {
      indicator: "coordination-follow-up"
      goal: "90 %"
      reachable: true
      amount: 1
      sentence: "One more follow-up."
    }
    needs { indicator: "ikm" goal: "A" sentence: "No answers reach it." }
  )pb");
  options_.more_follow_ups = 2;
  options_.with_profile = "weight-0.11";
  options_.with_policies = "followed-up-states=DONE,VERIFIED";
  options_.policies = "combine=pooled";
  options_.share_goal = "90";
  ASSERT_EQ(Run({"simulate"}), kDone) << err_.str();
  for (const char* text :
       {"87.50 %", "100 x 21 / 24", "95.83 %", "100 x 23 / 24",
        "States: done -> done, verified", "One more follow-up.", "out of reach",
        "Nothing was stored."}) {
    EXPECT_THAT(out_.str(), HasSubstr(text));
  }
  const i1::SimulateRequest& asked = indicators_.asked_simulate;
  EXPECT_EQ(asked.more_follow_ups(), 2);
  EXPECT_EQ(asked.more_responses_score(), 0) << "no respondents, no score";
  EXPECT_EQ(asked.profile(), "weight-0.11");
  EXPECT_EQ(asked.policies(0).value(), "DONE,VERIFIED");
  EXPECT_EQ(asked.compute().policies(0).name(), "combine");
  EXPECT_EQ(asked.share_goal(), "90");

  options_.format = "csv";
  options_.more_responses = 5;
  ASSERT_EQ(Run({"simulate"}), kDone);
  EXPECT_EQ(indicators_.asked_simulate.more_responses_score(), 4);
  EXPECT_THAT(out_.str(),
              HasSubstr("after,coordination-follow-up,95.83,,23,24,"));
  EXPECT_THAT(out_.str(), HasSubstr("need,ikm,"));
}

TEST_F(SimulateTest, TheGoalMayHaveADecimalCommaInIndonesian) {
  options_.share_goal = "87,5";
  EXPECT_EQ(Run({"simulate"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--share_goal"));
  options_.language = Language::kIndonesian;
  ASSERT_EQ(Run({"simulate"}), kDone) << err_.str();
  EXPECT_EQ(indicators_.asked_simulate.share_goal(), "87.5");
}

using TargetTest = WithFakeIndicator;

TEST_F(TargetTest, SetsListsAndWithdraws) {
  options_.value = "86";
  options_.source = "Perjanjian Kinerja 2025";
  ASSERT_EQ(Run({"target", "set", "ikm.2025"}), kDone) << err_.str();
  EXPECT_EQ(targets_.asked_put.target().name(),
            "districts/35.08.21/targets/ikm.2025");
  EXPECT_EQ(targets_.asked_put.target().value(), "86");

  targets_.listed = Parse<i1::ListTargetsResponse>(R"pb(
    targets {
      name: "districts/35.08.21/targets/ikm.2025"
      value: "87.5"
      source: "Renja"
      withdrawn: true
      etag: "e1"
    }
  )pb");
  ASSERT_EQ(Run({"target", "list"}), kDone);
  EXPECT_EQ(targets_.asked_list.year(), 2025);
  EXPECT_THAT(out_.str(), HasSubstr("ikm.2025"));
  EXPECT_THAT(out_.str(), HasSubstr("withdrawn"));

  EXPECT_EQ(Run({"target", "withdraw", "ikm.2025"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--reason"));
  options_.reason = "set twice";
  ASSERT_EQ(Run({"target", "withdraw", "ikm.2025"}), kDone);
  EXPECT_EQ(targets_.asked_withdraw.reason(), "set twice");
}

TEST_F(TargetTest, ADecimalCommaIsTakenInIndonesianAndExplainedInEnglish) {
  options_.source = "Perjanjian Kinerja 2025";
  options_.value = "87,5";
  EXPECT_EQ(Run({"target", "set", "ikm.2025"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--value: \"87,5\" has a comma"));

  options_.language = Language::kIndonesian;
  ASSERT_EQ(Run({"target", "set", "ikm.2025"}), kDone) << err_.str();
  EXPECT_EQ(targets_.asked_put.target().value(), "87.5");
  options_.value = "1.000,5";
  EXPECT_EQ(Run({"target", "set", "ikm.2025"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("\"1.000,5\" bukan bilangan"));
}

TEST_F(TargetTest, AValueBeyondReachIsAskedForWithASwitch) {
  options_.source = "Perjanjian Kinerja 2025";
  options_.value = "120";
  ASSERT_EQ(Run({"target", "set", "ikm.2025"}), kDone);
  EXPECT_FALSE(targets_.asked_put.allow_unreachable());
  options_.allow_unreachable = true;
  ASSERT_EQ(Run({"target", "set", "ikm.2025"}), kDone);
  EXPECT_TRUE(targets_.asked_put.allow_unreachable());
}

TEST_F(TargetTest, SaysAllThatIsMissingAtOnce) {
  EXPECT_EQ(Run({"target", "set"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("ikm.2025"));
  EXPECT_THAT(err_.str(), HasSubstr("--value"));
  EXPECT_THAT(err_.str(), HasSubstr("--source"));
  EXPECT_EQ(Run({"target"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("set|list|withdraw"));
}

using RulesTest = WithFakeIndicator;

TEST_F(RulesTest, ListsVersionsAndGetsOne) {
  definitions_.listed =
      Parse<i1::ListRuleSetsResponse>(R"pb(rule_sets {
                                             name: "ruleSets/2025.2"
                                             sha256: "ab12"
                                             in_force: true
                                             origin: "file"
                                           })pb");
  ASSERT_EQ(Run({"rules", "list"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("2025.2"));
  EXPECT_THAT(out_.str(), HasSubstr("in force  file"));
  ASSERT_EQ(Run({"rules", "get"}), kDone);
  EXPECT_EQ(definitions_.asked_rule_set, "ruleSets/-");
  ASSERT_EQ(Run({"rules", "get", "2025.1"}), kDone);
  EXPECT_EQ(definitions_.asked_rule_set, "ruleSets/2025.1");
  EXPECT_EQ(Run({"rules"}), kNothingDone);
  options_.format = "csv";
  ASSERT_EQ(Run({"rules", "list"}), kDone);
  EXPECT_EQ(out_.str(),
            "version,in_force,sha256,origin\n2025.2,true,ab12,file\n");
}

TEST_F(RulesTest, PrintsTheFormThatTheServiceReads) {
  options_.format = "textproto";
  ASSERT_EQ(Run({"rules", "get"}), kDone) << err_.str();
  EXPECT_EQ(out_.str(),
            "# proto-file: iku/indicator/v1/definition.proto\n"
            "# proto-message: iku.indicator.v1.RuleSet\n\n"
            "version: \"2025.2\"\n");
  EXPECT_EQ(Run({"rules", "list"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("for ikuctl rules get only"));
  EXPECT_EQ(Run({"target", "list"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("table, json, csv"));
}

}  // namespace
}  // namespace iku::ctl
