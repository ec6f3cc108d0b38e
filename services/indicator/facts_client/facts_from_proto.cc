#include "services/indicator/facts_client/facts_from_proto.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "common/status/macros.h"
#include "services/indicator/facts_client/coordination_facts.h"
#include "services/indicator/facts_client/proto_values.h"
#include "services/indicator/facts_client/survey_facts.h"

namespace iku::indicator {
namespace {

namespace cv1 = collection::v1;

absl::StatusOr<std::string> KindFromProto(cv1::VillageDocumentKind kind) {
  switch (kind) {
    case cv1::VILLAGE_DOCUMENT_KIND_RKPDESA:
      return "rkpdesa";
    case cv1::VILLAGE_DOCUMENT_KIND_APBDESA:
      return "apbdesa";
    case cv1::VILLAGE_DOCUMENT_KIND_LPPDESA:
      return "lppdesa";
    default:
      return NotUnderstood("village document kind");
  }
}

absl::StatusOr<NamedVillage> VillageFromProto(const cv1::Region& region) {
  ASSIGN_OR_RETURN(RegionCode code, CodeAfter("regions/", region.name()));
  // Without a first day it exists since before all deadlines.
  NamedVillage result{Village{.code = std::move(code),
                              .valid_from = Date{},
                              .valid_to = std::nullopt},
                      region.display_name()};
  if (region.has_valid_from()) {
    ASSIGN_OR_RETURN(result.village.valid_from,
                     DateFromProto(region.valid_from()));
  }
  if (region.has_valid_to()) {
    ASSIGN_OR_RETURN(result.village.valid_to, DateFromProto(region.valid_to()));
  }
  return result;
}

absl::StatusOr<RecordedDocument> DocumentFromProto(
    const cv1::VillageDocumentFact& fact) {
  ASSIGN_OR_RETURN(RegionCode village, CodeAfter("", fact.village()));
  ASSIGN_OR_RETURN(std::string kind, KindFromProto(fact.kind()));
  RecordedDocument result{VillageDocument{.village = std::move(village),
                                          .kind = std::move(kind),
                                          .fiscal_year = fact.fiscal_year(),
                                          .revision = fact.revision(),
                                          .enacted = std::nullopt,
                                          .received = std::nullopt},
                          fact.name(), fact.regulation_number(),
                          fact.has_evidence()};
  if (fact.has_enacted_date()) {
    ASSIGN_OR_RETURN(result.document.enacted,
                     DateFromProto(fact.enacted_date()));
  }
  if (fact.has_received_date()) {
    ASSIGN_OR_RETURN(result.document.received,
                     DateFromProto(fact.received_date()));
  }
  if (fact.has_agreed_date()) {
    ASSIGN_OR_RETURN(result.document.agreed, DateFromProto(fact.agreed_date()));
  }
  return result;
}

void SetNames(const cv1::DistrictFacts& facts, DistrictFacts& result) {
  for (const cv1::Region& region : facts.regions()) {
    const auto code =
        RegionCode::Parse(absl::StripPrefix(region.name(), "regions/"));
    if (!code.ok()) continue;
    switch (code->level()) {
      case RegionLevel::kProvince:
        result.province_name = region.display_name();
        break;
      case RegionLevel::kRegency:
        result.regency_name = region.display_name();
        break;
      case RegionLevel::kDistrict:
        result.district_name = region.display_name();
        break;
      case RegionLevel::kVillage:
        break;
    }
  }
}

absl::Status AddVillages(const cv1::DistrictFacts& facts,
                         DistrictFacts& result) {
  for (const cv1::Region& region : facts.villages()) {
    ASSIGN_OR_RETURN(NamedVillage village, VillageFromProto(region));
    result.villages.push_back(std::move(village));
  }
  std::sort(result.villages.begin(), result.villages.end(),
            [](const NamedVillage& a, const NamedVillage& b) {
              return a.village.code < b.village.code;
            });
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DistrictFacts> FactsFromProto(const cv1::DistrictFacts& facts) {
  ASSIGN_OR_RETURN(RegionCode district,
                   CodeAfter("districts/", facts.district()));
  DistrictFacts result(std::move(district));
  result.data_version = facts.data_version();
  result.etag = facts.etag();
  result.unchanged = facts.unchanged();
  if (facts.has_read_time()) {
    result.read_time = TimeFromProto(facts.read_time());
  }
  if (result.unchanged) return result;
  SetNames(facts, result);
  RETURN_IF_ERROR(SetSurveyFacts(facts, result));
  RETURN_IF_ERROR(SetCoordinationFacts(facts, result));
  RETURN_IF_ERROR(AddVillages(facts, result));
  for (const cv1::VillageDocumentFact& fact : facts.village_documents()) {
    ASSIGN_OR_RETURN(RecordedDocument document, DocumentFromProto(fact));
    result.documents.push_back(std::move(document));
  }
  return result;
}

cv1::SurveyDimension ToProto(SurveyDimension dimension) {
  switch (dimension) {
    case SurveyDimension::kService:
      return cv1::SURVEY_DIMENSION_SERVICE;
    case SurveyDimension::kSex:
      return cv1::SURVEY_DIMENSION_SEX;
    case SurveyDimension::kAgeBand:
      return cv1::SURVEY_DIMENSION_AGE_BAND;
    case SurveyDimension::kEducation:
      return cv1::SURVEY_DIMENSION_EDUCATION;
    case SurveyDimension::kOccupation:
      return cv1::SURVEY_DIMENSION_OCCUPATION;
  }
  return cv1::SURVEY_DIMENSION_UNSPECIFIED;
}

cv1::FactsSelection ToProto(const FactsSelection& selection) {
  cv1::FactsSelection result;
  if (selection.survey_period.has_value()) {
    result.set_survey_period(selection.survey_period->ToString());
  }
  for (const SurveyDimension dimension : selection.survey_dimensions) {
    result.add_survey_dimensions(ToProto(dimension));
  }
  for (const Period& period : selection.earlier_survey_periods) {
    result.add_earlier_survey_periods(period.ToString());
  }
  if (selection.coordination_period.has_value()) {
    result.set_coordination_period(selection.coordination_period->ToString());
  }
  for (const int year : selection.document_fiscal_years) {
    result.add_document_fiscal_years(year);
  }
  if (selection.follow_up_cut_off.has_value()) {
    google::type::Date& day = *result.mutable_follow_up_cut_off();
    day.set_year(selection.follow_up_cut_off->year);
    day.set_month(selection.follow_up_cut_off->month);
    day.set_day(selection.follow_up_cut_off->day);
  }
  if (selection.as_of_time.has_value()) {
    const absl::Duration since_epoch =
        *selection.as_of_time - absl::UnixEpoch();
    absl::Duration rest;
    result.mutable_as_of_time()->set_seconds(
        absl::IDivDuration(since_epoch, absl::Seconds(1), &rest));
    result.mutable_as_of_time()->set_nanos(
        static_cast<int>(rest / absl::Nanoseconds(1)));
  }
  result.set_as_of_version(selection.as_of_version.value_or(0));
  return result;
}

}  // namespace iku::indicator
