#include "services/collection/facts/sqlite_facts.h"

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/audit/change.h"
#include "services/collection/facts/counted_facts.h"
#include "services/collection/facts/facts_queries.h"
#include "services/collection/facts/kept_facts.h"
#include "services/collection/facts/pace.h"
#include "services/collection/facts/register_facts.h"
#include "services/collection/facts/tally_check.h"
#include "services/collection/record/validation.h"
#include "services/collection/register/register_tables.h"

namespace iku::collection {
namespace {

absl::StatusOr<std::optional<Registered<Region>>> NewestRegion(
    sqlite::Connection& connection, const RegionCode& code) {
  Region key;
  key.code = code.ToString();
  return Newest(connection, key);
}

absl::Status CheckRegistered(sqlite::Connection& connection,
                             const RegionCode& code,
                             absl::string_view collection) {
  ASSIGN_OR_RETURN(const auto region, NewestRegion(connection, code));
  if (region) return absl::OkStatus();
  return NotFound(absl::StrCat(collection, "/", code.ToString()));
}

// One number of one row; nothing when there is no row.
absl::StatusOr<std::optional<int64_t>> NumberOf(sqlite::Connection& connection,
                                                const char* sql,
                                                int64_t value) {
  ASSIGN_OR_RETURN(sqlite::Statement * statement, connection.Prepare(sql));
  statement->Bind(value);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  std::optional<int64_t> number;
  if (found) number = statement->OptionalInt(0);
  statement->Reset();
  return number;
}

// Says from which version of the data the facts are, and when that was.
absl::Status ReadMoment(sqlite::Connection& connection,
                        const FactsSelection& selection, absl::Time now,
                        DistrictFacts& facts) {
  facts.read_time = now;
  if (!selection.as_of_version) {
    ASSIGN_OR_RETURN(facts.data_version,
                     sqlite::Database::NewestVersion(connection));
    return absl::OkStatus();
  }
  facts.data_version = *selection.as_of_version;
  facts.read_time = selection.as_of_time.value_or(absl::UnixEpoch());
  ASSIGN_OR_RETURN(
      const std::optional<int64_t> committed,
      NumberOf(connection, facts_query::kCommittedAt, facts.data_version));
  if (committed) facts.read_time = absl::FromUnixMicros(*committed);
  return absl::OkStatus();
}

absl::StatusOr<SurveyCounts> SurveysOf(sqlite::Connection& connection,
                                       const FactsSelection& selection,
                                       const Period& period,
                                       std::set<SurveyDimension> dimensions,
                                       Pace& pace, const DistrictFacts& facts) {
  dimensions.insert(SurveyDimension::kTogether);
  if (!selection.as_of_version) {
    return ReadKeptSurveys(connection, facts.district, period, dimensions);
  }
  return CountSurveys(connection, facts.district, period,
                      {dimensions.begin(), dimensions.end()},
                      facts.data_version, pace);
}

absl::Status ReadSurveys(sqlite::Connection& connection,
                         const FactsSelection& selection, Pace& pace,
                         DistrictFacts& facts) {
  if (selection.survey_period) {
    const Period& period = *selection.survey_period;
    ASSIGN_OR_RETURN(const SurveyCounts counts,
                     SurveysOf(connection, selection, period,
                               selection.survey_dimensions, pace, facts));
    for (const auto& [group, count] : counts.groups) {
      facts.survey_tallies.push_back({group, count, std::nullopt, period});
      if (group.dimension == SurveyDimension::kTogether) {
        facts.survey_tallies.back().moments = MomentsOf(counts.sums);
        facts.survey_tallies.back().pairs = PairsOf(counts.sums);
      }
    }
  }
  for (const Period& period : selection.earlier_survey_periods) {
    ASSIGN_OR_RETURN(SurveyCounts counts,
                     SurveysOf(connection, selection, period, {}, pace, facts));
    facts.earlier_survey_tallies.push_back({{},
                                            counts.groups[SurveyGroup{}],
                                            MomentsOf(counts.sums),
                                            period,
                                            PairsOf(counts.sums)});
  }
  return absl::OkStatus();
}

absl::Status ReadCoordination(sqlite::Connection& connection,
                              const FactsSelection& selection, absl::Time now,
                              Pace& pace, DistrictFacts& facts) {
  if (!selection.coordination_period) return absl::OkStatus();
  const Period& period = *selection.coordination_period;
  // As of an older version the day that is asked about, so that no answer about
  // the past changes with the days that pass.
  const absl::Time moment = selection.as_of_version
                                ? selection.as_of_time.value_or(facts.read_time)
                                : now;
  const Date today = TodayOf({facts.district, ""}, moment);
  const std::optional<Date>& cut_off = selection.follow_up_cut_off;
  // No follow-up is dated later than the day it came in.
  const bool kept = !selection.as_of_version && (!cut_off || *cut_off >= today);
  const Date due_before = cut_off.value_or(today);
  ASSIGN_OR_RETURN(
      CoordinationFacts coordination,
      kept
          ? ReadKeptCoordination(connection, facts.district, period, due_before)
          : CountCoordination(connection, facts.district, period,
                              facts.data_version, cut_off, due_before, pace));
  for (const auto& [tally, records] : coordination.counts.records) {
    const auto& [kind, section, state] = tally;
    if (records == 0) continue;
    facts.coordination_tallies.push_back({kind, section, state, records});
  }
  for (const auto& [tally, records] : coordination.counts.agencies) {
    if (records == 0) continue;
    facts.agency_tallies.push_back({tally.first, tally.second, records});
  }
  facts.overdue_records = std::move(coordination.overdue);
  facts.overdue_total = coordination.overdue_total;
  return absl::OkStatus();
}

std::string RandomName() {
  std::random_device random;
  return absl::StrCat(absl::Hex(random()), absl::Hex(random()));
}

}  // namespace

SqliteFacts::SqliteFacts(const sqlite::Database& database, const Clock& clock)
    : database_(database), clock_(clock), opening_(RandomName()) {}

FactsMark SqliteFacts::MarkOf(const RegionCode& district) const {
  const std::string code = district.ToString();
  const sqlite::Database::Touched records = database_.LastTouched(code);
  // Names and villages are the register's.
  const sqlite::Database::Touched regions =
      database_.LastTouched(kRegisterChain);
  const absl::Time now = clock_.Now();
  // What is overdue follows from the day.
  return {absl::StrCat(opening_, "-", std::max(records.topic, regions.topic),
                       "-", ToDays(TodayOf({code, ""}, now))),
          records.newest, now};
}

absl::StatusOr<int64_t> SqliteFacts::NewestVersion() const {
  int64_t version = 0;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(version, sqlite::Database::NewestVersion(connection));
        return absl::OkStatus();
      }));
  return version;
}

absl::StatusOr<int64_t> SqliteFacts::VersionAt(absl::Time time) const {
  std::optional<int64_t> version;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(version, NumberOf(connection, facts_query::kVersionAt,
                                           absl::ToUnixMicros(time)));
        return absl::OkStatus();
      }));
  return version.value_or(0);
}

absl::StatusOr<DistrictFacts> SqliteFacts::FactsOf(
    const RegionCode& district, const FactsSelection& selection,
    absl::FunctionRef<bool()> go_on) const {
  DistrictFacts facts;
  facts.district = district.ToString();
  Pace pace(go_on);
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(CheckRegistered(connection, district, "districts"));
        const absl::Time now = clock_.Now();
        RETURN_IF_ERROR(ReadMoment(connection, selection, now, facts));
        RETURN_IF_ERROR(ReadSurveys(connection, selection, pace, facts));
        RETURN_IF_ERROR(
            ReadCoordination(connection, selection, now, pace, facts));
        return ReadRegister(connection, selection, facts);
      }));
  return facts;
}

absl::StatusOr<std::vector<std::string>> SqliteFacts::DistrictsWithin(
    const RegionCode& region, absl::string_view after, int limit) const {
  const std::string& within = region.ToString();
  // '!' sorts before all that codes are made of.
  const std::string first =
      after.empty() ? within : std::max(within, absl::StrCat(after, "!"));
  std::vector<std::string> districts;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(CheckRegistered(connection, region, "regions"));
        ASSIGN_OR_RETURN(sqlite::Statement * list,
                         connection.Prepare(facts_query::kDistricts));
        list->Bind(first, absl::StrCat(within, "/"), limit);
        while (true) {
          ASSIGN_OR_RETURN(const bool found, list->Step());
          if (!found) return absl::OkStatus();
          districts.push_back(list->Text(0));
        }
      }));
  return districts;
}

absl::StatusOr<TallyReport> SqliteFacts::VerifyTallies(
    const std::optional<RegionCode>& district,
    absl::FunctionRef<bool()> go_on) const {
  TallyReport report;
  const auto verify_one = [&](sqlite::Connection& connection,
                              const std::string& code) -> absl::Status {
    ASSIGN_OR_RETURN(report.data_version,
                     sqlite::Database::NewestVersion(connection));
    return CheckTallies(connection, code, go_on, report);
  };
  if (district) {
    RETURN_IF_ERROR(
        database_.Read([&](sqlite::Connection& connection) -> absl::Status {
          RETURN_IF_ERROR(CheckRegistered(connection, *district, "districts"));
          return verify_one(connection, district->ToString());
        }));
    return report;
  }
  // A snapshot a district: a long one would keep the log from being reset.
  std::optional<std::string> next;
  std::string after;
  do {
    RETURN_IF_ERROR(
        database_.Read([&](sqlite::Connection& connection) -> absl::Status {
          ASSIGN_OR_RETURN(next, DistrictBehind(connection, after));
          if (next) return verify_one(connection, *next);
          ASSIGN_OR_RETURN(report.data_version,
                           sqlite::Database::NewestVersion(connection));
          return absl::OkStatus();
        }));
    if (next) after = *next;
  } while (next);
  return report;
}

}  // namespace iku::collection
