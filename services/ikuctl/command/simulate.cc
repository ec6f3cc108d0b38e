#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command/question.h"
#include "services/ikuctl/output/comparison.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {

namespace v1 = indicator::v1;

int Simulate(const Work& work) {
  const Options& options = work.options;
  std::vector<Complaint> wrong;
  v1::SimulateRequest request;
  *request.mutable_compute() = QuestionFrom(options, absl::Now(), wrong);
  request.set_more_follow_ups(options.more_follow_ups);
  request.set_late_on_time(options.late_on_time);
  request.set_missing_on_time(options.missing_on_time);
  request.set_not_due_on_time(options.not_due_on_time);
  request.set_more_responses(options.more_responses);
  if (options.more_responses != 0) {
    request.set_more_responses_score(options.more_responses_score);
  }
  request.set_profile(options.with_profile);
  for (v1::Policy& policy :
       PoliciesFrom(options.with_policies, "--with_policies", wrong)) {
    *request.add_policies() = std::move(policy);
  }
  request.set_share_goal(
      NumberFrom(options.share_goal, "--share_goal", options.language, wrong));
  if (!wrong.empty()) return Refuse(work, wrong);
  const auto stub = v1::IndicatorService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::SimulateResponse> simulated = Call(
      work.connection, *stub, &v1::IndicatorService::Stub::Simulate, request);
  if (!simulated.ok()) return RefuseIndicator(work, simulated.status());

  std::ostream& out = work.console.out;
  if (options.format == "json") {
    out << ToJson(*simulated, true) << "\n";
  } else if (options.format == "csv") {
    for (const std::vector<std::string>& line : ComparisonCsv(*simulated)) {
      out << CsvLine(line);
    }
  } else {
    PrintComparison({out, work.console.width, options.language}, *simulated);
  }
  return kDone;
}

}  // namespace iku::ctl
