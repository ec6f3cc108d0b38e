#include "services/collection/coordination/coordination_record.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/record/canonical_text.h"

namespace iku::collection {
namespace {

void AddStep(const FollowUp& step, CanonicalTextBuilder& text) {
  text.Add("follow_up.state", static_cast<int64_t>(step.state))
      .Add("follow_up.date", step.date)
      .Add("follow_up.note", step.note)
      .Add("follow_up.create_us", absl::ToUnixMicros(step.create_time));
  if (!step.evidence) return;
  text.Add("follow_up.evidence.kind", step.evidence->kind)
      .Add("follow_up.evidence.number", step.evidence->number)
      .Add("follow_up.evidence.date", step.evidence->date)
      .Add("follow_up.evidence.uri", step.evidence->uri)
      .Add("follow_up.evidence.sha256", step.evidence->sha256);
}

}  // namespace

absl::string_view NameOfState(FollowUpState state) {
  switch (state) {
    case FollowUpState::kOpen:
      return "OPEN";
    case FollowUpState::kInProgress:
      return "IN_PROGRESS";
    case FollowUpState::kDone:
      return "DONE";
    case FollowUpState::kVerified:
      return "VERIFIED";
    case FollowUpState::kRejected:
      return "REJECTED";
  }
  return "";
}

bool MayFollow(FollowUpState from, FollowUpState to) {
  switch (from) {
    case FollowUpState::kOpen:
    case FollowUpState::kInProgress:
      return to == FollowUpState::kInProgress || to == FollowUpState::kDone ||
             to == FollowUpState::kRejected;
    case FollowUpState::kDone:
      return to == FollowUpState::kVerified || to == FollowUpState::kRejected ||
             to == FollowUpState::kInProgress;
    case FollowUpState::kRejected:
      return to == FollowUpState::kInProgress || to == FollowUpState::kDone;
    case FollowUpState::kVerified:
      return false;
  }
  return false;
}

bool NeedsEvidence(FollowUpState state) {
  return state == FollowUpState::kDone || state == FollowUpState::kVerified;
}

FollowUpState CoordinationRecord::StateOfFollowUpOn(Date day) const {
  // No step is dated before the one that it follows.
  const auto later =
      std::find_if(follow_ups.begin(), follow_ups.end(),
                   [day](const FollowUp& step) { return step.date > day; });
  return later == follow_ups.begin() ? FollowUpState::kOpen
                                     : std::prev(later)->state;
}

absl::StatusOr<CoordinationRecord> WithFollowUp(CoordinationRecord record,
                                                FollowUp step, Date today,
                                                absl::string_view name,
                                                absl::string_view field) {
  const FollowUpState from = record.StateOfFollowUp();
  if (!MayFollow(from, step.state)) {
    return MakeError(absl::StatusCode::kFailedPrecondition,
                     code::kStepNotAllowed,
                     {{"name", std::string(name)},
                      {"from", std::string(NameOfState(from))},
                      {"to", std::string(NameOfState(step.state))}});
  }
  Violations found;
  if (record.follow_ups.size() >= kMaxFollowUps) {
    found.Add(field, code::kTooMany,
              {{"count", absl::StrCat(record.follow_ups.size() + 1)},
               {"limit", absl::StrCat(kMaxFollowUps)}});
  }
  const std::string date_field = absl::StrCat(field, ".date");
  if (step.date > today) {
    found.Add(date_field, code::kDateInFuture,
              {{"value", ToString(step.date)}, {"today", ToString(today)}});
  }
  CheckOrder("held_date", record.held_date, date_field, step.date, found);
  if (!record.follow_ups.empty()) {
    CheckOrder(
        absl::StrCat("follow_ups[", record.follow_ups.size() - 1, "].date"),
        record.follow_ups.back().date, date_field, step.date, found);
  }
  if (NeedsEvidence(step.state) && !step.evidence) {
    found.Add(absl::StrCat(field, ".evidence"), code::kEvidenceMissing,
              {{"state", std::string(NameOfState(step.state))}});
  }
  RETURN_IF_ERROR(found.ToStatus());
  record.follow_ups.push_back(std::move(step));
  return record;
}

absl::StatusOr<CoordinationRecord> WithFollowUpsOf(
    const CoordinationRecord& newest, CoordinationRecord corrected,
    absl::string_view field) {
  if (!newest.follow_ups.empty() &&
      newest.follow_ups.front().date < corrected.held_date) {
    Violations found;
    found.Add(absl::StrCat(field, ".held_date"), code::kDateOrder,
              {{"value", ToString(corrected.held_date)},
               {"other", "follow_ups[0].date"},
               {"other_value", ToString(newest.follow_ups.front().date)}});
    return found.ToStatus();
  }
  corrected.follow_ups = newest.follow_ups;
  return corrected;
}

std::string CanonicalText(const CoordinationRecord& record) {
  CanonicalTextBuilder text("coordinationRecord 1");
  text.Add("kind", static_cast<int64_t>(record.kind))
      .Add("subject", record.subject)
      .Add("held_date", record.held_date)
      .Add("place", record.place)
      .Add("section", record.section);
  for (const Agency& agency : record.agencies) {
    text.Add("agency.name", agency.name)
        .Add("agency.type", static_cast<int64_t>(agency.type));
  }
  text.Add("document_number", record.document_number)
      .Add("result", record.result)
      .Add("due_date", record.due_date)
      .Add("sub_activity_code", record.sub_activity_code);
  // A record without steps has the text of what was sent.
  for (const FollowUp& step : record.follow_ups) AddStep(step, text);
  return std::move(text).Build();
}

bool SameSentContent(const CoordinationRecord& a, const CoordinationRecord& b) {
  const auto sent = [](CoordinationRecord record) {
    record.follow_ups.clear();
    return record;
  };
  return sent(a) == sent(b);
}

}  // namespace iku::collection
