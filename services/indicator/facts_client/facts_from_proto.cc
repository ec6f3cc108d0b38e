#include "services/indicator/facts_client/facts_from_proto.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/log/log.h"
#include "common/status/errors.h"
#include "common/status/macros.h"

namespace iku::indicator {
namespace {

namespace cv1 = collection::v1;

absl::Status NotUnderstood(absl::string_view what) {
  LogError("facts not understood", {{"what", what}});
  return MakeError(absl::StatusCode::kInternal, code::kInternal);
}

absl::StatusOr<Date> DateFromProto(const google::type::Date& date) {
  const Date result{
      .year = date.year(), .month = date.month(), .day = date.day()};
  if (!IsValid(result)) return NotUnderstood("date");
  return result;
}

absl::StatusOr<RegionCode> CodeAfter(absl::string_view prefix,
                                     absl::string_view name) {
  auto code = RegionCode::Parse(absl::StripPrefix(name, prefix));
  if (!code.ok()) return NotUnderstood(name);
  return code;
}

absl::Status AddSurvey(const cv1::SurveyTally& tally, SurveyTally& all) {
  SurveyTally one;
  one.responses = tally.responses();
  for (const cv1::ElementTally& element : tally.elements()) {
    ElementTally& answers = one.elements[element.element()];
    if (element.counts_size() != static_cast<int>(answers.counts.size())) {
      return NotUnderstood("number of scores");
    }
    std::copy(element.counts().begin(), element.counts().end(),
              answers.counts.begin());
    answers.blank = one.responses - answers.Count();
    if (answers.blank < 0 ||
        *std::min_element(answers.counts.begin(), answers.counts.end()) < 0) {
      return NotUnderstood("counts of answers");
    }
  }
  all.Add(one);
  return absl::OkStatus();
}

absl::StatusOr<FollowUpState> StateFromProto(cv1::FollowUpState state) {
  switch (state) {
    case cv1::FOLLOW_UP_STATE_OPEN:
      return FollowUpState::kOpen;
    case cv1::FOLLOW_UP_STATE_IN_PROGRESS:
      return FollowUpState::kInProgress;
    case cv1::FOLLOW_UP_STATE_DONE:
      return FollowUpState::kDone;
    case cv1::FOLLOW_UP_STATE_VERIFIED:
      return FollowUpState::kVerified;
    case cv1::FOLLOW_UP_STATE_REJECTED:
      return FollowUpState::kRejected;
    default:
      return NotUnderstood("follow-up state");
  }
}

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
                          fact.name()};
  if (fact.has_enacted_date()) {
    ASSIGN_OR_RETURN(result.document.enacted,
                     DateFromProto(fact.enacted_date()));
  }
  if (fact.has_received_date()) {
    ASSIGN_OR_RETURN(result.document.received,
                     DateFromProto(fact.received_date()));
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
  SetNames(facts, result);
  for (const cv1::SurveyTally& tally : facts.survey_tallies()) {
    RETURN_IF_ERROR(AddSurvey(tally, result.survey));
  }
  if (facts.has_served_population()) {
    result.population = facts.served_population().people();
  }
  for (const cv1::CoordinationTally& tally : facts.coordination_tallies()) {
    ASSIGN_OR_RETURN(FollowUpState state,
                     StateFromProto(tally.follow_up_state()));
    if (tally.records() < 0) return NotUnderstood("count of records");
    result.coordination[state] += tally.records();
  }
  RETURN_IF_ERROR(AddVillages(facts, result));
  for (const cv1::VillageDocumentFact& fact : facts.village_documents()) {
    ASSIGN_OR_RETURN(RecordedDocument document, DocumentFromProto(fact));
    result.documents.push_back(std::move(document));
  }
  return result;
}

cv1::FactsSelection ToProto(const FactsSelection& selection) {
  cv1::FactsSelection result;
  if (selection.survey_period.has_value()) {
    result.set_survey_period(selection.survey_period->ToString());
  }
  if (selection.coordination_period.has_value()) {
    result.set_coordination_period(selection.coordination_period->ToString());
  }
  for (const int year : selection.document_fiscal_years) {
    result.add_document_fiscal_years(year);
  }
  return result;
}

}  // namespace iku::indicator
