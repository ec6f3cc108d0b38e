#include "services/collection/record/record.h"

#include <openssl/evp.h>

#include <array>

#include "absl/strings/escaping.h"

namespace iku::collection {

std::string Sha256Hex(absl::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  // Cannot fail: SHA-256 is always there and nothing else is allocated.
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(),
             nullptr);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), size));
}

}  // namespace iku::collection
