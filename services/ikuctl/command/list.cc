#include <functional>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/status/macros.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "iku/collection/v1/village_document_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/command/listing.h"
#include "services/ikuctl/command/question.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/import/words.h"
#include "services/ikuctl/output/indicators.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

// The scores in the order of the questionnaire, so that it shows which answer
// is missing: "4 3 - 4 ..." for readers, else with the elements' codes.
std::string ScoresOf(const v1::SurveyResponse& response, const Style& style) {
  std::vector<std::string> cells;
  for (const std::string& element : QuestionnaireOrder()) {
    std::string cell = "-";
    for (const v1::ElementScore& score : response.scores()) {
      if (score.element() == element) cell = absl::StrCat(score.score());
    }
    if (style.for_reader) {
      cells.push_back(cell);
    } else if (cell != "-") {
      cells.push_back(absl::StrCat(element, "=", cell));
    }
  }
  return absl::StrJoin(cells, " ");
}

Row RowOf(const v1::SurveyResponse& response, const Style& style) {
  return {response.name(), ToText(response.response_date()), response.service(),
          ScoresOf(response, style), Shown(response.state(), style)};
}

Row RowOf(const v1::CoordinationRecord& record, const Style& style) {
  return {record.name(),
          ToText(record.held_date()),
          Shown(record.kind(), style),
          record.subject(),
          record.section(),
          Shown(record.follow_up_state(), style),
          Shown(record.state(), style)};
}

Row RowOf(const v1::VillageDocument& document, const Style& style) {
  return {document.name(),
          document.village(),
          Shown(document.kind(), style),
          absl::StrCat(document.fiscal_year()),
          absl::StrCat(document.revision()),
          ToText(document.enacted_date()),
          ToText(document.received_date()),
          Shown(document.state(), style)};
}

Row RowOf(const v1::Region& region, const Style& style) {
  return {region.name(), region.display_name(), Shown(region.level(), style),
          ToText(region.valid_from()), ToText(region.valid_to())};
}

Row RowOf(const v1::OfferedService& service, const Style&) {
  return {CodeOf(service.name()), service.display_name(),
          ToText(service.valid_from()), ToText(service.valid_to())};
}

Row RowOf(const v1::ServedPopulation& population, const Style&) {
  return {CodeOf(population.name()), absl::StrCat(population.people()),
          population.source()};
}

constexpr auto kRowOf = [](const auto& record, const Style& style) {
  return RowOf(record, style);
};

// What --as_of names, which lists take as a version only; 0 is now.
int64_t VersionAsOf(const Options& options, std::vector<Complaint>& wrong) {
  if (options.as_of.empty()) return 0;
  const auto moment = MomentFrom(options.as_of, options.district, absl::Now());
  if (moment.ok() && moment->version && !moment->time) return *moment->version;
  wrong.push_back({"as_of_list", {{"value", options.as_of}}});
  return 0;
}

int ListSurveys(const Work& work, v1::RecordState state, int64_t as_of) {
  v1::ListSurveyResponsesRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_service(work.options.service);
  request.set_state(state);
  request.set_as_of_version(as_of);
  const auto stub = v1::SurveyService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &v1::SurveyService::Stub::ListSurveyResponses, request,
      Listing(work, {"name", "date", "service", "scores", "state"},
              Listing::First::kBelowRow),
      [](const auto& reply) { return reply.survey_responses(); }, kRowOf);
}

int ListCoordination(const Work& work, v1::RecordState state,
                     v1::FollowUpState follow_up, v1::CoordinationKind kind,
                     int64_t as_of) {
  v1::ListCoordinationRecordsRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_state(state);
  request.set_as_of_version(as_of);
  request.set_follow_up_state(follow_up);
  request.set_kind(kind);
  const auto stub =
      v1::CoordinationService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &v1::CoordinationService::Stub::ListCoordinationRecords,
      request,
      Listing(
          work,
          {"name", "date", "kind", "subject", "section", "follow_up", "state"},
          Listing::First::kBelowRow),
      [](const auto& reply) { return reply.coordination_records(); }, kRowOf);
}

int ListDocuments(const Work& work, v1::RecordState state,
                  v1::VillageDocumentKind kind, int64_t as_of) {
  v1::ListVillageDocumentsRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_state(state);
  request.set_as_of_version(as_of);
  request.set_kind(kind);
  request.set_village(work.options.village);
  const auto stub =
      v1::VillageDocumentService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &v1::VillageDocumentService::Stub::ListVillageDocuments,
      request,
      Listing(work,
              {"name", "village", "kind", "fiscal_year", "revision",
               "enacted_date", "received_date", "state"},
              Listing::First::kBelowRow),
      [](const auto& reply) { return reply.village_documents(); }, kRowOf);
}

int ListRegions(const Work& work) {
  v1::ListRegionsRequest request;
  const std::string& within =
      work.options.within.empty() ? work.options.district : work.options.within;
  if (!within.empty()) request.set_within(absl::StrCat("regions/", within));
  std::vector<Complaint> wrong;
  request.set_level(WordOf(work.options.level, "--level", RegionLevelOf,
                           UsualWords::RegionLevels, work.options.language,
                           wrong));
  if (!wrong.empty()) return Refuse(work, wrong);
  const auto stub = v1::RegisterService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &v1::RegisterService::Stub::ListRegions, request,
      Listing(work,
              {"name", "display_name", "level", "valid_from", "valid_to"}),
      [](const auto& reply) { return reply.regions(); }, kRowOf);
}

// The lists that come in one piece.
template <typename Reply, typename Records>
int ListWhole(const Work& work, const absl::StatusOr<Reply>& reply,
              Listing listing, Records records) {
  if (!reply.ok()) return RefuseCollection(work, reply.status());
  for (const auto& record : records(*reply)) {
    if (listing.left() == 0) break;
    listing.Add(record, RowOf(record, listing.style()));
  }
  listing.Finish(records(*reply).size() > work.options.limit);
  return kDone;
}

int ListServices(const Work& work) {
  v1::ListOfferedServicesRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  const auto stub = v1::RegisterService::NewStub(work.connection.collection);
  return ListWhole(
      work,
      Call(work.connection, *stub,
           &v1::RegisterService::Stub::ListOfferedServices, request),
      Listing(work, {"code", "display_name", "valid_from", "valid_to"}),
      [](const auto& reply) { return reply.offered_services(); });
}

int ListPopulations(const Work& work) {
  v1::ListServedPopulationsRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  const auto stub = v1::RegisterService::NewStub(work.connection.collection);
  return ListWhole(
      work,
      Call(work.connection, *stub,
           &v1::RegisterService::Stub::ListServedPopulations, request),
      Listing(work, {"year", "people", "source"}),
      [](const auto& reply) { return reply.served_populations(); });
}

// The states of a coordination record are those of its follow-up, or void.
std::string CoordinationStates(Language language) {
  return absl::StrCat(UsualWords::FollowUpStates(language), ", ",
                      UsualWords::RecordStates(language));
}

}  // namespace

int List(const Work& work) {
  const std::string what = work.words.size() == 1 ? work.words[0] : "";
  if (work.options.limit < 1) return Refuse(work, {{"limit_wrong", {}}});
  if (what == "regions") return ListRegions(work);
  const bool coordination = what == "coordination";
  const bool documents = what == "village-documents";
  const bool services = what == "services";
  const bool populations = what == "populations";
  if (what != "surveys" && !coordination && !documents && !services &&
      !populations) {
    return Refuse(work, {{"list_what", {}}});
  }
  const Language language = work.options.language;
  std::vector<Complaint> wrong;
  CheckDistrict(work.options, wrong);
  // --state of coordination records is that of the record, that of its
  // follow-up, or both: "active,done".
  v1::RecordState state = v1::RECORD_STATE_UNSPECIFIED;
  v1::FollowUpState follow_up = v1::FOLLOW_UP_STATE_UNSPECIFIED;
  const std::vector<std::string> states =
      coordination ? absl::StrSplit(work.options.state, ',')
                   : std::vector<std::string>{work.options.state};
  for (const std::string& word : states) {
    if (coordination && !RecordStateOf(word).has_value()) {
      follow_up = WordOf(word, "--state", FollowUpStateOf, CoordinationStates,
                         language, wrong);
    } else {
      state = WordOf(word, "--state", RecordStateOf, UsualWords::RecordStates,
                     language, wrong);
    }
  }
  const auto kind =
      coordination ? WordOf(work.options.kind, "--kind", CoordinationKindOf,
                            UsualWords::CoordinationKinds, language, wrong)
                   : v1::CoordinationKind{};
  const auto document_kind =
      documents ? WordOf(work.options.kind, "--kind", VillageDocumentKindOf,
                         UsualWords::VillageDocumentKinds, language, wrong)
                : v1::VillageDocumentKind{};
  const int64_t as_of = VersionAsOf(work.options, wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  if (coordination) {
    return ListCoordination(work, state, follow_up, kind, as_of);
  }
  if (documents) return ListDocuments(work, state, document_kind, as_of);
  if (services) return ListServices(work);
  if (populations) return ListPopulations(work);
  return ListSurveys(work, state, as_of);
}

}  // namespace iku::ctl
