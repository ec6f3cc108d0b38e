#include "services/indicator/definition/rule_store.h"

#include <openssl/evp.h>

#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace iku::indicator {
namespace {

constexpr char kSchema[] = R"sql(
CREATE TABLE rule_sets (
  version TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,      -- of content
  content TEXT NOT NULL,     -- RuleSet in protobuf text format
  loaded_us INTEGER NOT NULL -- when it was first recorded
) STRICT;
)sql";
constexpr sqlite::Migration kMigrations[] = {kSchema};

constexpr char kSelect[] =
    "SELECT sha256, content FROM rule_sets WHERE version = ?";
constexpr char kInsert[] =
    "INSERT INTO rule_sets (version, sha256, content, loaded_us) "
    "VALUES (?, ?, ?, ?)";

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

absl::Status RecordIn(sqlite::Transaction& transaction, const Rules& rules) {
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

}  // namespace

absl::StatusOr<std::unique_ptr<RuleStore>> RuleStore::Open(
    const std::string& path, const Clock& clock) {
  ASSIGN_OR_RETURN(auto database,
                   sqlite::Database::Open(path, kMigrations, clock, {}));
  return absl::WrapUnique(new RuleStore(std::move(database)));
}

absl::Status RuleStore::Record(const Rules& rules) {
  return database_->WriteAndWait([&rules](sqlite::Transaction& transaction) {
    return RecordIn(transaction, rules);
  });
}

absl::StatusOr<std::string> RuleStore::TextOf(absl::string_view version) const {
  std::string text;
  bool found = false;
  RETURN_IF_ERROR(database_->Read([&](sqlite::Connection& connection) {
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

}  // namespace iku::indicator
