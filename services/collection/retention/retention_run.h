#ifndef IKU_SERVICES_COLLECTION_RETENTION_RETENTION_RUN_H_
#define IKU_SERVICES_COLLECTION_RETENTION_RETENTION_RUN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/civil/clock.h"
#include "common/sync/mutex.h"
#include "services/collection/audit/change_store.h"
#include "services/collection/coordination/coordination_store.h"
#include "services/collection/ingest/session_store.h"
#include "services/collection/retention/retention_counts.h"
#include "services/collection/retention/retention_rules.h"
#include "services/collection/survey/survey_response.h"
#include "services/collection/village_document/village_document_store.h"

namespace iku::collection {

// Who an erasure by a rule was, in the log of changes.
inline constexpr char kRetentionActor[] = "iku-collection/retention";

// What one run of all rules did.
struct RetentionReport {
  absl::Time time;        // of its end
  int64_t erased = 0;     // records and rows
  bool complete = false;  // false: stopped, or a store did not answer
};

// What one rule would erase in a district.
struct RetentionDue {
  RetentionRule rule;
  Date before;      // content of days before this one is due
  int64_t due = 0;  // counted up to kMostDueCounted
  bool more = false;
};
inline constexpr int kMostDueCounted = 1000;

// Applies the rules of retention: each record and row in quarantine that is
// older than its rule says is erased like any other, one change of the log for
// each record. Thread-safe; its stores outlive it.
class RetentionRun {
 public:
  RetentionRun(std::vector<RetentionRule> rules, SurveyStore& surveys,
               CoordinationStore& coordination,
               VillageDocumentStore& village_documents, SessionStore& sessions,
               const ChangeStore& changes, const Clock& clock)
      : rules_(std::move(rules)),
        counts_(rules_),
        surveys_(surveys),
        coordination_(coordination),
        village_documents_(village_documents),
        sessions_(sessions),
        changes_(changes),
        clock_(clock) {}

  const std::vector<RetentionRule>& rules() const { return rules_; }

  // Erases what is due in every district. Blocks; ends early, and is not
  // complete, when `go_on` says no or a store fails; the next run goes on. A
  // record that cannot be read holds up no other.
  RetentionReport Run(absl::FunctionRef<bool()> go_on);

  // The last run; nothing before the first one.
  std::optional<RetentionReport> last() const;

  // What is due in one district, a rule each. Blocks; asks `go_on` now and
  // then, DEADLINE_EXCEEDED when it says no.
  absl::StatusOr<std::vector<RetentionDue>> Due(
      const std::string& district, absl::FunctionRef<bool()> go_on) const;

  void Tell(MetricWriter& writer) const { counts_.Tell(writer); }

 private:
  absl::Status ApplyTo(const std::string& district,
                       absl::FunctionRef<bool()> go_on, int64_t& erased);
  absl::Status Apply(const RetentionRule& rule, const std::string& district,
                     absl::FunctionRef<bool()> go_on, RetentionTally& tally);
  // The day in the district's own time zone.
  Date TodayIn(const std::string& district) const;

  const std::vector<RetentionRule> rules_;
  RetentionCounts counts_;
  SurveyStore& surveys_;
  CoordinationStore& coordination_;
  VillageDocumentStore& village_documents_;
  SessionStore& sessions_;
  const ChangeStore& changes_;
  const Clock& clock_;

  mutable Mutex mutex_;
  std::optional<RetentionReport> last_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RETENTION_RETENTION_RUN_H_
