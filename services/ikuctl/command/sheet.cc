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

// Narrower than this each part becomes a table of its own, so that words stay
// whole.
constexpr int kWidthOfOneTable = 150;

std::string NumberOf(const v1::IkuSheet& sheet,
                     const v1::DistrictIndicators& result, int index) {
  const v1::IndicatorDefinition* definition =
      DefinitionOf(sheet, result.indicators(index).id());
  return absl::StrCat(definition != nullptr && definition->number() > 0
                          ? definition->number()
                          : index + 1);
}

// Columns that belong together, and their cells, a line for each indicator.
struct Part {
  std::vector<Table::Column> columns;
  std::vector<std::vector<std::string>> lines;
};

using Indicators = google::protobuf::RepeatedPtrField<v1::Indicator>;

Part NumbersOf(const Indicators& indicators, Language language) {
  Part part{{{Say(language, "indicator")},
             {Say(language, "value"), true},
             {Say(language, "numerator"), true},
             {Say(language, "denominator"), true},
             {Say(language, "grade")},
             {Say(language, "remarks")}},
            {}};
  for (const v1::Indicator& indicator : indicators) {
    part.lines.push_back(
        {indicator.title(), ValueForReader(indicator, language),
         indicator.numerator(), indicator.denominator(),
         GradeForReader(indicator), FlagsForReader(indicator, language)});
  }
  return part;
}

Part TargetsOf(const Indicators& indicators, Language language) {
  Part part{{{Say(language, "target"), true},
             {Say(language, "achievement"), true},
             {Say(language, "predicate")}},
            {}};
  for (const v1::Indicator& indicator : indicators) {
    part.lines.push_back({TargetForReader(indicator, language),
                          AchievementForReader(indicator, language),
                          indicator.achievement().predicate_label()});
  }
  return part;
}

Part OriginsOf(const Indicators& indicators, Language language) {
  Part part{{{Say(language, "formula")},
             {Say(language, "data_source")},
             {Say(language, "responsible")}},
            {}};
  for (const v1::Indicator& indicator : indicators) {
    part.lines.push_back({indicator.formula(), indicator.data_source(),
                          indicator.responsible()});
  }
  return part;
}

// To the right of what is there.
void Append(const Part& part, Part& to) {
  to.columns.insert(to.columns.end(), part.columns.begin(), part.columns.end());
  for (size_t i = 0; i < to.lines.size(); ++i) {
    to.lines[i].insert(to.lines[i].end(), part.lines[i].begin(),
                       part.lines[i].end());
  }
}

void PrintTables(const Work& work, const v1::IkuSheet& sheet,
                 const v1::DistrictIndicators& result) {
  const Language language = work.options.language;
  const Indicators& indicators = result.indicators();
  std::vector<Part> parts = {NumbersOf(indicators, language)};
  if (HasTargets(result)) parts.push_back(TargetsOf(indicators, language));
  parts.push_back(OriginsOf(indicators, language));
  if (work.console.width >= kWidthOfOneTable) {
    for (size_t i = 1; i < parts.size(); ++i) Append(parts[i], parts[0]);
    parts.resize(1);
  }
  Part numbers{{{Say(language, "number"), true}}, {}};
  for (int i = 0; i < indicators.size(); ++i) {
    numbers.lines.push_back({NumberOf(sheet, result, i)});
  }
  for (const Part& part : parts) {
    Part numbered = numbers;
    Append(part, numbered);
    Table table(numbered.columns);
    for (std::vector<std::string>& line : numbered.lines) {
      table.Add(std::move(line));
    }
    work.console.out << table.Render(work.console.width, true) << "\n";
  }
}

void PrintSheet(const Work& work, const v1::IkuSheet& sheet,
                const v1::DistrictIndicators& result) {
  PrintHead(work, sheet, result);
  PrintTables(work, sheet, result);
  work.console.out << FootnotesOf(result, ChoiceFlags(work.options),
                                  work.console.width, work.options.language);
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
    PrintSheet(work, *sheet, *result);
  }
  return kDone;
}

}  // namespace iku::ctl
