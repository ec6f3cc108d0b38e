#ifndef IKU_SERVICES_INDICATOR_FORMULA_SURVEY_PAIRS_H_
#define IKU_SERVICES_INDICATOR_FORMULA_SURVEY_PAIRS_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace iku::indicator {

// The scores of two elements, summed over the responses that answered both.
struct PairSums {
  int64_t answered = 0;  // how many did
  int64_t first = 0;     // sum of the scores of the first element
  int64_t second = 0;    // and of the second
  int64_t products = 0;  // of the two scores of a response multiplied

  friend bool operator==(const PairSums&, const PairSums&) = default;
};

// The sums of all pairs of elements, an element with itself too, over all
// responses: from them follows the spread of an index where answers are
// missing. Additive, as SurveyMoments are.
class SurveyPairs {
 public:
  // Adds to the pair; `sums.first` is of the element `a`.
  void Add(const std::string& a, const std::string& b, const PairSums& sums);

  // In the order asked for; zeros for a pair that nobody answered.
  PairSums Of(const std::string& a, const std::string& b) const;

  // Nothing was added: the sums are not known.
  bool empty() const { return pairs_.empty(); }

  friend bool operator==(const SurveyPairs&, const SurveyPairs&) = default;

 private:
  // The code that comes first in the alphabet first.
  std::map<std::pair<std::string, std::string>, PairSums> pairs_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SURVEY_PAIRS_H_
