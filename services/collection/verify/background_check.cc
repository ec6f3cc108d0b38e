#include "services/collection/verify/background_check.h"

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status/macros.h"

namespace iku::collection {
namespace {

void LogDifferences(const TallyReport& report) {
  if (report.mismatches_total == 0) return;
  const TallyMismatch& first = report.mismatches.front();
  LogError("tallies differ from the records",
           {{"differences", absl::StrCat(report.mismatches_total)},
            {"district", first.district},
            {"tally", first.tally},
            {"kept", absl::StrCat(first.kept)},
            {"counted", absl::StrCat(first.counted)}});
}

void LogDifferences(const ChainReport& report) {
  if (report.mismatches_total == 0) return;
  const ChainMismatch& first = report.mismatches.front();
  LogError("the log of changes does not hold",
           {{"differences", absl::StrCat(report.mismatches_total)},
            {"district", first.district},
            {"data_version", absl::StrCat(first.data_version)}});
}

}  // namespace

absl::StatusOr<BackgroundCheck::Differences> BackgroundCheck::Check(
    absl::FunctionRef<bool()> go_on) const {
  ASSIGN_OR_RETURN(const TallyReport tallies,
                   facts_.VerifyTallies(std::nullopt, go_on));
  LogDifferences(tallies);
  ASSIGN_OR_RETURN(const ChainReport chains,
                   changes_.Verify(std::nullopt, go_on));
  LogDifferences(chains);
  return Differences{tallies.mismatches_total, chains.mismatches_total};
}

void BackgroundCheck::Run(absl::FunctionRef<bool()> go_on) {
  bool stopped = false;
  const auto differences = Check([&] {
    stopped = !go_on();
    return !stopped;
  });
  Result result = Result::kStopped;
  if (differences.ok()) {
    const bool equal = differences->tallies == 0 && differences->changes == 0;
    result = equal ? Result::kEqual : Result::kDifferent;
  } else if (!stopped) {
    result = Result::kFailed;
    LogError("verification failed",
             {{"reason", differences.status().message()}});
  }
  LogInfo("verified", {{"result", NameOf(result)}});
  MutexLock lock(mutex_);
  ++runs_[result];
  if (differences.ok()) differences_ = *differences;
  if (result == Result::kEqual) last_equal_ = clock_.Now();
}

const char* BackgroundCheck::NameOf(Result result) {
  switch (result) {
    case Result::kEqual:
      return "equal";
    case Result::kDifferent:
      return "different";
    case Result::kFailed:
      return "failed";
    case Result::kStopped:
      return "stopped";
  }
  return "";
}

void BackgroundCheck::Tell(MetricWriter& writer) const {
  MutexLock lock(mutex_);
  for (const auto& [result, runs] : runs_) {
    writer.Counter("iku_verify_runs_total",
                   "Verifications in the background, by what they found.",
                   {{"result", NameOf(result)}}, static_cast<double>(runs));
  }
  writer.Gauge("iku_verify_last_success_timestamp_seconds",
               "When everything was last found to be equal; 0: not since the "
               "start.",
               {},
               last_equal_
                   ? absl::ToDoubleSeconds(*last_equal_ - absl::UnixEpoch())
                   : 0);
  const char kName[] = "iku_verify_differences";
  const char kHelp[] = "What differed in the last verification.";
  writer.Gauge(kName, kHelp, {{"what", "tallies"}},
               static_cast<double>(differences_.tallies));
  writer.Gauge(kName, kHelp, {{"what", "changes"}},
               static_cast<double>(differences_.changes));
}

}  // namespace iku::collection
