#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command/question.h"
#include "services/ikuctl/output/calculation_sheet.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {

namespace v1 = indicator::v1;

int Explain(const Work& work) {
  std::vector<Complaint> wrong;
  v1::ExplainRequest request;
  *request.mutable_compute() = QuestionFrom(work.options, absl::Now(), wrong);
  for (const std::string& id : work.words) {
    request.mutable_compute()->add_indicators(id);
  }
  if (request.compute().indicators_size() != 1) {
    wrong.push_back({"one_indicator", {}});
  }
  if (!wrong.empty()) return Refuse(work, wrong);
  const auto stub = v1::IndicatorService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::Explanation> explanation = Call(
      work.connection, *stub, &v1::IndicatorService::Stub::Explain, request);
  if (!explanation.ok()) return RefuseIndicator(work, explanation.status());

  std::ostream& out = work.console.out;
  if (work.options.format == "json") {
    out << ToJson(*explanation, true) << "\n";
  } else if (work.options.format == "csv") {
    for (const std::vector<std::string>& line :
         CalculationSheetCsv(*explanation)) {
      out << CsvLine(line);
    }
  } else {
    PrintCalculationSheet({out, work.console.width, work.options.language},
                          *explanation, ChoiceFlags(work.options));
  }
  return kDone;
}

}  // namespace iku::ctl
