#include "services/indicator/indicator_handler.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/indicator/compute/district_indicators.h"
#include "services/indicator/names.h"

namespace iku::indicator {
namespace {

// More ids than there are indicators cannot be meant.
constexpr int kMaxIndicators = 20;

std::optional<Period> CheckPeriod(const std::string& text, Violations& found) {
  if (text.empty()) {
    found.Add("period", code::kRequired);
    return std::nullopt;
  }
  auto period = Period::Parse(text);
  if (period.ok()) return *period;
  found.Add("period", code::kPeriodMalformed, {{"value", text}});
  return std::nullopt;
}

// What both requests ask, when nothing is wrong with it.
template <typename Request>
std::optional<IndicatorQuestion> QuestionOf(const Request& request,
                                            const Rules& rules,
                                            Language language,
                                            Violations& found) {
  const std::optional<Period> period = CheckPeriod(request.period(), found);
  if (request.indicators_size() > kMaxIndicators) {
    found.Add("indicators", code::kTooMany,
              {{"count", absl::StrCat(request.indicators_size())},
               {"limit", absl::StrCat(kMaxIndicators)}});
  } else {
    for (int i = 0; i < request.indicators_size(); ++i) {
      if (rules.FindIndicator(request.indicators(i)) != nullptr) continue;
      found.Add(absl::StrCat("indicators[", i, "]"), code::kUnknownIndicator,
                {{"value", request.indicators(i)},
                 {"allowed", absl::StrJoin(rules.indicator_ids(), ", ")}});
    }
  }
  const Rules::ProfileRule* profile = rules.FindProfile(request.profile());
  if (profile == nullptr) {
    found.Add("profile", code::kUnknownProfile,
              {{"value", request.profile()},
               {"allowed", absl::StrJoin(rules.profile_ids(), ", ")}});
  }
  if (!found.empty()) return std::nullopt;
  return IndicatorQuestion{
      .rules = &rules,
      .profile = profile,
      .period = *period,
      .indicators = {request.indicators().begin(), request.indicators().end()},
      .language = language};
}

FactsCaller OnBehalfOf(const Caller& caller) {
  return {.name = caller.name,
          .language = caller.language,
          .deadline = caller.deadline};
}

}  // namespace

grpc::ServerUnaryReactor* IndicatorHandler::Compute(
    grpc::CallbackServerContext* context, const v1::ComputeRequest* request,
    v1::DistrictIndicators* reply) {
  return calls_.Serve(*context, "IndicatorService.Compute",
                      [this, request, reply](const Caller& caller, Done done) {
                        return StartCompute(caller, *request, *reply,
                                            std::move(done));
                      });
}

absl::Status IndicatorHandler::StartCompute(const Caller& caller,
                                            const v1::ComputeRequest& request,
                                            v1::DistrictIndicators& reply,
                                            Done done) {
  Violations found;
  const std::optional<RegionCode> district =
      DistrictInName(request.district(), "", "district", found);
  const std::optional<IndicatorQuestion> question =
      QuestionOf(request, rules_, caller.language, found);
  RETURN_IF_ERROR(found.ToStatus());
  facts_.GetDistrictFacts(
      *district, SelectionFor(*question), OnBehalfOf(caller),
      [this, question, &reply,
       done = std::move(done)](absl::StatusOr<DistrictFacts> facts) {
        if (!facts.ok()) return done(facts.status());
        reply = ComputeIndicators(*facts, *question, clock_.Now());
        done(absl::OkStatus());
      });
  return absl::OkStatus();
}

grpc::ServerWriteReactor<v1::DistrictIndicators>*
IndicatorHandler::BatchCompute(grpc::CallbackServerContext* context,
                               const v1::BatchComputeRequest* request) {
  return calls_.Stream<v1::DistrictIndicators>(
      *context, "IndicatorService.BatchCompute",
      [this, request](const Caller& caller, const auto& write) {
        return ComputeRegion(caller, *request, write);
      });
}

absl::Status IndicatorHandler::ComputeRegion(
    const Caller& caller, const v1::BatchComputeRequest& request,
    const std::function<bool(const v1::DistrictIndicators&)>& write) {
  Violations found;
  const std::optional<RegionCode> region =
      RegionInName(request.region(), "region", found);
  const std::optional<IndicatorQuestion> question =
      QuestionOf(request, rules_, caller.language, found);
  RETURN_IF_ERROR(found.ToStatus());
  const FactsSelection selection = SelectionFor(*question);
  std::string page_token;
  do {
    ASSIGN_OR_RETURN(FactsPage page,
                     facts_.ListDistrictFacts(*region, selection, page_token,
                                              OnBehalfOf(caller)));
    for (const DistrictFacts& facts : page.districts) {
      if (!write(ComputeIndicators(facts, *question, clock_.Now()))) {
        return MakeError(absl::StatusCode::kDeadlineExceeded,
                         code::kDeadlineExceeded);
      }
    }
    page_token = std::move(page.next_page_token);
  } while (!page_token.empty());
  return absl::OkStatus();
}

}  // namespace iku::indicator
