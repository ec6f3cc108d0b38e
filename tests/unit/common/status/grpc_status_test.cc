#include "common/status/grpc_status.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace iku {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  Detail found;
  for (const auto& detail : details.details()) detail.UnpackTo(&found);
  return found;
}

absl::Status ManyViolations(int count, const std::string& value) {
  Violations found;
  for (int i = 0; i < count; ++i) {
    found.Add("rows[" + std::to_string(i) + "].subject", code::kUnknownCode,
              {{"value", value}, {"allowed", "a, b, c"}});
  }
  return found.ToStatus();
}

TEST(GrpcStatusTest, OkStaysOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus(), Language::kEnglish).ok());
  EXPECT_THAT(FromGrpcStatus(grpc::Status::OK), IsOk());
}

TEST(GrpcStatusTest, CarriesTheStandardDetails) {
  Violations found;
  found.Add("score", code::kScoreOutOfRange,
            {{"value", "9"}, {"element", "U1"}});
  const grpc::Status status =
      ToGrpcStatus(found.ToStatus(), Language::kIndonesian);

  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "INVALID_INPUT");
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).domain(), "iku");
  EXPECT_EQ(DetailOf<google::rpc::LocalizedMessage>(status).locale(), "id");
  EXPECT_EQ(DetailOf<google::rpc::LocalizedMessage>(status).message(),
            status.error_message());
  const auto bad = DetailOf<google::rpc::BadRequest>(status);
  ASSERT_EQ(bad.field_violations_size(), 1);
  EXPECT_EQ(bad.field_violations(0).field(), "score");
  EXPECT_EQ(bad.field_violations(0).description(),
            "Nilai unsur U1 harus 1 sampai 4, tertulis 9.");
  EXPECT_EQ(DetailOf<type::v1::Violations>(status).violations(0).message(),
            bad.field_violations(0).description());
}

TEST(GrpcStatusTest, ComesBackWithAllItsParts) {
  const absl::Status back =
      FromGrpcStatus(ToGrpcStatus(Busy("reads"), Language::kEnglish));
  EXPECT_THAT(back, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(back, HasReason(code::kBusy));
  EXPECT_EQ(ArgumentsOf(back).at("what"), "reads");
  EXPECT_THAT(RetryAfterOf(back), Optional(absl::Milliseconds(200)));
}

TEST(GrpcStatusTest, ManyViolationsAreCutAndCounted) {
  const grpc::Status status =
      ToGrpcStatus(ManyViolations(10'000, "x"), Language::kIndonesian);

  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_LE(status.error_details().size(), 4096u);
  const auto detail = DetailOf<type::v1::Violations>(status);
  EXPECT_GT(detail.violations_size(), 3);
  EXPECT_EQ(detail.violations_size() + detail.left_out(), 10'000);
}

TEST(GrpcStatusTest, NothingIsLostFromTheCountWhenPassedOn) {
  const absl::Status once = FromGrpcStatus(
      ToGrpcStatus(ManyViolations(500, "x"), Language::kIndonesian));
  const auto twice =
      DetailOf<type::v1::Violations>(ToGrpcStatus(once, Language::kEnglish));
  EXPECT_EQ(twice.violations_size() + twice.left_out(), 500);
}

TEST(GrpcStatusTest, ALongNonAsciiMessageStaysWithinItsBound) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "é";
  const grpc::Status status =
      ToGrpcStatus(absl::NotFoundError(text), Language::kEnglish);
  // Three bytes for each byte of "é" in a header.
  EXPECT_LE(status.error_message().size(), 1024u / 3 + 3);
  EXPECT_LE(status.error_details().size(), 4096u);
}

TEST(GrpcStatusTest, LongValuesDoNotHideTheReason) {
  const grpc::Status status = ToGrpcStatus(
      ManyViolations(60, std::string(100'000, 'v')), Language::kEnglish);
  EXPECT_THAT(status, HasReason(code::kInvalidInput));
  EXPECT_THAT(status, ViolatesField("rows[0].subject", code::kUnknownCode));
}

TEST(GrpcStatusTest, ACallerIsNotToldWhatBrokeInside) {
  const grpc::Status status = ToGrpcStatus(
      absl::InternalError("select secret from table"), Language::kEnglish);
  EXPECT_THAT(status, HasReason(code::kInternal));
  EXPECT_THAT(status.error_message(), Not(HasSubstr("secret")));
}

TEST(GrpcStatusTest, AStatusOfTheChannelKeepsCodeAndMessage) {
  const absl::Status status = FromGrpcStatus(
      grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection refused"));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(status.message(), "connection refused");
  EXPECT_EQ(ReasonOf(status), "");
}

TEST(GrpcStatusTest, DetailsThatDoNotParseAreLeftOut) {
  const absl::Status status = FromGrpcStatus(grpc::Status(
      grpc::StatusCode::ABORTED, "moved", std::string("\xff\xff\xff")));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(ReasonOf(status), "");
}

TEST(GrpcStatusTest, ARowCarriesCodeAndSentenceOnly) {
  const google::rpc::Status row =
      ToRowStatus(NotFound("villages/1"), Language::kEnglish);
  EXPECT_EQ(row.code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(row.message(), "villages/1 was not found. Check the name.");
  EXPECT_EQ(row.details_size(), 0);
}

}  // namespace
}  // namespace iku
