#ifndef IKU_SERVICES_INDICATOR_DEFINITION_CHECKS_H_
#define IKU_SERVICES_INDICATOR_DEFINITION_CHECKS_H_

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "google/type/date.pb.h"
#include "iku/indicator/v1/definition.pb.h"

// What the checks of all parts of the rules share. Each adds what is wrong to
// `found`, under `field`.

namespace iku::indicator {

template <typename List>
bool Holds(const List& list, absl::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

void Unsound(absl::string_view field, absl::string_view problem,
             Violations& found);

template <typename List>
void CheckCode(absl::string_view value, const List& allowed,
               absl::string_view field, Violations& found) {
  if (Holds(allowed, value)) return;
  constexpr size_t kLongestShown = 100;
  found.Add(field, code::kUnknownCode,
            {{"value", std::string(value.substr(0, kLongestShown))},
             {"allowed", absl::StrJoin(allowed, ", ")}});
}

void CheckRange(int64_t value, int64_t lowest, int64_t highest,
                absl::string_view field, Violations& found);

// Both languages.
void CheckText(const v1::LocalizedText& text, absl::string_view field,
               Violations& found);

// At least one, none of them empty.
template <typename Texts>
void CheckLegalBasis(const Texts& basis, absl::string_view field,
                     Violations& found) {
  if (basis.empty()) found.Add(field, code::kRequired);
  for (int i = 0; i < basis.size(); ++i) {
    if (basis[i].empty()) {
      found.Add(absl::StrCat(field, "[", i, "]"), code::kRequired);
    }
  }
}

// `prefix` and an id, not among `names`, where it is then put.
void CheckName(absl::string_view name, absl::string_view prefix,
               absl::string_view field, std::set<std::string>& names,
               Violations& found);

// True when the text is a number.
bool CheckNumber(absl::string_view text, absl::string_view field,
                 Violations& found);

// A day that exists.
bool CheckDate(const google::type::Date& date, absl::string_view field,
               Violations& found);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_DEFINITION_CHECKS_H_
