#include "services/collection/survey/survey_response.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/macros.h"
#include "common/text/utf8.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/record_proto.h"
#include "services/collection/record/refusal.h"
#include "services/collection/survey/survey_checks.h"

namespace iku::collection {
namespace {

// Past this nobody meant to send one score per element, and listing what is
// wrong with each helps nobody.
constexpr int kMostScoresLookedAt = 32;

// The place of a score; nothing when it cannot be counted.
std::optional<size_t> CheckElement(absl::string_view field,
                                   const std::string& element,
                                   const std::array<bool, kElementCount>& seen,
                                   Violations& found) {
  if (element.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const std::optional<size_t> index = ElementIndex(element);
  if (!index) {
    found.Add(field, code::kUnknownCode,
              {{"value", Shown(element)},
               {"allowed", absl::StrJoin(kElements, ", ")}});
  } else if (seen[*index]) {
    found.Add(field, code::kElementRepeated, {{"element", element}});
  }
  return index;
}

// `sent` counts the scores, good or bad: what is wrong with one is said of it.
void CheckMissing(const std::string& field, int sent,
                  const std::array<bool, kElementCount>& seen,
                  MissingAnswers missing, Violations& found) {
  if (missing == MissingAnswers::kAllowed) {
    if (sent == 0) found.Add(field, code::kRequired);
    return;
  }
  for (size_t i = 0; i < kElementCount; ++i) {
    if (seen[i]) continue;
    found.Add(field, code::kAnswerMissing,
              {{"element", std::string(kElements[i])}});
  }
}

Scores CheckScores(const std::string& field, const v1::SurveyResponse& message,
                   MissingAnswers missing, Violations& found) {
  Scores scores = {};
  std::array<bool, kElementCount> seen = {};
  const int count = message.scores_size();
  if (count > kMostScoresLookedAt) {
    found.Add(field, code::kTooMany,
              {{"count", absl::StrCat(count)},
               {"limit", absl::StrCat(kElementCount)}});
    return scores;
  }
  for (int i = 0; i < count; ++i) {
    const v1::ElementScore& score = message.scores(i);
    const std::string path = absl::StrCat(field, "[", i, "]");
    const std::optional<size_t> index = CheckElement(
        absl::StrCat(path, ".element"), score.element(), seen, found);
    if (score.score() < kLowestScore || score.score() > kHighestScore) {
      found.Add(absl::StrCat(path, ".score"), code::kScoreOutOfRange,
                {{"value", absl::StrCat(score.score())},
                 {"element", Shown(score.element())}});
    }
    if (!index) continue;
    seen[*index] = true;
    scores[*index] = static_cast<uint8_t>(score.score());
  }
  CheckMissing(field, count, seen, missing, found);
  return scores;
}

}  // namespace

std::string CanonicalText(const SurveyResponse& response) {
  return absl::StrCat(
      "survey_response/1\n", ToString(response.response_date), "\n",
      response.service, "\n",
      absl::StrJoin(response.scores, "",
                    [](std::string* out, uint8_t score) {
                      absl::StrAppend(out, static_cast<int>(score));
                    }),
      "\n", static_cast<int>(response.sex), " ",
      static_cast<int>(response.age_band), " ",
      static_cast<int>(response.education), " ",
      static_cast<int>(response.occupation), " ",
      static_cast<int>(response.channel), "\n", response.comment);
}

std::optional<NewRecord<SurveyResponse>> CheckSurveyResponse(
    const v1::SurveyResponse& message, absl::string_view field,
    MissingAnswers missing, const ValidationContext& context,
    Violations& found) {
  const size_t before = found.all().size();
  const auto path = [field](absl::string_view name) {
    return absl::StrCat(field, ".", name);
  };
  const std::optional<RecordKey> key = CheckNewName(
      path("name"), message.name(), kSurveyResponses, context.regions, found);
  // Without a district its zone is unknown: take the one where a day starts
  // first, so that only what lies in the future everywhere is refused.
  constexpr char kEasternmostDistrict[] = "91.01.01";
  const Date today =
      TodayOf(key.value_or(RecordKey{kEasternmostDistrict, ""}), context.now);
  SurveyResponse response;
  const std::optional<Date> day =
      CheckPastDate(path("response_date"), message.has_response_date(),
                    message.response_date(), today, Presence::kRequired, found);
  response.response_date = day.value_or(Date());
  response.service =
      CheckText(path("service"), message.service(), kServiceRule, found);
  CheckService(path("service"), response.service, key, day, context.regions,
               found);
  response.scores = CheckScores(path("scores"), message, missing, found);
  CheckRespondent(absl::StrCat(field, "."), message, response, found);
  response.comment =
      CheckText(path("comment"), message.comment(), kCommentRule, found);
  const auto against = absl::MakeConstSpan(found.all()).subspan(before);
  if (!OnlyTheRegisterRefuses(against)) return std::nullopt;
  return NewRecord<SurveyResponse>{*key, std::move(response)};
}

absl::StatusOr<NewRecord<SurveyResponse>> FromProto(
    const v1::SurveyResponse& message, absl::string_view field,
    MissingAnswers missing, const ValidationContext& context) {
  Violations found;
  std::optional<NewRecord<SurveyResponse>> row =
      CheckSurveyResponse(message, field, missing, context, found);
  return Judge(std::move(row), found);
}

void ToProto(const Versioned<SurveyResponse>& record,
             v1::SurveyResponse& message) {
  const SurveyResponse& response = record.content;
  message.set_name(NameOf(record.key, kSurveyResponses));
  *message.mutable_response_date() = ToProto(response.response_date);
  message.set_service(response.service);
  for (size_t i = 0; i < kElementCount; ++i) {
    if (response.scores[i] == 0) continue;
    v1::ElementScore* score = message.add_scores();
    score->set_element(kElements[i].data(), kElements[i].size());
    score->set_score(response.scores[i]);
  }
  message.set_sex(response.sex);
  message.set_age_band(response.age_band);
  message.set_education(response.education);
  message.set_occupation(response.occupation);
  message.set_channel(response.channel);
  message.set_comment(response.comment);
  SetVersion(record.version, message);
}

}  // namespace iku::collection
