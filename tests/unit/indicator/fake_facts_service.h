#ifndef IKU_TESTS_UNIT_INDICATOR_FAKE_FACTS_SERVICE_H_
#define IKU_TESTS_UNIT_INDICATOR_FAKE_FACTS_SERVICE_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/server/server.h"
#include "common/status/grpc_status.h"
#include "common/sync/mutex.h"
#include "google/protobuf/text_format.h"
#include "iku/collection/v1/facts_service.grpc.pb.h"

namespace iku::test {

// A collection service of a few lines, on a loopback port. It answers what it
// was given, and remembers what it was asked.
class FakeFactsService final : public collection::v1::FactsService::Service {
 public:
  // What to answer; the first page of a region is pages[0], its token "1".
  absl::Status error;
  collection::v1::DistrictFacts facts;
  std::vector<collection::v1::ListDistrictFactsResponse> pages;
  bool never_answers = false;

  grpc::Status GetDistrictFacts(
      grpc::ServerContext* context,
      const collection::v1::GetDistrictFactsRequest* request,
      collection::v1::DistrictFacts* reply) override {
    Remember(*context, request->name(), request->selection(),
             request->known_etag());
    while (never_answers && !context->IsCancelled()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    *reply = facts;
    return ToGrpcStatus(error, Language::kIndonesian);
  }

  grpc::Status ListDistrictFacts(
      grpc::ServerContext* context,
      const collection::v1::ListDistrictFactsRequest* request,
      collection::v1::ListDistrictFactsResponse* reply) override {
    Remember(*context, request->region(), request->selection());
    if (!error.ok()) return ToGrpcStatus(error, Language::kIndonesian);
    const size_t page =
        request->page_token().empty() ? 0 : std::stoul(request->page_token());
    *reply = pages.at(page);
    return grpc::Status::OK;
  }

  struct Asked {
    int calls = 0;
    std::string name;
    std::string language;
    std::string actor;
    std::string known_etag;
    collection::v1::FactsSelection selection;
  };
  Asked asked() const {
    MutexLock lock(mutex_);
    return asked_;
  }

 private:
  void Remember(const grpc::ServerContext& context, const std::string& name,
                const collection::v1::FactsSelection& selection,
                const std::string& known_etag = "") {
    const auto metadata = [&context](const char* key) {
      const auto found = context.client_metadata().find(key);
      if (found == context.client_metadata().end()) return std::string();
      return std::string(found->second.data(), found->second.size());
    };
    MutexLock lock(mutex_);
    ++asked_.calls;
    asked_.name = name;
    asked_.language = metadata("accept-language");
    asked_.actor = metadata("iku-actor");
    asked_.selection = selection;
    asked_.known_etag = known_etag;
  }

  mutable Mutex mutex_;
  Asked asked_ ABSL_GUARDED_BY(mutex_);
};

template <typename Message>
Message Parsed(const std::string& text) {
  Message message;
  google::protobuf::TextFormat::ParseFromString(text, &message);
  return message;
}

// An address on which nothing listens.
inline std::string ClosedAddress() {
  FakeFactsService service;
  return Server::Start({}, {&service}).value()->address();
}

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_FAKE_FACTS_SERVICE_H_
