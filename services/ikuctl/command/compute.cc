#include "absl/strings/str_cat.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command/question.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/detail.h"
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
  out << table.Render(work.console.width);
  const Page page{out, work.console.width, language};
  if (HasTargets(result)) PrintAchievements(page, result);
  if (work.options.detail) {
    for (const v1::Indicator& indicator : result.indicators()) {
      PrintDetail(page, indicator);
    }
  }
  out << "\n"
      << FootnotesOf(result, ChoiceFlags(work.options), work.console.width,
                     language);
}

}  // namespace

int ComputeDistrict(const Work& work) {
  std::vector<Complaint> wrong;
  const v1::ComputeRequest request =
      QuestionFrom(work.options, absl::Now(), wrong);
  const bool is_table =
      work.options.format.empty() || work.options.format == "table";
  if (work.options.detail && !is_table) wrong.push_back({"detail_table", {}});
  if (!wrong.empty()) return Refuse(work, wrong);
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

int Compute(const Work& work) {
  if (work.options.within.empty()) return ComputeDistrict(work);
  if (!work.options.district.empty()) {
    return Refuse(work, {{"district_or_within", {}}});
  }
  return ComputeWithin(work);
}

}  // namespace iku::ctl
