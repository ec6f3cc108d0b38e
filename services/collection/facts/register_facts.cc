#include "services/collection/facts/register_facts.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/civil/region_code.h"
#include "common/status/macros.h"
#include "services/collection/facts/facts_queries.h"
#include "services/collection/facts/stored_enum.h"
#include "services/collection/register/register_tables.h"
#include "services/collection/store/packed_date.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

// All rows of a query that takes the version first.
template <typename Entry, typename... Values>
absl::StatusOr<std::vector<Registered<Entry>>> Rows(
    sqlite::Connection& connection, const char* sql, int64_t version,
    const Values&... values) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows, connection.Prepare(sql));
  rows->Bind(version, values...);
  return ReadAll<Entry>(*rows);
}

// The district behind the regions that hold it.
absl::Status ReadRegions(sqlite::Connection& connection, DistrictFacts& facts) {
  ASSIGN_OR_RETURN(const RegionCode district,
                   RegionCode::Parse(facts.district));
  for (std::optional<RegionCode> code = district; code; code = code->Parent()) {
    ASSIGN_OR_RETURN(auto region,
                     Rows<Region>(connection, facts_query::kRegion,
                                  facts.data_version, code->ToString()));
    if (!region.empty()) facts.regions.push_back(std::move(region.front()));
  }
  std::reverse(facts.regions.begin(), facts.regions.end());
  return absl::OkStatus();
}

absl::Status ReadPopulation(sqlite::Connection& connection,
                            const Period& period, DistrictFacts& facts) {
  ASSIGN_OR_RETURN(auto population,
                   Rows<ServedPopulation>(connection, facts_query::kPopulation,
                                          facts.data_version, facts.district,
                                          period.Year()));
  if (!population.empty()) {
    facts.served_population = std::move(population.front());
  }
  return absl::OkStatus();
}

absl::Status ReadServices(sqlite::Connection& connection,
                          DistrictFacts& facts) {
  std::set<std::string> named;
  for (const SurveyTally& tally : facts.survey_tallies) {
    if (tally.group.dimension == SurveyDimension::kService) {
      named.insert(tally.group.value);
    }
  }
  if (named.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(auto services,
                   Rows<OfferedService>(connection, facts_query::kServices,
                                        facts.data_version, facts.district));
  for (Registered<OfferedService>& service : services) {
    if (named.count(service.entry.code) == 0) continue;
    facts.offered_services.push_back(std::move(service));
  }
  return absl::OkStatus();
}

absl::Status ReadVillages(sqlite::Connection& connection,
                          DistrictFacts& facts) {
  // '/' sorts behind the dot and before every digit.
  ASSIGN_OR_RETURN(
      facts.villages,
      Rows<Region>(connection, facts_query::kVillages, facts.data_version,
                   absl::StrCat(facts.district, "."),
                   absl::StrCat(facts.district, "/")));
  return absl::OkStatus();
}

absl::Status ReadDocuments(sqlite::Connection& connection, const char* sql,
                           int fiscal_year, DistrictFacts& facts) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows, connection.Prepare(sql));
  rows->Bind(facts.district, fiscal_year, fiscal_year, facts.data_version);
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    VillageDocumentFact& fact = facts.village_documents.emplace_back();
    fact.id = ReadId(*rows, 0);
    fact.village = rows->Text(1);
    ASSIGN_OR_RETURN(fact.kind, EnumOf(rows->Int(2), DocumentKind::kRkpDesa,
                                       DocumentKind::kLppDesa));
    fact.fiscal_year = static_cast<int>(rows->Int(3));
    fact.revision = static_cast<int>(rows->Int(4));
    ASSIGN_OR_RETURN(fact.enacted_date, UnpackDate(rows->OptionalInt(5)));
    ASSIGN_OR_RETURN(fact.received_date, UnpackDate(rows->OptionalInt(6)));
    fact.regulation_number = rows->Text(7);
    fact.has_evidence = rows->Int(8) != 0;
    ASSIGN_OR_RETURN(fact.agreed_date, UnpackDate(rows->OptionalInt(9)));
  }
}

absl::Status ReadDocuments(sqlite::Connection& connection,
                           const FactsSelection& selection,
                           DistrictFacts& facts) {
  const std::set<int> years(selection.document_fiscal_years.begin(),
                            selection.document_fiscal_years.end());
  for (const int year : years) {
    RETURN_IF_ERROR(ReadDocuments(
        connection, facts_query::kDocumentsStillNewest, year, facts));
    if (!selection.as_of) continue;
    RETURN_IF_ERROR(ReadDocuments(
        connection, facts_query::kDocumentsSupersededSince, year, facts));
  }
  const auto order = [](const VillageDocumentFact& fact) {
    return std::tie(fact.fiscal_year, fact.village, fact.kind, fact.revision,
                    fact.id);
  };
  std::sort(
      facts.village_documents.begin(), facts.village_documents.end(),
      [order](const VillageDocumentFact& a, const VillageDocumentFact& b) {
        return order(a) < order(b);
      });
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadRegister(sqlite::Connection& connection,
                          const FactsSelection& selection,
                          DistrictFacts& facts) {
  RETURN_IF_ERROR(ReadRegions(connection, facts));
  if (selection.survey_period) {
    RETURN_IF_ERROR(
        ReadPopulation(connection, *selection.survey_period, facts));
  }
  RETURN_IF_ERROR(ReadServices(connection, facts));
  if (selection.document_fiscal_years.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(ReadVillages(connection, facts));
  return ReadDocuments(connection, selection, facts);
}

}  // namespace iku::collection
