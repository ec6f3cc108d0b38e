#ifndef IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/civil/clock.h"
#include "common/store/sqlite/database.h"
#include "services/indicator/definition/rules.h"

namespace iku::indicator {

// Every version of the rules that this service ever answered with, so that an
// old answer can be explained by its `rules_version`. Durable. Thread-safe.
class RuleStore {
 public:
  // Opens or makes the SQLite file; errors as of sqlite::Database::Open.
  static absl::StatusOr<std::unique_ptr<RuleStore>> Open(
      const std::string& path, const Clock& clock);

  // Keeps these rules under their version; nothing happens when they are kept
  // already. FAILED_PRECONDITION with RULES_CHANGED when other rules are kept
  // under that version: answers would no longer say by what they were made.
  // Comments and layout of the text are not rules.
  absl::Status Record(const Rules& rules);

  // The text of that version. NOT_FOUND when it was never recorded.
  absl::StatusOr<std::string> TextOf(absl::string_view version) const;

 private:
  explicit RuleStore(std::unique_ptr<sqlite::Database> database)
      : database_(std::move(database)) {}

  const std::unique_ptr<sqlite::Database> database_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_
