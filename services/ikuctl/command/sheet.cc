#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

const std::string& TextOf(const v1::LocalizedText& text, Language language) {
  return language == Language::kEnglish && !text.en().empty() ? text.en()
                                                              : text.id();
}

// What the sheet says about the indicator, null when it does not list it.
const v1::IndicatorDefinition* DefinitionOf(const v1::IkuSheet& sheet,
                                            const std::string& id) {
  for (const v1::IndicatorDefinition& definition : sheet.indicators()) {
    if (CodeOf(definition.name()) == id) return &definition;
  }
  return nullptr;
}

// "Title: text", the text wrapped and lined up behind the titles.
void PrintField(const Work& work, const char* key, const std::string& text) {
  constexpr int kTitleWidth = 20;
  std::string title = Say(work.options.language, key);
  title.append(
      static_cast<size_t>(std::max(0, kTitleWidth - 2 - DisplayWidth(title))),
      ' ');
  absl::StrAppend(&title, ": ");
  for (const std::string& line : Wrap(text, work.console.width - kTitleWidth)) {
    work.console.out << title << line << "\n";
    title.assign(kTitleWidth, ' ');
  }
}

void PrintHead(const Work& work, const v1::IkuSheet& sheet,
               const v1::DistrictIndicators& result) {
  const Language language = work.options.language;
  work.console.out << Say(language, "sheet_title") << "\n\n";
  PrintField(work, "organisation", TextOf(sheet.organisation(), language));
  PrintField(
      work, "period",
      absl::StrCat(result.period(), " (", result.district_name(), ", ",
                   result.regency_name(), ", ", result.province_name(), ")"));
  PrintField(work, "task", TextOf(sheet.task(), language));
  char letter = 'a';
  std::vector<std::string> functions;
  for (const v1::LocalizedText& function : sheet.functions()) {
    functions.push_back(absl::StrCat(std::string(1, letter++), ". ",
                                     TextOf(function, language)));
  }
  PrintField(work, "functions", absl::StrJoin(functions, "\n"));
  PrintField(work, "objective", TextOf(sheet.objective(), language));
  PrintField(work, "objective_indicator",
             TextOf(sheet.objective_indicator(), language));
  PrintField(work, "strategic_target",
             TextOf(sheet.strategic_target(), language));
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
  std::vector<Table::Column> numbers = {{Say(language, "number"), true},
                                        {Say(language, "indicator")},
                                        {Say(language, "value"), true},
                                        {Say(language, "numerator"), true},
                                        {Say(language, "denominator"), true},
                                        {Say(language, "grade")},
                                        {Say(language, "remarks")}};
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
                                      GradeForReader(indicator),
                                      FlagsForReader(indicator, language)};
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
  work.console.out << FootnotesOf(result, language);
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
  CheckDistrict(work.options, wrong);
  if (work.options.period.empty()) wrong.push_back({"period_missing", {}});
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

  v1::ComputeRequest request;
  request.set_district(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_profile(work.options.profile);
  const auto indicators =
      v1::IndicatorService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::DistrictIndicators> result =
      Call(work.connection, *indicators, &v1::IndicatorService::Stub::Compute,
           request);
  if (!result.ok()) return RefuseIndicator(work, result.status());

  if (work.options.format == "json") {
    work.console.out << "{\"sheet\": " << ToJson(*sheet, true)
                     << ",\n\"result\": " << ToJson(*result, true) << "}\n";
  } else if (work.options.format == "csv") {
    PrintCsv(work, *result);
  } else {
    PrintTable(work, *sheet, *result);
  }
  return kDone;
}

}  // namespace iku::ctl
