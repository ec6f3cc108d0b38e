#include "services/indicator/target/target_handler.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "common/text/text_check.h"
#include "services/indicator/names.h"
#include "services/indicator/target/target_proto.h"

namespace iku::indicator {
namespace {

TargetStore::Answer ReplyWith(v1::Target* reply, Done done) {
  return [reply, done = std::move(done)](absl::StatusOr<StoredTarget> stored) {
    if (stored.ok()) *reply = ToProto(*stored);
    done(stored.status());
  };
}

absl::StatusOr<TargetStore::Withdrawal> FromProto(
    const v1::WithdrawTargetRequest& request, const Rules& rules,
    const Caller& caller) {
  Violations found;
  const auto key = CheckTargetName(request.name(), "name", rules, found);
  std::string reason = CheckReason("reason", request.reason(), found);
  RETURN_IF_ERROR(found.ToStatus());
  return TargetStore::Withdrawal{*key, std::move(reason), caller.name};
}

void CheckYear(int year, Violations& found) {
  if (year == 0 || (kFirstTargetYear <= year && year <= kLastTargetYear)) {
    return;
  }
  found.Add("year", code::kOutOfRange,
            {{"value", absl::StrCat(year)},
             {"lowest", absl::StrCat(kFirstTargetYear)},
             {"highest", absl::StrCat(kLastTargetYear)}});
}

}  // namespace

grpc::ServerUnaryReactor* TargetHandler::PutTarget(
    grpc::CallbackServerContext* context, const v1::PutTargetRequest* request,
    v1::Target* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::TargetService>("PutTarget"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(Target target, FromProto(*request, *rules_.InForce()));
        store_.Put({std::move(target), request->target().etag(), caller.name,
                    request->validate_only()},
                   ReplyWith(reply, std::move(done)));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* TargetHandler::WithdrawTarget(
    grpc::CallbackServerContext* context,
    const v1::WithdrawTargetRequest* request, v1::Target* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::TargetService>("WithdrawTarget"), *reply,
      [=, this](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(TargetStore::Withdrawal withdrawal,
                         FromProto(*request, *rules_.InForce(), caller));
        store_.Withdraw(std::move(withdrawal),
                        ReplyWith(reply, std::move(done)));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* TargetHandler::GetTarget(
    grpc::CallbackServerContext* context, const v1::GetTargetRequest* request,
    v1::Target* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::TargetService>("GetTarget"), *reply,
      [=, this](const Caller&) -> absl::Status {
        Violations found;
        const auto key =
            CheckTargetName(request->name(), "name", *rules_.InForce(), found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const StoredTarget target, store_.Get(*key));
        *reply = ToProto(target);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* TargetHandler::ListTargets(
    grpc::CallbackServerContext* context, const v1::ListTargetsRequest* request,
    v1::ListTargetsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::TargetService>("ListTargets"), *reply,
      [=, this](const Caller&) -> absl::Status {
        Violations found;
        const auto district =
            DistrictInName(request->parent(), "", "parent", found);
        CheckYear(request->year(), found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const std::vector<StoredTarget> targets,
                         store_.List(*district));
        for (const StoredTarget& target : targets) {
          if (request->year() == 0 ||
              target.target.key.period.Year() == request->year()) {
            *reply->add_targets() = ToProto(target);
          }
        }
        return absl::OkStatus();
      });
}

}  // namespace iku::indicator
