#include "services/indicator/facts_client/coordination_facts.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/status/macros.h"
#include "services/indicator/facts_client/proto_values.h"

namespace iku::indicator {
namespace {

namespace cv1 = collection::v1;

absl::StatusOr<FollowUpState> StateFromProto(cv1::FollowUpState state) {
  switch (state) {
    case cv1::FOLLOW_UP_STATE_OPEN:
      return FollowUpState::kOpen;
    case cv1::FOLLOW_UP_STATE_IN_PROGRESS:
      return FollowUpState::kInProgress;
    case cv1::FOLLOW_UP_STATE_DONE:
      return FollowUpState::kDone;
    case cv1::FOLLOW_UP_STATE_VERIFIED:
      return FollowUpState::kVerified;
    case cv1::FOLLOW_UP_STATE_REJECTED:
      return FollowUpState::kRejected;
    default:
      return NotUnderstood("follow-up state");
  }
}

absl::Status AddTally(const cv1::CoordinationTally& tally, DistrictFacts& to) {
  ASSIGN_OR_RETURN(const FollowUpState state,
                   StateFromProto(tally.follow_up_state()));
  if (tally.records() < 0) return NotUnderstood("count of records");
  to.coordination[state] += tally.records();
  to.coordination_by_kind[cv1::CoordinationKind_Name(tally.kind())][state] +=
      tally.records();
  to.coordination_by_section[tally.section()][state] += tally.records();
  return absl::OkStatus();
}

absl::StatusOr<OverdueRecord> OverdueFromProto(
    const cv1::OverdueRecord& record) {
  OverdueRecord result{.record = record.name(),
                       .subject = record.subject(),
                       .section = record.section(),
                       .held = {},
                       .due = {}};
  ASSIGN_OR_RETURN(result.held, DateFromProto(record.held_date()));
  ASSIGN_OR_RETURN(result.due, DateFromProto(record.due_date()));
  ASSIGN_OR_RETURN(result.state, StateFromProto(record.follow_up_state()));
  return result;
}

}  // namespace

absl::Status SetCoordinationFacts(const cv1::DistrictFacts& from,
                                  DistrictFacts& to) {
  for (const cv1::CoordinationTally& tally : from.coordination_tallies()) {
    RETURN_IF_ERROR(AddTally(tally, to));
  }
  for (const cv1::AgencyTally& tally : from.agency_tallies()) {
    ASSIGN_OR_RETURN(const FollowUpState state,
                     StateFromProto(tally.follow_up_state()));
    if (tally.records() < 0) return NotUnderstood("count of records");
    to.coordination_by_agency_type[cv1::AgencyType_Name(tally.agency_type())]
                                  [state] += tally.records();
  }
  for (const cv1::OverdueRecord& record : from.overdue_records()) {
    ASSIGN_OR_RETURN(OverdueRecord overdue, OverdueFromProto(record));
    to.overdue.push_back(std::move(overdue));
  }
  to.overdue_total = from.overdue_total();
  return absl::OkStatus();
}

}  // namespace iku::indicator
