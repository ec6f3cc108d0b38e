#include "services/collection/survey/survey_handler.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/collection/survey/survey_kind.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/record_service.h"
#include "tests/unit/collection/survey/survey_samples.h"

namespace iku::collection {
namespace {

using test::DissatisfiedSurvey;
using test::EqualsProto;
using test::HasReason;
using test::IsOk;
using test::SatisfiedSurvey;
using test::StatusIs;
using test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Service =
    test::RecordService<SurveyKind, SurveyHandler, v1::SurveyService>;
using Stub = Service::Stub;
using Result = absl::StatusOr<v1::SurveyResponse>;

class SurveyHandlerTest : public ::testing::Test {
 protected:
  Result Create(const v1::SurveyResponse& response,
                bool validate_only = false) {
    v1::CreateSurveyResponseRequest request;
    *request.mutable_survey_response() = response;
    request.set_validate_only(validate_only);
    return service_(&Stub::CreateSurveyResponse, request);
  }
  Result Get(const std::string& id) {
    v1::GetSurveyResponseRequest request;
    request.set_name("districts/35.08.21/surveyResponses/" + id);
    return service_(&Stub::GetSurveyResponse, request);
  }
  Result Correct(v1::SurveyResponse response, const std::string& etag,
                 const std::string& request_id,
                 const std::string& reason = "Salah ketik") {
    v1::CorrectSurveyResponseRequest request;
    response.set_etag(etag);
    *request.mutable_survey_response() = std::move(response);
    request.set_reason(reason);
    request.set_request_id(request_id);
    return service_(&Stub::CorrectSurveyResponse, request);
  }
  Result Void(const std::string& id, const std::string& etag = "") {
    v1::VoidSurveyResponseRequest request;
    request.set_name("districts/35.08.21/surveyResponses/" + id);
    request.set_reason("Terisi dua kali");
    request.set_etag(etag);
    return service_(&Stub::VoidSurveyResponse, request);
  }
  absl::StatusOr<v1::ListSurveyResponsesResponse> List(
      const v1::ListSurveyResponsesRequest& request) {
    return service_(&Stub::ListSurveyResponses, request);
  }
  static v1::ListSurveyResponsesRequest All() {
    v1::ListSurveyResponsesRequest request;
    request.set_parent("districts/35.08.21");
    return request;
  }
  // Ids of the page; the error as text when there is none.
  static std::vector<std::string> IdsOf(
      const absl::StatusOr<v1::ListSurveyResponsesResponse>& page) {
    if (!page.ok()) return {page.status().ToString()};
    std::vector<std::string> ids;
    for (const auto& response : page->survey_responses()) {
      ids.push_back(response.name().substr(response.name().rfind('/') + 1));
    }
    return ids;
  }

  Service service_{{{"35.08.21", {}}}, {{"35.08.21/ktp", {}}}};
};

TEST_F(SurveyHandlerTest, CreateReturnsTheResponseAsStored) {
  const Result created = Create(SatisfiedSurvey("0192a"));

  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->state(), v1::RECORD_STATE_ACTIVE);
  EXPECT_EQ(created->etag(), "1");
  EXPECT_EQ(created->create_time().seconds(), 1'763'614'800);
  EXPECT_EQ(created->change_reason(), "");
  const Result read = Get("0192a");
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(*read, EqualsProto(*created));
}

TEST_F(SurveyHandlerTest, AResendIsAnsweredAlsoWhenTheServiceHasEnded) {
  auto response = SatisfiedSurvey("0192a");
  response.set_service("ktp");
  auto corrected = DissatisfiedSurvey("0192a");
  corrected.set_service("ktp");
  ASSERT_THAT(Create(response), IsOk());
  ASSERT_THAT(Correct(corrected, "1", "r1"), IsOk());
  service_.regions().SetService("35.08.21/ktp",
                                {.from = {}, .to = Date{2025, 5, 31}});

  EXPECT_THAT(Create(response), IsOk());
  EXPECT_THAT(Correct(corrected, "1", "r1"), IsOk());
  EXPECT_THAT(Correct(response, "2", "r2"),
              ViolatesField("survey_response.service", code::kNotValidOn));
  response.set_name(SatisfiedSurvey("0192b").name());
  EXPECT_THAT(Create(response),
              ViolatesField("survey_response.service", code::kNotValidOn));
}

TEST_F(SurveyHandlerTest, ResendReturnsTheFirstStoredResponse) {
  const Result first = Create(SatisfiedSurvey("0192a"));
  ASSERT_THAT(first, IsOk());
  service_.clock().Advance(absl::Minutes(5));

  const Result second = Create(SatisfiedSurvey("0192a"));

  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
}

TEST_F(SurveyHandlerTest, TwoParallelIdenticalCreatesStoreOneRecord) {
  std::vector<Result> results(8, absl::UnknownError("not called"));
  std::vector<std::thread> threads;
  for (Result& result : results) {
    threads.emplace_back(
        [&result, this] { result = Create(SatisfiedSurvey("0192a")); });
  }
  for (std::thread& thread : threads) thread.join();

  for (const Result& result : results) {
    ASSERT_THAT(result, IsOk());
    EXPECT_THAT(*result, EqualsProto(*results[0]));
  }
  EXPECT_THAT(IdsOf(List(All())), ElementsAre("0192a"));
}

TEST_F(SurveyHandlerTest, OtherContentUnderTheNameIsRefusedWithBothHashes) {
  ASSERT_THAT(Create(SatisfiedSurvey("0192a")), IsOk());

  const Result other = Create(DissatisfiedSurvey("0192a"));

  EXPECT_THAT(other, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(other, HasReason(code::kNameTaken));
  const Arguments arguments = ArgumentsOf(other.status());
  EXPECT_THAT(arguments.at("stored_sha256"), SizeIs(64));
  EXPECT_NE(arguments.at("stored_sha256"), arguments.at("sent_sha256"));
}

TEST_F(SurveyHandlerTest, ValidateOnlyAnswersAsIfStoredAndStoresNothing) {
  const Result checked = Create(SatisfiedSurvey("0192a"), true);
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->etag(), "1");
  EXPECT_THAT(Get("0192a"), StatusIs(absl::StatusCode::kNotFound));
  auto broken = SatisfiedSurvey("0192a");
  broken.mutable_scores(0)->set_score(9);
  EXPECT_THAT(
      Create(broken, true),
      ViolatesField("survey_response.scores[0].score", code::kScoreOutOfRange));
}

TEST_F(SurveyHandlerTest, CorrectAppendsAVersionWithItsReason) {
  ASSERT_THAT(Create(SatisfiedSurvey("0192a")), IsOk());
  service_.clock().Advance(absl::Hours(1));

  const Result corrected = Correct(DissatisfiedSurvey("0192a"), "1", "r-1");

  ASSERT_THAT(corrected, IsOk());
  EXPECT_EQ(corrected->etag(), "2");
  EXPECT_EQ(corrected->change_reason(), "Salah ketik");
  EXPECT_EQ(corrected->create_time().seconds(), 1'763'614'800);
  EXPECT_EQ(corrected->update_time().seconds(), 1'763'614'800 + 3600);
  EXPECT_THAT(*Get("0192a"), EqualsProto(*corrected));
  EXPECT_THAT(*Correct(DissatisfiedSurvey("0192a"), "1", "r-1"),
              EqualsProto(*corrected));
}

TEST_F(SurveyHandlerTest, CorrectSaysWhyItCannot) {
  const auto sent = DissatisfiedSurvey("0192a");
  EXPECT_THAT(Correct(sent, "1", "r-1"), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_THAT(Create(SatisfiedSurvey("0192a")), IsOk());
  ASSERT_THAT(Correct(sent, "1", "r-1"), IsOk());
  EXPECT_THAT(Correct(sent, "1", "r-2"), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Correct(SatisfiedSurvey("0192a"), "2", "r-1"),
              HasReason(code::kRequestIdReused));
  ASSERT_THAT(Void("0192a"), IsOk());
  EXPECT_THAT(Correct(sent, "3", "r-3"),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(SurveyHandlerTest, CorrectNamesEveryViolationAtOnce) {
  auto broken = DissatisfiedSurvey("0192a");
  broken.mutable_scores(3)->set_score(7);

  const Result refused = Correct(broken, "", "Not An Id", "x");

  EXPECT_THAT(refused, ViolatesField("survey_response.scores[3].score",
                                     code::kScoreOutOfRange));
  EXPECT_THAT(refused, ViolatesField("survey_response.etag", code::kRequired));
  EXPECT_THAT(refused, ViolatesField("reason", code::kTooShort));
  EXPECT_THAT(refused, ViolatesField("request_id", code::kTextMalformed));
}

TEST_F(SurveyHandlerTest, VoidKeepsTheContentAndCanBeRepeated) {
  ASSERT_THAT(Create(SatisfiedSurvey("0192a")), IsOk());

  const Result voided = Void("0192a", "1");

  ASSERT_THAT(voided, IsOk());
  EXPECT_EQ(voided->state(), v1::RECORD_STATE_VOID);
  EXPECT_EQ(voided->change_reason(), "Terisi dua kali");
  EXPECT_EQ(voided->scores_size(), 9);
  EXPECT_THAT(*Void("0192a", "1"), EqualsProto(*voided));
  EXPECT_THAT(*Create(SatisfiedSurvey("0192a")), EqualsProto(*voided));
}

TEST_F(SurveyHandlerTest, VoidNamesEveryViolationAtOnce) {
  v1::VoidSurveyResponseRequest request;
  request.set_name("surveyResponses/1");
  request.set_reason("0812-3456-7890");
  const Result refused = service_(&Stub::VoidSurveyResponse, request);
  EXPECT_THAT(refused, ViolatesField("name", code::kNameMalformed));
  EXPECT_THAT(refused, ViolatesField("reason", code::kPersonalData));
  EXPECT_THAT(Void("0192a"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(SurveyHandlerTest, ListShowsWhatMatchesByDateAndId) {
  const auto create = [this](const std::string& id, int month,
                             const std::string& service) {
    auto response = SatisfiedSurvey(id);
    response.mutable_response_date()->set_month(month);
    response.set_service(service);
    ASSERT_THAT(Create(response), IsOk());
  };
  create("c", 3, "");
  create("b", 6, "ktp");
  create("a", 6, "");
  create("d", 7, "ktp");
  ASSERT_THAT(Void("d"), IsOk());

  EXPECT_THAT(IdsOf(List(All())), ElementsAre("c", "a", "b", "d"));
  auto by_period = All();
  by_period.set_period("2025-Q2");
  EXPECT_THAT(IdsOf(List(by_period)), ElementsAre("a", "b"));
  auto by_service = All();
  by_service.set_service("ktp");
  EXPECT_THAT(IdsOf(List(by_service)), ElementsAre("b", "d"));
  auto by_state = All();
  by_state.set_state(v1::RECORD_STATE_VOID);
  EXPECT_THAT(IdsOf(List(by_state)), ElementsAre("d"));
}

TEST_F(SurveyHandlerTest, PagesGoThroughTheListOnce) {
  for (int i = 0; i < 7; ++i) {
    ASSERT_THAT(Create(SatisfiedSurvey(absl::StrCat("r", i))), IsOk());
  }
  auto request = All();
  request.set_page_size(3);
  std::vector<std::string> ids;
  std::vector<int> sizes;
  do {
    const auto page = List(request);
    ASSERT_THAT(page, IsOk());
    for (std::string& id : IdsOf(page)) ids.push_back(std::move(id));
    sizes.push_back(page->survey_responses_size());
    request.set_page_token(page->next_page_token());
    request.set_page_size(static_cast<int>(sizes.size()) == 1 ? 2 : 3);
  } while (!request.page_token().empty());

  EXPECT_THAT(ids, ElementsAre("r0", "r1", "r2", "r3", "r4", "r5", "r6"));
  EXPECT_THAT(sizes, ElementsAre(3, 2, 2));
}

TEST_F(SurveyHandlerTest, ListNamesEveryViolationAtOnce) {
  ASSERT_THAT(Create(SatisfiedSurvey("a")), IsOk());
  ASSERT_THAT(Create(SatisfiedSurvey("b")), IsOk());
  auto request = All();
  request.set_page_size(1);
  request.set_page_token(List(request)->next_page_token());
  request.set_page_size(1001);
  request.set_parent("districts/35.08.99");
  request.set_period("2025-13");
  request.set_state(static_cast<v1::RecordState>(7));

  const auto refused = List(request);

  EXPECT_THAT(refused, ViolatesField("parent", code::kUnknownRegion));
  EXPECT_THAT(refused, ViolatesField("page_size", code::kOutOfRange));
  EXPECT_THAT(refused, ViolatesField("page_token", code::kPageTokenInvalid));
  EXPECT_THAT(refused, ViolatesField("period", code::kPeriodMalformed));
  EXPECT_THAT(refused, ViolatesField("state", code::kUnknownCode));
}

TEST_F(SurveyHandlerTest, GetOfAnUnknownNameIsNotFound) {
  EXPECT_THAT(Get("0192a"), HasReason(code::kNotFound));
}

}  // namespace
}  // namespace iku::collection
