#include <atomic>
#include <future>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/collection/survey/survey_tallies.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/facts/recorded_district.h"

namespace iku::collection {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::RecordedDistrict;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Stub = test::RegisterService::FactsStub;

constexpr Date kJune{2025, 6, 30};
constexpr Date kJuly{2025, 7, 1};

class VerifyTalliesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(district_.seeded(), IsOk());
    ASSERT_THAT(
        district_.Insert("a", RecordedDistrict::Response(kJune, 3, "ktp")),
        IsOk());
    ASSERT_THAT(district_.Insert("b", RecordedDistrict::Response(kJune, 2)),
                IsOk());
    ASSERT_THAT(district_.Insert("c", RecordedDistrict::Meeting(kJune)),
                IsOk());
  }

  absl::StatusOr<v1::VerifyTalliesResponse> Verify(const std::string& name) {
    v1::VerifyTalliesRequest request;
    request.set_name(name);
    return district_(&Stub::VerifyTallies, request);
  }

  std::vector<std::string> Mismatches(
      const std::string& name = "districts/35.08.21") {
    auto reply = Verify(name);
    EXPECT_THAT(reply, IsOk());
    std::vector<std::string> lines;
    for (const v1::TallyMismatch& mismatch : reply->mismatches()) {
      lines.push_back(absl::StrCat(mismatch.tally(), ": ", mismatch.kept(),
                                   " kept, ", mismatch.counted(), " counted"));
    }
    EXPECT_EQ(reply->mismatches_total(), reply->mismatches_size());
    return lines;
  }

  RecordedDistrict district_;
};

TEST_F(VerifyTalliesTest, TalliesFollowEveryChangeOfTheRecords) {
  EXPECT_THAT(Mismatches(), IsEmpty());
  ASSERT_THAT(district_.Correct("a", RecordedDistrict::Response(kJuly, 4)),
              IsOk());
  EXPECT_THAT(Mismatches(), IsEmpty());
  ASSERT_THAT(district_.Void("b"), IsOk());
  ASSERT_THAT(district_.FollowUp("c", FollowUpState::kDone, kJuly), IsOk());
  EXPECT_THAT(Mismatches(), IsEmpty());
}

TEST_F(VerifyTalliesTest, SaysHowMuchWasChecked) {
  auto reply = Verify("districts/35.08.21");
  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(reply->districts(), 1);
  EXPECT_EQ(reply->records(), 3);
  // Of one month: all together, two services and one value in each of the four
  // other dimensions, each with the responses and nine elements of four scores;
  // the complete responses with a sum of each element and each of 45 pairs; one
  // kind, one type of agency.
  EXPECT_EQ(reply->tallies(), 7 * (1 + 9 * 4) + 1 + 9 + 45 + 1 + 1);
  EXPECT_GT(reply->data_version(), 0);
}

TEST_F(VerifyTalliesTest, ATamperedScoreIsFound) {
  ASSERT_THAT(district_.Tamper("UPDATE survey_tallies SET time_3 = 7"
                               " WHERE value = 'ktp'"),
              IsOk());
  EXPECT_THAT(Mismatches(),
              ElementsAre("survey 2025-06 service=ktp element=time score=3: 7 "
                          "kept, 1 counted"));
}

TEST_F(VerifyTalliesTest, ATamperedSumOfAllServicesIsFound) {
  ASSERT_THAT(district_.Tamper("UPDATE survey_tallies SET responses = 9"
                               " WHERE dimension = 0"),
              IsOk());
  EXPECT_THAT(
      Mismatches(),
      ElementsAre("survey 2025-06 service=* responses: 9 kept, 2 counted"));
}

TEST_F(VerifyTalliesTest, ATamperedValueOfADimensionIsFound) {
  ASSERT_THAT(district_.Tamper("UPDATE survey_tallies SET value = '2'"
                               " WHERE dimension = 2"),
              IsOk());
  EXPECT_THAT(Mismatches(), Contains("survey 2025-06 sex=female responses: 2 "
                                     "kept, 0 counted"));
}

TEST_F(VerifyTalliesTest, ATamperedSumOfScoresOrProductsIsFound) {
  ASSERT_THAT(district_.Tamper("UPDATE survey_moments SET responses = 3,"
                               " sums = json_set(sums, '$[2]', 6, '$[10]', 0)"),
              IsOk());
  // Scores of 3 and 2 for every element.
  EXPECT_THAT(
      Mismatches(),
      ElementsAre("survey 2025-06 complete responses: 3 kept, 2 counted",
                  "survey 2025-06 complete elements=requirements,procedure "
                  "products: 0 kept, 13 counted",
                  "survey 2025-06 complete element=time sum: 6 kept, 5 "
                  "counted"));
}

TEST_F(VerifyTalliesTest, SumsOfResponsesThatLeftElementsOutAreChecked) {
  SurveyResponse response = RecordedDistrict::Response(kJuly, 4);
  response.scores[*ElementIndex("time")] = 0;
  response.scores[*ElementIndex("cost")] = 0;
  ASSERT_THAT(district_.Insert("d", response), IsOk());
  EXPECT_THAT(Mismatches(), IsEmpty());
  ASSERT_THAT(district_.Tamper("UPDATE survey_moments SET"
                               " sums = json_set(sums, '$[0]', 5)"
                               " WHERE month = 202507"),
              IsOk());
  EXPECT_THAT(Mismatches(),
              ElementsAre("survey 2025-07 without=time,cost "
                          "element=requirements sum: 5 kept, 4 counted"));
}

TEST_F(VerifyTalliesTest, SumsUnderAnswersThatNobodyGaveAreFound) {
  const std::string row = absl::StrCat(
      "INSERT INTO survey_moments VALUES ('35.08.21', 202506, 1023, 2, '",
      SumsText(ScoreSums()), "')");
  ASSERT_THAT(district_.Tamper(row.c_str()), IsOk());
  EXPECT_THAT(Mismatches(), ElementsAre("survey 2025-06 answered=1023 "
                                        "responses: 2 kept, 0 counted"));
}

TEST_F(VerifyTalliesTest, SumsThatAreNoListOfAllNumbersAreDamage) {
  for (const char* sums : {"''", "'[1,2]'", "json_set(sums, '$[53]', 'x')",
                           "sums || '1'", "json_insert(sums, '$[#]', 1)"}) {
    RecordedDistrict district;
    ASSERT_THAT(district.Insert("a", RecordedDistrict::Response(kJune, 3)),
                IsOk());
    ASSERT_THAT(
        district.Tamper(
            absl::StrCat("UPDATE survey_moments SET sums = ", sums).c_str()),
        IsOk());
    v1::VerifyTalliesRequest request;
    request.set_name("districts/35.08.21");
    EXPECT_THAT(district(&Stub::VerifyTallies, request),
                StatusIs(absl::StatusCode::kDataLoss))
        << sums;
    EXPECT_THAT(district.Insert("b", RecordedDistrict::Response(kJune, 3)),
                StatusIs(absl::StatusCode::kDataLoss))
        << sums;
  }
}

TEST_F(VerifyTalliesTest, ATamperedAgencyTallyIsFound) {
  ASSERT_THAT(
      district_.Tamper("UPDATE coordination_agency_tallies SET records = 4"),
      IsOk());
  EXPECT_THAT(Mismatches(),
              ElementsAre("coordination 2025-06 agency=security_forces "
                          "state=open: 4 kept, 1 counted"));
}

TEST_F(VerifyTalliesTest, ALostTallyIsFound) {
  ASSERT_THAT(district_.Tamper("DELETE FROM survey_tallies"
                               " WHERE dimension = 1 AND value = ''"),
              IsOk());
  EXPECT_THAT(
      Mismatches(),
      Contains("survey 2025-06 service=- responses: 0 kept, 1 counted"));
}

TEST_F(VerifyTalliesTest, ATallyWithoutRecordsIsFound) {
  ASSERT_THAT(district_.Tamper("INSERT INTO coordination_tallies VALUES"
                               " ('35.08.21', 202501, 3, 'Sekcam', 2, 5)"),
              IsOk());
  EXPECT_THAT(
      Mismatches(),
      ElementsAre("coordination 2025-01 kind=team_decree section=Sekcam "
                  "state=in_progress: 5 kept, 0 counted"));
}

TEST_F(VerifyTalliesTest, ARowOfZerosIsNoMismatch) {
  ASSERT_THAT(district_.Tamper("INSERT INTO coordination_tallies VALUES"
                               " ('35.08.21', 202501, 3, 'Sekcam', 2, 0)"),
              IsOk());
  EXPECT_THAT(Mismatches(), IsEmpty());
}

TEST_F(VerifyTalliesTest, ARecordThatWasMovedBehindTheTalliesIsFound) {
  ASSERT_THAT(
      district_.Tamper("UPDATE coordination_records SET held_date = 20250701"),
      IsOk());
  EXPECT_THAT(
      Mismatches(),
      ElementsAre(
          "coordination 2025-06 kind=meeting section=Kasi Pemerintahan "
          "state=open: 1 kept, 0 counted",
          "coordination 2025-06 agency=security_forces state=open: 1 kept, 0 "
          "counted",
          "coordination 2025-07 kind=meeting section=Kasi Pemerintahan "
          "state=open: 0 kept, 1 counted",
          "coordination 2025-07 agency=security_forces state=open: 0 kept, 1 "
          "counted"));
}

TEST_F(VerifyTalliesTest, OnlyTheFirstHundredMismatchesAreListed) {
  std::string all_eight;
  for (const absl::string_view element : kElements) {
    for (int score = 1; score <= 4; ++score) {
      absl::StrAppend(&all_eight, all_eight.empty() ? "" : ", ", element, "_",
                      score, " = 8");
    }
  }
  ASSERT_THAT(
      district_.Tamper(
          absl::StrCat("UPDATE survey_tallies SET ", all_eight).c_str()),
      IsOk());
  auto reply = Verify("districts/35.08.21");
  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(reply->mismatches_total(), 7 * 9 * 4);
  EXPECT_THAT(reply->mismatches(), SizeIs(100));
}

TEST_F(VerifyTalliesTest, AllDistrictsAreCheckedThatHaveRecordsOrTallies) {
  ASSERT_THAT(
      district_.Insert("a", RecordedDistrict::Response(kJune, 4), "35.08.02"),
      IsOk());
  ASSERT_THAT(
      district_.Insert("a", RecordedDistrict::Meeting(kJune), "35.08.03"),
      IsOk());
  ASSERT_THAT(district_.Tamper("INSERT INTO coordination_tallies VALUES"
                               " ('35.08.99', 202501, 3, 'Sekcam', 2, 5)"),
              IsOk());
  auto reply = Verify("districts/-");
  ASSERT_THAT(reply, IsOk());
  EXPECT_EQ(reply->districts(), 4);
  EXPECT_EQ(reply->records(), 5);
  ASSERT_EQ(reply->mismatches_size(), 1);
  EXPECT_EQ(reply->mismatches(0).district(), "35.08.99");
}

TEST_F(VerifyTalliesTest, StopsWhenTheCallerNoLongerWaits) {
  const auto stopped =
      district_.facts().VerifyTallies(std::nullopt, [] { return false; });
  EXPECT_THAT(stopped, StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(stopped, HasReason(code::kDeadlineExceeded));
}

// Verifies for as long as it is told to.
class SlowFacts final : public FactsStore {
 public:
  absl::StatusOr<int64_t> NewestVersion() const override { return 0; }
  absl::Time Now() const override { return absl::UnixEpoch(); }
  absl::StatusOr<int64_t> VersionAt(absl::Time) const override { return 0; }
  absl::StatusOr<absl::Time> CommittedAt(int64_t) const override {
    return absl::UnixEpoch();
  }
  absl::StatusOr<DistrictFacts> FactsOf(
      const RegionCode&, const FactsSelection&,
      absl::FunctionRef<bool()>) const override {
    return DistrictFacts();
  }
  absl::StatusOr<std::vector<std::string>> DistrictsWithin(const RegionCode&,
                                                           const FactsMoment&,
                                                           absl::string_view,
                                                           int) const override {
    return std::vector<std::string>();
  }
  FactsMark MarkOf(const RegionCode&) const override { return {}; }
  absl::StatusOr<TallyReport> VerifyTallies(
      const std::optional<RegionCode>&,
      absl::FunctionRef<bool()>) const override {
    if (!begun_.exchange(true)) began.set_value();
    may_end.get_future().wait();
    return TallyReport();
  }

  mutable std::promise<void> began;
  mutable std::promise<void> may_end;

 private:
  mutable std::atomic<bool> begun_{false};
};

TEST(VerifyOneAtATimeTest, AnotherIsToldToWait) {
  SlowFacts facts;
  Calls calls({});
  FactsHandler handler(calls, facts);
  const auto server = *Server::Start({}, {&handler});
  const auto stub = v1::FactsService::NewStub(server->InProcessChannel());
  const auto verify = [&]() -> absl::Status {
    grpc::ClientContext context;
    v1::VerifyTalliesRequest request;
    request.set_name("districts/-");
    v1::VerifyTalliesResponse reply;
    return FromGrpcStatus(stub->VerifyTallies(&context, request, &reply));
  };
  auto first = std::async(std::launch::async, verify);
  facts.began.get_future().wait();

  const absl::Status second = verify();
  facts.may_end.set_value();

  EXPECT_THAT(second, HasReason(code::kBusy));
  EXPECT_TRUE(RetryAfterOf(second).has_value());
  EXPECT_THAT(first.get(), IsOk());
}

TEST_F(VerifyTalliesTest, NeedsADistrictOrAll) {
  EXPECT_THAT(Verify("districts/35.08"),
              ViolatesField("name", code::kNameMalformed));
  EXPECT_THAT(Verify(""), ViolatesField("name", code::kRequired));
  EXPECT_THAT(Verify("districts/35.08.20"),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace iku::collection
