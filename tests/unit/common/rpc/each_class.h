#ifndef IKU_TESTS_UNIT_COMMON_RPC_EACH_CLASS_H_
#define IKU_TESTS_UNIT_COMMON_RPC_EACH_CLASS_H_

#include "common/rpc/admission.h"

namespace iku::test {

// The same limits for calls of every class.
inline Admission::Limits EachClass(int calls, int per_caller) {
  Admission::Limits limits;
  limits.fill({.calls = calls, .per_caller = per_caller});
  return limits;
}

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COMMON_RPC_EACH_CLASS_H_
