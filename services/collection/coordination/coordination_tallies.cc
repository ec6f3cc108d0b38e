#include "services/collection/coordination/coordination_tallies.h"

#include <set>

#include "common/status/macros.h"
#include "common/store/sqlite/run.h"
#include "services/collection/record/day_number.h"

namespace iku::collection {
namespace {

constexpr char kAddRecords[] = R"sql(
INSERT INTO coordination_tallies
  (district_code, month, kind, section, follow_up_state, records)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET records = records + excluded.records)sql";
constexpr char kDropRecords[] = R"sql(
DELETE FROM coordination_tallies
WHERE district_code = ?1 AND month = ?2 AND kind = ?3 AND section = ?4
  AND follow_up_state = ?5 AND records = 0)sql";

constexpr char kAddAgency[] = R"sql(
INSERT INTO coordination_agency_tallies
  (district_code, month, agency_type, follow_up_state, records)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET records = records + excluded.records)sql";
constexpr char kDropAgency[] = R"sql(
DELETE FROM coordination_agency_tallies
WHERE district_code = ?1 AND month = ?2 AND agency_type = ?3
  AND follow_up_state = ?4 AND records = 0)sql";

// Adds `delta` to the row of `key`, and takes the row away at nothing.
template <typename... Key>
absl::Status AddTo(sqlite::Connection& connection, const char* add,
                   const char* drop, int64_t delta, const Key&... key) {
  if (delta == 0) return absl::OkStatus();
  RETURN_IF_ERROR(sqlite::Run(connection, add, key..., delta));
  return delta < 0 ? sqlite::Run(connection, drop, key...) : absl::OkStatus();
}

}  // namespace

void CoordinationCounts::Add(const CoordinationRecord& record,
                             FollowUpState state, int sign) {
  records[{record.kind, record.section, state}] += sign;
  std::set<AgencyType> types;
  for (const Agency& agency : record.agencies) types.insert(agency.type);
  for (const AgencyType type : types) agencies[{type, state}] += sign;
}

void CoordinationCounts::Add(const CoordinationCounts& other) {
  for (const auto& [tally, count] : other.records) records[tally] += count;
  for (const auto& [tally, count] : other.agencies) agencies[tally] += count;
}

void CoordinationDeltas::Add(const TallyChange<CoordinationRecord>& change) {
  const CoordinationRecord& record = *change.content;
  tallies[{change.key->district, MonthNumber(record.held_date)}].Add(
      record, record.StateOfFollowUp(), change.sign);
}

void CoordinationDeltas::Add(const CoordinationDeltas& other) {
  for (const auto& [tally, counts] : other.tallies) tallies[tally].Add(counts);
}

absl::Status AddToCoordinationTallies(sqlite::Connection& connection,
                                      const CoordinationDeltas& deltas) {
  for (const auto& [where, counts] : deltas.tallies) {
    const auto& [district, month] = where;
    for (const auto& [tally, delta] : counts.records) {
      const auto& [kind, section, state] = tally;
      RETURN_IF_ERROR(AddTo(connection, kAddRecords, kDropRecords, delta,
                            district, month, static_cast<int64_t>(kind),
                            section, static_cast<int64_t>(state)));
    }
    for (const auto& [tally, delta] : counts.agencies) {
      const auto& [type, state] = tally;
      RETURN_IF_ERROR(AddTo(connection, kAddAgency, kDropAgency, delta,
                            district, month, static_cast<int64_t>(type),
                            static_cast<int64_t>(state)));
    }
  }
  return absl::OkStatus();
}

}  // namespace iku::collection
