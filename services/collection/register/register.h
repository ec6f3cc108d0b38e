#ifndef IKU_SERVICES_COLLECTION_REGISTER_REGISTER_H_
#define IKU_SERVICES_COLLECTION_REGISTER_REGISTER_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// A region of Indonesia and the time in which it exists. Its level, and for a
// village its kind, follow from the code.
struct Region {
  std::string code;  // Kemendagri code: 35, 35.08, 35.08.21 or 35.08.21.2001
  std::string display_name;
  Validity validity;
  std::string bps_code;  // "" when not known; never follows from `code`

  friend bool operator==(const Region&, const Region&) = default;
};

// A service that a district offers and that surveys can be about.
struct OfferedService {
  std::string district;  // Kemendagri code
  std::string code;      // chosen by the district: ktp
  std::string display_name;
  Validity validity;

  friend bool operator==(const OfferedService&,
                         const OfferedService&) = default;
};

// How many people a district serves in one year.
struct ServedPopulation {
  std::string district;  // Kemendagri code
  int year = 0;
  int64_t people = 0;
  std::string source;

  friend bool operator==(const ServedPopulation&,
                         const ServedPopulation&) = default;
};

// One version of an entry of the register.
template <typename Entry>
struct Registered {
  Entry entry;
  int64_t version = 1;  // 1, 2, ... without gaps
  absl::Time update_time;

  // What the contract calls etag.
  std::string Etag() const { return absl::StrCat(version); }
};

// Resource names.
std::string NameOf(const Region& region);
std::string NameOf(const OfferedService& service);
std::string NameOf(const ServedPopulation& population);

// The same text for the same content for ever; errors show its hash.
std::string CanonicalText(const Region& region);
std::string CanonicalText(const OfferedService& service);
std::string CanonicalText(const ServedPopulation& population);

// Whether storing `sent` over `stored` says nothing new: each field that `sent`
// sets is equal there. A field that it leaves empty is not compared, so that a
// list of codes and names replays over a register that knows more.
bool SaysNothingNew(const Region& stored, const Region& sent);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_REGISTER_H_
