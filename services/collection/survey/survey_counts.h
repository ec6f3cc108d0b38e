#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COUNTS_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COUNTS_H_

#include <array>
#include <cstdint>
#include <map>
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

  // Does nothing for a response that is not complete.
  void Add(const Scores& scores, int sign);
  void Add(const SurveyMoments& other);

  friend bool operator==(const SurveyMoments&, const SurveyMoments&) = default;
};

// Additive counts of some responses.
struct SurveyCounts {
  std::map<SurveyGroup, SurveyCount> groups;
  SurveyMoments moments;

  // Counts the response once in each of the dimensions, and in the moments.
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
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COUNTS_H_
