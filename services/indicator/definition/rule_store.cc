#include "services/indicator/definition/rule_store.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace iku::indicator {
namespace {

constexpr char kSelect[] =
    "SELECT sha256, content FROM rule_sets WHERE version = ?";
constexpr char kInsert[] =
    "INSERT INTO rule_sets (version, sha256, content, loaded_us) "
    "VALUES (?, ?, ?, ?)";
constexpr char kAll[] =
    "SELECT version, sha256, content, loaded_us, coalesce("
    "(SELECT origin FROM rule_uses WHERE version = rule_sets.version "
    "ORDER BY sequence DESC LIMIT 1), '') FROM rule_sets ORDER BY rowid DESC";
constexpr char kLastUse[] =
    "SELECT version, origin FROM rule_uses ORDER BY sequence DESC LIMIT 1";
constexpr char kInsertUse[] =
    "INSERT INTO rule_uses (version, from_us, origin) VALUES (?, ?, ?)";

std::string Sha256(absl::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), size));
}

bool SameRules(const std::string& stored, const Rules& rules) {
  v1::RuleSet parsed;
  return google::protobuf::TextFormat::ParseFromString(stored, &parsed) &&
         google::protobuf::util::MessageDifferencer::Equals(parsed,
                                                            rules.data());
}

absl::Status KeepText(sqlite::Transaction& transaction, const Rules& rules) {
  sqlite::Connection& connection = transaction.connection();
  const std::string sha256 = Sha256(rules.text());
  ASSIGN_OR_RETURN(sqlite::Statement * select, connection.Prepare(kSelect));
  select->Bind(rules.version());
  ASSIGN_OR_RETURN(const bool found, select->Step());
  if (!found) {
    ASSIGN_OR_RETURN(sqlite::Statement * insert, connection.Prepare(kInsert));
    insert->Bind(rules.version(), sha256, rules.text(),
                 absl::ToUnixMicros(transaction.now()));
    return insert->Run();
  }
  const bool same =
      select->Text(0) == sha256 || SameRules(select->Text(1), rules);
  select->Reset();
  if (same) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, code::kRulesChanged,
                   {{"version", rules.version()}});
}

absl::StatusOr<std::optional<RuleUse>> LastUseIn(
    sqlite::Connection& connection) {
  ASSIGN_OR_RETURN(sqlite::Statement * last, connection.Prepare(kLastUse));
  ASSIGN_OR_RETURN(const bool found, last->Step());
  std::optional<RuleUse> use;
  if (found) use = RuleUse{last->Text(0), last->Text(1)};
  last->Reset();
  return use;
}

absl::Status KeepUse(sqlite::Transaction& transaction, const Rules& rules,
                     absl::string_view origin) {
  sqlite::Connection& connection = transaction.connection();
  ASSIGN_OR_RETURN(const std::optional<RuleUse> last, LastUseIn(connection));
  if (last.has_value() && last->version == rules.version() &&
      last->origin == origin) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(sqlite::Statement * insert, connection.Prepare(kInsertUse));
  insert->Bind(rules.version(), absl::ToUnixMicros(transaction.now()), origin);
  return insert->Run();
}

}  // namespace

absl::Status RuleStore::Record(const Rules& rules, absl::string_view origin) {
  return database_.WriteAndWait(
      [&](sqlite::Transaction& transaction) -> absl::Status {
        RETURN_IF_ERROR(KeepText(transaction, rules));
        return KeepUse(transaction, rules, origin);
      });
}

absl::StatusOr<std::string> RuleStore::TextOf(absl::string_view version) const {
  std::string text;
  bool found = false;
  RETURN_IF_ERROR(database_.Read([&](sqlite::Connection& connection) {
    ASSIGN_OR_RETURN(sqlite::Statement * select, connection.Prepare(kSelect));
    select->Bind(version);
    ASSIGN_OR_RETURN(found, select->Step());
    if (found) text = select->Text(1);
    select->Reset();
    return absl::OkStatus();
  }));
  if (!found) return NotFound(absl::StrCat("ruleSets/", version));
  return text;
}

absl::StatusOr<std::vector<RecordedRules>> RuleStore::All() const {
  std::vector<RecordedRules> all;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(sqlite::Statement * list, connection.Prepare(kAll));
        while (true) {
          ASSIGN_OR_RETURN(const bool found, list->Step());
          if (!found) return absl::OkStatus();
          all.push_back({.version = list->Text(0),
                         .sha256 = list->Text(1),
                         .text = list->Text(2),
                         .first_recorded = absl::FromUnixMicros(list->Int(3)),
                         .origin = list->Text(4)});
        }
      }));
  return all;
}

absl::StatusOr<std::optional<RuleUse>> RuleStore::LastUse() const {
  std::optional<RuleUse> use;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(use, LastUseIn(connection));
        return absl::OkStatus();
      }));
  return use;
}

}  // namespace iku::indicator
