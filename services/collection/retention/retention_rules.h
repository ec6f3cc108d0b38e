#ifndef IKU_SERVICES_COLLECTION_RETENTION_RETENTION_RULES_H_
#define IKU_SERVICES_COLLECTION_RETENTION_RETENTION_RULES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/date.h"
#include "services/collection/audit/change.h"
#include "services/collection/record/erasure.h"

namespace iku::collection {

// For how long one kind of content is kept. A plain value.
struct RetentionRule {
  // A kind of record, or kQuarantinedRows, which are erased whole.
  ChangedCollection collection = ChangedCollection::kSurveyResponses;
  ErasureExtent extent = ErasureExtent::kText;
  int months = 0;

  friend bool operator==(const RetentionRule&, const RetentionRule&) = default;
};

// Longer than anybody keeps anything.
inline constexpr int kMostMonths = 1200;

// Reads `surveyResponses/text=24,quarantinedRows/record=12`: a collection, what
// is erased, and after how many months. "" is no rule. INVALID_ARGUMENT with
// all that is wrong.
absl::StatusOr<std::vector<RetentionRule>> ParseRetention(
    absl::string_view text);

// `surveyResponses/text=24`.
std::string ToString(const RetentionRule& rule);

// The first day whose content is kept, on the day `today`.
Date KeptFrom(const RetentionRule& rule, const Date& today);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RETENTION_RETENTION_RULES_H_
