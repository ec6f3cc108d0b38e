#include "services/ikuctl/output/comparison.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ikuctl/output/indicators.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

// The indicator of that id; an empty one when there is none.
const v1::Indicator& Find(const v1::DistrictIndicators& result,
                          const std::string& id) {
  for (const v1::Indicator& indicator : result.indicators()) {
    if (indicator.id() == id) return indicator;
  }
  return v1::Indicator::default_instance();
}

// "What is counted: Each document ... -> Villages ...".
std::string ChoiceForReader(const v1::Policy& before, const v1::Policy& after) {
  if (after.title().empty()) {
    return absl::StrCat(after.name(), ": ", before.value(), " -> ",
                        after.value());
  }
  return absl::StrCat(after.title(), ": ", FirstSentenceOf(before.meaning()),
                      " -> ", FirstSentenceOf(after.meaning()));
}

// Profile and policies, where they are not the same before and after.
std::string HowForReader(const v1::Indicator& before,
                         const v1::Indicator& after) {
  std::vector<std::string> how;
  if (before.profile() != after.profile()) {
    how.push_back(absl::StrCat(before.profile(), " -> ", after.profile()));
  }
  for (const v1::Policy& then : after.policies()) {
    for (const v1::Policy& now : before.policies()) {
      if (now.name() != then.name() || now.value() == then.value()) continue;
      how.push_back(ChoiceForReader(now, then));
    }
  }
  return absl::StrJoin(how, "\n");
}

void PrintNeeds(const Page& page, const v1::SimulateResponse& simulated) {
  if (simulated.needs_size() == 0) return;
  PrintHeading(page, page.Say("needs"));
  Table table({{page.Say("indicator")},
               {page.Say("goal")},
               {page.Say("amount"), true},
               {page.Say("sentence")}});
  for (const v1::Need& need : simulated.needs()) {
    table.Add({need.indicator(), need.goal(),
               need.reachable() ? absl::StrCat(need.amount())
                                : page.Say("not_reachable"),
               need.sentence()});
  }
  page.out << table.Render(page.width);
}

}  // namespace

void PrintComparison(const Page& page, const v1::SimulateResponse& simulated) {
  const v1::DistrictIndicators& before = simulated.before();
  page.out << page.Say("simulation_of", {{"district", before.district_name()},
                                         {"code", CodeOf(before.district())},
                                         {"period", before.period()}})
           << "\n\n";
  Table table({{page.Say("indicator")},
               {page.Say("before"), true},
               {page.Say("fraction"), true},
               {page.Say("grade")},
               {page.Say("after"), true},
               {page.Say("fraction"), true},
               {page.Say("grade")},
               {page.Say("remarks")}});
  for (const v1::Indicator& now : before.indicators()) {
    const v1::Indicator& then = Find(simulated.after(), now.id());
    table.Add({now.title().empty() ? now.id() : now.title(),
               ValueForReader(now, page.language), FractionForReader(now),
               now.grade(), ValueForReader(then, page.language),
               FractionForReader(then), then.grade(), HowForReader(now, then)});
  }
  page.out << table.Render(page.width);
  PrintNeeds(page, simulated);
  page.out << "\n" << page.Say("simulation_stored_nothing") << "\n";
}

std::vector<std::vector<std::string>> ComparisonCsv(
    const v1::SimulateResponse& simulated) {
  std::vector<std::vector<std::string>> lines = {
      {"part", "indicator", "value", "exact_value", "numerator", "denominator",
       "grade", "flags", "profile", "policies", "goal", "reachable", "amount",
       "sentence"}};
  const auto add = [&](const char* part, const v1::DistrictIndicators& result) {
    for (const v1::Indicator& one : result.indicators()) {
      lines.push_back({part, one.id(), one.value(), one.exact_value(),
                       one.numerator(), one.denominator(), one.grade(),
                       absl::StrJoin(one.flags(), " "), one.profile(),
                       PoliciesOf(one), "", "", "", ""});
    }
  };
  add("before", simulated.before());
  add("after", simulated.after());
  for (const v1::Need& need : simulated.needs()) {
    lines.push_back({"need", need.indicator(), "", "", "", "", "", "", "", "",
                     need.goal(), need.reachable() ? "true" : "false",
                     absl::StrCat(need.amount()), need.sentence()});
  }
  return lines;
}

}  // namespace iku::ctl
