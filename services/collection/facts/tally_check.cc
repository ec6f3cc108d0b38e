#include "services/collection/facts/tally_check.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "iku/collection/v1/coordination.pb.h"
#include "services/collection/facts/facts_queries.h"
#include "services/collection/survey/elements.h"

namespace iku::collection {
namespace {

constexpr char kAllServices[] = "*";

// Records between two questions whether to go on.
constexpr int64_t kRecordsAtATime = 20'000;

// Numbers by what they count, in words.
using TallyNumbers = std::map<std::string, int64_t>;

absl::Status Damaged() {
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

std::string MonthText(int64_t month) {
  return absl::StrFormat("%04d-%02d", month / 100, month % 100);
}

std::string SurveyWords(int64_t month, absl::string_view service) {
  return absl::StrCat("survey ", MonthText(month),
                      " service=", service.empty() ? "-" : service);
}

std::string AnswerWords(int64_t month, absl::string_view service,
                        absl::string_view element, size_t score) {
  return absl::StrCat(SurveyWords(month, service), " element=", element,
                      " score=", score);
}

// "in_progress" of FOLLOW_UP_STATE_IN_PROGRESS; a number without a name, which
// only a damaged tally has, stands for itself.
std::string Word(absl::string_view name, absl::string_view prefix,
                 int64_t number) {
  if (name.empty()) return absl::StrCat(number);
  absl::ConsumePrefix(&name, prefix);
  return absl::AsciiStrToLower(name);
}

std::string CoordinationWords(int64_t month, int64_t kind, int64_t state) {
  const std::string& kind_name =
      v1::CoordinationKind_Name(static_cast<int>(kind));
  const std::string& state_name =
      v1::FollowUpState_Name(static_cast<int>(state));
  return absl::StrCat("coordination ", MonthText(month),
                      " kind=", Word(kind_name, "COORDINATION_KIND_", kind),
                      " state=", Word(state_name, "FOLLOW_UP_STATE_", state));
}

// Counts records and asks now and then whether to go on.
class Pace {
 public:
  explicit Pace(absl::FunctionRef<bool()> go_on) : go_on_(go_on) {}

  absl::Status Next() {
    if (records_++ % kRecordsAtATime == 0) return Check();
    return absl::OkStatus();
  }
  absl::Status Check() const {
    if (go_on_()) return absl::OkStatus();
    return MakeError(absl::StatusCode::kDeadlineExceeded,
                     code::kDeadlineExceeded);
  }
  int64_t records() const { return records_; }

 private:
  absl::FunctionRef<bool()> go_on_;
  int64_t records_ = 0;
};

struct SurveyCount {
  int64_t responses = 0;
  std::array<ScoreCounts, kElementCount> answers = {};
};

// By month and service.
using SurveyCounts = std::map<std::pair<int64_t, std::string>, SurveyCount>;

absl::Status AddScores(const std::string& scores, SurveyCount& count) {
  if (scores.size() != kElementCount) return Damaged();
  ++count.responses;
  for (size_t i = 0; i < kElementCount; ++i) {
    if (scores[i] == '-') continue;
    if (scores[i] < '1' || scores[i] > '4') return Damaged();
    ++count.answers[i][static_cast<size_t>(scores[i] - '1')];
  }
  return absl::OkStatus();
}

void Add(const SurveyCount& more, SurveyCount& count) {
  count.responses += more.responses;
  for (size_t i = 0; i < kElementCount; ++i) {
    for (size_t score = 0; score < count.answers[i].size(); ++score) {
      count.answers[i][score] += more.answers[i][score];
    }
  }
}

void AddWords(int64_t month, const std::string& service,
              const SurveyCount& count, TallyNumbers& numbers) {
  numbers[absl::StrCat(SurveyWords(month, service), " responses")] =
      count.responses;
  for (size_t i = 0; i < kElementCount; ++i) {
    for (size_t score = 0; score < count.answers[i].size(); ++score) {
      numbers[AnswerWords(month, service, kElements[i], score + 1)] =
          count.answers[i][score];
    }
  }
}

absl::Status CountSurveys(sqlite::Connection& connection,
                          const std::string& district, Pace& pace,
                          TallyNumbers& numbers) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows,
                   connection.Prepare(facts_query::kSurveyRecords));
  rows->Bind(district);
  SurveyCounts counts;
  // Neighbours are mostly of one month and service.
  auto last = counts.end();
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) break;
    RETURN_IF_ERROR(pace.Next());
    std::pair<int64_t, std::string> key(rows->Int(0), rows->Text(1));
    if (last == counts.end() || last->first != key) {
      last = counts.try_emplace(std::move(key)).first;
    }
    RETURN_IF_ERROR(AddScores(rows->Text(2), last->second));
  }
  std::map<int64_t, SurveyCount> together;
  for (const auto& [key, count] : counts) {
    Add(count, together[key.first]);
    AddWords(key.first, key.second, count, numbers);
  }
  for (const auto& [month, count] : together) {
    AddWords(month, kAllServices, count, numbers);
  }
  return absl::OkStatus();
}

absl::Status CountCoordination(sqlite::Connection& connection,
                               const std::string& district, Pace& pace,
                               TallyNumbers& numbers) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows,
                   connection.Prepare(facts_query::kCoordinationRecords));
  rows->Bind(district);
  std::map<std::tuple<int64_t, int64_t, int64_t>, int64_t> counts;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) break;
    RETURN_IF_ERROR(pace.Next());
    ++counts[{rows->Int(0), rows->Int(1), rows->Int(2)}];
  }
  for (const auto& [key, count] : counts) {
    const auto& [month, kind, state] = key;
    numbers[CoordinationWords(month, kind, state)] = count;
  }
  return absl::OkStatus();
}

absl::Status ReadKeptSurveys(sqlite::Connection& connection,
                             const std::string& district,
                             TallyNumbers& numbers) {
  ASSIGN_OR_RETURN(sqlite::Statement * responses,
                   connection.Prepare(facts_query::kKeptResponses));
  responses->Bind(district);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, responses->Step());
    if (!found) break;
    numbers[absl::StrCat(SurveyWords(responses->Int(0), responses->Text(1)),
                         " responses")] = responses->Int(2);
  }
  ASSIGN_OR_RETURN(sqlite::Statement * answers,
                   connection.Prepare(facts_query::kKeptAnswers));
  answers->Bind(district);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, answers->Step());
    if (!found) return absl::OkStatus();
    for (size_t score = 1; score <= ScoreCounts().size(); ++score) {
      numbers[AnswerWords(answers->Int(0), answers->Text(1), answers->Text(2),
                          score)] = answers->Int(static_cast<int>(2 + score));
    }
  }
}

absl::Status ReadKeptCoordination(sqlite::Connection& connection,
                                  const std::string& district,
                                  TallyNumbers& numbers) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows,
                   connection.Prepare(facts_query::kKeptCoordination));
  rows->Bind(district);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    numbers[CoordinationWords(rows->Int(0), rows->Int(1), rows->Int(2))] =
        rows->Int(3);
  }
}

void Compare(const std::string& district, const TallyNumbers& kept,
             const TallyNumbers& counted, TallyReport& report) {
  TallyNumbers all = kept;
  all.insert(counted.begin(), counted.end());
  const auto number = [](const TallyNumbers& numbers,
                         const std::string& words) {
    const auto found = numbers.find(words);
    return found == numbers.end() ? 0 : found->second;
  };
  for (const auto& [words, unused] : all) {
    TallyMismatch one{district, words, number(kept, words),
                      number(counted, words)};
    if (one.kept == one.counted) continue;
    ++report.mismatches_total;
    if (report.mismatches.size() < kMostMismatches) {
      report.mismatches.push_back(std::move(one));
    }
  }
}

}  // namespace

absl::Status CheckTallies(sqlite::Connection& connection,
                          const std::string& district,
                          absl::FunctionRef<bool()> go_on,
                          TallyReport& report) {
  Pace pace(go_on);
  RETURN_IF_ERROR(pace.Check());
  TallyNumbers counted;
  RETURN_IF_ERROR(CountSurveys(connection, district, pace, counted));
  RETURN_IF_ERROR(CountCoordination(connection, district, pace, counted));
  TallyNumbers kept;
  RETURN_IF_ERROR(ReadKeptSurveys(connection, district, kept));
  RETURN_IF_ERROR(ReadKeptCoordination(connection, district, kept));
  Compare(district, kept, counted, report);
  ++report.districts;
  report.records += pace.records();
  report.tallies += static_cast<int64_t>(kept.size());
  return absl::OkStatus();
}

}  // namespace iku::collection
