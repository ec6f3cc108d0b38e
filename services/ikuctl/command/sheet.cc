#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command/question.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

// What the sheet says about the indicator, null when it does not list it.
const v1::IndicatorDefinition* DefinitionOf(const v1::IkuSheet& sheet,
                                            const std::string& id) {
  for (const v1::IndicatorDefinition& definition : sheet.indicators()) {
    if (CodeOf(definition.name()) == id) return &definition;
  }
  return nullptr;
}

Page PageOf(const Work& work) {
  return {work.console.out, work.console.width, work.options.language};
}

void PrintHead(const Work& work, const v1::IkuSheet& sheet,
               const v1::DistrictIndicators& result) {
  const Language language = work.options.language;
  const Page page = PageOf(work);
  work.console.out << Say(language, "sheet_title") << "\n\n";
  PrintField(page, "organisation", TextOf(sheet.organisation(), language));
  PrintField(
      page, "period",
      absl::StrCat(result.period(), " (", result.district_name(), ", ",
                   result.regency_name(), ", ", result.province_name(), ")"));
  PrintField(page, "task", TextOf(sheet.task(), language));
  char letter = 'a';
  std::vector<std::string> functions;
  for (const v1::LocalizedText& function : sheet.functions()) {
    functions.push_back(absl::StrCat(std::string(1, letter++), ". ",
                                     TextOf(function, language)));
  }
  PrintField(page, "functions", absl::StrJoin(functions, "\n"));
  PrintField(page, "objective", TextOf(sheet.objective(), language));
  PrintField(page, "objective_indicator",
             TextOf(sheet.objective_indicator(), language));
  PrintField(page, "strategic_target",
             TextOf(sheet.strategic_target(), language));
  PrintField(page, "legal_basis", absl::StrJoin(sheet.legal_basis(), "\n"));
  work.console.out << "\n";
}

// Narrower than this the table becomes two, so that words stay whole.
constexpr int kWidthOfOneTable = 150;

std::string NumberOf(const v1::IkuSheet& sheet,
                     const v1::DistrictIndicators& result, int index) {
  const v1::IndicatorDefinition* definition =
      DefinitionOf(sheet, result.indicators(index).id());
  return absl::StrCat(definition != nullptr && definition->number() > 0
                          ? definition->number()
                          : index + 1);
}

void PrintTable(const Work& work, const v1::IkuSheet& sheet,
                const v1::DistrictIndicators& result) {
  const Language language = work.options.language;
  PrintHead(work, sheet, result);
  const bool one = work.console.width >= kWidthOfOneTable;
  std::vector<Table::Column> numbers = {
      {Say(language, "number"), true},      {Say(language, "indicator")},
      {Say(language, "value"), true},       {Say(language, "numerator"), true},
      {Say(language, "denominator"), true}, {Say(language, "grade")}};
  const bool targets = HasTargets(result);
  if (targets) {
    numbers.insert(numbers.end(), {{Say(language, "target"), true},
                                   {Say(language, "achievement"), true},
                                   {Say(language, "predicate")}});
  }
  numbers.push_back({Say(language, "remarks")});
  std::vector<Table::Column> origins = {{Say(language, "formula")},
                                        {Say(language, "data_source")},
                                        {Say(language, "responsible")}};
  if (one) {
    numbers.insert(numbers.end(), origins.begin(), origins.end());
  } else {
    origins.insert(origins.begin(), {Say(language, "number"), true});
  }
  Table first(numbers), second(origins);
  for (int i = 0; i < result.indicators_size(); ++i) {
    const v1::Indicator& indicator = result.indicators(i);
    const std::string number = NumberOf(sheet, result, i);
    std::vector<std::string> cells = {number,
                                      indicator.title(),
                                      ValueForReader(indicator, language),
                                      indicator.numerator(),
                                      indicator.denominator(),
                                      GradeForReader(indicator)};
    if (targets) {
      cells.insert(cells.end(), {TargetForReader(indicator, language),
                                 AchievementForReader(indicator, language),
                                 indicator.achievement().predicate_label()});
    }
    cells.push_back(FlagsForReader(indicator, language));
    std::vector<std::string> origin = {
        indicator.formula(), indicator.data_source(), indicator.responsible()};
    if (one) {
      cells.insert(cells.end(), origin.begin(), origin.end());
    } else {
      origin.insert(origin.begin(), number);
      second.Add(std::move(origin));
    }
    first.Add(std::move(cells));
  }
  work.console.out << first.Render(work.console.width, true) << "\n";
  if (!one) {
    work.console.out << second.Render(work.console.width, true) << "\n";
  }
  work.console.out << FootnotesOf(result, work.console.width, language);
}

void PrintCsv(const Work& work, const v1::DistrictIndicators& result) {
  std::vector<std::string> header = IndicatorCsvHeader();
  header.insert(header.end(), {"title", "formula", "data_source", "responsible",
                               "legal_basis"});
  work.console.out << CsvLine(header);
  for (const v1::Indicator& indicator : result.indicators()) {
    std::vector<std::string> cells = IndicatorCsvLine(result, indicator);
    cells.insert(cells.end(), {indicator.title(), indicator.formula(),
                               indicator.data_source(), indicator.responsible(),
                               absl::StrJoin(indicator.legal_basis(), "; ")});
    work.console.out << CsvLine(cells);
  }
}

}  // namespace

int Sheet(const Work& work) {
  std::vector<Complaint> wrong;
  const v1::ComputeRequest request =
      QuestionFrom(work.options, absl::Now(), wrong);
  if (!wrong.empty()) return Refuse(work, wrong);

  v1::GetIkuSheetRequest sheet_request;
  sheet_request.set_name(
      absl::StrCat("districts/", work.options.district, "/ikuSheet"));
  const auto definitions =
      v1::DefinitionService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::IkuSheet> sheet =
      Call(work.connection, *definitions,
           &v1::DefinitionService::Stub::GetIkuSheet, sheet_request);
  if (!sheet.ok()) return RefuseIndicator(work, sheet.status());

  const auto indicators =
      v1::IndicatorService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::DistrictIndicators> result =
      Call(work.connection, *indicators, &v1::IndicatorService::Stub::Compute,
           request);
  if (!result.ok()) return RefuseIndicator(work, result.status());

  if (work.options.format == "json") {
    // The reply of Compute as it is, and the sheet as one more field of it.
    std::string reply = ToJson(*result, true);
    reply.erase(reply.rfind('}'));
    work.console.out << reply << ",\n \"sheet\": " << ToJson(*sheet, true)
                     << "}\n";
  } else if (work.options.format == "csv") {
    PrintCsv(work, *result);
  } else {
    PrintTable(work, *sheet, *result);
  }
  return kDone;
}

}  // namespace iku::ctl
