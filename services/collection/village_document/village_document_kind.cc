#include "services/collection/village_document/village_document_kind.h"

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "nlohmann/json.hpp"
#include "services/collection/store/evidence_json.h"
#include "services/collection/store/packed_date.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

absl::Status Damaged() {
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

absl::StatusOr<std::optional<Evidence>> EvidenceFromText(
    const std::string& text) {
  if (text.empty()) return std::optional<Evidence>();
  try {
    return std::optional<Evidence>(
        EvidenceFromJson(nlohmann::json::parse(text)));
  } catch (const nlohmann::json::exception&) {
    return Damaged();
  }
}

absl::StatusOr<int> ReadNumber(int64_t number, int lowest, int highest) {
  if (number < lowest || number > highest) return Damaged();
  return static_cast<int>(number);
}

constexpr char kHolderOfSlot[] = R"sql(
  SELECT id FROM village_documents
  WHERE district_code = ? AND village_code = ? AND kind = ?
    AND fiscal_year = ? AND revision = ? AND id <> ?
    AND superseded_version IS NULL AND state = 1
)sql";

}  // namespace

void VillageDocumentKind::Bind(sqlite::Statement& statement, int first,
                               const Content& content) {
  statement.BindInt(first + 0, content.fiscal_year);
  statement.BindText(first + 1, content.village);
  statement.BindInt(first + 2, static_cast<int>(content.kind));
  statement.BindInt(first + 3, content.revision);
  statement.BindTextOrNull(first + 4, content.regulation_number);
  statement.BindOptionalInt(first + 5, PackDate(content.agreed_date));
  statement.BindOptionalInt(first + 6, PackDate(content.enacted_date));
  statement.BindOptionalInt(first + 7, PackDate(content.promulgated_date));
  statement.BindOptionalInt(first + 8, PackDate(content.submitted_date));
  statement.BindTextOrNull(first + 9, content.evaluation_number);
  statement.BindOptionalInt(first + 10, PackDate(content.evaluation_date));
  statement.BindOptionalInt(first + 11, PackDate(content.received_date));
  statement.BindTextOrNull(first + 12, content.letter_number);
  statement.BindTextOrNull(
      first + 13,
      content.evidence ? EvidenceToJson(*content.evidence).dump() : "");
  statement.BindTextOrNull(first + 14, content.note);
}

absl::StatusOr<VillageDocument> VillageDocumentKind::Read(
    const sqlite::Statement& statement, int first) {
  const auto day = [&](int column) {
    return UnpackDate(statement.OptionalInt(first + column));
  };
  Content content;
  ASSIGN_OR_RETURN(
      content.fiscal_year,
      ReadNumber(statement.Int(first), kFirstFiscalYear, kLastFiscalYear));
  content.village = statement.Text(first + 1);
  ASSIGN_OR_RETURN(const int kind,
                   ReadNumber(statement.Int(first + 2), 1,
                              static_cast<int>(DocumentKind::kLppDesa)));
  content.kind = static_cast<DocumentKind>(kind);
  ASSIGN_OR_RETURN(content.revision,
                   ReadNumber(statement.Int(first + 3), 0, kMaxRevision));
  content.regulation_number = statement.Text(first + 4);
  ASSIGN_OR_RETURN(content.agreed_date, day(5));
  ASSIGN_OR_RETURN(content.enacted_date, day(6));
  ASSIGN_OR_RETURN(content.promulgated_date, day(7));
  ASSIGN_OR_RETURN(content.submitted_date, day(8));
  content.evaluation_number = statement.Text(first + 9);
  ASSIGN_OR_RETURN(content.evaluation_date, day(10));
  ASSIGN_OR_RETURN(content.received_date, day(11));
  content.letter_number = statement.Text(first + 12);
  ASSIGN_OR_RETURN(content.evidence,
                   EvidenceFromText(statement.Text(first + 13)));
  content.note = statement.Text(first + 14);
  return content;
}

std::vector<ColumnCondition> VillageDocumentKind::Conditions(
    const Filter& filter) {
  std::vector<ColumnCondition> all;
  if (filter.fiscal_year) {
    all.emplace_back("fiscal_year", int64_t{*filter.fiscal_year});
  }
  if (filter.kind) {
    all.emplace_back("kind", static_cast<int64_t>(*filter.kind));
  }
  if (filter.village) all.emplace_back("village_code", *filter.village);
  return all;
}

absl::Status VillageDocumentKind::CheckSlot(sqlite::Transaction& transaction,
                                            const RecordKey& key,
                                            const Content& content) {
  ASSIGN_OR_RETURN(sqlite::Statement * holder,
                   transaction.connection().Prepare(kHolderOfSlot));
  holder->Bind(key.district, content.village, static_cast<int>(content.kind),
               content.fiscal_year, content.revision);
  BindId(*holder, 6, key.id);
  ASSIGN_OR_RETURN(const bool taken, holder->Step());
  if (!taken) return absl::OkStatus();
  const RecordKey by = {key.district, ReadId(*holder, 0)};
  holder->Reset();
  return MakeError(absl::StatusCode::kAlreadyExists, code::kSlotTaken,
                   {{"name", NameOf(key, kCollection)},
                    {"holder", NameOf(by, kCollection)}});
}

}  // namespace iku::collection
