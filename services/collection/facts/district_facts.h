#ifndef IKU_SERVICES_COLLECTION_FACTS_DISTRICT_FACTS_H_
#define IKU_SERVICES_COLLECTION_FACTS_DISTRICT_FACTS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/civil/date.h"
#include "common/civil/period.h"
#include "services/collection/coordination/coordination_record.h"
#include "services/collection/register/register.h"
#include "services/collection/survey/survey_counts.h"
#include "services/collection/village_document/village_document.h"

namespace iku::collection {

// What was known with a version of the data, judged by the day of an instant on
// the calendar of the district.
struct FactsMoment {
  int64_t version = 0;  // 0: before the first one
  absl::Time time;
};

// Which facts of a district a caller wants; what is left empty is not read.
struct FactsSelection {
  std::optional<Period> survey_period;
  std::set<SurveyDimension> survey_dimensions;  // beside all together
  std::optional<Period> coordination_period;
  // Also asks for the villages.
  std::vector<int> document_fiscal_years;
  std::vector<Period> earlier_survey_periods;
  // Only follow-ups up to this day count; nothing: up to the day of the moment.
  std::optional<Date> follow_up_cut_off;
  // Nothing: now, with all that was committed.
  std::optional<FactsMoment> as_of;
};

// Active survey responses of one group, counted.
struct SurveyTally {
  SurveyGroup group;
  SurveyCount count;
  std::optional<SurveyMoments> moments;  // of all together
  Period period;
  // Of all together, where some of them left an element out.
  std::optional<SurveyPairs> pairs = std::nullopt;
};

// Active coordination records, counted.
struct CoordinationTally {
  ResultKind kind = ResultKind::kMeeting;
  std::string section;
  FollowUpState follow_up_state = FollowUpState::kOpen;
  int64_t records = 0;
};

// Active coordination records that a type of agency took part in, counted.
struct AgencyTally {
  AgencyType agency_type = AgencyType::kOther;
  FollowUpState follow_up_state = FollowUpState::kOpen;
  int64_t records = 0;
};

// An active record whose follow-up was due before the cut-off and is not done,
// verified or rejected.
struct OverdueRecord {
  std::string id;
  std::string subject;
  Date held_date;
  Date due_date;
  std::string section;
  FollowUpState follow_up_state = FollowUpState::kOpen;
};

inline constexpr size_t kMostOverdueRecords = 200;

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
  std::optional<Date> agreed_date;
};

// What is known of one district, read at one moment. No coordination tally is
// empty.
struct DistrictFacts {
  std::string district;
  std::vector<Registered<Region>> regions;  // province, regency, district
  int64_t data_version = 0;
  absl::Time read_time;  // by whose day they are judged
  // All together, then by dimension and value; empty without responses.
  std::vector<SurveyTally> survey_tallies;
  // All together, one for each period asked for.
  std::vector<SurveyTally> earlier_survey_tallies;
  // Those that survey_tallies tell apart and the register knows, by code.
  std::vector<Registered<OfferedService>> offered_services;
  std::vector<CoordinationTally> coordination_tallies;  // by all they name
  std::vector<AgencyTally> agency_tallies;              // by type and state
  std::vector<OverdueRecord> overdue_records;  // by due date, the first ones
  int64_t overdue_total = 0;
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
