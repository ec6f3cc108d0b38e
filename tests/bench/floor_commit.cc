// Floor: a server that answers when the row of the survey response is durable.
// One thread inserts whatever waits and commits once for all of it.
//
//   floor_commit LIKE_STORE NEW_FILE

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "tests/bench/floor_rows.h"
#include "tests/bench/floor_server.h"

namespace {

namespace v1 = iku::collection::v1;

class Commit final : public v1::SurveyService::CallbackService {
 public:
  explicit Commit(iku::bench::FloorRows& rows)
      : rows_(rows), writer_([this] { Write(); }) {}

  ~Commit() override {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    writer_.join();
  }

 private:
  struct Waiting {
    iku::bench::Uuid id;
    grpc::ServerUnaryReactor* reactor;
  };

  grpc::ServerUnaryReactor* CreateSurveyResponse(
      grpc::CallbackServerContext* context,
      const v1::CreateSurveyResponseRequest* request,
      v1::SurveyResponse* reply) override {
    *reply = request->survey_response();
    const std::string& name = reply->name();
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    {
      std::lock_guard<std::mutex> lock(mutex_);
      waiting_.push_back(
          {iku::bench::UuidOf(name.substr(name.rfind('/') + 1)), reactor});
    }
    changed_.notify_one();
    return reactor;
  }

  void Write() {
    std::vector<Waiting> group;
    while (true) {
      {
        std::unique_lock<std::mutex> lock(mutex_);
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        group = std::exchange(waiting_, {});
      }
      rows_.Begin();
      for (const Waiting& one : group) rows_.Insert(one.id);
      rows_.Commit();
      for (const Waiting& one : group) one.reactor->Finish(grpc::Status::OK);
    }
  }

  iku::bench::FloorRows& rows_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Waiting> waiting_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace

int main(int argc, char** argv) {
  iku::bench::BeginFloor();
  if (argc != 3) return EXIT_FAILURE;
  iku::bench::FloorRows rows(argv[1], argv[2]);
  Commit service(rows);
  return iku::bench::ServeFloor("floor_commit", service);
}
