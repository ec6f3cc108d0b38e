// What holds of the share of timely documents in every combination of choices,
// whatever was recorded.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicator/formula/document_timeliness.h"
#include "tests/unit/indicator/formula/village_documents.h"

namespace iku::indicator {
namespace {

using ::iku::test::Deadlines;
using ::iku::test::PeriodOf;
using ::iku::test::Region;
using Unit = TimelinessPolicy::Unit;
using Whole = TimelinessPolicy::Whole;
using Silence = TimelinessPolicy::Silence;

// Any villages, documents, policy and cut-off.
struct AnyCase {
  std::vector<Village> villages;
  std::vector<VillageDocument> documents;
  DeadlineBook book = Deadlines();
  TimelinessPolicy policy;
  Period period = Period::OfYear(2025);
  Date as_of;

  DocumentTimeliness Compute() const {
    return ComputeDocumentTimeliness(villages, documents, book, period, as_of,
                                     policy);
  }
};

Date AnyDay() {
  return FromDays(
      *rc::gen::inRange<int64_t>(ToDays({2024, 6, 1}), ToDays({2026, 6, 1})));
}

std::optional<Date> AnyDayOrNone() {
  if (*rc::gen::arbitrary<bool>()) return std::nullopt;
  return AnyDay();
}

AnyCase Any() {
  AnyCase any;
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    const int kind = *rc::gen::inRange(1, 4);
    any.villages.push_back({Region(absl::StrCat("35.08.21.", kind, "00", i)),
                            AnyDayOrNone().value_or(Date{2010, 1, 1}),
                            AnyDayOrNone()});
  }
  for (const Village& village : any.villages) {
    for (const char* kind : {"RKPDESA", "APBDESA", "LPPDESA"}) {
      for (int year = 2023; year <= 2027; ++year) {
        any.documents.push_back({village.code, kind, year,
                                 *rc::gen::inRange(0, 2), AnyDayOrNone(),
                                 AnyDayOrNone()});
      }
    }
  }
  any.period = PeriodOf(*rc::gen::element<std::string>(
      "2025", "2025-H1", "2025-H2", "2025-Q1", "2025-Q3", "2025-12"));
  any.as_of = AnyDay();
  any.policy.report_year = *rc::gen::element(ReportYear::kDeadlineInYear,
                                             ReportYear::kSameFiscalYear);
  any.policy.unit = *rc::gen::element(Unit::kDocument, Unit::kVillage);
  any.policy.whole = *rc::gen::element(Whole::kDue, Whole::kYear);
  any.policy.silence = *rc::gen::element(Silence::kMissing, Silence::kNoData);
  if (*rc::gen::arbitrary<bool>()) {
    any.policy.enough_when_drawn_up = {"APBDESA"};
  }
  return any;
}

RC_GTEST_PROP(DocumentTimelinessProperty, StatesAddUpToTheObligations, ()) {
  const AnyCase any = Any();
  const DocumentTimeliness result = any.Compute();
  int64_t owed = 0;
  for (const Village& village : any.villages) {
    for (const Obligation& item :
         ObligationsOf(any.period, any.book, any.policy)) {
      owed += village.code.OwesVillageDocuments() &&
              village.valid_from <= item.deadline &&
              village.valid_to.value_or(item.deadline) >= item.deadline;
    }
  }
  RC_ASSERT(result.counts.Total() == owed);
  RC_ASSERT(static_cast<int64_t>(result.matrix.size()) == owed);
}

RC_GTEST_PROP(DocumentTimelinessProperty, IsNeverBelowZeroOrAboveAHundred, ()) {
  const auto share = Any().Compute().share;
  if (!share.has_value()) return;
  RC_ASSERT(share->exact >= 0);
  RC_ASSERT(share->exact <= 100);
}

// In the order of the matrix, where the villages stand together.
std::vector<CountedUnit> UnitsOneByOne(const AnyCase& any,
                                       const DocumentTimeliness& result) {
  if (any.policy.unit == Unit::kDocument) {
    std::vector<CountedUnit> units;
    for (const MatrixCell& cell : result.matrix) {
      units.push_back({cell.counts, cell.in_denominator});
    }
    return units;
  }
  std::map<RegionCode, CountedUnit> villages;
  for (const MatrixCell& cell : result.matrix) {
    CountedUnit& unit =
        villages.emplace(cell.village, CountedUnit{true, true}).first->second;
    unit.counts = unit.counts && cell.counts;
    unit.in_denominator = unit.in_denominator && cell.in_denominator;
  }
  std::vector<CountedUnit> units;
  for (const auto& [village, unit] : villages) units.push_back(unit);
  return units;
}

RC_GTEST_PROP(DocumentTimelinessProperty, TheShareIsWhatTheMatrixSays, ()) {
  const AnyCase any = Any();
  const DocumentTimeliness result = any.Compute();
  int64_t part = 0;
  int64_t whole = 0;
  for (const CountedUnit& unit : UnitsOneByOne(any, result)) {
    whole += unit.in_denominator;
    part += unit.in_denominator && unit.counts;
  }
  if (result.share.has_value()) {
    RC_ASSERT(result.share->numerator == part);
    RC_ASSERT(result.share->denominator == whole);
  } else {
    RC_ASSERT(
        whole == 0 || result.counts.not_due == result.counts.Total() ||
        (result.nothing_received && any.policy.silence == Silence::kNoData));
  }
}

// Something of the village waits for its deadline, and nothing has failed.
bool IsUndecided(const RegionCode& village,
                 const std::vector<MatrixCell>& matrix) {
  bool waits = false;
  for (const MatrixCell& cell : matrix) {
    if (cell.village != village) continue;
    const bool not_due = cell.standing.state == DocumentState::kNotDue;
    if (!not_due && !cell.counts) return false;
    waits = waits || not_due;
  }
  return waits;
}

RC_GTEST_PROP(DocumentTimelinessProperty, EachCellFollowsFromItsState, ()) {
  const AnyCase any = Any();
  const bool by_document = any.policy.unit == Unit::kDocument;
  const DocumentTimeliness result = any.Compute();
  for (const MatrixCell& cell : result.matrix) {
    const bool not_due = cell.standing.state == DocumentState::kNotDue;
    RC_ASSERT(cell.counted.has_value() ==
              (cell.standing.state == DocumentState::kOnTime ||
               cell.standing.state == DocumentState::kLate));
    if (cell.standing.state == DocumentState::kOnTime) RC_ASSERT(cell.counts);
    if (cell.counts) RC_ASSERT(cell.counted.has_value());
    if (any.policy.whole == Whole::kYear) {
      RC_ASSERT(cell.in_denominator);
    } else if (by_document) {
      RC_ASSERT(cell.in_denominator == !not_due);
    } else {
      RC_ASSERT(cell.in_denominator ==
                !IsUndecided(cell.village, result.matrix));
    }
  }
}

RC_GTEST_PROP(DocumentTimelinessProperty, DocumentsAddUpToTheMatrix, ()) {
  const DocumentTimeliness result = Any().Compute();
  StateCounts states;
  int64_t counted = 0;
  for (const DocumentCounts& document : result.documents) {
    RC_ASSERT(document.villages.Total() > 0);
    states.on_time += document.villages.on_time;
    states.late += document.villages.late;
    states.missing += document.villages.missing;
    states.not_due += document.villages.not_due;
    counted += document.counted;
  }
  RC_ASSERT(states.on_time == result.counts.on_time);
  RC_ASSERT(states.late == result.counts.late);
  RC_ASSERT(states.missing == result.counts.missing);
  RC_ASSERT(states.not_due == result.counts.not_due);
  RC_ASSERT(counted ==
            std::count_if(result.matrix.begin(), result.matrix.end(),
                          [](const MatrixCell& cell) { return cell.counts; }));
}

// Whatever was sent late, sending nothing is never better.
RC_GTEST_PROP(DocumentTimelinessProperty, SilenceNeverScoresBetter, ()) {
  AnyCase any = Any();
  any.policy.silence = Silence::kMissing;
  const DocumentTimeliness sent = any.Compute();
  any.documents.clear();
  const DocumentTimeliness silent = any.Compute();
  const bool anything_due = silent.counts.missing > 0;
  RC_ASSERT(silent.share.has_value() == anything_due);
  if (!anything_due) return;
  RC_ASSERT(silent.share->exact == 0);
  // Of those who were on time so far there may be no value yet.
  if (sent.share.has_value()) RC_ASSERT(sent.share->exact >= 0);
}

}  // namespace
}  // namespace iku::indicator
