#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ikuctl/import/progress.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/number.h"
#include "services/ikuctl/output/table.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(TableTest, CountsCharactersAndNotBytes) {
  EXPECT_EQ(DisplayWidth("Désa"), 4);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1);
  EXPECT_EQ(DisplayWidth("漢字"), 4);
}

TEST(TableTest, WrapsAtSpacesAndBreaksOnlyWordsThatAreTooLong) {
  EXPECT_THAT(Wrap("satu dua tiga", 8), ElementsAre("satu dua", "tiga"));
  EXPECT_THAT(Wrap("abcdefghij x", 4), ElementsAre("abcd", "efgh", "ij x"));
  EXPECT_THAT(Wrap("a\nb", 10), ElementsAre("a", "b"));
  EXPECT_THAT(Wrap("", 10), ElementsAre(""));
}

TEST(TableTest, LinesUpColumnsAlsoWithAccents) {
  Table table({{"Nama"}, {"Nilai", true}});
  table.Add({"Désa é", "1"});
  table.Add({"x", "86,33"});
  EXPECT_EQ(table.Render(100),
            "Nama    Nilai\n"
            "------  -----\n"
            "Désa é      1\n"
            "x       86,33\n");
}

TEST(TableTest, NumbersAndIdsStayWholeWhileOthersCanBeWrapped) {
  Table table({{.title = "Id", .whole = true},
               {.title = "Text"},
               {.title = "Value", .right = true}});
  table.Add({"kecamatan-services-2021-1", std::string(200, 'x'), "50,00 %"});
  const std::string text = table.Render(50);
  EXPECT_THAT(text, HasSubstr("kecamatan-services-2021-1"));
  EXPECT_THAT(text, HasSubstr("50,00 %"));
}

TEST(TableTest, WhatStandsBelowARowIsNeverBroken) {
  Table table({{"A"}, {"B"}});
  table.Add({"1", "2"}, std::string(80, 'n'));
  table.Add({"3", "4"});
  EXPECT_EQ(table.Render(20),
            "A  B\n-  -\n1  2\n  " + std::string(80, 'n') + "\n3  4\n");
}

TEST(TableTest, NoLineIsWiderThanAskedFor) {
  Table table({{"No", true}, {"Formula"}, {"Sumber"}});
  table.Add({"1", std::string(300, 'a') + " " + std::string(200, 'b'),
             "Seluruh Pejabat Struktural di lingkungan Kecamatan"});
  for (const auto& line : absl::StrSplit(table.Render(60, true), '\n')) {
    EXPECT_LE(DisplayWidth(line), 60);
  }
}

indicator::v1::Indicator Ikm() {
  indicator::v1::Indicator ikm;
  ikm.set_id("ikm");
  ikm.set_value("86.33");
  ikm.set_exact_value("259/3");
  ikm.set_numerator("3108");
  ikm.set_denominator("900");
  ikm.set_scale(25);
  ikm.set_grade("B");
  ikm.set_grade_label("Baik");
  return ikm;
}

TEST(IndicatorsTest, ShowsDecimalCommaToIndonesianReadersOnly) {
  EXPECT_EQ(ForReader("86.33", Language::kIndonesian), "86,33");
  EXPECT_EQ(ForReader("86.33", Language::kEnglish), "86.33");
  EXPECT_EQ(ValueForReader(Ikm(), Language::kIndonesian), "86,33");
  indicator::v1::Indicator share = Ikm();
  share.set_scale(100);
  EXPECT_EQ(ValueForReader(share, Language::kIndonesian), "86,33 %");
  EXPECT_EQ(GradeForReader(Ikm()), "B (Baik)");
}

TEST(IndicatorsTest, NoDataIsSaidAndNeverZero) {
  indicator::v1::Indicator none = Ikm();
  none.clear_value();
  none.add_flags("NO_DATA");
  EXPECT_EQ(ValueForReader(none, Language::kIndonesian), "tidak ada data");
  EXPECT_EQ(FractionForReader(none), "");
  EXPECT_EQ(FlagsForReader(none, Language::kEnglish), "");
  none.add_flags("NOT_ALL_DUE");
  none.add_flags("SOMETHING_NEW");
  EXPECT_EQ(FlagsForReader(none, Language::kEnglish),
            "not all are due yet; SOMETHING_NEW");
}

TEST(IndicatorsTest, WithoutDataTheReasonIsARemark) {
  const auto why = [](const indicator::v1::Indicator& none) {
    return FlagsForReader(none, Language::kIndonesian);
  };
  indicator::v1::Indicator survey;
  survey.add_flags("NO_DATA");
  survey.mutable_satisfaction();
  EXPECT_EQ(why(survey), "tidak ada jawaban survei");
  survey.mutable_satisfaction()->set_responses(3);
  EXPECT_EQ(why(survey), "ada unsur yang tidak dijawab siapa pun");

  indicator::v1::Indicator records;
  records.add_flags("NO_DATA");
  records.mutable_follow_up();
  EXPECT_EQ(why(records), "tidak ada fasilitasi atau koordinasi");

  indicator::v1::Indicator documents;
  documents.add_flags("NO_DATA");
  documents.mutable_timeliness();
  EXPECT_THAT(why(documents), HasSubstr("tidak ada dokumen yang wajib"));
  documents.mutable_timeliness()->add_obligations();
  documents.mutable_timeliness()->set_not_due(1);
  EXPECT_EQ(why(documents), "semuanya belum jatuh tempo");
  documents.mutable_timeliness()->set_not_due(0);  // a flag of its own says it
  EXPECT_EQ(why(documents), "");
}

TEST(IndicatorsTest, TooSmallASampleIsSaidWithBothNumbers) {
  indicator::v1::Indicator ikm = Ikm();
  ikm.add_flags("SAMPLE_TOO_SMALL");
  ikm.mutable_satisfaction()->set_responses(28);
  ikm.mutable_satisfaction()->set_required_responses(380);
  EXPECT_EQ(FlagsForReader(ikm, Language::kIndonesian),
            "responden kurang: 28 dari 380 yang disyaratkan");
}

TEST(IndicatorsTest, FootnotesSayHowTheValueCameAboutAndWhen) {
  indicator::v1::DistrictIndicators result;
  result.set_district("districts/35.08.21");
  *result.add_indicators() = Ikm();
  result.mutable_indicators(0)->mutable_satisfaction()->set_responses(100);
  const std::string notes =
      FootnotesOf(result, " --profile=ipkd", 80, Language::kEnglish);
  EXPECT_THAT(notes, HasSubstr("ikm: 25 x 3108 / 900; 100 respondents"));
  EXPECT_THAT(notes, HasSubstr("1970-01-01 07:00:00 (UTC+07:00)"));
  // Asking again repeats what was chosen.
  EXPECT_THAT(notes, HasSubstr(" --profile=ipkd\n"));
}

indicator::v1::Indicator WithChoices() {
  indicator::v1::Indicator share = Ikm();
  indicator::v1::Policy& policy = *share.add_policies();
  policy.set_name("unit-of-count");
  policy.set_value("per-document");
  policy.set_title("What is counted");
  policy.set_meaning(
      "Each document that each village owes. Three of a village "
      "are three.");
  share.add_policies()->set_name("new");
  share.mutable_policies(1)->set_value("unheard-of");
  return share;
}

TEST(IndicatorsTest, ReadersGetChoicesInWordsAndMachinesTheirNames) {
  EXPECT_EQ(PoliciesOf(WithChoices()),
            "unit-of-count=per-document new=unheard-of");
  EXPECT_EQ(ChoicesInFull(WithChoices().policies()),
            "What is counted: Each document that each village owes. Three of a "
            "village are three.\nnew=unheard-of");
  EXPECT_EQ(ChoicesInShort(WithChoices().policies()),
            "What is counted: Each document that each village owes.\n"
            "new=unheard-of");
}

TEST(IndicatorsTest, ChoicesInFootnotesAreWrapped) {
  indicator::v1::DistrictIndicators result;
  result.set_district("districts/35.08.21");
  *result.add_indicators() = WithChoices();
  const std::string notes = FootnotesOf(result, "", 40, Language::kEnglish);
  EXPECT_THAT(notes, HasSubstr("  What is counted: Each document that\n"
                               "  each village owes.\n"
                               "  new=unheard-of\n"));
}

TEST(IndicatorsTest, MachinesGetADecimalPoint) {
  indicator::v1::DistrictIndicators result;
  result.set_district("districts/35.08.21");
  EXPECT_EQ(IndicatorCsvLine(result, Ikm())[4], "86.33");
  EXPECT_EQ(IndicatorCsvLine(result, Ikm()).size(),
            IndicatorCsvHeader().size());
  const std::string json = ToJson(Ikm(), false);
  EXPECT_THAT(json, HasSubstr("\"value\":\"86.33\""));
  EXPECT_THAT(json, HasSubstr("\"exactValue\":\"259/3\""));
  EXPECT_THAT(json, HasSubstr("\"flags\":[]"));
}

TEST(ProgressTest, ShowsShareRowsAndRate) {
  EXPECT_EQ(ProgressLine(500, 50, 100, absl::Seconds(5), Language::kEnglish),
            "[##########          ]  50 %  500 rows  100 rows/s");
}

TEST(TextsTest, FillsBlanksInBothLanguages) {
  EXPECT_EQ(Say(Language::kEnglish, "file_missing", {{"file", "x.csv"}}),
            "There is no file x.csv.");
  EXPECT_EQ(Say(Language::kIndonesian, "file_missing", {{"file", "x.csv"}}),
            "Berkas x.csv tidak ada.");
  for (const char* topic :
       {"", "import", "compute", "sheet", "get", "list", "void", "follow-up",
        "verify", "health", "explain", "simulate", "target", "rules"}) {
    EXPECT_NE(HelpOf(topic, Language::kEnglish), "") << topic;
    EXPECT_NE(HelpOf(topic, Language::kIndonesian), "") << topic;
  }
  EXPECT_EQ(HelpOf("nothing", Language::kEnglish), "");
}

TEST(TextsTest, HelpFitsATerminal) {
  for (const char* topic :
       {"", "import", "compute", "sheet", "get", "list", "void", "follow-up",
        "verify", "health", "explain", "simulate", "target", "rules"}) {
    for (Language language : {Language::kIndonesian, Language::kEnglish}) {
      for (const auto& line : absl::StrSplit(HelpOf(topic, language), '\n')) {
        EXPECT_LE(DisplayWidth(line), 80) << line;
      }
    }
  }
}

TEST(IndicatorsTest, EveryDecimalInsideATextIsShownAsReadersWriteIt) {
  EXPECT_EQ(NumbersForReader("25 x 3.84 = 96.", Language::kIndonesian),
            "25 x 3,84 = 96.");
  EXPECT_EQ(NumbersForReader("0.11", Language::kIndonesian), "0,11");
  EXPECT_EQ(NumbersForReader("35.08.21: 1.5", Language::kIndonesian),
            "35.08.21: 1,5");
  EXPECT_EQ(NumbersForReader("25 x 3.84", Language::kEnglish), "25 x 3.84");
}

}  // namespace
}  // namespace iku::ctl
