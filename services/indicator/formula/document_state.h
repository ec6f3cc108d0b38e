#ifndef IKU_SERVICES_INDICATOR_FORMULA_DOCUMENT_STATE_H_
#define IKU_SERVICES_INDICATOR_FORMULA_DOCUMENT_STATE_H_

#include <cstdint>
#include <optional>

#include "common/civil/date.h"

namespace iku::indicator {

// Where a document that is owed stands. Exactly one holds; computed from
// dates, never stored.
enum class DocumentState {
  kOnTime,   // there, on the deadline day or before; also early
  kLate,     // there, after the deadline day
  kMissing,  // not there, and the deadline day is over
  kNotDue,   // not there, and the deadline day is not over
};

struct DocumentStanding {
  DocumentState state = DocumentState::kNotDue;

  // Days from the deadline to the counted date when late, to the day of
  // judgement when missing; else 0.
  int64_t days_late = 0;

  friend bool operator==(const DocumentStanding&,
                         const DocumentStanding&) = default;
};

// A day by which documents are judged. A deadline on that day is over only when
// the day itself is.
struct Judgement {
  Date as_of;
  bool is_over = false;

  bool IsOver(const Date& deadline) const {
    return is_over ? deadline <= as_of : deadline < as_of;
  }
};

// Where a document stands. `counted` is the date held against the deadline,
// none when the document is not there; a date after the day of judgement has
// not happened yet and is taken as none.
DocumentStanding StandingOf(const std::optional<Date>& counted,
                            const Date& deadline, const Judgement& judgement);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_DOCUMENT_STATE_H_
