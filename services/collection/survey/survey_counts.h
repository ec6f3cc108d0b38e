#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COUNTS_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COUNTS_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/types/span.h"
#include "services/collection/survey/elements.h"
#include "services/collection/survey/survey_response.h"

namespace iku::collection {

// By what responses are told apart. Stored: never change a number.
enum class SurveyDimension {
  kTogether = 0,  // not at all
  kService = 1,
  kSex = 2,
  kAgeBand = 3,
  kEducation = 4,
  kOccupation = 5,
};
inline constexpr std::array<SurveyDimension, 6> kSurveyDimensions = {
    SurveyDimension::kTogether,  SurveyDimension::kService,
    SurveyDimension::kSex,       SurveyDimension::kAgeBand,
    SurveyDimension::kEducation, SurveyDimension::kOccupation};

// What some responses have in common. `value` is "" for all together, the code
// of a service ("" for none in particular), or the number of the enum as text.
struct SurveyGroup {
  SurveyDimension dimension = SurveyDimension::kTogether;
  std::string value;

  friend bool operator==(const SurveyGroup&, const SurveyGroup&) = default;
  // Numbers sort as numbers.
  friend bool operator<(const SurveyGroup& a, const SurveyGroup& b);
};

SurveyGroup GroupOf(const SurveyResponse& response, SurveyDimension dimension);

// The value as the contract shows it: the name of the enum's number, or the
// code of the service.
std::string ShownValue(const SurveyGroup& group);

// How many answers gave the score 1, 2, 3 and 4.
using ScoreCounts = std::array<int64_t, kHighestScore>;

// Responses, counted. `answers` are in the order of kElements.
struct SurveyCount {
  int64_t responses = 0;
  std::array<ScoreCounts, kElementCount> answers = {};

  // `sign` is 1 or -1.
  void Add(const Scores& scores, int sign);
  void Add(const SurveyCount& other);

  friend bool operator==(const SurveyCount&, const SurveyCount&) = default;
};

// Which elements a response answers: bit i for the i-th of kElements. Stored:
// never change a bit.
using AnsweredMask = int64_t;
inline constexpr AnsweredMask kAllAnswered =
    (AnsweredMask{1} << kElementCount) - 1;

AnsweredMask AnsweredBy(const Scores& scores);

// Two elements, each with itself too, in either order.
inline constexpr size_t kPairCount = kElementCount * (kElementCount + 1) / 2;

// The place of a pair, first <= second: 0,0 0,1 .. 0,8 1,1 1,2 .. 8,8.
constexpr size_t PairIndex(size_t first, size_t second) {
  return first * kElementCount - first * (first + 1) / 2 + second;
}

// Sums over responses that answer the same elements. Additive, and all that
// spread and reliability need, so that no answer is read again.
struct ScoreSums {
  int64_t responses = 0;
  std::array<int64_t, kElementCount> scores = {};
  std::array<int64_t, kPairCount> products = {};  // by PairIndex()

  // `sign` is 1 or -1.
  void Add(const Scores& more, int sign);
  void Add(const ScoreSums& other);

  friend bool operator==(const ScoreSums&, const ScoreSums&) = default;
};
using SumsByAnswered = std::map<AnsweredMask, ScoreSums>;

// Sums over the complete responses of what one element scored.
struct ElementMoments {
  int64_t sum = 0;
  int64_t sum_of_squares = 0;
  int64_t sum_with_total = 0;  // of score times total of the response

  friend bool operator==(const ElementMoments&,
                         const ElementMoments&) = default;
};

// Sums over the complete responses, those that answer every element.
struct SurveyMoments {
  int64_t responses = 0;
  int64_t sum_of_totals = 0;
  int64_t sum_of_squared_totals = 0;
  std::array<ElementMoments, kElementCount> elements = {};

  friend bool operator==(const SurveyMoments&, const SurveyMoments&) = default;
};

SurveyMoments MomentsOf(const SumsByAnswered& sums);

// Sums over the responses that answered both elements of a pair.
struct PairSums {
  int64_t answered = 0;
  int64_t first = 0;
  int64_t second = 0;
  int64_t products = 0;

  friend bool operator==(const PairSums&, const PairSums&) = default;
};
using SurveyPairs = std::array<PairSums, kPairCount>;  // by PairIndex()

// Over all responses; nothing when every one of them is complete, because the
// moments then say the same.
std::optional<SurveyPairs> PairsOf(const SumsByAnswered& sums);

// Additive counts of some responses.
struct SurveyCounts {
  std::map<SurveyGroup, SurveyCount> groups;
  SumsByAnswered sums;

  // Counts the response once in each of the dimensions, and in the sums.
  void Add(const SurveyResponse& response,
           absl::Span<const SurveyDimension> dimensions, int sign);
  void Add(const SurveyCounts& other);

  friend bool operator==(const SurveyCounts&, const SurveyCounts&) = default;
};

// Counts many responses in every dimension. Does what SurveyCounts::Add does,
// but looks for each group once and not for each response.
class SurveyCounter {
 public:
  // `counts` outlives the counter. Others may add to its groups, which stay
  // where they are; nobody takes one away.
  explicit SurveyCounter(SurveyCounts& counts) : counts_(&counts) {}

  void Add(const SurveyResponse& response, int sign);

 private:
  // More than any enum has.
  static constexpr size_t kNumbers = 16;

  SurveyCount& CountOf(const SurveyResponse& response,
                       SurveyDimension dimension, int number);

  SurveyCounts* counts_;
  // By dimension and the number of its enum; null until it is met.
  std::array<std::array<SurveyCount*, kNumbers>, kSurveyDimensions.size()>
      known_ = {};
  std::string service_;  // the last one, which known_ holds
  // The last one and its sums; none before the first response.
  AnsweredMask answered_ = -1;
  ScoreSums* sums_ = nullptr;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COUNTS_H_
