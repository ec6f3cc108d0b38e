#ifndef IKU_SERVICES_INDICATOR_TARGET_TARGET_STORE_H_
#define IKU_SERVICES_INDICATOR_TARGET_TARGET_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/indicator/target/target.h"

namespace iku::indicator {

// Targets that one district may keep, withdrawn ones included, so that they can
// be listed without pages.
inline constexpr int kMostTargetsOfADistrict = 1000;

// The durable targets, with the chain of their versions.
//
// Each method is one transaction: when it answers OK the change survives a
// crash; when it answers an error nothing changed. Nothing is ever overwritten.
// Thread-safe. Any method with a status may answer UNAVAILABLE or
// RESOURCE_EXHAUSTED: repeat the same call. Writing methods answer after the
// durable commit, on another thread, and their answer must be let go of
// quickly.
class TargetStore {
 public:
  using Answer = absl::AnyInvocable<void(absl::StatusOr<StoredTarget>)>;

  // A whole new content for one target.
  struct Replacement {
    Target target;
    std::string etag;  // of the version that is replaced
    std::string changed_by;
    bool check_only = false;  // answer as if stored, but store nothing
  };
  struct Withdrawal {
    TargetKey key;
    std::string reason;
    std::string changed_by;
  };

  virtual ~TargetStore() = default;

  // Stores or appends a version. The content that is stored already is answered
  // as it is, whatever the etag. ALREADY_EXISTS when the etag is empty and
  // other content is there; ABORTED when an etag is given and not the newest. A
  // withdrawn target holds no content, but has a newest version. A target
  // beyond kMostTargetsOfADistrict is INVALID_ARGUMENT (TOO_MANY).
  virtual void Put(Replacement put, Answer answer) = 0;

  // Appends the version that withdraws it; one that is withdrawn is answered as
  // it is. NOT_FOUND.
  virtual void Withdraw(Withdrawal withdrawal, Answer answer) = 0;

  // The newest version. NOT_FOUND. Blocks.
  virtual absl::StatusOr<StoredTarget> Get(const TargetKey& key) const = 0;

  // The newest versions of a district, by indicator and then period. Blocks.
  virtual absl::StatusOr<std::vector<StoredTarget>> List(
      const RegionCode& district) const = 0;

  // The target of exactly that period as it stood at `as_of`; nothing when
  // there was none or it was withdrawn. For an `as_of` that is not later than
  // now the same as long as the store is open: what is written later is dated
  // later. Blocks only for a write that is on its way and dated no later, and
  // when this target was changed since.
  virtual absl::StatusOr<std::optional<StoredTarget>> Find(
      const RegionCode& district, absl::string_view indicator,
      const Period& period, absl::Time as_of) const = 0;

  // When a target was changed last, in any district; includes every write that
  // was answered. Does not block.
  virtual absl::Time LastUpdate() const = 0;

  // The latest instant up to `time` as of which Find waits for no write. Does
  // not block.
  virtual absl::Time SettleBefore(absl::Time time) const = 0;

  // What Find answers as of now may differ only when this does. Does not block.
  virtual int64_t Generation() const = 0;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_TARGET_TARGET_STORE_H_
