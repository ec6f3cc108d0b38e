#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/macros.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

void PrintTable(const Work& work, const v1::DistrictIndicators& result) {
  const Language language = work.options.language;
  std::ostream& out = work.console.out;
  out << Say(language, "result_of",
             {{"district", result.district_name()},
              {"code", CodeOf(result.district())},
              {"regency", result.regency_name()},
              {"province", result.province_name()},
              {"period", result.period()}})
      << "\n\n";
  Table table({{Say(language, "indicator")},
               {Say(language, "value"), true},
               {Say(language, "fraction"), true},
               {Say(language, "grade")},
               {Say(language, "remarks")}});
  for (const v1::Indicator& indicator : result.indicators()) {
    table.Add({absl::StrCat(indicator.title(), "\n", indicator.id()),
               ValueForReader(indicator, language),
               FractionForReader(indicator), GradeForReader(indicator),
               FlagsForReader(indicator, language)});
  }
  out << table.Render(work.console.width) << "\n"
      << FootnotesOf(result, language);
}

int ComputeOne(const Work& work) {
  v1::ComputeRequest request;
  request.set_district(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_profile(work.options.profile);
  for (const std::string& id : work.options.indicators) {
    request.add_indicators(id);
  }
  const auto stub = v1::IndicatorService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::DistrictIndicators> result = Call(
      work.connection, *stub, &v1::IndicatorService::Stub::Compute, request);
  if (!result.ok()) return RefuseIndicator(work, result.status());

  std::ostream& out = work.console.out;
  if (work.options.format == "json") {
    out << ToJson(*result, true) << "\n";
  } else if (work.options.format == "csv") {
    out << CsvLine(IndicatorCsvHeader());
    for (const v1::Indicator& indicator : result->indicators()) {
      out << CsvLine(IndicatorCsvLine(*result, indicator));
    }
  } else {
    PrintTable(work, *result);
  }
  return kDone;
}

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
    std::vector<std::string> cells = {"district", "district_name", "period",
                                      "data_version", "rules_version"};
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
        CodeOf(result.district()), result.district_name(), result.period(),
        absl::StrCat(result.data_version()), result.rules_version()};
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

int ComputeWithin(const Work& work) {
  v1::BatchComputeRequest request;
  request.set_region(absl::StrCat("regions/", work.options.within));
  request.set_period(work.options.period);
  request.set_profile(work.options.profile);
  for (const std::string& id : work.options.indicators) {
    request.add_indicators(id);
  }
  // A province has hundreds of districts.
  constexpr absl::Duration kLimit = absl::Seconds(60);
  const auto stub = v1::IndicatorService::NewStub(work.connection.indicator);
  grpc::ClientContext context;
  PrepareCall(context, absl::InfiniteFuture(),
              work.options.deadline.value_or(kLimit), work.options.language,
              work.connection.actor);
  const auto stream = stub->BatchCompute(&context, request);
  DistrictRows rows(work);
  v1::DistrictIndicators result;
  int64_t districts = 0;
  while (stream->Read(&result)) {
    rows.Print(result);
    ++districts;
  }
  const absl::Status status = FromGrpcStatus(stream->Finish());
  if (status.ok()) return kDone;
  RefuseIndicator(work, status);
  if (districts == 0) return kNothingDone;
  Refuse(work, {{"districts_missing", {{"count", absl::StrCat(districts)}}}});
  return kPartly;
}

}  // namespace

int Compute(const Work& work) {
  std::vector<Complaint> wrong;
  if (work.options.within.empty()) CheckDistrict(work.options, wrong);
  if (!work.options.within.empty() && !work.options.district.empty()) {
    wrong.push_back({"district_or_within", {}});
  }
  if (work.options.period.empty()) wrong.push_back({"period_missing", {}});
  if (!wrong.empty()) return Refuse(work, wrong);
  return work.options.within.empty() ? ComputeOne(work) : ComputeWithin(work);
}

}  // namespace iku::ctl
