#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_LEFT_OUT_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_LEFT_OUT_H_

#include "google/protobuf/repeated_ptr_field.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// Why something was not counted; stable words of the answer.
inline constexpr char kLeftOutAnswerMissing[] = "ANSWER_MISSING";
inline constexpr char kLeftOutNoService[] = "NO_SERVICE";
inline constexpr char kLeftOutNotFollowedUp[] = "NOT_FOLLOWED_UP";
inline constexpr char kLeftOutLate[] = "LATE";
inline constexpr char kLeftOutMissing[] = "MISSING";
inline constexpr char kLeftOutNotDue[] = "NOT_DUE";
inline constexpr char kLeftOutAmendment[] = "AMENDMENT";
inline constexpr char kLeftOutKelurahan[] = "KELURAHAN";
inline constexpr char kLeftOutVillageNotValid[] = "VILLAGE_NOT_VALID";

// What was not counted in the indicator, one entry per reason (and element),
// only those with a count:
//
// - ANSWER_MISSING: respondents that left this element out, where blanks do not
//   count as 0;
// - ELEMENT_UNANSWERED: respondents of a service that has no value for a mean
//   of services, because nobody there answered some element; the count is 0
//   where it must not be told;
// - NO_SERVICE: respondents of no single service, who are in no service's value
//   under `mean-of-services`; not said when a breakdown would suppress it;
// - NOT_FOLLOWED_UP: results in the denominator only; the policy is said;
// - LATE, MISSING, NOT_DUE: documents that do not count, each with whether it
//   (or its village, where villages are counted) is in the denominator only or
//   in neither number. A village that is not decided yet is one entry, NOT_DUE,
//   for all of its documents;
// - AMENDMENT: revisions of documents that are owed: only the original counts;
// - KELURAHAN: they owe no documents;
// - VILLAGE_NOT_VALID: documents that a village would owe if it had existed on
//   the deadline day.
//
// Voided records are not known here: the collection service sends none.
void AddLeftOut(const DistrictFacts& facts, const IndicatorQuestion& question,
                const v1::Indicator& indicator,
                google::protobuf::RepeatedPtrField<v1::LeftOut>& to);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_LEFT_OUT_H_
