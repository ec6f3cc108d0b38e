#include "services/collection/retention/retention_counts.h"

namespace iku::collection {
namespace {

const char* NameOf(RetentionResult result) {
  switch (result) {
    case RetentionResult::kComplete:
      return "complete";
    case RetentionResult::kFailed:
      return "failed";
    case RetentionResult::kStopped:
      return "stopped";
  }
  return "";
}

// As in the other metrics.
const char* KindOf(ChangedCollection collection) {
  switch (collection) {
    case ChangedCollection::kSurveyResponses:
      return "survey_responses";
    case ChangedCollection::kCoordinationRecords:
      return "coordination_records";
    case ChangedCollection::kVillageDocuments:
      return "village_documents";
    default:
      return "quarantined_rows";
  }
}

double Seconds(const std::optional<absl::Time>& time) {
  return time ? absl::ToDoubleSeconds(*time - absl::UnixEpoch()) : 0;
}

}  // namespace

void RetentionCounts::Add(size_t rule, const RetentionTally& tally) {
  MutexLock lock(mutex_);
  tallies_[rule].erased += tally.erased;
  tallies_[rule].failed += tally.failed;
}

void RetentionCounts::Ended(RetentionResult result, absl::Time time) {
  MutexLock lock(mutex_);
  ++runs_[result];
  last_ = time;
  if (result == RetentionResult::kComplete) last_complete_ = time;
}

void RetentionCounts::Tell(MetricWriter& writer) const {
  if (rules_.empty()) return;  // nothing ever runs
  MutexLock lock(mutex_);
  for (const auto& [result, runs] : runs_) {
    writer.Counter("iku_retention_runs_total",
                   "Runs of the rules of retention, by how they ended.",
                   {{"result", NameOf(result)}}, static_cast<double>(runs));
  }
  writer.Gauge("iku_retention_last_run_timestamp_seconds",
               "When the last run ended, however; 0: not since the start.", {},
               Seconds(last_));
  writer.Gauge("iku_retention_last_success_timestamp_seconds",
               "When the last complete run ended; 0: not since the start.", {},
               Seconds(last_complete_));
  for (size_t i = 0; i < rules_.size(); ++i) {
    const MetricWriter::Labels labels = {
        {"kind", KindOf(rules_[i].collection)},
        {"extent",
         rules_[i].extent == ErasureExtent::kText ? "text" : "record"}};
    writer.Counter("iku_retention_erased_total",
                   "Records and rows of which a rule took text, or all, out.",
                   labels, static_cast<double>(tallies_[i].erased));
    writer.Counter("iku_retention_failed_total",
                   "Records that were due but could not be erased.", labels,
                   static_cast<double>(tallies_[i].failed));
  }
}

}  // namespace iku::collection
