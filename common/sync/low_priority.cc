#include "common/sync/low_priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace iku {
namespace {

// From linux/ioprio.h, which Debian's libc-dev does not always bring.
constexpr int kOfOneThread = 1;
constexpr int kIdleClass = 3 << 13;
constexpr int kLowest = 19;

}  // namespace

void LowerThisThreadsPriority() {
  // On Linux, what is set for the id of a thread holds for that thread alone.
  // What the kernel refuses stays as it is.
  const auto thread = static_cast<id_t>(syscall(SYS_gettid));
  (void)setpriority(PRIO_PROCESS, thread, kLowest);
  (void)syscall(SYS_ioprio_set, kOfOneThread, thread, kIdleClass);
}

}  // namespace iku
