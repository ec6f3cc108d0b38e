#ifndef IKU_SERVICES_INDICATOR_DEFINITION_RULE_BOOK_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_RULE_BOOK_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/clock.h"
#include "common/sync/mutex.h"
#include "services/indicator/definition/rule_store.h"
#include "services/indicator/definition/rules.h"

namespace iku::indicator {

// One version of the rules that this service has used.
struct UsedRuleSet {
  std::string version;
  std::string sha256;  // of its text as it was recorded first
  absl::Time first_use_time;
  bool in_force = false;
  std::string origin;  // of its last use: kFromFile or kBuiltIn
};

// Which rules are in force, and every version that ever was. Thread-safe;
// `store` and `clock` outlive it.
//
// In force are the rules that this process loaded last: what the command line
// names, whatever the store remembers or the clock says. Whoever works by some
// rules keeps them until he lets go of the pointer.
class RuleBook {
 public:
  // The largest file of rules.
  static constexpr size_t kMaxFileBytes = 4 << 20;

  // Loads the rules that `named` asks for, and records them: those of a file,
  // the built-in ones for kBuiltIn, and also for "" unless the rules that were
  // used last came from a file: FAILED_PRECONDITION (RULES_NOT_NAMED), because
  // the answers would change unnoticed.
  //
  // INVALID_ARGUMENT with every problem when a file cannot be read or is not
  // sound; FAILED_PRECONDITION when it begins after today in western
  // Indonesia's time (RULES_NOT_YET), or its version is known with other rules
  // (RULES_CHANGED). Built-in rules have always begun.
  static absl::StatusOr<std::unique_ptr<RuleBook>> Open(absl::string_view named,
                                                        RuleStore& store,
                                                        const Clock& clock);

  // The rules for a call that begins now. Never null, does not block.
  std::shared_ptr<const Rules> InForce() const;

  // The rules of a version that was recorded before; those in force for "".
  // NOT_FOUND (`ruleSets/x`). Does not read the disk. What an old version does
  // not hold yet (predicates, statistics) is as built in.
  absl::StatusOr<std::shared_ptr<const Rules>> OfVersion(
      absl::string_view version) const;

  // The rules of a version as they were recorded; those in force for "".
  // NOT_FOUND (`ruleSets/x`).
  absl::StatusOr<v1::RuleSet> Recorded(absl::string_view version) const;

  // Whether the rules come from a file, which Reload() reads again.
  bool IsFromFile() const { return !file_.empty(); }

  // Reads the file again. Errors as of Open(), and then nothing changed; rules
  // that are built in stay as they are.
  absl::Status Reload();

  // Every version, the one that was recorded last first.
  std::vector<UsedRuleSet> Used() const;
  UsedRuleSet UsedInForce() const;

 private:
  RuleBook(std::string file, RuleStore& store, const Clock& clock)
      : file_(std::move(file)), store_(store), clock_(clock) {}

  absl::Status Load();

  const std::string file_;  // empty: built in
  RuleStore& store_;
  const Clock& clock_;

  // One reload at a time; held while the disk is read, never by a call.
  Mutex reload_mutex_;

  mutable SharedMutex mutex_;
  std::shared_ptr<const Rules> in_force_ ABSL_GUARDED_BY(mutex_);
  std::vector<RecordedRules> recorded_ ABSL_GUARDED_BY(mutex_);
  // What was parsed, by version.
  mutable std::map<std::string, std::shared_ptr<const Rules>, std::less<>>
      parsed_ ABSL_GUARDED_BY(mutex_);
};

// Reloads and says in the log what came of it: the version that is in force,
// its sha256 and origin, and each problem for which the old rules stay.
void ReloadAndLog(RuleBook& rules);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULE_BOOK_H_
