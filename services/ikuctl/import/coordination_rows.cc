#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/codes.h"
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
      {"kind", {"jenis", "jeniskegiatan"}},
      {"subject", {"perihal", "hal", "acara"}},
      {"held_date", {"tanggal", "tanggaldilaksanakan", "tanggalpelaksanaan"}},
      {"place", {"tempat"}},
      {"section", {"seksi", "penanggungjawab"}},
      {"agencies", {"instansi", "instansilembaga", "peserta"}},
      {"document_number", {"nomor", "nomorsurat", "nomordokumen"}},
      {"result", {"hasil"}},
      {"due_date", {"batas", "bataswaktu", "tenggat"}},
      {"sub_activity_code", {"kodesubkegiatan", "subkegiatan"}},
      {"follow_up_state", {"tindaklanjut", "statustindaklanjut"}},
      {"follow_up_date", {"tanggaltindaklanjut"}},
      {"follow_up_note", {"catatantindaklanjut", "uraiantindaklanjut"}},
      {"evidence_kind", {"jenisbukti", "bukti"}},
      {"evidence_number", {"nomorbukti"}},
      {"evidence_date", {"tanggalbukti"}},
      {"evidence_uri", {"tautanbukti"}},
      {"evidence_sha256", {"sha256bukti"}},
  };
  return *fields;
}

// "Dinas Sosial (OPD); Polsek Sumbersuko (TNI/POLRI)".
void ReadAgencies(const RecordFields& fields, const std::string& column,
                  v1::CoordinationRecord& record, Problems& found) {
  int index = 0;
  for (absl::string_view part :
       absl::StrSplit(fields.Text("agencies"), ';', absl::SkipWhitespace())) {
    part = absl::StripAsciiWhitespace(part);
    const std::string path = absl::StrCat("agencies[", index++, "].type");
    const size_t open = part.rfind('(');
    v1::Agency& agency = *record.add_agencies();
    if (open == absl::string_view::npos || part.back() != ')') {
      agency.set_name(std::string(part));
      found.Add(path, column, code::kRequired);
      continue;
    }
    agency.set_name(
        std::string(absl::StripAsciiWhitespace(part.substr(0, open))));
    const absl::string_view word =
        part.substr(open + 1, part.size() - open - 2);
    if (const std::optional<v1::AgencyType> type = AgencyTypeOf(word)) {
      agency.set_type(*type);
    } else {
      found.Add(path, column, code::kUnknownCode,
                {{"value", std::string(word)},
                 {"allowed", UsualWords::AgencyTypes(found.language())}});
    }
  }
}

std::optional<v1::FollowUp> ReadFollowUp(const RecordFields& fields) {
  v1::FollowUp step;
  if (const auto state =
          fields.Word("follow_up_state", FollowUpStateOf,
                      UsualWords::FollowUpStates, "follow_up.state")) {
    step.set_state(*state);
  }
  if (const auto day = fields.Day("follow_up_date", "follow_up.date")) {
    *step.mutable_date() = *day;
  }
  if (auto evidence = fields.Evidence("follow_up.evidence")) {
    *step.mutable_evidence() = *std::move(evidence);
  }
  step.set_note(fields.Text("follow_up_note"));
  // OPEN is where every record begins, not a step.
  if (step.state() == v1::FOLLOW_UP_STATE_OPEN) {
    step.clear_state();
  }
  if (step.ByteSizeLong() == 0) return std::nullopt;
  return step;
}

class Coordination final : public RecordKind {
 public:
  Coordination(const Options& options, std::string source)
      : options_(options), ids_(std::move(source)) {}

  absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) override {
    std::vector<Complaint> wrong =
        columns_.Map(header, Fields(), options_.columns);
    columns_.Require({"kind", "subject", "held_date", "section", "agencies"},
                     wrong);
    return wrong;
  }

  std::vector<Problem> Add(const CsvRow& row, RecordBatch& batch) override {
    Problems found(options_.language);
    const RecordFields fields(columns_, row, found);
    v1::CoordinationRecord record;
    if (const auto kind = fields.Word("kind", CoordinationKindOf,
                                      UsualWords::CoordinationKinds)) {
      record.set_kind(*kind);
    }
    record.set_subject(fields.Text("subject"));
    if (const auto day = fields.Day("held_date")) {
      *record.mutable_held_date() = *day;
    }
    record.set_place(fields.Text("place"));
    record.set_section(fields.Text("section"));
    ReadAgencies(fields, columns_.TitleOf("agencies"), record, found);
    record.set_document_number(fields.Text("document_number"));
    record.set_result(fields.Text("result"));
    if (const auto day = fields.Day("due_date")) {
      *record.mutable_due_date() = *day;
    }
    record.set_sub_activity_code(fields.Text("sub_activity_code"));
    std::optional<v1::FollowUp> step = ReadFollowUp(fields);
    if (step.has_value() && step->state() == v1::FOLLOW_UP_STATE_UNSPECIFIED &&
        found.empty()) {
      found.Add("follow_up.state", columns_.TitleOf("follow_up_state"),
                code::kRequired);
    }
    bool send = MaySend(found);
    if (send) {
      const google::type::Date& day = record.held_date();
      record.set_name(absl::StrCat(
          "districts/", options_.district, "/coordinationRecords/",
          fields.Id(
              ids_,
              absl::StrCat(day.year() * 10000 + day.month() * 100 + day.day()),
              record)));
      send = MaySend(found);
    }
    if (!send) return found.all();
    *batch.submit().mutable_coordination_records()->add_rows() =
        std::move(record);
    batch.follow_ups.resize(batch.rows.size() + 1);
    batch.follow_ups.back() = std::move(step);
    return {};
  }

  bool has_follow_ups() const override {
    return columns_.Has("follow_up_state");
  }

  std::string ColumnOf(const RecordBatch&, int,
                       absl::string_view field) const override {
    if (field == "name") return columns_.TitleOf("id");
    if (field == "follow_up.state" || field == "follow_up.date" ||
        field == "follow_up.note") {
      return columns_.TitleOf(
          absl::StrCat("follow_up_", field.substr(field.find('.') + 1)));
    }
    if (absl::ConsumePrefix(&field, "follow_up.evidence.")) {
      return columns_.TitleOf(absl::StrCat("evidence_", field));
    }
    return columns_.TitleOf(field.substr(0, field.find('[')));
  }

 private:
  bool MaySend(const Problems& found) const {
    return found.empty() || (options_.accept_valid &&
                             found.OnlyOf({"kind", "held_date", "agencies["}));
  }

  const Options& options_;
  RowIds ids_;
  Columns columns_;
};

}  // namespace

std::unique_ptr<RecordKind> CoordinationRows(const Options& options,
                                             std::string source) {
  return std::make_unique<Coordination>(options, std::move(source));
}

}  // namespace iku::ctl
