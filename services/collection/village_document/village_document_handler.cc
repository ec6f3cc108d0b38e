#include "services/collection/village_document/village_document_handler.h"

#include <optional>
#include <string>
#include <utility>

#include "common/status/macros.h"
#include "common/text/utf8.h"
#include "services/collection/record/record_handling.h"
#include "services/collection/village_document/village_document_proto.h"

namespace iku::collection {
namespace {

constexpr char kDocumentField[] = "village_document";

absl::StatusOr<Amendment<VillageDocument>> CheckedCorrection(
    const v1::CorrectVillageDocumentRequest& request,
    const ValidationContext& context, const Caller& caller) {
  Violations found;
  std::optional<NewRecord<VillageDocument>> row = CheckVillageDocument(
      kDocumentField, request.village_document(), context, found);
  return CheckCorrection<VillageDocument>(
      request, std::move(row), "village_document.etag",
      request.village_document().etag(), caller, found);
}

// Documents belong to whole fiscal years.
std::optional<int> CheckFiscalYearFilter(absl::string_view period,
                                         Violations& found) {
  if (period.empty()) return std::nullopt;
  const absl::StatusOr<Period> parsed = Period::Parse(period);
  if (parsed.ok() && parsed->kind() == Period::Kind::kYear) {
    return parsed->Year();
  }
  found.Add("period", code::kTextMalformed,
            {{"value", Shown(period)}, {"pattern", "YYYY"}});
  return std::nullopt;
}

VillageDocumentFilter CheckFilter(
    const v1::ListVillageDocumentsRequest& request, const std::string& district,
    const RegisterView& regions, Violations& found) {
  VillageDocumentFilter filter;
  filter.fiscal_year = CheckFiscalYearFilter(request.period(), found);
  const v1::VillageDocumentKind kind =
      CheckEnum("kind", request.kind(), Presence::kOptional, found);
  if (kind != v1::VILLAGE_DOCUMENT_KIND_UNSPECIFIED) {
    filter.kind = static_cast<DocumentKind>(kind);
  }
  if (request.village().empty()) return filter;
  const std::optional<RegionCode> village = CheckVillage(
      "village", request.village(),
      district.empty() ? std::nullopt : std::make_optional(district), regions,
      found);
  if (village) filter.village = village->ToString();
  return filter;
}

}  // namespace

grpc::ServerUnaryReactor* VillageDocumentHandler::CreateVillageDocument(
    grpc::CallbackServerContext* context,
    const v1::CreateVillageDocumentRequest* request,
    v1::VillageDocument* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::VillageDocumentService>("CreateVillageDocument"),
      *reply, [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(NewRecord<VillageDocument> row,
                         FromProto(request->village_document(), kDocumentField,
                                   {regions_, clock_.Now()}));
        CreateOne(store_, std::move(row), request->validate_only(), caller,
                  reply, std::move(done));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* VillageDocumentHandler::GetVillageDocument(
    grpc::CallbackServerContext* context,
    const v1::GetVillageDocumentRequest* request, v1::VillageDocument* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::VillageDocumentService>("GetVillageDocument"),
      *reply, [=, this](const Caller&) {
        return GetOne(store_, kVillageDocuments, regions_, *request, reply);
      });
}

grpc::ServerUnaryReactor* VillageDocumentHandler::ListVillageDocuments(
    grpc::CallbackServerContext* context,
    const v1::ListVillageDocumentsRequest* request,
    v1::ListVillageDocumentsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::VillageDocumentService>("ListVillageDocuments"),
      *reply, [=, this](const Caller&) -> absl::Status {
        Violations found;
        ASSIGN_OR_RETURN(const ListQuery query,
                         CheckListQuery(*request, store_, regions_, found));
        const VillageDocumentFilter filter =
            CheckFilter(*request, query.range.district, regions_, found);
        RETURN_IF_ERROR(found.ToStatus());
        return ListPage(
            store_, query, filter,
            [](const VillageDocument& document) {
              return int64_t{document.fiscal_year};
            },
            reply->mutable_village_documents(),
            reply->mutable_next_page_token());
      });
}

grpc::ServerUnaryReactor* VillageDocumentHandler::CorrectVillageDocument(
    grpc::CallbackServerContext* context,
    const v1::CorrectVillageDocumentRequest* request,
    v1::VillageDocument* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::VillageDocumentService>("CorrectVillageDocument"),
      *reply, [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(
            Amendment<VillageDocument> amendment,
            CheckedCorrection(*request, {regions_, clock_.Now()}, caller));
        AmendOne(store_, std::move(amendment), reply, std::move(done));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* VillageDocumentHandler::VoidVillageDocument(
    grpc::CallbackServerContext* context,
    const v1::VoidVillageDocumentRequest* request, v1::VillageDocument* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::VillageDocumentService>("VoidVillageDocument"),
      *reply, [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(Amendment<VillageDocument> amendment,
                         CheckVoid<VillageDocument>(*request, kVillageDocuments,
                                                    regions_, caller));
        AmendOne(store_, std::move(amendment), reply, std::move(done));
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
