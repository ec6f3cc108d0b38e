#include "services/indicator/formula/suppression.h"

#include <map>

namespace iku::indicator {
namespace {

// The suppressed cells as an outsider sees them.
struct Group {
  int64_t cells = 0;
  int64_t respondents = 0;

  void Add(int64_t size, int64_t times) {
    cells += times;
    respondents += size * times;
  }
};

bool AllAlike(const Group& group, int64_t threshold) {
  return group.respondents == group.cells ||
         group.respondents == group.cells * (threshold - 1);
}

// Never true of a single small cell: it holds less than the threshold.
bool Hides(const Group& group, int64_t threshold) {
  return group.respondents >= threshold && !AllAlike(group, threshold);
}

Suppression Withheld(size_t cells) {
  return {true, std::vector<bool>(cells, true)};
}

}  // namespace

Suppression SuppressSmallCells(absl::Span<const int64_t> respondents,
                               const SuppressionRule& rule) {
  Group whole;
  std::map<int64_t, int64_t> cells_by_size;
  for (const int64_t size : respondents) {
    whole.Add(size, 1);
    if (size > 0) ++cells_by_size[size];
  }
  Suppression result{false, std::vector<bool>(respondents.size(), false)};
  if (cells_by_size.empty() || cells_by_size.begin()->first >= rule.threshold) {
    return result;
  }
  if (AllAlike(whole, rule.threshold)) return Withheld(respondents.size());

  Group group;
  int64_t largest = 0;  // suppressed size
  for (const auto& [size, cells] : cells_by_size) {
    if (size >= rule.threshold && Hides(group, rule.threshold)) break;
    group.Add(size, cells);
    largest = size;
  }
  if (!Hides(group, rule.threshold)) return Withheld(respondents.size());
  for (size_t i = 0; i < respondents.size(); ++i) {
    result.suppressed[i] = respondents[i] > 0 && respondents[i] <= largest;
  }
  return result;
}

}  // namespace iku::indicator
