#include <unistd.h>

#include <iostream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/match.h"
#include "absl/synchronization/mutex.h"
#include "common/client/channel.h"
#include "common/log/log.h"
#include "services/ikuctl/client/failure.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command_line.h"

// Every command.
ABSL_FLAG(std::string, collection, "127.0.0.1:7101",
          "address of the collection service");
ABSL_FLAG(std::string, indicator, "127.0.0.1:7102",
          "address of the indicator service");
ABSL_FLAG(std::string, lang, "id", "language: id or en");
ABSL_FLAG(std::string, format, "",
          "table, json or csv; of rules get also textproto");
ABSL_FLAG(absl::Duration, deadline, absl::ZeroDuration(),
          "limit of one call; 0: 10s, imports 60s per batch");
ABSL_FLAG(std::string, actor, "ikuctl", "who calls: an office or a position");

// What it is about.
ABSL_FLAG(std::string, district, "", "code of a district: 35.08.21");
ABSL_FLAG(std::string, period, "", "2025, 2025-H1, 2025-Q3 or 2025-07");
ABSL_FLAG(std::string, within, "", "code of a region: 35.08");
ABSL_FLAG(std::string, profile, "", "calculation profile: exact");
ABSL_FLAG(std::vector<std::string>, indicators, {}, "ids of indicators");
ABSL_FLAG(std::string, policies, "", "open choices: name=value;name=value");
ABSL_FLAG(std::vector<std::string>, breakdowns, {},
          "service, sex, age-band, education, occupation");
ABSL_FLAG(int, earlier_periods, 0, "periods before this one, 0 to 12");
ABSL_FLAG(std::string, as_of, "", "instant, day or version:NUMBER");
ABSL_FLAG(std::string, rules_version, "", "version of the rules");
ABSL_FLAG(bool, detail, false, "print how the values came about");

// simulate
ABSL_FLAG(int64_t, more_follow_ups, 0, "so many more are followed up");
ABSL_FLAG(int64_t, late_on_time, 0, "so many late documents are on time");
ABSL_FLAG(int64_t, missing_on_time, 0, "so many missing ones are on time");
ABSL_FLAG(int64_t, not_due_on_time, 0, "so many not due ones are on time");
ABSL_FLAG(int64_t, more_responses, 0, "so many more respondents");
ABSL_FLAG(int, more_responses_score, 4, "the score that they give, 1 to 4");
ABSL_FLAG(std::string, with_profile, "", "under this calculation profile");
ABSL_FLAG(std::string, with_policies, "", "with these open choices");
ABSL_FLAG(std::string, share_goal, "", "what the shares are to reach: 90");

// target
ABSL_FLAG(std::string, value, "", "the value to reach: 86");
ABSL_FLAG(bool, allow_unreachable, false,
          "a target that the indicator cannot reach is meant");

// import
ABSL_FLAG(std::string, columns, "", "field=column,field=column");
ABSL_FLAG(std::string, order, "", "of u1..u9: questionnaire or regulation");
ABSL_FLAG(std::string, date, "", "date where a row has none; of a follow-up");
ABSL_FLAG(std::string, service, "", "service where a row has none");
ABSL_FLAG(std::string, source, "",
          "start of the ids of imported rows; what a target comes from");
ABSL_FLAG(std::string, report, "", "file for the report of rejected rows");
ABSL_FLAG(bool, allow_missing, false, "answers may be missing");
ABSL_FLAG(bool, accept_valid, false, "keep rejected rows in quarantine");
ABSL_FLAG(bool, validate_only, false, "check only, store nothing");
ABSL_FLAG(bool, replace, false, "replace what the register holds");

// list
ABSL_FLAG(std::string, kind, "", "kind of record");
ABSL_FLAG(std::string, state, "", "state of a record or follow-up");
ABSL_FLAG(std::string, level, "", "province, regency, district or village");
ABSL_FLAG(std::string, village, "", "code of a village");
ABSL_FLAG(int, limit, 100, "how many to list at most");

// backup
ABSL_FLAG(std::string, id, "", "names the backup; the time when not given");

// quarantine
ABSL_FLAG(std::string, row, "", "file with the mended row as JSON");

// audit
ABSL_FLAG(int64_t, after_version, 0, "changes behind this version");
ABSL_FLAG(std::string, resource, "", "changes of this resource");
ABSL_FLAG(std::string, action, "", "changes that did this");
ABSL_FLAG(std::string, head, "", "head of a chain: VERSION:SHA256");

// erase
ABSL_FLAG(std::string, extent, "", "what is erased: text or record");

// void, follow-up, erase
ABSL_FLAG(std::string, reason, "", "why a record or target is void");
ABSL_FLAG(std::string, etag, "", "version that was seen");
ABSL_FLAG(std::string, request_id, "", "names this change, for a resend");
ABSL_FLAG(std::string, note, "", "what was done");
ABSL_FLAG(std::string, evidence_kind, "", "what the evidence is");
ABSL_FLAG(std::string, evidence_number, "", "number on the evidence");
ABSL_FLAG(std::string, evidence_date, "", "date on the evidence");
ABSL_FLAG(std::string, evidence_uri, "", "where a copy is kept");
ABSL_FLAG(std::string, evidence_sha256, "", "SHA-256 of the copy");

namespace {

using iku::Language;
using iku::ctl::Complaint;

constexpr absl::Duration kLimit = absl::Seconds(10);
constexpr absl::Duration kLongestLimit = absl::Hours(1);

iku::ctl::Options OptionsFromFlags(const std::set<std::string>& given,
                                   std::vector<Complaint>& wrong) {
  iku::ctl::Options options;
  const std::string language = absl::GetFlag(FLAGS_lang);
  if (language != "id" && language != "en") {
    wrong.push_back({"lang_wrong", {{"value", language}}});
  }
  options.language =
      language == "en" ? Language::kEnglish : Language::kIndonesian;
  const absl::Duration deadline = absl::GetFlag(FLAGS_deadline);
  if (given.count("deadline") > 0) options.deadline = deadline;
  if (deadline < absl::ZeroDuration() || deadline > kLongestLimit ||
      (deadline == absl::ZeroDuration() && given.count("deadline") > 0)) {
    wrong.push_back({"deadline_wrong", {}});
  }
  if (given.count("source") > 0) options.source = absl::GetFlag(FLAGS_source);

  options.collection = absl::GetFlag(FLAGS_collection);
  options.indicator = absl::GetFlag(FLAGS_indicator);
  // The name of an indicator is a word of the command, not this flag.
  if (!absl::StrContains(options.indicator, ':')) {
    wrong.push_back({"indicator_address", {{"value", options.indicator}}});
  }
  options.format = absl::GetFlag(FLAGS_format);
  options.actor = absl::GetFlag(FLAGS_actor);
  options.district = absl::GetFlag(FLAGS_district);
  options.period = absl::GetFlag(FLAGS_period);
  options.within = absl::GetFlag(FLAGS_within);
  options.profile = absl::GetFlag(FLAGS_profile);
  options.indicators = absl::GetFlag(FLAGS_indicators);
  options.policies = absl::GetFlag(FLAGS_policies);
  options.breakdowns = absl::GetFlag(FLAGS_breakdowns);
  options.earlier_periods = absl::GetFlag(FLAGS_earlier_periods);
  options.as_of = absl::GetFlag(FLAGS_as_of);
  options.rules_version = absl::GetFlag(FLAGS_rules_version);
  options.detail = absl::GetFlag(FLAGS_detail);
  options.more_follow_ups = absl::GetFlag(FLAGS_more_follow_ups);
  options.late_on_time = absl::GetFlag(FLAGS_late_on_time);
  options.missing_on_time = absl::GetFlag(FLAGS_missing_on_time);
  options.not_due_on_time = absl::GetFlag(FLAGS_not_due_on_time);
  options.more_responses = absl::GetFlag(FLAGS_more_responses);
  options.more_responses_score = absl::GetFlag(FLAGS_more_responses_score);
  options.with_profile = absl::GetFlag(FLAGS_with_profile);
  options.with_policies = absl::GetFlag(FLAGS_with_policies);
  options.share_goal = absl::GetFlag(FLAGS_share_goal);
  options.value = absl::GetFlag(FLAGS_value);
  options.allow_unreachable = absl::GetFlag(FLAGS_allow_unreachable);
  options.columns = absl::GetFlag(FLAGS_columns);
  options.order = absl::GetFlag(FLAGS_order);
  options.date = absl::GetFlag(FLAGS_date);
  options.service = absl::GetFlag(FLAGS_service);
  options.report = absl::GetFlag(FLAGS_report);
  options.allow_missing = absl::GetFlag(FLAGS_allow_missing);
  options.accept_valid = absl::GetFlag(FLAGS_accept_valid);
  options.validate_only = absl::GetFlag(FLAGS_validate_only);
  options.replace = absl::GetFlag(FLAGS_replace);
  options.kind = absl::GetFlag(FLAGS_kind);
  options.state = absl::GetFlag(FLAGS_state);
  options.level = absl::GetFlag(FLAGS_level);
  options.village = absl::GetFlag(FLAGS_village);
  options.limit = absl::GetFlag(FLAGS_limit);
  options.id = absl::GetFlag(FLAGS_id);
  options.extent = absl::GetFlag(FLAGS_extent);
  options.limited = given.count("limit") > 0;
  options.row = absl::GetFlag(FLAGS_row);
  options.after_version = absl::GetFlag(FLAGS_after_version);
  options.resource = absl::GetFlag(FLAGS_resource);
  options.action = absl::GetFlag(FLAGS_action);
  options.head = absl::GetFlag(FLAGS_head);
  options.reason = absl::GetFlag(FLAGS_reason);
  options.etag = absl::GetFlag(FLAGS_etag);
  options.request_id = absl::GetFlag(FLAGS_request_id);
  options.note = absl::GetFlag(FLAGS_note);
  options.evidence_kind = absl::GetFlag(FLAGS_evidence_kind);
  options.evidence_number = absl::GetFlag(FLAGS_evidence_number);
  options.evidence_date = absl::GetFlag(FLAGS_evidence_date);
  options.evidence_uri = absl::GetFlag(FLAGS_evidence_uri);
  options.evidence_sha256 = absl::GetFlag(FLAGS_evidence_sha256);
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  iku::ctl::CommandLine line = iku::ctl::ReadCommandLine(
      std::vector<std::string>(argv + 1, argv + argc));
  if (!line.wrong.empty()) {
    const bool english = absl::GetFlag(FLAGS_lang) == "en";
    iku::ctl::PrintComplaints(
        line.wrong, english ? Language::kEnglish : Language::kIndonesian,
        std::cerr);
    return iku::ctl::kNothingDone;
  }
  std::vector<std::string> words;
  if (!line.help) {
    const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
    words.assign(rest.begin() + 1, rest.end());
  } else {
    words = {"help"};
  }
  std::vector<Complaint> wrong;
  const iku::ctl::Options options = OptionsFromFlags(line.flags, wrong);
  if (!wrong.empty()) {
    iku::ctl::PrintComplaints(wrong, options.language, std::cerr);
    return iku::ctl::kNothingDone;
  }

  iku::CaptureGrpcLog();
  const iku::ctl::Connection connection{
      .collection = iku::OpenChannel(options.collection),
      .indicator = iku::OpenChannel(options.indicator),
      .collection_address = options.collection,
      .indicator_address = options.indicator,
      .language = options.language,
      .actor = options.actor,
      .limit = options.deadline.value_or(kLimit),
      .on_wait = {}};
  iku::ctl::Console console{.out = std::cout,
                            .err = std::cerr,
                            .progress = isatty(STDERR_FILENO) != 0,
                            .width = iku::ctl::TerminalWidth(STDOUT_FILENO)};
  return iku::ctl::Run(options, words, line.flags, connection, console);
}
