#ifndef IKU_SERVICES_IKUCTL_IMPORT_PROBLEM_H_
#define IKU_SERVICES_IKUCTL_IMPORT_PROBLEM_H_

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "common/status/language.h"
#include "common/status/sentences.h"

namespace iku::ctl {

// One rule that one row breaks, as it is reported.
struct Problem {
  std::string field;   // path inside the record: scores[2].score
  std::string column;  // title of the file's column; empty when not known
  std::string code;    // stable, one of common/status/codes.h or of those below
  std::string sentence;

  friend bool operator==(const Problem&, const Problem&) = default;
};

// Code of a row that has more or fewer cells than the header.
inline constexpr char kColumnCount[] = "COLUMN_COUNT";
// Code of a row that someone put away from quarantine.
inline constexpr char kDiscarded[] = "DISCARDED";

// Collects what is wrong with one row before it is sent. Not thread-safe.
class Problems {
 public:
  explicit Problems(Language language) : language_(language) {}

  void Add(absl::string_view field, absl::string_view column,
           absl::string_view code, const Arguments& arguments = {}) {
    all_.push_back({std::string(field), std::string(column), std::string(code),
                    Sentence(code, arguments, language_)});
  }

  // Whether all are about fields of which the record shows what is wrong, by
  // what it holds or by what it lacks: paths that start with one of `shown`.
  // Then the service refuses the record as well.
  bool OnlyOf(std::initializer_list<absl::string_view> shown) const {
    return std::all_of(all_.begin(), all_.end(), [&](const Problem& problem) {
      return std::any_of(shown.begin(), shown.end(),
                         [&](absl::string_view path) {
                           return absl::StartsWith(problem.field, path);
                         });
    });
  }

  Language language() const { return language_; }
  bool empty() const { return all_.empty(); }
  const std::vector<Problem>& all() const { return all_; }

 private:
  Language language_;
  std::vector<Problem> all_;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_PROBLEM_H_
