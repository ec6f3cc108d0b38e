#ifndef IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_STORE_H_
#define IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_STORE_H_

#include <optional>
#include <string>

#include "services/collection/record/record_store.h"
#include "services/collection/village_document/village_document.h"

namespace iku::collection {

// Which documents to list; nothing means any.
struct VillageDocumentFilter {
  std::optional<int> fiscal_year;
  std::optional<DocumentKind> kind;
  std::optional<std::string> village;
};

// Lists go by fiscal year, so the days of a ListRange stay empty and the date
// of a Cursor is a fiscal year.
using VillageDocumentStore =
    RecordStore<VillageDocument, VillageDocumentFilter>;

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_STORE_H_
