#ifndef IKU_SERVICES_COLLECTION_INGEST_SESSION_H_
#define IKU_SERVICES_COLLECTION_INGEST_SESSION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/collection/record/record.h"
#include "services/collection/record/row_policy.h"
#include "services/collection/record/sha256.h"

namespace iku::collection {

inline constexpr char kSessionsName[] = "ingestSessions";
inline constexpr char kRowsName[] = "quarantinedRows";

// How many rows had which outcome.
struct BatchCounts {
  int64_t rows = 0;
  int64_t created = 0;
  int64_t replayed = 0;
  int64_t rejected = 0;
  int64_t held_back = 0;

  friend bool operator==(const BatchCounts&, const BatchCounts&) = default;
};

// Stored: never change a number.
enum class SessionState { kOpen = 1, kClosed = 2 };

// One import that knows how far it has come.
struct IngestSession {
  RecordKey key;
  RowPolicy policy = RowPolicy::kAllOrNothing;
  std::string title = {};
  SessionState state = SessionState::kOpen;
  int64_t next_sequence = 1;
  BatchCounts counts = {};
  int64_t quarantined = 0;  // rows that wait
  absl::Time create_time = {};
  absl::Time update_time = {};
};

// The place of a batch in a session.
struct SessionPlace {
  RecordKey session;
  int64_t sequence = 0;
  Sha256 content;  // of what was sent
};

// What a session keeps of a batch that is committed.
struct BatchEntry {
  // A row for quarantine: its position in the batch, from 0, and a serialised
  // v1::QuarantinedRow with what was sent and why it was refused.
  struct RefusedRow {
    int position = 0;
    std::string row;
    std::string name;  // of the record that it was to become; "" unknown
  };

  std::string answer;  // what the same batch is answered again
  BatchCounts counts;
  std::vector<RefusedRow> refused;
};

// Which row in quarantine.
struct QuarantineKey {
  RecordKey session;
  int64_t sequence = 0;
  int position = 0;

  friend bool operator==(const QuarantineKey&, const QuarantineKey&) = default;
};

// `12-340`, the id of a row; and back, nothing for another form.
std::string QuarantineId(const QuarantineKey& key);
bool ParseQuarantineId(absl::string_view id, QuarantineKey& key);

// `a/12-340`, the row among all of its district.
std::string ResourceOf(const QuarantineKey& key);

// districts/35.08.21/ingestSessions/a/quarantinedRows/12-340
std::string NameOf(const QuarantineKey& key);

// Stored: never change a number.
enum class QuarantineState { kWaiting = 1, kResubmitted = 2, kDiscarded = 3 };

// A row in quarantine.
struct QuarantinedRow {
  QuarantineKey key;
  std::string row;  // as in BatchEntry::RefusedRow
  QuarantineState state = QuarantineState::kWaiting;
  absl::Time create_time = {};
  absl::Time resolve_time = {};  // infinite past while it waits
  std::string resolved_by = {};
  std::string reason = {};
  std::string record = {};  // name of the record that it became
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_SESSION_H_
