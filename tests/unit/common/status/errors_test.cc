#include "common/status/errors.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace iku {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::Pair;

TEST(ViolationsTest, NoneIsOk) { EXPECT_THAT(Violations().ToStatus(), IsOk()); }

TEST(ViolationsTest, AllComeBackInOrder) {
  Violations found;
  found.Add("a", code::kRequired);
  found.Add("b[2].score", code::kScoreOutOfRange,
            {{"value", "9"}, {"element", "U1"}});

  const absl::Status status = found.ToStatus();

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(status, HasReason(code::kInvalidInput));
  EXPECT_THAT(status, ViolatesField("a", code::kRequired));
  EXPECT_EQ(ViolationsOf(status), found.all());
  EXPECT_THAT(ArgumentsOf(status), ElementsAre(Pair("count", "2")));
}

TEST(ViolationsTest, ALongValueIsCutBetweenCharacters) {
  std::string value;
  for (int i = 0; i < 1000; ++i) value += "é";
  Violations found;
  found.Add("a", code::kUnknownCode, {{"value", value}});

  const std::string kept = found.all()[0].arguments.at("value");

  EXPECT_LE(kept.size(), 256u);
  EXPECT_EQ(kept.substr(kept.size() - 5), "é...");
}

TEST(ErrorsTest, AStatusKnowsItsReasonAndArguments) {
  const absl::Status status = NameTaken("x/1", "aa", "bb");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(status, HasReason(code::kNameTaken));
  EXPECT_EQ(ArgumentsOf(status).at("stored_sha256"), "aa");
  EXPECT_EQ(SentenceOf(status, Language::kEnglish), status.message());
  EXPECT_NE(SentenceOf(status, Language::kIndonesian), status.message());
}

TEST(ErrorsTest, CodesOfTheCommonErrors) {
  EXPECT_THAT(NotFound("x"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(EtagStale("x", "1"), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Busy("calls"), StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST(ErrorsTest, SaysHowLongToWaitWhereWaitingHelps) {
  EXPECT_THAT(RetryAfterOf(Busy("calls", absl::Milliseconds(1500))),
              Optional(absl::Milliseconds(1500)));
  EXPECT_THAT(RetryAfterOf(MakeError(absl::StatusCode::kUnavailable,
                                     code::kStoreUnavailable)),
              Optional(absl::Seconds(1)));
  EXPECT_EQ(RetryAfterOf(NotFound("x")), std::nullopt);
}

TEST(ErrorsTest, AStatusMadeElsewhereHasNoParts) {
  const absl::Status status = absl::NotFoundError("gone");
  EXPECT_EQ(ReasonOf(status), "");
  EXPECT_TRUE(ArgumentsOf(status).empty());
  EXPECT_TRUE(ViolationsOf(status).empty());
  EXPECT_EQ(SentenceOf(status, Language::kIndonesian), "gone");
  EXPECT_EQ(SentenceOf(absl::OkStatus(), Language::kIndonesian), "");
}

}  // namespace
}  // namespace iku
