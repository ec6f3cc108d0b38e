#include "services/collection/facts/facts_proto.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record.h"
#include "services/collection/record/record_handling.h"
#include "services/collection/record/validation.h"
#include "services/collection/register/register_proto.h"
#include "services/collection/survey/elements.h"

namespace iku::collection {
namespace {

constexpr char kDistrictPattern[] = "districts/PP.KK.CC";
constexpr char kRegionPattern[] =
    "regions/PP, regions/PP.KK or regions/PP.KK.CC";
constexpr int kMostFiscalYears = 10;
constexpr int kDefaultPageSize = 50;
constexpr int kLargestPageSize = 200;

// `districts/{district}`, in the register or not.
std::optional<RegionCode> CheckDistrictName(absl::string_view field,
                                            absl::string_view name,
                                            absl::string_view pattern,
                                            Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  absl::string_view code = name;
  const bool prefixed = absl::ConsumePrefix(&code, "districts/");
  auto parsed = RegionCode::Parse(prefixed ? code : "");
  if (!parsed.ok() || parsed->level() != RegionLevel::kDistrict) {
    AddNameMalformed(field, name, pattern, found);
    return std::nullopt;
  }
  return *std::move(parsed);
}

void CheckRange(absl::string_view field, int64_t value, int64_t lowest,
                int64_t highest, Violations& found) {
  if (value >= lowest && value <= highest) return;
  found.Add(field, code::kOutOfRange,
            {{"value", absl::StrCat(value)},
             {"lowest", absl::StrCat(lowest)},
             {"highest", absl::StrCat(highest)}});
}

FactsSelection CheckSelection(const v1::FactsSelection& sent,
                              Violations& found) {
  FactsSelection selection;
  selection.survey_period =
      CheckPeriod("selection.survey_period", sent.survey_period(), found);
  selection.survey_by_service = sent.survey_by_service();
  selection.coordination_period = CheckPeriod(
      "selection.coordination_period", sent.coordination_period(), found);
  const int years = sent.document_fiscal_years_size();
  if (years > kMostFiscalYears) {
    found.Add("selection.document_fiscal_years", code::kTooMany,
              {{"count", absl::StrCat(years)},
               {"limit", absl::StrCat(kMostFiscalYears)}});
  }
  for (int i = 0; i < std::min(years, kMostFiscalYears); ++i) {
    const int year = sent.document_fiscal_years(i);
    CheckRange(absl::StrCat("selection.document_fiscal_years[", i, "]"), year,
               kFirstFiscalYear, kLastFiscalYear, found);
    selection.document_fiscal_years.push_back(year);
  }
  return selection;
}

v1::SurveyTally ToProto(const SurveyTally& tally) {
  v1::SurveyTally proto;
  proto.set_service(tally.service);
  proto.set_responses(tally.responses);
  for (size_t i = 0; i < kElementCount; ++i) {
    const ScoreCounts& counts = tally.answers[i];
    if (counts == ScoreCounts{}) continue;
    v1::ElementTally& element = *proto.add_elements();
    element.set_element(std::string(kElements[i]));
    element.mutable_counts()->Add(counts.begin(), counts.end());
  }
  return proto;
}

v1::CoordinationTally ToProto(const CoordinationTally& tally) {
  v1::CoordinationTally proto;
  proto.set_kind(static_cast<v1::CoordinationKind>(tally.kind));
  proto.set_follow_up_state(
      static_cast<v1::FollowUpState>(tally.follow_up_state));
  proto.set_records(tally.records);
  return proto;
}

v1::VillageDocumentFact ToProto(const VillageDocumentFact& fact,
                                const std::string& district) {
  v1::VillageDocumentFact proto;
  proto.set_name(NameOf(RecordKey{district, fact.id}, "villageDocuments"));
  proto.set_village(fact.village);
  proto.set_kind(static_cast<v1::VillageDocumentKind>(fact.kind));
  proto.set_fiscal_year(fact.fiscal_year);
  proto.set_revision(fact.revision);
  if (fact.enacted_date) {
    *proto.mutable_enacted_date() = collection::ToProto(*fact.enacted_date);
  }
  if (fact.received_date) {
    *proto.mutable_received_date() = collection::ToProto(*fact.received_date);
  }
  proto.set_regulation_number(fact.regulation_number);
  proto.set_has_evidence(fact.has_evidence);
  return proto;
}

}  // namespace

absl::StatusOr<DistrictQuery> FromProto(
    const v1::GetDistrictFactsRequest& request) {
  Violations found;
  auto district =
      CheckDistrictName("name", request.name(), kDistrictPattern, found);
  FactsSelection selection = CheckSelection(request.selection(), found);
  RETURN_IF_ERROR(found.ToStatus());
  return DistrictQuery{*std::move(district), std::move(selection)};
}

absl::StatusOr<DistrictsQuery> FromProto(
    const v1::ListDistrictFactsRequest& request) {
  Violations found;
  auto region = CheckRegionName("region", request.region(), found);
  if (region && region->level() == RegionLevel::kVillage) {
    AddNameMalformed("region", request.region(), kRegionPattern, found);
  }
  FactsSelection selection = CheckSelection(request.selection(), found);
  CheckRange("page_size", request.page_size(), 0, kLargestPageSize, found);
  v1::ListDistrictFactsRequest bound = request;
  bound.clear_page_size();
  bound.clear_page_token();
  std::string text =
      absl::StrCat("ListDistrictFacts ", bound.ShortDebugString());
  const std::optional<Cursor> after =
      CheckPageToken("page_token", request.page_token(), text, found);
  RETURN_IF_ERROR(found.ToStatus());
  return DistrictsQuery{
      *std::move(region), std::move(selection),
      request.page_size() == 0 ? kDefaultPageSize : request.page_size(),
      after ? after->id : "", std::move(text)};
}

absl::StatusOr<VerifyQuery> FromProto(const v1::VerifyTalliesRequest& request) {
  if (request.name() == "districts/-") return VerifyQuery{};
  Violations found;
  auto district = CheckDistrictName(
      "name", request.name(), absl::StrCat(kDistrictPattern, " or districts/-"),
      found);
  RETURN_IF_ERROR(found.ToStatus());
  return VerifyQuery{std::move(district)};
}

v1::DistrictFacts ToProto(const DistrictFacts& facts) {
  v1::DistrictFacts proto;
  proto.set_district(absl::StrCat("districts/", facts.district));
  for (const Registered<Region>& region : facts.regions) {
    *proto.add_regions() = ToProto(region);
  }
  proto.set_data_version(facts.data_version);
  *proto.mutable_read_time() = ToProto(facts.read_time);
  for (const SurveyTally& tally : facts.survey_tallies) {
    *proto.add_survey_tallies() = ToProto(tally);
  }
  for (const CoordinationTally& tally : facts.coordination_tallies) {
    *proto.add_coordination_tallies() = ToProto(tally);
  }
  for (const Registered<Region>& village : facts.villages) {
    *proto.add_villages() = ToProto(village);
  }
  for (const VillageDocumentFact& fact : facts.village_documents) {
    *proto.add_village_documents() = ToProto(fact, facts.district);
  }
  if (facts.served_population) {
    *proto.mutable_served_population() = ToProto(*facts.served_population);
  }
  return proto;
}

v1::VerifyTalliesResponse ToProto(const TallyReport& report) {
  v1::VerifyTalliesResponse proto;
  proto.set_districts(report.districts);
  proto.set_records(report.records);
  proto.set_tallies(report.tallies);
  proto.set_mismatches_total(report.mismatches_total);
  for (const TallyMismatch& one : report.mismatches) {
    v1::TallyMismatch& mismatch = *proto.add_mismatches();
    mismatch.set_district(one.district);
    mismatch.set_tally(one.tally);
    mismatch.set_kept(one.kept);
    mismatch.set_counted(one.counted);
  }
  proto.set_data_version(report.data_version);
  return proto;
}

}  // namespace iku::collection
