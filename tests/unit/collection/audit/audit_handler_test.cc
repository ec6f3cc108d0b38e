#include "services/collection/audit/audit_handler.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "common/server/server.h"
#include "gmock/gmock.h"
#include "tests/unit/collection/audit/audited_store.h"

namespace iku::test {
namespace {

namespace v1 = collection::v1;
using collection::ChangeAction;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr char kDistrict[] = "districts/35.08.21";

class AuditHandlerTest : public AuditedStore {
 protected:
  ~AuditHandlerTest() override { server_->Drain(); }

  absl::StatusOr<std::vector<v1::Change>> List(v1::ListChangesRequest request) {
    std::vector<v1::Change> changes;
    do {
      grpc::ClientContext context;
      v1::ListChangesResponse reply;
      const grpc::Status status = stub_->ListChanges(&context, request, &reply);
      if (!status.ok()) return FromGrpcStatus(status);
      changes.insert(changes.end(), reply.changes().begin(),
                     reply.changes().end());
      request.set_page_token(reply.next_page_token());
    } while (!request.page_token().empty());
    return changes;
  }
  static std::vector<v1::ChangeAction> ActionsOf(
      const absl::StatusOr<std::vector<v1::Change>>& changes) {
    std::vector<v1::ChangeAction> actions;
    if (!changes.ok()) return actions;
    for (const v1::Change& change : *changes)
      actions.push_back(change.action());
    return actions;
  }

  Calls calls_{{}};
  collection::AuditHandler handler_{calls_, changes_, *regions_};
  std::unique_ptr<Server> server_ = *Server::Start({}, {&handler_});
  std::unique_ptr<v1::AuditService::Stub> stub_ =
      v1::AuditService::NewStub(server_->InProcessChannel());
};

TEST_F(AuditHandlerTest, ListsWhoDidWhatWhenAndWhy) {
  ASSERT_THAT(Insert({"a", "b"}), IsOk());
  clock_.Advance(absl::Minutes(5));
  ASSERT_THAT(Amend("a", ChangeAction::kCorrect, 4), IsOk());
  v1::ListChangesRequest request;
  request.set_parent(kDistrict);
  request.set_page_size(1);

  const auto changes = List(request);

  ASSERT_THAT(changes, IsOk());
  ASSERT_THAT(*changes, SizeIs(2));
  EXPECT_EQ(changes->at(0).action(), v1::CHANGE_ACTION_CREATE);
  EXPECT_EQ(changes->at(0).resources(), 2);
  EXPECT_EQ(changes->at(0).resource(), "");
  EXPECT_EQ(changes->at(0).actor(), "loket");
  EXPECT_EQ(changes->at(0).before_sha256(), "");
  const v1::Change& correction = changes->at(1);
  EXPECT_EQ(correction.resource(), "districts/35.08.21/surveyResponses/a");
  EXPECT_EQ(correction.actor(), "Kasi Pelayanan");
  EXPECT_EQ(correction.reason(), "salah ketik");
  EXPECT_EQ(correction.commit_time().seconds(),
            absl::ToUnixSeconds(clock_.Now()));
  EXPECT_THAT(correction.before_sha256(), SizeIs(64));
  EXPECT_NE(correction.before_sha256(), correction.after_sha256());
  EXPECT_EQ(correction.data_version(), changes->at(0).data_version() + 1);
}

TEST_F(AuditHandlerTest, AResourceIsFollowedFromItsBatchOn) {
  ASSERT_THAT(Insert({"a", "b"}), IsOk());
  ASSERT_THAT(Insert({"c"}), IsOk());
  ASSERT_THAT(Amend("a", ChangeAction::kVoid, 3), IsOk());
  v1::ListChangesRequest request;
  request.set_parent(kDistrict);
  request.set_resource("districts/35.08.21/surveyResponses/a");
  EXPECT_THAT(ActionsOf(List(request)),
              ElementsAre(v1::CHANGE_ACTION_CREATE, v1::CHANGE_ACTION_VOID));
  request.set_action(v1::CHANGE_ACTION_VOID);
  EXPECT_THAT(ActionsOf(List(request)), ElementsAre(v1::CHANGE_ACTION_VOID));
  request.clear_resource();
  request.clear_action();
  request.set_after_version(List(request)->at(1).data_version());
  EXPECT_THAT(ActionsOf(List(request)), ElementsAre(v1::CHANGE_ACTION_VOID));
}

TEST_F(AuditHandlerTest, TheRegisterHasAChainOfItsOwn) {
  v1::ListChangesRequest request;
  request.set_parent("districts/-");
  request.set_resource("regions/35.08.21");
  const auto changes = List(request);
  ASSERT_THAT(changes, IsOk());
  ASSERT_THAT(*changes, SizeIs(1));
  EXPECT_EQ(changes->at(0).collection(), "regions");
  EXPECT_GT(changes->at(0).resources(), 8);
}

TEST_F(AuditHandlerTest, EveryWrongFieldIsNamed) {
  v1::ListChangesRequest request;
  request.set_parent(kDistrict);
  request.set_resource("districts/35.08.22/surveyResponses/a");
  request.set_after_version(-1);
  request.set_page_size(-1);
  const auto refused = List(request);
  EXPECT_THAT(refused, ViolatesField("resource", code::kNotInParent));
  EXPECT_THAT(refused, ViolatesField("after_version", code::kOutOfRange));
  EXPECT_THAT(refused, ViolatesField("page_size", code::kOutOfRange));
  request.set_resource("surveyResponses");
  EXPECT_THAT(List(request), ViolatesField("resource", code::kNameMalformed));
}

TEST_F(AuditHandlerTest, AWatchSendsEachChangeOnceInItsOrderAsTheyCome) {
  ASSERT_THAT(Insert({"before"}), IsOk());
  const auto start = surveys_.NewestVersion();
  ASSERT_THAT(start, IsOk());
  grpc::ClientContext context;
  v1::WatchChangesRequest request;
  request.set_parent("districts/-");
  request.set_after_version(*start - 1);
  const auto watch = stub_->WatchChanges(&context, request);
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < 25; ++i) {
        EXPECT_THAT(Insert({absl::StrCat("w", writer, "-", i)}), IsOk());
      }
    });
  }
  v1::Change change;
  for (int64_t version = *start; version <= *start + 100; ++version) {
    ASSERT_TRUE(watch->Read(&change));
    EXPECT_EQ(change.data_version(), version);
  }
  for (std::thread& writer : writers) writer.join();
  context.TryCancel();
  while (watch->Read(&change)) {
  }
  EXPECT_THAT(FromGrpcStatus(watch->Finish()),
              StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(AuditHandlerTest, VerifyAnswersTheHeadOfOneChain) {
  ASSERT_THAT(Insert({"a"}), IsOk());
  grpc::ClientContext context;
  v1::VerifyChangesRequest request;
  request.set_name(kDistrict);
  v1::VerifyChangesResponse reply;
  ASSERT_THAT(stub_->VerifyChanges(&context, request, &reply), IsOk());
  EXPECT_EQ(reply.mismatches_total(), 0);
  EXPECT_EQ(reply.record_versions(), 1);
  v1::ListChangesRequest list;
  list.set_parent(kDistrict);
  EXPECT_EQ(reply.head_sha256(), List(list)->back().chain_sha256());

  Tamper("UPDATE survey_responses SET scores = 111111111");
  grpc::ClientContext again;
  ASSERT_THAT(stub_->VerifyChanges(&again, request, &reply), IsOk());
  ASSERT_THAT(reply.mismatches(), SizeIs(1));
  EXPECT_EQ(reply.mismatches(0).fault(), v1::CHAIN_FAULT_CONTENT);
  EXPECT_EQ(reply.mismatches(0).district(), kDistrict);
}

}  // namespace
}  // namespace iku::test
