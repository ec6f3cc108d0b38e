#ifndef IKU_COMMON_RPC_CALL_CLASS_H_
#define IKU_COMMON_RPC_CALL_CLASS_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace iku {

// What a call costs. Each class has places of its own, so that many calls of
// one do not keep out those of another. Health and reflection go past all of
// them.
enum class CallClass {
  kRead,       // answers from what is stored, quickly
  kWrite,      // one record, one change
  kBulk,       // many records at once, and the streams that bring them
  kExpensive,  // reads much, or stays open: verifications, watches, roll-ups
};

inline constexpr std::array<CallClass, 4> kCallClasses = {
    CallClass::kRead, CallClass::kWrite, CallClass::kBulk,
    CallClass::kExpensive};

// As errors and metrics call it.
inline absl::string_view NameOf(CallClass call_class) {
  constexpr std::array<absl::string_view, kCallClasses.size()> kNames = {
      "reads", "writes", "batches", "expensive"};
  return kNames[static_cast<size_t>(call_class)];
}

}  // namespace iku

#endif  // IKU_COMMON_RPC_CALL_CLASS_H_
