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

bool Full(const Admission::Held& held, int calls, size_t bytes) {
  return held.calls >= calls || held.bytes >= bytes;
}

}  // namespace

Admission::Limits Admission::Shares(int calls, int per_caller, size_t bytes) {
  Limits limits;
  for (size_t i = 0; i < limits.size(); ++i) {
    limits[i] = {.calls = Share(calls, kPercent[i]),
                 .per_caller = Share(per_caller, kPercent[i]),
                 .bytes = bytes / limits.size(),
                 .bytes_per_caller = bytes / limits.size() / 2};
  }
  return limits;
}

Admission::Admission(const Limits& limits) {
  for (size_t i = 0; i < limits.size(); ++i) rooms_[i].limit = limits[i];
}

absl::StatusOr<Admission::Place> Admission::Admit(CallClass call_class,
                                                  absl::string_view caller) {
  Room& room = RoomOf(call_class);
  const Limit& limit = room.limit;
  bool by_caller = false;
  {
    MutexLock lock(room.mutex);
    if (Full(room.state.held, limit.calls, limit.bytes)) {
      ++room.state.refused_for_class;
    } else {
      const auto known = room.callers.try_emplace(std::string(caller)).first;
      if (!Full(known->second, limit.per_caller, limit.bytes_per_caller)) {
        ++known->second.calls;
        ++room.state.held.calls;
        return Place(*this, call_class, *known);
      }
      ++room.state.refused_for_caller;
      by_caller = true;
    }
  }
  return by_caller ? CallerBusy(NameOf(call_class)) : Busy(NameOf(call_class));
}

void Admission::Place::Hold(size_t bytes) {
  if (from_ == nullptr || bytes == bytes_) return;
  Room& room = from_->RoomOf(call_class_);
  MutexLock lock(room.mutex);
  room.state.held.bytes += bytes - bytes_;
  caller_->second.bytes += bytes - bytes_;
  bytes_ = bytes;
}

absl::Status Admission::Place::MayHoldMore() const {
  if (from_ == nullptr) return absl::OkStatus();
  Room& room = from_->RoomOf(call_class_);
  bool class_full = false;
  bool caller_full = false;
  {
    MutexLock lock(room.mutex);
    class_full = room.state.held.bytes >= room.limit.bytes;
    caller_full = caller_->second.bytes >= room.limit.bytes_per_caller;
  }
  if (class_full) return Busy(NameOf(call_class_));
  if (caller_full) return CallerBusy(NameOf(call_class_));
  return absl::OkStatus();
}

void Admission::Free(const Place& place) {
  Room& room = RoomOf(place.call_class_);
  // Told under the lock: the room may go when the last place is free.
  MutexLock lock(room.mutex);
  Held& caller = place.caller_->second;
  caller.bytes -= place.bytes_;
  if (--caller.calls == 0) room.callers.erase(place.caller_->first);
  room.state.held.bytes -= place.bytes_;
  if (--room.state.held.calls == 0) room.emptied.NotifyAll();
}

void Admission::WaitUntilEmpty() {
  for (Room& room : rooms_) {
    MutexLock lock(room.mutex);
    while (room.state.held.calls > 0) room.emptied.Wait(room.mutex);
  }
}

Admission::State Admission::Look(CallClass call_class) {
  Room& room = RoomOf(call_class);
  MutexLock lock(room.mutex);
  State state = room.state;
  state.callers = room.callers.size();
  return state;
}

void Admission::Tell(MetricWriter& writer) {
  constexpr char kRefused[] = "iku_calls_refused_total";
  constexpr char kRefusedHelp[] =
      "Calls refused because the class, or the caller in it, had too many.";
  for (const CallClass call_class : kCallClasses) {
    const State state = Look(call_class);
    const MetricWriter::Labels labels = {
        {"class", std::string(NameOf(call_class))}};
    writer.Gauge("iku_calls_in_flight", "Calls that run now.", labels,
                 state.held.calls);
    writer.Gauge("iku_calls_unread_bytes",
                 "Messages that are held for callers, with answers that they "
                 "have not read.",
                 labels, static_cast<double>(state.held.bytes));
    writer.Gauge("iku_callers", "Callers with a call that runs.", labels,
                 static_cast<double>(state.callers));
    MetricWriter::Labels by = labels;
    by.emplace_back("limit", "service");
    writer.Counter(kRefused, kRefusedHelp, by,
                   static_cast<double>(state.refused_for_class));
    by.back().second = "caller";
    writer.Counter(kRefused, kRefusedHelp, by,
                   static_cast<double>(state.refused_for_caller));
  }
}

}  // namespace iku
