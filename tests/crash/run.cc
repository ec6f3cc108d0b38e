#include "tests/crash/run.h"

#include <future>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace iku::test {
namespace {

// Holds the writer of a database, so that what is queued meanwhile is one
// group.
class Gate {
 public:
  explicit Gate(sqlite::Database& database) {
    database.Write(
        [state = state_](sqlite::Transaction&) {
          MutexLock lock(state->mutex);
          state->reached = true;
          state->changed.NotifyAll();
          while (!state->open) state->changed.Wait(state->mutex);
          return absl::OkStatus();
        },
        0,
        [state = state_](absl::Status) {
          MutexLock lock(state->mutex);
          state->reached = true;
          state->changed.NotifyAll();
        });
    MutexLock lock(state_->mutex);
    while (!state_->reached) state_->changed.Wait(state_->mutex);
  }
  ~Gate() {
    MutexLock lock(state_->mutex);
    state_->open = true;
    state_->changed.NotifyAll();
  }

 private:
  struct State {
    Mutex mutex;
    CondVar changed;
    bool reached = false;
    bool open = false;
  };
  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

bool MayBeRetried(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status);
}

// Sends a step; its outcome, when it comes.
std::future<absl::Status> Send(const Step& step, Stores& stores,
                               Ledger& ledger) {
  auto outcome = std::make_shared<std::promise<absl::Status>>();
  step.send(stores, ledger,
            [outcome](absl::Status status) { outcome->set_value(status); });
  return outcome->get_future();
}

}  // namespace

void WaitForWriter(Stores& stores) { Gate gate(stores.database); }

bool Run::Round(Stores& stores) {
  std::vector<std::future<absl::Status>> outcomes(next_.size());
  {
    Gate gate(stores.database);
    for (size_t i = 0; i < next_.size(); ++i) {
      const std::vector<Step>& steps = script_.clients[i];
      if (next_[i] < steps.size()) {
        outcomes[i] = Send(steps[next_[i]], stores, ledger_);
      }
    }
  }
  bool any = false;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].valid()) continue;
    any = true;
    Answered(i, outcomes[i].get());
  }
  WaitForWriter(stores);
  return any;
}

bool Run::Rounds(Stores& stores, int most) {
  for (int i = 0; i < most && Round(stores); ++i) {
  }
  return through();
}

void Run::Freely(Stores& stores, int patience) {
  std::vector<std::thread> threads;
  for (size_t i = 0; i < next_.size(); ++i) {
    threads.emplace_back([this, i, &stores, patience] {
      const std::vector<Step>& steps = script_.clients[i];
      int refused = 0;
      while (next_[i] < steps.size() && refused < patience) {
        const size_t before = next_[i];
        Answered(i, Send(steps[before], stores, ledger_).get());
        refused = next_[i] == before ? refused + 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  WaitForWriter(stores);
}

bool Run::through() const {
  for (size_t i = 0; i < next_.size(); ++i) {
    if (next_[i] < script_.clients[i].size()) return false;
  }
  return true;
}

void Run::Answered(size_t client, const absl::Status& status) {
  const Step& step = script_.clients[client][next_[client]];
  const bool outdated = step.may_be_outdated && (absl::IsAborted(status) ||
                                                 absl::IsAlreadyExists(status));
  const bool of_erased =
      step.may_be_of_erased && ReasonOf(status) == code::kRecordErased;
  if (status.ok() || outdated || of_erased) {
    ++next_[client];
    return;
  }
  MutexLock lock(mutex_);
  refusals_.push_back(status);
  if (MayBeRetried(status)) return;
  faults_.push_back(absl::StrCat("client ", client, " step ", next_[client],
                                 " (", step.what,
                                 ") was refused: ", status.ToString()));
  ++next_[client];
}

std::vector<std::string> Run::faults() const {
  MutexLock lock(mutex_);
  return faults_;
}

std::vector<absl::Status> Run::refusals() const {
  MutexLock lock(mutex_);
  return refusals_;
}

}  // namespace iku::test
