#include "common/metrics/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace iku {
namespace {

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) / 1e6;
}

double ResidentBytes() {
  int64_t pages = 0;
  int64_t resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return static_cast<double>(resident) *
         static_cast<double>(sysconf(_SC_PAGESIZE));
}

double OpenFiles() {
  std::error_code error;
  const std::filesystem::directory_iterator files("/proc/self/fd", error);
  if (error) return 0;
  return static_cast<double>(std::distance(begin(files), end(files)));
}

}  // namespace

void TellOfProcess(MetricWriter& writer) {
  rusage used = {};
  getrusage(RUSAGE_SELF, &used);
  writer.Gauge("process_resident_memory_bytes", "Resident memory.", {},
               ResidentBytes());
  writer.Counter("process_cpu_seconds_total", "Time of the processors.", {},
                 Seconds(used.ru_utime) + Seconds(used.ru_stime));
  writer.Gauge("process_open_fds", "Open files and connections.", {},
               OpenFiles());
}

}  // namespace iku
