#include "services/indicator/formula/document_state.h"

namespace iku::indicator {

DocumentStanding StandingOf(const std::optional<Date>& counted,
                            const Date& deadline, const Judgement& judgement) {
  if (counted.has_value() && *counted <= judgement.as_of) {
    if (*counted <= deadline) return {DocumentState::kOnTime, 0};
    return {DocumentState::kLate, DaysBetween(deadline, *counted)};
  }
  if (!judgement.IsOver(deadline)) return {DocumentState::kNotDue, 0};
  return {DocumentState::kMissing, DaysBetween(deadline, judgement.as_of)};
}

}  // namespace iku::indicator
