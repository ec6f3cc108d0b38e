#include "services/collection/retention/retention_rules.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace iku::collection {
namespace {

constexpr ChangedCollection kCollections[] = {
    ChangedCollection::kSurveyResponses,
    ChangedCollection::kCoordinationRecords,
    ChangedCollection::kVillageDocuments, ChangedCollection::kQuarantinedRows};

constexpr std::pair<absl::string_view, ErasureExtent> kExtents[] = {
    {"text", ErasureExtent::kText}, {"record", ErasureExtent::kRecord}};

std::optional<ChangedCollection> CollectionOf(absl::string_view name) {
  for (const ChangedCollection collection : kCollections) {
    if (NameOf(collection) == name) return collection;
  }
  return std::nullopt;
}

std::optional<ErasureExtent> ExtentOf(absl::string_view name) {
  for (const auto& [word, extent] : kExtents) {
    if (word == name) return extent;
  }
  return std::nullopt;
}

// The rule, or what is wrong with it.
absl::StatusOr<RetentionRule> ParseRule(absl::string_view text) {
  const auto wrong = [&](absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat("\"", text, "\": ", why));
  };
  const std::pair<absl::string_view, absl::string_view> sides =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  const std::pair<absl::string_view, absl::string_view> what =
      absl::StrSplit(sides.first, absl::MaxSplits('/', 1));
  RetentionRule rule;
  const auto collection = CollectionOf(what.first);
  const auto extent = ExtentOf(what.second);
  if (!collection) {
    return wrong(
        "begin with surveyResponses, coordinationRecords, villageDocuments or "
        "quarantinedRows");
  }
  if (!extent) return wrong("go on with /text or /record");
  if (*collection == ChangedCollection::kQuarantinedRows &&
      *extent == ErasureExtent::kText) {
    return wrong("rows in quarantine are erased whole: /record");
  }
  if (!absl::SimpleAtoi(sides.second, &rule.months) || rule.months < 1 ||
      rule.months > kMostMonths) {
    return wrong(absl::StrCat("end with =MONTHS, 1 to ", kMostMonths));
  }
  rule.collection = *collection;
  rule.extent = *extent;
  return rule;
}

}  // namespace

absl::StatusOr<std::vector<RetentionRule>> ParseRetention(
    absl::string_view text) {
  std::vector<RetentionRule> rules;
  std::vector<std::string> problems;
  for (const absl::string_view one :
       absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    const auto rule = ParseRule(absl::StripAsciiWhitespace(one));
    if (!rule.ok()) {
      problems.emplace_back(rule.status().message());
      continue;
    }
    for (const RetentionRule& before : rules) {
      if (before.collection == rule->collection &&
          before.extent == rule->extent) {
        problems.push_back(
            absl::StrCat("\"", one, "\": there is a rule for this already"));
      }
    }
    rules.push_back(*rule);
  }
  if (problems.empty()) return rules;
  return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
}

std::string ToString(const RetentionRule& rule) {
  absl::string_view extent;
  for (const auto& [word, known] : kExtents) {
    if (known == rule.extent) extent = word;
  }
  return absl::StrCat(NameOf(rule.collection), "/", extent, "=", rule.months);
}

Date KeptFrom(const RetentionRule& rule, const Date& today) {
  return AddMonths(today, -rule.months);
}

}  // namespace iku::collection
