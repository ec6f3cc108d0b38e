#ifndef IKU_COMMON_STORE_SQLITE_TRANSACTION_H_
#define IKU_COMMON_STORE_SQLITE_TRANSACTION_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/store/sqlite/connection.h"

namespace iku::sqlite {

// What one unit of work sees of the transaction that it runs in, together with
// others. Used by the writer thread only.
class Transaction {
 public:
  // Something that the works of one commit share: made when the first of them
  // asks for it, gone with the transaction.
  class Shared {
   public:
    virtual ~Shared() = default;
    // Behind the last work, inside the transaction, so that what many works
    // add up is written once. An error undoes the whole transaction.
    virtual absl::Status BeforeCommit(Transaction& transaction) = 0;
  };

  Transaction(Connection& connection, absl::Time now)
      : connection_(connection), now_(now) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Connection& connection() { return connection_; }
  // One instant for everything that is stored in this transaction. Never before
  // that of an earlier version; see Database::Settle.
  absl::Time now() const { return now_; }

  // Version of the data that this work makes: one more than the newest. The
  // first call stores it with its instant in `commits`. A work that fails takes
  // none, so versions have no gaps.
  absl::StatusOr<int64_t> data_version();

  // What data_version would answer, without taking it: a work that turns out
  // to store nothing makes no version.
  absl::StatusOr<int64_t> next_version();

  // The newest version so far, the one of this work included; 0 in a new file.
  absl::StatusOr<int64_t> newest_version();

  // Says that this work changes what is known under `topic`; see
  // Database::LastTouched. After data_version.
  void Touch(std::string topic) { work_topics_.push_back(std::move(topic)); }

  // Says that what this work overwrites must not stay readable in the log, from
  // which it goes soon after the commit; see Database.
  void CleanLog() { work_cleans_log_ = true; }

  // Runs `then` when this work is done and not undone. Must be quick and not
  // fail; the commit is still to come.
  void OnKept(absl::AnyInvocable<void()> then) {
    on_kept_.push_back(std::move(then));
  }

  // The T of this transaction; T is a Shared that can be made from nothing.
  template <typename T>
  T& Share() {
    for (auto& [type, shared] : shared_) {
      if (type == typeid(T)) return static_cast<T&>(*shared);
    }
    shared_.emplace_back(typeid(T), std::make_unique<T>());
    return static_cast<T&>(*shared_.back().second);
  }

 private:
  friend class Database;
  // Runs `work` so that an error undoes what it did, and only that.
  absl::Status RunInSavepoint(
      absl::AnyInvocable<absl::Status(Transaction&)>& work);
  absl::Status EndSavepoint(absl::Status outcome);
  absl::Status BeforeCommit();

  Connection& connection_;
  const absl::Time now_;
  int64_t newest_version_ = -1;  // -1: not looked up yet
  int64_t work_version_ = 0;     // 0: this work did not ask for one
  bool work_cleans_log_ = false;
  bool cleans_log_ = false;      // a work of this commit does
  bool kept_something_ = false;  // a work was not undone
  std::vector<std::string> work_topics_;
  std::map<std::string, int64_t>
      touched_;  // topics, by versions of this commit
  std::vector<absl::AnyInvocable<void()>> on_kept_;  // of this work
  std::vector<std::pair<std::type_index, std::unique_ptr<Shared>>> shared_;
};

}  // namespace iku::sqlite

#endif  // IKU_COMMON_STORE_SQLITE_TRANSACTION_H_
