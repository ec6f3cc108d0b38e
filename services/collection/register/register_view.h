#ifndef IKU_SERVICES_COLLECTION_REGISTER_REGISTER_VIEW_H_
#define IKU_SERVICES_COLLECTION_REGISTER_REGISTER_VIEW_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "common/civil/date.h"

namespace iku::collection {

// The days on which something holds; open where no date is known.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;

  bool Covers(Date day) const {
    return (!from || *from <= day) && (!to || day <= *to);
  }
  friend bool operator==(const Validity&, const Validity&) = default;
};

// What validation asks of the register. Never blocks; thread-safe. Includes
// every change of the register that was acknowledged before.
class RegisterView {
 public:
  virtual ~RegisterView() = default;

  // Validity of a region; nothing when the register does not hold it.
  virtual std::optional<Validity> FindRegion(absl::string_view code) const = 0;

  // Validity of a service of a district; nothing when it has no such service.
  virtual std::optional<Validity> FindService(absl::string_view district,
                                              absl::string_view code) const = 0;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_REGISTER_VIEW_H_
