#include "common/rpc/admission.h"

#include <algorithm>

#include "common/status/errors.h"

namespace iku {
namespace {

// Of a hundred places, by class.
constexpr std::array<int, kCallClasses.size()> kPercent = {40, 40, 15, 5};

int Share(int places, int percent) {
  return std::max(1, static_cast<int>(int64_t{places} * percent / 100));
}

}  // namespace

Admission::Limits Admission::Shares(int calls, int per_caller) {
  Limits limits;
  for (size_t i = 0; i < limits.size(); ++i) {
    limits[i] = {.calls = Share(calls, kPercent[i]),
                 .per_caller = Share(per_caller, kPercent[i])};
  }
  return limits;
}

Admission::Admission(const Limits& limits) {
  for (size_t i = 0; i < limits.size(); ++i) rooms_[i].limit = limits[i];
}

absl::StatusOr<Admission::Place> Admission::Admit(CallClass call_class,
                                                  absl::string_view caller) {
  Room& room = RoomOf(call_class);
  bool by_caller = false;
  {
    MutexLock lock(room.mutex);
    if (room.state.in_flight >= room.limit.calls) {
      ++room.state.refused_for_class;
    } else {
      const auto known = room.callers.try_emplace(std::string(caller), 0).first;
      if (known->second < room.limit.per_caller) {
        ++known->second;
        ++room.state.in_flight;
        return Place(*this, call_class, *known);
      }
      ++room.state.refused_for_caller;
      by_caller = true;
    }
  }
  return by_caller ? CallerBusy(NameOf(call_class)) : Busy(NameOf(call_class));
}

void Admission::Free(CallClass call_class, Place::Caller& caller) {
  Room& room = RoomOf(call_class);
  // Told under the lock: the room may go when the last place is free.
  MutexLock lock(room.mutex);
  if (--caller.second == 0) room.callers.erase(caller.first);
  if (--room.state.in_flight == 0) room.emptied.NotifyAll();
}

void Admission::WaitUntilEmpty() {
  for (Room& room : rooms_) {
    MutexLock lock(room.mutex);
    while (room.state.in_flight > 0) room.emptied.Wait(room.mutex);
  }
}

Admission::State Admission::Look(CallClass call_class) {
  Room& room = RoomOf(call_class);
  MutexLock lock(room.mutex);
  State state = room.state;
  state.callers = room.callers.size();
  return state;
}

}  // namespace iku
