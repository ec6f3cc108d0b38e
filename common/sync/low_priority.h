#ifndef IKU_COMMON_SYNC_LOW_PRIORITY_H_
#define IKU_COMMON_SYNC_LOW_PRIORITY_H_

namespace iku {

// Lets all other threads go first from now on, for the processors and, where
// the disk's scheduler listens, for the disk. For background work that takes
// long. There is no way back.
void LowerThisThreadsPriority();

}  // namespace iku

#endif  // IKU_COMMON_SYNC_LOW_PRIORITY_H_
