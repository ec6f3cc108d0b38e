#ifndef IKU_COMMON_STATUS_CODES_H_
#define IKU_COMMON_STATUS_CODES_H_

// Stable error codes: part of the contract, listed in proto/README.md. Never
// rename one. Each has its sentences in sentences.cc; the blanks that a
// sentence fills stand behind the code.

namespace iku::code {

// Violations: one field breaks one rule.
inline constexpr char kRequired[] = "REQUIRED";
inline constexpr char kUnknownCode[] = "UNKNOWN_CODE";      // value, allowed
inline constexpr char kNameMalformed[] = "NAME_MALFORMED";  // value, pattern
inline constexpr char kNotInParent[] = "NOT_IN_PARENT";     // value, parent
inline constexpr char kTooLong[] = "TOO_LONG";              // length, limit
inline constexpr char kTooShort[] = "TOO_SHORT";            // length, limit
inline constexpr char kTextMalformed[] = "TEXT_MALFORMED";  // value, pattern
inline constexpr char kOutOfRange[] = "OUT_OF_RANGE";  // value, lowest, highest
inline constexpr char kTooMany[] = "TOO_MANY";         // count, limit
inline constexpr char kDateInvalid[] = "DATE_INVALID";     // value
inline constexpr char kDateInFuture[] = "DATE_IN_FUTURE";  // value, today
inline constexpr char kDateOrder[] = "DATE_ORDER";  // value, other, other_value
inline constexpr char kTimeInvalid[] = "TIME_INVALID";          // value
inline constexpr char kTimeInFuture[] = "TIME_IN_FUTURE";       // value, now
inline constexpr char kNotTogether[] = "NOT_TOGETHER";          // other
inline constexpr char kPeriodMalformed[] = "PERIOD_MALFORMED";  // value
inline constexpr char kPersonalData[] = "PERSONAL_DATA";        // kind
inline constexpr char kScoreOutOfRange[] =
    "SCORE_OUT_OF_RANGE";                                   // value, element
inline constexpr char kAnswerMissing[] = "ANSWER_MISSING";  // element
inline constexpr char kElementRepeated[] = "ELEMENT_REPEATED";  // element
inline constexpr char kUnknownRegion[] = "UNKNOWN_REGION";      // value
inline constexpr char kUnknownService[] = "UNKNOWN_SERVICE";  // value, district
inline constexpr char kNotValidOn[] = "NOT_VALID_ON";         // value, date
inline constexpr char kNoSuchDuty[] = "NO_SUCH_DUTY";         // value
inline constexpr char kEvidenceMissing[] = "EVIDENCE_MISSING";  // state
inline constexpr char kPageTokenInvalid[] = "PAGE_TOKEN_INVALID";
inline constexpr char kUnknownProfile[] = "UNKNOWN_PROFILE";  // value, allowed
inline constexpr char kUnknownIndicator[] =
    "UNKNOWN_INDICATOR";                                      // value, allowed
inline constexpr char kPolicyRepeated[] = "POLICY_REPEATED";  // name
inline constexpr char kUnreachable[] = "UNREACHABLE";         // value, highest
inline constexpr char kRepeatedInBatch[] = "REPEATED_IN_BATCH";  // value, row

// Errors of a whole call.
inline constexpr char kInvalidInput[] = "INVALID_INPUT";  // count
inline constexpr char kNotFound[] = "NOT_FOUND";          // name
inline constexpr char kNameTaken[] =
    "NAME_TAKEN";  // name, stored_sha256, sent_sha256
inline constexpr char kSlotTaken[] = "SLOT_TAKEN";  // name, holder
inline constexpr char kEtagStale[] = "ETAG_STALE";  // name, etag
inline constexpr char kRequestIdReused[] =
    "REQUEST_ID_REUSED";                                  // name, request_id
inline constexpr char kRecordVoid[] = "RECORD_VOID";      // name
inline constexpr char kRecordErased[] = "RECORD_ERASED";  // name
inline constexpr char kStepNotAllowed[] = "STEP_NOT_ALLOWED";  // name, from, to
inline constexpr char kSequenceGap[] =
    "SEQUENCE_GAP";  // name, sequence, next_sequence
inline constexpr char kBatchDiffers[] = "BATCH_DIFFERS";    // name, sequence
inline constexpr char kSessionClosed[] = "SESSION_CLOSED";  // name
inline constexpr char kRowResolved[] = "ROW_RESOLVED";      // name
inline constexpr char kBackupOff[] = "BACKUP_OFF";
inline constexpr char kBackupNoSpace[] = "BACKUP_NO_SPACE";  // needed, free
inline constexpr char kBackupNotWritten[] = "BACKUP_NOT_WRITTEN";  // problem
inline constexpr char kBackupInterrupted[] = "BACKUP_INTERRUPTED";
inline constexpr char kBackupUnsound[] = "BACKUP_UNSOUND";     // problem
inline constexpr char kBackupFileGone[] = "BACKUP_FILE_GONE";  // file
inline constexpr char kStopping[] = "STOPPING";
inline constexpr char kStreamIdle[] = "STREAM_IDLE";
inline constexpr char kStreamTooOld[] = "STREAM_TOO_OLD";
inline constexpr char kBusy[] = "BUSY";  // what, limit
inline constexpr char kStoreFull[] = "STORE_FULL";
inline constexpr char kStoreUnavailable[] = "STORE_UNAVAILABLE";
inline constexpr char kStoreDamaged[] = "STORE_DAMAGED";
inline constexpr char kCollectionUnavailable[] =
    "COLLECTION_UNAVAILABLE";                             // address
inline constexpr char kRuleUnsound[] = "RULE_UNSOUND";    // problem
inline constexpr char kRulesChanged[] = "RULES_CHANGED";  // version
inline constexpr char kRulesNotYet[] =
    "RULES_NOT_YET";  // version, valid_from, today
inline constexpr char kRulesNotNamed[] = "RULES_NOT_NAMED";  // version
inline constexpr char kNotYetRegistered[] =
    "NOT_YET_REGISTERED";  // name, registered, moment
inline constexpr char kDeadlineExceeded[] = "DEADLINE_EXCEEDED";
inline constexpr char kInternal[] = "INTERNAL";

}  // namespace iku::code

#endif  // IKU_COMMON_STATUS_CODES_H_
