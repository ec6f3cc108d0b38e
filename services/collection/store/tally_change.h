#ifndef IKU_SERVICES_COLLECTION_STORE_TALLY_CHANGE_H_
#define IKU_SERVICES_COLLECTION_STORE_TALLY_CHANGE_H_

#include <map>

#include "services/collection/record/record.h"

namespace iku::collection {

// One content that starts (+1) or stops (-1) being counted. Valid during the
// call that it is given to.
template <typename Content>
struct TallyChange {
  const RecordKey* key;
  const Content* content;
  int sign;
};

// What a write adds to the tallies, of a kind that counts none.
struct NoDeltas {};

// Adds one write's deltas to those of others.
template <typename Tally, typename Counts>
void AddDeltas(const std::map<Tally, Counts>& more,
               std::map<Tally, Counts>& deltas) {
  for (const auto& [tally, counts] : more) deltas[tally].Add(counts);
}
inline void AddDeltas(const NoDeltas&, NoDeltas&) {}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_TALLY_CHANGE_H_
