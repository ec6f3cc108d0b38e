#ifndef IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_KIND_H_
#define IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_KIND_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/database.h"
#include "common/store/sqlite/statement.h"
#include "services/collection/record/record.h"
#include "services/collection/store/record_kind.h"
#include "services/collection/store/tally_change.h"
#include "services/collection/village_document/village_document_store.h"

namespace iku::collection {

// Village documents as SqliteRecordStore keeps them.
struct VillageDocumentKind {
  using Content = VillageDocument;
  using Filter = VillageDocumentFilter;

  static constexpr char kCollection[] = "villageDocuments";
  static constexpr ChangedCollection kChanged =
      ChangedCollection::kVillageDocuments;
  static constexpr char kTable[] = "village_documents";
  static constexpr char kDateColumn[] = "fiscal_year";
  static constexpr std::array<const char*, 15> kColumns = {
      "fiscal_year",       "village_code",      "kind",
      "revision",          "regulation_number", "agreed_date",
      "enacted_date",      "promulgated_date",  "submitted_date",
      "evaluation_number", "evaluation_date",   "received_date",
      "letter_number",     "evidence",          "note"};

  static void Bind(sqlite::Statement& statement, int first,
                   const Content& content);
  // DATA_LOSS when the columns hold no document.
  static absl::StatusOr<Content> Read(const sqlite::Statement& statement,
                                      int first);
  static int64_t DateOf(const Content& content) { return content.fiscal_year; }

  static bool SameContent(const Content& stored, const Content& sent) {
    return stored == sent;
  }

  static std::vector<ColumnCondition> Conditions(const Filter& filter);

  // A village has one active document per kind, fiscal year and revision:
  // ALREADY_EXISTS SLOT_TAKEN names the one that is there.
  static absl::Status CheckSlot(sqlite::Transaction& transaction,
                                const RecordKey& key, const Content& content);

  static constexpr bool kBuildsOnTheVersionBefore = false;
  static constexpr char kHasText[] = "note IS NOT NULL";
  static int64_t DateColumnOf(Date day) { return day.year; }
  static Content WithoutText(Content content) {
    content.note.clear();
    return content;
  }
  static Content WithoutContent(const Content& content) {
    Content left;
    left.village = content.village;
    left.kind = content.kind;
    left.fiscal_year = content.fiscal_year;
    left.revision = content.revision;
    return left;
  }

  // There are few documents, so facts read them and nothing is counted.
  using Deltas = NoDeltas;
  static absl::Status Apply(sqlite::Connection&, const Deltas&) {
    return absl::OkStatus();
  }
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_KIND_H_
