#include "services/collection/register/register_handler.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record_handling.h"
#include "services/collection/record/validation.h"
#include "services/collection/register/region_batch.h"
#include "services/collection/register/register_proto.h"

namespace iku::collection {
namespace {

// Puts one stored entry into the reply and finishes the call.
template <typename Entry, typename Message>
RegisterStore::Answer<Registered<Entry>> ReplyWith(Message* reply, Done done) {
  return [reply,
          done = std::move(done)](absl::StatusOr<Registered<Entry>> stored) {
    if (stored.ok()) *reply = ToProto(*stored);
    done(stored.status());
  };
}

struct RegionPage {
  RegionFilter filter;
  std::string query;  // what the page token binds
  int size = 0;
  std::string after;
};

absl::StatusOr<RegionPage> FromProto(const v1::ListRegionsRequest& request) {
  Violations found;
  RegionPage page;
  if (!request.within().empty()) {
    page.filter.within = CheckRegionName("within", request.within(), found);
  }
  page.filter.level = CheckLevel("level", request.level(), found);
  page.size = CheckPageSize("page_size", request.page_size(), found);
  page.query = absl::StrCat("regions|", request.within(), "|",
                            static_cast<int>(request.level()));
  const std::optional<Cursor> after =
      CheckPageToken("page_token", request.page_token(), page.query, found);
  RETURN_IF_ERROR(found.ToStatus());
  if (after) page.after = after->id;
  return page;
}

}  // namespace

grpc::ServerUnaryReactor* RegisterHandler::CreateRegion(
    grpc::CallbackServerContext* context,
    const v1::CreateRegionRequest* request, v1::Region* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::RegisterService>("CreateRegion"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(Region region,
                         FromProto(request->region(), "region", known_));
        store_.CreateRegions(
            {std::move(region)}, caller.name,
            IntentOf(request->validate_only()),
            [reply, done](absl::StatusOr<RegisterStore::CreateResult> rows) {
              if (!rows.ok()) return done(rows.status());
              if (rows->front().ok()) *reply = ToProto(rows->front()->region);
              done(rows->front().status());
            });
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RegisterHandler::BatchCreateRegions(
    grpc::CallbackServerContext* context,
    const v1::BatchCreateRegionsRequest* request,
    v1::BatchCreateRegionsResponse* reply) {
  return calls_.Serve(
      *context, BulkRpc<v1::RegisterService>("BatchCreateRegions"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(RegionBatch batch,
                         RegionBatch::FromRequest(*request, known_));
        std::vector<Region> good = batch.GoodRows();
        store_.CreateRegions(
            std::move(good), caller.name, IntentOf(request->validate_only()),
            [request, reply, done, batch = std::move(batch),
             language = caller.language](
                absl::StatusOr<RegisterStore::CreateResult> rows) {
              if (rows.ok()) *reply = batch.ToReply(*request, *rows, language);
              done(rows.status());
            });
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RegisterHandler::GetRegion(
    grpc::CallbackServerContext* context, const v1::GetRegionRequest* request,
    v1::Region* reply) {
  return calls_.Read(*context, ReadRpc<v1::RegisterService>("GetRegion"),
                     *reply, [=, this](const Caller&) -> absl::Status {
                       Violations found;
                       const auto code =
                           CheckRegionName("name", request->name(), found);
                       RETURN_IF_ERROR(found.ToStatus());
                       ASSIGN_OR_RETURN(const Registered<Region> region,
                                        store_.GetRegion(*code));
                       *reply = ToProto(region);
                       return absl::OkStatus();
                     });
}

grpc::ServerUnaryReactor* RegisterHandler::ListRegions(
    grpc::CallbackServerContext* context, const v1::ListRegionsRequest* request,
    v1::ListRegionsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::RegisterService>("ListRegions"), *reply,
      [=, this](const Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const RegionPage page, FromProto(*request));
        ASSIGN_OR_RETURN(
            std::vector<Registered<Region>> regions,
            store_.ListRegions(page.filter, page.after, page.size + 1));
        // One more than asked for tells that there is a next page.
        if (regions.size() > static_cast<size_t>(page.size)) {
          regions.pop_back();
          reply->set_next_page_token(
              MakePageToken(Cursor{0, regions.back().entry.code}, page.query));
        }
        for (const Registered<Region>& region : regions) {
          *reply->add_regions() = ToProto(region);
        }
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RegisterHandler::UpdateRegion(
    grpc::CallbackServerContext* context,
    const v1::UpdateRegionRequest* request, v1::Region* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::RegisterService>("UpdateRegion"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(Region region,
                         UpdateFromProto(request->region(), "region"));
        store_.UpdateRegion({std::move(region), request->region().etag(),
                             caller.name, IntentOf(request->validate_only())},
                            ReplyWith<Region>(reply, std::move(done)));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RegisterHandler::PutOfferedService(
    grpc::CallbackServerContext* context,
    const v1::PutOfferedServiceRequest* request, v1::OfferedService* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::RegisterService>("PutOfferedService"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(
            OfferedService service,
            FromProto(request->offered_service(), "offered_service", known_));
        store_.PutService(
            {std::move(service), request->offered_service().etag(), caller.name,
             IntentOf(request->validate_only())},
            ReplyWith<OfferedService>(reply, std::move(done)));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RegisterHandler::ListOfferedServices(
    grpc::CallbackServerContext* context,
    const v1::ListOfferedServicesRequest* request,
    v1::ListOfferedServicesResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::RegisterService>("ListOfferedServices"), *reply,
      [=, this](const Caller&) -> absl::Status {
        Violations found;
        const auto district =
            CheckParent("parent", request->parent(), known_, found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const auto services, store_.ListServices(*district));
        for (const Registered<OfferedService>& service : services) {
          *reply->add_offered_services() = ToProto(service);
        }
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RegisterHandler::PutServedPopulation(
    grpc::CallbackServerContext* context,
    const v1::PutServedPopulationRequest* request,
    v1::ServedPopulation* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::RegisterService>("PutServedPopulation"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(ServedPopulation population,
                         FromProto(request->served_population(),
                                   "served_population", known_));
        store_.PutPopulation(
            {std::move(population), request->served_population().etag(),
             caller.name, IntentOf(request->validate_only())},
            ReplyWith<ServedPopulation>(reply, std::move(done)));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RegisterHandler::ListServedPopulations(
    grpc::CallbackServerContext* context,
    const v1::ListServedPopulationsRequest* request,
    v1::ListServedPopulationsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::RegisterService>("ListServedPopulations"), *reply,
      [=, this](const Caller&) -> absl::Status {
        Violations found;
        const auto district =
            CheckParent("parent", request->parent(), known_, found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const auto populations,
                         store_.ListPopulations(*district));
        for (const Registered<ServedPopulation>& population : populations) {
          *reply->add_served_populations() = ToProto(population);
        }
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
