#include <functional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/macros.h"
#include "iku/collection/v1/coordination_service.grpc.pb.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "iku/collection/v1/survey_service.grpc.pb.h"
#include "iku/collection/v1/village_document_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/import/words.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

constexpr int kLargestPage = 1000;

using Row = std::vector<std::string>;

// How a row is written: words in a language for readers, the contract's names
// for machines.
struct Style {
  bool for_reader;
  Language language;
};

template <typename Code>
std::string Shown(Code code, const Style& style) {
  if (style.for_reader) return WordFor(code, style.language);
  return google::protobuf::GetEnumDescriptor<Code>()
      ->FindValueByNumber(code)
      ->name();
}

Row RowOf(const v1::SurveyResponse& response, const Style& style) {
  return {CodeOf(response.name()), ToText(response.response_date()),
          response.service(),
          absl::StrJoin(response.scores(), " ",
                        [](std::string* out, const v1::ElementScore& score) {
                          absl::StrAppend(out, score.score());
                        }),
          Shown(response.state(), style)};
}

Row RowOf(const v1::CoordinationRecord& record, const Style& style) {
  return {CodeOf(record.name()),
          ToText(record.held_date()),
          Shown(record.kind(), style),
          record.subject(),
          record.section(),
          Shown(record.follow_up_state(), style),
          Shown(record.state(), style)};
}

Row RowOf(const v1::VillageDocument& document, const Style& style) {
  return {
      CodeOf(document.name()),           document.village(),
      Shown(document.kind(), style),     absl::StrCat(document.fiscal_year()),
      absl::StrCat(document.revision()), ToText(document.enacted_date()),
      ToText(document.received_date()),  Shown(document.state(), style)};
}

Row RowOf(const v1::Region& region, const Style&) {
  return {CodeOf(region.name()), region.display_name(),
          absl::AsciiStrToLower(absl::StripPrefix(
              v1::RegionLevel_Name(region.level()), "REGION_LEVEL_")),
          ToText(region.valid_from()), ToText(region.valid_to())};
}

// Prints records as they come in pages.
class Listing {
 public:
  Listing(const Work& work, const std::vector<const char*>& titles)
      : work_(work) {
    std::vector<Table::Column> columns;
    for (const char* title : titles) {
      names_.emplace_back(title);
      columns.push_back({.title = Say(work.options.language, title),
                         .whole = names_.size() == 1});
    }
    table_.emplace(std::move(columns));
    if (work.options.format == "csv") work.console.out << CsvLine(names_);
  }

  template <typename Record>
  void Add(const Record& record) {
    if (work_.options.format == "json") {
      work_.console.out << ToJson(record, false) << "\n";
    } else if (work_.options.format == "csv") {
      work_.console.out << CsvLine(
          RowOf(record, {false, work_.options.language}));
    } else {
      table_->Add(RowOf(record, {true, work_.options.language}));
    }
    ++count_;
  }

  int left() const { return work_.options.limit - count_; }

  void Finish(bool more) {
    const Language language = work_.options.language;
    const bool is_table =
        work_.options.format.empty() || work_.options.format == "table";
    if (is_table && count_ > 0) {
      work_.console.out << table_->Render(work_.console.width);
    }
    if (is_table && count_ == 0) {
      work_.console.out << Say(language, "list_empty") << "\n";
    }
    if (more) {
      work_.console.err << Say(language, "list_more",
                               {{"count", absl::StrCat(count_)}})
                        << "\n";
    }
  }

 private:
  const Work& work_;
  Row names_;
  std::optional<Table> table_;
  int count_ = 0;
};

// Pages through one list until --limit.
template <typename Stub, typename Request, typename Reply, typename Records>
int ListAll(const Work& work, Stub& stub,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         Reply*),
            Request request, Listing listing, Records records) {
  do {
    request.set_page_size(std::min(listing.left(), kLargestPage));
    const absl::StatusOr<Reply> reply =
        Call(work.connection, stub, method, request);
    if (!reply.ok()) return RefuseCollection(work, reply.status());
    for (const auto& record : records(*reply)) listing.Add(record);
    request.set_page_token(reply->next_page_token());
  } while (!request.page_token().empty() && listing.left() > 0);
  listing.Finish(!request.page_token().empty());
  return kDone;
}

// Reads a word of the command line into a code; complains about others.
template <typename Code>
Code WordOf(const std::string& word, const char* flag,
            std::optional<Code> (*read)(absl::string_view),
            std::string (*usual)(), std::vector<Complaint>& wrong) {
  if (word.empty()) return Code{};
  const std::optional<Code> code = read(word);
  if (!code.has_value()) {
    wrong.push_back(
        {"flag_word", {{"flag", flag}, {"value", word}, {"allowed", usual()}}});
  }
  return code.value_or(Code{});
}

int ListSurveys(const Work& work, v1::RecordState state) {
  v1::ListSurveyResponsesRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_service(work.options.service);
  request.set_state(state);
  const auto stub = v1::SurveyService::NewStub(work.connection.collection);
  return ListAll(work, *stub, &v1::SurveyService::Stub::ListSurveyResponses,
                 request,
                 Listing(work, {"id", "date", "service", "scores", "state"}),
                 [](const auto& reply) { return reply.survey_responses(); });
}

int ListCoordination(const Work& work, v1::RecordState state,
                     v1::FollowUpState follow_up, v1::CoordinationKind kind) {
  v1::ListCoordinationRecordsRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_state(state);
  request.set_follow_up_state(follow_up);
  request.set_kind(kind);
  const auto stub =
      v1::CoordinationService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &v1::CoordinationService::Stub::ListCoordinationRecords,
      request,
      Listing(work, {"id", "date", "kind", "subject", "section", "follow_up",
                     "state"}),
      [](const auto& reply) { return reply.coordination_records(); });
}

int ListDocuments(const Work& work, v1::RecordState state,
                  v1::VillageDocumentKind kind) {
  v1::ListVillageDocumentsRequest request;
  request.set_parent(absl::StrCat("districts/", work.options.district));
  request.set_period(work.options.period);
  request.set_state(state);
  request.set_kind(kind);
  request.set_village(work.options.village);
  const auto stub =
      v1::VillageDocumentService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &v1::VillageDocumentService::Stub::ListVillageDocuments,
      request,
      Listing(work, {"id", "village", "kind", "fiscal_year", "revision",
                     "enacted_date", "received_date", "state"}),
      [](const auto& reply) { return reply.village_documents(); });
}

int ListRegions(const Work& work) {
  v1::ListRegionsRequest request;
  const std::string& within =
      work.options.within.empty() ? work.options.district : work.options.within;
  if (!within.empty()) request.set_within(absl::StrCat("regions/", within));
  if (work.options.level == "province") {
    request.set_level(v1::REGION_LEVEL_PROVINCE);
  } else if (work.options.level == "regency") {
    request.set_level(v1::REGION_LEVEL_REGENCY);
  } else if (work.options.level == "district") {
    request.set_level(v1::REGION_LEVEL_DISTRICT);
  } else if (work.options.level == "village") {
    request.set_level(v1::REGION_LEVEL_VILLAGE);
  } else if (!work.options.level.empty()) {
    return Refuse(work,
                  {{"flag_word",
                    {{"flag", "--level"},
                     {"value", work.options.level},
                     {"allowed", "province, regency, district, village"}}}});
  }
  const auto stub = v1::RegisterService::NewStub(work.connection.collection);
  return ListAll(work, *stub, &v1::RegisterService::Stub::ListRegions, request,
                 Listing(work, {"region_code", "region_name", "level",
                                "valid_from", "valid_to"}),
                 [](const auto& reply) { return reply.regions(); });
}

}  // namespace

int List(const Work& work) {
  const std::string what = work.words.size() == 1 ? work.words[0] : "";
  if (work.options.limit < 1) return Refuse(work, {{"limit_wrong", {}}});
  if (what == "regions") return ListRegions(work);
  const bool coordination = what == "coordination";
  const bool documents = what == "village-documents";
  if (what != "surveys" && !coordination && !documents) {
    return Refuse(work, {{"list_what", {}}});
  }
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
      follow_up = WordOf(word, "--state", FollowUpStateOf,
                         UsualWords::FollowUpStates, wrong);
    } else {
      state = WordOf(word, "--state", RecordStateOf, UsualWords::RecordStates,
                     wrong);
    }
  }
  const auto kind =
      coordination ? WordOf(work.options.kind, "--kind", CoordinationKindOf,
                            UsualWords::CoordinationKinds, wrong)
                   : v1::CoordinationKind{};
  const auto document_kind =
      documents ? WordOf(work.options.kind, "--kind", VillageDocumentKindOf,
                         UsualWords::VillageDocumentKinds, wrong)
                : v1::VillageDocumentKind{};
  if (!wrong.empty()) return Refuse(work, wrong);
  if (coordination) return ListCoordination(work, state, follow_up, kind);
  if (documents) return ListDocuments(work, state, document_kind);
  return ListSurveys(work, state);
}

}  // namespace iku::ctl
