#include "services/indicator/formula/deadline.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iku::indicator {
namespace {

using Problems = std::vector<std::string>;

Date DeadlineBy(const DeadlineRule& rule, int fiscal_year) {
  const Date last = LastDayOfMonth(fiscal_year + rule.year_offset, rule.month);
  return {.year = last.year,
          .month = last.month,
          .day = std::min(rule.day, last.day)};
}

std::optional<Obligation> ObligationOf(absl::string_view kind, int fiscal_year,
                                       const DeadlineBook& book) {
  const DeadlineRule* in_force = RuleInForce(kind, fiscal_year, book);
  if (in_force == nullptr) return std::nullopt;
  return Obligation{.kind = in_force->kind,
                    .fiscal_year = fiscal_year,
                    .deadline = DeadlineBy(*in_force, fiscal_year),
                    .counted_date = in_force->counted_date,
                    .legal_basis = in_force->legal_basis};
}

std::set<std::string> KindsOf(const DeadlineBook& book) {
  std::set<std::string> kinds;
  for (const DeadlineRule& rule : book.rules) kinds.insert(rule.kind);
  return kinds;
}

void CheckRules(const DeadlineBook& book, Problems& problems) {
  std::set<std::pair<std::string, Date>> starts;
  for (const DeadlineRule& rule : book.rules) {
    const auto complain = [&](absl::string_view problem) {
      problems.push_back(absl::StrCat("rule ", rule.kind, " from ",
                                      ToString(rule.valid_from), ": ",
                                      problem));
    };
    if (rule.kind.empty()) complain("empty kind");
    if (rule.legal_basis.empty()) complain("empty legal basis");
    if (!IsValid(rule.valid_from)) complain("valid_from is not a date");
    // A leap year, so that 29 February is taken.
    if (!IsValid({.year = 2000, .month = rule.month, .day = rule.day})) {
      complain("month and day are not a day of the year");
    }
    if (rule.year_offset < -kMaxYearOffset ||
        rule.year_offset > kMaxYearOffset) {
      complain(absl::StrCat("year offset is beyond ", kMaxYearOffset));
    }
    if (!starts.insert({rule.kind, rule.valid_from}).second) {
      complain("repeated");
    }
  }
}

void CheckOverrides(const DeadlineBook& book, Problems& problems) {
  const std::set<std::string> kinds = KindsOf(book);
  std::set<std::tuple<std::string, int, std::optional<RegionCode>>> seen;
  for (const DeadlineOverride& item : book.overrides) {
    const auto complain = [&](absl::string_view problem) {
      problems.push_back(absl::StrCat("override ", item.kind, " ",
                                      item.fiscal_year, ": ", problem));
    };
    if (kinds.count(item.kind) == 0) complain("no rule of this kind");
    if (!IsValid(item.deadline)) complain("deadline is not a date");
    if (item.reason.empty()) complain("empty reason");
    if (!seen.emplace(item.kind, item.fiscal_year, item.region).second) {
      complain("repeated");
    }
  }
}

bool IsFor(const DeadlineOverride& item, const RegionCode& village) {
  return !item.region.has_value() || village.IsWithin(*item.region);
}

}  // namespace

absl::Status Validate(const DeadlineBook& book) {
  Problems problems;
  CheckRules(book, problems);
  CheckOverrides(book, problems);
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("deadlines: ", absl::StrJoin(problems, "; ")));
}

const DeadlineRule* RuleInForce(absl::string_view kind, int fiscal_year,
                                const DeadlineBook& book) {
  const DeadlineRule* in_force = nullptr;
  for (const DeadlineRule& rule : book.rules) {
    if (rule.kind != kind || rule.valid_from > DeadlineBy(rule, fiscal_year)) {
      continue;
    }
    if (in_force == nullptr || rule.valid_from > in_force->valid_from) {
      in_force = &rule;
    }
  }
  return in_force;
}

std::vector<Obligation> ObligationsIn(const Period& period,
                                      const DeadlineBook& book,
                                      ReportYear report_year) {
  const bool by_fiscal_year = report_year == ReportYear::kSameFiscalYear;
  // A document can be due this many years away from its fiscal year.
  const int reach = by_fiscal_year ? 0 : kMaxYearOffset;
  std::vector<Obligation> owed;
  for (const std::string& kind : KindsOf(book)) {
    for (int year = period.Year() - reach; year <= period.Year() + reach;
         ++year) {
      std::optional<Obligation> obligation = ObligationOf(kind, year, book);
      if (!obligation.has_value()) continue;
      if (by_fiscal_year || period.Contains(obligation->deadline)) {
        owed.push_back(*std::move(obligation));
      }
    }
  }
  std::sort(owed.begin(), owed.end(),
            [](const Obligation& a, const Obligation& b) {
              return std::tie(a.deadline, a.kind, a.fiscal_year) <
                     std::tie(b.deadline, b.kind, b.fiscal_year);
            });
  return owed;
}

const DeadlineOverride* FindOverride(const Obligation& obligation,
                                     const RegionCode& village,
                                     const DeadlineBook& book) {
  const DeadlineOverride* nearest = nullptr;
  for (const DeadlineOverride& item : book.overrides) {
    if (item.fiscal_year != obligation.fiscal_year ||
        item.kind != obligation.kind || !IsFor(item, village)) {
      continue;
    }
    // Of two regions that hold the same village, the smaller one sorts behind
    // the larger one; none sorts before all.
    if (nearest == nullptr || nearest->region < item.region) nearest = &item;
  }
  return nearest;
}

}  // namespace iku::indicator
