#ifndef IKU_SERVICES_IKUCTL_OPTIONS_H_
#define IKU_SERVICES_IKUCTL_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/status/language.h"

namespace iku::ctl {

// What the command line says, one member for each flag; help.cc explains them.
// Empty means that the flag was not given.
struct Options {
  // Every command.
  std::string collection;
  std::string indicator;
  Language language = Language::kIndonesian;
  std::string format;  // table, json or csv; of rules get also textproto
  std::optional<absl::Duration> deadline;
  std::string actor;

  // What it is about.
  std::string district;
  std::string period;
  std::string within;
  std::string profile;
  std::vector<std::string> indicators;
  std::string policies;
  std::vector<std::string> breakdowns;
  int earlier_periods = 0;
  std::string as_of;
  std::string rules_version;
  bool detail = false;

  // simulate
  int64_t more_follow_ups = 0;
  int64_t late_on_time = 0;
  int64_t missing_on_time = 0;
  int64_t not_due_on_time = 0;
  int64_t more_responses = 0;
  int more_responses_score = 4;
  std::string with_profile;
  std::string with_policies;
  std::string share_goal;

  // target
  std::string value;
  bool allow_unreachable = false;

  // import
  std::string columns;
  std::string order;
  std::string date;
  std::string service;
  std::optional<std::string> source;
  std::string report;
  bool allow_missing = false;
  bool accept_valid = false;
  bool validate_only = false;
  bool replace = false;

  // list
  std::string kind;
  std::string state;
  std::string level;
  std::string village;
  int limit = 100;
  bool limited = false;  // the command line names the limit

  // quarantine
  std::string row;

  // audit
  int64_t after_version = 0;
  std::string resource;
  std::string action;
  std::string head;

  // backup
  std::string id;

  // erase
  std::string extent;

  // void, follow-up, target
  std::string reason;
  std::string etag;
  std::string request_id;
  std::string note;
  std::string evidence_kind;
  std::string evidence_number;
  std::string evidence_date;
  std::string evidence_uri;
  std::string evidence_sha256;
};

// How ikuctl ends.
enum ExitCode {
  kDone = 0,         // all of it; all rows accepted
  kPartly = 1,       // some rows rejected; verify or health found a fault
  kNothingDone = 2,  // wrong command line, no answer, no row accepted
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OPTIONS_H_
