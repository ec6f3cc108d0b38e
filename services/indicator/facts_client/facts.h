#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/civil/period.h"
#include "common/civil/region_code.h"
#include "services/indicator/formula/document_timeliness.h"
#include "services/indicator/formula/follow_up_share.h"
#include "services/indicator/formula/survey_tally.h"

namespace iku::indicator {

// A village as facts name it.
struct NamedVillage {
  Village village;
  std::string display_name;
};

// A village document, and the record that says so.
struct RecordedDocument {
  VillageDocument document;  // kind as the rules write it: `rkpdesa`
  std::string record;
};

// What is known of one district, ready for the formulas. Only what was asked
// for is filled in.
struct DistrictFacts {
  explicit DistrictFacts(RegionCode code) : district(std::move(code)) {}

  RegionCode district;
  std::string district_name;
  std::string regency_name;
  std::string province_name;
  int64_t data_version = 0;

  SurveyTally survey;  // all services together
  std::optional<int64_t> population;
  std::map<FollowUpState, int64_t> coordination;
  std::vector<NamedVillage> villages;  // by code
  std::vector<RecordedDocument> documents;
};

// Which facts are wanted.
struct FactsSelection {
  std::optional<Period> survey_period;
  std::optional<Period> coordination_period;
  std::vector<int> document_fiscal_years;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_H_
