#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/unit/ikuctl/collection_fixture.h"

namespace iku::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHeader[] =
    "requirements,procedure,time,cost,product,competence,behaviour,complaints,"
    "facilities,date,saran,jenis_kelamin\n";
constexpr char kGood[] = "4,4,4,4,4,4,4,4,4,2025-06-30,,\n";

// Sessions, quarantine and changes as one works with them.
class IngestCommandsTest : public WithCollectionTest {
 protected:
  // Imports a file with one good row, two that only the service can refuse or
  // store in quarantine, and one that is no record at all.
  void ImportWithBadRows() {
    options_.accept_valid = true;
    path_ =
        File("survei.csv",
             absl::StrCat(kHeader, kGood, "4,4,5,4,4,4,4,4,4,2025-06-30,,\n",
                          "4,4,4,4,4,4,4,4,,31/02/2025,hubungi "
                          "0812-3456-7890,\n",
                          "4,4,4,4,4,4,4,4,4,2025-06-30,,Q\n"));
    EXPECT_EQ(Run({"import", "survey", path_}), kPartly) << err_.str();
  }

  std::vector<nlohmann::json> Listed(const std::vector<std::string>& words) {
    const std::string format = std::exchange(options_.format, "json");
    EXPECT_EQ(Run(words), kDone) << err_.str();
    options_.format = format;
    std::vector<nlohmann::json> all;
    for (absl::string_view line :
         absl::StrSplit(out_.str(), '\n', absl::SkipEmpty())) {
      all.push_back(nlohmann::json::parse(std::string(line)));
    }
    return all;
  }
  std::string RowName(size_t index) {
    return Listed({"quarantine", "list"})[index]["name"];
  }

  std::string path_;
};

TEST_F(IngestCommandsTest, RefusedRowsWaitInQuarantineAndTheReportSaysWhere) {
  ImportWithBadRows();
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 0 already there, 3 rejected"));
  EXPECT_THAT(out_.str(), HasSubstr("2 of them wait in quarantine. See: ikuctl "
                                    "quarantine list districts/35.08.21/"));
  // The row that says what no record can say is not there.
  EXPECT_THAT(out_.str(), HasSubstr("jenis_kelamin"));
  const std::string text = out_.str();
  const size_t at = text.find("districts/35.08.21/ingestSessions/");
  const std::string session = text.substr(at, text.find('\n', at) - at);

  EXPECT_EQ(Run({"quarantine", "list", session}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("scores[2].score: SCORE_OUT_OF_RANGE"));
  EXPECT_THAT(out_.str(), HasSubstr("response_date: REQUIRED"));
  EXPECT_THAT(out_.str(), HasSubstr("comment: PERSONAL_DATA"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("0812")));
}

TEST_F(IngestCommandsTest, TheSameImportAgainTellsTheSameFromItsSession) {
  ImportWithBadRows();
  EXPECT_EQ(Run({"import", "survey", path_}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 1 already there, 3 rejected"));
  EXPECT_THAT(out_.str(), HasSubstr("SCORE_OUT_OF_RANGE"));
  EXPECT_THAT(out_.str(), HasSubstr("2 of them wait"));
  EXPECT_EQ(Listed({"quarantine", "list"}).size(), 2u);
}

TEST_F(IngestCommandsTest, AMendedRowIsSubmittedOnceAndIsThereAfterwards) {
  ImportWithBadRows();
  const std::string name = RowName(0);
  EXPECT_EQ(Run({"quarantine", "resubmit", name, "tim=3"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("no field tim"));
  EXPECT_EQ(Run({"quarantine", "resubmit", name, "comment=baik"}),
            kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("SCORE_OUT_OF_RANGE"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Run({"quarantine", "resubmit", name, "time=3"}), kDone)
        << err_.str();
    EXPECT_THAT(out_.str(), HasSubstr("QUARANTINE_STATE_RESUBMITTED"));
  }
  EXPECT_EQ(Listed({"list", "surveys"}).size(), 2u);
  EXPECT_EQ(Run({"import", "survey", path_}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 2 already there, 2 rejected"));
  EXPECT_THAT(out_.str(), HasSubstr("1 of them wait"));
}

TEST_F(IngestCommandsTest, ARowMayBeMendedInTheFileThatGetPrints) {
  ImportWithBadRows();
  const std::string name = RowName(1);
  EXPECT_EQ(Run({"quarantine", "get", name}), kDone);
  auto row = nlohmann::json::parse(out_.str());
  row["surveyResponse"]["responseDate"] = {
      {"year", 2025}, {"month", 2}, {"day", 28}};
  options_.row = File("row.json", row.dump());
  options_.allow_missing = true;
  EXPECT_EQ(
      Run({"quarantine", "resubmit", name, "survey_response.facilities=2"}),
      kDone)
      << err_.str();
  options_.row = File("other.json", "{\"x\": 1}");
  EXPECT_EQ(Run({"quarantine", "resubmit", name}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("other.json"));
}

TEST_F(IngestCommandsTest, ADiscardedRowNeedsAReasonAndKeepsIt) {
  ImportWithBadRows();
  const std::string name = RowName(1);
  EXPECT_EQ(Run({"quarantine", "discard", name}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--reason"));
  options_.reason = "entered twice";
  EXPECT_EQ(Run({"quarantine", "discard", name}), kDone) << err_.str();
  options_.state = "discarded";
  EXPECT_EQ(Run({"quarantine", "list"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("entered twice"));
  EXPECT_EQ(Run({"import", "survey", path_}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("DISCARDED"));
  EXPECT_THAT(out_.str(), HasSubstr("1 of them wait"));
  options_.state = "nonsense";
  EXPECT_EQ(Run({"quarantine", "list"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("waiting, resubmitted, discarded"));
}

TEST_F(IngestCommandsTest, RowsOfTheOtherKindsGoToQuarantineToo) {
  options_.accept_valid = true;
  EXPECT_EQ(Run({"import", "coordination",
                 File("rapat.csv",
                      "jenis;perihal;tanggal;seksi;instansi\n"
                      "Rapat;Posyandu;2025-03-02;Kasi;Puskesmas\n"
                      "Pesta;Posyandu;2025-03-02;Kasi;Puskesmas (OPD)\n")}),
            kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("2 of them wait"));
  EXPECT_EQ(Run({"import", "village-documents",
                 File("desa.csv",
                      "desa,jenis,tahun,tanggal_diterima\n"
                      "Nowhere,LPPDesa,2024,2025-03-31\n"
                      "Grati,LPPDesa,x,2025-03-31\n")}),
            kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("2 of them wait"));
  const auto rows = Listed({"quarantine", "list"});
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(
      Run({"quarantine", "resubmit", rows[0]["name"], "agencies[0].type=opd"}),
      kDone)
      << err_.str();
  EXPECT_EQ(Run({"quarantine", "resubmit", rows[1]["name"], "kind=rapat"}),
            kDone)
      << err_.str();
}

TEST_F(IngestCommandsTest, AnImportIsASessionThatCanBeListedAndClosed) {
  ASSERT_EQ(
      Run({"import", "survey", File("a.csv", absl::StrCat(kHeader, kGood))}),
      kDone);
  EXPECT_EQ(Run({"sessions", "list"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("a.csv"));
  EXPECT_THAT(out_.str(), HasSubstr("closed"));
  const auto sessions = Listed({"sessions", "list"});
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0]["totals"]["created"], "1");
  EXPECT_EQ(Run({"sessions", "close", sessions[0]["name"]}), kDone);
  options_.state = "open";
  EXPECT_EQ(Run({"sessions", "list"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("There are none."));
}

TEST_F(IngestCommandsTest, TwoImportsOfOneFileAtATimeStoreOneOfEach) {
  std::string text = kHeader;
  for (int i = 0; i < 2000; ++i) {
    absl::StrAppend(&text, 1 + i % 4, ",", 1 + i / 4 % 4, ",", 1 + i / 16 % 4,
                    ",", 1 + i / 64 % 4, ",", 1 + i / 256 % 4,
                    ",4,4,4,4,2025-06-30,",
                    i % 501 == 7 ? "hubungi 0812-3456-7890" : "", ",\n");
  }
  const std::string path = File("a.csv", text);
  std::vector<std::thread> imports;
  std::vector<std::string> outs(2);
  for (std::string& out : outs) {
    imports.emplace_back([&] {
      std::ostringstream o, e;
      Console console{.out = o, .err = e};
      EXPECT_EQ(ctl::Run(options_, {"import", "survey", path}, {}, connection_,
                         console),
                kPartly)
          << e.str();
      out = o.str();
    });
  }
  for (std::thread& import : imports) import.join();
  for (const std::string& out : outs) {
    EXPECT_THAT(out, HasSubstr("4 rejected\n"));
    EXPECT_THAT(out, Not(HasSubstr("not sent")));
  }
  options_.limit = 5000;
  EXPECT_EQ(Listed({"list", "surveys"}).size(), 1996u);
  EXPECT_EQ(Run({"verify"}), kDone) << out_.str();
}

TEST_F(IngestCommandsTest, ChangesAreListedByWhatTheyDidAndWatched) {
  ASSERT_EQ(Run({"import", "survey",
                 File("a.csv", absl::StrCat(kHeader, kGood, kGood))}),
            kDone);
  std::vector<std::string> actions;
  for (const auto& change : Listed({"audit", "list"})) {
    actions.push_back(change["action"]);
  }
  EXPECT_THAT(actions,
              ElementsAre("CHANGE_ACTION_INGEST", "CHANGE_ACTION_CREATE",
                          "CHANGE_ACTION_INGEST"));
  options_.action = "create";
  EXPECT_EQ(Run({"audit", "list"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("2 surveyResponses"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("ingestSessions")));
  options_.action = "";

  options_.limit = 3;
  options_.limited = true;
  options_.format = "csv";
  EXPECT_EQ(Run({"audit", "watch"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("version,time,actor,action"));
  EXPECT_THAT(out_.str(), HasSubstr("CHANGE_ACTION_CREATE,2 surveyResponses"));
}

TEST_F(IngestCommandsTest, AHeadThatWasKeptShowsWhetherTheChainStillHolds) {
  ASSERT_EQ(
      Run({"import", "survey", File("a.csv", absl::StrCat(kHeader, kGood))}),
      kDone);
  const auto last = Listed({"audit", "list"}).back();
  const std::string version = last["dataVersion"];
  const std::string head = last["chainSha256"];
  ASSERT_EQ(
      Run({"import", "survey", File("b.csv", absl::StrCat(kHeader, kGood))}),
      kDone);
  options_.head = absl::StrCat(version, ":", head);
  EXPECT_EQ(Run({"audit", "verify"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("still leads over the head"));
  options_.head = absl::StrCat(version, ":", std::string(64, 'a'));
  EXPECT_EQ(Run({"audit", "verify"}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("GONE from version"));
  options_.head = "x";
  EXPECT_EQ(Run({"audit", "verify"}), kNothingDone);
}

TEST_F(IngestCommandsTest, EveryCommandSaysWhatItWants) {
  for (const char* command : {"quarantine", "sessions", "audit"}) {
    EXPECT_EQ(Run({command}), kNothingDone);
    EXPECT_THAT(err_.str(), HasSubstr("ikuctl help"));
    for (const Language language :
         {Language::kEnglish, Language::kIndonesian}) {
      options_.language = language;
      EXPECT_EQ(Run({"help", command}), kDone);
      EXPECT_THAT(out_.str(), HasSubstr(absl::StrCat("ikuctl ", command)));
    }
    options_.language = Language::kEnglish;
  }
  EXPECT_EQ(Run({"quarantine", "get"}), kNothingDone);
  EXPECT_EQ(Run({"sessions", "close"}), kNothingDone);
}

}  // namespace
}  // namespace iku::ctl
