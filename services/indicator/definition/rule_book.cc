#include "services/indicator/definition/rule_book.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "common/civil/date.h"
#include "common/civil/zone.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/indicator/definition/embedded_rules.h"

namespace iku::indicator {
namespace {

// National rules begin by the calendar of the capital.
constexpr char kProvinceOfTheCapital[] = "31";

absl::Status CheckHasBegun(const Rules& rules, absl::Time now) {
  const Date today = TodayIn(now, kProvinceOfTheCapital);
  if (rules.valid_from() <= today) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, code::kRulesNotYet,
                   {{"version", rules.version()},
                    {"valid_from", ToString(rules.valid_from())},
                    {"today", ToString(today)}});
}

absl::Status CannotRead(const std::string& file, absl::string_view why) {
  Violations found;
  found.Add(file, code::kRuleUnsound, {{"problem", std::string(why)}});
  return found.ToStatus();
}

absl::StatusOr<std::string> TextOfFile(const std::string& file) {
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  if (stream == nullptr) return CannotRead(file, std::strerror(errno));
  std::string text(RuleBook::kMaxFileBytes + 1, '\0');
  errno = 0;
  text.resize(std::fread(text.data(), 1, text.size(), stream));
  const bool failed = std::ferror(stream) != 0;
  const int error = errno;
  std::fclose(stream);
  if (failed) return CannotRead(file, std::strerror(error));
  if (text.size() > RuleBook::kMaxFileBytes) {
    return CannotRead(file, absl::StrCat("is larger than ",
                                         RuleBook::kMaxFileBytes, " bytes"));
  }
  return text;
}

// A service whose rules came from a file answers by other rules when nobody
// names the file again; nobody should find out from the figures.
absl::Status CheckNoFileIsForgotten(const RuleStore& store) {
  ASSIGN_OR_RETURN(const std::optional<RuleUse> last, store.LastUse());
  if (!last.has_value() || last->origin != kFromFile) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, code::kRulesNotNamed,
                   {{"version", last->version}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<RuleBook>> RuleBook::Open(
    absl::string_view named, RuleStore& store, const Clock& clock) {
  if (named.empty()) RETURN_IF_ERROR(CheckNoFileIsForgotten(store));
  std::string file(named == kBuiltIn ? "" : named);
  auto book = absl::WrapUnique(new RuleBook(std::move(file), store, clock));
  RETURN_IF_ERROR(book->Load());
  return book;
}

absl::Status RuleBook::Load() {
  MutexLock lock(reload_mutex_);
  std::string text(EmbeddedRulesText());
  if (IsFromFile()) {
    ASSIGN_OR_RETURN(text, TextOfFile(file_));
  }
  ASSIGN_OR_RETURN(std::shared_ptr<const Rules> rules, Rules::Parse(text));
  if (IsFromFile()) RETURN_IF_ERROR(CheckHasBegun(*rules, clock_.Now()));
  RETURN_IF_ERROR(store_.Record(*rules, IsFromFile() ? kFromFile : kBuiltIn));
  ASSIGN_OR_RETURN(std::vector<RecordedRules> recorded, store_.All());

  WriterMutexLock write(mutex_);
  recorded_ = std::move(recorded);
  // Under one version there is one set of rules, so the same again is no
  // change.
  if (in_force_ != nullptr && in_force_->version() == rules->version()) {
    return absl::OkStatus();
  }
  parsed_[rules->version()] = rules;
  in_force_ = std::move(rules);
  return absl::OkStatus();
}

absl::Status RuleBook::Reload() {
  if (!IsFromFile()) return absl::OkStatus();
  return Load();
}

std::shared_ptr<const Rules> RuleBook::InForce() const {
  ReaderMutexLock lock(mutex_);
  return in_force_;
}

absl::StatusOr<std::shared_ptr<const Rules>> RuleBook::OfVersion(
    absl::string_view version) const {
  if (version.empty()) return InForce();
  std::string text;
  {
    ReaderMutexLock lock(mutex_);
    if (const auto it = parsed_.find(version); it != parsed_.end()) {
      return it->second;
    }
    const auto it = std::find_if(
        recorded_.begin(), recorded_.end(),
        [&](const RecordedRules& each) { return each.version == version; });
    if (it == recorded_.end()) {
      return NotFound(absl::StrCat("ruleSets/", version));
    }
    text = it->text;
  }
  ASSIGN_OR_RETURN(std::shared_ptr<const Rules> rules,
                   Rules::ParseRecorded(text));
  WriterMutexLock lock(mutex_);
  return parsed_.emplace(rules->version(), std::move(rules)).first->second;
}

absl::StatusOr<v1::RuleSet> RuleBook::Recorded(
    absl::string_view version) const {
  const std::string wanted =
      version.empty() ? InForce()->version() : std::string(version);
  std::string text;
  {
    ReaderMutexLock lock(mutex_);
    const auto it = std::find_if(
        recorded_.begin(), recorded_.end(),
        [&](const RecordedRules& each) { return each.version == wanted; });
    if (it == recorded_.end()) {
      return NotFound(absl::StrCat("ruleSets/", wanted));
    }
    text = it->text;
  }
  return RuleSetFromText(text);
}

std::vector<UsedRuleSet> RuleBook::Used() const {
  const std::string in_force = InForce()->version();
  ReaderMutexLock lock(mutex_);
  std::vector<UsedRuleSet> used;
  for (const RecordedRules& each : recorded_) {
    used.push_back({.version = each.version,
                    .sha256 = each.sha256,
                    .first_use_time = each.first_recorded,
                    .in_force = each.version == in_force,
                    .origin = each.origin});
  }
  return used;
}

UsedRuleSet RuleBook::UsedInForce() const {
  for (UsedRuleSet& used : Used()) {
    if (used.in_force) return std::move(used);
  }
  return {};
}

void ReloadAndLog(RuleBook& rules) {
  const absl::Status status = rules.Reload();
  const UsedRuleSet in_force = rules.UsedInForce();
  if (status.ok()) {
    LogInfo("rules loaded", {{"in_force", in_force.version},
                             {"sha256", in_force.sha256},
                             {"origin", in_force.origin}});
    return;
  }
  LogError("rules refused", {{"in_force", in_force.version},
                             {"sha256", in_force.sha256},
                             {"origin", in_force.origin},
                             {"why", status.message()}});
  for (const Violation& violation : ViolationsOf(status)) {
    LogError("rules problem",
             {{"field", violation.field},
              {"problem", Sentence(violation.code, violation.arguments,
                                   Language::kEnglish)}});
  }
}

}  // namespace iku::indicator
