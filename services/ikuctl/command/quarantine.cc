#include <fstream>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "google/protobuf/util/json_util.h"
#include "iku/collection/v1/quarantine_service.grpc.pb.h"
#include "services/ikuctl/command/listing.h"
#include "services/ikuctl/command/mend.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using Stub = v1::QuarantineService::Stub;

template <typename Request>
absl::StatusOr<v1::QuarantinedRow> CallOne(
    const Work& work,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 v1::QuarantinedRow*),
    const Request& request) {
  const auto stub = v1::QuarantineService::NewStub(work.connection.collection);
  return Call(work.connection, *stub, method, request);
}

absl::StatusOr<v1::QuarantinedRow> GetRow(const Work& work) {
  v1::GetQuarantinedRowRequest request;
  request.set_name(work.words[1]);
  return CallOne(work, &Stub::GetQuarantinedRow, request);
}

int Show(const Work& work, const absl::StatusOr<v1::QuarantinedRow>& row) {
  if (!row.ok()) return RefuseCollection(work, row.status());
  work.console.out << ToJson(*row, true) << "\n";
  return kDone;
}

std::string KindOf(const v1::QuarantinedRow& row) {
  if (row.has_survey_response()) return "survey";
  if (row.has_coordination_record()) return "coordination";
  return row.has_village_document() ? "village-documents" : "";
}

// Every rule that the row broke, so that one sees what to mend; of a row that
// is done with, what became of it.
std::string FindingsOf(const v1::QuarantinedRow& row, const Style& style) {
  if (style.for_reader && !row.record().empty()) return row.record();
  if (style.for_reader && !row.reason().empty()) return row.reason();
  std::vector<std::string> findings;
  for (const type::v1::Violation& violation : row.violations()) {
    findings.push_back(
        style.for_reader
            ? absl::StrCat(violation.field(), ": ", violation.code(), ": ",
                           violation.message())
            : absl::StrCat(violation.field(), ": ", violation.code()));
  }
  return absl::StrJoin(findings, style.for_reader ? "\n" : "; ");
}

Row RowOf(const v1::QuarantinedRow& row, const Style& style) {
  return {row.name(), TimeOf(row.create_time(), row.name(), style), KindOf(row),
          Shown(row.state(), style), FindingsOf(row, style)};
}

int ListRows(const Work& work) {
  std::vector<Complaint> wrong;
  v1::ListQuarantinedRowsRequest request;
  if (work.words.size() > 1) {
    request.set_parent(work.words[1]);
  } else {
    CheckDistrict(work.options, wrong);
    request.set_parent(
        absl::StrCat("districts/", work.options.district, "/ingestSessions/-"));
  }
  request.set_state(WordOf(work.options.state, "--state", QuarantineStateOf,
                           UsualWords::QuarantineStates, work.options.language,
                           wrong));
  if (work.options.limit < 1) wrong.push_back({"limit_wrong", {}});
  if (!wrong.empty()) return Refuse(work, wrong);
  const auto stub = v1::QuarantineService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &Stub::ListQuarantinedRows, request,
      Listing(work, {"name", "time", "kind", "state", "findings"},
              Listing::First::kBelowRow),
      [](const auto& reply) { return reply.quarantined_rows(); }, RowOf);
}

// The record that --row holds: as `get` prints the row, or the record alone.
// False when it is neither.
bool ReadRecord(const std::string& json, v1::QuarantinedRow& row) {
  namespace util = google::protobuf::util;
  v1::QuarantinedRow whole;
  if (util::JsonStringToMessage(json, &whole).ok() &&
      whole.row_case() == row.row_case()) {
    row.clear_row();
    row.MergeFrom(whole);
    return true;
  }
  if (row.has_survey_response()) {
    row.mutable_survey_response()->Clear();
    return util::JsonStringToMessage(json, row.mutable_survey_response()).ok();
  }
  if (row.has_coordination_record()) {
    row.mutable_coordination_record()->Clear();
    return util::JsonStringToMessage(json, row.mutable_coordination_record())
        .ok();
  }
  row.mutable_village_document()->Clear();
  return util::JsonStringToMessage(json, row.mutable_village_document()).ok();
}

// Puts the mended record into `row`.
void MendRow(const Work& work, v1::QuarantinedRow& row,
             std::vector<Complaint>& wrong) {
  if (!work.options.row.empty()) {
    std::ifstream file(work.options.row, std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(file),
                           std::istreambuf_iterator<char>()};
    if (!file || !ReadRecord(json, row)) {
      wrong.push_back({"row_unreadable",
                       {{"file", work.options.row}, {"kind", KindOf(row)}}});
      return;
    }
  }
  const absl::Span<const std::string> changes =
      absl::MakeConstSpan(work.words).subspan(2);
  if (row.has_survey_response()) {
    Mend(changes, *row.mutable_survey_response(), wrong);
  } else if (row.has_coordination_record()) {
    Mend(changes, *row.mutable_coordination_record(), wrong);
  } else {
    Mend(changes, *row.mutable_village_document(), wrong);
  }
}

int Resubmit(const Work& work) {
  absl::StatusOr<v1::QuarantinedRow> row = GetRow(work);
  if (!row.ok()) return RefuseCollection(work, row.status());
  if (row->row_case() == v1::QuarantinedRow::ROW_NOT_SET) {
    return Refuse(work, {{"row_erased", {}}});
  }
  v1::ResubmitQuarantinedRowRequest request;
  request.set_name(work.words[1]);
  request.set_allow_missing(work.options.allow_missing || row->allow_missing());
  request.set_validate_only(work.options.validate_only);
  std::vector<Complaint> wrong;
  MendRow(work, *row, wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  if (row->has_survey_response()) {
    *request.mutable_survey_response() = row->survey_response();
  } else if (row->has_coordination_record()) {
    *request.mutable_coordination_record() = row->coordination_record();
  } else {
    *request.mutable_village_document() = row->village_document();
  }
  return Show(work, CallOne(work, &Stub::ResubmitQuarantinedRow, request));
}

int Discard(const Work& work) {
  if (work.options.reason.empty()) {
    return Refuse(work, {{"flag_missing", {{"flag", "--reason"}}}});
  }
  v1::DiscardQuarantinedRowRequest request;
  request.set_name(work.words[1]);
  request.set_reason(work.options.reason);
  request.set_validate_only(work.options.validate_only);
  return Show(work, CallOne(work, &Stub::DiscardQuarantinedRow, request));
}

}  // namespace

int Quarantine(const Work& work) {
  const std::string what = work.words.empty() ? "" : work.words[0];
  const size_t words = work.words.size();
  if (what == "list" && words <= 2) return ListRows(work);
  if (what != "get" && what != "resubmit" && what != "discard") {
    return Refuse(work, {{"quarantine_what", {}}});
  }
  if (words < 2 || (what != "resubmit" && words > 2)) {
    return Refuse(work, {{"quarantine_name_missing", {}}});
  }
  if (what == "get") return Show(work, GetRow(work));
  return what == "resubmit" ? Resubmit(work) : Discard(work);
}

}  // namespace iku::ctl
