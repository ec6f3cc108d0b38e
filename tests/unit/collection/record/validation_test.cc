#include "services/collection/record/validation.h"

#include <string>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/fixed_register.h"

namespace iku::collection {
namespace {

using test::ViolatesField;
using ::testing::SizeIs;

const test::FixedRegister kRegister(test::FixedRegister::Entries{
    {"35.08", {}}, {"35.08.21", {}}});
constexpr Date kToday{2025, 11, 20};

google::type::Date Day(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(Sha256HexTest, IsTheKnownHash) {
  EXPECT_EQ(Sha256Hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(CheckNameTest, TakesNamesOfTheCollectionInADistrictOfTheRegister) {
  Violations found;

  const auto key =
      CheckName("name", "districts/35.08.21/surveyResponses/0192-a",
                "surveyResponses", kRegister, found);

  EXPECT_TRUE(found.empty());
  EXPECT_EQ(key, (RecordKey{"35.08.21", "0192-a"}));
}

TEST(CheckNameTest, RefusesEveryOtherForm) {
  const std::string longest(63, 'a');
  for (const std::string& name : {
           std::string("districts/35.08.21/villageDocuments/a"),
           std::string("districts/35.08.21/surveyResponses/"),
           std::string("districts/35.08.21/surveyResponses/A"),
           std::string("districts/35.08.21/surveyResponses/-a"),
           std::string("districts/35.08.21/surveyResponses/a-"),
           std::string("districts/35.08.21/surveyResponses/a/b"),
           std::string("districts/35.08/surveyResponses/a"),
           std::string("districts/3508/surveyResponses/a"),
           std::string("regions/35.08.21/surveyResponses/a"),
           "districts/35.08.21/surveyResponses/a" + longest,
       }) {
    Violations found;
    EXPECT_EQ(CheckName("name", name, "surveyResponses", kRegister, found),
              std::nullopt);
    EXPECT_THAT(found.ToStatus(), ViolatesField("name", code::kNameMalformed))
        << name;
  }
  Violations found;
  CheckName("name", "districts/35.08.21/surveyResponses/" + longest,
            "surveyResponses", kRegister, found);
  EXPECT_TRUE(found.empty());
}

TEST(CheckNameTest, ANikNamesNoNewRecordButFindsAnOldOne) {
  constexpr char kName[] =
      "districts/35.08.21/surveyResponses/3508214506900001";
  Violations found;
  EXPECT_TRUE(CheckName("name", kName, "surveyResponses", kRegister, found));
  EXPECT_TRUE(found.empty());
  EXPECT_FALSE(
      CheckNewName("name", kName, "surveyResponses", kRegister, found));
  CheckNewId("id", "081234567890", found);
  EXPECT_THAT(found.ToStatus(), ViolatesField("name", code::kPersonalData));
  EXPECT_THAT(found.ToStatus(), ViolatesField("id", code::kPersonalData));
}

TEST(CheckNameTest, ADistrictOutsideOfTheRegisterIsUnknown) {
  Violations found;
  CheckName("name", "districts/35.08.99/surveyResponses/a", "surveyResponses",
            kRegister, found);
  CheckParent("parent", "districts/35.08.99", kRegister, found);
  EXPECT_THAT(found.ToStatus(), ViolatesField("name", code::kUnknownRegion));
  EXPECT_THAT(found.ToStatus(), ViolatesField("parent", code::kUnknownRegion));
}

TEST(CheckDateTest, DaysExistAndAreNotInTheFuture) {
  Violations found;
  const auto past = [&](const char* field, google::type::Date date) {
    return CheckPastDate(field, true, date, kToday, Presence::kRequired, found);
  };
  EXPECT_EQ(past("today", Day(2025, 11, 20)), kToday);
  EXPECT_EQ(past("leap", Day(2024, 2, 29)), (Date{2024, 2, 29}));
  ASSERT_TRUE(found.empty());
  past("tomorrow", Day(2025, 11, 21));
  past("no_leap", Day(2025, 2, 29));
  past("month_only", Day(2025, 2, 0));
  CheckDate("missing", false, {}, Presence::kRequired, found);
  CheckDate("optional", false, {}, Presence::kOptional, found);
  EXPECT_THAT(found.all(), SizeIs(4));
  const absl::Status status = found.ToStatus();
  EXPECT_THAT(status, ViolatesField("tomorrow", code::kDateInFuture));
  EXPECT_THAT(status, ViolatesField("no_leap", code::kDateInvalid));
  EXPECT_THAT(status, ViolatesField("month_only", code::kDateInvalid));
  EXPECT_THAT(status, ViolatesField("missing", code::kRequired));
}

TEST(CheckDateTest, ADayOfAnotherCenturyIsNotSaidToBeMissing) {
  Violations found;
  CheckDate("late", true, Day(2201, 1, 1), Presence::kRequired, found);
  CheckDate("early", true, Day(1899, 12, 31), Presence::kRequired, found);
  CheckPastDate("slip", true, Day(2225, 6, 30), kToday, Presence::kRequired,
                found);
  CheckDate("no_year", true, Day(0, 6, 30), Presence::kRequired, found);
  EXPECT_THAT(found.all(), SizeIs(4));
  const absl::Status status = found.ToStatus();
  EXPECT_THAT(status, ViolatesField("late", code::kOutOfRange));
  EXPECT_THAT(status, ViolatesField("early", code::kOutOfRange));
  EXPECT_THAT(status, ViolatesField("slip", code::kDateInFuture));
  EXPECT_THAT(status, ViolatesField("no_year", code::kDateInvalid));
  EXPECT_EQ(found.all()[0].arguments.at("highest"), "2200-12-31");
}

TEST(CheckDateTest, TodayIsTheDistrictsOwnDay) {
  const absl::Time late = absl::FromCivil(
      absl::CivilSecond(2025, 11, 20, 16, 30, 0), absl::UTCTimeZone());
  EXPECT_EQ(TodayOf({"35.08.21", ""}, late), (Date{2025, 11, 20}));
  EXPECT_EQ(TodayOf({"91.01.01", ""}, late), (Date{2025, 11, 21}));
}

TEST(CheckOrderTest, LaterIsNotBeforeEarlier) {
  Violations found;
  CheckOrder("a", Date{2025, 1, 2}, "b", Date{2025, 1, 2}, found);
  CheckOrder("a", std::nullopt, "b", Date{2025, 1, 1}, found);
  EXPECT_TRUE(found.empty());
  CheckOrder("a", Date{2025, 1, 2}, "b", Date{2025, 1, 1}, found);
  EXPECT_THAT(found.ToStatus(), ViolatesField("b", code::kDateOrder));
}

TEST(CheckRequestIdTest, IsSixtyThreePlainCharacters) {
  Violations found;
  CheckRequestId("request_id", "0192f3c4-a", found);
  EXPECT_TRUE(found.empty());
  CheckRequestId("missing", "", found);
  CheckRequestId("upper", "A", found);
  CheckRequestId("long", std::string(64, 'a'), found);
  EXPECT_THAT(found.all(), SizeIs(3));
}

class CheckEvidenceTest : public ::testing::Test {
 protected:
  CheckEvidenceTest() {
    evidence_.set_kind("Notulen");
    evidence_.set_number("005/12/2025");
    *evidence_.mutable_date() = Day(2025, 11, 1);
  }

  absl::Status Check() {
    Violations found;
    checked_ = CheckEvidence("evidence", evidence_, kToday, found);
    return found.ToStatus();
  }

  v1::Evidence evidence_;
  std::optional<Evidence> checked_;
};

TEST_F(CheckEvidenceTest, ANumberIsEnough) {
  EXPECT_THAT(Check(), test::IsOk());
  ASSERT_TRUE(checked_.has_value());
  EXPECT_EQ(checked_->number, "005/12/2025");
  EXPECT_EQ(checked_->date, (Date{2025, 11, 1}));
}

TEST_F(CheckEvidenceTest, ACopyWithItsHashIsEnoughToo) {
  evidence_.clear_number();
  evidence_.set_uri("https://arsip.lumajangkab.go.id/12.pdf");
  evidence_.set_sha256(Sha256Hex("12"));
  EXPECT_THAT(Check(), test::IsOk());
}

TEST_F(CheckEvidenceTest, EverythingWrongIsSaidAtOnce) {
  evidence_.clear_kind();
  evidence_.clear_date();
  evidence_.set_uri("http://arsip");
  const absl::Status status = Check();
  EXPECT_FALSE(checked_.has_value());
  EXPECT_THAT(status, ViolatesField("evidence.kind", code::kRequired));
  EXPECT_THAT(status, ViolatesField("evidence.date", code::kRequired));
  EXPECT_THAT(status, ViolatesField("evidence.uri", code::kTextMalformed));
  EXPECT_THAT(status, ViolatesField("evidence.sha256", code::kRequired));
}

TEST_F(CheckEvidenceTest, WithoutANumberThereMustBeACopy) {
  evidence_.clear_number();
  EXPECT_THAT(Check(), ViolatesField("evidence.number", code::kRequired));
}

TEST_F(CheckEvidenceTest, AHashIsSixtyFourLowerCaseDigits) {
  evidence_.set_sha256(std::string(64, 'A'));
  EXPECT_THAT(Check(), ViolatesField("evidence.sha256", code::kTextMalformed));
}

}  // namespace
}  // namespace iku::collection
