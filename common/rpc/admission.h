#ifndef IKU_COMMON_RPC_ADMISSION_H_
#define IKU_COMMON_RPC_ADMISSION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/metrics/metric_writer.h"
#include "common/rpc/call_class.h"
#include "common/sync/mutex.h"

namespace iku {

// Decides at once whether a call may begin: a place for each call in flight, a
// number of places for each class, and within the class for each caller, so
// that one who calls too much is refused before others are. The same for the
// bytes of answers that were not taken yet, which callers that do not read pile
// up. Thread-safe.
class Admission {
 public:
  struct Limit {
    int calls = 0;       // of the class at one time
    int per_caller = 0;  // of one caller in the class
    // With so many bytes held, nothing more begins.
    size_t bytes = size_t{64} << 20;
    size_t bytes_per_caller = size_t{32} << 20;
  };
  using Limits = std::array<Limit, kCallClasses.size()>;

  // Shares `calls` out: 40 % reads, 40 % writes, 15 % batches, 5 % expensive
  // calls, at least one of each. A caller may have `per_caller` of them in the
  // same shares. Each class may hold a quarter of `bytes`, a caller half of it.
  static Limits Shares(int calls, int per_caller, size_t bytes = 256 << 20);

  // What a class or a caller has at one time.
  struct Held {
    int calls = 0;
    size_t bytes = 0;
  };

  // A place that was given; it is free again when this goes.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept { Swap(other); }
    Place& operator=(Place&& other) noexcept {
      Place(std::move(other)).Swap(*this);
      return *this;
    }
    ~Place() {
      if (from_ != nullptr) from_->Free(*this);
    }

    // What the call holds for its caller, in all. One thread at a time.
    void Hold(size_t bytes);
    // RESOURCE_EXHAUSTED when the class or the caller holds too much for more
    // to be begun.
    absl::Status MayHoldMore() const;

   private:
    friend class Admission;
    using Caller = std::pair<const std::string, Held>;
    Place(Admission& from, CallClass call_class, Caller& caller)
        : from_(&from), call_class_(call_class), caller_(&caller) {}
    void Swap(Place& other) {
      std::swap(from_, other.from_);
      std::swap(call_class_, other.call_class_);
      std::swap(caller_, other.caller_);
      std::swap(bytes_, other.bytes_);
    }

    Admission* from_ = nullptr;
    CallClass call_class_ = {};
    Caller* caller_ = nullptr;
    size_t bytes_ = 0;
  };

  explicit Admission(const Limits& limits);
  // The places must be free again.
  ~Admission() = default;
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

  // RESOURCE_EXHAUSTED that says what is busy, the class or the caller. Never
  // waits.
  absl::StatusOr<Place> Admit(CallClass call_class, absl::string_view caller);

  // Waits until every place is free.
  void WaitUntilEmpty();

  // What the class looks like now, and how many it refused so far.
  struct State {
    Held held;
    size_t callers = 0;
    int64_t refused_for_class = 0;
    int64_t refused_for_caller = 0;
  };
  State Look(CallClass call_class);
  void Tell(MetricWriter& writer);

 private:
  // One class. Callers are known only while they have a call in flight, so
  // there are never more of them than places.
  struct Room {
    Limit limit;
    Mutex mutex;
    CondVar emptied;
    State state ABSL_GUARDED_BY(mutex);
    // Elements stay where they are while others come and go.
    std::unordered_map<std::string, Held> callers ABSL_GUARDED_BY(mutex);
  };

  Room& RoomOf(CallClass call_class) {
    return rooms_[static_cast<size_t>(call_class)];
  }
  void Free(const Place& place);

  std::array<Room, kCallClasses.size()> rooms_;
};

}  // namespace iku

#endif  // IKU_COMMON_RPC_ADMISSION_H_
