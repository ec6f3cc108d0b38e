#include "services/collection/village_document/village_document_proto.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/fixed_register.h"

namespace iku::collection {
namespace {

using test::IsOk;
using test::ViolatesField;
using ::testing::SizeIs;

class VillageDocumentProtoTest : public ::testing::Test {
 protected:
  // A work plan of Sumbersuko for 2025 with the fields of `text` over it.
  static v1::VillageDocument Plan(const std::string& text = "") {
    v1::VillageDocument document;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        "name: 'districts/35.08.21/villageDocuments/a' "
        "village: '35.08.21.2001' kind: VILLAGE_DOCUMENT_KIND_RKPDESA "
        "fiscal_year: 2025 enacted_date { year: 2024 month: 9 day: 30 }",
        &document));
    v1::VillageDocument over;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &over));
    if (over.has_enacted_date()) document.clear_enacted_date();
    document.MergeFrom(over);
    return document;
  }
  // What would be said of it if it were new.
  absl::StatusOr<NewRecord<VillageDocument>> Check(
      const v1::VillageDocument& document) const {
    auto row = FromProto(document, "village_documents.rows[3]",
                         {regions_, absl::FromUnixSeconds(1'763'614'800)});
    if (row.ok() && !row->refusal.ok()) return row->refusal;
    return row;
  }
  static std::string Path(const std::string& name) {
    return "village_documents.rows[3]." + name;
  }

  test::FixedRegister regions_{{
      {"35.08.21", {}},
      {"35.08.21.2001", {}},
      {"35.08.21.1001", {}},  // a kelurahan
      {"35.08.21.3001", {}},  // a desa adat
      {"35.08.20.2001", {}},
      // Founded in the middle of 2024, and one that was dissolved then.
      {"35.08.21.2009", {.from = Date{2024, 7, 1}, .to = {}}},
      {"35.08.21.2010", {.from = {}, .to = Date{2024, 6, 30}}},
  }};
};

TEST_F(VillageDocumentProtoTest, TakesADesaAndADesaAdat) {
  EXPECT_THAT(Check(Plan()), IsOk());
  EXPECT_THAT(Check(Plan("village: '35.08.21.3001'")), IsOk());
}

TEST_F(VillageDocumentProtoTest, AKelurahanOwesNoDocuments) {
  EXPECT_THAT(Check(Plan("village: '35.08.21.1001'")),
              ViolatesField(Path("village"), code::kNoSuchDuty));
}

TEST_F(VillageDocumentProtoTest, TheVillageLiesInsideTheDistrict) {
  EXPECT_THAT(Check(Plan("village: '35.08.20.2001'")),
              ViolatesField(Path("village"), code::kNotInParent));
}

TEST_F(VillageDocumentProtoTest, TheVillageIsInTheRegister) {
  EXPECT_THAT(Check(Plan("village: '35.08.21.2099'")),
              ViolatesField(Path("village"), code::kUnknownRegion));
}

TEST_F(VillageDocumentProtoTest, ADistrictOrAWordIsNoVillage) {
  for (const char* village : {"35.08.21", "Sumbersuko", "35.08.21.9001"}) {
    v1::VillageDocument document = Plan();
    document.set_village(village);
    EXPECT_THAT(Check(document),
                ViolatesField(Path("village"), code::kTextMalformed))
        << village;
  }
}

TEST_F(VillageDocumentProtoTest, AnErrorShowsTheVillageAsItWasWritten) {
  const auto refused = Check(Plan("village: 'D\\303\\251sa'"));
  ASSERT_THAT(ViolationsOf(refused.status()), ::testing::SizeIs(1));
  EXPECT_EQ(ViolationsOf(refused.status())[0].arguments.at("value"),
            "D\xC3\xA9sa");
}

TEST_F(VillageDocumentProtoTest, TheVillageExistedWhenTheDocumentWasEnacted) {
  EXPECT_THAT(Check(Plan("village: '35.08.21.2009' "
                         "enacted_date { year: 2024 month: 6 day: 30 }")),
              ViolatesField(Path("village"), code::kNotValidOn));
  EXPECT_THAT(Check(Plan("village: '35.08.21.2009' "
                         "enacted_date { year: 2024 month: 7 day: 1 }")),
              IsOk());
}

TEST_F(VillageDocumentProtoTest, TheVillageExistedWhenTheReportWasReceived) {
  v1::VillageDocument report = Plan(
      "village: '35.08.21.2010' kind: VILLAGE_DOCUMENT_KIND_LPPDESA "
      "fiscal_year: 2023 received_date { year: 2024 month: 7 day: 1 }");
  report.clear_enacted_date();
  EXPECT_THAT(Check(report), ViolatesField(Path("village"), code::kNotValidOn));
  report.mutable_received_date()->set_month(6);
  EXPECT_THAT(Check(report), IsOk());
}

TEST_F(VillageDocumentProtoTest,
       AReportThatArrivesAfterTheVillageIsGoneIsTakenWhenItWasEnactedBefore) {
  EXPECT_THAT(Check(Plan("village: '35.08.21.2010' "
                         "kind: VILLAGE_DOCUMENT_KIND_LPPDESA "
                         "fiscal_year: 2024 "
                         "enacted_date { year: 2024 month: 6 day: 28 } "
                         "received_date { year: 2024 month: 7 day: 5 }")),
              IsOk());
}

TEST_F(VillageDocumentProtoTest, AWorkPlanWithoutAnyDateNeedsTheEnactedDate) {
  v1::VillageDocument plan = Plan();
  plan.clear_enacted_date();
  EXPECT_THAT(Check(plan),
              ViolatesField(Path("enacted_date"), code::kRequired));
  plan.set_kind(v1::VILLAGE_DOCUMENT_KIND_APBDESA);
  EXPECT_THAT(Check(plan),
              ViolatesField(Path("enacted_date"), code::kRequired));
}

TEST_F(VillageDocumentProtoTest, AWorkPlanThatWasOnlyAgreedOrReceivedIsTaken) {
  v1::VillageDocument agreed =
      Plan("agreed_date { year: 2024 month: 9 day: 20 }");
  agreed.clear_enacted_date();
  EXPECT_THAT(Check(agreed), IsOk());
  v1::VillageDocument received =
      Plan("received_date { year: 2024 month: 9 day: 20 }");
  received.clear_enacted_date();
  EXPECT_THAT(Check(received), IsOk());
}

TEST_F(VillageDocumentProtoTest, AReportNeedsTheReceivedDate) {
  EXPECT_THAT(Check(Plan("kind: VILLAGE_DOCUMENT_KIND_LPPDESA")),
              ViolatesField(Path("received_date"), code::kRequired));
}

TEST_F(VillageDocumentProtoTest, DatesStandInTheirOrder) {
  EXPECT_THAT(Check(Plan("agreed_date { year: 2024 month: 10 day: 1 }")),
              ViolatesField(Path("enacted_date"), code::kDateOrder));
  EXPECT_THAT(Check(Plan("promulgated_date { year: 2024 month: 9 day: 29 }")),
              ViolatesField(Path("promulgated_date"), code::kDateOrder));
  EXPECT_THAT(Check(Plan("submitted_date { year: 2024 month: 9 day: 3 } "
                         "evaluation_date { year: 2024 month: 9 day: 2 }")),
              ViolatesField(Path("evaluation_date"), code::kDateOrder));
  EXPECT_THAT(Check(Plan("agreed_date { year: 2024 month: 9 day: 30 } "
                         "promulgated_date { year: 2024 month: 9 day: 30 }")),
              IsOk());
}

TEST_F(VillageDocumentProtoTest, TheEnactedDateIsAtMostTwoYearsAway) {
  EXPECT_THAT(Check(Plan("enacted_date { year: 2023 month: 1 day: 1 }")),
              IsOk());
  EXPECT_THAT(Check(Plan("enacted_date { year: 2022 month: 12 day: 31 }")),
              ViolatesField(Path("enacted_date"), code::kOutOfRange));
  EXPECT_THAT(Check(Plan("fiscal_year: 2022")), IsOk());
  EXPECT_THAT(Check(Plan("fiscal_year: 2021")),
              ViolatesField(Path("enacted_date"), code::kOutOfRange));
}

TEST_F(VillageDocumentProtoTest, FiscalYearAndRevisionStayInTheirBounds) {
  EXPECT_THAT(Check(Plan("fiscal_year: 1999")),
              ViolatesField(Path("fiscal_year"), code::kOutOfRange));
  EXPECT_THAT(Check(Plan("fiscal_year: 2101")),
              ViolatesField(Path("fiscal_year"), code::kOutOfRange));
  EXPECT_THAT(Check(Plan("revision: 20")), IsOk());
  EXPECT_THAT(Check(Plan("revision: 21")),
              ViolatesField(Path("revision"), code::kOutOfRange));
  EXPECT_THAT(Check(Plan("revision: -1")),
              ViolatesField(Path("revision"), code::kOutOfRange));
}

TEST_F(VillageDocumentProtoTest, NamesEveryViolationAtOnce) {
  const auto result =
      Check(Plan("name: 'x' village: '35.08.21.1001' kind: 7 fiscal_year: 3000 "
                 "revision: 99 agreed_date { year: 2025 month: 12 day: 1 } "
                 "promulgated_date { year: 2025 month: 13 day: 1 } "
                 "evidence { kind: 'Perdes' } note: 'WA 0812 3456 7890'"));
  EXPECT_THAT(result, ViolatesField(Path("name"), code::kNameMalformed));
  EXPECT_THAT(result, ViolatesField(Path("village"), code::kNoSuchDuty));
  EXPECT_THAT(result, ViolatesField(Path("kind"), code::kUnknownCode));
  EXPECT_THAT(result, ViolatesField(Path("fiscal_year"), code::kOutOfRange));
  EXPECT_THAT(result, ViolatesField(Path("revision"), code::kOutOfRange));
  EXPECT_THAT(result, ViolatesField(Path("agreed_date"), code::kDateInFuture));
  EXPECT_THAT(result,
              ViolatesField(Path("promulgated_date"), code::kDateInvalid));
  EXPECT_THAT(result, ViolatesField(Path("evidence.number"), code::kRequired));
  EXPECT_THAT(result, ViolatesField(Path("evidence.date"), code::kRequired));
  EXPECT_THAT(result, ViolatesField(Path("note"), code::kPersonalData));
  EXPECT_THAT(ViolationsOf(result.status()), SizeIs(10));
}

}  // namespace
}  // namespace iku::collection
