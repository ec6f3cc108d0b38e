#ifndef IKU_SERVICES_COLLECTION_INGEST_SESSION_STORE_H_
#define IKU_SERVICES_COLLECTION_INGEST_SESSION_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "services/collection/ingest/session.h"

namespace iku::collection {

// Durable ingest sessions and the rows that they refused. The batches of a
// session come in through the RecordStore of their kind, which commits their
// rows and the session's new position together.
//
// Each method is one transaction: when it answers OK the change survives a
// crash; when it answers an error nothing changed. Thread-safe. Any method may
// answer UNAVAILABLE or RESOURCE_EXHAUSTED: repeat the same call. Writing
// methods answer after the durable commit, on another thread, and their answer
// must be let go of quickly; the others block.
class SessionStore {
 public:
  template <typename T>
  using Answer = absl::AnyInvocable<void(absl::StatusOr<T>)>;

  virtual ~SessionStore() = default;

  // Creates a session with the key, policy and title of `session`, unless it is
  // there with the same. ALREADY_EXISTS when it is there with others.
  virtual void Create(IngestSession session, std::string actor, Intent intent,
                      Answer<IngestSession> answer) = 0;

  // Closes a session. NOT_FOUND; FAILED_PRECONDITION when `next_sequence` is
  // given and is not the session's. A closed one is answered as it is.
  virtual void Close(RecordKey key, std::optional<int64_t> next_sequence,
                     std::string actor, Intent intent,
                     Answer<IngestSession> answer) = 0;

  // NOT_FOUND.
  virtual absl::StatusOr<IngestSession> Get(const RecordKey& key) const = 0;

  // Where a page of sessions ends.
  struct Place {
    int64_t create_us = 0;
    std::string id;
  };
  // The newest first, from behind `after`, at most `limit`.
  virtual absl::StatusOr<std::vector<IngestSession>> List(
      const std::string& district, std::optional<SessionState> state,
      const std::optional<Place>& after, int limit) const = 0;

  // NOT_FOUND.
  virtual absl::StatusOr<QuarantinedRow> GetRow(
      const QuarantineKey& key) const = 0;

  // Rows of one session, or with an empty id of all sessions of the district,
  // by session, sequence and position, from behind `after`, at most `limit`.
  // NOT_FOUND when there is no such session.
  virtual absl::StatusOr<std::vector<QuarantinedRow>> ListRows(
      const RecordKey& session, std::optional<QuarantineState> state,
      const std::optional<QuarantineKey>& after, int limit) const = 0;

  // Puts a row away. NOT_FOUND; FAILED_PRECONDITION when it was submitted
  // again. A discarded one is answered as it is.
  virtual void Discard(QuarantineKey key, std::string reason, std::string actor,
                       Intent intent, Answer<QuarantinedRow> answer) = 0;

  // Erases what quarantine holds of the oldest rows that came before `before`,
  // at most `limit`; those that wait are discarded. One change; none when there
  // is nothing to erase. Answers how many.
  virtual void EraseRows(std::string district, absl::Time before, int limit,
                         std::string reason, std::string actor,
                         Answer<int64_t> answer) = 0;

  // How many rows EraseRows would erase.
  virtual absl::StatusOr<int64_t> CountErasableRows(const std::string& district,
                                                    absl::Time before,
                                                    int limit) const = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_SESSION_STORE_H_
