#include "services/collection/village_document/village_document_kind.h"

#include <future>
#include <memory>
#include <string>

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

VillageDocument FullDocument() {
  VillageDocument document;
  document.village = "35.08.21.2001";
  document.kind = DocumentKind::kApbDesa;
  document.fiscal_year = 2025;
  document.revision = 2;
  document.regulation_number = "5/2025";
  document.agreed_date = Date{2025, 5, 1};
  document.enacted_date = Date{2025, 5, 2};
  document.promulgated_date = Date{2025, 5, 3};
  document.submitted_date = Date{2025, 4, 1};
  document.evaluation_number = "188/45";
  document.evaluation_date = Date{2025, 4, 15};
  document.received_date = Date{2025, 5, 4};
  document.letter_number = "900/31";
  document.evidence = Evidence{"Perdes",
                               "5/2025",
                               {2025, 5, 2},
                               "https://arsip.go.id/perdes5",
                               std::string(64, 'b')};
  document.note = "Perubahan kedua";
  return document;
}

class VillageDocumentKindTest : public ::testing::Test {
 protected:
  void Insert(const std::string& id, const VillageDocument& document) {
    std::promise<absl::Status> stored;
    store_.Insert({.rows = {{{"35.08.21", id}, document}}},
                  [&](absl::StatusOr<InsertResult<VillageDocument>> result) {
                    stored.set_value(result.ok() ? result->rows[0].status()
                                                 : result.status());
                  });
    ASSERT_THAT(stored.get_future().get(), IsOk());
  }
  void Damage(const char* sql) {
    ASSERT_THAT(database_->WriteAndWait([&](sqlite::Transaction& transaction) {
      return transaction.connection().Execute(sql);
    }),
                IsOk());
  }

  test::FakeClock clock_{absl::FromUnixSeconds(1'763'614'800)};
  test::TempDir directory_;
  std::unique_ptr<sqlite::Database> database_ = *sqlite::Database::Open(
      directory_.File("collection.db"), Migrations(), clock_, {});
  SqliteRecordStore<VillageDocumentKind> store_{*database_};
};

TEST_F(VillageDocumentKindTest, EveryFieldComesBackAsItWasStored) {
  Insert("a", FullDocument());
  const auto read = store_.Get({"35.08.21", "a"});
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->content, FullDocument());
}

TEST_F(VillageDocumentKindTest, FieldsThatWereLeftOutStayOut) {
  VillageDocument document;
  document.village = "35.08.21.2001";
  document.fiscal_year = 2025;
  Insert("a", document);
  const auto read = store_.Get({"35.08.21", "a"});
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->content, document);
}

TEST_F(VillageDocumentKindTest, DamagedColumnsAreDataLoss) {
  for (const char* sql : {"UPDATE village_documents SET evidence = '{}'",
                          "UPDATE village_documents SET evidence = '{'",
                          "UPDATE village_documents SET enacted_date = 7",
                          "UPDATE village_documents SET kind = 4",
                          "UPDATE village_documents SET revision = 21",
                          "UPDATE village_documents SET fiscal_year = 1999"}) {
    Damage("DELETE FROM village_documents");
    Insert("a", FullDocument());
    Damage(sql);
    EXPECT_THAT(store_.Get({"35.08.21", "a"}),
                StatusIs(absl::StatusCode::kDataLoss))
        << sql;
  }
}

TEST_F(VillageDocumentKindTest, EveryFieldMakesOtherContent) {
  const auto changed = [](auto change) {
    VillageDocument document = FullDocument();
    change(document);
    return CanonicalText(document);
  };
  using Document = VillageDocument;
  const std::string others[] = {
      changed([](Document& d) { d.village = "35.08.21.2002"; }),
      changed([](Document& d) { d.kind = DocumentKind::kLppDesa; }),
      changed([](Document& d) { d.fiscal_year = 2026; }),
      changed([](Document& d) { d.revision = 1; }),
      changed([](Document& d) { d.regulation_number = "6/2025"; }),
      changed([](Document& d) { d.agreed_date.reset(); }),
      changed([](Document& d) { d.enacted_date.reset(); }),
      changed([](Document& d) { d.promulgated_date.reset(); }),
      changed([](Document& d) { d.submitted_date.reset(); }),
      changed([](Document& d) { d.evaluation_number = ""; }),
      changed([](Document& d) { d.evaluation_date.reset(); }),
      changed([](Document& d) { d.received_date.reset(); }),
      changed([](Document& d) { d.letter_number = ""; }),
      changed([](Document& d) { d.evidence.reset(); }),
      changed([](Document& d) { d.evidence->sha256[0] = 'c'; }),
      changed([](Document& d) { d.note = ""; }),
  };
  for (const std::string& other : others) {
    EXPECT_NE(other, CanonicalText(FullDocument()));
  }
}

}  // namespace
}  // namespace iku::collection
