#include "services/collection/survey/survey_response.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "services/collection/survey/survey_kind.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/fixed_register.h"
#include "tests/unit/collection/survey/survey_samples.h"

namespace iku::collection {
namespace {

using test::EqualsProto;
using test::IsOk;
using test::SatisfiedSurvey;
using test::ViolatesField;
using ::testing::SizeIs;

class SurveyResponseTest : public ::testing::Test {
 protected:
  // What would be said of it if it were new.
  absl::StatusOr<NewRecord<SurveyResponse>> Read(
      MissingAnswers missing = MissingAnswers::kRefused) {
    auto row = FromProto(message_, "survey_response", missing, context_);
    if (row.ok() && !row->refusal.ok()) return row->refusal;
    return row;
  }

  const test::FixedRegister register_{
      {{"35.08.21", {}}},
      {{"35.08.21/ktp", {.from = Date{2025, 1, 1}, .to = Date{2025, 6, 30}}}}};
  const ValidationContext context_{register_,
                                   absl::FromUnixSeconds(1'763'614'800)};
  v1::SurveyResponse message_ = SatisfiedSurvey("0192a");
};

TEST_F(SurveyResponseTest, ScoresStandInTheOrderOfTheQuestionnaire) {
  // The regulation's body has complaints before facilities.
  message_.clear_scores();
  for (size_t i = kElementCount; i > 0; --i) {
    v1::ElementScore* score = message_.add_scores();
    score->set_element(std::string(kElements[i - 1]));
    score->set_score(i == kElementCount ? 1 : 4);
  }

  const auto row = Read();

  ASSERT_THAT(row, IsOk());
  EXPECT_EQ(row->content.scores, (Scores{4, 4, 4, 4, 4, 4, 4, 4, 1}));
  v1::SurveyResponse shown;
  ToProto({row->key, row->content, {}}, shown);
  EXPECT_EQ(shown.scores(0).element(), "requirements");
  EXPECT_EQ(shown.scores(7).element(), "facilities");
  EXPECT_EQ(shown.scores(8).element(), "complaints");
  EXPECT_EQ(shown.scores(8).score(), 1);
}

TEST_F(SurveyResponseTest, WhatIsReadIsWrittenAgain) {
  message_.set_service("ktp");
  const auto row = Read();
  ASSERT_THAT(row, IsOk());
  v1::SurveyResponse shown;
  ToProto({row->key, row->content, {}}, shown);
  shown.clear_state();
  shown.clear_etag();
  shown.clear_create_time();
  shown.clear_update_time();
  EXPECT_THAT(shown, EqualsProto(message_));
}

TEST_F(SurveyResponseTest, EveryViolationIsFoundAtOnce) {
  message_.set_name("districts/35.08.21/surveys/1");
  message_.mutable_response_date()->set_year(2026);
  message_.mutable_scores(0)->set_element("politeness");
  message_.mutable_scores(1)->set_score(5);
  message_.mutable_scores(2)->set_element("procedure");
  message_.mutable_scores(3)->set_score(0);
  message_.mutable_scores(4)->clear_element();
  message_.set_sex(static_cast<v1::Sex>(3));
  message_.set_age_band(static_cast<v1::AgeBand>(99));
  message_.set_education(static_cast<v1::Education>(-1));
  message_.set_occupation(static_cast<v1::Occupation>(11));
  message_.set_channel(static_cast<v1::Channel>(5));
  message_.set_comment("Hubungi saya di 0812-3456-7890");

  const absl::Status status = Read().status();

  using F = std::pair<const char*, const char*>;
  const std::vector<F> expected = {
      {"survey_response.name", code::kNameMalformed},
      {"survey_response.response_date", code::kDateInFuture},
      {"survey_response.scores[0].element", code::kUnknownCode},
      {"survey_response.scores[1].score", code::kScoreOutOfRange},
      {"survey_response.scores[2].element", code::kElementRepeated},
      {"survey_response.scores[3].score", code::kScoreOutOfRange},
      {"survey_response.scores[4].element", code::kRequired},
      {"survey_response.scores", code::kAnswerMissing},
      {"survey_response.sex", code::kUnknownCode},
      {"survey_response.age_band", code::kUnknownCode},
      {"survey_response.education", code::kUnknownCode},
      {"survey_response.occupation", code::kUnknownCode},
      {"survey_response.channel", code::kUnknownCode},
      {"survey_response.comment", code::kPersonalData}};
  for (const auto& [field, rule] : expected) {
    EXPECT_THAT(status, ViolatesField(field, rule));
  }
  // requirements, time and product are missing.
  EXPECT_THAT(ViolationsOf(status), SizeIs(expected.size() + 2));
}

TEST_F(SurveyResponseTest, NothingAtAllNamesEveryRequiredField) {
  message_.Clear();
  const absl::Status status = Read().status();
  EXPECT_THAT(status, ViolatesField("survey_response.name", code::kRequired));
  EXPECT_THAT(status,
              ViolatesField("survey_response.response_date", code::kRequired));
  EXPECT_THAT(status,
              ViolatesField("survey_response.scores", code::kAnswerMissing));
  EXPECT_THAT(ViolationsOf(status), SizeIs(2 + kElementCount));
}

TEST_F(SurveyResponseTest, AMissingAnswerIsNamedUnlessAllowed) {
  message_.mutable_scores()->RemoveLast();

  const absl::Status refused = Read().status();

  ASSERT_THAT(ViolationsOf(refused), SizeIs(1));
  EXPECT_EQ(ViolationsOf(refused)[0].arguments.at("element"), "complaints");
  const auto allowed = Read(MissingAnswers::kAllowed);
  ASSERT_THAT(allowed, IsOk());
  EXPECT_EQ(allowed->content.scores[8], 0);
}

TEST_F(SurveyResponseTest, AtLeastOneScoreIsNeededInAnyCase) {
  message_.clear_scores();
  EXPECT_THAT(Read(MissingAnswers::kAllowed),
              ViolatesField("survey_response.scores", code::kRequired));
}

TEST_F(SurveyResponseTest, ThousandsOfScoresAreOneViolation) {
  for (int i = 0; i < 5000; ++i) message_.add_scores();
  EXPECT_THAT(Read(), ViolatesField("survey_response.scores", code::kTooMany));
}

TEST_F(SurveyResponseTest, TheServiceIsOfferedOnTheDay) {
  message_.set_service("ktp");
  EXPECT_THAT(Read(), IsOk());
  message_.mutable_response_date()->set_month(7);
  EXPECT_THAT(Read(),
              ViolatesField("survey_response.service", code::kNotValidOn));
  message_.set_service("sim");
  EXPECT_THAT(Read(),
              ViolatesField("survey_response.service", code::kUnknownService));
  message_.set_service(std::string(64, 'a'));
  EXPECT_THAT(Read(), ViolatesField("survey_response.service", code::kTooLong));
}

TEST_F(SurveyResponseTest, ADayThatDoesNotExistIsInvalid) {
  message_.mutable_response_date()->set_month(2);
  message_.mutable_response_date()->set_day(30);
  EXPECT_THAT(Read(), ViolatesField("survey_response.response_date",
                                    code::kDateInvalid));
}

TEST_F(SurveyResponseTest, TheCommentIsAtMostAThousandCharacters) {
  message_.set_comment(std::string(1000, 'a'));
  EXPECT_THAT(Read(), IsOk());
  message_.set_comment(std::string(1001, 'a'));
  EXPECT_THAT(Read(), ViolatesField("survey_response.comment", code::kTooLong));
}

TEST_F(SurveyResponseTest, CanonicalTextTellsContentsApart) {
  const auto row = Read();
  ASSERT_THAT(row, IsOk());
  const std::string text = CanonicalText(row->content);
  EXPECT_EQ(text,
            "survey_response/1\n2025-06-10\n\n433434334\n2 3 4 5 1\n"
            "Pelayanan cepat");
  SurveyResponse other = row->content;
  other.scores[3] = 1;
  EXPECT_NE(CanonicalText(other), text);
}

}  // namespace
}  // namespace iku::collection
