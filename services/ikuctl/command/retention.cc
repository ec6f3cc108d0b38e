#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iku/collection/v1/retention_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/table.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using Stub = v1::RetentionService::Stub;

struct Extent {
  const char* word;  // as --extent has it
  v1::ErasureExtent code;
  const char* text;  // key of its name
};
constexpr Extent kExtents[] = {
    {"text", v1::ERASURE_EXTENT_TEXT, "extent_text"},
    {"record", v1::ERASURE_EXTENT_RECORD, "extent_record"}};

std::string NameOf(v1::ErasureExtent code, Language language) {
  for (const Extent& extent : kExtents) {
    if (extent.code == code) return Say(language, extent.text);
  }
  return "";
}

v1::ErasureExtent ExtentOf(const Options& options,
                           std::vector<Complaint>& wrong) {
  for (const Extent& extent : kExtents) {
    if (options.extent == extent.word) return extent.code;
  }
  if (options.extent.empty()) {
    wrong.push_back({"flag_missing", {{"flag", "--extent"}}});
  } else {
    wrong.push_back({"flag_word",
                     {{"flag", "--extent"},
                      {"value", options.extent},
                      {"allowed", "text, record"}}});
  }
  return v1::ERASURE_EXTENT_UNSPECIFIED;
}

// For people; programs get the number and whether there are more.
std::string CountOf(const v1::PreviewRetentionResponse::Due& due) {
  return absl::StrCat(due.due(), due.more() ? "+" : "");
}

void PrintDue(const Work& work, const v1::PreviewRetentionResponse& reply) {
  if (work.options.format == "csv") {
    work.console.out << CsvLine(
        {"collection", "extent", "months", "before", "due", "more"});
    for (const auto& due : reply.due()) {
      work.console.out << CsvLine(
          {due.rule().collection(), v1::ErasureExtent_Name(due.rule().extent()),
           absl::StrCat(due.rule().months()), ToText(due.before()),
           absl::StrCat(due.due()), due.more() ? "true" : "false"});
    }
    return;
  }
  const Language language = work.options.language;
  Table table({{Say(language, "retention_collection")},
               {Say(language, "retention_extent")},
               {Say(language, "retention_months"), true},
               {Say(language, "retention_before")},
               {Say(language, "retention_due"), true}});
  for (const auto& due : reply.due()) {
    table.Add({due.rule().collection(), NameOf(due.rule().extent(), language),
               absl::StrCat(due.rule().months()), ToText(due.before()),
               CountOf(due)});
  }
  work.console.out << table.Render(work.console.width) << "\n";
}

void PrintErased(const Work& work, const v1::EraseRecordResponse& reply) {
  const char* said = "erased";
  if (reply.data_version() == 0) {
    said = "erased_before";
  } else if (work.options.validate_only) {
    said = "would_erase";
  }
  work.console.out << Say(work.options.language, said,
                          {{"name", reply.name()},
                           {"versions", absl::StrCat(reply.versions())},
                           {"rows", absl::StrCat(reply.quarantined_rows())},
                           {"version", absl::StrCat(reply.data_version())}})
                   << "\n";
}

}  // namespace

int Erase(const Work& work) {
  std::vector<Complaint> wrong;
  if (work.words.size() != 1) wrong.push_back({"name_missing", {}});
  v1::EraseRecordRequest request;
  request.set_extent(ExtentOf(work.options, wrong));
  if (work.options.reason.empty()) {
    wrong.push_back({"flag_missing", {{"flag", "--reason"}}});
  }
  if (!wrong.empty()) return Refuse(work, wrong);
  request.set_name(work.words[0]);
  request.set_reason(work.options.reason);
  request.set_validate_only(work.options.validate_only);
  const auto stub = v1::RetentionService::NewStub(work.connection.collection);
  const absl::StatusOr<v1::EraseRecordResponse> reply =
      Call(work.connection, *stub, &Stub::EraseRecord, request);
  if (!reply.ok()) return RefuseCollection(work, reply.status());
  if (work.options.format == "json") {
    work.console.out << ToJson(*reply, true) << "\n";
  } else {
    PrintErased(work, *reply);
  }
  return kDone;
}

int Retention(const Work& work) {
  std::vector<Complaint> wrong;
  CheckDistrict(work.options, wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  v1::PreviewRetentionRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  const auto stub = v1::RetentionService::NewStub(work.connection.collection);
  const absl::StatusOr<v1::PreviewRetentionResponse> reply =
      Call(work.connection, *stub, &Stub::PreviewRetention, request);
  if (!reply.ok()) return RefuseCollection(work, reply.status());
  if (work.options.format == "json") {
    work.console.out << ToJson(*reply, true) << "\n";
  } else if (reply->due().empty() && work.options.format != "csv") {
    work.console.out << Say(work.options.language, "retention_none") << "\n";
  } else {
    PrintDue(work, *reply);
  }
  return kDone;
}

}  // namespace iku::ctl
