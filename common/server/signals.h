#ifndef IKU_COMMON_SERVER_SIGNALS_H_
#define IKU_COMMON_SERVER_SIGNALS_H_

namespace iku {

// Blocks SIGTERM and SIGINT in this thread and all that it starts. Call it
// first in main, before any thread starts. Also ignores SIGPIPE.
void BlockTerminationSignals();

// Waits for SIGTERM or SIGINT and returns which one came.
int WaitForTerminationSignal();

}  // namespace iku

#endif  // IKU_COMMON_SERVER_SIGNALS_H_
