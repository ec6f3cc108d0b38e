#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "iku/indicator/v1/definition_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

// The services keep rules for the whole country; its capital's clock is taken.
constexpr char kCapital[] = "31";

std::string OriginOf(const v1::UsedRuleSet& used, const Page& page) {
  if (used.origin().empty()) return "";
  return page.Say(used.origin() == "file" ? "origin_file" : "origin_built-in");
}

void PrintTable(const Work& work, const v1::ListRuleSetsResponse& reply) {
  const Page page{work.console.out, work.console.width, work.options.language};
  Table table({{.title = page.Say("rules_version"), .whole = true},
               {page.Say("state")},
               {page.Say("rules_origin")},
               {page.Say("first_use")},
               {.title = "SHA-256", .whole = true}});
  for (const v1::UsedRuleSet& used : reply.rule_sets()) {
    table.Add({CodeOf(used.name()), used.in_force() ? page.Say("in_force") : "",
               OriginOf(used, page), WallTime(used.first_use_time(), kCapital),
               used.sha256()});
  }
  page.out << table.Render(page.width);
}

int ListRules(const Work& work) {
  const auto stub = v1::DefinitionService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::ListRuleSetsResponse> reply =
      Call(work.connection, *stub, &v1::DefinitionService::Stub::ListRuleSets,
           v1::ListRuleSetsRequest());
  if (!reply.ok()) return RefuseIndicator(work, reply.status());
  if (work.options.format == "json") {
    for (const v1::UsedRuleSet& used : reply->rule_sets()) {
      work.console.out << ToJson(used, false) << "\n";
    }
  } else if (work.options.format == "csv") {
    work.console.out << CsvLine({"version", "in_force", "sha256", "origin"});
    for (const v1::UsedRuleSet& used : reply->rule_sets()) {
      work.console.out << CsvLine({CodeOf(used.name()),
                                   used.in_force() ? "true" : "false",
                                   used.sha256(), used.origin()});
    }
  } else {
    PrintTable(work, *reply);
  }
  return kDone;
}

// What --rules of the indicator service takes, letters of all languages as they
// are.
std::string TextProto(const v1::RuleSet& rules) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(rules, &text);
  return absl::StrCat("# proto-file: iku/indicator/v1/definition.proto\n",
                      "# proto-message: iku.indicator.v1.RuleSet\n\n", text);
}

int GetRules(const Work& work) {
  v1::GetRuleSetRequest request;
  request.set_name(
      absl::StrCat("ruleSets/", work.words.size() > 1 ? work.words[1] : "-"));
  const auto stub = v1::DefinitionService::NewStub(work.connection.indicator);
  const absl::StatusOr<v1::RuleSet> rules =
      Call(work.connection, *stub, &v1::DefinitionService::Stub::GetRuleSet,
           request);
  if (!rules.ok()) return RefuseIndicator(work, rules.status());
  work.console.out << (work.options.format == "textproto"
                           ? TextProto(*rules)
                           : absl::StrCat(ToJson(*rules, true), "\n"));
  return kDone;
}

}  // namespace

int RuleSets(const Work& work) {
  const std::string what = work.words.empty() ? "" : work.words[0];
  if (what == "list" && work.words.size() == 1) {
    if (work.options.format != "textproto") return ListRules(work);
    return Refuse(work, {{"textproto_rules_get", {}}});
  }
  if (what == "get" && work.words.size() <= 2) return GetRules(work);
  return Refuse(work, {{"rules_what", {}}});
}

}  // namespace iku::ctl
