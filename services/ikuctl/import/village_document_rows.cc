#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/civil/region_code.h"
#include "common/status/codes.h"
#include "common/status/macros.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "services/ikuctl/import/columns.h"
#include "services/ikuctl/import/record_fields.h"
#include "services/ikuctl/import/record_kind.h"
#include "services/ikuctl/import/words.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

const std::vector<FieldTitles>& Fields() {
  static const auto* fields = new std::vector<FieldTitles>{
      {"id", {}},
      {"village", {"desa", "kodedesa", "namadesa", "villagecode"}},
      {"kind", {"jenis", "dokumen", "jenisdokumen"}},
      {"fiscal_year", {"tahun", "tahunanggaran"}},
      {"revision", {"perubahan", "perubahanke"}},
      {"regulation_number", {"nomorperdes", "nomorperaturan", "nomor"}},
      {"agreed_date", {"tanggaldisepakati", "tanggalkesepakatan"}},
      {"enacted_date", {"tanggalditetapkan", "tanggalpenetapan"}},
      {"promulgated_date", {"tanggaldiundangkan", "tanggalpengundangan"}},
      {"submitted_date", {"tanggaldiajukan", "tanggalpengajuan"}},
      {"evaluation_number", {"nomorevaluasi"}},
      {"evaluation_date", {"tanggalevaluasi"}},
      {"received_date", {"tanggalditerima", "tanggalpenerimaan"}},
      {"letter_number", {"nomorsurat"}},
      {"note", {"catatan", "keterangan"}},
      {"evidence_kind", {"jenisbukti", "bukti"}},
      {"evidence_number", {"nomorbukti"}},
      {"evidence_date", {"tanggalbukti"}},
      {"evidence_uri", {"tautanbukti"}},
      {"evidence_sha256", {"sha256bukti"}},
  };
  return *fields;
}

class VillageDocuments final : public RecordKind {
 public:
  VillageDocuments(const Options& options, std::string source,
                   const Connection& connection)
      : options_(options), connection_(connection), ids_(std::move(source)) {}

  absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) override {
    std::vector<Complaint> wrong =
        columns_.Map(header, Fields(), options_.columns);
    columns_.Require({"village", "kind", "fiscal_year"}, wrong);
    RETURN_IF_ERROR(ReadVillages());
    return wrong;
  }

  std::vector<Problem> Add(const CsvRow& row, RecordBatch& batch) override {
    Problems found(options_.language);
    const RecordFields fields(columns_, row, found);
    v1::VillageDocument document;
    ReadVillage(fields, document, found);
    if (const auto kind = fields.Word("kind", VillageDocumentKindOf,
                                      UsualWords::VillageDocumentKinds)) {
      document.set_kind(*kind);
    }
    document.set_fiscal_year(fields.Number("fiscal_year").value_or(0));
    document.set_revision(fields.Number("revision").value_or(0));
    document.set_regulation_number(fields.Text("regulation_number"));
    ReadDates(fields, document);
    document.set_evaluation_number(fields.Text("evaluation_number"));
    document.set_letter_number(fields.Text("letter_number"));
    document.set_note(fields.Text("note"));
    if (auto evidence = fields.Evidence("evidence")) {
      *document.mutable_evidence() = *std::move(evidence);
    }
    bool send = MaySend(found);
    if (send) {
      document.set_name(absl::StrCat(
          "districts/", options_.district, "/villageDocuments/",
          fields.Id(ids_, absl::StrCat(document.fiscal_year()), document)));
      send = MaySend(found);
    }
    if (!send) return found.all();
    *batch.submit().mutable_village_documents()->add_rows() =
        std::move(document);
    return {};
  }

  std::string Reference() const override {
    return absl::StrJoin(codes_, ";", absl::PairFormatter("="));
  }

  std::string ColumnOf(const RecordBatch&, int,
                       absl::string_view field) const override {
    if (field == "name") return columns_.TitleOf("id");
    if (absl::ConsumePrefix(&field, "evidence.")) {
      return columns_.TitleOf(absl::StrCat("evidence_", field));
    }
    return columns_.TitleOf(field);
  }

 private:
  bool MaySend(const Problems& found) const {
    return found.empty() || (options_.accept_valid &&
                             found.OnlyOf({"village", "kind", "fiscal_year"}));
  }

  absl::Status ReadVillages() {
    const auto stub = v1::RegisterService::NewStub(connection_.collection);
    v1::ListRegionsRequest request;
    request.set_within(absl::StrCat("regions/", options_.district));
    request.set_level(v1::REGION_LEVEL_VILLAGE);
    request.set_page_size(1000);
    do {
      ASSIGN_OR_RETURN(const v1::ListRegionsResponse reply,
                       Call(connection_, *stub,
                            &v1::RegisterService::Stub::ListRegions, request));
      for (const v1::Region& region : reply.regions()) {
        codes_.emplace(
            Plain(region.display_name()),
            std::string(absl::StripPrefix(region.name(), "regions/")));
      }
      request.set_page_token(reply.next_page_token());
    } while (!request.page_token().empty());
    return absl::OkStatus();
  }

  // A code as it stands, or a name inside the district. Names are not unique
  // in general; a multimap shows when one is not even unique here.
  void ReadVillage(const RecordFields& fields, v1::VillageDocument& document,
                   Problems& found) const {
    const std::string cell = fields.Text("village");
    if (cell.empty() || RegionCode::Parse(cell).ok()) {
      document.set_village(cell);
      return;
    }
    std::string name = Plain(cell);
    if (codes_.count(name) == 0) {
      name = std::string(absl::StripPrefix(name, "desa"));
    }
    if (codes_.count(name) == 1) {
      document.set_village(codes_.find(name)->second);
    } else {
      document.set_village(cell);
      found.Add("village", columns_.TitleOf("village"), code::kUnknownRegion,
                {{"value", cell}});
    }
  }

  static void ReadDates(const RecordFields& fields,
                        v1::VillageDocument& document) {
    if (const auto day = fields.Day("agreed_date")) {
      *document.mutable_agreed_date() = *day;
    }
    if (const auto day = fields.Day("enacted_date")) {
      *document.mutable_enacted_date() = *day;
    }
    if (const auto day = fields.Day("promulgated_date")) {
      *document.mutable_promulgated_date() = *day;
    }
    if (const auto day = fields.Day("submitted_date")) {
      *document.mutable_submitted_date() = *day;
    }
    if (const auto day = fields.Day("evaluation_date")) {
      *document.mutable_evaluation_date() = *day;
    }
    if (const auto day = fields.Day("received_date")) {
      *document.mutable_received_date() = *day;
    }
  }

  const Options& options_;
  const Connection& connection_;
  RowIds ids_;
  Columns columns_;
  std::multimap<std::string, std::string> codes_;  // Plain(name) to code
};

}  // namespace

std::unique_ptr<RecordKind> VillageDocumentRows(const Options& options,
                                                std::string source,
                                                const Connection& connection) {
  return std::make_unique<VillageDocuments>(options, std::move(source),
                                            connection);
}

}  // namespace iku::ctl
