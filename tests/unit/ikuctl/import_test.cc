#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "nlohmann/json.hpp"
#include "services/ikuctl/command/commands.h"
#include "tests/unit/ikuctl/fake_ingest.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHeader[] =
    "requirements,procedure,time,cost,product,competence,behaviour,complaints,"
    "facilities,date\n";

class FakeCoordination final : public v1::CoordinationService::Service {
 public:
  grpc::Status AddFollowUp(grpc::ServerContext*,
                           const v1::AddFollowUpRequest* request,
                           v1::CoordinationRecord*) override {
    requests.insert(request->request_id());
    states.push_back(request->follow_up().state());
    return grpc::Status::OK;
  }
  std::set<std::string> requests;
  std::vector<v1::FollowUpState> states;
};

class FakeRegister final : public v1::RegisterService::Service {
 public:
  grpc::Status ListOfferedServices(
      grpc::ServerContext*, const v1::ListOfferedServicesRequest*,
      v1::ListOfferedServicesResponse* reply) override {
    v1::OfferedService& service = *reply->add_offered_services();
    service.set_name("districts/35.08.21/offeredServices/kk");
    service.set_display_name("Kartu Keluarga (KK)");
    return grpc::Status::OK;
  }

  grpc::Status BatchCreateRegions(
      grpc::ServerContext*, const v1::BatchCreateRegionsRequest* request,
      v1::BatchCreateRegionsResponse* reply) override {
    for (const v1::Region& region : request->regions()) {
      v1::RowResult& result = *reply->add_results();
      order.push_back(region.name());
      if (region.name() == "regions/35") {
        result.set_outcome(v1::ROW_OUTCOME_REJECTED);
        result.mutable_status()->set_code(
            static_cast<int>(absl::StatusCode::kAlreadyExists));
        type::v1::Violation& violation = *result.add_violations();
        violation.set_code("NAME_TAKEN");
        continue;
      }
      result.set_outcome(v1::ROW_OUTCOME_CREATED);
    }
    return grpc::Status::OK;
  }

  grpc::Status GetRegion(grpc::ServerContext*, const v1::GetRegionRequest*,
                         v1::Region* reply) override {
    reply->set_display_name("Jawa Timur");
    return grpc::Status::OK;
  }

  std::vector<std::string> order;
};

class ImportTest : public ::testing::Test {
 protected:
  ImportTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&ingest_);
    builder.RegisterService(&coordination_);
    builder.RegisterService(&register_);
    server_ = builder.BuildAndStart();
    connection_.collection = server_->InProcessChannel({});
    connection_.language = Language::kEnglish;
    connection_.collection_address = "test:1";
    options_.language = Language::kEnglish;
    options_.district = "35.08.21";
    char folder[] = "/tmp/ikuctl-import-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  ~ImportTest() override {
    server_->Shutdown();
    for (const std::string& path : files_) std::remove(path.c_str());
    rmdir(folder_.c_str());
  }

  std::string File(const std::string& name, const std::string& text) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    files_.push_back(path);
    return path;
  }

  int Run(const std::vector<std::string>& words) {
    out_.str("");
    err_.str("");
    Console console{.out = out_, .err = err_};
    return Import(Work{options_, words, connection_, console});
  }

  // Rows that differ, with their header.
  static std::string Row(int i) {
    return absl::StrCat(1 + i % 4, ",", 1 + i / 4 % 4, ",", 1 + i / 16 % 4, ",",
                        1 + i / 64 % 4, ",", 1 + i / 256 % 4,
                        ",4,4,4,4,2025-06-30\n");
  }
  static std::string Rows(int count) {
    std::string text(kHeader);
    for (int i = 0; i < count; ++i) text += Row(i);
    return text;
  }

  FakeIngest ingest_;
  FakeCoordination coordination_;
  FakeRegister register_;
  std::unique_ptr<grpc::Server> server_;
  Connection connection_;
  Options options_;
  std::string folder_;
  std::vector<std::string> files_;
  std::ostringstream out_, err_;
};

TEST_F(ImportTest, TheSameFileTwiceChangesNothing) {
  const std::string path = File("a.csv", std::string(kHeader) +
                                             "4,4,4,4,4,4,4,4,4,2025-06-30\n"
                                             "4,4,4,4,4,4,4,4,4,2025-06-30\n"
                                             "3,4,4,4,4,4,4,4,4,30/06/2025\n");
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Read 3 rows: 3 stored"));
  const auto stored = ingest_.stored;
  EXPECT_EQ(stored.size(), 3u);
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 3 already there, 0 rejected"));
  EXPECT_EQ(ingest_.stored, stored);
  EXPECT_EQ(ingest_.language, "en");
}

TEST_F(ImportTest, AppendedAndReorderedRowsOnlyAddWhatIsNew) {
  EXPECT_EQ(
      Run({"survey", File("a.csv", std::string(kHeader) +
                                       "4,4,4,4,4,4,4,4,4,2025-06-30\n"
                                       "3,4,4,4,4,4,4,4,4,2025-06-30\n")}),
      kDone);
  EXPECT_EQ(
      Run({"survey", File("a.csv", std::string(kHeader) +
                                       "3,4,4,4,4,4,4,4,4,2025-06-30\n"
                                       "2,4,4,4,4,4,4,4,4,2025-06-30\n"
                                       "4,4,4,4,4,4,4,4,4,2025-06-30\n")}),
      kDone);
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 2 already there"));
  EXPECT_EQ(ingest_.stored.size(), 3u);
}

TEST_F(ImportTest, ReportsEveryRejectedRowInOrderAndTotalsAddUp) {
  options_.format = "json";
  const std::string path =
      File("a.csv",
           "requirements;procedure;time;cost;product;competence;behaviour;"
           "complaints;facilities;tanggal;jenis_kelamin;saran;layanan\r\n"
           "4;4;4;4;4;4;4;4;4;30/06/2025;L;;kartu keluarga(KK)\r\n"
           "4;4;5;4;x;4;4;4;;31/06/2025;Q;;ktp\r\n"
           "4;4;4;4;4;4;4;4;4;30/06/2025;P;refuse me;\r\n"
           "4;4;4\r\n");
  EXPECT_EQ(Run({"survey", path}), kPartly) << err_.str();
  const auto report = nlohmann::json::parse(out_.str());
  std::vector<std::string> seen;
  for (const auto& line : report["rejected"]) {
    seen.push_back(line["row"].dump() + " " +
                   line["column"].get<std::string>() + " " +
                   line["code"].get<std::string>());
  }
  EXPECT_THAT(seen,
              ::testing::ElementsAre(
                  "3 tanggal DATE_INVALID", "3 layanan UNKNOWN_SERVICE",
                  "3 time SCORE_OUT_OF_RANGE", "3 product SCORE_OUT_OF_RANGE",
                  "3 facilities ANSWER_MISSING", "3 jenis_kelamin UNKNOWN_CODE",
                  "4 saran PERSONAL_DATA", "5  COLUMN_COUNT"));
  EXPECT_EQ(report["totals"]["read"], 4);
  EXPECT_EQ(report["totals"]["stored"], 1);
  EXPECT_EQ(report["totals"]["rejected"], 3);
}

TEST_F(ImportTest, NumberedColumnsNeedAnOrderAndFollowIt) {
  const std::string path =
      File("a.csv", "u1,u2,u3,u4,u5,u6,u7,u8,u9\n4,4,4,4,4,4,4,1,2\n");
  options_.date = "2025-06-30";
  EXPECT_EQ(Run({"survey", path}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("complaints, facilities"));
  // Sending the same again would not help.
  EXPECT_THAT(err_.str(), Not(HasSubstr("Import the same file again")));
  EXPECT_EQ(ingest_.calls, 0);

  options_.order = "questionnaire";
  EXPECT_EQ(Run({"survey", path}), kDone);
  v1::SurveyResponse response;
  response.ParseFromString(ingest_.stored.begin()->second);
  std::map<std::string, int> scores;
  for (const v1::ElementScore& answer : response.scores()) {
    scores[answer.element()] = answer.score();
  }
  EXPECT_EQ(scores["facilities"], 1);
  EXPECT_EQ(scores["complaints"], 2);
}

TEST_F(ImportTest, OneColumnIsNeverTakenForTwoElements) {
  options_.date = "2025-06-30";
  options_.columns =
      "requirements=u1,procedure=u1,time=u3,cost=u4,product=u5,competence=u6,"
      "behaviour=u7,facilities=u8,complaints=u9";
  EXPECT_EQ(Run({"survey", File("a.csv",
                                "u1,u2,u3,u4,u5,u6,u7,u8,u9\n"
                                "4,1,4,4,4,4,4,1,2\n")}),
            kNothingDone);
  EXPECT_THAT(err_.str(),
              HasSubstr("\"u1\" is named for two elements: requirements and "
                        "procedure"));
  EXPECT_EQ(ingest_.calls, 0);
}

TEST_F(ImportTest, NothingOfABrokenFileIsSent) {
  std::string text(kHeader);
  for (int i = 0; i < 2000; ++i) text += "4,4,4,4,4,4,4,4,4,2025-06-30\n";
  EXPECT_EQ(Run({"survey", File("a.csv", text + "4,\"4\n")}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("row 2002"));
  EXPECT_EQ(Run({"survey", File("b.csv", "")}), kNothingDone);
  EXPECT_EQ(Run({"survey", File("c.csv", kHeader)}), kNothingDone);
  EXPECT_EQ(Run({"survey", folder_ + "/absent.csv"}), kNothingDone);
  EXPECT_EQ(ingest_.calls, 0);
}

TEST_F(ImportTest, WaitsWhileTheServiceIsBusy) {
  ingest_.busy = 2;
  EXPECT_EQ(
      Run({"survey", File("a.csv", std::string(kHeader) +
                                       "4,4,4,4,4,4,4,4,4,2025-06-30\n")}),
      kDone);
  EXPECT_EQ(ingest_.calls, 3);
}

TEST_F(ImportTest, StopsWhenTheServiceStaysAwayAndSaysHowToGoOn) {
  options_.deadline = connection_.limit = absl::Milliseconds(300);
  ingest_.fail_after = 1;
  std::string text(kHeader);
  for (int i = 0; i < 1200; ++i) text += "4,4,4,4,4,4,4,4,4,2025-06-30\n";
  const std::string path = File("a.csv", text);
  EXPECT_EQ(Run({"survey", path}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("500 stored"));
  EXPECT_THAT(out_.str(), HasSubstr("700 not sent"));
  EXPECT_THAT(err_.str(), HasSubstr("500 rows are in"));
  ingest_.fail_after = -1;
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("700 stored, 500 already there"));
}

TEST_F(ImportTest, WhatASessionHasCommittedIsNotSentAgain) {
  options_.deadline = connection_.limit = absl::Milliseconds(300);
  ingest_.fail_after = 2;
  const std::string path = File("a.csv", Rows(1600));
  EXPECT_EQ(Run({"survey", path}), kPartly);
  EXPECT_THAT(out_.str(), HasSubstr("1000 stored"));
  ingest_.fail_after = -1;
  const int before = ingest_.calls;
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("600 stored, 1000 already there"));
  EXPECT_EQ(ingest_.calls - before, 2);
  EXPECT_EQ(ingest_.alone, 0);
}

TEST_F(ImportTest, AFinishedImportIsAnsweredFromItsClosedSession) {
  const std::string path = File("a.csv", Rows(1200));
  EXPECT_EQ(Run({"survey", path}), kDone);
  ASSERT_EQ(ingest_.sessions.size(), 1u);
  const v1::IngestSession& session = ingest_.sessions.begin()->second;
  EXPECT_EQ(session.state(), v1::INGEST_SESSION_STATE_CLOSED);
  EXPECT_EQ(session.title(), "a.csv");
  const int before = ingest_.calls;
  EXPECT_EQ(Run({"survey", path}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 1200 already there"));
  EXPECT_EQ(ingest_.calls, before);
}

TEST_F(ImportTest, OtherContentAndOtherMeaningHaveOtherSessions) {
  const std::string header = "u1,u2,u3,u4,u5,u6,u7,u8,u9\n4,4,4,4,4,4,4,1,2\n";
  options_.date = "2025-06-30";
  options_.order = "questionnaire";
  EXPECT_EQ(Run({"survey", File("a.csv", header)}), kDone);
  options_.order = "regulation";
  EXPECT_EQ(Run({"survey", File("a.csv", header)}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("1 stored"));
  EXPECT_EQ(Run({"survey", File("a.csv", header + "4,4,4,4,4,4,4,1,3\n")}),
            kDone);
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 1 already there"));
  EXPECT_EQ(ingest_.sessions.size(), 3u);
}

TEST_F(ImportTest, ABatchWhoseAnswerWasLostIsCountedOnceAndAsStored) {
  ingest_.lose_answer_of = 2;
  EXPECT_EQ(Run({"survey", File("a.csv", Rows(2100))}), kDone) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Read 2100 rows: 2100 stored, 0 already"));
  EXPECT_EQ(ingest_.streams, 2);
  EXPECT_EQ(ingest_.stored.size(), 2100u);
}

TEST_F(ImportTest, NoMoreBatchesAreSentAheadThanTheServiceAllows) {
  ingest_.credit = 1;
  EXPECT_EQ(Run({"survey", File("a.csv", Rows(2600))}), kDone);
  EXPECT_EQ(ingest_.calls, 6);
}

TEST_F(ImportTest, ABatchGoesInWithoutTheRowsThatTheServiceRefuses) {
  std::string text = "saran," + Rows(0);
  for (int i = 0; i < 2600; ++i) {
    text += absl::StrCat(i % 700 == 650 ? "refuse me" : "", ",", Row(i));
  }
  const std::string path = File("a.csv", text);
  for (const char* totals : {"2597 stored, 0 already there, 3 rejected",
                             "0 stored, 2597 already there, 3 rejected"}) {
    EXPECT_EQ(Run({"survey", path}), kPartly) << err_.str();
    EXPECT_THAT(out_.str(), HasSubstr(totals));
    for (const char* row : {" 652 ", "1352 ", "2052 "}) {
      EXPECT_THAT(out_.str(), HasSubstr(row));
    }
    EXPECT_EQ(ingest_.stored.size(), 2597u);
  }
}

// The numbers of later batches would say other rows than their place does.
TEST_F(ImportTest, BehindABatchWithoutAGoodRowNothingGoesIntoTheSession) {
  std::string text = "saran," + Rows(0);
  for (int i = 0; i < 1700; ++i) {
    text += absl::StrCat(i / 500 == 1 ? "refuse me" : "", ",", Row(i));
  }
  const std::string path = File("a.csv", text);
  EXPECT_EQ(Run({"survey", path}), kPartly) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("1200 stored, 0 already there, 500 rej"));
  EXPECT_EQ(ingest_.sessions.begin()->second.next_sequence(), 2);
  EXPECT_EQ(Run({"survey", path}), kPartly) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("0 stored, 1200 already there, 500 rej"));
  EXPECT_EQ(ingest_.stored.size(), 1200u);
}

TEST_F(ImportTest, FollowUpsGoInOnceTheirRecordIs) {
  const std::string path =
      File("r.csv",
           "jenis,perihal,tanggal,seksi,instansi,follow_up_state,"
           "follow_up_date,evidence_kind,evidence_number,evidence_date\n"
           "Rapat koordinasi,Posyandu,2025-03-01,Kasi Kesra,"
           "Dinas Kesehatan (OPD); Polsek (TNI/POLRI),selesai,2025-03-10,"
           "Notulen,1/2025,2025-03-10\n"
           "SK Camat,Tim,2025-03-02,Kasi Kesra,Desa Grati (desa),,,,,\n"
           "Rapat,x,2025-03-02,Kasi,Tanpa jenis,,,,,\n");
  EXPECT_EQ(Run({"coordination", path}), kPartly) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("agencies[0].type"));
  EXPECT_THAT(out_.str(), HasSubstr("2 stored, 0 already there, 1 rejected"));
  EXPECT_THAT(out_.str(), HasSubstr("Follow-ups: 1 recorded"));
  EXPECT_EQ(Run({"coordination", path}), kPartly);
  EXPECT_EQ(coordination_.requests.size(), 1u);
  EXPECT_THAT(coordination_.states, ::testing::Each(v1::FOLLOW_UP_STATE_DONE));
}

TEST_F(ImportTest, RegionsGoInLevelByLevelAndKeepKnownOnes) {
  const std::string villages = File(
      "villages.csv", "code,district_code,name\n35.08.21.2001,35.08.21,A\n");
  const std::string provinces =
      File("provinces.csv", "code,name\n35,JAWA TIMUR\n");
  File("regencies.csv",
       "code,province_code,name\n35.08,35,KABUPATEN LUMAJANG\n");
  EXPECT_EQ(Run({"regions", villages, provinces}), kDone) << out_.str();
  EXPECT_THAT(register_.order,
              ::testing::ElementsAre("regions/35", "regions/35.08.21.2001"));
  EXPECT_THAT(out_.str(), HasSubstr("1 stored, 1 already there, 0 rejected"));
  EXPECT_EQ(Run({"regions", folder_}), kDone);
  EXPECT_THAT(out_.str(), HasSubstr("Read 3 rows"));
}

TEST_F(ImportTest, SaysAllThatIsMissingOnTheCommandLine) {
  options_.district = "35.08";
  EXPECT_EQ(Run({"survey"}), kNothingDone);
  EXPECT_THAT(err_.str(), HasSubstr("--district"));
  EXPECT_THAT(err_.str(), HasSubstr("CSV file"));
  EXPECT_EQ(Run({"cats", "x"}), kNothingDone);
}

}  // namespace
}  // namespace iku::ctl
