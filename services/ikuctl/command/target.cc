#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "iku/indicator/v1/target_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command/question.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/number.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

// `ikm.2025` behind the district; a whole name stays.
std::string NameOf(const Work& work) {
  const std::string& word = work.words[1];
  if (word.find('/') != std::string::npos) return word;
  return absl::StrCat("districts/", work.options.district, "/targets/", word);
}

// Complains unless the target and its district are named.
void CheckName(const Work& work, std::vector<Complaint>& wrong) {
  if (work.words.size() != 2) {
    wrong.push_back({"target_name_missing", {}});
  } else if (work.words[1].find('/') == std::string::npos) {
    CheckDistrict(work.options, wrong);
  }
}

void CheckGiven(const std::string& value, const char* flag,
                std::vector<Complaint>& wrong) {
  if (value.empty()) wrong.push_back({"flag_missing", {{"flag", flag}}});
}

template <typename Request, typename Reply>
int Send(const Work& work, const Request& request,
         grpc::Status (v1::TargetService::Stub::*method)(grpc::ClientContext*,
                                                         const Request&,
                                                         Reply*)) {
  const auto stub = v1::TargetService::NewStub(work.connection.indicator);
  const absl::StatusOr<Reply> reply =
      Call(work.connection, *stub, method, request);
  if (!reply.ok()) return RefuseIndicator(work, reply.status());
  work.console.out << ToJson(*reply, true) << "\n";
  return kDone;
}

int SetTarget(const Work& work) {
  std::vector<Complaint> wrong;
  CheckName(work, wrong);
  CheckGiven(work.options.value, "--value", wrong);
  const std::string value =
      NumberFrom(work.options.value, "--value", work.options.language, wrong);
  CheckGiven(work.options.source.value_or(""), "--source", wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  v1::PutTargetRequest request;
  request.mutable_target()->set_name(NameOf(work));
  request.mutable_target()->set_value(value);
  request.mutable_target()->set_source(*work.options.source);
  request.mutable_target()->set_etag(work.options.etag);
  request.set_validate_only(work.options.validate_only);
  request.set_allow_unreachable(work.options.allow_unreachable);
  return Send(work, request, &v1::TargetService::Stub::PutTarget);
}

int WithdrawTarget(const Work& work) {
  std::vector<Complaint> wrong;
  CheckName(work, wrong);
  CheckGiven(work.options.reason, "--reason", wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  v1::WithdrawTargetRequest request;
  request.set_name(NameOf(work));
  request.set_reason(work.options.reason);
  return Send(work, request, &v1::TargetService::Stub::WithdrawTarget);
}

void PrintTargets(const Work& work, const v1::ListTargetsResponse& reply) {
  const Page page{work.console.out, work.console.width, work.options.language};
  if (reply.targets_size() == 0) {
    page.out << page.Say("list_empty") << "\n";
    return;
  }
  Table table({{.title = page.Say("target"), .whole = true},
               {page.Say("value"), true},
               {page.Say("target_source")},
               {page.Say("state")},
               {page.Say("update_time")},
               {.title = "etag", .whole = true}});
  for (const v1::Target& target : reply.targets()) {
    table.Add({CodeOf(target.name()), ForReader(target.value(), page.language),
               target.source(),
               page.Say(target.withdrawn() ? "withdrawn" : "in_force"),
               WallTime(target.update_time(), work.options.district),
               target.etag()});
  }
  page.out << table.Render(page.width);
}

int ListTargets(const Work& work) {
  std::vector<Complaint> wrong;
  CheckDistrict(work.options, wrong);
  int32_t year = 0;
  const std::string& period = work.options.period;
  if (!period.empty() && (!absl::SimpleAtoi(period, &year) || year <= 0)) {
    wrong.push_back({"target_year", {{"value", period}}});
  }
  if (!wrong.empty()) return Refuse(work, wrong);
  v1::ListTargetsRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_year(year);
  const auto stub = v1::TargetService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::ListTargetsResponse> reply = Call(
      work.connection, *stub, &v1::TargetService::Stub::ListTargets, request);
  if (!reply.ok()) return RefuseIndicator(work, reply.status());
  if (work.options.format == "json") {
    for (const v1::Target& target : reply->targets()) {
      work.console.out << ToJson(target, false) << "\n";
    }
  } else if (work.options.format == "csv") {
    work.console.out << CsvLine(
        {"name", "value", "source", "withdrawn", "etag"});
    for (const v1::Target& target : reply->targets()) {
      work.console.out << CsvLine(
          {target.name(), target.value(), target.source(),
           target.withdrawn() ? "true" : "false", target.etag()});
    }
  } else {
    PrintTargets(work, *reply);
  }
  return kDone;
}

}  // namespace

int Target(const Work& work) {
  const std::string what = work.words.empty() ? "" : work.words[0];
  if (what == "set") return SetTarget(work);
  if (what == "list") return ListTargets(work);
  if (what == "withdraw") return WithdrawTarget(work);
  return Refuse(work, {{"target_what", {}}});
}

}  // namespace iku::ctl
