#ifndef IKU_TESTS_UNIT_INDICATOR_FORMULA_VILLAGE_DOCUMENTS_H_
#define IKU_TESTS_UNIT_INDICATOR_FORMULA_VILLAGE_DOCUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/indicator/formula/document_timeliness.h"

namespace iku::test {

inline Date Day(absl::string_view text) { return ParseDate(text).value(); }
inline Period PeriodOf(absl::string_view text) {
  return Period::Parse(text).value();
}
inline RegionCode Region(absl::string_view text) {
  return RegionCode::Parse(text).value();
}

// The deadlines of PP 43/2014.
inline indicator::DeadlineBook Deadlines() {
  using indicator::CountedDate;
  indicator::DeadlineBook book;
  book.rules = {{"RKPDESA", Day("2014-06-01"), 9, 30, -1, CountedDate::kEnacted,
                 "PP 43/2014 art. 118(6)"},
                {"APBDESA", Day("2014-06-01"), 12, 31, -1,
                 CountedDate::kEnacted, "PP 43/2014 art. 101(4)"},
                {"LPPDESA", Day("2014-06-01"), 3, 31, 1, CountedDate::kReceived,
                 "PP 43/2014 art. 49"}};
  return book;
}

// Three desa of one kecamatan that have existed for long.
inline std::vector<indicator::Village> ThreeVillages() {
  std::vector<indicator::Village> villages;
  for (const char* code : {"35.08.21.2001", "35.08.21.2002", "35.08.21.2003"}) {
    villages.push_back({Region(code), Day("2010-01-01"), std::nullopt});
  }
  return villages;
}

// "numerator/denominator", or "NO_DATA".
inline std::string FractionOf(const indicator::DocumentTimeliness& result) {
  if (!result.share.has_value()) return "NO_DATA";
  return absl::StrCat(result.share->numerator, "/", result.share->denominator);
}

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_FORMULA_VILLAGE_DOCUMENTS_H_
