#include "services/ikuctl/import/checked_file.h"

#include <openssl/evp.h>
#include <sys/stat.h>

#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "services/ikuctl/csv/reader.h"

namespace iku::ctl {
namespace {

int64_t ChangeNs(const struct stat& about) {
  constexpr int64_t kNsInSecond = 1'000'000'000;
  return about.st_mtim.tv_sec * kNsInSecond + about.st_mtim.tv_nsec;
}

std::string Sha256OfRest(std::istream& in) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  std::string block(64 << 10, '\0');
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) ||
         in.gcount() > 0) {
    EVP_DigestUpdate(hash.get(), block.data(),
                     static_cast<size_t>(in.gcount()));
  }
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  EVP_DigestFinal_ex(hash.get(),
                     reinterpret_cast<unsigned char*>(digest.data()), &size);
  digest.resize(size);
  return absl::BytesToHexString(digest);
}

}  // namespace

FileCheck CheckFile(const std::string& path) {
  FileCheck check;
  check.file.path = path;
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) {
    check.wrong.push_back({"file_missing", {{"file", path}}});
    return check;
  }
  std::ifstream in(path, std::ios::binary);
  if (!S_ISREG(about.st_mode) || !in) {
    check.wrong.push_back({"file_unreadable", {{"file", path}}});
    return check;
  }
  check.file.bytes = about.st_size;
  check.file.change_ns = ChangeNs(about);
  CsvReader reader(in);
  CsvRow row;
  int64_t rows = 0;
  while (reader.Next(row)) ++rows;
  check.file.rows = rows - 1;
  if (reader.error().has_value()) {
    Complaint complaint = *reader.error();
    complaint.arguments["file"] = path;
    check.wrong.push_back(std::move(complaint));
  } else if (rows < 2) {
    check.wrong.push_back(
        {rows == 0 ? "csv_empty" : "csv_only_header", {{"file", path}}});
  }
  in.clear();
  in.seekg(0);
  check.file.sha256 = Sha256OfRest(in);
  return check;
}

std::string BaseName(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool ChangedSince(const CheckedFile& file) {
  struct stat about {};
  return stat(file.path.c_str(), &about) != 0 || about.st_size != file.bytes ||
         ChangeNs(about) != file.change_ns;
}

}  // namespace iku::ctl
