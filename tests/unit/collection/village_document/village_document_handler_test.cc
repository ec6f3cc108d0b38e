#include "services/collection/village_document/village_document_handler.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "services/collection/village_document/village_document_kind.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/record_service.h"

namespace iku::collection {
namespace {

using test::EqualsProto;
using test::HasReason;
using test::IsOk;
using test::StatusIs;
using test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Service = test::RecordService<VillageDocumentKind, VillageDocumentHandler,
                                    v1::VillageDocumentService>;
using Stub = Service::Stub;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

std::string NameWith(const std::string& id) {
  return "districts/35.08.21/villageDocuments/" + id;
}

v1::VillageDocument Plan(const std::string& id) {
  auto document = Parse<v1::VillageDocument>(R"pb(
    village: "35.08.21.2001"
    kind: VILLAGE_DOCUMENT_KIND_RKPDESA
    fiscal_year: 2025
    regulation_number: "7/2024"
    agreed_date { year: 2024 month: 9 day: 20 }
    enacted_date { year: 2024 month: 9 day: 27 }
    promulgated_date { year: 2024 month: 9 day: 27 }
    submitted_date { year: 2024 month: 9 day: 1 }
    evaluation_number: "188/12"
    evaluation_date { year: 2024 month: 9 day: 15 }
    received_date { year: 2024 month: 10 day: 2 }
    letter_number: "140/55"
    evidence {
      kind: "Perdes"
      number: "7/2024"
      date { year: 2024 month: 9 day: 27 }
    }
    note: "Berkas lengkap"
  )pb");
  document.set_name(NameWith(id));
  return document;
}

class VillageDocumentHandlerTest : public ::testing::Test {
 protected:
  using Result = absl::StatusOr<v1::VillageDocument>;

  Result Create(const v1::VillageDocument& document,
                bool validate_only = false) {
    v1::CreateVillageDocumentRequest request;
    *request.mutable_village_document() = document;
    request.set_validate_only(validate_only);
    return service_(&Stub::CreateVillageDocument, request);
  }
  Result Get(const std::string& id) {
    v1::GetVillageDocumentRequest request;
    request.set_name(NameWith(id));
    return service_(&Stub::GetVillageDocument, request);
  }
  Result Correct(const v1::VillageDocument& document,
                 const std::string& request_id) {
    v1::CorrectVillageDocumentRequest request;
    *request.mutable_village_document() = document;
    request.set_reason("Salah ketik");
    request.set_request_id(request_id);
    return service_(&Stub::CorrectVillageDocument, request);
  }
  Result Void(const std::string& id, const std::string& etag = "",
              const std::string& reason = "Tercatat dua kali") {
    v1::VoidVillageDocumentRequest request;
    request.set_name(NameWith(id));
    request.set_reason(reason);
    request.set_etag(etag);
    return service_(&Stub::VoidVillageDocument, request);
  }
  absl::StatusOr<v1::ListVillageDocumentsResponse> List(
      const std::string& text) {
    auto request = Parse<v1::ListVillageDocumentsRequest>(text);
    if (request.parent().empty()) request.set_parent("districts/35.08.21");
    return service_(&Stub::ListVillageDocuments, request);
  }
  std::vector<std::string> IdsOf(const std::string& text) {
    const auto page = List(text);
    EXPECT_THAT(page, IsOk());
    std::vector<std::string> ids;
    if (!page.ok()) return ids;
    for (const v1::VillageDocument& document : page->village_documents()) {
      ids.push_back(document.name().substr(NameWith("").size()));
    }
    return ids;
  }

  Service service_{{{"35.08.21", {}},
                    {"35.08.21.2001", {}},
                    {"35.08.21.2002", {}},
                    {"35.08.20", {}},
                    {"35.08.20.2001", {}}}};
};

TEST_F(VillageDocumentHandlerTest,
       AResendIsAnsweredAlsoWhenTheVillageHasEnded) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  service_.regions().SetRegion("35.08.21.2001",
                               {.from = {}, .to = Date{2023, 12, 31}});

  EXPECT_THAT(Create(Plan("a")), IsOk());
  EXPECT_THAT(Create(Plan("b")),
              ViolatesField("village_document.village", code::kNotValidOn));
}

TEST_F(VillageDocumentHandlerTest, ReturnsWhatWasStored) {
  const Result created = Create(Plan("a"));
  ASSERT_THAT(created, IsOk());
  v1::VillageDocument expected = Plan("a");
  expected.set_state(v1::RECORD_STATE_ACTIVE);
  expected.set_etag("1");
  expected.mutable_create_time()->set_seconds(1'763'614'800);
  expected.mutable_update_time()->set_seconds(1'763'614'800);
  EXPECT_THAT(*created, EqualsProto(expected));
  const Result read = Get("a");
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(*read, EqualsProto(expected));
}

TEST_F(VillageDocumentHandlerTest, ResendReturnsTheFirstStoredDocument) {
  const Result first = Create(Plan("a"));
  ASSERT_THAT(first, IsOk());
  service_.clock().Advance(absl::Minutes(5));
  const Result second = Create(Plan("a"));
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
}

TEST_F(VillageDocumentHandlerTest, OtherContentUnderTheSameNameIsRefused) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  v1::VillageDocument other = Plan("a");
  other.set_note("Berkas kurang");
  const Result result = Create(other);
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(result, HasReason(code::kNameTaken));
}

TEST_F(VillageDocumentHandlerTest, ValidateOnlyStoresNothing) {
  ASSERT_THAT(Create(Plan("a"), /*validate_only=*/true), IsOk());
  EXPECT_THAT(Get("a"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(VillageDocumentHandlerTest, AnEmptyRequestNamesAllRequiredFields) {
  const Result result = Create({});
  for (const char* field : {"name", "village", "kind", "fiscal_year"}) {
    EXPECT_THAT(result, ViolatesField(std::string("village_document.") + field,
                                      code::kRequired));
  }
  EXPECT_THAT(ViolationsOf(result.status()), SizeIs(4));
}

TEST_F(VillageDocumentHandlerTest, ASecondDocumentForOneDutyIsRefused) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  const Result result = Create(Plan("b"));
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(result, HasReason(code::kSlotTaken));
  EXPECT_EQ(ArgumentsOf(result.status()),
            (Arguments{{"name", NameWith("b")}, {"holder", NameWith("a")}}));
}

TEST_F(VillageDocumentHandlerTest, AnotherVillageKindYearOrRevisionIsTaken) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  v1::VillageDocument village = Plan("b");
  village.set_village("35.08.21.2002");
  EXPECT_THAT(Create(village), IsOk());
  v1::VillageDocument kind = Plan("c");
  kind.set_kind(v1::VILLAGE_DOCUMENT_KIND_APBDESA);
  EXPECT_THAT(Create(kind), IsOk());
  v1::VillageDocument year = Plan("d");
  year.set_fiscal_year(2024);
  EXPECT_THAT(Create(year), IsOk());
  v1::VillageDocument revision = Plan("e");
  revision.set_revision(1);
  EXPECT_THAT(Create(revision), IsOk());
}

TEST_F(VillageDocumentHandlerTest, AVoidDocumentFreesItsPlace) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  ASSERT_THAT(Void("a"), IsOk());
  EXPECT_THAT(Create(Plan("b")), IsOk());
}

TEST_F(VillageDocumentHandlerTest, ACorrectionIntoAPlaceThatIsTakenIsRefused) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  v1::VillageDocument amendment = Plan("b");
  amendment.set_revision(1);
  ASSERT_THAT(Create(amendment), IsOk());
  amendment.set_revision(0);
  amendment.set_etag("1");
  EXPECT_THAT(Correct(amendment, "fix-1"), HasReason(code::kSlotTaken));
}

TEST_F(VillageDocumentHandlerTest, ACorrectionInItsOwnPlaceIsTaken) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  v1::VillageDocument corrected = Plan("a");
  corrected.set_regulation_number("8/2024");
  corrected.set_etag("1");
  const Result result = Correct(corrected, "fix-1");
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->regulation_number(), "8/2024");
  EXPECT_EQ(result->etag(), "2");
  EXPECT_EQ(result->change_reason(), "Salah ketik");
}

TEST_F(VillageDocumentHandlerTest, AResentCorrectionReturnsTheVersionItMade) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  v1::VillageDocument corrected = Plan("a");
  corrected.set_note("Pertama");
  corrected.set_etag("1");
  const Result first = Correct(corrected, "fix-1");
  ASSERT_THAT(first, IsOk());
  v1::VillageDocument again = Plan("a");
  again.set_note("Kedua");
  again.set_etag("2");
  ASSERT_THAT(Correct(again, "fix-2"), IsOk());
  const Result resent = Correct(corrected, "fix-1");
  ASSERT_THAT(resent, IsOk());
  EXPECT_THAT(*resent, EqualsProto(*first));
  EXPECT_EQ(Get("a")->note(), "Kedua");
}

TEST_F(VillageDocumentHandlerTest, ARequestIdIsNotUsedForAnotherCorrection) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  v1::VillageDocument corrected = Plan("a");
  corrected.set_note("Pertama");
  corrected.set_etag("1");
  ASSERT_THAT(Correct(corrected, "fix-1"), IsOk());
  corrected.set_note("Kedua");
  EXPECT_THAT(Correct(corrected, "fix-1"), HasReason(code::kRequestIdReused));
}

TEST_F(VillageDocumentHandlerTest, ACorrectionWithAStaleEtagIsAborted) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  v1::VillageDocument corrected = Plan("a");
  corrected.set_etag("7");
  const Result result = Correct(corrected, "fix-1");
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(result, HasReason(code::kEtagStale));
}

TEST_F(VillageDocumentHandlerTest, ACorrectionOfAVoidDocumentIsRefused) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  ASSERT_THAT(Void("a"), IsOk());
  v1::VillageDocument corrected = Plan("a");
  corrected.set_etag("2");
  EXPECT_THAT(Correct(corrected, "fix-1"), HasReason(code::kRecordVoid));
}

TEST_F(VillageDocumentHandlerTest, VoidingTwiceReturnsTheVoidDocument) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  const Result first = Void("a", "1");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->state(), v1::RECORD_STATE_VOID);
  const Result second = Void("a", "1");
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
}

TEST_F(VillageDocumentHandlerTest, AVoidNeedsAReasonWithoutPersonalData) {
  ASSERT_THAT(Create(Plan("a")), IsOk());
  EXPECT_THAT(Void("a", "", ""), ViolatesField("reason", code::kRequired));
  EXPECT_THAT(Void("a", "", "Kata Budi 081234567890"),
              ViolatesField("reason", code::kPersonalData));
  EXPECT_THAT(Void("a", "9"), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Void("b"), StatusIs(absl::StatusCode::kNotFound));
}

class VillageDocumentListTest : public VillageDocumentHandlerTest {
 protected:
  void SetUp() override {
    Add("c", "35.08.21.2001", v1::VILLAGE_DOCUMENT_KIND_RKPDESA, 2025);
    Add("b", "35.08.21.2002", v1::VILLAGE_DOCUMENT_KIND_RKPDESA, 2025);
    Add("a", "35.08.21.2001", v1::VILLAGE_DOCUMENT_KIND_LPPDESA, 2026);
    Add("d", "35.08.21.2001", v1::VILLAGE_DOCUMENT_KIND_APBDESA, 2024);
    ASSERT_THAT(Void("b"), IsOk());
    v1::VillageDocument elsewhere = Plan("x");
    elsewhere.set_name("districts/35.08.20/villageDocuments/x");
    elsewhere.set_village("35.08.20.2001");
    ASSERT_THAT(Create(elsewhere), IsOk());
  }
  void Add(const std::string& id, const std::string& village,
           v1::VillageDocumentKind kind, int fiscal_year) {
    v1::VillageDocument document = Plan(id);
    document.set_village(village);
    document.set_kind(kind);
    document.set_fiscal_year(fiscal_year);
    ASSERT_THAT(Create(document), IsOk());
  }
};

TEST_F(VillageDocumentListTest, GoesByFiscalYearAndThenById) {
  EXPECT_THAT(IdsOf(""), ElementsAre("d", "b", "c", "a"));
}

TEST_F(VillageDocumentListTest, TakesAFiscalYear) {
  EXPECT_THAT(IdsOf("period: '2025'"), ElementsAre("b", "c"));
}

TEST_F(VillageDocumentListTest, TakesAKindAStateAndAVillage) {
  EXPECT_THAT(IdsOf("kind: VILLAGE_DOCUMENT_KIND_RKPDESA"),
              ElementsAre("b", "c"));
  EXPECT_THAT(IdsOf("state: RECORD_STATE_VOID"), ElementsAre("b"));
  EXPECT_THAT(IdsOf("village: '35.08.21.2001'"), ElementsAre("d", "c", "a"));
  EXPECT_THAT(IdsOf("village: '35.08.21.2001' period: '2025' "
                    "state: RECORD_STATE_ACTIVE "
                    "kind: VILLAGE_DOCUMENT_KIND_RKPDESA"),
              ElementsAre("c"));
}

TEST_F(VillageDocumentListTest, PagesWithoutGapsAndRepeats) {
  std::vector<std::string> ids;
  std::string token;
  do {
    auto page = List("page_size: 1 page_token: '" + token + "'");
    ASSERT_THAT(page, IsOk());
    ASSERT_THAT(page->village_documents(), SizeIs(1));
    ids.push_back(
        page->village_documents(0).name().substr(NameWith("").size()));
    token = page->next_page_token();
  } while (!token.empty() && ids.size() < 9);
  EXPECT_THAT(ids, ElementsAre("d", "b", "c", "a"));
}

TEST_F(VillageDocumentListTest, RefusesAPageTokenOfAnotherQuery) {
  const auto first = List("page_size: 1 village: '35.08.21.2001'");
  ASSERT_THAT(first, IsOk());
  const std::string token = first->next_page_token();
  ASSERT_THAT(token, Not(IsEmpty()));
  EXPECT_THAT(List("village: '35.08.21.2002' page_token: '" + token + "'"),
              ViolatesField("page_token", code::kPageTokenInvalid));
}

TEST_F(VillageDocumentListTest, NamesEveryViolation) {
  const auto result = List(R"pb(page_size: -1
                                period: "2025-Q1"
                                kind: 9
                                state: 9
                                village: "35.08.20.2001")pb");
  EXPECT_THAT(result, ViolatesField("page_size", code::kOutOfRange));
  EXPECT_THAT(result, ViolatesField("period", code::kTextMalformed));
  EXPECT_THAT(result, ViolatesField("kind", code::kUnknownCode));
  EXPECT_THAT(result, ViolatesField("state", code::kUnknownCode));
  EXPECT_THAT(result, ViolatesField("village", code::kNotInParent));
  EXPECT_THAT(ViolationsOf(result.status()), SizeIs(5));
}

}  // namespace
}  // namespace iku::collection
