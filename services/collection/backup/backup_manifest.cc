#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "nlohmann/json.hpp"
#include "services/collection/backup/backup_files.h"

namespace iku::collection {
namespace {

using Json = nlohmann::ordered_json;

constexpr struct {
  BackupState state;
  const char* word;
} kStates[] = {{BackupState::kCopying, "copying"},
               {BackupState::kVerifying, "verifying"},
               {BackupState::kReady, "ready"},
               {BackupState::kFailed, "failed"}};

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone());
}

absl::Time TimeOf(const Json& json) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, json.get<std::string>(), &time,
                       &error)) {
    throw nlohmann::json::other_error::create(501, error, nullptr);
  }
  return time;
}

Backup FromJson(const Json& json) {
  Backup backup;
  json.at("id").get_to(backup.id);
  const auto word = json.at("state").get<std::string>();
  bool known = false;
  for (const auto& [state, name] : kStates) {
    if (word != name) continue;
    backup.state = state;
    known = true;
  }
  if (!known) throw nlohmann::json::other_error::create(502, word, nullptr);
  backup.create_time = TimeOf(json.at("create_time"));
  if (!backup.finished()) return backup;
  backup.complete_time = TimeOf(json.at("complete_time"));
  if (backup.state == BackupState::kFailed) {
    const Json& error = json.at("error");
    backup.error = MakeError(
        static_cast<absl::StatusCode>(error.at("code").get<int>()),
        error.at("reason").get<std::string>(),
        error.at("arguments").get<std::map<std::string, std::string>>());
    return backup;
  }
  json.at("pages").get_to(backup.pages_total);
  backup.pages_done = backup.pages_total;
  json.at("size_bytes").get_to(backup.size_bytes);
  json.at("sha256").get_to(backup.sha256);
  json.at("data_version").get_to(backup.data_version);
  const Json& verified = json.at("verified");
  BackupVerification& verification = backup.verification;
  verified.at("records").get_to(verification.records);
  verified.at("tallies").get_to(verification.tallies);
  verified.at("chains").get_to(verification.chains);
  verified.at("changes").get_to(verification.changes);
  verified.at("record_versions").get_to(verification.record_versions);
  return backup;
}

}  // namespace

std::string ManifestOf(const Backup& backup) {
  Json json = {{"id", backup.id}};
  for (const auto& [state, word] : kStates) {
    if (state == backup.state) json["state"] = word;
  }
  json["create_time"] = TimeText(backup.create_time);
  if (backup.finished()) json["complete_time"] = TimeText(backup.complete_time);
  if (backup.state == BackupState::kReady) {
    const BackupVerification& verification = backup.verification;
    json["size_bytes"] = backup.size_bytes;
    json["pages"] = backup.pages_total;
    json["sha256"] = backup.sha256;
    json["data_version"] = backup.data_version;
    json["verified"] = {{"records", verification.records},
                        {"tallies", verification.tallies},
                        {"chains", verification.chains},
                        {"changes", verification.changes},
                        {"record_versions", verification.record_versions}};
  }
  if (backup.state == BackupState::kFailed) {
    json["error"] = {{"code", static_cast<int>(backup.error.code())},
                     {"reason", ReasonOf(backup.error)},
                     {"arguments", ArgumentsOf(backup.error)},
                     {"message", std::string(backup.error.message())}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

absl::StatusOr<Backup> ParseManifest(absl::string_view text) {
  try {
    return FromJson(Json::parse(text.begin(), text.end()));
  } catch (const nlohmann::json::exception& wrong) {
    return absl::DataLossError(absl::StrCat("no manifest: ", wrong.what()));
  }
}

std::string ManifestPathOf(absl::string_view file) {
  return absl::StrCat(absl::StripSuffix(file, ".db"), ".json");
}

}  // namespace iku::collection
