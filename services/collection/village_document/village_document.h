#ifndef IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_H_
#define IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_H_

#include <optional>
#include <string>

#include "common/civil/date.h"
#include "services/collection/record/validation.h"

namespace iku::collection {

// Which of the three village administration documents it is. Stored: never
// change a number.
enum class DocumentKind {
  kRkpDesa = 1,  // yearly work plan
  kApbDesa = 2,  // budget
  kLppDesa = 3,  // yearly report
};

inline constexpr int kFirstFiscalYear = 2000;
inline constexpr int kLastFiscalYear = 2100;
inline constexpr int kMaxRevision = 20;
// A document is enacted in a year at most this far from its fiscal year; more
// is a slip in typing one of the two.
inline constexpr int kMaxYearsFromFiscalYear = 2;

// One administration document of one village, or one amendment of it: an entry
// of the Buku Peraturan di Desa. A plain value. Says what happened; whether it
// was on time is not kept.
struct VillageDocument {
  std::string village;  // Kemendagri code of a desa or desa adat
  DocumentKind kind = DocumentKind::kRkpDesa;
  int fiscal_year = kFirstFiscalYear;
  int revision = 0;  // 0 the original, n the n-th amendment
  std::string regulation_number;
  std::optional<Date> agreed_date;
  std::optional<Date> enacted_date;
  std::optional<Date> promulgated_date;
  std::optional<Date> submitted_date;
  std::string evaluation_number;
  std::optional<Date> evaluation_date;
  std::optional<Date> received_date;
  std::string letter_number;
  std::optional<Evidence> evidence;
  std::string note;

  friend bool operator==(const VillageDocument&,
                         const VillageDocument&) = default;
};

// The same text for the same content for ever.
std::string CanonicalText(const VillageDocument& document);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_VILLAGE_DOCUMENT_VILLAGE_DOCUMENT_H_
