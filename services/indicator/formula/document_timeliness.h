#ifndef IKU_SERVICES_INDICATOR_FORMULA_DOCUMENT_TIMELINESS_H_
#define IKU_SERVICES_INDICATOR_FORMULA_DOCUMENT_TIMELINESS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/civil/date.h"
#include "common/civil/period.h"
#include "common/civil/region_code.h"
#include "common/exact/decimal.h"
#include "services/indicator/formula/deadline.h"
#include "services/indicator/formula/document_state.h"
#include "services/indicator/formula/share.h"

namespace iku::indicator {

struct Village {
  RegionCode code;
  Date valid_from;               // the first day it exists
  std::optional<Date> valid_to;  // the last day it exists; none: still does
};

// What is known about one document. Voided ones are left out by the caller.
struct VillageDocument {
  RegionCode village;
  std::string kind;
  int fiscal_year = 0;
  int revision = 0;  // 0 is the original, above are amendments
  std::optional<Date> enacted;
  std::optional<Date> received;
};

// What the IKU sheet leaves open; every answer states what was chosen.
struct TimelinessPolicy {
  ReportYear report_year = ReportYear::kDeadlineInYear;

  // Kinds that count once they are drawn up, even late. Empty is the sheet's
  // explanation: all on time. Its formula taken literally has APBDesa here.
  std::set<std::string> enough_when_drawn_up;

  enum class Unit {
    kDocument,  // documents on time / documents
    kVillage,   // villages with all documents on time / villages
  };
  Unit unit = Unit::kDocument;

  enum class Whole {
    kDue,   // without what is not due yet
    kYear,  // all that is owed in the whole year of the period
  };
  Whole whole = Whole::kDue;

  RoundingStep rounding;
};

// One cell of the matrix village x document.
struct MatrixCell {
  RegionCode village;
  Obligation obligation;
  Date deadline;                // after any override
  std::string override_reason;  // in Indonesian; empty without an override
  std::string override_reason_en;
  std::optional<Date> counted;  // held against the deadline; none: not there
  DocumentStanding standing;
  bool counts = false;  // in the numerator: on time, or drawn up when enough
};

struct StateCounts {
  int64_t on_time = 0;
  int64_t late = 0;
  int64_t missing = 0;
  int64_t not_due = 0;

  int64_t Total() const { return on_time + late + missing + not_due; }
};

struct DocumentTimeliness {
  std::vector<MatrixCell> matrix;  // by village as given, then by deadline
  StateCounts counts;              // of the matrix; add up to its size
  std::optional<Share> share;      // none is NO_DATA: nothing to divide by
};

// IKU 3: the average share of villages with timely administration documents,
// in `period`, as it stands at the end of the day `as_of`. Source: IKU sheet of
// Kecamatan Sumbersuko, 3 March 2020.
//
// A village owes a document when it is a desa or desa adat and exists on the
// deadline day of the rule. Only the original counts: amendments never change
// its mark. Of several originals the one with the earliest counted date is
// taken. A cell that is not due is in no numerator; with Whole::kDue it is in
// no denominator either, and Unit::kVillage then asks for all the documents
// that are due.
//
// Whole::kYear of a part of a year divides by all documents, or villages,
// whose deadlines fall in that year, so that quarters by document add up to
// the year.
//
// Needs a book that passes Validate(), valid dates, distinct villages.
DocumentTimeliness ComputeDocumentTimeliness(
    const std::vector<Village>& villages,
    const std::vector<VillageDocument>& documents, const DeadlineBook& book,
    const Period& period, const Date& as_of, const TimelinessPolicy& policy);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_DOCUMENT_TIMELINESS_H_
