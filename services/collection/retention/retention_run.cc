#include "services/collection/retention/retention_run.h"

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/facts/pace.h"

namespace iku::collection {
namespace {

// Records that are erased at one time: a few commits, and the queue stays free
// for those who wait.
constexpr int kAtATime = 200;

absl::Status Stopped() {
  return MakeError(absl::StatusCode::kUnavailable, code::kStopping);
}

// Erases these records and waits for all of them. What went wrong; DATA_LOSS
// when it was only that records cannot be read.
template <typename Content, typename Filter>
absl::Status EraseAll(RecordStore<Content, Filter>& store,
                      const std::vector<std::string>& ids, const Erasure& like,
                      RetentionTally& tally) {
  std::vector<std::future<absl::StatusOr<bool>>> outcomes;
  for (const std::string& id : ids) {
    Erasure erasure = like;
    erasure.key.id = id;
    auto told = std::make_shared<std::promise<absl::StatusOr<bool>>>();
    outcomes.push_back(told->get_future());
    store.Erase(std::move(erasure),
                [told](absl::StatusOr<Erased<Content>> erased) {
                  if (erased.ok()) {
                    told->set_value(erased->data_version != 0);
                  } else {
                    told->set_value(erased.status());
                  }
                });
  }
  absl::Status failed;
  for (auto& outcome : outcomes) {
    const absl::StatusOr<bool> changed = outcome.get();
    if (!changed.ok()) {
      ++tally.failed;
      if (failed.ok() || absl::IsDataLoss(failed)) failed = changed.status();
    } else if (*changed) {
      ++tally.erased;
    }
  }
  return failed;
}

template <typename Content, typename Filter>
absl::Status EraseDue(RecordStore<Content, Filter>& store, const Erasure& like,
                      absl::FunctionRef<bool()> go_on, RetentionTally& tally) {
  absl::Status unreadable;
  std::optional<Cursor> after;
  do {
    if (!go_on()) return Stopped();
    ASSIGN_OR_RETURN(ErasablePage page,
                     store.ListErasable(like.key.district, *like.only_before,
                                        like.extent, after, kAtATime));
    absl::Status failed = EraseAll(store, page.ids, like, tally);
    if (!failed.ok() && !absl::IsDataLoss(failed)) return failed;
    unreadable.Update(std::move(failed));
    after = std::move(page.next);
  } while (after);
  return unreadable;
}

template <typename Content, typename Filter>
absl::Status CountDue(const RecordStore<Content, Filter>& store,
                      const std::string& district, const Pace& pace,
                      RetentionDue& due) {
  std::optional<Cursor> after;
  do {
    RETURN_IF_ERROR(pace.Check());
    ASSIGN_OR_RETURN(ErasablePage page,
                     store.ListErasable(district, due.before, due.rule.extent,
                                        after, kMostDueCounted + 1));
    due.due += static_cast<int64_t>(page.ids.size());
    after = std::move(page.next);
  } while (after && due.due <= kMostDueCounted);
  return absl::OkStatus();
}

// When the day begins in the district's own time zone.
absl::Time StartOf(const Date& day, const std::string& district) {
  return absl::FromCivil(absl::CivilDay(day.year, day.month, day.day),
                         ZoneOf(district.substr(0, 2)));
}

}  // namespace

RetentionReport RetentionRun::Run(absl::FunctionRef<bool()> go_on) {
  RetentionReport report;
  absl::Status status;  // the first that went wrong; others are not held up
  std::string district;
  while (go_on()) {
    const auto next = changes_.ChainBehind(district);
    status.Update(next.status());
    if (!next.ok() || !*next) break;
    district = **next;
    if (district == kRegisterChain) continue;
    status.Update(ApplyTo(district, go_on, report.erased));
  }
  const bool stopped = !go_on();
  if (stopped) status.Update(Stopped());
  report.time = clock_.Now();
  report.complete = status.ok();
  counts_.Ended(status.ok() ? RetentionResult::kComplete
                : stopped   ? RetentionResult::kStopped
                            : RetentionResult::kFailed,
                report.time);
  if (status.ok()) {
    LogInfo("retention", {{"erased", absl::StrCat(report.erased)}});
  } else {
    LogWarning(
        "retention not complete",
        {{"erased", absl::StrCat(report.erased)}, {"error", status.message()}});
  }
  MutexLock lock(mutex_);
  last_ = report;
  return report;
}

std::optional<RetentionReport> RetentionRun::last() const {
  MutexLock lock(mutex_);
  return last_;
}

absl::Status RetentionRun::ApplyTo(const std::string& district,
                                   absl::FunctionRef<bool()> go_on,
                                   int64_t& erased) {
  absl::Status status;
  for (size_t i = 0; i < rules_.size(); ++i) {
    RetentionTally tally;
    status.Update(Apply(rules_[i], district, go_on, tally));
    counts_.Add(i, tally);
    erased += tally.erased;
  }
  return status;
}

absl::Status RetentionRun::Apply(const RetentionRule& rule,
                                 const std::string& district,
                                 absl::FunctionRef<bool()> go_on,
                                 RetentionTally& tally) {
  const Date before = KeptFrom(rule, TodayIn(district));
  const Erasure like{
      .key = {district, ""},
      .extent = rule.extent,
      .reason = absl::StrCat("masa simpan berakhir: ", ToString(rule)),
      .changed_by = kRetentionActor,
      .only_before = before};
  switch (rule.collection) {
    case ChangedCollection::kSurveyResponses:
      return EraseDue(surveys_, like, go_on, tally);
    case ChangedCollection::kCoordinationRecords:
      return EraseDue(coordination_, like, go_on, tally);
    case ChangedCollection::kVillageDocuments:
      return EraseDue(village_documents_, like, go_on, tally);
    default:
      break;
  }
  while (true) {
    if (!go_on()) return Stopped();
    std::promise<absl::StatusOr<int64_t>> told;
    sessions_.EraseRows(
        district, StartOf(before, district), kAtATime, like.reason,
        like.changed_by,
        [&told](absl::StatusOr<int64_t> rows) { told.set_value(rows); });
    ASSIGN_OR_RETURN(const int64_t rows, told.get_future().get());
    tally.erased += rows;
    if (rows == 0) return absl::OkStatus();
  }
}

absl::StatusOr<std::vector<RetentionDue>> RetentionRun::Due(
    const std::string& district, absl::FunctionRef<bool()> go_on) const {
  const Pace pace(go_on);
  std::vector<RetentionDue> all;
  for (const RetentionRule& rule : rules_) {
    RetentionDue& due = all.emplace_back();
    due.rule = rule;
    due.before = KeptFrom(rule, TodayIn(district));
    switch (rule.collection) {
      case ChangedCollection::kSurveyResponses:
        RETURN_IF_ERROR(CountDue(surveys_, district, pace, due));
        break;
      case ChangedCollection::kCoordinationRecords:
        RETURN_IF_ERROR(CountDue(coordination_, district, pace, due));
        break;
      case ChangedCollection::kVillageDocuments:
        RETURN_IF_ERROR(CountDue(village_documents_, district, pace, due));
        break;
      default: {
        RETURN_IF_ERROR(pace.Check());
        ASSIGN_OR_RETURN(due.due, sessions_.CountErasableRows(
                                      district, StartOf(due.before, district),
                                      kMostDueCounted + 1));
      }
    }
    due.more = due.due > kMostDueCounted;
    due.due = std::min<int64_t>(due.due, kMostDueCounted);
  }
  return all;
}

Date RetentionRun::TodayIn(const std::string& district) const {
  return TodayOf({district, ""}, clock_.Now());
}

}  // namespace iku::collection
