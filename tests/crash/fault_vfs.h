#ifndef IKU_TESTS_CRASH_FAULT_VFS_H_
#define IKU_TESTS_CRASH_FAULT_VFS_H_

#include <cstdint>
#include <string>

#include "tests/crash/disk.h"

namespace iku::test {

// SQLite's way to files, with a Disk under chosen directories. It is the
// default VFS of the test program and wraps the one for Unix: reads, locks and
// shared memory are the real ones, the bytes are in real files, but what is
// durable the Disk says, so nothing is really synced there.
class FaultVfs {
 public:
  // Once, before anything is opened.
  static void Install();

  // SQLite takes its random numbers (salts of the log) from this seed.
  static void SeedRandomness(uint64_t seed);

 private:
  friend class Disk;
  static void Attach(const std::string& directory, Disk* disk);
  static void Detach(const std::string& directory);
};

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_FAULT_VFS_H_
