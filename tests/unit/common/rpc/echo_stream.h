#ifndef IKU_TESTS_UNIT_COMMON_RPC_ECHO_STREAM_H_
#define IKU_TESTS_UNIT_COMMON_RPC_ECHO_STREAM_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/client/channel.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "common/stream/session.h"
#include "common/sync/mutex.h"
#include "common/sync/work_deadline.h"
#include "echo.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace iku::test {

using Echo = Session<EchoRequest, EchoReply>;
using Message = std::shared_ptr<const EchoRequest>;

inline EchoReply Reply(int number) {
  EchoReply reply;
  reply.set_number(number);
  return reply;
}

inline EchoRequest Request(int number, size_t load = 0) {
  EchoRequest request;
  request.set_number(number);
  request.set_load(std::string(load, 'x'));
  return request;
}

// A session that does what a test says.
class ScriptedSession final : public Echo {
 public:
  struct Script {
    std::optional<EchoReply> greeting;
    std::function<void(Message, absl::Time, Answer)> take;
    std::function<void()> ended = [] {};
  };

  explicit ScriptedSession(const Script& script) : script_(script) {}
  std::optional<EchoReply> Greeting() override { return script_.greeting; }
  void Take(Message message, absl::Time deadline, Answer answer) override {
    script_.take(std::move(message), deadline, std::move(answer));
  }
  void Ended() override { script_.ended(); }

 private:
  const Script& script_;
};

// Keeps the answers that messages wait for. Thread-safe.
class Held {
 public:
  void Keep(Message message, Echo::Answer answer) {
    MutexLock lock(mutex_);
    numbers_.push_back(message->number());
    answers_.push_back(std::move(answer));
    changed_.NotifyAll();
  }
  // The numbers of all messages that came, once there are so many; fewer when
  // that takes ten seconds.
  std::vector<int> Await(size_t count) {
    const absl::Time limit = absl::Now() + absl::Seconds(10);
    MutexLock lock(mutex_);
    while (numbers_.size() < count && absl::Now() < limit) {
      changed_.WaitUntil(mutex_, limit);
    }
    return numbers_;
  }
  size_t count() {
    MutexLock lock(mutex_);
    return numbers_.size();
  }
  // Answers the message that came in as the `index`-th and lets go of it.
  void Give(size_t index, absl::StatusOr<EchoReply> answer) {
    Echo::Answer give;
    {
      MutexLock lock(mutex_);
      give = std::exchange(answers_[index], nullptr);
    }
    give(std::move(answer));
  }
  void Drop() {
    std::vector<Echo::Answer> dropped;
    MutexLock lock(mutex_);
    dropped.swap(answers_);
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  std::vector<int> numbers_ ABSL_GUARDED_BY(mutex_);
  std::vector<Echo::Answer> answers_ ABSL_GUARDED_BY(mutex_);
};

class ScriptedEcho final : public EchoService::CallbackService {
 public:
  explicit ScriptedEcho(Calls& calls) : calls_(calls) {}

  grpc::ServerBidiReactor<EchoRequest, EchoReply>* Converse(
      grpc::CallbackServerContext* context) override {
    return calls_.Converse<EchoRequest, EchoReply>(
        *context, BulkRpc<EchoService>("Converse"),
        [this](const Caller& caller) -> absl::StatusOr<std::unique_ptr<Echo>> {
          if (open) {
            if (absl::Status status = open(caller); !status.ok()) return status;
          }
          return std::make_unique<ScriptedSession>(script);
        },
        options);
  }

  ScriptedSession::Script script;
  std::function<absl::Status(const Caller&)> open;
  ConverseOptions options;

 private:
  Calls& calls_;
};

// A client's end of a stream.
struct EchoStream {
  explicit EchoStream(EchoService::Stub& stub)
      : call(stub.Converse(&context)) {}
  bool Send(int number, size_t load = 0) {
    return call->Write(Request(number, load));
  }
  // The numbers of the next replies, fewer when the stream ends.
  std::vector<int> Read(size_t count) {
    std::vector<int> numbers;
    EchoReply reply;
    while (numbers.size() < count && call->Read(&reply)) {
      numbers.push_back(reply.number());
    }
    return numbers;
  }
  std::vector<int> ReadAll() { return Read(1'000'000); }

  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientReaderWriter<EchoRequest, EchoReply>> call;
};

class ConverseTest : public ::testing::Test {
 protected:
  explicit ConverseTest(
      const Calls::Options& options = {.look_every = absl::Milliseconds(10)})
      : calls_(options) {
    service_.script.take = [this](Message message, absl::Time,
                                  Echo::Answer answer) {
      held_.Keep(std::move(message), std::move(answer));
    };
  }

  void SetUp() override {
    auto server =
        Server::Start({.drain_timeout = absl::Seconds(5),
                       .before_drain = [this] { calls_.StopStreams(); }},
                      {&service_});
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    stub_ = EchoService::NewStub(OpenChannel(server_->address()));
  }
  void TearDown() override { held_.Drop(); }

  // Answers each message with its number, at once.
  void EchoAtOnce() {
    service_.script.take = [](Message message, absl::Time,
                              Echo::Answer answer) {
      answer(Reply(message->number()));
    };
  }

  Held held_;
  Calls calls_;
  ScriptedEcho service_{calls_};
  std::unique_ptr<Server> server_;
  std::unique_ptr<EchoService::Stub> stub_;
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COMMON_RPC_ECHO_STREAM_H_
