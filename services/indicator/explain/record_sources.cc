#include "services/indicator/explain/record_sources.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "iku/collection/v1/coordination_service.pb.h"
#include "iku/collection/v1/survey_service.pb.h"
#include "iku/collection/v1/village_document_service.pb.h"

namespace iku::indicator {
namespace {

using Sources = google::protobuf::RepeatedPtrField<v1::RecordSource>;

void AddSource(absl::string_view method, const google::protobuf::Message& call,
               int64_t records, Sources& to) {
  v1::RecordSource& source = *to.Add();
  source.set_method(absl::StrCat("iku.collection.v1.", method));
  // These messages hold texts and numbers only; they always print.
  (void)google::protobuf::util::MessageToJsonString(
      call, source.mutable_request_json());
  source.set_records(records);
}

std::string ParentOf(const DistrictFacts& facts) {
  return absl::StrCat("districts/", facts.district.ToString());
}

// The records of a period as the answer counted them.
template <typename Request>
Request ListOf(const DistrictFacts& facts, const std::string& period) {
  Request request;
  request.set_parent(ParentOf(facts));
  request.set_period(period);
  request.set_state(collection::v1::RECORD_STATE_ACTIVE);
  request.set_as_of_version(facts.data_version);
  return request;
}

void AddResponses(const DistrictFacts& facts, const IndicatorQuestion& question,
                  Sources& to) {
  AddSource("SurveyService/ListSurveyResponses",
            ListOf<collection::v1::ListSurveyResponsesRequest>(
                facts, question.period.ToString()),
            facts.survey.responses, to);
}

// Only services whose numbers are shown: a request with the number of records
// behind it would tell the others.
void AddComponents(const DistrictFacts& facts,
                   const IndicatorQuestion& question,
                   const v1::Indicator& indicator, Sources& to) {
  for (const v1::BreakdownCell& cell : indicator.satisfaction().components()) {
    if (cell.suppressed() || cell.value().empty()) continue;
    auto request = ListOf<collection::v1::ListSurveyResponsesRequest>(
        facts, question.period.ToString());
    request.set_service(cell.value());
    AddSource("SurveyService/ListSurveyResponses", request, cell.responses(),
              to);
  }
}

void AddCoordination(const DistrictFacts& facts,
                     const IndicatorQuestion& question,
                     const v1::Indicator& indicator, Sources& to) {
  constexpr char kMethod[] = "CoordinationService/ListCoordinationRecords";
  auto request = ListOf<collection::v1::ListCoordinationRecordsRequest>(
      facts, question.period.ToString());
  int64_t all = 0;
  for (const v1::FollowUpCount& count : indicator.follow_up().counts()) {
    all += count.records();
  }
  AddSource(kMethod, request, all, to);
  for (const v1::FollowUpCount& count : indicator.follow_up().counts()) {
    collection::v1::FollowUpState state;
    if (count.records() == 0 ||
        !collection::v1::FollowUpState_Parse(
            absl::StrCat("FOLLOW_UP_STATE_", count.state()), &state)) {
      continue;
    }
    request.set_follow_up_state(state);
    AddSource(kMethod, request, count.records(), to);
  }
}

void AddDocuments(const DistrictFacts& facts, const v1::Indicator& indicator,
                  Sources& to) {
  std::set<std::pair<int, std::string>> owed;  // fiscal year and kind
  for (const v1::Obligation& one : indicator.timeliness().obligations()) {
    owed.emplace(one.fiscal_year(), one.document_kind());
  }
  for (const auto& [year, kind] : owed) {
    auto request = ListOf<collection::v1::ListVillageDocumentsRequest>(
        facts, absl::StrCat(year));
    collection::v1::VillageDocumentKind listed;
    if (collection::v1::VillageDocumentKind_Parse(
            absl::StrCat("VILLAGE_DOCUMENT_KIND_", absl::AsciiStrToUpper(kind)),
            &listed)) {
      request.set_kind(listed);
    }
    const int64_t records = std::count_if(
        facts.documents.begin(), facts.documents.end(),
        [&, year = year, &kind = kind](const RecordedDocument& recorded) {
          return recorded.document.fiscal_year == year &&
                 recorded.document.kind == kind;
        });
    AddSource("VillageDocumentService/ListVillageDocuments", request, records,
              to);
  }
}

}  // namespace

void AddRecordSources(const DistrictFacts& facts,
                      const IndicatorQuestion& question,
                      const v1::Indicator& indicator, Sources& to) {
  if (facts.data_version == 0) return;  // before the first record
  if (indicator.has_satisfaction()) {
    AddResponses(facts, question, to);
    AddComponents(facts, question, indicator, to);
  }
  if (indicator.has_follow_up()) {
    AddCoordination(facts, question, indicator, to);
  }
  if (indicator.has_timeliness()) AddDocuments(facts, indicator, to);
}

}  // namespace iku::indicator
