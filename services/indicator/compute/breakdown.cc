#include "services/indicator/compute/breakdown.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "services/indicator/compute/labels.h"
#include "services/indicator/formula/satisfaction_index.h"
#include "services/indicator/formula/suppression.h"

namespace iku::indicator {
namespace {

// All parts, also the empty ones: a part that is missing from the list would
// say that it has nobody, which suppression may have to hide.
std::vector<SurveyPart> AllParts(SurveyDimension dimension,
                                 const DistrictFacts& facts) {
  std::map<std::string, SurveyTally> by_value;
  by_value[""];
  if (dimension == SurveyDimension::kService) {
    for (const auto& [code, name] : facts.service_names) by_value[code];
  }
  const auto known = facts.survey_parts.find(dimension);
  if (known != facts.survey_parts.end()) {
    for (const SurveyPart& part : known->second) {
      by_value[part.value].Add(part.survey);
    }
  }
  std::vector<SurveyPart> parts;
  for (const std::string& value : ValuesOf(dimension)) {
    parts.push_back({value, by_value[value]});
    by_value.erase(value);
  }
  const SurveyTally not_told = by_value[""];
  by_value.erase("");
  for (const auto& [value, survey] : by_value) parts.push_back({value, survey});
  parts.push_back({"", not_told});
  return parts;
}

std::string LabelOfPart(const SurveyPart& part, SurveyDimension dimension,
                        const DistrictFacts& facts, Language language) {
  if (part.value.empty()) return LabelOfNotTold(dimension, language);
  const auto service = facts.service_names.find(part.value);
  if (dimension == SurveyDimension::kService &&
      service != facts.service_names.end()) {
    return service->second;
  }
  return LabelOf(part.value, language);
}

void ShowPart(const SurveyTally& survey, const Profile& profile,
              v1::BreakdownCell& cell) {
  cell.set_responses(survey.responses);
  const auto index = ComputeSatisfactionIndex(survey, profile);
  if (!index.has_value()) return;
  cell.set_index(index->value.ToString());
  cell.set_grade(index->grade.letter);
}

}  // namespace

v1::Breakdown BreakdownBy(SurveyDimension dimension, const DistrictFacts& facts,
                          const IndicatorQuestion& question) {
  v1::Breakdown result;
  result.set_dimension(std::string(NameOf(dimension)));
  const std::vector<SurveyPart> parts = AllParts(dimension, facts);
  std::vector<int64_t> respondents;
  for (const SurveyPart& part : parts) {
    respondents.push_back(part.survey.responses);
  }
  const Suppression suppression =
      SuppressSmallCells(respondents, question.rules->statistics().suppression);
  result.set_withheld(suppression.withheld);
  if (suppression.withheld) return result;
  for (size_t i = 0; i < parts.size(); ++i) {
    v1::BreakdownCell& cell = *result.add_cells();
    cell.set_value(parts[i].value);
    cell.set_label(LabelOfPart(parts[i], dimension, facts, question.language));
    if (suppression.suppressed[i]) {
      cell.set_suppressed(true);
    } else {
      ShowPart(parts[i].survey, question.profile->profile, cell);
    }
  }
  return result;
}

bool HidesSomething(const v1::Breakdown& breakdown) {
  return breakdown.withheld() ||
         std::any_of(
             breakdown.cells().begin(), breakdown.cells().end(),
             [](const v1::BreakdownCell& cell) { return cell.suppressed(); });
}

}  // namespace iku::indicator
