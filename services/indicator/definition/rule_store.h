#ifndef IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_

#include <optional>
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
  std::string origin;  // of its last use; empty when no use was kept
};

// Where rules came from, as the contract calls it.
inline constexpr char kFromFile[] = "file";
inline constexpr char kBuiltIn[] = "built-in";

// That a version was taken into use. History: what is in force is what the
// process was told to use.
struct RuleUse {
  std::string version;
  std::string origin;
};

// Every version of the rules that this service ever answered with, so that an
// old answer can be explained by its `rules_version`. Durable. Thread-safe.
// `database` has the schema of store/schema.h and outlives this.
class RuleStore {
 public:
  explicit RuleStore(sqlite::Database& database) : database_(database) {}

  // Keeps these rules under their version, and that they are used from now on;
  // nothing happens when they were recorded last, from the same origin.
  // FAILED_PRECONDITION with RULES_CHANGED when other rules are kept under that
  // version: answers would no longer say by what they were made. Comments and
  // layout of the text are not rules.
  absl::Status Record(const Rules& rules, absl::string_view origin);

  // The text of that version. NOT_FOUND when it was never recorded. Blocks.
  absl::StatusOr<std::string> TextOf(absl::string_view version) const;

  // Every version, the one that was recorded last first, whatever the clock
  // said then. There are few: each was loaded by a person. Blocks.
  absl::StatusOr<std::vector<RecordedRules>> All() const;

  // What was taken into use last; nothing in a new store. Blocks.
  absl::StatusOr<std::optional<RuleUse>> LastUse() const;

 private:
  sqlite::Database& database_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULE_STORE_H_
