#ifndef IKU_SERVICES_COLLECTION_RECORD_SHA256_H_
#define IKU_SERVICES_COLLECTION_RECORD_SHA256_H_

#include <openssl/types.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iku::collection {

// A SHA-256 hash, 32 bytes.
class Sha256 {
 public:
  static constexpr size_t kSize = 32;

  Sha256() = default;  // all bytes 0
  static Sha256 Of(absl::string_view text);
  // The hash of stored bytes; nothing when they are not 32.
  static std::optional<Sha256> FromBytes(absl::string_view bytes);

  absl::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }
  std::string Hex() const;

  friend bool operator==(const Sha256&, const Sha256&) = default;

 private:
  friend class Sha256Stream;
  std::array<char, kSize> bytes_ = {};
};

// The same over text that comes in parts. Not thread-safe.
class Sha256Stream {
 public:
  Sha256Stream();
  void Add(absl::string_view text);
  // Once, behind the last part.
  Sha256 Finish();

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const;
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

// Hash of a content as errors show it: SHA-256 in hexadecimal digits.
inline std::string Sha256Hex(absl::string_view text) {
  return Sha256::Of(text).Hex();
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_SHA256_H_
