#include "services/collection/store/packed_id.h"

#include <array>
#include <cstddef>

namespace iku::collection {
namespace {

constexpr size_t kBytes = 16;
constexpr size_t kTextSize = 36;
constexpr char kDigits[] = "0123456789abcdef";

constexpr bool IsDash(size_t at) {
  return at == 8 || at == 13 || at == 18 || at == 23;
}

// Only lower-case digits, so that the text is the same when it is read again.
int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// False when the id is no UUID.
bool Pack(absl::string_view id, std::array<char, kBytes>& packed) {
  if (id.size() != kTextSize) return false;
  size_t digits = 0;
  int high = 0;
  for (size_t at = 0; at < kTextSize; ++at) {
    if (IsDash(at)) {
      if (id[at] != '-') return false;
      continue;
    }
    const int digit = DigitOf(id[at]);
    if (digit < 0) return false;
    if (digits % 2 == 0) {
      high = digit;
    } else {
      packed[digits / 2] = static_cast<char>(high * 16 + digit);
    }
    ++digits;
  }
  return true;
}

std::string Unpack(absl::string_view packed) {
  std::string id;
  id.reserve(kTextSize);
  for (const char c : packed) {
    if (IsDash(id.size())) id += '-';
    const auto byte = static_cast<unsigned char>(c);
    id += kDigits[byte / 16];
    id += kDigits[byte % 16];
  }
  return id;
}

}  // namespace

void BindId(sqlite::Statement& statement, int position, absl::string_view id) {
  std::array<char, kBytes> packed;
  if (Pack(id, packed)) {
    statement.BindBlob(position, {packed.data(), packed.size()});
  } else {
    statement.BindTextOrNull(position, id);
  }
}

std::string ReadId(const sqlite::Statement& statement, int column) {
  if (!statement.IsBlob(column)) return statement.Text(column);
  return Unpack(statement.Blob(column));
}

bool ComesBefore(absl::string_view a, absl::string_view b) {
  std::array<char, kBytes> packed;
  const bool a_is_uuid = Pack(a, packed);
  const bool b_is_uuid = Pack(b, packed);
  // The text of UUIDs sorts as their bytes do.
  return a_is_uuid == b_is_uuid ? a < b : b_is_uuid;
}

}  // namespace iku::collection
