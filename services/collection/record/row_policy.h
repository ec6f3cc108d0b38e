#ifndef IKU_SERVICES_COLLECTION_RECORD_ROW_POLICY_H_
#define IKU_SERVICES_COLLECTION_RECORD_ROW_POLICY_H_

namespace iku::collection {

// What a batch does when rows of it are refused. Stored: never change a number.
enum class RowPolicy { kAllOrNothing = 1, kAcceptValid = 2 };

// kCheckOnly does everything, answers as if stored, and undoes it.
enum class Intent { kStore, kCheckOnly };

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_ROW_POLICY_H_
