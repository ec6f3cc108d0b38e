#ifndef IKU_SERVICES_INDICATOR_FORMULA_SURVEY_TALLY_H_
#define IKU_SERVICES_INDICATOR_FORMULA_SURVEY_TALLY_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace iku::indicator {

// The answers to one element of a survey, counted.
struct ElementTally {
  std::array<int64_t, 4> counts{};  // answers with score 1, 2, 3, 4

  int64_t Count() const;  // answers
  int64_t Sum() const;    // of their scores

  friend bool operator==(const ElementTally&, const ElementTally&) = default;
};

// The answers to a survey, counted per element code. Additive: tallies of
// services, units or months are pooled by adding them up.
struct SurveyTally {
  int64_t responses = 0;
  std::map<std::string, ElementTally> elements;

  // An empty tally when nobody answered the element.
  ElementTally Of(const std::string& code) const;

  // How many of the responses left the element out.
  int64_t BlanksOf(const std::string& code) const;

  void Add(const SurveyTally& more);

  friend bool operator==(const SurveyTally&, const SurveyTally&) = default;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SURVEY_TALLY_H_
