#include "services/ikuctl/output/calculation_sheet.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/list_command.h"
#include "services/ikuctl/output/number.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

std::string ProfileOf(const v1::Explanation& explanation, Language language) {
  if (!explanation.has_profile()) return explanation.indicator().profile();
  const v1::Profile& profile = explanation.profile();
  std::string text = absl::StrCat(CodeOf(profile.name()), ": ",
                                  TextOf(profile.title(), language));
  const std::string& description = TextOf(profile.description(), language);
  if (!description.empty()) absl::StrAppend(&text, ". ", description);
  return text;
}

std::string DeadlinesOf(const v1::Explanation& explanation, const Page& page) {
  return absl::StrJoin(
      explanation.deadline_rules(), "\n",
      [&](std::string* out, const v1::DeadlineRule& rule) {
        const std::string& title = TextOf(rule.title(), page.language);
        const char* year = rule.year_offset() < 0   ? "year_before"
                           : rule.year_offset() > 0 ? "year_after"
                                                    : "year_same";
        absl::StrAppend(out, title.empty() ? rule.document_kind() : title, ": ",
                        rule.day(), " ",
                        page.Say(absl::StrCat("month_", rule.month())), " ",
                        page.Say(year), ", ",
                        page.Say(rule.counted_date() ==
                                         v1::DeadlineRule::COUNTED_DATE_RECEIVED
                                     ? "counted_received"
                                     : "counted_enacted"),
                        "; ", rule.legal_basis());
      });
}

std::string DayForReader(const google::type::Date& day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

void PrintHead(const Page& page, const v1::Explanation& explanation,
               const std::string& choices) {
  const v1::Indicator& indicator = explanation.indicator();
  const v1::IndicatorDefinition& definition = explanation.definition();
  const std::string code = CodeOf(explanation.district());
  page.out << page.Say("calculation_sheet") << "\n\n";
  PrintField(page, "office",
             page.Say("office_of", {{"district", explanation.district_name()},
                                    {"code", code}}));
  PrintField(page, "period", explanation.period());
  PrintField(page, "indicator",
             absl::StrCat(indicator.title(), " (", indicator.id(), ")"));
  PrintField(page, "formula",
             indicator.formula().empty()
                 ? TextOf(definition.formula(), page.language)
                 : indicator.formula());
  PrintField(page, "explained",
             TextOf(definition.explanation(), page.language));
  PrintField(
      page, "legal_basis",
      absl::StrJoin(indicator.legal_basis_size() > 0 ? indicator.legal_basis()
                                                     : definition.legal_basis(),
                    "\n"));
  PrintField(page, "deadlines", DeadlinesOf(explanation, page));
  PrintField(page, "policies", ChoicesInFull(indicator.policies()));
  PrintField(page, "profile_title", ProfileOf(explanation, page.language));
  PrintField(page, "data_source", indicator.data_source());
  PrintField(page, "data_version", absl::StrCat(explanation.data_version()));
  PrintField(page, "rules_version", explanation.rules_version());
  if (explanation.has_as_of_time()) {
    PrintField(page, "as_of_title", WallTime(explanation.as_of_time(), code));
  }
  if (indicator.timeliness().has_judged_on()) {
    PrintField(page, "documents_as_of",
               DayForReader(indicator.timeliness().judged_on()));
  }
  page.out << AgainFor(explanation, choices, page.language);
}

void PrintSteps(const Page& page, const v1::Explanation& explanation) {
  Table table({{page.Say("number"), true},
               {page.Say("line")},
               {page.Say("expression")},
               {page.Say("result"), true},
               {page.Say("rounded"), true}});
  int number = 0;
  for (const v1::ExplanationStep& step : explanation.steps()) {
    table.Add({absl::StrCat(++number), step.label(),
               NumbersForReader(step.expression(), page.language),
               NumbersForReader(step.result(), page.language),
               NumbersForReader(step.rounded(), page.language)});
  }
  page.out << "\n" << table.Render(page.width);
}

void PrintValue(const Page& page, const v1::Indicator& indicator) {
  page.out << "\n";
  PrintField(page, "value", ValueForReader(indicator, page.language));
  PrintField(page, "grade", GradeForReader(indicator));
  PrintField(page, "target", TargetForReader(indicator, page.language));
  PrintField(page, "achievement",
             AchievementForReader(indicator, page.language));
  PrintField(page, "predicate", indicator.achievement().predicate_label());
  PrintField(page, "remarks", FlagsForReader(indicator, page.language));
}

void PrintLeftOut(const Page& page, const v1::Explanation& explanation) {
  PrintHeading(page, page.Say("left_out"));
  if (explanation.left_out_size() == 0) {
    page.out << page.Say("left_out_none") << "\n";
    return;
  }
  Table table({{page.Say("records"), true}, {page.Say("reason")}});
  for (const v1::LeftOut& left_out : explanation.left_out()) {
    table.Add({left_out.count() == 0 ? page.Say("suppressed")
                                     : absl::StrCat(left_out.count()),
               left_out.label()});
  }
  page.out << table.Render(page.width);
}

// A command is printed whole, however long, so that it can be copied.
void PrintSources(const Page& page, const v1::Explanation& explanation) {
  if (explanation.sources_size() == 0) return;
  PrintHeading(page, page.Say("sources"));
  for (const v1::RecordSource& source : explanation.sources()) {
    page.out << ListCommandOf(source) << "  # "
             << page.Say("source_records",
                         {{"count", absl::StrCat(source.records())}})
             << "\n";
  }
}

}  // namespace

void PrintCalculationSheet(const Page& page, const v1::Explanation& explanation,
                           const std::string& choices) {
  PrintHead(page, explanation, choices);
  PrintSteps(page, explanation);
  PrintValue(page, explanation.indicator());
  PrintLeftOut(page, explanation);
  PrintSources(page, explanation);
}

std::vector<std::vector<std::string>> CalculationSheetCsv(
    const v1::Explanation& explanation) {
  std::vector<std::vector<std::string>> lines = {
      {"part", "number", "id", "label", "expression", "result", "rounded"}};
  int number = 0;
  for (const v1::ExplanationStep& step : explanation.steps()) {
    lines.push_back({"step", absl::StrCat(++number), step.id(), step.label(),
                     step.expression(), step.result(), step.rounded()});
  }
  number = 0;
  for (const v1::LeftOut& left_out : explanation.left_out()) {
    lines.push_back({"left_out", absl::StrCat(++number), left_out.reason(),
                     left_out.label(), "", absl::StrCat(left_out.count()), ""});
  }
  number = 0;
  for (const v1::RecordSource& source : explanation.sources()) {
    lines.push_back({"source", absl::StrCat(++number), source.method(), "",
                     ListCommandOf(source), absl::StrCat(source.records()),
                     ""});
  }
  return lines;
}

}  // namespace iku::ctl
