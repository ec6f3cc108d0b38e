#ifndef IKU_SERVICES_INDICATOR_COMPUTE_REGION_INDICATORS_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_REGION_INDICATORS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/civil/region_code.h"
#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "iku/indicator/v1/indicator.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"
#include "services/indicator/formula/share.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// Rolls the indicators of a region's districts up, both pooled and as the mean
// of their values. Keeps of each district only what that takes, a few
// kilobytes, so that all of a country's fit. `question` outlives it. Not
// thread-safe.
class RegionRollUp {
 public:
  explicit RegionRollUp(const IndicatorQuestion& question)
      : question_(question) {}

  // One more district; `answer` is what ComputeIndicators() says of `facts`.
  void Add(const DistrictFacts& facts, const v1::DistrictIndicators& answer);

  // The indicators of the region, from all that was added.
  v1::RegionIndicators Result(const RegionCode& region) const;

 private:
  struct District {
    std::string name;  // of the resource
    std::string display_name;
  };
  // One indicator of one district that has data.
  struct Unit {
    size_t district;  // its place in districts_
    Decimal value;
    std::string grade;
    std::optional<Share> share;  // for shares
  };

  std::optional<Unit> UnitOf(const v1::Indicator& indicator) const;
  // The last district, which has answers and no value.
  v1::LeftOutComponent LeftOutOf(const DistrictFacts& facts,
                                 const v1::Indicator& indicator) const;
  v1::RolledUpIndicator RollUp(const std::string& id,
                               const std::vector<Unit>& units) const;
  void SetPooledShare(const std::vector<Unit>& units,
                      v1::RolledUpIndicator& result) const;
  void SetPooledIndex(v1::RolledUpIndicator& result) const;
  void SetMean(const std::string& id, const std::vector<Unit>& units,
               v1::RolledUpIndicator& result) const;
  void SetRanking(const std::vector<Unit>& units,
                  v1::RolledUpIndicator& result) const;
  void SetChoices(const std::string& id, v1::RolledUpIndicator& result) const;

  const IndicatorQuestion& question_;
  std::vector<District> districts_;                  // as added: by code
  std::map<std::string, std::vector<Unit>> units_;   // by indicator
  std::vector<SurveyTally> surveys_;                 // of each district
  std::map<size_t, v1::LeftOutComponent> left_out_;  // by place in districts_
  // Districts that owe and sent nothing, by indicator.
  std::map<std::string, std::vector<std::string>> nothing_received_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_REGION_INDICATORS_H_
