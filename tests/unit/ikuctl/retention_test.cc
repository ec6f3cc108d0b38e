#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/unit/ikuctl/collection_fixture.h"

namespace iku::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RetentionCommandTest : public WithCollectionTest {
 protected:
  void SetUp() override {
    options_.order = "questionnaire";
    ASSERT_EQ(Run({"import", "survey",
                   File("a.csv",
                        "id;tanggal;U1;U2;U3;U4;U5;U6;U7;U8;U9;saran\n"
                        "a;2021-06-01;4;4;4;4;4;4;4;4;4;Bu Sri ramah\n")}),
              kDone)
        << err_.str();
    const auto stored = surveys_.List({"35.08.21", {}, {}, {}, {}}, {}, {}, 10);
    ASSERT_TRUE(stored.ok() && stored->size() == 1);
    name_ = c::NameOf(stored->front().key, c::kSurveyResponses);
  }

  std::string name_;
};

TEST_F(RetentionCommandTest, EraseTakesTheTextOutAndSaysSo) {
  options_.extent = "text";
  options_.reason = "permintaan responden";
  ASSERT_EQ(Run({"erase", name_}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("erased from 1 versions"));
  ASSERT_EQ(Run({"get", name_}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("ACTIVE"), Not(HasSubstr("Bu Sri"))));
  ASSERT_EQ(Run({"erase", name_}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Nothing is left"));
}

TEST_F(RetentionCommandTest, ValidateOnlyErasesNothing) {
  options_.extent = "record";
  options_.reason = "permintaan responden";
  options_.validate_only = true;
  ASSERT_EQ(Run({"erase", name_}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("would be erased"));
  ASSERT_EQ(Run({"get", name_}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Bu Sri"));
}

TEST_F(RetentionCommandTest, EverythingThatIsMissingIsSaid) {
  EXPECT_EQ(Run({"erase"}), kNothingDone);
  EXPECT_THAT(err_.str(), AllOf(HasSubstr("--extent"), HasSubstr("--reason")));
  options_.extent = "all";
  EXPECT_EQ(Run({"erase", name_}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("text, record"));
}

TEST_F(RetentionCommandTest, RetentionShowsWhatIsDue) {
  ASSERT_EQ(Run({"retention"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("surveyResponses"), HasSubstr("free text")));
  options_.format = "csv";
  ASSERT_EQ(Run({"retention"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("surveyResponses,ERASURE_EXTENT_TEXT,1,"));
  EXPECT_THAT(out_.str(), HasSubstr(",1,false\n"));
}

TEST_F(RetentionCommandTest, ACountThatEndedIsAPlusForPeopleAFlagForPrograms) {
  std::string csv = "id;tanggal;U1;U2;U3;U4;U5;U6;U7;U8;U9;saran\n";
  for (int i = 0; i < c::kMostDueCounted; ++i) {
    csv += absl::StrCat("b", i, ";2021-06-01;4;4;4;4;4;4;4;4;4;Ramah\n");
  }
  ASSERT_EQ(Run({"import", "survey", File("b.csv", csv)}), kDone) << err_.str();

  ASSERT_EQ(Run({"retention"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("1000+"));
  options_.format = "csv";
  ASSERT_EQ(Run({"retention"}), kDone);
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("before,due,more\n"), HasSubstr(",1000,true\n")));
  options_.format = "json";
  ASSERT_EQ(Run({"retention"}), kDone);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("\"due\": \"1000\""),
                                HasSubstr("\"more\": true")));
}

}  // namespace
}  // namespace iku::ctl
