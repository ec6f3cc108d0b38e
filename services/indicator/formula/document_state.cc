#include "services/indicator/formula/document_state.h"

namespace iku::indicator {

DocumentStanding StandingOf(const std::optional<Date>& counted,
                            const Date& deadline, const Date& as_of) {
  if (counted.has_value() && *counted <= as_of) {
    if (*counted <= deadline) return {DocumentState::kOnTime, 0};
    return {DocumentState::kLate, DaysBetween(deadline, *counted)};
  }
  if (as_of <= deadline) return {DocumentState::kNotDue, 0};
  return {DocumentState::kMissing, DaysBetween(deadline, as_of)};
}

}  // namespace iku::indicator
