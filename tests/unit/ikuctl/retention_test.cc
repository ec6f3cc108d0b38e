#include "gmock/gmock.h"
#include "tests/unit/ikuctl/collection_fixture.h"

namespace iku::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kName[] = "districts/35.08.21/surveyResponses/a";

class RetentionCommandTest : public WithCollectionTest {
 protected:
  void SetUp() override {
    ASSERT_EQ(Run({"import", "survey",
                   File("a.csv",
                        "id;tanggal;U1;U2;U3;U4;U5;U6;U7;U8;U9;saran\n"
                        "a;2021-06-01;4;4;4;4;4;4;4;4;4;Bu Sri ramah\n")}),
              kDone)
        << err_.str();
  }
};

TEST_F(RetentionCommandTest, EraseTakesTheTextOutAndSaysSo) {
  options_.extent = "text";
  options_.reason = "permintaan responden";
  ASSERT_EQ(Run({"erase", kName}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("erased from 1 versions"));
  ASSERT_EQ(Run({"get", kName}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("ACTIVE"), Not(HasSubstr("Bu Sri"))));
  ASSERT_EQ(Run({"erase", kName}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Nothing is left"));
}

TEST_F(RetentionCommandTest, ValidateOnlyErasesNothing) {
  options_.extent = "record";
  options_.reason = "permintaan responden";
  options_.validate_only = true;
  ASSERT_EQ(Run({"erase", kName}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("would be erased"));
  ASSERT_EQ(Run({"get", kName}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Bu Sri"));
}

TEST_F(RetentionCommandTest, EverythingThatIsMissingIsSaid) {
  EXPECT_EQ(Run({"erase"}), kNothingDone);
  EXPECT_THAT(err_.str(), AllOf(HasSubstr("--extent"), HasSubstr("--reason")));
  options_.extent = "all";
  EXPECT_EQ(Run({"erase", kName}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("text, record"));
}

TEST_F(RetentionCommandTest, RetentionShowsWhatIsDue) {
  ASSERT_EQ(Run({"retention"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("surveyResponses"), HasSubstr("free text")));
  options_.format = Format::kCsv;
  ASSERT_EQ(Run({"retention"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("surveyResponses,ERASURE_EXTENT_TEXT,1,"));
  EXPECT_THAT(out_.str(), HasSubstr(",1\n"));
}

}  // namespace
}  // namespace iku::ctl
