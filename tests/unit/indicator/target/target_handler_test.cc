#include "services/indicator/target/target_handler.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/indicator/target/sqlite_target_store.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/rule_books.h"

namespace iku::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Pair;
namespace v1 = indicator::v1;

constexpr char kName[] = "districts/35.08.21/targets/ikm.2025";

v1::Target TargetOf(const std::string& name, const std::string& value) {
  v1::Target target;
  target.set_name(name);
  target.set_value(value);
  target.set_source("Perjanjian Kinerja 2025");
  return target;
}

class TargetHandlerTest : public ::testing::Test {
 protected:
  ~TargetHandlerTest() override { server_->Drain(); }

  grpc::Status Put(const v1::Target& target, bool validate_only = false,
                   bool allow_unreachable = false) {
    grpc::ClientContext context;
    v1::PutTargetRequest request;
    *request.mutable_target() = target;
    request.set_validate_only(validate_only);
    request.set_allow_unreachable(allow_unreachable);
    return stub_->PutTarget(&context, request, &reply_);
  }
  grpc::Status Withdraw(const std::string& name, const std::string& reason) {
    grpc::ClientContext context;
    v1::WithdrawTargetRequest request;
    request.set_name(name);
    request.set_reason(reason);
    return stub_->WithdrawTarget(&context, request, &reply_);
  }
  grpc::Status Get(const std::string& name) {
    grpc::ClientContext context;
    v1::GetTargetRequest request;
    request.set_name(name);
    return stub_->GetTarget(&context, request, &reply_);
  }
  grpc::Status List(const std::string& parent, int year) {
    grpc::ClientContext context;
    v1::ListTargetsRequest request;
    request.set_parent(parent);
    request.set_year(year);
    return stub_->ListTargets(&context, request, &list_);
  }

  Calls calls_{{}};
  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  FreshRuleBook book_{clock_};
  std::unique_ptr<indicator::SqliteTargetStore> store_ =
      indicator::SqliteTargetStore::Open(book_.database()).value();
  indicator::TargetHandler handler_{calls_, *book_, *store_};
  std::unique_ptr<Server> server_ = Server::Start({}, {&handler_}).value();
  std::unique_ptr<v1::TargetService::Stub> stub_ =
      v1::TargetService::NewStub(server_->InProcessChannel());
  v1::Target reply_;
  v1::ListTargetsResponse list_;
};

TEST_F(TargetHandlerTest, NoTextHoldsANikOrATelephoneNumber) {
  v1::Target target = TargetOf("districts/35.08.21/targets/ikm.x", "-1");
  target.set_source("Kontak 0812-3456-7890");
  const absl::Status status = FromGrpcStatus(Put(target));
  EXPECT_THAT(status, ViolatesField("target.source", code::kPersonalData));
  EXPECT_THAT(status, ViolatesField("target.name", code::kNameMalformed));
  EXPECT_THAT(status, ViolatesField("target.value", code::kTextMalformed));

  ASSERT_THAT(Put(TargetOf(kName, "87.5")), IsOk());
  EXPECT_THAT(FromGrpcStatus(Withdraw(kName, "NIK 3508214506900001")),
              ViolatesField("reason", code::kPersonalData));
}

TEST_F(TargetHandlerTest, AStoredTargetIsReturnedWithItsEtagAndTime) {
  ASSERT_THAT(Put(TargetOf(kName, "87.5")), IsOk());
  ASSERT_THAT(Get(kName), IsOk());
  EXPECT_EQ(reply_.name(), kName);
  EXPECT_EQ(reply_.value(), "87.5");
  EXPECT_EQ(reply_.source(), "Perjanjian Kinerja 2025");
  EXPECT_EQ(reply_.etag(), "1");
  EXPECT_EQ(reply_.update_time().seconds(), 1'800'000'000);
}

TEST_F(TargetHandlerTest, ZeroIsKept) {
  EXPECT_THAT(Put(TargetOf(kName, "0")), IsOk());
}

TEST_F(TargetHandlerTest, OtherContentNeedsTheEtag) {
  ASSERT_THAT(Put(TargetOf(kName, "86")), IsOk());
  EXPECT_THAT(Put(TargetOf(kName, "87")),
              StatusIs(absl::StatusCode::kAlreadyExists));
  v1::Target with_etag = TargetOf(kName, "87");
  with_etag.set_etag("5");
  EXPECT_THAT(Put(with_etag), StatusIs(absl::StatusCode::kAborted));
  with_etag.set_etag("1");
  EXPECT_THAT(Put(with_etag), IsOk());
}

TEST_F(TargetHandlerTest, AllViolationsAreNamedAtOnce) {
  v1::Target target = TargetOf("districts/35.08.21/targets/ikm.2025-H1", "-1");
  target.set_source("PK");
  EXPECT_THAT(Put(target),
              AllOf(ViolatesField("target.name", code::kNameMalformed),
                    ViolatesField("target.value", code::kTextMalformed),
                    ViolatesField("target.source", code::kTooShort)));
}

TEST_F(TargetHandlerTest, NamesOfOtherFormsAreRefused) {
  for (const char* name :
       {"districts/35.08/targets/ikm.2025", "districts/35.08.21/targets/ikm",
        "districts/35.08.21/targets/ikm.2025-07", "targets/ikm.2025",
        "districts/35.08.21/targets/ikm.1999"}) {
    EXPECT_THAT(Put(TargetOf(name, "86")),
                ViolatesField("target.name", code::kNameMalformed))
        << name;
  }
  EXPECT_THAT(Put(TargetOf("districts/35.08.21/targets/happiness.2025", "86")),
              ViolatesField("target.name", code::kUnknownIndicator));
}

TEST_F(TargetHandlerTest, FourDigitsAreTheMost) {
  EXPECT_THAT(Put(TargetOf(kName, "87.12345")),
              ViolatesField("target.value", code::kTextMalformed));
  EXPECT_THAT(Put(TargetOf(kName, "87.1234")), IsOk());
}

TEST_F(TargetHandlerTest, ACheckAnswersAsIfStoredAndStoresNothing) {
  ASSERT_THAT(Put(TargetOf(kName, "86"), true), IsOk());
  EXPECT_EQ(reply_.etag(), "1");
  EXPECT_THAT(Get(kName), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(TargetHandlerTest, WithdrawingNeedsAReasonAndIsSeen) {
  ASSERT_THAT(Put(TargetOf(kName, "86")), IsOk());
  EXPECT_THAT(Withdraw(kName, ""), ViolatesField("reason", code::kRequired));
  ASSERT_THAT(Withdraw(kName, "salah ketik"), IsOk());
  EXPECT_TRUE(reply_.withdrawn());
  ASSERT_THAT(Get(kName), IsOk());
  EXPECT_TRUE(reply_.withdrawn());
  EXPECT_THAT(Withdraw("districts/35.08.21/targets/ikm.2026", "salah ketik"),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(TargetHandlerTest, AValueThatCannotBeReachedIsRefusedWithTheBound) {
  const absl::Status status = FromGrpcStatus(Put(TargetOf(kName, "186")));
  EXPECT_THAT(status, ViolatesField("target.value", code::kUnreachable));
  EXPECT_THAT(ViolationsOf(status)[0].arguments,
              ElementsAre(Pair("highest", "100"), Pair("value", "186")));
  EXPECT_THAT(Put(TargetOf(kName, "100.0001")),
              ViolatesField("target.value", code::kUnreachable));
  for (const char* share :
       {"coordination-follow-up", "village-documents-on-time"}) {
    const std::string name =
        absl::StrCat("districts/35.08.21/targets/", share, ".2025-Q3");
    EXPECT_THAT(Put(TargetOf(name, "850")),
                ViolatesField("target.value", code::kUnreachable));
    EXPECT_THAT(Put(TargetOf(name, "100")), IsOk());
  }
  EXPECT_THAT(Put(TargetOf(kName, "100")), IsOk());
}

TEST_F(TargetHandlerTest, AValueBeyondReachIsTakenWhenItIsMeant) {
  EXPECT_THAT(Put(TargetOf(kName, "186"), false, true), IsOk());
  EXPECT_EQ(reply_.value(), "186");
}

TEST_F(TargetHandlerTest, WhereLessIsBetterThereIsNothingToReachAbove) {
  ASSERT_THAT(book_.Change({{"number: 2\n",
                             "number: 2\n  lower_is_better: "
                             "true\n"},
                            {"\"2026-3\"", "\"lower\""}}),
              IsOk());
  EXPECT_THAT(
      Put(TargetOf("districts/35.08.21/targets/coordination-follow-up.2025",
                   "120")),
      IsOk());
  EXPECT_THAT(Put(TargetOf(kName, "120")),
              ViolatesField("target.value", code::kUnreachable));
}

TEST_F(TargetHandlerTest, TargetsAreListedByNameAndYear) {
  const std::string ikm = "districts/35.08.21/targets/ikm.";
  ASSERT_THAT(Put(TargetOf(ikm + "2026", "87")), IsOk());
  ASSERT_THAT(Put(TargetOf(ikm + "2025-Q3", "86")), IsOk());
  ASSERT_THAT(Put(TargetOf(ikm + "2025", "86")), IsOk());
  ASSERT_THAT(Put(TargetOf("districts/35.08.22/targets/ikm.2025", "1")),
              IsOk());

  ASSERT_THAT(List("districts/35.08.21", 0), IsOk());
  ASSERT_EQ(list_.targets_size(), 3);
  EXPECT_EQ(list_.targets(0).name(), ikm + "2025");
  EXPECT_EQ(list_.targets(1).name(), ikm + "2025-Q3");
  EXPECT_EQ(list_.targets(2).name(), ikm + "2026");

  ASSERT_THAT(List("districts/35.08.21", 2026), IsOk());
  ASSERT_EQ(list_.targets_size(), 1);
  EXPECT_THAT(List("districts/35.08.21", 1999),
              ViolatesField("year", code::kOutOfRange));
}

}  // namespace
}  // namespace iku::test
