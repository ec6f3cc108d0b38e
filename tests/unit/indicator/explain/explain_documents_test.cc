// The calculation sheet of the share of timely documents.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "iku/collection/v1/village_document_service.pb.h"
#include "services/indicator/explain/explain.h"
#include "tests/unit/indicator/explain/explained.h"

namespace iku::test {
namespace {

using indicator::DistrictFacts;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace v1 = indicator::v1;

const std::string kDocuments = "village-documents-on-time";

// "LATE 1: Dokumen yang terlambat, hanya di penyebut".
std::vector<std::string> LeftOutOf(const v1::Explanation& explanation) {
  std::vector<std::string> all;
  for (const v1::LeftOut& one : explanation.left_out()) {
    all.push_back(
        absl::StrCat(one.reason(), " ", one.count(), ": ", one.label()));
  }
  return all;
}

std::string Amendment() {
  return "AMENDMENT 1: Perubahan dokumen; hanya dokumen asli yang dihitung";
}

// Grati on time, Sentul nine days late, all others missing; 2026-01-10.
DistrictFacts TwoBudgets() {
  DistrictFacts facts = Sumbersuko();
  facts.documents = {Document("2003", "apbdesa", 2026, "2025-12-30"),
                     Document("2003", "apbdesa", 2026, "2026-01-05", 1),
                     Document("2006", "apbdesa", 2026, "2026-01-09")};
  return facts;
}

TEST(ExplainDocumentsTest, EachObligationIsALineWithItsDates) {
  const auto explanation =
      Explained(TwoBudgets(), Question("2025-12"), kDocuments);
  const auto on_time =
      StepOf(explanation, kDocuments + ".document.35.08.21.2003.apbdesa.2026");
  EXPECT_EQ(on_time.result(), "1");
  EXPECT_THAT(on_time.label(),
              AllOf(HasSubstr("Grati (35.08.21.2003)"), HasSubstr("2026"),
                    HasSubstr("batas 2025-12-31"),
                    HasSubstr("ditetapkan 2025-12-30, tepat waktu")));
  const auto late =
      StepOf(explanation, kDocuments + ".document.35.08.21.2006.apbdesa.2026");
  EXPECT_EQ(late.result(), "0");
  EXPECT_THAT(late.label(), HasSubstr("terlambat 9 hari"));
  EXPECT_THAT(
      StepOf(explanation, kDocuments + ".document.35.08.21.2001.apbdesa.2026")
          .label(),
      HasSubstr("tanpa tanggal, belum ada, lewat 10 hari"));
}

TEST(ExplainDocumentsTest, DocumentsGoFromStatesToPercent) {
  const auto explanation =
      Explained(TwoBudgets(), Question("2025-12"), kDocuments);
  EXPECT_EQ(StepOf(explanation, kDocuments + ".on-time").result(), "1");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".late").result(), "1");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".missing").result(), "6");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".part").expression(), "1");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".percent").expression(),
            "100 x 1 / 8");
  EXPECT_EQ(explanation.steps().rbegin()->rounded(), "12.50");
  ASSERT_EQ(explanation.deadline_rules_size(), 1);
  EXPECT_EQ(explanation.deadline_rules(0).document_kind(), "apbdesa");
}

TEST(ExplainDocumentsTest, DeadlinesAreExplainedByTheLawOfTheirDay) {
  const auto rules_of = [](const char* period) {
    const auto explanation =
        Explained(Sumbersuko(), Question(period), "village-documents-on-time");
    EXPECT_EQ(explanation.deadline_rules_size(), 1);
    return explanation.deadline_rules(0);
  };
  EXPECT_EQ(rules_of("2025-Q1").legal_basis(),
            "PP Nomor 43 Tahun 2014 Pasal 49");
  EXPECT_EQ(rules_of("2026-Q1").legal_basis(),
            "PP Nomor 16 Tahun 2026 Pasal 55 ayat (1)");
  EXPECT_THAT(rules_of("2026-Q1").title().id(),
              HasSubstr("Laporan pertanggungjawaban"));
}

TEST(ExplainDocumentsTest, VillageIsTheProductOfItsDocuments) {
  DistrictFacts facts = TwoBudgets();
  facts.documents.push_back(Document("2003", "rkpdesa", 2026, "2025-09-30"));
  const auto explanation = Explained(
      facts, Choosing(Question("2025-H2"), "unit-of-count", "all-three"),
      kDocuments);
  EXPECT_EQ(
      StepOf(explanation, kDocuments + ".village.35.08.21.2003").expression(),
      "1 x 1");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".village.35.08.21.2006").result(),
            "0");
  EXPECT_EQ(explanation.steps().rbegin()->rounded(), "12.50");
}

TEST(ExplainDocumentsTest, LateBudgetIsLeftOutOrCountsAsThePolicySays) {
  const auto strict = Explained(TwoBudgets(), Question("2025-12"), kDocuments);
  EXPECT_THAT(
      LeftOutOf(strict),
      ElementsAre("LATE 1: Dokumen yang terlambat, hanya di penyebut",
                  "MISSING 6: Dokumen yang belum ada, hanya di penyebut",
                  Amendment()));
  const auto literal = Explained(
      TwoBudgets(), Choosing(Question("2025-12"), "apbdesa", "formula-literal"),
      kDocuments);
  EXPECT_THAT(
      LeftOutOf(literal),
      ElementsAre("MISSING 6: Dokumen yang belum ada, hanya di penyebut",
                  Amendment()));
  EXPECT_EQ(StepOf(literal, kDocuments + ".counted.apbdesa.2026").expression(),
            "1 + 1");
  EXPECT_EQ(StepOf(literal, kDocuments + ".document.35.08.21.2006.apbdesa.2026")
                .result(),
            "1");
  EXPECT_EQ(literal.steps().rbegin()->rounded(), "25.00");
}

TEST(ExplainDocumentsTest, AmendmentsKelurahanAndVillagesOfLaterAreLeftOut) {
  DistrictFacts facts = TwoBudgets();
  facts.villages[0].village.valid_from = Day("2026-01-01");
  facts.villages.push_back({{.code = Region("35.08.21.1001"),
                             .valid_from = Date{},
                             .valid_to = std::nullopt},
                            "Kelurahan"});
  const auto explanation = Explained(facts, Question("2025-12"), kDocuments);
  EXPECT_EQ(LeftOut(explanation, "AMENDMENT"), 1);
  EXPECT_EQ(LeftOut(explanation, "KELURAHAN"), 1);
  EXPECT_EQ(LeftOut(explanation, "VILLAGE_NOT_VALID"), 1);
  EXPECT_EQ(StepOf(explanation, kDocuments + ".whole").result(), "7");
}

TEST(ExplainDocumentsTest, WhatIsNotDueIsSaidToBeWhereItIs) {
  DistrictFacts facts = Sumbersuko();
  facts.documents = {Document("2003", "lppdesa", 2024, "2025-03-01")};
  const auto on = [&](const char* name, const char* value) {
    return Explained(facts, Choosing(Question("2025-H1"), name, value),
                     kDocuments, NoonOf("2025-03-15"));
  };
  EXPECT_THAT(LeftOutOf(on("not-due", "left-out")),
              ElementsAre("NOT_DUE 7: Dokumen yang belum jatuh tempo, tidak di "
                          "pembilang maupun penyebut"));
  EXPECT_THAT(
      LeftOutOf(on("not-due", "in-denominator")),
      ElementsAre(
          "NOT_DUE 23: Dokumen yang belum jatuh tempo, hanya di penyebut"));
  EXPECT_THAT(LeftOutOf(on("unit-of-count", "all-three")),
              ElementsAre("NOT_DUE 7: Desa yang belum dapat dinilai karena ada "
                          "dokumen yang belum jatuh tempo, tidak di pembilang "
                          "maupun penyebut: Kebonsari, Labruk Kidul, "
                          "Mojosari, Petahunan, Purwosono, Sentul, "
                          "Sumbersuko"));
}

TEST(ExplainDocumentsTest, WithoutAValueNothingIsInTheDenominator) {
  const auto pending = Explained(TwoBudgets(), Question("2026-Q1"), kDocuments);
  EXPECT_THAT(LeftOutOf(pending),
              ElementsAre("NOT_DUE 8: Dokumen yang belum jatuh tempo, tidak di "
                          "pembilang maupun penyebut"));
  EXPECT_EQ(StepOf(pending, kDocuments + ".not-due").result(), "8");
  EXPECT_EQ(StepOf(pending, kDocuments + ".percent").id(), "");

  const auto not_joined =
      Explained(Sumbersuko(),
                Choosing(Question("2025-12"), "silent", "no-data"), kDocuments);
  EXPECT_THAT(LeftOutOf(not_joined),
              ElementsAre("MISSING 8: Dokumen yang belum ada, tidak di "
                          "pembilang maupun penyebut"));
}

TEST(ExplainDocumentsTest, SilenceIsWrittenOutLikeAnyOtherValue) {
  const auto explanation =
      Explained(Sumbersuko(), Question("2025"), kDocuments);
  EXPECT_EQ(StepOf(explanation, kDocuments + ".missing").expression(),
            "8 + 8 + 8");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".percent").expression(),
            "100 x 0 / 24");
  EXPECT_EQ(explanation.steps().rbegin()->rounded(), "0.00");
  EXPECT_THAT(
      LeftOutOf(explanation),
      ElementsAre("MISSING 24: Dokumen yang belum ada, hanya di penyebut"));
}

TEST(ExplainDocumentsTest, EachDocumentSaysHowManyVillagesStandWhere) {
  DistrictFacts facts = TwoBudgets();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-03-01"));
  const auto explanation =
      Explained(facts, Question("2025", "", Language::kEnglish), kDocuments);
  const auto states = StepOf(explanation, kDocuments + ".states.apbdesa.2026");
  EXPECT_EQ(
      states.label(),
      "Village budget (APBDesa) 2026, deadline 2025-12-31, as it stood "
      "on 2026-01-10: villages on time + late + without it + not due yet");
  EXPECT_EQ(states.expression(), "1 + 1 + 6 + 0");
  EXPECT_EQ(states.result(), "8");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".missing").expression(),
            "7 + 8 + 6");
}

TEST(ExplainDocumentsTest, BothNumbersAreMadeAsTheFormulaSays) {
  DistrictFacts facts = TwoBudgets();
  facts.documents.push_back(Document("2001", "lppdesa", 2024, "2025-03-01"));
  facts.documents.push_back(Document("2002", "lppdesa", 2024, "2025-03-01"));
  const auto all = Explained(facts, Question("2025"), kDocuments);
  EXPECT_EQ(StepOf(all, kDocuments + ".part").expression(), "2 + 0 + 1");
  EXPECT_EQ(StepOf(all, kDocuments + ".owed").label(),
            "Yang wajib disusun: 8 desa x 3 dokumen");
  EXPECT_EQ(StepOf(all, kDocuments + ".owed").expression(), "8 x 3");
  EXPECT_EQ(StepOf(all, kDocuments + ".whole").expression(), "24");

  const auto in_may =
      Explained(facts, Question("2025"), kDocuments, NoonOf("2025-05-01"));
  EXPECT_EQ(StepOf(in_may, kDocuments + ".owed").expression(), "8 x 3");
  EXPECT_EQ(StepOf(in_may, kDocuments + ".whole").expression(), "24 - 16");
  EXPECT_EQ(StepOf(in_may, kDocuments + ".percent").expression(),
            "100 x 2 / 8");

  facts.villages[7].village.valid_from = Day("2025-06-01");
  const auto split = Explained(facts, Question("2025"), kDocuments);
  EXPECT_EQ(StepOf(split, kDocuments + ".owed").expression(), "7 + 8 + 8");
  EXPECT_EQ(StepOf(split, kDocuments + ".whole").result(), "23");
}

TEST(ExplainDocumentsTest, VillagesThatAreNotDecidedAreTakenOff) {
  DistrictFacts facts = Sumbersuko();
  facts.documents = {Document("2003", "lppdesa", 2024, "2025-03-01"),
                     Document("2003", "rkpdesa", 2026, "2025-04-01"),
                     Document("2003", "apbdesa", 2026, "2025-04-01"),
                     Document("2004", "lppdesa", 2024, "2025-03-01")};
  // The six others have failed, as their LPPDesa is missing.
  const auto explanation =
      Explained(facts, Choosing(Question("2025"), "unit-of-count", "all-three"),
                kDocuments, NoonOf("2025-05-01"));
  EXPECT_EQ(StepOf(explanation, kDocuments + ".village.35.08.21.2003").result(),
            "1");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".village.35.08.21.2004").id(),
            "");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".owed").expression(), "8");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".whole").expression(), "8 - 1");
  EXPECT_EQ(StepOf(explanation, kDocuments + ".percent").expression(),
            "100 x 1 / 7");
}

TEST(ExplainDocumentsTest, APartOfAFiscalYearShowsTheDocumentsThatItCounts) {
  DistrictFacts facts = Sumbersuko();
  facts.documents = {Document("2003", "apbdesa", 2025, "2024-12-30")};
  const auto explanation = Explained(
      facts, Choosing(Question("2025-Q1"), "report-year", "same-fiscal-year"),
      kDocuments);
  EXPECT_THAT(StepOf(explanation, kDocuments + ".states.apbdesa.2025").label(),
              HasSubstr("batas 2024-12-31, keadaan pada 2025-03-31"));
  EXPECT_EQ(StepOf(explanation, kDocuments + ".percent").expression(),
            "100 x 1 / 16");
}

TEST(ExplainDocumentsTest, DocumentsOfEachYearAndKindAreTheSource) {
  const auto explanation =
      Explained(TwoBudgets(), Question("2025"), kDocuments);
  ASSERT_EQ(explanation.sources_size(), 3);
  collection::v1::ListVillageDocumentsRequest request;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                  explanation.sources(1).request_json(), &request)
                  .ok());
  EXPECT_EQ(request.period(), "2026");
  EXPECT_EQ(request.kind(), collection::v1::VILLAGE_DOCUMENT_KIND_APBDESA);
  EXPECT_EQ(explanation.sources(1).records(), 3);
}

}  // namespace
}  // namespace iku::test
