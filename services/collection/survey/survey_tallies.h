#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_TALLIES_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_TALLIES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/sqlite/connection.h"
#include "services/collection/store/tally_change.h"
#include "services/collection/survey/survey_counts.h"

namespace iku::collection {

// Signed counts that writes add to the tallies, each response in every
// dimension.
class SurveyDeltas {
 public:
  void Add(const TallyChange<SurveyResponse>& change);
  void Add(const SurveyDeltas& other);

 private:
  friend absl::Status AddToSurveyTallies(sqlite::Connection& connection,
                                         const SurveyDeltas& deltas);
  // What one tally gets. Stays where it is, because the counter knows places in
  // the counts.
  struct Tally {
    Tally() = default;
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;

    SurveyCounts counts;
    SurveyCounter counter{counts};
  };

  // By district and month (yyyymm).
  std::map<std::pair<std::string, int64_t>, Tally> tallies_;
};

// Adds to the kept survey tallies. What comes to nothing has no row. Whoever
// calls holds the transaction.
absl::Status AddToSurveyTallies(sqlite::Connection& connection,
                                const SurveyDeltas& deltas);

// Reads the counts of one row, columns from `first` as IKU_SCORES names them.
std::array<ScoreCounts, kElementCount> ReadScores(
    const sqlite::Statement& statement, int first);

// The sums as they are kept: a JSON array of whole numbers, first of the scores
// of each element, then of the products of each pair.
std::string SumsText(const ScoreSums& sums);

// Reads the columns `responses` and `sums` of one row, from `first`. DATA_LOSS
// when the text is not what SumsText() writes.
absl::StatusOr<ScoreSums> ReadScoreSums(const sqlite::Statement& statement,
                                        int first);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_TALLIES_H_
