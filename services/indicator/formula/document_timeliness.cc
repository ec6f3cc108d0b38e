#include "services/indicator/formula/document_timeliness.h"

#include <algorithm>
#include <map>
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

// The earliest date of an original that had happened by `as_of`.
std::optional<Date> CountedDateOf(const RegionCode& village,
                                  const Obligation& obligation,
                                  const Originals& originals,
                                  const Date& as_of) {
  const auto [first, last] = originals.equal_range(
      DocumentKey(village, obligation.kind, obligation.fiscal_year));
  std::optional<Date> earliest;
  for (auto it = first; it != last; ++it) {
    const std::optional<Date>& date =
        obligation.counted_date == CountedDate::kEnacted ? it->second->enacted
                                                         : it->second->received;
    if (!date.has_value() || *date > as_of) continue;
    if (!earliest.has_value() || *date < *earliest) earliest = date;
  }
  return earliest;
}

MatrixCell CellOf(const RegionCode& village, const Obligation& obligation,
                  const Originals& originals, const DeadlineBook& book,
                  const Date& as_of, const TimelinessPolicy& policy) {
  MatrixCell cell{
      .village = village,
      .obligation = obligation,
      .deadline = obligation.deadline,
      .override_reason = "",
      .override_reason_en = "",
      .counted = CountedDateOf(village, obligation, originals, as_of),
      .standing = {},
      .counts = false};
  if (const auto* moved = FindOverride(obligation, village, book)) {
    cell.deadline = moved->deadline;
    cell.override_reason = moved->reason;
    cell.override_reason_en = moved->reason_en;
  }
  cell.standing = StandingOf(cell.counted, cell.deadline, as_of);
  cell.counts = cell.standing.state == DocumentState::kOnTime ||
                (cell.counted.has_value() &&
                 policy.enough_when_drawn_up.count(obligation.kind) > 0);
  return cell;
}

StateCounts CountStates(const std::vector<MatrixCell>& matrix) {
  StateCounts counts;
  for (const MatrixCell& cell : matrix) {
    switch (cell.standing.state) {
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
  return counts;
}

// How much of something counts, and of how much.
struct Part {
  int64_t counted = 0;
  int64_t all = 0;
};

Part PartOfDocuments(const std::vector<MatrixCell>& cells) {
  Part part;
  for (const MatrixCell& cell : cells) {
    ++part.all;
    if (cell.counts) ++part.counted;
  }
  return part;
}

Part PartOfVillages(const std::vector<MatrixCell>& cells) {
  std::map<RegionCode, bool> all_count;
  for (const MatrixCell& cell : cells) {
    bool& all = all_count.emplace(cell.village, true).first->second;
    all = all && cell.counts;
  }
  Part part;
  for (const auto& [village, all] : all_count) {
    ++part.all;
    if (all) ++part.counted;
  }
  return part;
}

// What the whole year of the period owes. A part of a year goes by deadline,
// and so must its year, or the part would not lie inside.
int64_t AllOfYear(const std::vector<Village>& villages,
                  const DeadlineBook& book, const Period& period,
                  const TimelinessPolicy& policy) {
  const ReportYear report_year = period.kind() == Period::Kind::kYear
                                     ? policy.report_year
                                     : ReportYear::kDeadlineInYear;
  const std::vector<Obligation> owed =
      ObligationsIn(Period::OfYear(period.Year()), book, report_year);
  int64_t all = 0;
  for (const Village& village : villages) {
    const int64_t documents = std::count_if(owed.begin(), owed.end(),
                                            [&](const Obligation& obligation) {
                                              return Owes(village, obligation);
                                            });
    if (policy.unit == TimelinessPolicy::Unit::kDocument) {
      all += documents;
    } else if (documents > 0) {
      ++all;
    }
  }
  return all;
}

std::vector<MatrixCell> WithoutNotDue(std::vector<MatrixCell> cells) {
  cells.erase(std::remove_if(cells.begin(), cells.end(),
                             [](const MatrixCell& cell) {
                               return cell.standing.state ==
                                      DocumentState::kNotDue;
                             }),
              cells.end());
  return cells;
}

}  // namespace

DocumentTimeliness ComputeDocumentTimeliness(
    const std::vector<Village>& villages,
    const std::vector<VillageDocument>& documents, const DeadlineBook& book,
    const Period& period, const Date& as_of, const TimelinessPolicy& policy) {
  const Originals originals = OriginalsOf(documents);
  const std::vector<Obligation> owed =
      ObligationsIn(period, book, policy.report_year);
  DocumentTimeliness result;
  for (const Village& village : villages) {
    for (const Obligation& obligation : owed) {
      if (!Owes(village, obligation)) continue;
      result.matrix.push_back(
          CellOf(village.code, obligation, originals, book, as_of, policy));
    }
  }
  result.counts = CountStates(result.matrix);

  const bool by_year = policy.whole == TimelinessPolicy::Whole::kYear;
  const std::vector<MatrixCell> cells =
      by_year ? result.matrix : WithoutNotDue(result.matrix);
  Part part = policy.unit == TimelinessPolicy::Unit::kDocument
                  ? PartOfDocuments(cells)
                  : PartOfVillages(cells);
  if (by_year) part.all = AllOfYear(villages, book, period, policy);
  result.share = ShareOf(part.counted, part.all, policy.rounding);
  return result;
}

}  // namespace iku::indicator
