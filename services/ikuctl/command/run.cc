#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/civil/region_code.h"
#include "services/ikuctl/client/failure.h"
#include "services/ikuctl/command/commands.h"

namespace iku::ctl {
namespace {

struct Command {
  const char* name;
  int (*run)(const Work&);
  // Flags that it takes beside those that every command takes.
  std::set<std::string> flags;
  // Those of each kind, for a command whose first word is a kind.
  std::map<std::string, std::set<std::string>> kinds = {};
  // Forms of the output beside those that every command knows.
  std::vector<std::string> formats = {};
};

const std::vector<Command>& Commands() {
  static const auto* commands = new std::vector<Command>{
      {"import",
       Import,
       {"columns", "report", "validate_only"},
       {{"survey",
         {"district", "order", "date", "service", "source", "allow_missing",
          "accept_valid"}},
        {"coordination", {"district", "source", "accept_valid"}},
        {"village-documents", {"district", "source", "accept_valid"}},
        {"regions", {}},
        {"services", {"district", "replace"}},
        {"populations", {"district", "replace"}}}},
      {"compute",
       Compute,
       {"district", "within", "period", "profile", "indicators", "policies",
        "breakdowns", "earlier_periods", "as_of", "rules_version", "detail",
        "limit"}},
      {"sheet",
       Sheet,
       {"district", "period", "profile", "policies", "breakdowns",
        "earlier_periods", "as_of", "rules_version"}},
      {"explain",
       Explain,
       {"district", "period", "profile", "indicators", "policies", "as_of",
        "rules_version"}},
      {"simulate",
       Simulate,
       {"district", "period", "profile", "indicators", "policies", "as_of",
        "rules_version", "more_follow_ups", "late_on_time", "missing_on_time",
        "not_due_on_time", "more_responses", "more_responses_score",
        "with_profile", "with_policies", "share_goal"}},
      {"target",
       Target,
       {"district"},
       {{"set",
         {"value", "source", "etag", "validate_only", "allow_unreachable"}},
        {"list", {"period"}},
        {"withdraw", {"reason"}}}},
      {"rules", RuleSets, {}, {}, {"textproto"}},
      {"get", Get, {}},
      {"list",
       List,
       {"district", "limit"},
       {{"surveys", {"period", "service", "state", "as_of"}},
        {"coordination", {"period", "kind", "state", "as_of"}},
        {"village-documents", {"period", "kind", "village", "state", "as_of"}},
        {"regions", {"within", "level"}},
        {"services", {}},
        {"populations", {}}}},
      {"void", Void, {"reason", "etag", "validate_only"}},
      {"follow-up",
       AddStep,
       {"state", "date", "note", "evidence_kind", "evidence_number",
        "evidence_date", "evidence_uri", "evidence_sha256", "etag",
        "request_id", "validate_only"}},
      {"quarantine",
       Quarantine,
       {},
       {{"list", {"district", "state", "limit"}},
        {"get", {}},
        {"resubmit", {"row", "allow_missing", "validate_only"}},
        {"discard", {"reason", "validate_only"}}}},
      {"sessions",
       Sessions,
       {},
       {{"list", {"district", "state", "limit"}}, {"get", {}}, {"close", {}}}},
      {"audit",
       Audit,
       {"district"},
       {{"list", {"after_version", "resource", "action", "limit"}},
        {"watch", {"after_version", "limit"}},
        {"verify", {"head"}}}},
      {"erase", Erase, {"extent", "reason", "validate_only"}},
      {"retention", Retention, {"district"}},
      {"verify", Verify, {"district"}},
      {"backup", MakeBackup, {"id", "limit", "validate_only"}},
      {"health", Health, {}},
  };
  return *commands;
}

bool ForEveryCommand(const std::string& flag) {
  static const auto* flags = new std::set<std::string>{
      "collection", "indicator", "lang",    "format",     "deadline",
      "actor",      "flagfile",  "fromenv", "tryfromenv", "undefok"};
  return flags->count(flag) > 0;
}

// A flag that the command would not look at: its answer would not be what was
// asked for.
std::vector<Complaint> WrongFlags(const Command& command,
                                  const std::vector<std::string>& words,
                                  const std::set<std::string>& given) {
  std::set<std::string> flags = command.flags;
  std::string what = command.name;
  if (!command.kinds.empty()) {
    const auto kind = command.kinds.find(words.empty() ? "" : words[0]);
    if (kind == command.kinds.end()) return {};  // the command says so itself
    flags.insert(kind->second.begin(), kind->second.end());
    absl::StrAppend(&what, " ", kind->first);
  }
  std::vector<Complaint> wrong;
  for (const std::string& flag : given) {
    if (flags.count(flag) > 0 || ForEveryCommand(flag)) continue;
    wrong.push_back(
        {"flag_not_here",
         {{"flag", "--" + flag}, {"command", what}, {"topic", command.name}}});
  }
  return wrong;
}

// A form of the output that the command does not know.
void CheckFormat(const Command& command, const std::string& format,
                 std::vector<Complaint>& wrong) {
  std::vector<std::string> formats = {"table", "json", "csv"};
  formats.insert(formats.end(), command.formats.begin(), command.formats.end());
  if (format.empty() ||
      std::find(formats.begin(), formats.end(), format) != formats.end()) {
    return;
  }
  wrong.push_back({"flag_word",
                   {{"flag", "--format"},
                    {"value", format},
                    {"allowed", absl::StrJoin(formats, ", ")}}});
}

}  // namespace

int Run(const Options& options, const std::vector<std::string>& words,
        const std::set<std::string>& given, const Connection& connection,
        Console& console) {
  const std::string name = words.empty() ? "" : words[0];
  const std::vector<std::string> rest(words.begin() + (words.empty() ? 0 : 1),
                                      words.end());
  const Work work{options, rest, connection, console};
  if (name == "help") {
    const std::string topic = rest.empty() ? "" : rest[0];
    const std::string text = HelpOf(topic, options.language);
    if (text.empty()) {
      return Refuse(work, {{"help_unknown", {{"value", topic}}}});
    }
    console.out << text;
    return kDone;
  }
  if (name.empty()) {
    console.err << HelpOf("", options.language);
    return kNothingDone;
  }
  const auto command =
      std::find_if(Commands().begin(), Commands().end(),
                   [&](const Command& known) { return name == known.name; });
  if (command == Commands().end()) {
    return Refuse(work, {{"command_unknown", {{"value", name}}}});
  }
  std::vector<Complaint> wrong = WrongFlags(*command, rest, given);
  CheckFormat(*command, options.format, wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  return command->run(work);
}

int Refuse(const Work& work, const std::vector<Complaint>& complaints) {
  PrintComplaints(complaints, work.options.language, work.console.err);
  return kNothingDone;
}

int RefuseCollection(const Work& work, const absl::Status& status) {
  PrintFailure(status, work.connection.collection_address,
               work.options.language, work.console.err);
  return kNothingDone;
}

int RefuseIndicator(const Work& work, const absl::Status& status) {
  PrintFailure(status, work.connection.indicator_address, work.options.language,
               work.console.err);
  return kNothingDone;
}

void CheckDistrict(const Options& options, std::vector<Complaint>& wrong) {
  if (options.district.empty()) {
    wrong.push_back({"flag_missing", {{"flag", "--district"}}});
    return;
  }
  const auto code = RegionCode::Parse(options.district);
  if (!code.ok() || code->level() != RegionLevel::kDistrict) {
    wrong.push_back({"district_malformed", {{"value", options.district}}});
  }
}

}  // namespace iku::ctl
