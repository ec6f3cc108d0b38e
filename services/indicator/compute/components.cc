#include "services/indicator/compute/components.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "services/indicator/compute/indicators.h"
#include "services/indicator/formula/satisfaction_index.h"

namespace iku::indicator {
namespace {

// The elements that nobody answered, by service; empty for a service with a
// value. Only services with answers.
using UnansweredByService = std::map<std::string, std::vector<std::string>>;

UnansweredByService Services(const DistrictFacts& facts,
                             const Profile& profile) {
  UnansweredByService services;
  const auto parts = facts.survey_parts.find(SurveyDimension::kService);
  if (parts == facts.survey_parts.end()) return services;
  for (const SurveyPart& part : parts->second) {
    // Responses about no single service have no share in the mean.
    if (part.value.empty() || part.survey.responses == 0) continue;
    services[part.value] =
        TraceSatisfactionIndex(part.survey, profile).Unanswered();
  }
  return services;
}

// Whether one hidden service can be computed from the published mean of the
// services and the shown ones.
bool MeanGivesOneAway(const v1::Breakdown& breakdown,
                      const UnansweredByService& services) {
  const auto& cells = breakdown.cells();
  return std::count_if(
             cells.begin(), cells.end(), [&](const v1::BreakdownCell& cell) {
               const auto service = services.find(cell.value());
               return cell.suppressed() && service != services.end() &&
                      service->second.empty();
             }) == 1;
}

void AddLeftOut(const v1::BreakdownCell& cell,
                const std::vector<std::string>& unanswered,
                v1::SatisfactionDetail& detail) {
  v1::LeftOutComponent& left_out = *detail.add_components_left_out();
  left_out.set_name(cell.value());
  left_out.set_label(cell.label());
  left_out.set_reason(kElementUnanswered);
  if (cell.suppressed()) return;
  left_out.set_responses(cell.responses());
  for (const std::string& element : unanswered) left_out.add_elements(element);
}

void AddHidden(Language language, v1::SatisfactionDetail& detail) {
  v1::LeftOutComponent& left_out = *detail.add_components_left_out();
  left_out.set_label(language == Language::kEnglish
                         ? "services that are not shown"
                         : "layanan yang tidak ditampilkan");
  left_out.set_reason(kElementUnanswered);
}

}  // namespace

bool FillComponents(const DistrictFacts& facts,
                    const IndicatorQuestion& question, v1::Breakdown& breakdown,
                    v1::Indicator& indicator) {
  v1::SatisfactionDetail& detail = *indicator.mutable_satisfaction();
  const UnansweredByService services =
      Services(facts, question.profile->profile);
  if (MeanGivesOneAway(breakdown, services)) {
    breakdown.clear_cells();
    breakdown.set_withheld(true);
  }
  for (const v1::BreakdownCell& cell : breakdown.cells()) {
    const auto service = services.find(cell.value());
    if (service == services.end()) continue;
    if (service->second.empty()) {
      *detail.add_components() = cell;
    } else {
      AddLeftOut(cell, service->second, detail);
    }
  }
  const bool any =
      std::any_of(services.begin(), services.end(),
                  [](const auto& service) { return !service.second.empty(); });
  if (any && breakdown.withheld()) AddHidden(question.language, detail);
  if (any) indicator.add_flags(kComponentLeftOut);
  if (breakdown.withheld()) return !services.empty();
  const auto& cells = breakdown.cells();
  return std::any_of(
      cells.begin(), cells.end(), [&](const v1::BreakdownCell& cell) {
        return cell.suppressed() && services.count(cell.value()) > 0;
      });
}

}  // namespace iku::indicator
