#include "services/collection/retention/retention_run.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/metrics/metrics.h"
#include "gmock/gmock.h"
#include "tests/unit/collection/retention/retained_store.h"

namespace iku::test {
namespace {

using collection::ChangeAction;
using collection::RecordState;
using ::testing::AllOf;
using ::testing::HasSubstr;

bool Always() { return true; }

// The surveys, to which something happens between listing and erasing.
class SurveysWithAMeanwhile final : public collection::SurveyStore {
 public:
  SurveysWithAMeanwhile(collection::SurveyStore& store,
                        std::function<void()> meanwhile)
      : store_(store), meanwhile_(std::move(meanwhile)) {}

  void Insert(collection::NewRecords<collection::SurveyResponse> records,
              Answer<collection::InsertResult<collection::SurveyResponse>>
                  answer) override {
    store_.Insert(std::move(records), std::move(answer));
  }
  void Amend(collection::Amendment<collection::SurveyResponse> amendment,
             Answer<Record> answer) override {
    store_.Amend(std::move(amendment), std::move(answer));
  }
  void Erase(
      collection::Erasure erasure,
      Answer<collection::Erased<collection::SurveyResponse>> answer) override {
    store_.Erase(std::move(erasure), std::move(answer));
  }
  absl::StatusOr<collection::ErasablePage> ListErasable(
      const std::string& district, Date before,
      collection::ErasureExtent extent,
      const std::optional<collection::Cursor>& after,
      int limit) const override {
    auto page = store_.ListErasable(district, before, extent, after, limit);
    meanwhile_();
    return page;
  }
  absl::StatusOr<Record> Get(const collection::RecordKey& key) const override {
    return store_.Get(key);
  }
  absl::StatusOr<int64_t> NewestVersion() const override {
    return store_.NewestVersion();
  }
  absl::StatusOr<std::vector<Record>> List(
      const collection::ListRange& range,
      const collection::SurveyFilter& filter,
      const std::optional<collection::Cursor>& after,
      int limit) const override {
    return store_.List(range, filter, after, limit);
  }

 private:
  collection::SurveyStore& store_;
  const std::function<void()> meanwhile_;
};

class RetentionRunTest : public RetainedStore {
 protected:
  std::vector<collection::CommittedChange> Erasures() {
    auto changes = changes_.List(
        {.district = kDistrict, .action = ChangeAction::kErase}, 0, 1000);
    EXPECT_THAT(changes, IsOk());
    return *std::move(changes);
  }
};

TEST_F(RetentionRunTest, TextIsErasedTheDayAfterItsTimeIsOver) {
  ASSERT_THAT(InsertOf("before", {2023, 11, 19}), IsOk());
  ASSERT_THAT(InsertOf("last", {2023, 11, 20}), IsOk());
  auto run = RunOf("surveyResponses/text=24");

  const auto report = run.Run(Always);

  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.erased, 1);
  EXPECT_EQ(ContentOf("before").comment, "");
  EXPECT_EQ(ContentOf("before").scores, Answers(3).scores);
  EXPECT_EQ(StateOf("before"), RecordState::kActive);
  EXPECT_EQ(ContentOf("last").comment, "Pelayanan cepat");

  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(run.Run(Always).erased, 1);
  EXPECT_EQ(ContentOf("last").comment, "");
}

TEST_F(RetentionRunTest, WhatIsCorrectedAfterItWasListedIsKept) {
  ASSERT_THAT(InsertOf("a", {2015, 1, 5}), IsOk());
  ASSERT_THAT(InsertOf("b", {2015, 1, 6}), IsOk());
  // The correction brings the day to 10 June 2025.
  SurveysWithAMeanwhile surveys(surveys_, [&] {
    EXPECT_THAT(Amend("a", ChangeAction::kCorrect, 4), IsOk());
  });
  collection::RetentionRun run(
      *collection::ParseRetention("surveyResponses/record=120"), surveys,
      coordination_, documents_, sessions_, changes_, clock_);

  const auto report = run.Run(Always);

  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.erased, 1);
  EXPECT_EQ(StateOf("a"), RecordState::kActive);
  EXPECT_EQ(ContentOf("a"), Answers(4));
  EXPECT_EQ(StateOf("b"), RecordState::kErased);
}

TEST_F(RetentionRunTest, EachErasureIsAChangeThatNamesItsRule) {
  ASSERT_THAT(InsertOf("a", {2015, 1, 5}), IsOk());
  ASSERT_THAT(InsertOf("b", {2015, 1, 6}), IsOk());

  RunOf("surveyResponses/record=120").Run(Always);

  const auto changes = Erasures();
  ASSERT_EQ(changes.size(), 2);
  EXPECT_EQ(changes[0].change.actor, "iku-collection/retention");
  EXPECT_EQ(changes[0].change.reason,
            "masa simpan berakhir: surveyResponses/record=120");
  EXPECT_EQ(StateOf("a"), RecordState::kErased);
  const auto chains = changes_.Verify(std::nullopt, Always);
  ASSERT_THAT(chains, IsOk());
  EXPECT_EQ(chains->mismatches_total, 0);
}

TEST_F(RetentionRunTest, EveryDistrictIsLookedAt) {
  ASSERT_THAT(InsertOf("a", {2015, 1, 5}, "35.08.21"), IsOk());
  ASSERT_THAT(InsertOf("a", {2015, 1, 5}, "11.01.01"), IsOk());
  ASSERT_THAT(InsertOf("a", {2015, 1, 5}, "91.01.01"), IsOk());

  EXPECT_EQ(RunOf("surveyResponses/record=120").Run(Always).erased, 3);

  EXPECT_EQ(StateOf("a", "11.01.01"), RecordState::kErased);
  EXPECT_EQ(StateOf("a", "91.01.01"), RecordState::kErased);
}

TEST_F(RetentionRunTest, MoreThanFitOneStepAreErased) {
  std::vector<std::string> ids;
  for (int i = 0; i < 450; ++i) ids.push_back(absl::StrCat("r", i));
  ASSERT_THAT(Insert(ids), IsOk());
  clock_.Advance(absl::Hours(24) * 400);

  EXPECT_EQ(RunOf("surveyResponses/text=12").Run(Always).erased, 450);
  EXPECT_EQ(RunOf("surveyResponses/text=12").Run(Always).erased, 0);
}

TEST_F(RetentionRunTest,
       OldRowsInQuarantineAreEmptiedAndThoseThatWaitDiscarded) {
  ASSERT_THAT(Insert({"x"}), IsOk());
  Quarantine("s", 0);
  Quarantine("s", 1);
  clock_.Advance(absl::Hours(24) * 30);
  Quarantine("s", 2);
  clock_.Advance(absl::Hours(24) * 345);

  auto run = RunOf("quarantinedRows/record=12");
  EXPECT_EQ(run.Run(Always).erased, 2);
  EXPECT_EQ(run.Run(Always).erased, 0);

  const auto old = sessions_.GetRow({{kDistrict, "s"}, 1, 0});
  ASSERT_THAT(old, IsOk());
  EXPECT_EQ(old->row, "");
  EXPECT_EQ(old->state, collection::QuarantineState::kDiscarded);
  EXPECT_EQ(old->resolved_by, "iku-collection/retention");
  const auto young = sessions_.GetRow({{kDistrict, "s"}, 1, 2});
  ASSERT_THAT(young, IsOk());
  EXPECT_NE(young->row, "");
  EXPECT_EQ(Erasures().size(), 1);
}

TEST_F(RetentionRunTest, ARowIsKeptUntilItsDayIsOverInTheDistrict) {
  ASSERT_THAT(Insert({"x"}), IsOk());
  // Noon of 20 November 2025, then 2 o'clock in the morning of the 21st, which
  // in UTC is still the 20th.
  Quarantine("s", 0);
  clock_.Advance(absl::Hours(14));
  Quarantine("s", 1);
  clock_.Advance(absl::Hours(24) * 365);  // 2 o'clock of 21 November 2026

  EXPECT_EQ(RunOf("quarantinedRows/record=12").Run(Always).erased, 1);

  EXPECT_NE(sessions_.GetRow({{kDistrict, "s"}, 1, 1})->row, "");
}

TEST_F(RetentionRunTest, WhatCannotBeReadHoldsUpNoOtherRule) {
  ASSERT_THAT(InsertOf("bad", {2014, 1, 5}), IsOk());
  ASSERT_THAT(Insert({"x"}), IsOk());
  Tamper("UPDATE survey_responses SET scores = 999 WHERE id = 'bad'");
  Quarantine("s", 0);
  clock_.Advance(absl::Hours(24) * 40);

  const auto report =
      RunOf("surveyResponses/record=120,quarantinedRows/record=1").Run(Always);

  EXPECT_FALSE(report.complete);
  EXPECT_EQ(sessions_.GetRow({{kDistrict, "s"}, 1, 0})->row, "");
}

TEST_F(RetentionRunTest, ARecordThatCannotBeReadHoldsUpNoneOfItsKind) {
  ASSERT_THAT(InsertOf("bad", {2014, 1, 5}), IsOk());
  Tamper("UPDATE survey_responses SET scores = 999 WHERE id = 'bad'");
  std::vector<std::string> ids;
  for (int i = 0; i < 450; ++i) ids.push_back(absl::StrCat("r", i));
  ASSERT_THAT(Insert(ids), IsOk());
  clock_.Advance(absl::Hours(24) * 400);

  const auto report = RunOf("surveyResponses/record=12").Run(Always);

  EXPECT_FALSE(report.complete);
  EXPECT_EQ(report.erased, 450);
}

TEST_F(RetentionRunTest, MetricsTellOfRunsAndOfWhatTheyErased) {
  Metrics metrics;
  auto run = RunOf("surveyResponses/text=24,quarantinedRows/record=12");
  metrics.Add([&](MetricWriter& writer) { run.Tell(writer); });
  EXPECT_THAT(
      metrics.Text(),
      AllOf(HasSubstr("iku_retention_runs_total{result=\"complete\"} 0\n"),
            HasSubstr("iku_retention_last_run_timestamp_seconds 0\n")));

  ASSERT_THAT(InsertOf("a", {2020, 1, 5}), IsOk());
  ASSERT_THAT(InsertOf("b", {2020, 1, 5}), IsOk());
  run.Run(Always);

  EXPECT_THAT(
      metrics.Text(),
      AllOf(HasSubstr("iku_retention_runs_total{result=\"complete\"} 1\n"),
            HasSubstr("iku_retention_erased_total{kind=\"survey_responses\","
                      "extent=\"text\"} 2\n"),
            HasSubstr("iku_retention_erased_total{kind=\"quarantined_rows\","
                      "extent=\"record\"} 0\n"),
            HasSubstr("iku_retention_failed_total{kind=\"survey_responses\","
                      "extent=\"text\"} 0\n"),
            HasSubstr("iku_retention_last_success_timestamp_seconds "
                      "1763614800\n")));

  ASSERT_THAT(InsertOf("bad", {2020, 1, 5}), IsOk());
  Tamper("UPDATE survey_responses SET scores = 999 WHERE id = 'bad'");
  clock_.Advance(absl::Hours(1));
  run.Run(Always);
  run.Run([] { return false; });

  EXPECT_THAT(
      metrics.Text(),
      AllOf(HasSubstr("iku_retention_runs_total{result=\"failed\"} 1\n"),
            HasSubstr("iku_retention_runs_total{result=\"stopped\"} 1\n"),
            HasSubstr("iku_retention_failed_total{kind=\"survey_responses\","
                      "extent=\"text\"} 1\n"),
            HasSubstr("iku_retention_last_run_timestamp_seconds "
                      "1763618400\n"),
            HasSubstr("iku_retention_last_success_timestamp_seconds "
                      "1763614800\n")));
}

TEST_F(RetentionRunTest, ARowThatBecameAnErasedRecordLaterIsErasedToo) {
  ASSERT_THAT(Insert({"a"}), IsOk());
  ASSERT_THAT(Erase("a", collection::ErasureExtent::kRecord), IsOk());
  Quarantine("s", 0);
  Tamper(
      "UPDATE quarantined_rows SET state = 2,"
      " record = 'districts/35.08.21/surveyResponses/a'");

  ASSERT_THAT(Erase("a", collection::ErasureExtent::kRecord), IsOk());

  EXPECT_EQ(sessions_.GetRow({{kDistrict, "s"}, 1, 0})->row, "");
}

TEST_F(RetentionRunTest, ANoteOfAFollowUpIsTextLikeAnyOther) {
  collection::CoordinationRecord meeting;
  meeting.subject = "Rapat";
  meeting.held_date = {2020, 1, 5};
  meeting.section = "Kasi Pemerintahan";
  std::promise<absl::Status> stored;
  coordination_.Insert({.rows = {{{kDistrict, "m"}, meeting}}},
                       [&](auto result) { stored.set_value(result.status()); });
  ASSERT_THAT(stored.get_future().get(), IsOk());
  auto run = RunOf("coordinationRecords/text=12");
  EXPECT_EQ(run.Run(Always).erased, 1);
  EXPECT_EQ(run.Run(Always).erased, 0);

  collection::Amendment<collection::CoordinationRecord> step;
  step.key = {kDistrict, "m"};
  step.action = ChangeAction::kFollowUp;
  step.change = [](collection::CoordinationRecord newest, absl::Time now) {
    newest.follow_ups.push_back(
        {.state = collection::FollowUpState::kInProgress,
         .date = {2020, 2, 5},
         .evidence = std::nullopt,
         .note = "Bu Sri diminta datang",
         .create_time = now,
         .request_id = "r1"});
    return newest;
  };
  std::promise<absl::Status> amended;
  coordination_.Amend(std::move(step),
                      [&](auto record) { amended.set_value(record.status()); });
  ASSERT_THAT(amended.get_future().get(), IsOk());

  EXPECT_EQ(run.Run(Always).erased, 1);
  const auto left = coordination_.Get({kDistrict, "m"});
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->content.follow_ups.front().note, "");
}

TEST_F(RetentionRunTest, ARunThatIsStoppedSaysSoAndTheNextGoesOn) {
  ASSERT_THAT(InsertOf("a", {2015, 1, 5}), IsOk());
  auto run = RunOf("surveyResponses/record=120");

  const auto stopped = run.Run([] { return false; });

  EXPECT_FALSE(stopped.complete);
  EXPECT_EQ(stopped.erased, 0);
  ASSERT_TRUE(run.last().has_value());
  EXPECT_FALSE(run.last()->complete);
  EXPECT_EQ(run.Run(Always).erased, 1);
  EXPECT_TRUE(run.last()->complete);
}

TEST_F(RetentionRunTest, DueCountsWhatTheNextRunErases) {
  ASSERT_THAT(InsertOf("a", {2015, 1, 5}), IsOk());
  ASSERT_THAT(InsertOf("b", {2022, 1, 5}), IsOk());
  Quarantine("s", 0);
  auto run = RunOf(
      "surveyResponses/text=24,surveyResponses/record=120,"
      "coordinationRecords/text=1,villageDocuments/record=1,"
      "quarantinedRows/record=1");

  const auto due = run.Due(kDistrict, Always);

  ASSERT_THAT(due, IsOk());
  ASSERT_EQ(due->size(), 5);
  EXPECT_EQ((*due)[0].due, 2);
  EXPECT_EQ((*due)[0].before, (Date{2023, 11, 20}));
  EXPECT_EQ((*due)[1].due, 1);
  EXPECT_EQ((*due)[2].due, 0);
  EXPECT_EQ((*due)[3].due, 0);
  EXPECT_EQ((*due)[4].due, 0);
  EXPECT_FALSE((*due)[0].more);
}

TEST_F(RetentionRunTest, CountingEndsBetweenTwoPagesWhenNobodyWaitsAnyMore) {
  std::vector<std::string> ids;
  for (int i = 0; i < collection::kMostDueCounted + 2; ++i) {
    ids.push_back(absl::StrCat("r", i));
  }
  ASSERT_THAT(Insert(ids), IsOk());
  Tamper("UPDATE survey_responses SET state = 3");
  clock_.Advance(absl::Hours(24) * 400);
  int asked = 0;

  const auto due = RunOf("surveyResponses/record=12").Due(kDistrict, [&] {
    return ++asked < 2;
  });

  EXPECT_THAT(due, HasReason(code::kDeadlineExceeded));
  EXPECT_EQ(asked, 2);
}

TEST_F(RetentionRunTest, DueStopsCountingSomewhere) {
  std::vector<std::string> ids;
  for (int i = 0; i < collection::kMostDueCounted + 1; ++i) {
    ids.push_back(absl::StrCat("r", i));
  }
  ASSERT_THAT(Insert(ids), IsOk());
  clock_.Advance(absl::Hours(24) * 400);

  const auto due = RunOf("surveyResponses/text=12").Due(kDistrict, Always);

  ASSERT_THAT(due, IsOk());
  EXPECT_EQ(due->front().due, collection::kMostDueCounted);
  EXPECT_TRUE(due->front().more);
}

}  // namespace
}  // namespace iku::test
