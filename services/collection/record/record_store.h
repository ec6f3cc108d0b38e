#ifndef IKU_SERVICES_COLLECTION_RECORD_RECORD_STORE_H_
#define IKU_SERVICES_COLLECTION_RECORD_RECORD_STORE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/civil/date.h"
#include "services/collection/audit/change.h"
#include "services/collection/ingest/session.h"
#include "services/collection/record/erasure.h"
#include "services/collection/record/record.h"
#include "services/collection/record/row_policy.h"

namespace iku::collection {

template <typename Content>
struct NewRecord {
  RecordKey key;
  Content content;
  // INVALID_ARGUMENT: what the register says against it today. Such a record is
  // not stored, but answered when it was stored before.
  absl::Status refusal = absl::OkStatus();
};

template <typename Content>
struct Inserted {
  Versioned<Content> record;  // as the store holds it now
  bool created;               // false: it was there before, with this content
};

template <typename Content>
struct InsertResult;

// New records to store together.
template <typename Content>
struct NewRecords {
  std::vector<NewRecord<Content>> rows = {};
  RowPolicy policy = RowPolicy::kAcceptValid;
  std::string changed_by = {};
  Intent intent = Intent::kStore;

  // Their place in an ingest session, whose policy then counts, and what makes
  // the session's entry of what became of the rows. Called once, on the writer
  // thread: must be quick.
  std::optional<SessionPlace> place = {};
  std::function<BatchEntry(const InsertResult<Content>&)> entry_of = {};
  // The batch has other rows, which were refused before they came here.
  bool others_refused = false;

  // The row in quarantine that the one record here mends.
  std::optional<QuarantineKey> mends = {};
};

template <typename Content>
struct InsertResult {
  // One per row, in order. ALREADY_EXISTS when the name or the slot of a row
  // is taken by other content, its refusal when it has one and is not there.
  std::vector<absl::StatusOr<Inserted<Content>>> rows;
  // False: kAllOrNothing and a row was refused, so no row was stored now.
  bool stored = true;
  // The batch was committed before: what its session keeps as its answer.
  // `rows` is empty then.
  std::optional<std::string> replayed_answer = {};
  // The row in quarantine that was mended, as it is now.
  std::optional<QuarantinedRow> mended = {};
  // Newest version of the data after this batch.
  int64_t data_version = 0;
};

// A version to append to one record.
template <typename Content>
struct Amendment {
  RecordKey key;
  std::string etag;  // "": whatever is newest
  // Not empty: the same id again returns the version that it made.
  std::string request_id;
  std::string reason;
  std::string changed_by;
  RecordState state = RecordState::kActive;      // state of the new version
  ChangeAction action = ChangeAction::kCorrect;  // as the log of changes has it
  // The new content, from the newest one. May run more than once.
  std::function<absl::StatusOr<Content>(const Content& newest, absl::Time now)>
      change;
  Intent intent = Intent::kStore;
  // As in NewRecord: not appended, but answered when the request id made it.
  absl::Status refusal = absl::OkStatus();
};

// Which records to list; all given conditions hold. Each kind of record adds
// its own conditions.
struct ListRange {
  std::string district;
  std::optional<Date> first_day;
  std::optional<Date> last_day;
  std::optional<RecordState> state;
  // The versions that were the newest with this version of the data; nothing:
  // those that are now.
  std::optional<int64_t> as_of_version;
};

// Where a page ends: the date column and the id of its last record.
struct Cursor {
  int64_t date = 0;
  std::string id;
};

// Some of the records that can be erased. Pages that follow one another name
// each of them once.
struct ErasablePage {
  std::vector<std::string> ids;
  std::optional<Cursor> next;  // where the next page begins; nothing: the end
};

// Durable records of one kind, with the chain of their versions and the tallies
// that follow from them.
//
// Each method is one transaction: when it answers OK the change survives a
// crash; when it answers an error nothing changed. Nothing is ever overwritten,
// but by an erasure.
// Thread-safe. Any method may answer UNAVAILABLE or RESOURCE_EXHAUSTED: repeat
// the same call.
template <typename Content, typename Filter>
class RecordStore {
 public:
  using Record = Versioned<Content>;
  template <typename T>
  using Answer = absl::AnyInvocable<void(absl::StatusOr<T>)>;

  virtual ~RecordStore() = default;

  // Stores each row unless its name is taken, and adds it to the tallies; moves
  // the ingest session, if there is one. Errors of the whole: with a place
  // those of AdmitBatch (session_tables.h), with `mends` NOT_FOUND and
  // FAILED_PRECONDITION ROW_RESOLVED. Answers after the durable commit, on
  // another thread, and must be let go of quickly.
  virtual void Insert(NewRecords<Content> records,
                      Answer<InsertResult<Content>> answer) = 0;

  // Appends a version to a record and corrects the tallies. NOT_FOUND; ABORTED
  // when the etag is stale; FAILED_PRECONDITION when the record is void;
  // ALREADY_EXISTS when the request id made another version or the slot is
  // taken. Voiding a void record answers the record as it is. Answers like
  // Insert.
  virtual void Amend(Amendment<Content> amendment, Answer<Record> answer) = 0;

  // Takes content out of every version of a record for good, and corrects the
  // tallies; see Erasure. NOT_FOUND. Answers like Insert.
  virtual void Erase(Erasure erasure, Answer<Erased<Content>> answer) = 0;

  // Records whose newest version is of a day before `before` and that hold what
  // an erasure of this extent takes out in a version of such a day, the oldest
  // first, from behind `after`. Looks at `limit` versions at most, so a page
  // may hold fewer records, or none, and yet not be the last. Blocks.
  virtual absl::StatusOr<ErasablePage> ListErasable(
      const std::string& district, Date before, ErasureExtent extent,
      const std::optional<Cursor>& after, int limit) const = 0;

  // The newest version. NOT_FOUND when no record has this key. Blocks.
  virtual absl::StatusOr<Record> Get(const RecordKey& key) const = 0;

  // Newest version of the data; 0 before the first. Blocks.
  virtual absl::StatusOr<int64_t> NewestVersion() const = 0;

  // Newest versions that match, by date and then in a fixed order of ids, from
  // behind `after`, at most `limit`. Blocks.
  virtual absl::StatusOr<std::vector<Record>> List(
      const ListRange& range, const Filter& filter,
      const std::optional<Cursor>& after, int limit) const = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_RECORD_STORE_H_
