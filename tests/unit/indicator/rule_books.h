#ifndef IKU_TESTS_UNIT_INDICATOR_RULE_BOOKS_H_
#define IKU_TESTS_UNIT_INDICATOR_RULE_BOOKS_H_

#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/store/sqlite/database.h"
#include "services/indicator/definition/embedded_rules.h"
#include "services/indicator/definition/rule_book.h"
#include "services/indicator/definition/rule_store.h"
#include "services/indicator/store/schema.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace iku::test {

// A fresh store of the indicator service.
class FreshStore {
 public:
  explicit FreshStore(const Clock& clock) : clock_(clock) { Reopen(); }

  // As a restart of the program does.
  void Reopen() {
    database_.reset();
    database_ = sqlite::Database::Open(directory_.File("indicator.db"),
                                       indicator::Migrations(), clock_, {})
                    .value();
  }
  sqlite::Database& database() { return *database_; }
  std::string File(const std::string& name) const {
    return directory_.File(name);
  }

 private:
  const Clock& clock_;
  TempDir directory_;
  std::unique_ptr<sqlite::Database> database_;
};

using Changes = std::vector<std::pair<std::string, std::string>>;

// The text of the built-in rules, with the second text of each change in place
// of the first one.
inline std::string RulesTextWith(const Changes& changes) {
  return absl::StrReplaceAll(indicator::EmbeddedRulesText(), changes);
}

inline void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// The first day of the built-in rules, and one before the days of all tests.
inline constexpr char kFirstDay[] =
    "valid_from { year: 2026 month: 3 day: 27 }";
inline constexpr char kLongAgo[] = "valid_from { year: 1970 month: 1 day: 1 }";

// Rules in a store of their own: those that are built in, from a file, which
// began long ago.
class FreshRuleBook {
 public:
  explicit FreshRuleBook(const Clock& clock) : store_(clock), clock_(clock) {}

  indicator::RuleBook& operator*() { return *book_; }
  sqlite::Database& database() { return store_.database(); }

  // Changes the file and has it read again.
  absl::Status Change(const Changes& changes) {
    Write(changes);
    return book_->Reload();
  }

 private:
  void Write(Changes changes) {
    changes.emplace_back(absl::StrCat("\n", kFirstDay, "\n"),
                         absl::StrCat("\n", kLongAgo, "\n"));
    WriteFile(file_, RulesTextWith(changes));
  }
  std::unique_ptr<indicator::RuleBook> Open() {
    Write({});
    return indicator::RuleBook::Open(file_, rules_, clock_).value();
  }

  FreshStore store_;
  const Clock& clock_;
  const std::string file_ = store_.File("rules.textproto");
  indicator::RuleStore rules_{store_.database()};
  std::unique_ptr<indicator::RuleBook> book_ = Open();
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_RULE_BOOKS_H_
