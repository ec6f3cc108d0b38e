#include "services/indicator/facts_client/survey_facts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "common/status/macros.h"
#include "services/indicator/facts_client/proto_values.h"

namespace iku::indicator {
namespace {

namespace cv1 = collection::v1;

absl::StatusOr<SurveyTally> TallyFromProto(const cv1::SurveyTally& tally) {
  SurveyTally result;
  result.responses = tally.responses();
  if (result.responses < 0) return NotUnderstood("count of responses");
  for (const cv1::ElementTally& element : tally.elements()) {
    ElementTally& answers = result.elements[element.element()];
    if (element.counts_size() != static_cast<int>(answers.counts.size())) {
      return NotUnderstood("number of scores");
    }
    std::copy(element.counts().begin(), element.counts().end(),
              answers.counts.begin());
    if (result.BlanksOf(element.element()) < 0 ||
        *std::min_element(answers.counts.begin(), answers.counts.end()) < 0) {
      return NotUnderstood("counts of answers");
    }
  }
  return result;
}

absl::StatusOr<SurveyMoments> MomentsFromProto(
    const cv1::SurveyMoments& moments) {
  if (moments.responses() < 0) return NotUnderstood("complete responses");
  SurveyMoments result{.responses = moments.responses(),
                       .sum_of_totals = moments.sum_of_totals(),
                       .sum_of_squared_totals = moments.sum_of_squared_totals(),
                       .elements = {}};
  if (moments.responses() == 0) return result;
  for (const cv1::ElementMoments& element : moments.elements()) {
    // Complete responses answer every element.
    result.elements[element.element()] = {
        .answers = moments.responses(),
        .sum = element.sum(),
        .sum_of_squares = element.sum_of_squares(),
        .sum_with_total = element.sum_with_total()};
  }
  return result;
}

// The pairs stand in the order of the elements of the moments. Each is held
// against the tally, which counts the same answers.
absl::StatusOr<SurveyPairs> PairsFromProto(const cv1::SurveyTally& tally,
                                           const SurveyTally& survey) {
  const cv1::SurveyPairs& from = tally.pairs();
  const auto& elements = tally.moments().elements();
  const int count = elements.size() * (elements.size() + 1) / 2;
  if (from.answered_size() != count || from.sums_of_first_size() != count ||
      from.sums_of_second_size() != count ||
      from.sums_of_products_size() != count) {
    return NotUnderstood("number of pairs of elements");
  }
  SurveyPairs result;
  int pair = 0;
  for (int i = 0; i < elements.size(); ++i) {
    for (int j = i; j < elements.size(); ++j, ++pair) {
      const PairSums sums{from.answered(pair), from.sums_of_first(pair),
                          from.sums_of_second(pair),
                          from.sums_of_products(pair)};
      const ElementTally first = survey.Of(elements[i].element());
      const ElementTally second = survey.Of(elements[j].element());
      const int64_t most = std::min(first.Count(), second.Count());
      if (sums.answered < 0 || sums.answered > most ||
          sums.first > first.Sum() || sums.second > second.Sum() ||
          sums.products < sums.answered ||
          (i == j && (sums.answered != most || sums.first != first.Sum() ||
                      sums.second != first.Sum()))) {
        return NotUnderstood("sums of pairs of elements");
      }
      result.Add(elements[i].element(), elements[j].element(), sums);
    }
  }
  return result;
}

absl::StatusOr<SurveyDimension> DimensionFromProto(
    cv1::SurveyDimension dimension) {
  switch (dimension) {
    case cv1::SURVEY_DIMENSION_SERVICE:
      return SurveyDimension::kService;
    case cv1::SURVEY_DIMENSION_SEX:
      return SurveyDimension::kSex;
    case cv1::SURVEY_DIMENSION_AGE_BAND:
      return SurveyDimension::kAgeBand;
    case cv1::SURVEY_DIMENSION_EDUCATION:
      return SurveyDimension::kEducation;
    case cv1::SURVEY_DIMENSION_OCCUPATION:
      return SurveyDimension::kOccupation;
    default:
      return NotUnderstood("survey dimension");
  }
}

// Not told is an enum's name in some facts and nothing in others.
std::string ValueOf(const cv1::SurveyTally& tally) {
  return absl::EndsWith(tally.value(), "_UNSPECIFIED") ? "" : tally.value();
}

absl::Status AddTally(const cv1::SurveyTally& tally, DistrictFacts& to) {
  ASSIGN_OR_RETURN(SurveyTally survey, TallyFromProto(tally));
  if (tally.dimension() == cv1::SURVEY_DIMENSION_UNSPECIFIED) {
    to.survey.Add(survey);
    ASSIGN_OR_RETURN(const SurveyMoments moments,
                     MomentsFromProto(tally.moments()));
    to.moments.Add(moments);
    if (tally.has_pairs()) {
      ASSIGN_OR_RETURN(to.pairs, PairsFromProto(tally, survey));
    }
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const SurveyDimension dimension,
                   DimensionFromProto(tally.dimension()));
  to.survey_parts[dimension].push_back(
      {.value = ValueOf(tally), .survey = std::move(survey)});
  return absl::OkStatus();
}

absl::Status CheckParts(const DistrictFacts& facts) {
  for (const auto& [dimension, parts] : facts.survey_parts) {
    int64_t responses = 0;
    for (const SurveyPart& part : parts) responses += part.survey.responses;
    if (responses != facts.survey.responses) {
      return NotUnderstood("parts that are not all responses");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SetSurveyFacts(const cv1::DistrictFacts& from, DistrictFacts& to) {
  for (const cv1::SurveyTally& tally : from.survey_tallies()) {
    RETURN_IF_ERROR(AddTally(tally, to));
  }
  RETURN_IF_ERROR(CheckParts(to));
  for (const cv1::SurveyTally& tally : from.earlier_survey_tallies()) {
    const auto period = Period::Parse(tally.period());
    if (!period.ok()) return NotUnderstood("period of a tally");
    ASSIGN_OR_RETURN(SurveyTally survey, TallyFromProto(tally));
    to.earlier_surveys.push_back(
        {.period = *period, .survey = std::move(survey)});
  }
  for (const cv1::OfferedService& service : from.offered_services()) {
    const std::string& name = service.name();
    to.service_names[name.substr(name.rfind('/') + 1)] = service.display_name();
  }
  if (from.has_served_population()) {
    to.population = from.served_population().people();
  }
  return absl::OkStatus();
}

}  // namespace iku::indicator
