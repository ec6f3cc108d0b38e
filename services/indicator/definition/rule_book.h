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

// One version of the rules that this service has used or is to use.
struct UsedRuleSet {
  std::string version;
  std::string sha256;  // of its text
  absl::Time first_use_time;
  bool in_force = false;
};

// Which rules are in force, and every version that ever was. Thread-safe;
// `store` and `clock` outlive it.
//
// Rules are in force from the moment at which they are loaded, or from their
// first day (valid_from, in western Indonesia's time) when that is later. Of
// all that were loaded, those that came into force last count. Whoever works by
// some rules keeps them until he lets go of the pointer.
class RuleBook {
 public:
  // The largest file of rules.
  static constexpr size_t kMaxFileBytes = 4 << 20;

  // Loads the rules of `file`, or the built-in ones when it is empty, and
  // records them. INVALID_ARGUMENT with every problem when the file cannot be
  // read or is not sound; FAILED_PRECONDITION (RULES_CHANGED) when its version
  // is known with other rules.
  static absl::StatusOr<std::unique_ptr<RuleBook>> Open(std::string file,
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

  // Reads the file again. Errors as of Open(), and then nothing changed; rules
  // that are built in stay as they are.
  absl::Status Reload();

  // Every version, newest first.
  std::vector<UsedRuleSet> Used() const;

 private:
  // Rules and from when they are in force.
  struct Use {
    absl::Time from;
    std::shared_ptr<const Rules> rules;
  };

  RuleBook(std::string file, RuleStore& store, const Clock& clock)
      : file_(std::move(file)), store_(store), clock_(clock) {}

  absl::Status Load();
  // Brings what the store holds into memory.
  absl::Status Refresh() ABSL_EXCLUSIVE_LOCKS_REQUIRED(reload_mutex_);

  const std::string file_;
  RuleStore& store_;
  const Clock& clock_;

  // One reload at a time; held while the disk is read, never by a call.
  Mutex reload_mutex_;

  mutable SharedMutex mutex_;
  // By `from`; the last one that has begun is in force.
  std::vector<Use> uses_ ABSL_GUARDED_BY(mutex_);
  std::vector<RecordedRules> recorded_ ABSL_GUARDED_BY(mutex_);
  // What was parsed, by version.
  mutable std::map<std::string, std::shared_ptr<const Rules>, std::less<>>
      parsed_ ABSL_GUARDED_BY(mutex_);
};

// Reloads and says in the log what came of it: the version that is in force, or
// each problem for which the old rules stay.
void ReloadAndLog(RuleBook& rules);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_RULE_BOOK_H_
