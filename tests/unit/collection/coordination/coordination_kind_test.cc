#include "services/collection/coordination/coordination_kind.h"

#include <future>
#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "gmock/gmock.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::collection {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

// month, kind, state of the follow-up
using Tallied = std::tuple<int64_t, int64_t, int64_t>;

CoordinationRecord FullRecord() {
  CoordinationRecord record;
  record.kind = ResultKind::kFacilitationMinutes;
  record.subject = "Fasilitasi batas desa \"Grati\"\nbaris dua";
  record.held_date = {2025, 3, 10};
  record.place = "Balai Desa Grati";
  record.section = "Kasi Pemerintahan";
  record.agencies = {{"Desa Grati", AgencyType::kVillageGovernment},
                     {"BPN Lumajang", AgencyType::kCentralAgency}};
  record.document_number = "140/7";
  record.result = "Disepakati titik koordinat.";
  record.due_date = Date{2025, 6, 30};
  record.sub_activity_code = "7.01.06";
  FollowUp begun;
  begun.state = FollowUpState::kInProgress;
  begun.date = {2025, 4, 1};
  begun.note = "Pengukuran";
  begun.create_time = absl::FromUnixMicros(1'743'465'600'000'001);
  begun.request_id = "step-1";
  FollowUp done = begun;
  done.state = FollowUpState::kDone;
  done.request_id = "step-2";
  done.evidence = Evidence{"Berita Acara",
                           "140/9",
                           {2025, 4, 2},
                           "https://arsip.go.id/ba9",
                           std::string(64, 'a')};
  record.follow_ups = {begun, done};
  return record;
}

class CoordinationKindTest : public ::testing::Test {
 protected:
  using Store = SqliteRecordStore<CoordinationKind>;
  using Record = Versioned<CoordinationRecord>;

  void Insert(std::vector<NewRecord<CoordinationRecord>> rows) {
    std::promise<absl::Status> stored;
    store_.Insert({.rows = std::move(rows)},
                  [&](absl::StatusOr<InsertResult<CoordinationRecord>> result) {
                    stored.set_value(result.status());
                  });
    ASSERT_THAT(stored.get_future().get(), IsOk());
  }
  void Amend(const std::string& id, RecordState state,
             const CoordinationRecord& content) {
    Amendment<CoordinationRecord> amendment;
    amendment.key = {"35.08.21", id};
    amendment.state = state;
    amendment.change = [&](const CoordinationRecord&, absl::Time) {
      return content;
    };
    std::promise<absl::Status> stored;
    store_.Amend(std::move(amendment), [&](absl::StatusOr<Record> record) {
      stored.set_value(record.status());
    });
    ASSERT_THAT(stored.get_future().get(), IsOk());
  }
  void Damage(const char* sql) {
    ASSERT_THAT(database_->WriteAndWait([&](sqlite::Transaction& transaction) {
      return transaction.connection().Execute(sql);
    }),
                IsOk());
  }
  int64_t Number(const char* sql) {
    int64_t number = -1;
    EXPECT_THAT(
        database_->Read([&](sqlite::Connection& connection) -> absl::Status {
          ASSIGN_OR_RETURN(sqlite::Statement * row, connection.Prepare(sql));
          ASSIGN_OR_RETURN(const bool found, row->Step());
          if (found) number = row->Int(0);
          row->Reset();
          return absl::OkStatus();
        }),
        IsOk());
    return number;
  }
  std::map<Tallied, int64_t> Tallies() {
    std::map<Tallied, int64_t> tallies;
    EXPECT_THAT(
        database_->Read([&](sqlite::Connection& connection) -> absl::Status {
          ASSIGN_OR_RETURN(
              sqlite::Statement * row,
              connection.Prepare("SELECT month, kind, follow_up_state, records "
                                 "FROM coordination_tallies "
                                 "WHERE district_code = '35.08.21'"));
          for (;;) {
            ASSIGN_OR_RETURN(const bool found, row->Step());
            if (!found) return absl::OkStatus();
            tallies[{row->Int(0), row->Int(1), row->Int(2)}] = row->Int(3);
          }
        }),
        IsOk());
    return tallies;
  }

  test::FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  test::TempDir directory_;
  std::unique_ptr<sqlite::Database> database_ = *sqlite::Database::Open(
      directory_.File("collection.db"), Migrations(), clock_, {});
  Store store_{*database_};
};

TEST_F(CoordinationKindTest, EveryFieldComesBackAsItWasStored) {
  Insert({{{"35.08.21", "a"}, FullRecord()}});
  const auto read = store_.Get({"35.08.21", "a"});
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->content, FullRecord());
}

TEST_F(CoordinationKindTest, FieldsThatWereLeftOutStayOut) {
  CoordinationRecord record;
  record.subject = "Rakor";
  record.held_date = {2025, 3, 10};
  record.section = "Sekcam";
  record.agencies = {{"Koramil", AgencyType::kSecurityForces}};
  Insert({{{"35.08.21", "a"}, record}});
  const auto read = store_.Get({"35.08.21", "a"});
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->content, record);
}

TEST_F(CoordinationKindTest, DamagedColumnsAreDataLoss) {
  for (const char* sql :
       {"UPDATE coordination_records SET follow_ups = '[{\"state\":3}]'",
        "UPDATE coordination_records SET follow_ups = '[' ",
        "UPDATE coordination_records SET agencies = "
        "'[{\"name\":\"x\",\"type\":99}]'",
        "UPDATE coordination_records SET agencies = '[7]'",
        "UPDATE coordination_records SET held_date = 20250231",
        "UPDATE coordination_records SET kind = 5",
        "UPDATE coordination_records SET follow_up_state = 4"}) {
    Damage("DELETE FROM coordination_records");
    Insert({{{"35.08.21", "a"}, FullRecord()}});
    Damage(sql);
    EXPECT_THAT(store_.Get({"35.08.21", "a"}),
                StatusIs(absl::StatusCode::kDataLoss))
        << sql;
  }
}

TEST_F(CoordinationKindTest, CountsByMonthKindAndStateOfTheFollowUp) {
  CoordinationRecord open = FullRecord();
  open.follow_ups.clear();
  CoordinationRecord april = FullRecord();
  april.held_date = {2025, 4, 1};
  Insert({{{"35.08.21", "a"}, open},
          {{"35.08.21", "b"}, open},
          {{"35.08.21", "c"}, FullRecord()},
          {{"35.08.21", "d"}, april},
          {{"35.08.20", "e"}, open}});
  EXPECT_THAT(Tallies(), UnorderedElementsAre(Pair(Tallied{202503, 4, 1}, 2),
                                              Pair(Tallied{202503, 4, 3}, 1),
                                              Pair(Tallied{202504, 4, 3}, 1)));
}

TEST_F(CoordinationKindTest, AReplayIsNotCountedAgain) {
  Insert({{{"35.08.21", "a"}, FullRecord()}});
  Insert({{{"35.08.21", "a"}, FullRecord()}});
  EXPECT_THAT(Tallies(), UnorderedElementsAre(Pair(Tallied{202503, 4, 3}, 1)));
}

TEST_F(CoordinationKindTest, ANewVersionMovesTheCount) {
  CoordinationRecord open = FullRecord();
  open.follow_ups.clear();
  Insert({{{"35.08.21", "a"}, open}});
  Amend("a", RecordState::kActive, FullRecord());
  EXPECT_THAT(Tallies(), UnorderedElementsAre(Pair(Tallied{202503, 4, 3}, 1)));
}

TEST_F(CoordinationKindTest, AVoidRecordIsCountedNowhere) {
  Insert({{{"35.08.21", "a"}, FullRecord()}});
  Amend("a", RecordState::kVoid, FullRecord());
  EXPECT_THAT(Tallies(), IsEmpty());
}

TEST_F(CoordinationKindTest, SectionsAndTypesOfAgencyAreToldApart) {
  CoordinationRecord record = FullRecord();
  record.agencies.push_back({"Desa Sentul", AgencyType::kVillageGovernment});
  CoordinationRecord other = FullRecord();
  other.section = "Sekcam";
  other.agencies = {{"Koramil", AgencyType::kSecurityForces}};
  Insert({{{"35.08.21", "a"}, record}, {{"35.08.21", "b"}, other}});
  EXPECT_EQ(Number("SELECT count(*) FROM coordination_tallies"
                   " WHERE section IN ('Sekcam', 'Kasi Pemerintahan')"
                   " AND records = 1"),
            2);
  EXPECT_EQ(Number("SELECT records FROM coordination_agency_tallies"
                   " WHERE agency_type = 5"),
            1)
      << "two villages are one type";
  EXPECT_EQ(Number("SELECT sum(records) FROM coordination_agency_tallies"), 3);
  Amend("a", RecordState::kVoid, record);
  Amend("b", RecordState::kVoid, other);
  EXPECT_EQ(Number("SELECT count(*) FROM coordination_agency_tallies"), 0);
}

}  // namespace
}  // namespace iku::collection
