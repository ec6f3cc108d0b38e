#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command/question.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/roll_up.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

// One row per district, printed as it comes: the widths are fixed beforehand.
class DistrictRows {
 public:
  explicit DistrictRows(const Work& work) : work_(work) {}

  void Print(const v1::DistrictIndicators& result) {
    std::ostream& out = work_.console.out;
    if (work_.options.format == "json") {
      out << ToJson(result, false) << "\n";
    } else if (work_.options.format == "csv") {
      if (first_) out << CsvLine(CsvHeader(result));
      out << CsvLine(CsvRow(result));
    } else {
      if (first_) out << Line(Titles(result));
      out << Line(Cells(result));
    }
    out.flush();
    first_ = false;
  }

 private:
  static std::vector<std::string> CsvHeader(
      const v1::DistrictIndicators& result) {
    std::vector<std::string> cells = {"district",      "district_name",
                                      "period",        "data_version",
                                      "rules_version", "as_of_time"};
    for (const v1::Indicator& indicator : result.indicators()) {
      for (const char* part : {"value", "exact_value", "numerator",
                               "denominator", "grade", "flags"}) {
        cells.push_back(absl::StrCat(indicator.id(), ".", part));
      }
    }
    return cells;
  }

  static std::vector<std::string> CsvRow(const v1::DistrictIndicators& result) {
    std::vector<std::string> cells = {
        CodeOf(result.district()), result.district_name(),
        result.period(),           absl::StrCat(result.data_version()),
        result.rules_version(),    InstantOf(result.as_of_time())};
    for (const v1::Indicator& indicator : result.indicators()) {
      cells.insert(cells.end(),
                   {indicator.value(), indicator.exact_value(),
                    indicator.numerator(), indicator.denominator(),
                    indicator.grade(), absl::StrJoin(indicator.flags(), " ")});
    }
    return cells;
  }

  std::vector<std::string> Titles(const v1::DistrictIndicators& result) const {
    std::vector<std::string> cells = {
        Say(work_.options.language, "district_code"),
        Say(work_.options.language, "district")};
    for (const v1::Indicator& indicator : result.indicators()) {
      cells.push_back(indicator.id());
    }
    return cells;
  }

  std::vector<std::string> Cells(const v1::DistrictIndicators& result) const {
    std::vector<std::string> cells = {CodeOf(result.district()),
                                      result.district_name()};
    for (const v1::Indicator& indicator : result.indicators()) {
      const std::string grade = indicator.grade();
      cells.push_back(
          absl::StrCat(ValueForReader(indicator, work_.options.language),
                       grade.empty() ? "" : " ", grade));
    }
    return cells;
  }

  static std::string Line(const std::vector<std::string>& cells) {
    constexpr int kCodeWidth = 10;
    constexpr int kNameWidth = 24;
    constexpr int kValueWidth = 26;
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      const int width = i == 0 ? kCodeWidth : i == 1 ? kNameWidth : kValueWidth;
      line += cells[i];
      const int missing = width - DisplayWidth(cells[i]);
      line.append(static_cast<size_t>(std::max(1, missing)), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
  }

  const Work& work_;
  bool first_ = true;
};

void PrintRollUp(const Work& work, const v1::RegionIndicators& roll_up) {
  std::ostream& out = work.console.out;
  if (work.options.format == "json") {
    out << ToJson(roll_up, false) << "\n";
  } else if (work.options.format == "csv") {
    for (const std::vector<std::string>& line : RollUpCsvLines(roll_up)) {
      out << CsvLine(line);
    }
  } else {
    PrintRollUpTables({out, work.console.width, work.options.language}, roll_up,
                      work.options.limit);
    out << "\n"
        << AgainFor(roll_up, ChoiceFlags(work.options), work.options.language);
  }
}

}  // namespace

int ComputeWithin(const Work& work) {
  std::vector<Complaint> wrong;
  const v1::BatchComputeRequest request =
      QuestionWithinFrom(work.options, absl::Now(), wrong);
  if (work.options.limit < 1) wrong.push_back({"limit_wrong", {}});
  if (!wrong.empty()) return Refuse(work, wrong);
  // A province has hundreds of districts.
  constexpr absl::Duration kLimit = absl::Seconds(60);
  const auto stub = v1::IndicatorService::NewStub(work.connection.indicator);
  grpc::ClientContext context;
  PrepareCall(context, absl::InfiniteFuture(),
              work.options.deadline.value_or(kLimit), work.options.language,
              work.connection.actor);
  const auto stream = stub->BatchCompute(&context, request);
  DistrictRows rows(work);
  v1::BatchComputeResponse result;
  int64_t districts = 0;
  bool rolled_up = false;
  while (stream->Read(&result)) {
    if (result.has_district()) {
      rows.Print(result.district());
      ++districts;
    } else if (result.has_roll_up()) {
      PrintRollUp(work, result.roll_up());
      rolled_up = true;
    }
  }
  const absl::Status status = FromGrpcStatus(stream->Finish());
  if (status.ok() && rolled_up) return kDone;
  if (!status.ok()) RefuseIndicator(work, status);
  if (!status.ok() && districts == 0) return kNothingDone;
  Refuse(work, {{"districts_missing", {{"count", absl::StrCat(districts)}}}});
  return kPartly;
}

}  // namespace iku::ctl
