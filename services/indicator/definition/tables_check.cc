#include "services/indicator/definition/tables_check.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/exact/rational.h"
#include "services/indicator/definition/checks.h"

namespace iku::indicator {
namespace {

constexpr int kMostBands = 32;
constexpr int kFewestShown = 3;
constexpr int kMostShown = 1000;

bool IsUpperSnake(absl::string_view word) {
  return !word.empty() && word.front() != '_' &&
         std::all_of(word.begin(), word.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

bool CheckSize(int size, absl::string_view field, Violations& found) {
  if (size == 0) found.Add(field, code::kRequired);
  if (size > kMostBands) {
    found.Add(
        field, code::kTooMany,
        {{"count", absl::StrCat(size)}, {"limit", absl::StrCat(kMostBands)}});
  }
  return 0 < size && size <= kMostBands;
}

// Bounds of a table from the highest down: all but the last row have one, each
// below that of the row before.
class DescendingBounds {
 public:
  DescendingBounds(int rows, Violations& found) : rows_(rows), found_(found) {}

  void Check(int row, const std::string& bound, absl::string_view field) {
    if (row == rows_ - 1) {
      if (!bound.empty()) {
        Unsound(field, "the last one takes the rest and has no bound", found_);
      }
      return;
    }
    if (!CheckNumber(bound, field, found_)) return;
    const Rational value = Rational::Parse(bound).value_or(Rational(0));
    if (before_.has_value() && !(value < *before_)) {
      Unsound(field, absl::StrCat(bound, " is not below the one before"),
              found_);
    }
    before_ = value;
  }

 private:
  const int rows_;
  Violations& found_;
  std::optional<Rational> before_;
};

}  // namespace

void CheckPredicates(const v1::RuleSet& rules, Violations& found) {
  if (!CheckSize(rules.predicates_size(), "predicates", found)) return;
  std::set<std::string> ids;
  DescendingBounds bounds(rules.predicates_size(), found);
  for (int i = 0; i < rules.predicates_size(); ++i) {
    const v1::Predicate& predicate = rules.predicates(i);
    const std::string field = absl::StrCat("predicates[", i, "]");
    const std::string id_field = absl::StrCat(field, ".id");
    if (!IsUpperSnake(predicate.id())) {
      found.Add(id_field, code::kTextMalformed,
                {{"value", predicate.id()}, {"pattern", "VERY_HIGH"}});
    } else if (!ids.insert(predicate.id()).second) {
      Unsound(id_field, absl::StrCat(predicate.id(), " is repeated"), found);
    }
    CheckText(predicate.label(), absl::StrCat(field, ".label"), found);
    bounds.Check(i, predicate.above(), absl::StrCat(field, ".above"));
  }
}

void CheckStatistics(const v1::RuleSet& rules, Violations& found) {
  if (!rules.has_statistics()) {
    found.Add("statistics", code::kRequired);
    return;
  }
  const v1::StatisticsRule& rule = rules.statistics();
  if (CheckNumber(rule.z(), "statistics.z", found) &&
      !(Rational(0) < Rational::Parse(rule.z()).value_or(Rational(0)))) {
    Unsound("statistics.z", "z needs a number above 0", found);
  }
  CheckRange(rule.level_percent(), 50, 99, "statistics.level_percent", found);
  CheckRange(rule.smallest_shown(), kFewestShown, kMostShown,
             "statistics.smallest_shown", found);
  constexpr char kBands[] = "statistics.reliability_bands";
  if (!CheckSize(rule.reliability_bands_size(), kBands, found)) return;
  DescendingBounds bounds(rule.reliability_bands_size(), found);
  for (int i = 0; i < rule.reliability_bands_size(); ++i) {
    const v1::ReliabilityBand& band = rule.reliability_bands(i);
    const std::string field = absl::StrCat(kBands, "[", i, "]");
    CheckText(band.label(), absl::StrCat(field, ".label"), found);
    bounds.Check(i, band.minimum(), absl::StrCat(field, ".minimum"));
  }
}

}  // namespace iku::indicator
