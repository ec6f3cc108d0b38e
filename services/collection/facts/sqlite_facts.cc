#include "services/collection/facts/sqlite_facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/facts/facts_queries.h"
#include "services/collection/facts/tally_check.h"
#include "services/collection/record/day_number.h"
#include "services/collection/register/register_tables.h"
#include "services/collection/store/packed_date.h"

namespace iku::collection {
namespace {

absl::Status Damaged() {
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

// A stored number as what it stands for; DATA_LOSS when it is none.
template <typename Enum>
absl::StatusOr<Enum> EnumOf(int64_t number, Enum last) {
  if (number < 1 || number > static_cast<int64_t>(last)) return Damaged();
  return static_cast<Enum>(number);
}

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

// The district behind the regions that hold it.
absl::Status ReadRegions(sqlite::Connection& connection,
                         const RegionCode& district, DistrictFacts& facts) {
  std::optional<RegionCode> code = district;
  for (; code; code = code->Parent()) {
    ASSIGN_OR_RETURN(auto region, NewestRegion(connection, *code));
    if (region) {
      facts.regions.push_back(*std::move(region));
    } else if (*code == district) {
      return NotFound(absl::StrCat("districts/", district.ToString()));
    }
  }
  std::reverse(facts.regions.begin(), facts.regions.end());
  return absl::OkStatus();
}

absl::StatusOr<sqlite::Statement*> Prepare(sqlite::Connection& connection,
                                           const char* sql,
                                           const std::string& district,
                                           const Period& period) {
  ASSIGN_OR_RETURN(sqlite::Statement * statement, connection.Prepare(sql));
  statement->Bind(district, MonthNumber(period.FirstDay()),
                  MonthNumber(period.LastDay()));
  return statement;
}

absl::Status ReadSurveys(sqlite::Connection& connection, const Period& period,
                         bool by_service, DistrictFacts& facts) {
  std::map<std::string, SurveyTally> tallies;  // by service
  ASSIGN_OR_RETURN(sqlite::Statement * responses,
                   Prepare(connection,
                           by_service ? facts_query::kResponsesByService
                                      : facts_query::kResponses,
                           facts.district, period));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, responses->Step());
    if (!found) break;
    const int64_t counted = responses->Int(1);
    if (counted == 0) continue;
    SurveyTally& tally = tallies[responses->Text(0)];
    tally.service = responses->Text(0);
    tally.responses = counted;
  }
  ASSIGN_OR_RETURN(sqlite::Statement * answers,
                   Prepare(connection,
                           by_service ? facts_query::kAnswersByService
                                      : facts_query::kAnswers,
                           facts.district, period));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, answers->Step());
    if (!found) break;
    const auto tally = tallies.find(answers->Text(0));
    if (tally == tallies.end()) continue;  // zeros of records that are void
    const std::optional<size_t> element = ElementIndex(answers->Text(1));
    if (!element) return Damaged();
    ScoreCounts& counts = tally->second.answers[*element];
    for (size_t i = 0; i < counts.size(); ++i) {
      counts[i] = answers->Int(static_cast<int>(2 + i));
    }
  }
  for (auto& [service, tally] : tallies) {
    facts.survey_tallies.push_back(std::move(tally));
  }
  return absl::OkStatus();
}

absl::Status ReadPopulation(sqlite::Connection& connection,
                            const Period& period, DistrictFacts& facts) {
  ServedPopulation key;
  key.district = facts.district;
  key.year = period.Year();
  ASSIGN_OR_RETURN(facts.served_population, Newest(connection, key));
  return absl::OkStatus();
}

absl::Status ReadCoordination(sqlite::Connection& connection,
                              const Period& period, DistrictFacts& facts) {
  ASSIGN_OR_RETURN(
      sqlite::Statement * rows,
      Prepare(connection, facts_query::kCoordination, facts.district, period));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    CoordinationTally tally;
    ASSIGN_OR_RETURN(tally.kind,
                     EnumOf(rows->Int(0), ResultKind::kFacilitationMinutes));
    ASSIGN_OR_RETURN(tally.follow_up_state,
                     EnumOf(rows->Int(1), FollowUpState::kRejected));
    tally.records = rows->Int(2);
    if (tally.records != 0) facts.coordination_tallies.push_back(tally);
  }
}

absl::Status ReadVillages(sqlite::Connection& connection,
                          DistrictFacts& facts) {
  ASSIGN_OR_RETURN(sqlite::Statement * villages,
                   connection.Prepare(facts_query::kVillages));
  // '/' sorts behind the dot and before every digit.
  villages->Bind(absl::StrCat(facts.district, "."),
                 absl::StrCat(facts.district, "/"));
  ASSIGN_OR_RETURN(facts.villages, ReadAll<Region>(*villages));
  return absl::OkStatus();
}

absl::Status ReadDocuments(sqlite::Connection& connection, int fiscal_year,
                           DistrictFacts& facts) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows,
                   connection.Prepare(facts_query::kDocuments));
  rows->Bind(facts.district, fiscal_year);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    VillageDocumentFact& fact = facts.village_documents.emplace_back();
    fact.id = rows->Text(0);
    fact.village = rows->Text(1);
    ASSIGN_OR_RETURN(fact.kind, EnumOf(rows->Int(2), DocumentKind::kLppDesa));
    fact.fiscal_year = static_cast<int>(rows->Int(3));
    fact.revision = static_cast<int>(rows->Int(4));
    ASSIGN_OR_RETURN(fact.enacted_date, UnpackDate(rows->OptionalInt(5)));
    ASSIGN_OR_RETURN(fact.received_date, UnpackDate(rows->OptionalInt(6)));
    fact.regulation_number = rows->Text(7);
    fact.has_evidence = rows->Int(8) != 0;
  }
}

absl::Status ReadSelected(sqlite::Connection& connection,
                          const FactsSelection& selection,
                          DistrictFacts& facts) {
  if (selection.survey_period) {
    RETURN_IF_ERROR(ReadSurveys(connection, *selection.survey_period,
                                selection.survey_by_service, facts));
    RETURN_IF_ERROR(
        ReadPopulation(connection, *selection.survey_period, facts));
  }
  if (selection.coordination_period) {
    RETURN_IF_ERROR(
        ReadCoordination(connection, *selection.coordination_period, facts));
  }
  if (selection.document_fiscal_years.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(ReadVillages(connection, facts));
  for (int year : std::set<int>(selection.document_fiscal_years.begin(),
                                selection.document_fiscal_years.end())) {
    RETURN_IF_ERROR(ReadDocuments(connection, year, facts));
  }
  return absl::OkStatus();
}

// Nothing behind the last one.
absl::StatusOr<std::optional<std::string>> DistrictBehind(
    sqlite::Connection& connection, const std::string& after) {
  ASSIGN_OR_RETURN(sqlite::Statement * next,
                   connection.Prepare(facts_query::kNextDistrict));
  next->Bind(after);
  ASSIGN_OR_RETURN(const bool found, next->Step());
  std::optional<std::string> district;
  if (found && !next->IsNull(0)) district = next->Text(0);
  next->Reset();
  return district;
}

}  // namespace

absl::StatusOr<DistrictFacts> SqliteFacts::FactsOf(
    const RegionCode& district, const FactsSelection& selection) const {
  DistrictFacts facts;
  facts.district = district.ToString();
  RETURN_IF_ERROR(
      database_.Read([&](sqlite::Connection& connection) -> absl::Status {
        RETURN_IF_ERROR(ReadRegions(connection, district, facts));
        ASSIGN_OR_RETURN(facts.data_version,
                         sqlite::Database::NewestVersion(connection));
        facts.read_time = clock_.Now();
        return ReadSelected(connection, selection, facts);
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
