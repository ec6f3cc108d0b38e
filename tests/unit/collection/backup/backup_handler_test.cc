#include "services/collection/backup/backup_handler.h"

#include "common/server/server.h"
#include "common/status/grpc_status.h"
#include "tests/unit/collection/backup/backup_fixture.h"

namespace iku::collection {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::testing::SizeIs;

class BackupHandlerTest : public test::BackedUpStore {
 protected:
  ~BackupHandlerTest() override { server_->Drain(); }

  template <typename Request, typename Reply>
  absl::StatusOr<Reply> Call(grpc::Status (v1::BackupService::Stub::*method)(
                                 grpc::ClientContext*, const Request&, Reply*),
                             const Request& request) {
    grpc::ClientContext context;
    context.AddMetadata("accept-language", "en");
    Reply reply;
    const grpc::Status status = ((*stub_).*method)(&context, request, &reply);
    if (!status.ok()) return FromGrpcStatus(status);
    return reply;
  }
  absl::StatusOr<v1::Backup> Create(const std::string& id) {
    v1::CreateBackupRequest request;
    request.set_backup_id(id);
    return Call(&v1::BackupService::Stub::CreateBackup, request);
  }
  absl::StatusOr<v1::Backup> Get(const std::string& name) {
    v1::GetBackupRequest request;
    request.set_name(name);
    return Call(&v1::BackupService::Stub::GetBackup, request);
  }

  std::unique_ptr<SqliteBackups> backups_ = Open();
  Calls calls_{Calls::Options{}};
  BackupHandler handler_{calls_, backups_.get()};
  std::unique_ptr<Server> server_ = *Server::Start({}, {&handler_});
  std::unique_ptr<v1::BackupService::Stub> stub_ =
      v1::BackupService::NewStub(server_->InProcessChannel());
};

TEST_F(BackupHandlerTest, ABackupBeginsAtOnceAndIsAskedForUntilItIsReady) {
  ASSERT_THAT(Insert({"a", "b"}), IsOk());
  const auto begun = Create("eve");
  ASSERT_THAT(begun, IsOk());
  EXPECT_EQ(begun->name(), "backups/eve");
  EXPECT_EQ(begun->state(), v1::BACKUP_STATE_COPYING);
  EXPECT_FALSE(begun->has_complete_time());
  Finished(*backups_, "eve");
  const auto ready = Get("backups/eve");
  ASSERT_THAT(ready, IsOk());
  EXPECT_EQ(ready->state(), v1::BACKUP_STATE_READY);
  EXPECT_EQ(ready->file(), folder_ + "/eve.db");
  EXPECT_EQ(ready->sha256().size(), 64);
  EXPECT_EQ(ready->verification().records(), 2);
  EXPECT_TRUE(ready->has_complete_time());
  EXPECT_FALSE(ready->has_error());
}

TEST_F(BackupHandlerTest, AFailedOneSaysWhyInTheLanguageOfTheCaller) {
  Tamper("DELETE FROM changes WHERE district_code = '-'");
  ASSERT_THAT(Create("eve"), IsOk());
  Finished(*backups_, "eve");
  const auto failed = Get("backups/eve");
  ASSERT_THAT(failed, IsOk());
  EXPECT_EQ(failed->state(), v1::BACKUP_STATE_FAILED);
  EXPECT_EQ(failed->error().code(), grpc::DATA_LOSS);
  EXPECT_NE(failed->error().message().find("chains of changes"),
            std::string::npos);
  EXPECT_TRUE(failed->file().empty());
}

TEST_F(BackupHandlerTest, NoIdLeadsOutOfTheFolder) {
  for (const char* id : {"", "../collection", "a/b", "A", "a.db", ".", "-a",
                         "a-", "a b", "\xc3\xa9"}) {
    EXPECT_THAT(Create(id), StatusIs(absl::StatusCode::kInvalidArgument)) << id;
    EXPECT_THAT(Get(std::string("backups/") + id),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << id;
  }
  EXPECT_THAT(Get("eve"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Get("backups/eve"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_TRUE(FilesIn(folder_).empty());
}

TEST_F(BackupHandlerTest, PagesHoldEveryBackupOnce) {
  for (const char* id : {"one", "two", "three"}) {
    ASSERT_THAT(Create(id), IsOk());
    Finished(*backups_, id);
    clock_.Advance(absl::Seconds(1));
  }
  v1::ListBackupsRequest request;
  request.set_page_size(2);
  auto page = Call(&v1::BackupService::Stub::ListBackups, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->backups(), SizeIs(2));
  EXPECT_EQ(page->backups(0).name(), "backups/three");
  EXPECT_EQ(page->backups(1).name(), "backups/two");
  request.set_page_token(page->next_page_token());
  page = Call(&v1::BackupService::Stub::ListBackups, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->backups(), SizeIs(1));
  EXPECT_EQ(page->backups(0).name(), "backups/one");
  EXPECT_EQ(page->next_page_token(), "");
}

TEST_F(BackupHandlerTest, WithoutAFolderEveryCallSaysSo) {
  BackupHandler off(calls_, nullptr);
  const auto server = *Server::Start({}, {&off});
  stub_ = v1::BackupService::NewStub(server->InProcessChannel());
  EXPECT_THAT(Create("eve"), HasReason(code::kBackupOff));
  EXPECT_THAT(Get("backups/eve"), HasReason(code::kBackupOff));
  EXPECT_THAT(
      Call(&v1::BackupService::Stub::ListBackups, v1::ListBackupsRequest()),
      HasReason(code::kBackupOff));
  server->Drain();
}

}  // namespace
}  // namespace iku::collection
