#include "services/collection/facts/facts_handler.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/rpc/may_go_on.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/facts/facts_proto.h"
#include "services/collection/facts/pace.h"
#include "services/collection/record/page.h"

namespace iku::collection {
namespace {

// What selections may not go beyond. The version is looked up only for those
// that name one; it only grows, so the check holds.
absl::StatusOr<FactsLimits> LimitsOf(const FactsStore& store,
                                     bool names_a_version) {
  FactsLimits limits{.now = store.Now()};
  if (names_a_version) {
    ASSIGN_OR_RETURN(limits.newest_version, store.NewestVersion());
  }
  return limits;
}

// A time alone stands for what was known then; a version alone is judged when
// it was committed.
absl::StatusOr<FactsMoment> MomentOf(const FactsStore& store,
                                     const AskedMoment& asked) {
  FactsMoment moment;
  if (asked.version) {
    moment.version = *asked.version;
  } else if (asked.time) {
    ASSIGN_OR_RETURN(moment.version, store.VersionAt(*asked.time));
  } else {
    ASSIGN_OR_RETURN(moment.version, store.NewestVersion());
  }
  if (asked.time) {
    moment.time = *asked.time;
  } else if (asked.version) {
    ASSIGN_OR_RETURN(moment.time, store.CommittedAt(*asked.version));
  } else {
    // Page tokens keep microseconds.
    moment.time = absl::FromUnixMicros(absl::ToUnixMicros(store.Now()));
  }
  return moment;
}

absl::Status ReadPage(const FactsStore& store, const DistrictsQuery& query,
                      absl::FunctionRef<bool()> go_on,
                      v1::ListDistrictFactsResponse& reply) {
  const FactsMoment& moment = *query.selection.as_of;
  reply.set_data_version(moment.version);
  *reply.mutable_read_time() = ToProto(moment.time);
  ASSIGN_OR_RETURN(std::vector<std::string> districts,
                   store.DistrictsWithin(query.region, moment, query.after,
                                         query.page_size + 1));
  size_t bytes = 0;
  int in_page = 0;
  for (const std::string& code : districts) {
    if (in_page == query.page_size || bytes > kBytesOfAPage) {
      reply.set_next_page_token(NextPageToken(
          query, districts[static_cast<size_t>(in_page - 1)], moment));
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(Pace(go_on).Check());
    ASSIGN_OR_RETURN(const RegionCode district, RegionCode::Parse(code));
    ASSIGN_OR_RETURN(const DistrictFacts facts,
                     store.FactsOf(district, query.selection, go_on));
    v1::DistrictFacts& proto = *reply.add_districts();
    proto = ToProto(facts);
    bytes += proto.ByteSizeLong();
    ++in_page;
  }
  return absl::OkStatus();
}

// Names the answer to this very question.
std::string EtagOf(const FactsMark& mark,
                   const v1::GetDistrictFactsRequest& request) {
  const std::string question = absl::StrCat(
      request.name(), "\n", request.selection().SerializeAsString());
  return absl::StrCat(mark.etag, "-",
                      absl::Hex(std::hash<std::string>()(question)));
}

// Whether the caller still holds what it would be answered; says so in `reply`.
bool IsUnchanged(const FactsStore& store,
                 const v1::GetDistrictFactsRequest& request,
                 v1::DistrictFacts& reply) {
  if (request.known_etag().empty() || request.selection().has_as_of_time() ||
      request.selection().as_of_version() != 0) {
    return false;
  }
  absl::string_view code = request.name();
  if (!absl::ConsumePrefix(&code, "districts/")) return false;
  const auto district = RegionCode::Parse(code);
  if (!district.ok()) return false;
  const FactsMark mark = store.MarkOf(*district);
  // Only what was found good has a name, so a match is good too.
  if (request.known_etag() != EtagOf(mark, request)) return false;
  reply.set_district(request.name());
  reply.set_data_version(mark.data_version);
  *reply.mutable_read_time() = ToProto(mark.read_time);
  reply.set_etag(request.known_etag());
  reply.set_unchanged(true);
  return true;
}

}  // namespace

grpc::ServerUnaryReactor* FactsHandler::GetDistrictFacts(
    grpc::CallbackServerContext* context,
    const v1::GetDistrictFactsRequest* request, v1::DistrictFacts* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::FactsService>("GetDistrictFacts"), *reply,
      [&]() -> std::optional<absl::Status> {
        if (!IsUnchanged(store_, *request, *reply)) return std::nullopt;
        return absl::OkStatus();
      },
      [=, this](const Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(
            const FactsLimits limits,
            LimitsOf(store_, request->selection().as_of_version() != 0));
        ASSIGN_OR_RETURN(DistrictQuery query, FromProto(*request, limits));
        if (!query.moment.IsNow()) {
          ASSIGN_OR_RETURN(query.selection.as_of,
                           MomentOf(store_, query.moment));
        }
        // Before the facts: what changes in between makes them new, not old.
        const FactsMark mark = store_.MarkOf(query.district);
        ASSIGN_OR_RETURN(
            const DistrictFacts facts,
            store_.FactsOf(query.district, query.selection, [context, &caller] {
              return MayGoOn(*context, caller);
            }));
        *reply = ToProto(facts);
        if (query.moment.IsNow()) reply->set_etag(EtagOf(mark, *request));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* FactsHandler::ListDistrictFacts(
    grpc::CallbackServerContext* context,
    const v1::ListDistrictFactsRequest* request,
    v1::ListDistrictFactsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::FactsService>("ListDistrictFacts"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(
            const FactsLimits limits,
            LimitsOf(store_, request->selection().as_of_version() != 0 ||
                                 !request->page_token().empty()));
        ASSIGN_OR_RETURN(DistrictsQuery query, FromProto(*request, limits));
        ASSIGN_OR_RETURN(query.selection.as_of, MomentOf(store_, query.moment));
        return ReadPage(
            store_, query,
            [context, &caller] { return MayGoOn(*context, caller); }, *reply);
      });
}

grpc::ServerUnaryReactor* FactsHandler::VerifyTallies(
    grpc::CallbackServerContext* context,
    const v1::VerifyTalliesRequest* request, v1::VerifyTalliesResponse* reply) {
  return calls_.Read(
      *context, ExpensiveRpc<v1::FactsService>("VerifyTallies"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(const VerifyQuery query, FromProto(*request));
        if (verifying_.exchange(true)) {
          return Busy("verifications", absl::Seconds(1));
        }
        const absl::Cleanup finished = [this] { verifying_ = false; };
        ASSIGN_OR_RETURN(
            const TallyReport report,
            store_.VerifyTallies(query.district, [context, &caller] {
              return MayGoOn(*context, caller);
            }));
        *reply = ToProto(report);
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
