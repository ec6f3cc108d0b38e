#include "services/collection/audit/chain_check.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/unit/collection/audit/audited_store.h"

namespace iku::test {
namespace {

using collection::ChainFault;
using collection::ChainReport;
using collection::ChangeAction;
using collection::ErasureExtent;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The version of the data and the fault of each mismatch.
std::vector<std::string> FaultsOf(const ChainReport& report) {
  std::vector<std::string> faults;
  for (const auto& mismatch : report.mismatches) {
    const char* fault = mismatch.fault == ChainFault::kBroken    ? "broken"
                        : mismatch.fault == ChainFault::kContent ? "content"
                                                                 : "missing";
    faults.push_back(absl::StrCat(mismatch.data_version, " ", fault));
  }
  return faults;
}

class ChainCheckTest : public AuditedStore {
 protected:
  // Three batches and three amendments, behind the seed of the register.
  void SetUp() override {
    ASSERT_THAT(surveys_.NewestVersion(), IsOk());
    base_ = *surveys_.NewestVersion();
    ASSERT_THAT(Insert({"b", "a", "c", kUuid}), IsOk());
    ASSERT_THAT(Insert({"d"}), IsOk());
    ASSERT_THAT(Amend("a", ChangeAction::kCorrect, 4), IsOk());
    ASSERT_THAT(Amend("b", ChangeAction::kVoid, 3), IsOk());
    ASSERT_THAT(Amend("a", ChangeAction::kCorrect, 2), IsOk());
    ASSERT_THAT(Insert({"e", "f"}), IsOk());
  }

  std::vector<std::string> Faults() {
    const auto report = changes_.Verify(std::nullopt, [] { return true; });
    EXPECT_THAT(report, IsOk());
    return FaultsOf(*report);
  }
  // The n-th change of the records, as the faults name it.
  std::string At(int n, const char* fault) const {
    return absl::StrCat(base_ + n, " ", fault);
  }
  std::string Sql(const char* statement, int n) const {
    return absl::StrCat(statement, base_ + n);
  }

  static constexpr char kUuid[] = "0192f3c4-5d7e-7a10-9c1b-3f2e8d6a4b57";
  int64_t base_ = 0;
};

TEST_F(ChainCheckTest, WhatNobodyTouchedHolds) {
  const auto report = changes_.Verify(std::nullopt, [] { return true; });
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(FaultsOf(*report), IsEmpty());
  EXPECT_EQ(report->data_version, base_ + 6);
  const auto district = changes_.Verify("35.08.21", [] { return true; });
  ASSERT_THAT(district, IsOk());
  EXPECT_EQ(district->chains, 1);
  EXPECT_EQ(district->changes, 6);
  EXPECT_EQ(district->record_versions, 10);
  EXPECT_NE(district->head, collection::Sha256());
}

TEST_F(ChainCheckTest, AnAlteredRecordIsFound) {
  Tamper("UPDATE survey_responses SET scores = 444444444 WHERE id = 'c'");
  EXPECT_THAT(Faults(), ElementsAre(At(1, "content")));
}

TEST_F(ChainCheckTest, ARemovedRecordIsFound) {
  Tamper("DELETE FROM survey_responses WHERE id = 'd'");
  EXPECT_THAT(Faults(), ElementsAre(At(2, "content")));
}

TEST_F(ChainCheckTest, AnAddedRecordIsFound) {
  Tamper(
      "INSERT INTO survey_responses SELECT district_code, 'x', version,"
      " data_version, superseded_version, state, created_version, request_id,"
      " response_date, service_code, scores, sex, age_band, education,"
      " occupation, channel, comment FROM survey_responses WHERE id = 'd'");
  EXPECT_THAT(Faults(), ElementsAre(At(2, "content")));
}

TEST_F(ChainCheckTest, ARecordMovedToAnotherChangeIsFound) {
  Tamper(
      "UPDATE survey_responses SET data_version = data_version + 1"
      " WHERE id = 'c'");
  EXPECT_THAT(Faults(), Contains(At(1, "content")));
  EXPECT_THAT(Faults(), Contains(At(2, "content")));
}

TEST_F(ChainCheckTest, ACorrectionTakenBackIsFound) {
  Tamper("DELETE FROM survey_responses WHERE id = 'a' AND version = 3");
  Tamper(
      "UPDATE survey_responses SET superseded_version = NULL"
      " WHERE id = 'a' AND version = 2");
  EXPECT_THAT(Faults(), ElementsAre(At(5, "content")));
}

TEST_F(ChainCheckTest, AVersionThatIsHiddenOrShownAgainIsFound) {
  Tamper("UPDATE survey_responses SET superseded_version = 99 WHERE id = 'd'");
  EXPECT_THAT(Faults(), ElementsAre(At(2, "content")));
  Tamper(
      "UPDATE survey_responses SET superseded_version = NULL"
      " WHERE id = 'd' OR (id = 'b' AND version = 1)");
  EXPECT_THAT(Faults(), ElementsAre(At(1, "content")));
}

TEST_F(ChainCheckTest, AnAlteredChangeIsFound) {
  for (const char* set :
       {"actor = 'other'", "reason = 'other'", "action = 2", "resources = 9",
        "resource = 'other'", "before_hash = after_hash"}) {
    const std::string alter = absl::StrCat("UPDATE changes SET ", set,
                                           " WHERE version = ", base_ + 4);
    Tamper("CREATE TEMP TABLE kept AS SELECT * FROM changes");
    Tamper(alter.c_str());
    EXPECT_THAT(Faults(), Contains(At(4, "broken"))) << set;
    Tamper("DELETE FROM changes");
    Tamper("INSERT INTO changes SELECT * FROM kept");
    Tamper("DROP TABLE kept");
  }
  EXPECT_THAT(Faults(), IsEmpty());
}

TEST_F(ChainCheckTest, AnAlteredInstantIsFound) {
  Tamper(
      Sql("UPDATE commits SET committed_us = 1 WHERE version = ", 3).c_str());
  EXPECT_THAT(Faults(), ElementsAre(At(3, "broken")));
}

TEST_F(ChainCheckTest, ARemovedChangeIsFound) {
  Tamper(Sql("DELETE FROM changes WHERE version = ", 2).c_str());
  EXPECT_THAT(Faults(),
              ElementsAre(At(3, "broken"), At(2, "content"), At(2, "missing")));
}

TEST_F(ChainCheckTest, ARemovedTailIsFoundByItsCommits) {
  Tamper("DELETE FROM survey_responses WHERE id IN ('e', 'f')");
  Tamper(Sql("DELETE FROM changes WHERE version = ", 6).c_str());
  EXPECT_THAT(Faults(), ElementsAre(At(6, "missing")));
}

TEST_F(ChainCheckTest, ATailThatIsGoneAltogetherShowsOnlyInTheHead) {
  const auto before = changes_.Verify("35.08.21", [] { return true; });
  Tamper("DELETE FROM survey_responses WHERE id IN ('e', 'f')");
  Tamper(Sql("DELETE FROM changes WHERE version = ", 6).c_str());
  Tamper(Sql("DELETE FROM commits WHERE version = ", 6).c_str());
  const auto after = changes_.Verify("35.08.21", [] { return true; });
  EXPECT_THAT(FaultsOf(*after), IsEmpty());
  EXPECT_NE(after->head, before->head);
}

TEST_F(ChainCheckTest, ASwappedPairIsFound) {
  Tamper(Sql("UPDATE changes SET version = 0 WHERE version = ", 4).c_str());
  Tamper(absl::StrCat("UPDATE changes SET version = ", base_ + 4,
                      " WHERE version = ", base_ + 5)
             .c_str());
  Tamper(absl::StrCat("UPDATE changes SET version = ", base_ + 5,
                      " WHERE version = 0")
             .c_str());
  EXPECT_THAT(Faults(), Contains(At(4, "broken")));
  EXPECT_THAT(Faults(), Contains(At(5, "broken")));
}

TEST_F(ChainCheckTest, ADamagedHashIsAFaultAndStopsNothing) {
  Tamper(
      Sql("UPDATE changes SET chain_hash = x'00' WHERE version = ", 3).c_str());
  EXPECT_THAT(Faults(), Contains(At(3, "broken")));
}

TEST_F(ChainCheckTest, WhatWasErasedStillHolds) {
  ASSERT_THAT(Erase("a", ErasureExtent::kText), IsOk());
  ASSERT_THAT(Erase("a", ErasureExtent::kRecord), IsOk());
  ASSERT_THAT(Erase("b", ErasureExtent::kRecord), IsOk());
  ASSERT_THAT(Erase(kUuid, ErasureExtent::kRecord), IsOk());
  EXPECT_THAT(Faults(), IsEmpty());
}

TEST_F(ChainCheckTest, ACorrectionBehindAnErasureHolds) {
  ASSERT_THAT(Erase("a", ErasureExtent::kText), IsOk());
  ASSERT_THAT(Amend("a", ChangeAction::kCorrect, 1), IsOk());
  EXPECT_THAT(Faults(), IsEmpty());
  ASSERT_THAT(Erase("a", ErasureExtent::kRecord), IsOk());
  EXPECT_THAT(Faults(), IsEmpty());
}

TEST_F(ChainCheckTest, ARecordAlteredBehindItsErasureIsFound) {
  ASSERT_THAT(Erase("a", ErasureExtent::kText), IsOk());
  Tamper(
      "UPDATE survey_responses SET scores = 111111111"
      " WHERE id = 'a' AND version = 2");
  EXPECT_THAT(Faults(), ElementsAre(At(7, "content")));
}

TEST_F(ChainCheckTest, AnAlteredRecordIsNotHiddenByAMadeUpErasure) {
  Tamper("UPDATE survey_responses SET scores = 444444444 WHERE id = 'c'");
  Tamper(absl::StrCat("INSERT INTO erased_versions VALUES ('35.08.21', 1, 'c',"
                      " 1, ",
                      base_ + 4, ", zeroblob(32))")
             .c_str());
  EXPECT_THAT(Faults(), Contains(At(4, "content")));
}

TEST_F(ChainCheckTest, AnErasureThatTookNothingOutIsFound) {
  ASSERT_THAT(Erase("c", ErasureExtent::kRecord), IsOk());
  Tamper("DELETE FROM erased_versions");
  EXPECT_THAT(Faults(), ::testing::UnorderedElementsAre(At(1, "content"),
                                                        At(7, "content")));
}

TEST_F(ChainCheckTest, AnErasureOfARecordThatIsGoneIsFound) {
  ASSERT_THAT(Erase("d", ErasureExtent::kRecord), IsOk());
  Tamper("DELETE FROM survey_responses WHERE id = 'd'");
  EXPECT_THAT(Faults(), ::testing::UnorderedElementsAre(At(2, "content"),
                                                        At(7, "content")));
}

TEST_F(ChainCheckTest, AnAlteredRegionIsFoundInTheRegistersChain) {
  Tamper("UPDATE regions SET display_name = 'X' WHERE code = '35.08.21'");
  const auto report = changes_.Verify(std::nullopt, [] { return true; });
  ASSERT_THAT(report, IsOk());
  ASSERT_EQ(report->mismatches.size(), 1);
  EXPECT_EQ(report->mismatches[0].district, collection::kRegisterChain);
}

TEST_F(ChainCheckTest, StopsWhenTheCallerNoLongerWaits) {
  EXPECT_THAT(changes_.Verify(std::nullopt, [] { return false; }),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

}  // namespace
}  // namespace iku::test
