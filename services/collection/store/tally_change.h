#ifndef IKU_SERVICES_COLLECTION_STORE_TALLY_CHANGE_H_
#define IKU_SERVICES_COLLECTION_STORE_TALLY_CHANGE_H_

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

// What writes add to the tallies, of a kind that counts none.
struct NoDeltas {
  template <typename Content>
  void Add(const TallyChange<Content>&) {}
  void Add(const NoDeltas&) {}
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_TALLY_CHANGE_H_
