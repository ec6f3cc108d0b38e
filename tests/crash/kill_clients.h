#ifndef IKU_TESTS_CRASH_KILL_CLIENTS_H_
#define IKU_TESTS_CRASH_KILL_CLIENTS_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/sync/mutex.h"
#include "grpcpp/grpcpp.h"
#include "tests/crash/kill_batches.h"

namespace iku::test {

// What the clients were told, and where two answers do not go together.
// Thread-safe.
class Witness {
 public:
  // A batch was answered, for the first time or again.
  void Answered(const SessionSpec& session, int64_t sequence,
                collection::v1::SubmitBatchResponse response);
  // A session said where it stands.
  void Stands(const SessionSpec& session, int64_t next_sequence);
  // A single record was acknowledged with that etag.
  void Kept(const std::string& id, const std::string& etag);
  void Fault(std::string what);

  // The last batch of a session that was answered.
  int64_t LastBatch(const SessionSpec& session) const;
  std::map<std::string, std::string> singles() const;  // etag by id
  std::vector<std::string> faults() const;
  int64_t answers() const;

 private:
  mutable Mutex mutex_;
  // Of each session its answers, from the first batch on.
  std::map<std::string, std::vector<std::string>> batches_
      ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::string> singles_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> faults_ ABSL_GUARDED_BY(mutex_);
  int64_t answers_ ABSL_GUARDED_BY(mutex_) = 0;
};

// What all clients of one service share.
struct Service {
  std::shared_ptr<grpc::Channel> channel;
  Witness witness;
  // Clients finish what they are at, which needs the service, and end.
  std::atomic<bool> stop = false;
};

// Retries the call for as long as the service is gone; false, and a fault, when
// it answers what no crash explains.
bool MayTryAgain(const grpc::Status& status, const std::string& what,
                 Service& service);

// Each is a client that resumes after any break, and is run on a thread.
void SendOverStreams(const SessionSpec& session, Service& service);
void SendOneByOne(const SessionSpec& session, Service& service);
void CreateAndCorrect(const std::string& name, Service& service);

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_KILL_CLIENTS_H_
