#ifndef IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_H_
#define IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/civil/date.h"
#include "common/civil/period.h"
#include "common/civil/region_code.h"
#include "services/indicator/formula/document_timeliness.h"
#include "services/indicator/formula/follow_up_share.h"
#include "services/indicator/formula/survey_moments.h"
#include "services/indicator/formula/survey_pairs.h"
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
  std::string regulation_number;  // empty: not known
  bool has_evidence = false;
};

// By what survey responses can be told apart.
enum class SurveyDimension {
  kService,
  kSex,
  kAgeBand,
  kEducation,
  kOccupation
};

// The survey responses that have one value in common.
struct SurveyPart {
  std::string value;  // a service code or `SEX_FEMALE`; empty: not told
  SurveyTally survey;
};

// The survey responses of another period, all together.
struct EarlierSurvey {
  Period period;
  SurveyTally survey;
};

using FollowUpCounts = std::map<FollowUpState, int64_t>;

// A coordination record whose follow-up is overdue.
struct OverdueRecord {
  std::string record;
  std::string subject;
  std::string section;
  Date held;
  Date due;
  FollowUpState state = FollowUpState::kOpen;
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
  std::string etag;  // names these facts; empty: they have no name
  // They are those that the question named, and only what is above and
  // `read_time` is filled in, without the names.
  bool unchanged = false;

  // By whose day they are judged: when they were read, or the moment that was
  // asked for. None: now.
  std::optional<absl::Time> read_time;

  SurveyTally survey;     // all services together
  SurveyMoments moments;  // over the complete ones among them
  SurveyPairs pairs;      // over all; empty where all are complete
  // One part per value that occurs, for each dimension asked for.
  std::map<SurveyDimension, std::vector<SurveyPart>> survey_parts;
  std::vector<EarlierSurvey> earlier_surveys;        // as they were asked for
  std::map<std::string, std::string> service_names;  // by code
  std::optional<int64_t> population;

  FollowUpCounts coordination;  // all kinds and sections together
  std::map<std::string, FollowUpCounts> coordination_by_kind;  // enum name
  std::map<std::string, FollowUpCounts> coordination_by_section;
  // A record with several types stands under each; by enum name.
  std::map<std::string, FollowUpCounts> coordination_by_agency_type;
  std::vector<OverdueRecord> overdue;  // by due date; the first 200
  int64_t overdue_total = 0;

  std::vector<NamedVillage> villages;  // by code
  std::vector<RecordedDocument> documents;
};

// Which facts are wanted.
struct FactsSelection {
  std::optional<Period> survey_period;
  std::set<SurveyDimension> survey_dimensions;
  std::vector<Period> earlier_survey_periods;
  std::optional<Period> coordination_period;
  std::optional<Date> follow_up_cut_off;  // none: all follow-ups count
  std::vector<int> document_fiscal_years;

  // The facts of the past: what was known at the instant, judged by its day; or
  // with the version, judged by the day of the instant, and without one by that
  // of its commit.
  std::optional<absl::Time> as_of_time;
  std::optional<int64_t> as_of_version;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_FACTS_CLIENT_FACTS_H_
