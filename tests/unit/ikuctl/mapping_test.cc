#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ikuctl/import/columns.h"
#include "services/ikuctl/import/import_session.h"
#include "services/ikuctl/import/row_ids.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/import/words.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

const std::vector<FieldTitles> kFields = {
    {"date", {"tanggal"}}, {"sex", {"jeniskelamin"}}, {"cost", {}}};

TEST(ColumnsTest, FindsColumnsByNameAndByIndonesianSynonym) {
  Columns columns;
  EXPECT_THAT(columns.Map({"Tanggal", "Jenis_Kelamin", "x"}, kFields, ""),
              IsEmpty());
  CsvRow row;
  row.cells = {" 2025-01-01 ", "L", "9"};
  EXPECT_EQ(columns.Cell(row, "date"), "2025-01-01");
  EXPECT_EQ(columns.Cell(row, "sex"), "L");
  EXPECT_EQ(columns.Cell(row, "cost"), "");
  EXPECT_EQ(columns.TitleOf("sex"), "Jenis_Kelamin");
}

TEST(ColumnsTest, WhatIsChosenWinsAndTakesTheColumn) {
  Columns columns;
  EXPECT_THAT(
      columns.Map({"tanggal", "hari"}, kFields, "date=hari, cost=tanggal"),
      IsEmpty());
  EXPECT_EQ(columns.TitleOf("date"), "hari");
  EXPECT_EQ(columns.TitleOf("cost"), "tanggal");
}

TEST(ColumnsTest, ReportsEverythingThatIsWrongAtOnce) {
  Columns columns;
  EXPECT_THAT(columns.Map({"a", "b", "b", "date", "tanggal"}, kFields,
                          "cost=zzz,colour=a,sex,sex=b"),
              ElementsAre(Field(&Complaint::key, "columns_not_in_file"),
                          Field(&Complaint::key, "columns_unknown_field"),
                          Field(&Complaint::key, "columns_no_equals"),
                          Field(&Complaint::key, "columns_twice"),
                          Field(&Complaint::key, "columns_ambiguous")));
}

TEST(ValuesTest, ReadsDatesAsPeopleWriteThem) {
  const Date day{2025, 6, 30};
  for (const char* text :
       {"2025-06-30", "30/06/2025", "30-06-2025", "30.6.2025", " 30/6/2025 ",
        "2025-06-30 10:22:33", "30/06/2025 10.22", "2025-06-30T10:22Z"}) {
    EXPECT_EQ(DayOf(text), day) << text;
  }
}

TEST(ValuesTest, RefusesDatesThatDoNotExistOrCanBeReadTwoWays) {
  for (const char* text : {"", "2025-02-30", "06/30/2025", "30/06/25",
                           "2025-06", "kemarin", "2025-06-30 pagi", "45838"}) {
    EXPECT_EQ(DayOf(text), std::nullopt) << text;
  }
}

TEST(ValuesTest, ReadsLargeCountsInGroupsOfThreeOnly) {
  for (const char* text : {"38412", "38.412", "38,412", " 38 412 "}) {
    EXPECT_EQ(GroupedNumberOf(text), 38412) << text;
  }
  EXPECT_EQ(GroupedNumberOf("1.234.567"), 1234567);
  for (const char* text :
       {"", "1.5", "38.41", "1234.567", ".412", "1.234,567", "-5", "12x"}) {
    EXPECT_EQ(GroupedNumberOf(text), std::nullopt) << text;
  }
}

TEST(WordsTest, KnowsTheWordsOfTheSampleSurvey) {
  EXPECT_EQ(SexOf("L"), v1::SEX_MALE);
  EXPECT_EQ(SexOf("Perempuan"), v1::SEX_FEMALE);
  EXPECT_EQ(SexOf("laki-laki"), v1::SEX_MALE);
  EXPECT_EQ(SexOf("female"), v1::SEX_FEMALE);
  EXPECT_EQ(EducationOf("D1, D3, D4"), v1::EDUCATION_DIPLOMA);
  EXPECT_EQ(EducationOf("S2 Ke Atas"), v1::EDUCATION_MASTER_OR_ABOVE);
  EXPECT_EQ(EducationOf("SD Ke Bawah"), v1::EDUCATION_PRIMARY_OR_BELOW);
  EXPECT_EQ(OccupationOf("PNS/TNI/POLRI"), v1::OCCUPATION_PUBLIC_SERVANT);
  EXPECT_EQ(OccupationOf("Wirausaha/Usaha"), v1::OCCUPATION_ENTREPRENEUR);
  EXPECT_EQ(OccupationOf("OCCUPATION_TRADER"), v1::OCCUPATION_TRADER);
  EXPECT_EQ(VillageDocumentKindOf("RPKDesa"),
            v1::VILLAGE_DOCUMENT_KIND_RKPDESA);
  EXPECT_EQ(VillageDocumentKindOf("APBDes"), v1::VILLAGE_DOCUMENT_KIND_APBDESA);
  EXPECT_EQ(FollowUpStateOf("in-progress"), v1::FOLLOW_UP_STATE_IN_PROGRESS);
  EXPECT_EQ(SexOf("X"), std::nullopt);
  EXPECT_EQ(EducationOf(""), std::nullopt);
  EXPECT_EQ(EducationOf("unspecified"), std::nullopt);
}

TEST(WordsTest, ReadersGetWordsOfTheirLanguage) {
  EXPECT_EQ(WordFor(v1::FOLLOW_UP_STATE_IN_PROGRESS, Language::kIndonesian),
            "Proses");
  EXPECT_EQ(WordFor(v1::FOLLOW_UP_STATE_IN_PROGRESS, Language::kEnglish),
            "in progress");
}

TEST(WordsTest, PutsAgesIntoBandsAtTheirEdges) {
  EXPECT_EQ(AgeBandOf("16"), v1::AGE_BAND_UNDER_17);
  EXPECT_EQ(AgeBandOf("17"), v1::AGE_BAND_17_TO_25);
  EXPECT_EQ(AgeBandOf("25"), v1::AGE_BAND_17_TO_25);
  EXPECT_EQ(AgeBandOf("26"), v1::AGE_BAND_26_TO_35);
  EXPECT_EQ(AgeBandOf("45 tahun"), v1::AGE_BAND_36_TO_45);
  EXPECT_EQ(AgeBandOf("65"), v1::AGE_BAND_56_TO_65);
  EXPECT_EQ(AgeBandOf("66"), v1::AGE_BAND_OVER_65);
  EXPECT_EQ(AgeBandOf("17 - 25"), v1::AGE_BAND_17_TO_25);
  EXPECT_EQ(AgeBandOf("> 65"), v1::AGE_BAND_OVER_65);
  EXPECT_EQ(AgeBandOf("131"), std::nullopt);
  EXPECT_EQ(AgeBandOf("-1"), std::nullopt);
}

v1::SurveyResponse Response(int score) {
  v1::SurveyResponse response;
  response.mutable_response_date()->set_year(2025);
  v1::ElementScore& answer = *response.add_scores();
  answer.set_element("time");
  answer.set_score(score);
  return response;
}

TEST(RowIdsTest, SameRowsInAnyOrderHaveTheSameIds) {
  RowIds first("s"), second("s");
  const auto a1 = first.OfContent("20250101", Response(1));
  const auto b1 = first.OfContent("20250101", Response(2));
  const auto a2 = first.OfContent("20250101", Response(1));
  EXPECT_EQ(second.OfContent("20250101", Response(2)), b1);
  EXPECT_EQ(second.OfContent("20250101", Response(1)), a1);
  EXPECT_EQ(second.OfContent("20250101", Response(1)), a2);
  EXPECT_NE(a1, a2);
  EXPECT_NE(a1, b1);
}

// These ids are stored for ever: a change would double every import.
TEST(RowIdsTest, IdsNeverChange) {
  RowIds ids("survei");
  EXPECT_EQ(CanonicalText(Response(3)), "2={1=2025;};4={1=4:time;2=3;};");
  EXPECT_EQ(ids.OfContent("20250101", Response(3)),
            "survei-20250101-" + HashOf(CanonicalText(Response(3)), 16) + "-1");
  EXPECT_EQ(HashOf("abc", 16), "ba7816bf8f01cfea");
}

TEST(RowIdsTest, OwnIdsAreSpeltInTheCharactersOfTheContract) {
  const RowIds ids("file");
  EXPECT_EQ(ids.OfOwnId("12"), "file-12");
  EXPECT_NE(ids.OfOwnId("A/1"), ids.OfOwnId("a-1"));
  EXPECT_THAT(ids.OfOwnId("005/RK.1/2025"),
              ::testing::MatchesRegex("file-005-rk-1-2025-[0-9a-f]{8}"));
  EXPECT_LE(ids.OfOwnId(std::string(500, 'x')).size(), 63u);
  EXPECT_EQ(RowIds("").OfOwnId("12"), "12");
}

TEST(SourceTest, IsMadeFromTheFilesName) {
  EXPECT_EQ(SourceOf("/data/Survei TW1 2025.csv"), "survei-tw1-2025");
  EXPECT_EQ(SourceOf("a.b.csv"), "a-b");
  const std::string first =
      SourceOf("survei-kepuasan-masyarakat-2025-triwulan-1.csv");
  EXPECT_LE(first.size(), 28u);
  EXPECT_NE(first, SourceOf("survei-kepuasan-masyarakat-2025-triwulan-2.csv"));
}

// The id of a session that was begun must not change: what differs here makes
// every broken import start anew.
TEST(ImportSessionTest, ItsIdFollowsFromTheFileAndWhatItMeansAndNothingElse) {
  CheckedFile file;
  file.path = "survei.csv";
  file.sha256 = std::string(64, '7');
  Options options;
  options.district = "35.08.21";
  const auto name = [&](const char* reference = "") {
    return SessionFor("survey", file, options, "survei", reference).name();
  };
  const std::string first = name();
  EXPECT_EQ(first,
            "districts/35.08.21/ingestSessions/"
            "survey-gglckkmelbhdihijlinhkpmf");
  file.path = "/elsewhere/other.csv";
  options.report = "r.csv";
  options.language = Language::kEnglish;
  EXPECT_EQ(name(), first);
  EXPECT_NE(name("kk=kk"), first);
  for (std::string* option : {&options.columns, &options.order, &options.date,
                              &options.service, &file.sha256}) {
    const std::string before = std::exchange(*option, "x");
    EXPECT_NE(name(), first);
    *option = before;
  }
  options.accept_valid = true;
  EXPECT_NE(name(), first);
}

TEST(ImportSessionTest, ItsTitleIsTheNameOfTheFileUnlessThatIsPersonalData) {
  CheckedFile file;
  file.path = "/data/survei juni.csv";
  EXPECT_EQ(SessionFor("survey", file, {}, "", "").title(), "survei juni.csv");
  file.path = "/data/0812-3456-7890.csv";
  EXPECT_EQ(SessionFor("survey", file, {}, "", "").title(), "");
}

}  // namespace
}  // namespace iku::ctl
