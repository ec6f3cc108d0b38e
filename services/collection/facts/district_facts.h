#ifndef IKU_SERVICES_COLLECTION_FACTS_DISTRICT_FACTS_H_
#define IKU_SERVICES_COLLECTION_FACTS_DISTRICT_FACTS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/civil/date.h"
#include "common/civil/period.h"
#include "services/collection/coordination/coordination_record.h"
#include "services/collection/register/register.h"
#include "services/collection/survey/elements.h"
#include "services/collection/village_document/village_document.h"

namespace iku::collection {

// Which facts of a district a caller wants; what is left empty is not read.
struct FactsSelection {
  std::optional<Period> survey_period;
  bool survey_by_service = false;
  std::optional<Period> coordination_period;
  // Also asks for the villages.
  std::vector<int> document_fiscal_years;
};

// How many answers gave the score 1, 2, 3 and 4.
using ScoreCounts = std::array<int64_t, 4>;

// Active survey responses, counted. `answers` are in the order of kElements.
struct SurveyTally {
  std::string service;  // "" for none in particular and for all together
  int64_t responses = 0;
  std::array<ScoreCounts, kElementCount> answers = {};
};

// Active coordination records, counted.
struct CoordinationTally {
  ResultKind kind = ResultKind::kMeeting;
  FollowUpState follow_up_state = FollowUpState::kOpen;
  int64_t records = 0;
};

// One active village document, as far as rules look at it.
struct VillageDocumentFact {
  std::string id;
  std::string village;
  DocumentKind kind = DocumentKind::kRkpDesa;
  int fiscal_year = 0;
  int revision = 0;
  std::optional<Date> enacted_date;
  std::optional<Date> received_date;
  std::string regulation_number;
  bool has_evidence = false;  // with an address of a copy
};

// What is known of one district, read at one moment. No tally is empty.
struct DistrictFacts {
  std::string district;
  std::vector<Registered<Region>> regions;  // province, regency, district
  int64_t data_version = 0;
  absl::Time read_time;
  std::vector<SurveyTally> survey_tallies;              // by service
  std::vector<CoordinationTally> coordination_tallies;  // by kind and state
  // By code, ended ones too.
  std::vector<Registered<Region>> villages;
  // By fiscal year, village, kind and revision.
  std::vector<VillageDocumentFact> village_documents;
  // Of the year of the survey period.
  std::optional<Registered<ServedPopulation>> served_population;
};

// A kept tally that is not what the records say.
struct TallyMismatch {
  std::string district;
  std::string tally;  // in words
  int64_t kept = 0;
  int64_t counted = 0;
};

// What verifying the tallies found.
struct TallyReport {
  int64_t districts = 0;
  int64_t records = 0;  // active, counted again
  int64_t tallies = 0;  // kept numbers, compared
  int64_t mismatches_total = 0;
  std::vector<TallyMismatch> mismatches;  // the first kMostMismatches
  int64_t data_version = 0;
};

inline constexpr size_t kMostMismatches = 100;

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_FACTS_DISTRICT_FACTS_H_
