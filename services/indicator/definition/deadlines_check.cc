#include "services/indicator/definition/deadlines_check.h"

#include <array>
#include <set>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/civil/date.h"
#include "common/civil/region_code.h"
#include "services/indicator/definition/checks.h"
#include "services/indicator/definition/rules_from_proto.h"

namespace iku::indicator {
namespace {

constexpr std::array<const char*, 3> kDocumentKinds = {"rkpdesa", "apbdesa",
                                                       "lppdesa"};
constexpr int kFirstFiscalYear = 2000;
constexpr int kLastFiscalYear = 2100;

// A day, or a fiscal year as rules of before say it; never both, which could
// contradict each other. True when the beginning can be told.
bool CheckBeginning(const v1::DeadlineRule& rule, absl::string_view field,
                    Violations& found) {
  const std::string valid_from = absl::StrCat(field, ".valid_from");
  const bool by_year = rule.first_fiscal_year() != 0;
  if (!rule.has_valid_from() && !by_year) {
    found.Add(valid_from, code::kRequired);
    return false;
  }
  if (by_year) {
    CheckRange(rule.first_fiscal_year(), kFirstFiscalYear, kLastFiscalYear,
               absl::StrCat(field, ".first_fiscal_year"), found);
  }
  if (!rule.has_valid_from()) return true;
  if (by_year) {
    Unsound(valid_from,
            "stands beside first_fiscal_year; one of both is enough", found);
  }
  return CheckDate(rule.valid_from(), valid_from, found);
}

void CheckDeadlineRule(const v1::DeadlineRule& rule, absl::string_view field,
                       Violations& found) {
  CheckCode(rule.document_kind(), kDocumentKinds,
            absl::StrCat(field, ".document_kind"), found);
  CheckRange(rule.year_offset(), -1, 1, absl::StrCat(field, ".year_offset"),
             found);
  if (!v1::DeadlineRule::CountedDate_IsValid(rule.counted_date()) ||
      rule.counted_date() == v1::DeadlineRule::COUNTED_DATE_UNSPECIFIED) {
    found.Add(absl::StrCat(field, ".counted_date"), code::kRequired);
  }
  if (rule.legal_basis().empty()) {
    found.Add(absl::StrCat(field, ".legal_basis"), code::kRequired);
  }
  CheckText(rule.title(), absl::StrCat(field, ".title"), found);
}

void CheckDeadlineOverride(const v1::DeadlineOverride& item,
                           absl::string_view field, Violations& found) {
  CheckCode(item.document_kind(), kDocumentKinds,
            absl::StrCat(field, ".document_kind"), found);
  CheckRange(item.fiscal_year(), kFirstFiscalYear, kLastFiscalYear,
             absl::StrCat(field, ".fiscal_year"), found);
  if (!item.region().empty() && !RegionCode::Parse(item.region()).ok()) {
    found.Add(absl::StrCat(field, ".region"), code::kTextMalformed,
              {{"value", item.region()},
               {"pattern", "35, 35.08, 35.08.21, 35.08.21.2001"}});
  }
  const std::string deadline = absl::StrCat(field, ".deadline");
  if (!item.has_deadline()) {
    found.Add(deadline, code::kRequired);
  } else if (CheckDate(item.deadline(), deadline, found)) {
    // A deadline far from its fiscal year is a slip of the pen.
    CheckRange(item.deadline().year(), item.fiscal_year() - kMaxYearOffset,
               item.fiscal_year() + kMaxYearOffset,
               absl::StrCat(deadline, ".year"), found);
  }
  CheckText(item.reason(), absl::StrCat(field, ".reason"), found);
  if (item.legal_basis().empty()) {
    found.Add(absl::StrCat(field, ".legal_basis"), code::kRequired);
  }
}

}  // namespace

void CheckDeadlineRules(const v1::RuleSet& rules, Violations& found) {
  DeadlineBook book;
  std::set<std::string> kinds;
  for (int i = 0; i < rules.deadline_rules_size(); ++i) {
    const v1::DeadlineRule& rule = rules.deadline_rules(i);
    const std::string field = absl::StrCat("deadline_rules[", i, "]");
    CheckDeadlineRule(rule, field, found);
    const bool begins = CheckBeginning(rule, field, found);
    kinds.insert(rule.document_kind());
    // A day that no year has is named here; the formula would also name what
    // follows from it. A leap year, so that 29 February is taken.
    if (!IsValid({.year = 2000, .month = rule.month(), .day = rule.day()})) {
      found.Add(absl::StrCat(field, ".day"), code::kDateInvalid,
                {{"value", absl::StrCat(rule.month(), "-", rule.day())}});
      continue;
    }
    if (begins) book.rules.push_back(DeadlineRuleFromProto(rule));
  }
  for (const char* kind : kDocumentKinds) {
    if (kinds.count(kind) == 0) {
      Unsound("deadline_rules", absl::StrCat(kind, " has no rule"), found);
    }
  }
  if (auto sound = Validate(book); !sound.ok()) {
    Unsound("deadline_rules", sound.message(), found);
  }
}

void CheckDeadlineOverrides(const v1::RuleSet& rules, Violations& found) {
  if (rules.deadline_overrides_size() > kMostDeadlineOverrides) {
    found.Add("deadline_overrides", code::kTooMany,
              {{"count", absl::StrCat(rules.deadline_overrides_size())},
               {"limit", absl::StrCat(kMostDeadlineOverrides)}});
    return;
  }
  std::set<std::tuple<std::string, int, std::string>> seen;
  for (int i = 0; i < rules.deadline_overrides_size(); ++i) {
    const v1::DeadlineOverride& item = rules.deadline_overrides(i);
    const std::string field = absl::StrCat("deadline_overrides[", i, "]");
    CheckDeadlineOverride(item, field, found);
    if (!seen.emplace(item.document_kind(), item.fiscal_year(), item.region())
             .second) {
      Unsound(field,
              absl::StrCat(item.document_kind(), " ", item.fiscal_year(), " ",
                           item.region(), " is repeated"),
              found);
    }
  }
}

}  // namespace iku::indicator
