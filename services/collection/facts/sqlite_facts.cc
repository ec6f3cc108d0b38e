#include "services/collection/facts/sqlite_facts.h"

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
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

// One number of one row; nothing when there is no row.
template <typename... Values>
absl::StatusOr<std::optional<int64_t>> NumberOf(sqlite::Connection& connection,
                                                const char* sql,
                                                const Values&... values) {
  ASSIGN_OR_RETURN(sqlite::Statement * statement, connection.Prepare(sql));
  statement->Bind(values...);
  ASSIGN_OR_RETURN(const bool found, statement->Step());
  std::optional<int64_t> number;
  if (found) number = statement->OptionalInt(0);
  statement->Reset();
  return number;
}

absl::StatusOr<bool> WasRegistered(sqlite::Connection& connection,
                                   const RegionCode& code, int64_t version) {
  ASSIGN_OR_RETURN(sqlite::Statement * region,
                   connection.Prepare(facts_query::kRegion));
  region->Bind(version, code.ToString());
  ASSIGN_OR_RETURN(const bool found, region->Step());
  region->Reset();
  return found;
}

// Whether the register holds the region, and held it at the moment asked for.
absl::Status CheckRegistered(sqlite::Connection& connection,
                             const RegionCode& code,
                             const std::optional<FactsMoment>& as_of,
                             absl::string_view collection) {
  ASSIGN_OR_RETURN(const auto region, NewestRegion(connection, code));
  const std::string name = absl::StrCat(collection, "/", code.ToString());
  if (!region) return NotFound(name);
  if (!as_of) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool held,
                   WasRegistered(connection, code, as_of->version));
  if (held) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      const std::optional<int64_t> registered_us,
      NumberOf(connection, facts_query::kRegisteredAt, code.ToString()));
  const auto shown = [&](absl::Time time) {
    return absl::FormatTime("%Y-%m-%d %H:%M:%S (UTC%Ez)", time,
                            ZoneOf(code.Province().ToString()));
  };
  return MakeError(
      absl::StatusCode::kFailedPrecondition, code::kNotYetRegistered,
      {{"name", name},
       {"registered", shown(absl::FromUnixMicros(registered_us.value_or(0)))},
       {"moment", shown(as_of->time)}});
}

// By which day facts are judged, and whether the kept tallies are theirs.
struct Judged {
  Date day;
  bool kept = false;  // the kept tallies are those of the version and the day
};

// Says from which version of the data the facts are, and by which day they are
// judged. The kept tallies are theirs when nothing of the district changed
// since and nothing is dated later: what is has not happened yet.
absl::StatusOr<Judged> ReadMoment(sqlite::Connection& connection,
                                  const FactsSelection& selection,
                                  absl::Time now, DistrictFacts& facts) {
  Judged judged;
  if (selection.as_of) {
    facts.data_version = selection.as_of->version;
    facts.read_time = selection.as_of->time;
    ASSIGN_OR_RETURN(const std::optional<int64_t> changed,
                     NumberOf(connection, facts_query::kChangedSince,
                              facts.district, facts.data_version));
    judged.kept = changed == 0;
  } else {
    facts.read_time = now;
    ASSIGN_OR_RETURN(facts.data_version,
                     sqlite::Database::NewestVersion(connection));
    judged.kept = true;
  }
  judged.day = TodayOf({facts.district, ""}, facts.read_time);
  ASSIGN_OR_RETURN(
      const std::optional<absl::Time> newest,
      sqlite::Database::CommittedAt(connection, facts.data_version));
  // No record is dated after the day it came in, so later ones may only be
  // known when the clock was set back or an earlier day is asked about.
  judged.kept = judged.kept && (!newest || TodayOf({facts.district, ""},
                                                   *newest) <= judged.day);
  return judged;
}

absl::StatusOr<SurveyCounts> SurveysOf(sqlite::Connection& connection,
                                       const Period& period,
                                       std::set<SurveyDimension> dimensions,
                                       const Judged& judged, Pace& pace,
                                       const DistrictFacts& facts) {
  dimensions.insert(SurveyDimension::kTogether);
  if (judged.kept) {
    return ReadKeptSurveys(connection, facts.district, period, dimensions);
  }
  return CountSurveys(connection, facts.district, period, judged.day,
                      {dimensions.begin(), dimensions.end()},
                      facts.data_version, pace);
}

absl::Status ReadSurveys(sqlite::Connection& connection,
                         const FactsSelection& selection, const Judged& judged,
                         Pace& pace, DistrictFacts& facts) {
  if (selection.survey_period) {
    const Period& period = *selection.survey_period;
    ASSIGN_OR_RETURN(const SurveyCounts counts,
                     SurveysOf(connection, period, selection.survey_dimensions,
                               judged, pace, facts));
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
                     SurveysOf(connection, period, {}, judged, pace, facts));
    facts.earlier_survey_tallies.push_back({{},
                                            counts.groups[SurveyGroup{}],
                                            MomentsOf(counts.sums),
                                            period,
                                            PairsOf(counts.sums)});
  }
  return absl::OkStatus();
}

absl::Status ReadCoordination(sqlite::Connection& connection,
                              const FactsSelection& selection,
                              const Judged& judged, Pace& pace,
                              DistrictFacts& facts) {
  if (!selection.coordination_period) return absl::OkStatus();
  const Period& period = *selection.coordination_period;
  const Date cut_off = selection.follow_up_cut_off.value_or(judged.day);
  // Follow-ups up to the day are all that there are.
  const bool kept = judged.kept && cut_off >= judged.day;
  ASSIGN_OR_RETURN(
      CoordinationFacts coordination,
      kept ? ReadKeptCoordination(connection, facts.district, period, cut_off)
           : CountCoordination(connection, facts.district, period, judged.day,
                               facts.data_version, cut_off, pace));
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
  database_.Settle(time);
  std::optional<int64_t> version;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(version, NumberOf(connection, facts_query::kVersionAt,
                                           absl::ToUnixMicros(time)));
        return absl::OkStatus();
      }));
  return version.value_or(0);
}

absl::StatusOr<absl::Time> SqliteFacts::CommittedAt(int64_t version) const {
  std::optional<absl::Time> time;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        ASSIGN_OR_RETURN(time,
                         sqlite::Database::CommittedAt(connection, version));
        return absl::OkStatus();
      }));
  if (time) return *time;
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

absl::StatusOr<DistrictFacts> SqliteFacts::FactsOf(
    const RegionCode& district, const FactsSelection& selection,
    absl::FunctionRef<bool()> go_on) const {
  DistrictFacts facts;
  facts.district = district.ToString();
  Pace pace(go_on);
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(CheckRegistered(connection, district, selection.as_of,
                                        "districts"));
        ASSIGN_OR_RETURN(const Judged judged, ReadMoment(connection, selection,
                                                         clock_.Now(), facts));
        RETURN_IF_ERROR(
            ReadSurveys(connection, selection, judged, pace, facts));
        RETURN_IF_ERROR(
            ReadCoordination(connection, selection, judged, pace, facts));
        return ReadRegister(connection, selection, facts);
      }));
  return facts;
}

absl::StatusOr<std::vector<std::string>> SqliteFacts::DistrictsWithin(
    const RegionCode& region, const FactsMoment& as_of, absl::string_view after,
    int limit) const {
  const std::string& within = region.ToString();
  // '!' sorts before all that codes are made of.
  const std::string first =
      after.empty() ? within : std::max(within, absl::StrCat(after, "!"));
  std::vector<std::string> districts;
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(CheckRegistered(connection, region, as_of, "regions"));
        ASSIGN_OR_RETURN(sqlite::Statement * list,
                         connection.Prepare(facts_query::kDistricts));
        list->Bind(as_of.version, first, absl::StrCat(within, "/"), limit);
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
          RETURN_IF_ERROR(CheckRegistered(connection, *district, std::nullopt,
                                          "districts"));
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
