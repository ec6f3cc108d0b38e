#ifndef IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_KIND_H_
#define IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_KIND_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/statement.h"
#include "services/collection/coordination/coordination_store.h"
#include "services/collection/coordination/coordination_tallies.h"
#include "services/collection/record/record.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/tally_change.h"

namespace iku::collection {

// Coordination records as SqliteRecordStore keeps them. Agencies and follow-ups
// are JSON in one column each: they are never looked for by themselves.
struct CoordinationKind {
  using Content = CoordinationRecord;
  using Filter = CoordinationFilter;

  static constexpr char kCollection[] = "coordinationRecords";
  static constexpr ChangedCollection kChanged =
      ChangedCollection::kCoordinationRecords;
  static constexpr char kTable[] = "coordination_records";
  static constexpr char kDateColumn[] = "held_date";
  static constexpr std::array<const char*, 12> kColumns = {
      "held_date", "kind",     "follow_up_state",   "subject",
      "place",     "section",  "agencies",          "document_number",
      "result",    "due_date", "sub_activity_code", "follow_ups"};

  static void Bind(sqlite::Statement& statement, int first,
                   const Content& content);
  // DATA_LOSS when the columns hold no record.
  static absl::StatusOr<Content> Read(const sqlite::Statement& statement,
                                      int first);
  static int64_t DateOf(const Content& content);

  // Follow-ups come in by themselves, so a create is a replay with or without
  // them.
  static bool SameContent(const Content& stored, const Content& sent) {
    return SameSentContent(stored, sent);
  }

  static std::vector<ColumnCondition> Conditions(const Filter& filter);

  // Any number of records may be alike.
  static absl::Status CheckSlot(sqlite::Transaction&, const RecordKey&,
                                const Content&) {
    return absl::OkStatus();
  }

  // Its follow-ups.
  static constexpr bool kBuildsOnTheVersionBefore = true;
  // A note that is not empty stands behind its key, as JSON is written here.
  static constexpr char kHasText[] =
      "(subject <> '' OR result IS NOT NULL"
      " OR follow_ups GLOB '*\"note\":\"[^\"]*')";
  static int64_t DateColumnOf(Date day);
  static Content WithoutText(Content content);
  static Content WithoutContent(const Content& content) {
    Content left;
    left.kind = content.kind;
    left.held_date = content.held_date;
    return left;
  }

  // Counts by month of the held date and state of the follow-up: once by kind
  // and section, and once under each type of agency. A count that comes to
  // nothing has no row.
  using Deltas = CoordinationDeltas;
  static absl::Status Apply(sqlite::Connection& connection,
                            const Deltas& deltas) {
    return AddToCoordinationTallies(connection, deltas);
  }
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_COORDINATION_COORDINATION_KIND_H_
