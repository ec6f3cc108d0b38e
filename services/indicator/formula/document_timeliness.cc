#include "services/indicator/formula/document_timeliness.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace iku::indicator {
namespace {

using DocumentKey = std::tuple<RegionCode, std::string, int>;
using Originals = std::multimap<DocumentKey, const VillageDocument*>;

Originals OriginalsOf(const std::vector<VillageDocument>& documents) {
  Originals originals;
  for (const VillageDocument& document : documents) {
    if (document.revision != 0) continue;
    originals.emplace(
        DocumentKey(document.village, document.kind, document.fiscal_year),
        &document);
  }
  return originals;
}

bool Owes(const Village& village, const Obligation& obligation) {
  return village.code.OwesVillageDocuments() &&
         village.valid_from <= obligation.deadline &&
         (!village.valid_to.has_value() ||
          obligation.deadline <= *village.valid_to);
}

bool IsPart(const Period& period) {
  return period.kind() != Period::Kind::kYear;
}

bool GoesByWholeYear(const Period& period, const TimelinessPolicy& policy) {
  return IsPart(period) && (policy.whole == TimelinessPolicy::Whole::kYear ||
                            policy.report_year == ReportYear::kSameFiscalYear);
}

Judgement JudgementOf(const Period& period, const Date& as_of,
                      const TimelinessPolicy& policy) {
  if (!GoesByWholeYear(period, policy) || as_of <= period.LastDay()) {
    return {.as_of = as_of, .is_over = false};
  }
  return {.as_of = period.LastDay(), .is_over = true};
}

// The earliest date of an original that had happened by `last_day`.
std::optional<Date> CountedDateOf(const RegionCode& village,
                                  const Obligation& obligation,
                                  const Originals& originals,
                                  const Date& last_day) {
  const auto [first, last] = originals.equal_range(
      DocumentKey(village, obligation.kind, obligation.fiscal_year));
  std::optional<Date> earliest;
  for (auto it = first; it != last; ++it) {
    const std::optional<Date>& date =
        obligation.counted_date == CountedDate::kEnacted ? it->second->enacted
                                                         : it->second->received;
    if (!date.has_value() || *date > last_day) continue;
    if (!earliest.has_value() || *date < *earliest) earliest = date;
  }
  return earliest;
}

MatrixCell CellOf(const RegionCode& village, const Obligation& obligation,
                  const Originals& originals, const DeadlineBook& book,
                  const Judgement& judgement, const TimelinessPolicy& policy) {
  MatrixCell cell{
      .village = village,
      .obligation = obligation,
      .deadline = obligation.deadline,
      .override_reason = "",
      .override_reason_en = "",
      .legal_basis = obligation.legal_basis,
      .counted = CountedDateOf(village, obligation, originals, judgement.as_of),
      .standing = {},
      .counts = false,
      .in_denominator = false};
  if (const auto* moved = FindOverride(obligation, village, book)) {
    cell.deadline = moved->deadline;
    cell.override_reason = moved->reason;
    cell.override_reason_en = moved->reason_en;
    if (!moved->legal_basis.empty()) cell.legal_basis = moved->legal_basis;
  }
  cell.standing = StandingOf(cell.counted, cell.deadline, judgement);
  cell.counts = cell.standing.state == DocumentState::kOnTime ||
                (cell.counted.has_value() &&
                 policy.enough_when_drawn_up.count(obligation.kind) > 0);
  return cell;
}

bool IsNotDue(const MatrixCell& cell) {
  return cell.standing.state == DocumentState::kNotDue;
}

// Villages that may still have all of their documents in time, or not: one is
// not due yet, and none has failed. What has failed can never count any more.
std::set<RegionCode> UndecidedVillages(const std::vector<MatrixCell>& matrix) {
  std::set<RegionCode> undecided;
  for (const MatrixCell& cell : matrix) {
    if (IsNotDue(cell)) undecided.insert(cell.village);
  }
  for (const MatrixCell& cell : matrix) {
    if (!IsNotDue(cell) && !cell.counts) undecided.erase(cell.village);
  }
  return undecided;
}

void SetInDenominator(const TimelinessPolicy& policy,
                      std::vector<MatrixCell>& matrix) {
  const bool all = policy.whole == TimelinessPolicy::Whole::kYear;
  const bool by_village = policy.unit == TimelinessPolicy::Unit::kVillage;
  const std::set<RegionCode> undecided = UndecidedVillages(matrix);
  for (MatrixCell& cell : matrix) {
    cell.in_denominator =
        all ||
        !(by_village ? undecided.count(cell.village) > 0 : IsNotDue(cell));
  }
}

void CountState(DocumentState state, StateCounts& counts) {
  switch (state) {
    case DocumentState::kOnTime:
      ++counts.on_time;
      break;
    case DocumentState::kLate:
      ++counts.late;
      break;
    case DocumentState::kMissing:
      ++counts.missing;
      break;
    case DocumentState::kNotDue:
      ++counts.not_due;
      break;
  }
}

DocumentCounts CountVillages(const Obligation& owed,
                             const std::vector<MatrixCell>& matrix) {
  DocumentCounts counts{.obligation = owed, .villages = {}, .counted = 0};
  for (const MatrixCell& cell : matrix) {
    if (cell.obligation.kind != owed.kind ||
        cell.obligation.fiscal_year != owed.fiscal_year) {
      continue;
    }
    CountState(cell.standing.state, counts.villages);
    if (cell.counts) ++counts.counted;
  }
  return counts;
}

// A record without a date, or of an amendment only, also shows that the
// district sends its documents.
bool HasHappenedBy(const Date& day, const VillageDocument& document) {
  bool has_date = false;
  for (const std::optional<Date>& date :
       {document.agreed, document.enacted, document.received}) {
    if (!date.has_value()) continue;
    has_date = true;
    if (*date <= day) return true;
  }
  return !has_date;
}

bool AnyReceived(const std::vector<MatrixCell>& matrix,
                 const std::vector<VillageDocument>& documents,
                 const Date& last_day) {
  std::set<DocumentKey> owed;
  for (const MatrixCell& cell : matrix) {
    owed.emplace(cell.village, cell.obligation.kind,
                 cell.obligation.fiscal_year);
  }
  return std::any_of(
      documents.begin(), documents.end(), [&](const VillageDocument& document) {
        return HasHappenedBy(last_day, document) &&
               owed.count(
                   {document.village, document.kind, document.fiscal_year}) > 0;
      });
}

// Whether some are decided before the deadline while others are left out until
// then: documents that came early, or villages that have failed already.
bool IsIncomplete(const std::vector<MatrixCell>& matrix,
                  const Judgement& judgement) {
  bool any_early = false;
  bool any_left_out = false;
  for (const MatrixCell& cell : matrix) {
    any_left_out = any_left_out || !cell.in_denominator;
    any_early =
        any_early || (cell.in_denominator && !judgement.IsOver(cell.deadline));
  }
  return any_early && any_left_out;
}

std::optional<Share> ShareOfUnits(const DocumentTimeliness& result,
                                  const TimelinessPolicy& policy) {
  const bool anything_due = result.counts.not_due < result.counts.Total();
  const bool has_joined = !result.nothing_received ||
                          policy.silence == TimelinessPolicy::Silence::kMissing;
  if (!anything_due || !has_joined) return std::nullopt;
  int64_t part = 0;
  int64_t whole = 0;
  for (const CountedUnit& unit : UnitsOf(result.matrix, policy.unit)) {
    if (!unit.in_denominator) continue;
    ++whole;
    if (unit.counts) ++part;
  }
  return ShareOf(part, whole, policy.rounding);
}

}  // namespace

std::vector<Obligation> ObligationsOf(const Period& period,
                                      const DeadlineBook& book,
                                      const TimelinessPolicy& policy) {
  return ObligationsIn(
      GoesByWholeYear(period, policy) ? Period::OfYear(period.Year()) : period,
      book, policy.report_year);
}

std::vector<CountedUnit> UnitsOf(const std::vector<MatrixCell>& matrix,
                                 TimelinessPolicy::Unit unit) {
  std::vector<CountedUnit> units;
  const RegionCode* last = nullptr;
  for (const MatrixCell& cell : matrix) {
    const bool goes_on = unit == TimelinessPolicy::Unit::kVillage &&
                         last != nullptr && *last == cell.village;
    last = &cell.village;
    if (goes_on) {
      units.back().counts = units.back().counts && cell.counts;
    } else {
      units.push_back({cell.counts, cell.in_denominator});
    }
  }
  return units;
}

DocumentTimeliness ComputeDocumentTimeliness(
    const std::vector<Village>& villages,
    const std::vector<VillageDocument>& documents, const DeadlineBook& book,
    const Period& period, const Date& as_of, const TimelinessPolicy& policy) {
  const Originals originals = OriginalsOf(documents);
  const std::vector<Obligation> owed = ObligationsOf(period, book, policy);
  const Judgement judgement = JudgementOf(period, as_of, policy);
  DocumentTimeliness result;
  result.judged_on = judgement.as_of;
  for (const Village& village : villages) {
    for (const Obligation& obligation : owed) {
      if (!Owes(village, obligation)) continue;
      result.matrix.push_back(
          CellOf(village.code, obligation, originals, book, judgement, policy));
    }
  }
  SetInDenominator(policy, result.matrix);
  for (const MatrixCell& cell : result.matrix) {
    CountState(cell.standing.state, result.counts);
  }
  for (const Obligation& obligation : owed) {
    DocumentCounts counts = CountVillages(obligation, result.matrix);
    if (counts.villages.Total() > 0) {
      result.documents.push_back(std::move(counts));
    }
  }
  result.nothing_received =
      result.counts.missing > 0 &&
      !AnyReceived(result.matrix, documents, judgement.as_of);
  result.is_whole_fiscal_year =
      IsPart(period) && policy.report_year == ReportYear::kSameFiscalYear;
  result.share = ShareOfUnits(result, policy);
  result.is_incomplete =
      result.share.has_value() && IsIncomplete(result.matrix, judgement);
  return result;
}

}  // namespace iku::indicator
