#ifndef IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/store/sqlite/database.h"
#include "services/indicator/definition/rules.h"

namespace iku::indicator {

// One version of the rules as it was recorded.
struct RecordedRules {
  std::string version;
  std::string sha256;  // of `text`
  std::string text;    // RuleSet in protobuf's text format
  absl::Time first_recorded;
};

// From when a version is in force, unless a later use has begun.
struct RuleUse {
  std::string version;
  absl::Time from;
};

// Every version of the rules that this service ever answered with, so that an
// old answer can be explained by its `rules_version`. Durable. Thread-safe.
// `database` has the schema of store/schema.h and outlives this.
class RuleStore {
 public:
  explicit RuleStore(sqlite::Database& database) : database_(database) {}

  // Keeps these rules under their version, and that they are in force from now
  // or from `first_instant` when that is later; nothing happens when they were
  // recorded last. FAILED_PRECONDITION with RULES_CHANGED when other rules are
  // kept under that version: answers would no longer say by what they were
  // made. Comments and layout of the text are not rules.
  absl::Status Record(const Rules& rules,
                      absl::Time first_instant = absl::InfinitePast());

  // The text of that version. NOT_FOUND when it was never recorded. Blocks.
  absl::StatusOr<std::string> TextOf(absl::string_view version) const;

  // Every version, newest first. There are few: each was loaded by a person.
  // Blocks.
  absl::StatusOr<std::vector<RecordedRules>> All() const;

  // Every use, in the order in which they come into force. Blocks.
  absl::StatusOr<std::vector<RuleUse>> Uses() const;

 private:
  sqlite::Database& database_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_
