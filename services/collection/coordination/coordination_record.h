#ifndef IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_RECORD_H_
#define IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_RECORD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/date.h"
#include "services/collection/record/validation.h"

namespace iku::collection {

// What kind of facilitation or coordination result it is (IKU sheet of
// 3 March 2020, explanation 2). Stored: never change a number.
enum class ResultKind {
  kMeeting = 1,
  kDocumentRequest = 2,
  kTeamDecree = 3,
  kFacilitationMinutes = 4,
};

// What kind of agency or institution took part. Stored like ResultKind.
enum class AgencyType {
  kRegencyAgency = 1,
  kProvincialAgency = 2,
  kCentralAgency = 3,
  kSecurityForces = 4,
  kVillageGovernment = 5,
  kCommunity = 6,
  kBusiness = 7,
  kOther = 8,
};

// How far the follow-up of a result has come. Stored like ResultKind.
enum class FollowUpState {
  kOpen = 1,
  kInProgress = 2,
  kDone = 3,
  kVerified = 4,
  kRejected = 5,
};

inline constexpr size_t kMaxAgencies = 50;
inline constexpr size_t kMaxFollowUps = 100;

struct Agency {
  std::string name;
  AgencyType type = AgencyType::kOther;

  friend bool operator==(const Agency&, const Agency&) = default;
};

// One step in following up a result.
struct FollowUp {
  FollowUpState state = FollowUpState::kInProgress;
  Date date;
  std::optional<Evidence> evidence;
  std::string note;
  absl::Time create_time;  // when the store took it
  std::string request_id;  // of the call that added it

  friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

// One result of facilitation or coordination with other agencies. A plain
// value.
struct CoordinationRecord {
  ResultKind kind = ResultKind::kMeeting;
  std::string subject;
  Date held_date;
  std::string place;
  std::string section;  // an office or position, not a person
  std::vector<Agency> agencies;
  std::string document_number;
  std::string result;
  std::optional<Date> due_date;
  std::string sub_activity_code;
  // Oldest first; only WithFollowUp adds to them.
  std::vector<FollowUp> follow_ups;

  // State of the last step; kOpen without one.
  FollowUpState StateOfFollowUp() const {
    return follow_ups.empty() ? FollowUpState::kOpen : follow_ups.back().state;
  }
  // State of the last step dated up to `day`; kOpen without one.
  FollowUpState StateOfFollowUpOn(Date day) const;

  friend bool operator==(const CoordinationRecord&,
                         const CoordinationRecord&) = default;
};

// "IN_PROGRESS", as errors show a state.
absl::string_view NameOfState(FollowUpState state);

// Whether a step may lead from one state to another, as FollowUp.state of the
// contract says. Nothing leads to kOpen and nothing out of kVerified.
bool MayFollow(FollowUpState from, FollowUpState to);

// Whether a step to this state has to show evidence.
bool NeedsEvidence(FollowUpState state);

// `record` with one more step. FAILED_PRECONDITION STEP_NOT_ALLOWED when its
// state does not lead to the step's. INVALID_ARGUMENT with every violation,
// under `field` (path of the step): a date before the record was held, before
// the last step or later than `today`, no evidence where it is needed, more
// than kMaxFollowUps steps. `name` is the record's, for the error.
absl::StatusOr<CoordinationRecord> WithFollowUp(CoordinationRecord record,
                                                FollowUp step, Date today,
                                                absl::string_view name,
                                                absl::string_view field);

// `corrected` with the follow-ups of `newest`. INVALID_ARGUMENT when it was
// held after its first follow-up; `field` is the path of the record.
absl::StatusOr<CoordinationRecord> WithFollowUpsOf(
    const CoordinationRecord& newest, CoordinationRecord corrected,
    absl::string_view field);

// What the sender says, without follow-ups: equal for a record and its replay.
bool SameSentContent(const CoordinationRecord& a, const CoordinationRecord& b);

// The same text for the same content for ever.
std::string CanonicalText(const CoordinationRecord& record);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_RECORD_H_
