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
  std::optional<Date> agreed = std::nullopt;  // counts nowhere, but happened
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

  // A district that owes documents and recorded none.
  enum class Silence {
    kMissing,  // has none of what is due
    kNoData,   // has not joined yet, and no share
  };
  Silence silence = Silence::kMissing;

  RoundingStep rounding;
};

// One cell of the matrix village x document.
struct MatrixCell {
  RegionCode village;
  Obligation obligation;
  Date deadline;                // after any override
  std::string override_reason;  // in Indonesian; empty without an override
  std::string override_reason_en;
  std::string legal_basis;      // of the deadline: the override's or the rule's
  std::optional<Date> counted;  // held against the deadline; none: not there
  DocumentStanding standing;
  bool counts = false;  // on time, or drawn up when enough
  bool in_denominator = false;
};

struct StateCounts {
  int64_t on_time = 0;
  int64_t late = 0;
  int64_t missing = 0;
  int64_t not_due = 0;

  int64_t Total() const { return on_time + late + missing + not_due; }
};

// The villages that owe one document.
struct DocumentCounts {
  Obligation obligation;
  StateCounts villages;
  int64_t counted = 0;  // cells that count
};

// What the share counts: one document, or one village with all that it owes.
struct CountedUnit {
  bool counts = false;
  bool in_denominator = false;
};

struct DocumentTimeliness {
  std::vector<MatrixCell> matrix;  // by village as given, then by deadline
  StateCounts counts;              // of the matrix; add up to its size
  std::vector<DocumentCounts> documents;  // that somebody owes, by deadline
  Date judged_on;                         // at whose end the states hold

  // Something is due, and no owed document was recorded in any form.
  bool nothing_received = false;
  // Before a deadline some are decided, as they came early or their village has
  // failed, and the others are left out: the share may still go either way.
  bool is_incomplete = false;
  // The period is a part of a year, and the documents are the fiscal year's.
  bool is_whole_fiscal_year = false;

  // None is NO_DATA: nothing is due yet, nothing is left to divide by, or a
  // silent district is one that has not joined. Otherwise the units that count
  // by those in the denominator.
  std::optional<Share> share;
};

// The documents that the answer for `period` is about. Those whose deadline
// falls in it; or, for a part of a year, those of the whole year where the
// policy asks for all of it, or goes by fiscal year.
std::vector<Obligation> ObligationsOf(const Period& period,
                                      const DeadlineBook& book,
                                      const TimelinessPolicy& policy);

// IKU 3: the average share of villages with timely administration documents,
// in `period`, as it stands on the day `as_of`. Source: IKU sheet of Kecamatan
// Sumbersuko, 3 March 2020.
//
// A village owes a document when it is a desa or desa adat and exists on the
// deadline day of the rule. Only the original counts: amendments never change
// its mark. Of several originals the one with the earliest counted date is
// taken.
//
// A part of a year that is answered with the documents of the whole year stands
// as it did when the part was over: what happened after its last day does not
// count, and a deadline on that day is over. On the day `as_of` itself a
// deadline of that day is not over yet.
//
// A cell that is not due counts nowhere. With Whole::kDue it is not in the
// denominator either; with Unit::kVillage neither is its village, unless
// another document of it has failed: then it is decided already. With
// Whole::kYear all cells are in the denominator.
//
// Needs a book that passes Validate(), valid dates, distinct villages.
DocumentTimeliness ComputeDocumentTimeliness(
    const std::vector<Village>& villages,
    const std::vector<VillageDocument>& documents, const DeadlineBook& book,
    const Period& period, const Date& as_of, const TimelinessPolicy& policy);

// The units of a matrix of ComputeDocumentTimeliness(). By village, one counts
// when all of its documents do.
std::vector<CountedUnit> UnitsOf(const std::vector<MatrixCell>& matrix,
                                 TimelinessPolicy::Unit unit);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_DOCUMENT_TIMELINESS_H_
