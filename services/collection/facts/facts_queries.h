#ifndef IKU_SERVICES_COLLECTION_FACTS_FACTS_QUERIES_H_
#define IKU_SERVICES_COLLECTION_FACTS_FACTS_QUERIES_H_

#include "services/collection/register/register_tables.h"
#include "services/collection/survey/survey_columns.h"

// Every query of facts, in one place, because each has to lead with the
// district (or the region) of the primary key: what one answer costs must not
// grow with what other districts hold.

namespace iku::collection::facts_query {

// Tallies: district, dimension, first month, last month.
inline constexpr char kCounts[] =
    "SELECT value, sum(responses)" IKU_FOR_ELEMENTS(IKU_SUM_SCORES)
    " FROM survey_tallies"
    " WHERE district_code = ? AND dimension = ? AND month BETWEEN ? AND ?"
    " GROUP BY value";

// District, first month, last month.
inline constexpr char kMoments[] =
    "SELECT answered, responses, sums FROM survey_moments"
    " WHERE district_code = ? AND month BETWEEN ? AND ?";
inline constexpr char kCoordination[] =
    "SELECT kind, section, follow_up_state, sum(records)"
    " FROM coordination_tallies"
    " WHERE district_code = ? AND month BETWEEN ? AND ?"
    " GROUP BY kind, section, follow_up_state";
inline constexpr char kAgencies[] =
    "SELECT agency_type, follow_up_state, sum(records)"
    " FROM coordination_agency_tallies"
    " WHERE district_code = ? AND month BETWEEN ? AND ?"
    " GROUP BY agency_type, follow_up_state";

// Records that wait for their follow-up: district, first day, last day, the day
// before which it was due; the list also takes its limit. Their conditions are
// those of the index coordination_records_pending.
#define IKU_OVERDUE                                                \
  " FROM coordination_records"                                     \
  " WHERE district_code = ? AND held_date BETWEEN ? AND ?"         \
  " AND due_date < ? AND superseded_version IS NULL AND state = 1" \
  " AND due_date IS NOT NULL AND follow_up_state < 3"
inline constexpr char kOverdueTotal[] = "SELECT count(*)" IKU_OVERDUE;
inline constexpr char kOverdue[] =
    "SELECT id, subject, held_date, due_date, section, "
    "follow_up_state" IKU_OVERDUE " ORDER BY due_date, id LIMIT ?";
#undef IKU_OVERDUE

// The active records as of a version, in two parts, because they lie in two
// indexes: the newest versions of today and those superseded since. District,
// first and last day (or year), version.
#define IKU_STILL_NEWEST                          \
  " AND superseded_version IS NULL AND state = 1" \
  " AND data_version <= ?4"
#define IKU_SUPERSEDED_SINCE                          \
  " AND superseded_version IS NOT NULL AND state = 1" \
  " AND data_version <= ?4 AND superseded_version > ?4"

// As SurveyKind::Read takes them; nobody looks at the comment.
#define IKU_SELECT_RESPONSES                                              \
  "SELECT response_date, service_code, scores, sex, age_band, education," \
  " occupation, channel, NULL FROM survey_responses"                      \
  " WHERE district_code = ?1 AND response_date BETWEEN ?2 AND ?3"
inline constexpr char kResponsesStillNewest[] =
    IKU_SELECT_RESPONSES IKU_STILL_NEWEST;
inline constexpr char kResponsesSupersededSince[] =
    IKU_SELECT_RESPONSES IKU_SUPERSEDED_SINCE;
#undef IKU_SELECT_RESPONSES

// The id, then as CoordinationKind::Read takes them.
#define IKU_SELECT_COORDINATION                                           \
  "SELECT id, held_date, kind, follow_up_state, subject, place, section," \
  " agencies, document_number, result, due_date, sub_activity_code,"      \
  " follow_ups FROM coordination_records"                                 \
  " WHERE district_code = ?1 AND held_date BETWEEN ?2 AND ?3"
inline constexpr char kCoordinationStillNewest[] =
    IKU_SELECT_COORDINATION IKU_STILL_NEWEST;
inline constexpr char kCoordinationSupersededSince[] =
    IKU_SELECT_COORDINATION IKU_SUPERSEDED_SINCE;
#undef IKU_SELECT_COORDINATION

#define IKU_SELECT_DOCUMENTS                                            \
  "SELECT id, village_code, kind, fiscal_year, revision, enacted_date," \
  " received_date, regulation_number,"                                  \
  " coalesce(json_extract(evidence, '$.uri'), '') <> '', agreed_date"   \
  " FROM village_documents"                                             \
  " WHERE district_code = ?1 AND fiscal_year BETWEEN ?2 AND ?3"
inline constexpr char kDocumentsStillNewest[] =
    IKU_SELECT_DOCUMENTS IKU_STILL_NEWEST;
inline constexpr char kDocumentsSupersededSince[] =
    IKU_SELECT_DOCUMENTS IKU_SUPERSEDED_SINCE;
#undef IKU_SELECT_DOCUMENTS
#undef IKU_STILL_NEWEST
#undef IKU_SUPERSEDED_SINCE

// The register as of a version, which each takes first.
#define IKU_AS_OF           \
  " AND data_version <= ?1" \
  " AND (superseded_version IS NULL OR superseded_version > ?1)"
inline constexpr char kRegion[] =
    IKU_SELECT_REGIONS " WHERE code = ?2" IKU_AS_OF;
// Regions with a code from the first up to, not including, the last value.
inline constexpr char kVillages[] = IKU_SELECT_REGIONS
    " WHERE code >= ?2 AND code < ?3" IKU_AS_OF " ORDER BY code";
inline constexpr char kServices[] =
    "SELECT version, update_us, district_code, code, display_name,"
    " valid_from, valid_to FROM offered_services"
    " WHERE district_code = ?2" IKU_AS_OF " ORDER BY code";
inline constexpr char kPopulation[] =
    "SELECT version, update_us, district_code, year, people, source"
    " FROM served_populations WHERE district_code = ?2 AND year = ?3" IKU_AS_OF;
// From the first code up to, not including, the last.
inline constexpr char kDistricts[] =
    "SELECT code FROM regions WHERE code >= ?2 AND code < ?3"
    " AND length(code) = 8" IKU_AS_OF " ORDER BY code LIMIT ?4";
#undef IKU_AS_OF
// When a region was registered first.
inline constexpr char kRegisteredAt[] =
    "SELECT update_us FROM regions WHERE code = ? ORDER BY version LIMIT 1";
// Whether a district changed after a version.
inline constexpr char kChangedSince[] =
    "SELECT EXISTS (SELECT 1 FROM changes"
    " WHERE district_code = ? AND version > ?)";

// Verifying. The '+' keeps SQLite off the index by date: the whole district is
// read, and its rows lie together in the table.
inline constexpr char kSurveyRecords[] =
    "SELECT response_date, service_code, scores, sex, age_band, education,"
    " occupation, channel, NULL FROM survey_responses"
    " WHERE district_code = ? AND +superseded_version IS NULL AND state = 1";
inline constexpr char kCoordinationRecords[] =
    "SELECT held_date, kind, follow_up_state, subject, place, section,"
    " agencies, document_number, result, due_date, sub_activity_code,"
    " follow_ups FROM coordination_records"
    " WHERE district_code = ? AND +superseded_version IS NULL AND state = 1";
inline constexpr char kKeptCounts[] =
    "SELECT month, dimension, value, responses" IKU_FOR_ELEMENTS(
        IKU_SCORES) " FROM survey_tallies WHERE district_code = ?";
inline constexpr char kKeptMoments[] =
    "SELECT month, answered, responses, sums FROM survey_moments"
    " WHERE district_code = ?";
inline constexpr char kKeptCoordination[] =
    "SELECT month, kind, section, follow_up_state, records"
    " FROM coordination_tallies WHERE district_code = ?";
inline constexpr char kKeptAgencies[] =
    "SELECT month, agency_type, follow_up_state, records"
    " FROM coordination_agency_tallies WHERE district_code = ?";
// The first district behind the given one that has records or tallies.
#define IKU_FIRST_BEHIND(table)                       \
  "SELECT min(district_code) AS district FROM " table \
  " WHERE district_code > ?1"
inline constexpr char kNextDistrict[] =
    "SELECT min(district) FROM ("
    IKU_FIRST_BEHIND("survey_responses") " UNION ALL "
    IKU_FIRST_BEHIND("survey_tallies") " UNION ALL "
    IKU_FIRST_BEHIND("survey_moments") " UNION ALL "
    IKU_FIRST_BEHIND("coordination_records") " UNION ALL "
    IKU_FIRST_BEHIND("coordination_tallies") " UNION ALL "
    IKU_FIRST_BEHIND("coordination_agency_tallies") ")";
#undef IKU_FIRST_BEHIND

// The newest version up to an instant. Walks back from the newest one: stores
// of earlier programs hold instants that go back where the clock was set.
inline constexpr char kVersionAt[] =
    "SELECT version FROM commits WHERE committed_us <= ?"
    " ORDER BY version DESC LIMIT 1";

// All that an answer without `as_of` and cut-off reads.
inline constexpr const char* kDefault[] = {kCounts,
                                           kMoments,
                                           kCoordination,
                                           kAgencies,
                                           kOverdue,
                                           kRegion,
                                           kDocumentsStillNewest,
                                           kVillages,
                                           kOverdueTotal,
                                           kServices,
                                           kPopulation};

inline constexpr const char* kOther[] = {kResponsesStillNewest,
                                         kResponsesSupersededSince,
                                         kCoordinationStillNewest,
                                         kCoordinationSupersededSince,
                                         kDocumentsSupersededSince,
                                         kDistricts,
                                         kRegisteredAt,
                                         kChangedSince,
                                         kSurveyRecords,
                                         kCoordinationRecords,
                                         kKeptCounts,
                                         kKeptMoments,
                                         kKeptCoordination,
                                         kKeptAgencies,
                                         kNextDistrict,
                                         Table<Region>::kNewest};

}  // namespace iku::collection::facts_query

#endif  // IKU_SERVICES_COLLECTION_FACTS_FACTS_QUERIES_H_
