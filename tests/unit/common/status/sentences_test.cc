#include "common/status/sentences.h"

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace iku {
namespace {

// Code to the blanks that codes.h documents behind it.
std::map<std::string, std::set<std::string>> DocumentedCodes() {
  std::ifstream file(IKU_SOURCE_DIR "/common/status/codes.h");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  static const std::regex constant(
      R"re(inline constexpr char k\w+\[\]\s*=\s*"([A-Z_]+)";(?:[ ]*//([^\n]*))?)re");
  static const std::regex word(R"re(\w+)re");
  std::map<std::string, std::set<std::string>> codes;
  for (std::sregex_iterator it(text.begin(), text.end(), constant), end;
       it != end; ++it) {
    const std::string blanks = (*it)[2];
    std::set<std::string>& names = codes[(*it)[1]];
    for (std::sregex_iterator blank(blanks.begin(), blanks.end(), word);
         blank != end; ++blank) {
      names.insert(blank->str());
    }
  }
  return codes;
}

std::set<std::string> BlanksOf(const std::string& sentence) {
  static const std::regex blank(R"re(\{(\w+)\})re");
  std::set<std::string> names;
  for (std::sregex_iterator it(sentence.begin(), sentence.end(), blank), end;
       it != end; ++it) {
    names.insert((*it)[1]);
  }
  return names;
}

TEST(SentencesTest, EveryCodeHasSentencesWithExactlyItsBlanks) {
  const auto codes = DocumentedCodes();
  ASSERT_GT(codes.size(), 35u);
  for (const auto& [code, blanks] : codes) {
    for (Language language : {Language::kIndonesian, Language::kEnglish}) {
      const std::string sentence = Sentence(code, {}, language);
      EXPECT_NE(sentence, code) << "no sentence for " << code;
      EXPECT_EQ(BlanksOf(sentence), blanks) << code << ": " << sentence;
      EXPECT_EQ(sentence.back(), '.') << sentence;
    }
    EXPECT_NE(Sentence(code, {}, Language::kIndonesian),
              Sentence(code, {}, Language::kEnglish));
  }
}

TEST(SentencesTest, NoSentenceWithoutACode) {
  const auto codes = DocumentedCodes();
  std::set<std::string> documented;
  for (const auto& entry : codes) documented.insert(entry.first);
  std::set<std::string> known;
  for (absl::string_view code : SentenceCodes()) {
    known.insert(std::string(code));
  }
  EXPECT_EQ(known, documented);
}

TEST(SentencesTest, FillsTheBlanks) {
  const Arguments arguments = {{"element", "U3"}, {"value", "7"}};
  EXPECT_EQ(Sentence("SCORE_OUT_OF_RANGE", arguments, Language::kIndonesian),
            "Nilai unsur U3 harus 1 sampai 4, tertulis 7.");
  EXPECT_EQ(Sentence("SCORE_OUT_OF_RANGE", arguments, Language::kEnglish),
            "The score of element U3 must be 1 to 4, but is 7.");
}

TEST(SentencesTest, AnArgumentIsNotReadAsABlank) {
  EXPECT_EQ(
      Sentence("SCORE_OUT_OF_RANGE", {{"element", "{value}"}, {"value", "}{"}},
               Language::kEnglish),
      "The score of element {value} must be 1 to 4, but is }{.");
}

TEST(SentencesTest, OurOwnWordsAreTranslated) {
  EXPECT_EQ(Sentence("BUSY", {{"what", "batches"}, {"limit", "caller"}},
                     Language::kIndonesian),
            "Sistem sedang menerima terlalu banyak kiriman data dari Anda. "
            "Tunggu sebentar, lalu kirim kembali.");
}

TEST(SentencesTest, StatesAndKindsAreWordsOfTheLanguage) {
  EXPECT_EQ(Sentence("STEP_NOT_ALLOWED",
                     {{"name", "a"}, {"from", "OPEN"}, {"to", "VERIFIED"}},
                     Language::kIndonesian),
            "Keadaan a tidak dapat diubah dari Belum menjadi Terverifikasi. "
            "Periksa urutan tahapannya.");
  const Arguments phone = {{"kind", "PHONE"}};
  EXPECT_EQ(Sentence("PERSONAL_DATA", phone, Language::kIndonesian),
            "Isian ini tampaknya memuat data pribadi (nomor telepon). Hapus "
            "data itu, lalu kirim kembali.");
  EXPECT_EQ(Sentence("PERSONAL_DATA", phone, Language::kEnglish),
            "This field seems to hold personal data (telephone number). Remove "
            "it and send again.");
}

TEST(SentencesTest, WordsOfTheCallerStayAsTheyAre) {
  EXPECT_EQ(
      Sentence("UNKNOWN_REGION", {{"value", "OPEN"}}, Language::kIndonesian),
      "Wilayah OPEN belum terdaftar. Periksa kodenya, atau daftarkan "
      "wilayah itu lebih dahulu.");
}

TEST(SentencesTest, AnUnknownCodeIsItsOwnSentence) {
  EXPECT_EQ(Sentence("NOT_A_CODE", {}, Language::kEnglish), "NOT_A_CODE");
}

}  // namespace
}  // namespace iku
