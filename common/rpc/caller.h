#ifndef IKU_COMMON_RPC_CALLER_H_
#define IKU_COMMON_RPC_CALLER_H_

#include <string>

#include "absl/time/time.h"
#include "common/status/language.h"

namespace iku {

// Who calls, and what the call asks of the answer.
struct Caller {
  // What the caller says it is, from the metadata `iku-actor`: an office or a
  // program, at most 100 characters. "unknown" when it says nothing. A claim
  // until callers are authenticated.
  std::string name;
  Language language = Language::kIndonesian;
  // The caller's deadline, or our own limit when that is earlier.
  absl::Time deadline = absl::InfiniteFuture();
};

}  // namespace iku

#endif  // IKU_COMMON_RPC_CALLER_H_
