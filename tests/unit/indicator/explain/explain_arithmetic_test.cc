// Whatever was recorded, the lines of an explanation can be worked out again
// and give the value.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicator/explain/explain.h"
#include "tests/unit/indicator/explain/evaluate.h"
#include "tests/unit/indicator/explain/explained.h"

namespace iku::test {
namespace {

using indicator::DistrictFacts;
using indicator::FollowUpState;
using indicator::IndicatorQuestion;
using indicator::Profile;
using indicator::SurveyDimension;
using indicator::SurveyTally;
namespace v1 = indicator::v1;

using Answers = std::vector<std::pair<int64_t, std::vector<int>>>;

// Respondents who score each element or leave it out; some score all of them.
Answers AnyAnswers(const Profile& profile) {
  Answers answers;
  const int groups = *rc::gen::inRange(0, 6);
  const auto size = profile.elements.size();
  const bool complete = *rc::gen::arbitrary<bool>();
  for (int i = 0; i < groups; ++i) {
    answers.emplace_back(*rc::gen::inRange<int64_t>(1, 20),
                         *rc::gen::container<std::vector<int>>(
                             size, rc::gen::inRange(complete ? 1 : 0, 5)));
  }
  return answers;
}

SurveyTally TallyOf(const Answers& answers, const Profile& profile) {
  SurveyTally survey;
  for (const auto& [times, scores] : answers) {
    survey.responses += times;
    for (size_t i = 0; i < scores.size(); ++i) {
      if (scores[i] == 0) continue;
      survey.elements[profile.elements[i].code].counts.at(
          static_cast<size_t>(scores[i] - 1)) += times;
    }
  }
  return survey;
}

void AddPairs(const Answers& answers, const Profile& profile,
              indicator::SurveyPairs& pairs) {
  for (const auto& [times, scores] : answers) {
    for (size_t i = 0; i < scores.size(); ++i) {
      for (size_t j = i; j < scores.size(); ++j) {
        if (scores[i] == 0 || scores[j] == 0) continue;
        pairs.Add(profile.elements[i].code, profile.elements[j].code,
                  {times, times * scores[i], times * scores[j],
                   times * scores[i] * scores[j]});
      }
    }
  }
}

SurveyTally AnySurvey(const Profile& profile) {
  return TallyOf(AnyAnswers(profile), profile);
}

Rational Exact(const std::string& number) {
  return Rational::Parse(number).value();
}

void CheckLines(const v1::Explanation& explanation) {
  for (const auto& step : explanation.steps()) {
    const auto value = Evaluate(step.expression());
    if (!value.has_value()) RC_FAIL(step.expression());
    if (*value != Exact(step.result())) {
      RC_FAIL(absl::StrCat(step.id(), ": ", step.expression(), " is not ",
                           step.result()));
    }
  }
  const std::string& value = explanation.indicator().value();
  if (value.empty()) return;
  RC_ASSERT(explanation.steps_size() > 0);
  const bool graded = explanation.indicator().has_satisfaction();
  RC_ASSERT(NumberOf(graded ? StepOf(explanation, "ikm.grade")
                            : *explanation.steps().rbegin()) == value);
}

// The interval of the answer comes out of its lines.
void CheckInterval(const v1::Explanation& explanation) {
  const auto& detail = explanation.indicator().satisfaction();
  RC_ASSERT(detail.has_interval() ==
            !StepOf(explanation, "ikm.interval.lower").id().empty());
  if (!detail.has_interval()) return;
  RC_ASSERT(StepOf(explanation, "ikm.interval.lower").result() ==
            detail.interval().lower());
  RC_ASSERT(StepOf(explanation, "ikm.interval.upper").result() ==
            detail.interval().upper());
  const auto result = [&](const std::string& id) {
    return Exact(StepOf(explanation, id).result());
  };
  const Rational n = result("ikm.interval.respondents");
  RC_ASSERT(result("ikm.interval.variance") ==
            Rational(625) * result("ikm.interval.squares") / (n - 1));
  RC_ASSERT(result("ikm.interval.squared-error") ==
            result("ikm.interval.variance") / n);
  const auto corrected = StepOf(explanation, "ikm.interval.corrected-error");
  const Rational error =
      Exact(corrected.id().empty()
                ? StepOf(explanation, "ikm.interval.squared-error").result()
                : corrected.result());
  RC_ASSERT(result("ikm.interval.margin") == Rational(38416, 10000) * error);
}

// The number that goes on from `id`: what the profile's step made of it, or
// else the exact one.
Rational Used(const v1::Explanation& explanation, const std::string& line,
              const std::string& element) {
  const std::string rounded =
      StepOf(explanation, absl::StrCat("ikm.", line, "-rounded", element))
          .rounded();
  return Exact(
      rounded.empty()
          ? StepOf(explanation, absl::StrCat("ikm.", line, element)).result()
          : rounded);
}

// Each line starts from the numbers of the lines before it.
void CheckChain(const v1::Explanation& explanation, const Profile& profile) {
  if (explanation.indicator().value().empty()) return;
  const auto result = [&](const std::string& id) {
    return Exact(StepOf(explanation, id).result());
  };
  Rational products = 0;
  for (const auto& element : profile.elements) {
    const std::string at = absl::StrCat(".", element.code);
    RC_ASSERT(result("ikm.mean" + at) ==
              result("ikm.sum" + at) / result("ikm.answers" + at));
    RC_ASSERT(result("ikm.weight" + at) == element.weight);
    RC_ASSERT(result("ikm.product" + at) ==
              Used(explanation, "mean", at) * element.weight);
    products += Used(explanation, "product", at);
  }
  RC_ASSERT(result("ikm.index") == products);
  RC_ASSERT(result("ikm.scaled") ==
            Rational(25) * Used(explanation, "index", ""));
  RC_ASSERT(result("ikm.value") == result("ikm.scaled"));
  RC_ASSERT(result("ikm.scaled") ==
            Exact(explanation.indicator().exact_value()));
}

RC_GTEST_PROP(ExplainArithmetic, TheIndexComesOutInEveryProfile, ()) {
  for (const std::string& id : BuiltInRules().profile_ids()) {
    const IndicatorQuestion question = Question("2025", id);
    DistrictFacts facts = Sumbersuko();
    const Profile& profile = question.profile->profile;
    const Answers answers = AnyAnswers(profile);
    facts.survey = TallyOf(answers, profile);
    AddPairs(answers, profile, facts.pairs);
    if (*rc::gen::arbitrary<bool>()) {
      facts.population = *rc::gen::inRange<int64_t>(1, 300);
    }
    const auto explanation = Explained(facts, question, "ikm");
    CheckLines(explanation);
    CheckInterval(explanation);
    CheckChain(explanation, question.profile->profile);
  }
}

RC_GTEST_PROP(ExplainArithmetic, TheMeanOfServicesComesOutInEveryProfile, ()) {
  for (const std::string& id : BuiltInRules().profile_ids()) {
    const IndicatorQuestion question =
        Choosing(Question("2025", id), "combine", "mean-of-services");
    DistrictFacts facts = Sumbersuko();
    const int services = *rc::gen::inRange(0, 5);
    for (int i = 0; i <= services; ++i) {
      // The last one is about no single service.
      const std::string code = i == services ? "" : absl::StrCat("S", i);
      const SurveyTally survey = AnySurvey(question.profile->profile);
      facts.survey.Add(survey);
      facts.survey_parts[SurveyDimension::kService].push_back({code, survey});
    }
    CheckLines(Explained(facts, question, "ikm"));
  }
}

RC_GTEST_PROP(ExplainArithmetic, TheShareOfFollowUpsComesOut, ()) {
  DistrictFacts facts = Sumbersuko();
  for (const FollowUpState state : indicator::kFollowUpStates) {
    facts.coordination[state] = *rc::gen::inRange<int64_t>(0, 40);
  }
  const std::string states = *rc::gen::element<std::string>(
      "DONE", "VERIFIED", "DONE,VERIFIED", "IN_PROGRESS,DONE,VERIFIED");
  const auto explanation =
      Explained(facts, Choosing(Question("2025"), "followed-up-states", states),
                "coordination-follow-up");
  CheckLines(explanation);
  const std::string id = "coordination-follow-up";
  RC_ASSERT(NumberOf(StepOf(explanation, id + ".carried-out")) ==
            explanation.indicator().denominator());
  RC_ASSERT(NumberOf(StepOf(explanation, id + ".followed-up")) ==
            explanation.indicator().numerator());
}

RC_GTEST_PROP(ExplainArithmetic, TheShareOfDocumentsComesOut, ()) {
  DistrictFacts facts = Sumbersuko();
  for (int village = 2001; village <= 2008; ++village) {
    for (const char* kind : {"rkpdesa", "apbdesa", "lppdesa"}) {
      if (*rc::gen::inRange(0, 4) == 0) continue;
      const int year = *rc::gen::inRange(2024, 2027);
      facts.documents.push_back(Document(
          absl::StrCat(village), kind, year,
          ToString(AddDays(Day("2025-03-01"), *rc::gen::inRange(0, 310)))));
    }
  }
  IndicatorQuestion question =
      Question(*rc::gen::element<std::string>("2025", "2025-Q3", "2025-12"));
  for (const auto& [name, values] :
       std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"unit-of-count", {"per-document", "all-three"}},
           {"report-year", {"deadline-in-year", "same-fiscal-year"}},
           {"silent", {"missing", "no-data"}},
           {"apbdesa", {"explanation", "formula-literal"}},
           {"not-due", {"left-out", "in-denominator"}}}) {
    v1::Policy policy;
    policy.set_name(name);
    policy.set_value(*rc::gen::elementOf(values));
    question.policies.given.push_back(policy);
  }
  google::protobuf::RepeatedPtrField<v1::Policy> given(
      question.policies.given.begin(), question.policies.given.end());
  Violations none;
  question.policies =
      indicator::ChoosePolicies(BuiltInRules(), given, "", none);
  RC_ASSERT(none.empty());

  const auto explanation =
      Explained(facts, question, "village-documents-on-time");
  CheckLines(explanation);
  if (explanation.indicator().value().empty()) return;
  const std::string id = "village-documents-on-time";
  RC_ASSERT(NumberOf(StepOf(explanation, id + ".part")) ==
            explanation.indicator().numerator());
  RC_ASSERT(NumberOf(StepOf(explanation, id + ".whole")) ==
            explanation.indicator().denominator());
}

TEST(EvaluateTest, FollowsThePrecedenceOfASchoolBook) {
  EXPECT_EQ(Evaluate("1 x 2 + 3 x 4"), Rational(14));
  EXPECT_EQ(Evaluate("100 x 7 / 8"), Rational(175, 2));
  EXPECT_EQ(Evaluate("105/29 x 1/9"), Rational(105, 261));
  EXPECT_EQ(Evaluate("(3.62 + 0.38) / 2 - 1"), Rational(1));
  EXPECT_EQ(Evaluate("1 +"), std::nullopt);
  EXPECT_EQ(Evaluate("1 / 0"), std::nullopt);
}

}  // namespace
}  // namespace iku::test
