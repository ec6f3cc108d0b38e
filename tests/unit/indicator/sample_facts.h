#ifndef IKU_TESTS_UNIT_INDICATOR_SAMPLE_FACTS_H_
#define IKU_TESTS_UNIT_INDICATOR_SAMPLE_FACTS_H_

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_field.h"
#include "services/indicator/compute/district_indicators.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/definition/embedded_rules.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::test {

inline RegionCode Region(absl::string_view code) {
  return RegionCode::Parse(code).value();
}
inline Date Day(absl::string_view text) { return ParseDate(text).value(); }
inline Period PeriodOf(absl::string_view text) {
  return Period::Parse(text).value();
}

// The rules as they are built into the program.
inline const std::shared_ptr<const indicator::Rules>& SharedRules() {
  static const auto* const rules = new std::shared_ptr<const indicator::Rules>(
      indicator::Rules::Parse(indicator::EmbeddedRulesText()).value());
  return *rules;
}
inline const indicator::Rules& BuiltInRules() { return *SharedRules(); }

// With the choices of the rules.
inline indicator::IndicatorQuestion QuestionUnder(
    const std::shared_ptr<const indicator::Rules>& rules,
    absl::string_view period, absl::string_view profile = "",
    Language language = Language::kIndonesian) {
  Violations none;
  return {.rules = rules,
          .profile = indicator::ProfileOf(rules, profile),
          .period = PeriodOf(period),
          .indicators = {},
          .language = language,
          .policies = indicator::ChoosePolicies(*rules, {}, "policies", none),
          .breakdowns = {},
          .earlier_periods = 0,
          .as_of_time = std::nullopt,
          .as_of_version = std::nullopt};
}
inline indicator::IndicatorQuestion Question(
    absl::string_view period, absl::string_view profile = "",
    Language language = Language::kIndonesian) {
  return QuestionUnder(SharedRules(), period, profile, language);
}

// The question with one open choice made otherwise.
inline indicator::IndicatorQuestion Choosing(
    indicator::IndicatorQuestion question, const std::string& name,
    const std::string& value) {
  google::protobuf::RepeatedPtrField<indicator::v1::Policy> given;
  indicator::v1::Policy& policy = *given.Add();
  policy.set_name(name);
  policy.set_value(value);
  Violations none;
  question.policies =
      indicator::ChoosePolicies(*question.rules, given, "policies", none);
  return question;
}

// Sums of scores in the order of the questionnaire, as reports print them.
using ElementSums = std::array<int64_t, 9>;
// SKM DPMPTSP Kabupaten Wonosobo 2020, 100 respondents.
inline constexpr ElementSums kWonosobo = {336, 335, 334, 384, 327,
                                          347, 349, 327, 369};
// SKM Kanwil Kemenag Sulawesi Barat, third quarter of 2025, 29 respondents.
inline constexpr ElementSums kKemenag = {105, 101, 100, 116, 102,
                                         105, 106, 105, 115};

// In the order of the questionnaire.
inline constexpr std::array<const char*, 9> kElementCodes = {
    "requirements", "procedure", "time",       "cost",      "product",
    "competence",   "behaviour", "facilities", "complaints"};

// Answers of `n` respondents that have these sums.
inline indicator::SurveyTally Answers(int64_t n, const ElementSums& sums) {
  indicator::SurveyTally survey;
  survey.responses = n;
  for (size_t i = 0; i < sums.size(); ++i) {
    auto& counts = survey.elements[kElementCodes[i]].counts;
    const int64_t low = sums[i] / n;  // the others gave one more
    const int64_t higher = sums[i] - low * n;
    counts.at(static_cast<size_t>(low - 1)) = n - higher;
    if (higher > 0) counts.at(static_cast<size_t>(low)) = higher;
  }
  return survey;
}

// What the collection service sums up over `times` respondents who each gave
// these nine scores; all of them are complete. Add up several to mix them.
inline void AddRespondents(int64_t times, const std::array<int, 9>& scores,
                           indicator::SurveyTally& survey,
                           indicator::SurveyMoments& moments) {
  int64_t total = 0;
  for (const int score : scores) total += score;
  survey.responses += times;
  moments.responses += times;
  moments.sum_of_totals += times * total;
  moments.sum_of_squared_totals += times * total * total;
  for (size_t i = 0; i < scores.size(); ++i) {
    const int64_t score = scores[i];
    survey.elements[kElementCodes[i]].counts.at(
        static_cast<size_t>(score - 1)) += times;
    auto& element = moments.elements[kElementCodes[i]];
    element.answers += times;
    element.sum += times * score;
    element.sum_of_squares += times * score * score;
    element.sum_with_total += times * score * total;
  }
}

// Whoever they are: `times` respondents who each gave these scores, 0 where an
// element was left out. The pairs are those of all respondents, so start with
// them where any answer will be missing.
inline void AddAnswers(int64_t times, const std::array<int, 9>& scores,
                       indicator::DistrictFacts& facts) {
  if (std::count(scores.begin(), scores.end(), 0) == 0) {
    AddRespondents(times, scores, facts.survey, facts.moments);
  } else {
    facts.survey.responses += times;
    for (size_t i = 0; i < scores.size(); ++i) {
      if (scores[i] == 0) continue;
      facts.survey.elements[kElementCodes[i]].counts.at(
          static_cast<size_t>(scores[i] - 1)) += times;
    }
  }
  for (size_t i = 0; i < scores.size(); ++i) {
    for (size_t j = i; j < scores.size(); ++j) {
      const int64_t a = scores[i];
      const int64_t b = scores[j];
      if (a == 0 || b == 0) continue;
      facts.pairs.Add(kElementCodes[i], kElementCodes[j],
                      {times, times * a, times * b, times * a * b});
    }
  }
}

// Kecamatan Sumbersuko with its eight villages and nothing recorded.
inline indicator::DistrictFacts Sumbersuko() {
  indicator::DistrictFacts facts(Region("35.08.21"));
  facts.district_name = "Sumbersuko";
  facts.regency_name = "Kabupaten Lumajang";
  facts.province_name = "Jawa Timur";
  facts.data_version = 7;
  static constexpr std::array<const char*, 8> kVillages = {
      "Sumbersuko", "Kebonsari", "Grati",     "Labruk Kidul",
      "Mojosari",   "Sentul",    "Purwosono", "Petahunan"};
  int number = 2001;
  for (const char* name : kVillages) {
    facts.villages.push_back(
        {{.code = Region(absl::StrCat("35.08.21.", number++)),
          .valid_from = Date{},
          .valid_to = std::nullopt},
         name});
  }
  return facts;
}

// An original document; RKPDesa and APBDesa with the day they were enacted,
// LPPDesa with the day it was received.
inline indicator::RecordedDocument Document(absl::string_view village,
                                            const std::string& kind, int year,
                                            absl::string_view day,
                                            int revision = 0) {
  indicator::RecordedDocument recorded{
      {.village = Region(absl::StrCat("35.08.21.", village)),
       .kind = kind,
       .fiscal_year = year,
       .revision = revision,
       .enacted = std::nullopt,
       .received = std::nullopt},
      absl::StrCat("districts/35.08.21/villageDocuments/", kind, village, "r",
                   revision),
      "",
      false};
  (kind == "lppdesa" ? recorded.document.received : recorded.document.enacted) =
      Day(day);
  return recorded;
}

inline indicator::v1::Indicator IndicatorOf(
    const indicator::DistrictFacts& facts,
    const indicator::IndicatorQuestion& question, const std::string& id,
    absl::Time now) {
  const indicator::v1::DistrictIndicators answer =
      indicator::ComputeIndicators(facts, question, now);
  for (const auto& one : answer.indicators()) {
    if (one.id() == id) return one;
  }
  return {};
}

// Noon in Jakarta.
inline absl::Time NoonOf(absl::string_view day) {
  const Date date = Day(day);
  return absl::FromCivil(
      absl::CivilSecond(date.year, date.month, date.day, 12, 0, 0),
      absl::FixedTimeZone(7 * 60 * 60));
}

inline std::string PolicyOf(const indicator::v1::Indicator& indicator,
                            absl::string_view name) {
  for (const auto& policy : indicator.policies()) {
    if (policy.name() == name) return policy.value();
  }
  return "";
}

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_SAMPLE_FACTS_H_
