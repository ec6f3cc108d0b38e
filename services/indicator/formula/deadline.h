#ifndef IKU_SERVICES_INDICATOR_FORMULA_DEADLINE_H_
#define IKU_SERVICES_INDICATOR_FORMULA_DEADLINE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/civil/date.h"
#include "common/civil/period.h"
#include "common/civil/region_code.h"

namespace iku::indicator {

// Which date of a village document is held against its deadline.
enum class CountedDate { kEnacted, kReceived };

// By when every village owes one kind of document of a fiscal year. Data with
// a legal basis, for example PP 16/2026 art. 122(6): APBDesa, 31 December of
// the year before.
struct DeadlineRule {
  std::string kind;     // of document
  Date valid_from;      // the first deadline day that this rule governs
  int month = 1;        // of the deadline
  int day = 1;          // 31 means the last day of a shorter month
  int year_offset = 0;  // from the fiscal year to the year of the deadline
  CountedDate counted_date = CountedDate::kEnacted;
  std::string legal_basis;
};

// Another deadline for one fiscal year: in one village, in the villages of a
// region, or in all.
struct DeadlineOverride {
  std::string kind;
  int fiscal_year = 0;
  std::optional<RegionCode> region;  // none: all villages
  Date deadline;
  std::string reason;  // in Indonesian
  std::string reason_en = {};
  std::string legal_basis = {};
};

struct DeadlineBook {
  std::vector<DeadlineRule> rules;
  std::vector<DeadlineOverride> overrides;
};

inline constexpr int kMaxYearOffset = 2;

// OK, or INVALID_ARGUMENT that lists everything wrong at once: an empty kind
// or legal basis, a date or offset out of range, two rules for a kind from the
// same day, an override without a reason, of an unknown kind or repeated.
absl::Status Validate(const DeadlineBook& book);

// The rule of a fiscal year's document: of those that had begun by their own
// deadline the one that began last. Null before the first one; points into
// `book`.
const DeadlineRule* RuleInForce(absl::string_view kind, int fiscal_year,
                                const DeadlineBook& book);

// One document that every village owes.
struct Obligation {
  std::string kind;
  int fiscal_year = 0;
  Date deadline;  // by the rule, before any override
  CountedDate counted_date = CountedDate::kEnacted;
  std::string legal_basis;
};

// Which fiscal years a report year is made of; the IKU sheet leaves it open.
enum class ReportYear {
  kDeadlineInYear,  // documents whose deadline is in the year
  kSameFiscalYear,  // documents of that fiscal year, whenever they are due
};

// What every village owes in `period`, by deadline, then kind, then fiscal
// year. By deadline a part of a year holds the documents whose deadline falls
// in it, and the four quarters make up the year. By fiscal year it holds those
// of the whole year that it is a part of: a fiscal year has no parts.
//
// Overrides do not move a document to another period.
std::vector<Obligation> ObligationsIn(const Period& period,
                                      const DeadlineBook& book,
                                      ReportYear report_year);

// The override for this village, else the one for the smallest region that it
// lies in, else the one for all, else none. Points into `book`.
const DeadlineOverride* FindOverride(const Obligation& obligation,
                                     const RegionCode& village,
                                     const DeadlineBook& book);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_DEADLINE_H_
