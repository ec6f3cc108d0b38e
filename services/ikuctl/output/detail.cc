#include "services/ikuctl/output/detail.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/import/words.h"
#include "services/ikuctl/output/document_matrix.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/number.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

constexpr int kScores = 4;

std::string Count(int64_t count) { return absl::StrCat(count); }

std::string PerCent(const Page& page, const std::string& share) {
  return share.empty() ? "" : ForReader(share, page.language) + " %";
}

// Sums, means and the distribution of the scores, one row per element.
void PrintElements(const Page& page, const v1::SatisfactionDetail& detail) {
  PrintHeading(page, page.Say("elements"));
  std::vector<Table::Column> columns = {
      {page.Say("element")},       {page.Say("sum"), true},
      {page.Say("answers"), true}, {page.Say("mean"), true},
      {page.Say("value"), true},   {page.Say("grade")}};
  for (int score = 1; score <= kScores; ++score) {
    columns.push_back({page.Say("scored", {{"score", Count(score)}}), true});
  }
  Table table(columns);
  for (const v1::ElementResult& element : detail.elements()) {
    std::vector<std::string> cells = {
        element.title().empty() ? element.element() : element.title(),
        Count(element.sum()),
        Count(element.answers()),
        ForReader(element.mean(), page.language),
        ForReader(element.value(), page.language),
        element.grade()};
    for (int i = 0; i < kScores; ++i) {
      const bool shared = i < element.shares_size();
      cells.push_back(
          i < element.counts_size()
              ? absl::StrCat(
                    element.counts(i),
                    shared ? "\n" + PerCent(page, element.shares(i)) : "")
              : "");
    }
    table.Add(std::move(cells));
  }
  page.out << table.Render(page.width);
}

// The elements by their titles, "Biaya, Produk".
std::string Titles(
    const v1::SatisfactionDetail& detail,
    const google::protobuf::RepeatedPtrField<std::string>& codes) {
  return absl::StrJoin(
      codes, ", ", [&](std::string* out, const std::string& code) {
        for (const v1::ElementResult& element : detail.elements()) {
          if (element.element() != code || element.title().empty()) continue;
          absl::StrAppend(out, element.title());
          return;
        }
        absl::StrAppend(out, code);
      });
}

void PrintStatistics(const Page& page, const v1::SatisfactionDetail& detail) {
  page.out << "\n";
  PrintField(page, "highest", Titles(detail, detail.highest_elements()));
  PrintField(page, "lowest", Titles(detail, detail.lowest_elements()));
  PrintField(page, "respondents", Count(detail.responses()));
  PrintField(
      page, "population",
      detail.population() == 0
          ? page.Say("not_known")
          : page.Say("population_asks",
                     {{"population", Count(detail.population())},
                      {"required", Count(detail.required_responses())}}));
  if (detail.has_interval()) {
    const v1::Interval& interval = detail.interval();
    PrintField(
        page, "interval",
        page.Say(interval.grade_could_change() ? "interval_changes"
                                               : "interval_keeps",
                 {{"level", Count(interval.level_percent())},
                  {"lower", ForReader(interval.lower(), page.language)},
                  {"upper", ForReader(interval.upper(), page.language)}}));
    const std::string method = "method_" + interval.method();
    if (HasText(method)) {
      PrintField(page, "interval_method",
                 page.Say(method, {{"count", Count(interval.responses())}}));
    }
  } else {
    PrintField(page, "interval", page.Say("not_defined"));
  }
  PrintField(
      page, "reliability",
      detail.has_reliability()
          ? page.Say("reliability_of",
                     {{"alpha",
                       ForReader(detail.reliability().alpha(), page.language)},
                      {"label", detail.reliability().label()},
                      {"count", Count(detail.reliability().responses())}})
          : page.Say("not_defined"));
}

// One row per part of the respondents.
void PrintCells(
    const Page& page, const std::string& heading,
    const google::protobuf::RepeatedPtrField<v1::BreakdownCell>& cells) {
  PrintHeading(page, heading);
  Table table({{page.Say("part")},
               {page.Say("respondents"), true},
               {page.Say("value"), true},
               {page.Say("grade")},
               {page.Say("remarks")}});
  for (const v1::BreakdownCell& cell : cells) {
    const std::string label = !cell.label().empty()   ? cell.label()
                              : !cell.value().empty() ? cell.value()
                                                      : page.Say("not_told");
    if (cell.suppressed()) {
      table.Add({label, "", "", "", page.Say("suppressed")});
      continue;
    }
    table.Add({label, Count(cell.responses()),
               ForReader(cell.index(), page.language), cell.grade(), ""});
  }
  page.out << table.Render(page.width);
}

// Services that could not be averaged, and why.
void PrintLeftOut(const Page& page, const v1::SatisfactionDetail& detail) {
  PrintHeading(page, page.Say("components_left_out"));
  Table table({{page.Say("part")},
               {page.Say("respondents"), true},
               {page.Say("unanswered")}});
  for (const v1::LeftOutComponent& left_out : detail.components_left_out()) {
    const bool told = left_out.responses() > 0;
    table.Add(
        {left_out.label().empty() ? left_out.name() : left_out.label(),
         told ? Count(left_out.responses()) : "",
         told ? Titles(detail, left_out.elements()) : page.Say("suppressed")});
  }
  page.out << table.Render(page.width);
}

void PrintTrend(const Page& page, const v1::SatisfactionDetail& detail) {
  PrintHeading(page, page.Say("trend"));
  Table table({{page.Say("period")},
               {page.Say("respondents"), true},
               {page.Say("value"), true},
               {page.Say("grade")},
               {page.Say("change"), true}});
  for (const v1::TrendPoint& point : detail.trend()) {
    table.Add({point.period(), Count(point.responses()),
               point.value().empty() ? page.Say("no_data")
                                     : ForReader(point.value(), page.language),
               point.grade(), ForReader(point.change(), page.language)});
  }
  page.out << table.Render(page.width);
}

void PrintSatisfaction(const Page& page, const v1::SatisfactionDetail& detail) {
  PrintElements(page, detail);
  PrintStatistics(page, detail);
  if (detail.components_size() > 0) {
    PrintCells(page, page.Say("components"), detail.components());
  }
  if (detail.components_left_out_size() > 0) PrintLeftOut(page, detail);
  for (const v1::Breakdown& breakdown : detail.breakdowns()) {
    const std::string key = "by_" + breakdown.dimension();
    const std::string heading =
        HasText(key) ? page.Say(key) : breakdown.dimension();
    if (breakdown.withheld()) {
      PrintHeading(page, heading);
      page.out << page.Say("withheld") << "\n";
    } else {
      PrintCells(page, heading, breakdown.cells());
    }
  }
  if (detail.trend_size() > 0) PrintTrend(page, detail);
}

// A state of follow-up, with or without the prefix of the contract.
std::string FollowUpWord(const Page& page, const std::string& state) {
  const auto code =
      FollowUpStateOf(absl::StripPrefix(state, "FOLLOW_UP_STATE_"));
  return code.has_value() ? WordFor(*code, page.language) : state;
}

void PrintGroups(const Page& page, const v1::FollowUpDetail& detail) {
  std::string dimension;
  Table table({{page.Say("by")},
               {page.Say("part")},
               {page.Say("followed_up"), true},
               {page.Say("records"), true},
               {page.Say("share"), true}});
  for (const v1::FollowUpGroup& group : detail.groups()) {
    const std::string key = "group_" + group.dimension();
    const bool first = group.dimension() != dimension;
    dimension = group.dimension();
    table.Add({!first         ? ""
               : HasText(key) ? page.Say(key)
                              : dimension,
               group.label().empty() ? group.value() : group.label(),
               Count(group.followed_up()), Count(group.records()),
               PerCent(page, group.share())});
  }
  PrintHeading(page, page.Say("groups"));
  page.out << table.Render(page.width);
}

void PrintOverdue(const Page& page, const v1::FollowUpDetail& detail) {
  PrintHeading(page,
               page.Say("overdue", {{"count", Count(detail.overdue_total())}}));
  if (detail.overdue_size() == 0) return;
  Table table({{.title = page.Say("id"), .whole = true},
               {page.Say("subject")},
               {page.Say("section")},
               {page.Say("due_date"), true},
               {page.Say("days_late"), true},
               {page.Say("state")}});
  for (const v1::OverdueResult& result : detail.overdue()) {
    table.Add({CodeOf(result.record()), result.subject(), result.section(),
               ToText(result.due_date()), Count(result.days_late()),
               FollowUpWord(page, result.state())});
  }
  page.out << table.Render(page.width);
}

void PrintFollowUps(const Page& page, const v1::FollowUpDetail& detail) {
  page.out << "\n";
  Table table({{page.Say("state")},
               {page.Say("records"), true},
               {page.Say("counts_as_followed_up")}});
  for (const v1::FollowUpCount& count : detail.counts()) {
    table.Add({FollowUpWord(page, count.state()), Count(count.records()),
               page.Say(count.counted() ? "yes" : "no")});
  }
  page.out << table.Render(page.width);
  if (detail.has_cut_off()) {
    PrintField(page, "cut_off", ToText(detail.cut_off()));
  }
  if (detail.groups_size() > 0) PrintGroups(page, detail);
  PrintOverdue(page, detail);
}

}  // namespace

void PrintAchievements(const Page& page, const v1::DistrictIndicators& result) {
  page.out << "\n";
  Table table({{page.Say("indicator")},
               {page.Say("target"), true},
               {page.Say("value"), true},
               {page.Say("achievement"), true},
               {page.Say("predicate")}});
  for (const v1::Indicator& indicator : result.indicators()) {
    if (indicator.achievement().target().empty()) continue;
    table.Add({indicator.title(), TargetForReader(indicator, page.language),
               ValueForReader(indicator, page.language),
               AchievementForReader(indicator, page.language),
               indicator.achievement().predicate_label()});
  }
  page.out << table.Render(page.width);
}

void PrintDetail(const Page& page, const v1::Indicator& indicator) {
  if (indicator.detail_case() == v1::Indicator::DETAIL_NOT_SET) return;
  PrintHeading(
      page, absl::StrCat("== ", indicator.title(), " (", indicator.id(), ")"));
  if (indicator.has_satisfaction()) {
    PrintSatisfaction(page, indicator.satisfaction());
  } else if (indicator.has_follow_up()) {
    PrintFollowUps(page, indicator.follow_up());
  } else {
    PrintDocumentMatrix(page, indicator.timeliness());
  }
}

}  // namespace iku::ctl
