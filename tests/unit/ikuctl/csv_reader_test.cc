#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/ikuctl/csv/reader.h"
#include "services/ikuctl/output/csv_cell.h"

namespace iku::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Result {
  std::vector<std::vector<std::string>> rows;
  std::vector<int64_t> numbers;
  std::optional<Complaint> error;
};

Result ReadAll(const std::string& text) {
  std::istringstream in(text);
  CsvReader reader(in);
  Result result;
  CsvRow row;
  while (reader.Next(row)) {
    result.rows.push_back(row.cells);
    result.numbers.push_back(row.number);
  }
  result.error = reader.error();
  return result;
}

std::string ErrorOf(const std::string& text) {
  const Result result = ReadAll(text);
  return result.error.has_value() ? result.error->key : "";
}

TEST(CsvReaderTest, ReadsTheSameFileInEverySpreadsheetsSpelling) {
  const std::vector<std::vector<std::string>> expected = {
      {"a", "b"}, {"1", "x"}, {"2", "y"}};
  for (const char* text :
       {"a,b\n1,x\n2,y\n", "a;b\r\n1;x\r\n2;y\r\n", "a\tb\n1\tx\n2\ty",
        "a,b\r1,x\r2,y\r", "\xEF\xBB\xBF\"a\";\"b\"\n1;x\n2;y\n"}) {
    const Result result = ReadAll(text);
    EXPECT_EQ(result.rows, expected) << text;
    EXPECT_FALSE(result.error.has_value()) << text;
  }
}

TEST(CsvReaderTest, KeepsWhatStandsInsideQuotes) {
  EXPECT_THAT(ReadAll("a,b\n\"D1, D3, D4\",\"two\nlines \"\"x\"\"\"\n").rows,
              ElementsAre(ElementsAre("a", "b"),
                          ElementsAre("D1, D3, D4", "two\nlines \"x\"")));
}

// Names of villages in East Java are written so in public lists.
TEST(CsvReaderTest, QuoteInsideAPlainCellIsACharacter) {
  EXPECT_THAT(ReadAll("code,name\n35.26.12.2008,Ba\"engas\n").rows.back(),
              ElementsAre("35.26.12.2008", "Ba\"engas"));
}

TEST(CsvReaderTest, DelimiterInsideQuotesOfTheHeaderIsNotCounted) {
  EXPECT_THAT(ReadAll("\"a,b,c,d\";e\n1;2\n").rows,
              ElementsAre(ElementsAre("a,b,c,d", "e"), ElementsAre("1", "2")));
}

TEST(CsvReaderTest, NumbersRowsAsASpreadsheetShowsThem) {
  const Result result = ReadAll("a;b\n\n\"x\ny\";1\n;;\n2;3\n");
  EXPECT_THAT(result.numbers, ElementsAre(1, 3, 5));
}

TEST(CsvReaderTest, EmptyCellsStay) {
  EXPECT_THAT(ReadAll("a,b,c\n,,1\n1,,\n").rows,
              ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("", "", "1"),
                          ElementsAre("1", "", "")));
}

TEST(CsvReaderTest, OpenQuoteNamesTheRowAndTheLineWhereItOpened) {
  const Result result = ReadAll("a,b\n1,\"x\ny\"\n2,\"never\nclosed\n3,4\n");
  ASSERT_TRUE(result.error.has_value());
  EXPECT_EQ(result.error->key, "csv_quote_open");
  EXPECT_EQ(result.error->arguments.at("row"), "3");
  EXPECT_EQ(result.error->arguments.at("line"), "4");
}

TEST(CsvReaderTest, RefusesWhatIsNoCsv) {
  EXPECT_EQ(ErrorOf(""), "csv_empty");
  EXPECT_EQ(ErrorOf("PK\x03\x04rest of a workbook"), "csv_is_workbook");
  EXPECT_EQ(ErrorOf("\xFF\xFE"
                    "a"),
            "csv_not_utf8");
  EXPECT_EQ(ErrorOf("a,b\n1,caf\xE9\n"), "csv_not_utf8");
  EXPECT_EQ(ErrorOf(std::string("a,b\n1,\0\n", 8)), "csv_not_utf8");
  EXPECT_EQ(ErrorOf("a,b\n1,\"x\"y\n"), "csv_after_quote");
}

TEST(CsvReaderTest, BoundsARow) {
  const std::string longest(CsvReader::kMaxRowBytes - 10, 'x');
  EXPECT_EQ(ErrorOf(absl::StrCat("a,b\n1,", longest, "\n")), "");
  EXPECT_EQ(ErrorOf(absl::StrCat("a,b\n1,", longest, longest, "\n")),
            "csv_row_long");
  EXPECT_EQ(ErrorOf(absl::StrCat("a,b\n1,\"", longest, longest, "\"\n")),
            "csv_quote_long");
  EXPECT_EQ(ErrorOf("a,b\n" + std::string(CsvReader::kMaxRowBytes + 1, ',')),
            "csv_row_long");
}

TEST(CsvReaderTest, ReadsFilesLargerThanItsBuffer) {
  std::string text = "a,b\n";
  for (int i = 0; i < 100'000; ++i) {
    absl::StrAppend(&text, i, ",\"r\r\n", i, "\"\r\n");
  }
  const Result result = ReadAll(text);
  ASSERT_EQ(result.rows.size(), 100'001u);
  EXPECT_THAT(result.rows.back(), ElementsAre("99999", "r\r\n99999"));
}

TEST(Utf8Test, TakesTextAndRefusesBrokenBytes) {
  for (const char* good : {"", "Désa", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    EXPECT_TRUE(IsUtf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xC0\x80", "\xC3", "\xED\xA0\x80",
                          "\xF5\x80\x80\x80", "\xE0\x80\x80"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
}

TEST(CsvCellTest, QuotesAndGuardsAgainstFormulas) {
  EXPECT_EQ(CsvLine({"a", "b,c", "d\"e"}), "a,\"b,c\",\"d\"\"e\"\n");
  EXPECT_EQ(CsvCell("=SUM(A1)"), "'=SUM(A1)");
  EXPECT_EQ(CsvCell("@x"), "'@x");
  EXPECT_EQ(CsvCell("+62812"), "+62812");
  EXPECT_EQ(CsvCell("-1.5"), "-1.5");
  EXPECT_EQ(CsvCell("-1+cmd"), "'-1+cmd");
  EXPECT_EQ(CsvLine({"", "x"}), ",x\n");
}

}  // namespace
}  // namespace iku::ctl
