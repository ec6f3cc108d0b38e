#ifndef IKU_COMMON_SERVER_SIGNALS_H_
#define IKU_COMMON_SERVER_SIGNALS_H_

#include "absl/functional/function_ref.h"

namespace iku {

// Blocks SIGTERM, SIGINT and SIGHUP in this thread and all that it starts. Call
// it first in main, before any thread starts. Also ignores SIGPIPE.
void BlockTerminationSignals();

// Waits for SIGTERM or SIGINT and returns which one came. Runs `on_hang_up` in
// this thread for each SIGHUP until then: services read their files again on
// it. A termination signal that comes meanwhile waits for it to end.
int WaitForTerminationSignal(absl::FunctionRef<void()> on_hang_up);

}  // namespace iku

#endif  // IKU_COMMON_SERVER_SIGNALS_H_
