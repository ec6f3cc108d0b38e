#ifndef IKU_SERVICES_IKUCTL_IMPORT_CHECKED_FILE_H_
#define IKU_SERVICES_IKUCTL_IMPORT_CHECKED_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// A file that was read once from start to end and found to be well-formed.
struct CheckedFile {
  std::string path;
  int64_t rows = 0;  // without the header and blank rows
  int64_t bytes = 0;
  std::string sha256;     // of its bytes, in hexadecimal digits
  int64_t change_ns = 0;  // when it was last written to
};

// Reads the whole file, holding one row at a time. A complaint when any part of
// it is not CSV, so that nothing of a broken file is ever sent.
struct FileCheck {
  CheckedFile file;
  std::vector<Complaint> wrong;
};
FileCheck CheckFile(const std::string& path);

// The file's name without the folders before it.
std::string BaseName(const std::string& path);

// Whether someone wrote to the file after it was checked.
bool ChangedSince(const CheckedFile& file);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_CHECKED_FILE_H_
