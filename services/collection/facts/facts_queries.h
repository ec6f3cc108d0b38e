#ifndef IKU_SERVICES_COLLECTION_FACTS_FACTS_QUERIES_H_
#define IKU_SERVICES_COLLECTION_FACTS_FACTS_QUERIES_H_

#include "services/collection/register/register_tables.h"

// Every query of facts, in one place, because each has to lead with the
// district (or the region) of the primary key: what one answer costs must not
// grow with what other districts hold.

namespace iku::collection::facts_query {

// Tallies of all services together: district, first month, last month.
inline constexpr char kResponses[] =
    "SELECT '', sum(responses) FROM survey_tallies"
    " WHERE district_code = ? AND service_code = '*' AND month BETWEEN ? AND ?";
inline constexpr char kAnswers[] =
    "SELECT '', element, sum(score_1), sum(score_2), sum(score_3), sum(score_4)"
    " FROM survey_element_tallies"
    " WHERE district_code = ? AND service_code = '*' AND month BETWEEN ? AND ?"
    " GROUP BY element";

// The same, each service by itself.
inline constexpr char kResponsesByService[] =
    "SELECT service_code, sum(responses) FROM survey_tallies"
    " WHERE district_code = ? AND service_code <> '*' AND month BETWEEN ? AND ?"
    " GROUP BY service_code";
inline constexpr char kAnswersByService[] =
    "SELECT service_code, element, sum(score_1), sum(score_2), sum(score_3),"
    " sum(score_4) FROM survey_element_tallies"
    " WHERE district_code = ? AND service_code <> '*' AND month BETWEEN ? AND ?"
    " GROUP BY service_code, element";

// District, first month, last month.
inline constexpr char kCoordination[] =
    "SELECT kind, follow_up_state, sum(records) FROM coordination_tallies"
    " WHERE district_code = ? AND month BETWEEN ? AND ?"
    " GROUP BY kind, follow_up_state";

// District, fiscal year.
inline constexpr char kDocuments[] =
    "SELECT id, village_code, kind, fiscal_year, revision, enacted_date,"
    " received_date, regulation_number,"
    " coalesce(json_extract(evidence, '$.uri'), '') <> ''"
    " FROM village_documents"
    " WHERE district_code = ? AND fiscal_year = ?"
    " AND superseded_version IS NULL AND state = 1"
    " ORDER BY village_code, kind, revision, id";

// Regions with a code from the first up to, not including, the last value.
inline constexpr char kVillages[] = IKU_SELECT_REGIONS
    " WHERE code >= ? AND code < ? AND superseded_version IS NULL"
    " ORDER BY code";
inline constexpr char kDistricts[] =
    "SELECT code FROM regions WHERE code >= ? AND code < ?"
    " AND length(code) = 8 AND superseded_version IS NULL"
    " ORDER BY code LIMIT ?";

// Verifying. The '+' keeps SQLite off the index by date: the whole district is
// read, and its rows lie together in the table.
inline constexpr char kSurveyRecords[] =
    "SELECT response_date / 100, service_code, scores FROM survey_responses"
    " WHERE district_code = ? AND +superseded_version IS NULL AND state = 1";
inline constexpr char kCoordinationRecords[] =
    "SELECT held_date / 100, kind, follow_up_state FROM coordination_records"
    " WHERE district_code = ? AND +superseded_version IS NULL AND state = 1";
inline constexpr char kKeptResponses[] =
    "SELECT month, service_code, responses FROM survey_tallies"
    " WHERE district_code = ?";
inline constexpr char kKeptAnswers[] =
    "SELECT month, service_code, element, score_1, score_2, score_3, score_4"
    " FROM survey_element_tallies WHERE district_code = ?";
inline constexpr char kKeptCoordination[] =
    "SELECT month, kind, follow_up_state, records FROM coordination_tallies"
    " WHERE district_code = ?";
// The first district behind the given one that has records or tallies.
inline constexpr char kNextDistrict[] =
    "SELECT min(district) FROM ("
    "SELECT min(district_code) AS district FROM survey_responses"
    " WHERE district_code > ?1 UNION ALL "
    "SELECT min(district_code) FROM survey_tallies"
    " WHERE district_code > ?1 UNION ALL "
    "SELECT min(district_code) FROM survey_element_tallies"
    " WHERE district_code > ?1 UNION ALL "
    "SELECT min(district_code) FROM coordination_records"
    " WHERE district_code > ?1 UNION ALL "
    "SELECT min(district_code) FROM coordination_tallies"
    " WHERE district_code > ?1)";

inline constexpr const char* kAll[] = {kResponses,
                                       kAnswers,
                                       kResponsesByService,
                                       kAnswersByService,
                                       kCoordination,
                                       kDocuments,
                                       kVillages,
                                       kDistricts,
                                       kSurveyRecords,
                                       kCoordinationRecords,
                                       kKeptResponses,
                                       kKeptAnswers,
                                       kKeptCoordination,
                                       kNextDistrict,
                                       Table<Region>::kNewest,
                                       Table<ServedPopulation>::kNewest};

}  // namespace iku::collection::facts_query

#endif  // IKU_SERVICES_COLLECTION_FACTS_FACTS_QUERIES_H_
