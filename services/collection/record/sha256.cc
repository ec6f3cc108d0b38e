#include "services/collection/record/sha256.h"

#include <openssl/evp.h>

#include <algorithm>

#include "absl/strings/escaping.h"

namespace iku::collection {
namespace {

// Looking the algorithm up costs more than a short hash, so each thread does it
// once.
struct Hasher {
  Hasher() : algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr)) {}
  ~Hasher() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(algorithm);
  }
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  EVP_MD* algorithm;
  EVP_MD_CTX* context = EVP_MD_CTX_new();
};

}  // namespace

Sha256 Sha256::Of(absl::string_view text) {
  thread_local Hasher hasher;
  Sha256 hash;
  unsigned int size = 0;
  // Cannot fail: SHA-256 is always there and nothing else is allocated.
  EVP_DigestInit_ex2(hasher.context, hasher.algorithm, nullptr);
  EVP_DigestUpdate(hasher.context, text.data(), text.size());
  EVP_DigestFinal_ex(hasher.context,
                     reinterpret_cast<unsigned char*>(hash.bytes_.data()),
                     &size);
  return hash;
}

std::optional<Sha256> Sha256::FromBytes(absl::string_view bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  Sha256 hash;
  std::copy(bytes.begin(), bytes.end(), hash.bytes_.begin());
  return hash;
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
}

void Sha256Stream::Add(absl::string_view text) {
  EVP_DigestUpdate(context_.get(), text.data(), text.size());
}

Sha256 Sha256Stream::Finish() {
  Sha256 hash;
  unsigned int size = 0;
  EVP_DigestFinal_ex(context_.get(),
                     reinterpret_cast<unsigned char*>(hash.bytes_.data()),
                     &size);
  return hash;
}

void Sha256Stream::Free::operator()(EVP_MD_CTX* context) const {
  EVP_MD_CTX_free(context);
}

std::string Sha256::Hex() const { return absl::BytesToHexString(bytes()); }

}  // namespace iku::collection
