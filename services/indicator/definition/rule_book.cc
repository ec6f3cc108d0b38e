#include "services/indicator/definition/rule_book.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/civil/zone.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/indicator/definition/embedded_rules.h"

namespace iku::indicator {
namespace {

// National rules begin by the calendar of the capital.
constexpr char kProvinceOfTheCapital[] = "31";

absl::Time FirstInstantOf(const Rules& rules) {
  const Date day = rules.valid_from();
  return absl::FromCivil(absl::CivilDay(day.year, day.month, day.day),
                         ZoneOf(kProvinceOfTheCapital));
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

absl::Status RecordRules(const Rules& rules, RuleStore& store) {
  return store.Record(rules, FirstInstantOf(rules));
}

}  // namespace

absl::StatusOr<std::unique_ptr<RuleBook>> RuleBook::Open(std::string file,
                                                         RuleStore& store,
                                                         const Clock& clock) {
  auto book = absl::WrapUnique(new RuleBook(std::move(file), store, clock));
  RETURN_IF_ERROR(book->Load());
  return book;
}

absl::Status RuleBook::Load() {
  MutexLock lock(reload_mutex_);
  std::string text(EmbeddedRulesText());
  if (!file_.empty()) {
    ASSIGN_OR_RETURN(text, TextOfFile(file_));
  }
  ASSIGN_OR_RETURN(const auto rules, Rules::Parse(text));
  // Until the first day of the very first rules the built-in ones serve.
  ASSIGN_OR_RETURN(const auto uses, store_.Uses());
  if (uses.empty() && clock_.Now() < FirstInstantOf(*rules)) {
    ASSIGN_OR_RETURN(const auto built_in, Rules::Parse(EmbeddedRulesText()));
    RETURN_IF_ERROR(RecordRules(*built_in, store_));
  }
  RETURN_IF_ERROR(RecordRules(*rules, store_));
  return Refresh();
}

absl::Status RuleBook::Reload() {
  if (file_.empty()) return absl::OkStatus();
  return Load();
}

absl::Status RuleBook::Refresh() {
  ASSIGN_OR_RETURN(std::vector<RecordedRules> recorded, store_.All());
  ASSIGN_OR_RETURN(const std::vector<RuleUse> stored, store_.Uses());
  // Of those that have begun, only the last one still matters.
  const absl::Time now = clock_.Now();
  auto first = stored.begin();
  for (auto use = stored.begin(); use != stored.end(); ++use) {
    if (use->from <= now) first = use;
  }
  {
    WriterMutexLock lock(mutex_);
    recorded_ = std::move(recorded);
  }
  std::vector<Use> uses;
  for (auto use = first; use != stored.end(); ++use) {
    ASSIGN_OR_RETURN(auto rules, OfVersion(use->version));
    uses.push_back({use->from, std::move(rules)});
  }
  WriterMutexLock lock(mutex_);
  uses_ = std::move(uses);
  return absl::OkStatus();
}

std::shared_ptr<const Rules> RuleBook::InForce() const {
  const absl::Time now = clock_.Now();
  ReaderMutexLock lock(mutex_);
  // A clock that was set back leaves the first one.
  const Use* in_force = &uses_.front();
  for (const Use& use : uses_) {
    if (use.from <= now) in_force = &use;
  }
  return in_force->rules;
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
                    .in_force = each.version == in_force});
  }
  return used;
}

void ReloadAndLog(RuleBook& rules) {
  const absl::Status status = rules.Reload();
  const std::string in_force = rules.InForce()->version();
  if (status.ok()) {
    LogInfo("rules loaded", {{"in_force", in_force}});
    return;
  }
  LogError("rules refused",
           {{"in_force", in_force}, {"why", status.message()}});
  for (const Violation& violation : ViolationsOf(status)) {
    LogError("rules problem",
             {{"field", violation.field},
              {"problem", Sentence(violation.code, violation.arguments,
                                   Language::kEnglish)}});
  }
}

}  // namespace iku::indicator
