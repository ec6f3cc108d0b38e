#ifndef IKU_SERVICES_INDICATOR_FORMULA_SUPPRESSION_H_
#define IKU_SERVICES_INDICATOR_FORMULA_SUPPRESSION_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace iku::indicator {

struct SuppressionRule {
  int64_t threshold = 5;  // respondents a published cell needs
};

// Which cells of a breakdown must not be published.
struct Suppression {
  // Nothing of this breakdown may be published, not even which of its cells
  // are empty: no choice of cells would hide the small ones.
  bool withheld = false;

  // One for each cell, in the order given; all when withheld. Small cells and
  // those hidden to protect them look alike: to tell them apart would give
  // them away.
  std::vector<bool> suppressed;
};

// Decides on a one-way breakdown (by sex, by age band) of respondents whose
// total is published too. `respondents` holds all cells, also empty ones.
//
// Cells with 1 to threshold - 1 respondents are suppressed. So that total less
// published cells does not give them back, the smallest remaining cells are
// suppressed as well, one size after the other and all of one size together
// (choosing among equals would leave a trace), until the suppressed cells
//  - are at least two,
//  - hold at least `threshold` respondents together,
//  - and hold neither exactly one nor exactly threshold - 1 each on average,
//    as then all of them could be known to be of that size.
// Withheld when no cell is left to add; and, once any cell is small, when the
// total is 1 or threshold - 1 times the number of cells, where being withheld
// would itself say that all cells are alike. An empty cell is shown as empty:
// there is nobody in it.
//
// Covered: whoever knows the total, the published cells and this very rule
// still finds at least two possible sizes for every suppressed cell. Holds for
// a threshold of at least 3 and two or more cells. With one cell the total is
// the cell, and the caller must not publish a total below the threshold.
//
// Breakdowns of the same respondents are decided each on its own: one-way
// breakdowns share nothing but the total, so none gives a cell of another
// away. Not covered: cross tables, the same breakdown for two periods or
// areas of which one holds the other, and respondents who take out their own
// answers.
Suppression SuppressSmallCells(absl::Span<const int64_t> respondents,
                               const SuppressionRule& rule = {});

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FORMULA_SUPPRESSION_H_
