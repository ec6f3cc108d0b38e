#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/utf8.h"
#include "services/collection/record/refusal.h"
#include "services/collection/survey/survey_checks.h"
#include "services/collection/survey/survey_response.h"

namespace iku::collection {
namespace {

void CheckSheetScore(int column, int32_t score, const SheetColumns& columns,
                     SurveyResponse& response, Violations& found) {
  const size_t element = columns.elements[static_cast<size_t>(column)];
  const auto arguments = [&] { return std::string(kElements[element]); };
  if (score == 0) {
    if (columns.missing == MissingAnswers::kRefused) {
      found.Add(absl::StrCat("scores[", column, "]"), code::kAnswerMissing,
                {{"element", arguments()}});
    }
  } else if (score < kLowestScore || score > kHighestScore) {
    found.Add(absl::StrCat("scores[", column, "]"), code::kScoreOutOfRange,
              {{"value", absl::StrCat(score)}, {"element", arguments()}});
  } else {
    response.scores[element] = static_cast<uint8_t>(score);
  }
}

void CheckSheetScores(const v1::SurveySheetRow& row,
                      const SheetColumns& columns, SurveyResponse& response,
                      Violations& found) {
  constexpr char kField[] = "scores";
  const int expected = static_cast<int>(columns.elements.size());
  if (row.scores_size() > expected) {
    found.Add(kField, code::kTooMany,
              {{"count", absl::StrCat(row.scores_size())},
               {"limit", absl::StrCat(expected)}});
    return;
  }
  for (int column = 0; column < expected; ++column) {
    const int32_t score = column < row.scores_size() ? row.scores(column) : 0;
    CheckSheetScore(column, score, columns, response, found);
  }
  // What is out of range is said already, and is an answer all the same.
  const bool answered = std::any_of(row.scores().begin(), row.scores().end(),
                                    [](int32_t score) { return score != 0; });
  if (!answered && columns.missing == MissingAnswers::kAllowed) {
    found.Add(kField, code::kRequired);
  }
}

}  // namespace

SheetColumns CheckSheetColumns(absl::string_view field,
                               const v1::SurveySheet& sheet,
                               Violations& found) {
  SheetColumns columns;
  if (sheet.allow_missing()) columns.missing = MissingAnswers::kAllowed;
  const int count = sheet.elements_size();
  if (count == 0) found.Add(field, code::kRequired);
  if (count > static_cast<int>(kElementCount)) {
    found.Add(field, code::kTooMany,
              {{"count", absl::StrCat(count)},
               {"limit", absl::StrCat(kElementCount)}});
    return columns;
  }
  std::array<bool, kElementCount> seen = {};
  for (int i = 0; i < count; ++i) {
    const std::string& code = sheet.elements(i);
    const std::string path = absl::StrCat(field, "[", i, "]");
    const std::optional<size_t> element = ElementIndex(code);
    if (!element) {
      found.Add(path, code::kUnknownCode,
                {{"value", Shown(code)},
                 {"allowed", absl::StrJoin(kElements, ", ")}});
      continue;
    }
    if (seen[*element]) {
      found.Add(path, code::kElementRepeated, {{"element", code}});
    }
    seen[*element] = true;
    columns.elements.push_back(*element);
  }
  for (size_t i = 0; i < kElementCount && count > 0; ++i) {
    if (seen[i] || columns.missing == MissingAnswers::kAllowed) continue;
    found.Add(field, code::kAnswerMissing,
              {{"element", std::string(kElements[i])}});
  }
  return columns;
}

absl::StatusOr<NewRecord<SurveyResponse>> FromProto(
    const v1::SurveySheetRow& row, const std::string& district,
    const SheetColumns& columns, const ValidationContext& context) {
  Violations found;
  std::optional<RecordKey> key = RecordKey{district, row.id()};
  CheckNewId("id", row.id(), found);
  SurveyResponse response;
  const std::optional<Date> day = CheckPastDate(
      "response_date", row.has_response_date(), row.response_date(),
      TodayOf(*key, context.now), Presence::kRequired, found);
  response.response_date = day.value_or(Date());
  response.service = CheckText("service", row.service(), kServiceRule, found);
  CheckService("service", response.service, key, day, context.regions, found);
  CheckSheetScores(row, columns, response, found);
  CheckRespondent("", row, response, found);
  response.comment = CheckText("comment", row.comment(), kCommentRule, found);
  return Judge(std::optional(NewRecord<SurveyResponse>{*std::move(key),
                                                       std::move(response)}),
               found);
}

}  // namespace iku::collection
