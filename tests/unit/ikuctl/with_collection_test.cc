#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/unit/ikuctl/collection_fixture.h"

namespace iku::ctl {
namespace {

using ::testing::HasSubstr;

TEST_F(WithCollectionTest, SurveyFileTwiceStoresItOnceAndTalliesHold) {
  ASSERT_EQ(Run({"import", "services",
                 File("s.csv", "kode;nama\nkk;Kartu Keluarga (KK)\n")}),
            kDone)
      << err_.str();
  options_.order = "questionnaire";
  std::string text =
      "no,tanggal,layanan,usia,pendidikan,u1,u2,u3,u4,u5,u6,u7,u8,u9\n";
  for (int i = 0; i < 1100; ++i) {
    text +=
        std::to_string(i) +
        ",2025-06-30,kartu keluarga(kk),23,\"D1, D3, D4\",4,4,4,4,4,4,3,4," +
        std::to_string(1 + i % 4) + "\n";
  }
  text += "x,2198-01-01,,,,4,4,4,4,4,4,4,4,4\n";
  const std::string path = File("survei.csv", text);
  EXPECT_EQ(Run({"import", "survey", path}), kPartly);
  EXPECT_THAT(out_.str(),
              HasSubstr("1100 stored, 0 already there, 1 rejected"));
  EXPECT_THAT(out_.str(), HasSubstr("1102"));
  EXPECT_THAT(out_.str(), HasSubstr("DATE_IN_FUTURE"));
  EXPECT_EQ(Run({"import", "survey", path}), kPartly);
  EXPECT_THAT(out_.str(),
              HasSubstr("0 stored, 1100 already there, 1 rejected"));
  options_.order = "";
  EXPECT_EQ(Run({"verify"}), kDone) << out_.str();
  EXPECT_THAT(out_.str(), HasSubstr("1100 records"));
  EXPECT_THAT(out_.str(), HasSubstr("Unbroken:"));
  EXPECT_THAT(out_.str(), HasSubstr("6 changes in 1 chains, 1101 versions"));
}

TEST_F(WithCollectionTest, VerifiedRowsGoInWithTheirFollowUp) {
  const std::string path = File(
      "rapat.csv",
      "id;jenis;perihal;tanggal;seksi;instansi;follow_up_state;follow_up_date;"
      "evidence_kind;evidence_number;evidence_date\n"
      "1;Rapat koordinasi;Stunting;15/01/2025;Kasi Kesra;Puskesmas (OPD);"
      "terverifikasi;10/02/2025;Notulen;1;10/02/2025\n"
      "2;SK Camat;Tim bencana;16/01/2025;Kasi Trantib;Desa Grati "
      "(desa);;;;;\n");
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Run({"import", "coordination", path}), kDone) << out_.str();
    EXPECT_THAT(out_.str(), HasSubstr("Follow-ups: 1 recorded, 0 rejected"));
  }
  options_.format = "json";
  EXPECT_EQ(Run({"get", "districts/35.08.21/coordinationRecords/rapat-1"}),
            kDone);
  const auto record = nlohmann::json::parse(out_.str());
  EXPECT_EQ(record["followUpState"], "FOLLOW_UP_STATE_VERIFIED");
  EXPECT_EQ(record["followUps"].size(), 2u);

  options_.state = "selesai";
  options_.date = "2025-02-20";
  EXPECT_EQ(
      Run({"follow-up", "districts/35.08.21/coordinationRecords/rapat-2"}),
      kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("follow_up.evidence: EVIDENCE_MISSING: "));

  options_.reason = "entered twice";
  EXPECT_EQ(Run({"void", "districts/35.08.21/coordinationRecords/rapat-2"}),
            kDone);
  options_.state = "void";
  EXPECT_EQ(Run({"list", "coordination"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("rapat-2"));
}

TEST_F(WithCollectionTest, VillagesGoByCodeOrByName) {
  const std::string path =
      File("desa.csv",
           "desa,jenis,tahun,tanggal_ditetapkan,tanggal_diterima\n"
           "Desa Grati,RPKDesa,2026,30-09-2025,\n"
           "35.08.21.2002,LPPDesa,2024,,2025-03-31\n"
           "Nowhere,LPPDesa,2024,,2025-03-31\n");
  EXPECT_EQ(Run({"import", "village-documents", path}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("2 stored, 0 already there, 1 rejected"));
  EXPECT_THAT(out_.str(), HasSubstr("UNKNOWN_REGION"));
  EXPECT_EQ(Run({"list", "village-documents"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("35.08.21.2003"));
}

TEST_F(WithCollectionTest, ValidateOnlyStoresNothing) {
  const std::string path = File(
      "desa.csv",
      "desa,jenis,tahun,tanggal_ditetapkan\nGrati,RKPDesa,2026,2025-09-30\n");
  options_.validate_only = true;
  EXPECT_EQ(Run({"import", "village-documents", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("stored none: 1 can be stored"));
  EXPECT_EQ(Run({"list", "village-documents"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("There are none."));
}

TEST_F(WithCollectionTest, UnknownCommandsAndFlagsOfOthersDoNothing) {
  EXPECT_EQ(Run({"frobnicate"}), kNothingDone);
  EXPECT_EQ(Run({}), kNothingDone);
  EXPECT_EQ(Run({"get", "regions/99.99"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("NOT_FOUND"));
  EXPECT_EQ(Run({"verify"}, {"reason"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--reason"));
}

TEST_F(WithCollectionTest, FlagsThatTheKindWouldNotLookAtAreRefused) {
  EXPECT_EQ(Run({"list", "surveys"}, {"district", "service"}), kDone);
  EXPECT_EQ(Run({"list", "surveys"}, {"district", "village"}), kNothingDone);
  EXPECT_THAT(err_.str(),
              HasSubstr("--village does not belong to list surveys"));
  EXPECT_EQ(Run({"import", "coordination", "x.csv"}, {"date"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--date does not belong"));
}

TEST_F(WithCollectionTest, ListsShowTheNameThatGetTakesAndTheMissingAnswer) {
  options_.allow_missing = true;
  options_.order = "questionnaire";
  ASSERT_EQ(Run({"import", "survey",
                 File("s.csv",
                      "id,date,u1,u2,u3,u4,u5,u6,u7,u8,u9\n"
                      "1,2025-06-30,4,,3,4,4,4,4,2,1\n")}),
            kDone)
      << out_.str();
  EXPECT_EQ(Run({"list", "surveys"}), kDone);
  const std::string name = "districts/35.08.21/surveyResponses/s-1";
  EXPECT_THAT(out_.str(), HasSubstr("\n  " + name + "\n"));
  EXPECT_THAT(out_.str(), HasSubstr("4 - 3 4 4 4 4 2 1"));
  EXPECT_EQ(Run({"get", name}), kDone);
  options_.format = "csv";
  EXPECT_EQ(Run({"list", "surveys"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("name,date,service,scores,state\n" + name));
  EXPECT_THAT(out_.str(), HasSubstr("facilities=2 complaints=1"));
}

TEST_F(WithCollectionTest, WordsOfRegionsAndStatesFollowTheLanguage) {
  connection_.language = options_.language = Language::kIndonesian;
  options_.level = "kecamatan";
  EXPECT_EQ(Run({"list", "regions"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("regions/35.08.21  Sumbersuko  Kecamatan"));
  options_.language = Language::kEnglish;
  options_.state = "nonsense";
  EXPECT_EQ(Run({"list", "coordination"}), kNothingDone);
  EXPECT_THAT(err_.str(),
              HasSubstr("open, in progress, done, verified, rejected, active, "
                        "void"));
}

TEST_F(WithCollectionTest, ValidateOnlyLooksAtFollowUpsOfNewRowsToo) {
  const std::string header =
      "id;jenis;perihal;tanggal;seksi;instansi;follow_up_state;follow_up_date;"
      "evidence_kind;evidence_number;evidence_date\n";
  const std::string path = File(
      "rapat.csv", header +
                       "1;Rapat;Stunting;15/01/2025;Kasi Kesra;Puskesmas (OPD);"
                       "terverifikasi;10/02/2025;Notulen;1;10/02/2025\n"
                       "2;Rapat;Bencana;15/01/2025;Kasi Kesra;Puskesmas (OPD);"
                       "selesai;10/02/2025;;;\n");
  options_.validate_only = true;
  EXPECT_EQ(Run({"import", "coordination", path}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("EVIDENCE_MISSING"));
  EXPECT_THAT(out_.str(), HasSubstr("Follow-ups: 1 can be recorded, 1 "));
  EXPECT_EQ(Run({"list", "coordination"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("There are none."));

  // A record that is there, with a step that is not.
  options_.validate_only = false;
  ASSERT_EQ(Run({"import", "coordination",
                 File("rapat.csv", header + "1;Rapat;Stunting;15/01/2025;Kasi "
                                            "Kesra;Puskesmas (OPD);;;;;\n")}),
            kDone);
  options_.validate_only = true;
  EXPECT_EQ(
      Run({"import", "coordination",
           File("rapat.csv",
                header + "1;Rapat;Stunting;15/01/2025;Kasi Kesra;Puskesmas "
                         "(OPD);terverifikasi;10/02/2025;Notulen;1;"
                         "10/02/2025\n")}),
      kDone)
      << out_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Follow-ups: 1 can be recorded, 0 "));
}

TEST_F(WithCollectionTest, PopulationsAreStoredOnceAndReplacedWhenAsked) {
  const std::string first =
      File("p.csv", "tahun;penduduk;sumber\n2025;38.412;BPS Lumajang\n");
  EXPECT_EQ(Run({"import", "populations", first}), kDone) << out_.str();
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 0 already there, 0 rejected"));
  EXPECT_EQ(Run({"import", "populations", first}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 1 already there, 0 rejected"));

  const std::string second =
      File("q.csv", "year,people,source\n2025,40000,BPS Lumajang\n");
  EXPECT_EQ(Run({"import", "populations", second}), kNothingDone);
  EXPECT_THAT(out_.str(), HasSubstr("NAME_TAKEN"));
  options_.replace = true;
  EXPECT_EQ(Run({"import", "populations", second}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 0 already there, 0 rejected"));
  EXPECT_EQ(Run({"import", "populations", second}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 1 already there, 0 rejected"));
  options_.format = "csv";
  EXPECT_EQ(Run({"list", "populations"}), kDone);
  EXPECT_EQ(out_.str(), "year,people,source\n2025,40000,BPS Lumajang\n");
}

TEST_F(WithCollectionTest, BadPopulationsNameRowAndColumn) {
  EXPECT_EQ(
      Run({"import", "populations",
           File("p.csv", "tahun,penduduk,sumber\n1899,5,BPS\n2025,1.5,BPS\n")}),
      kNothingDone);
  EXPECT_THAT(out_.str(), HasSubstr("tahun"));
  EXPECT_THAT(out_.str(), HasSubstr("OUT_OF_RANGE"));
  EXPECT_THAT(out_.str(), HasSubstr("TEXT_MALFORMED"));
}

TEST_F(WithCollectionTest, ABackupIsWaitedForAndShownInEveryForm) {
  options_.id = "eve";
  ASSERT_EQ(Run({"backup"}, {"id"}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr(folder_.path() + "/eve.db"));
  EXPECT_THAT(out_.str(), HasSubstr("1 chains with"));
  EXPECT_THAT(err_.str(), HasSubstr("ikuctl backup --id=eve"));

  options_.format = "json";
  ASSERT_EQ(Run({"backup", "get", "eve"}), kDone) << err_.str();
  const auto json = nlohmann::json::parse(out_.str());
  EXPECT_EQ(json["state"], "BACKUP_STATE_READY");
  const std::string hash = json["sha256"];
  options_.format = "csv";
  ASSERT_EQ(Run({"backup", "list"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("," + hash + ","));
  options_.format = "";
  options_.language = Language::kIndonesian;
  ASSERT_EQ(Run({"backup", "list"}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("siap"));
}

TEST_F(WithCollectionTest, TheSameIdGoesOnWithABackupWhoseWaitWasInterrupted) {
  // As a run leaves it that was interrupted.
  ASSERT_TRUE(backups_->Create("eve", c::Intent::kStore).ok());
  options_.id = "eve";
  ASSERT_EQ(Run({"backup"}, {"id"}), kDone) << err_.str();
  const std::string first = out_.str();
  ASSERT_EQ(Run({"backup"}, {"id"}), kDone);
  EXPECT_EQ(out_.str(), first);
  EXPECT_EQ(backups_->List()->size(), 1);
}

TEST_F(WithCollectionTest, ABackupThatFailedSaysWhyAndIsNothingDone) {
  ASSERT_TRUE(database_
                  ->WriteAndWait([](sqlite::Transaction& transaction) {
                    return transaction.connection().Execute(
                        "UPDATE changes SET actor = 'nobody'");
                  })
                  .ok());
  EXPECT_EQ(Run({"backup"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("chains of changes do not hold"));
  EXPECT_THAT(out_.str(), HasSubstr("FAILED"));
  EXPECT_EQ(Run({"backup", "make"}), kNothingDone);
  EXPECT_EQ(Run({"backup", "get", "none"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("NOT_FOUND"));
}

}  // namespace
}  // namespace iku::ctl
