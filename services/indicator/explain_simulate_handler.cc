#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "services/indicator/explain/explain.h"
#include "services/indicator/facts_client/proto_values.h"
#include "services/indicator/indicator_handler.h"
#include "services/indicator/simulate/simulate.h"

namespace iku::indicator {
namespace {

constexpr char kCompute[] = "compute";

void CheckOneIndicator(const v1::ComputeRequest& request, Violations& found) {
  constexpr char kField[] = "compute.indicators";
  if (request.indicators().empty()) {
    found.Add(kField, code::kRequired);
  } else if (request.indicators_size() > 1) {
    found.Add(
        kField, code::kTooMany,
        {{"count", absl::StrCat(request.indicators_size())}, {"limit", "1"}});
  }
}

// What one call of Simulate supposes, once it is known to be sound.
struct Supposed {
  SupposedChanges changes;
  SupposedRules rules;
};

}  // namespace

grpc::ServerUnaryReactor* IndicatorHandler::Explain(
    grpc::CallbackServerContext* context, const v1::ExplainRequest* request,
    v1::Explanation* reply) {
  return ServeComputed(
      *context, ReadRpc<v1::IndicatorService>("Explain"), *reply,
      request->compute(), kCompute,
      [request](Asked* /*asked*/, Violations& found) {
        CheckOneIndicator(request->compute(), found);
      },
      [reply](const Computed& computed) {
        *reply = indicator::Explain(computed.facts, computed.question,
                                    computed.answer);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IndicatorHandler::Simulate(
    grpc::CallbackServerContext* context, const v1::SimulateRequest* request,
    v1::SimulateResponse* reply) {
  const auto supposed = std::make_shared<Supposed>();
  return ServeComputed(
      *context, ReadRpc<v1::IndicatorService>("Simulate"), *reply,
      request->compute(), kCompute,
      [this, request, supposed](Asked* asked, Violations& found) {
        supposed->changes = ChangesFrom(*request, found);
        if (asked != nullptr) {
          const IndicatorQuestion& question = asked->question;
          supposed->rules = SupposedRulesFrom(*request, question.rules,
                                              question.policies.given, found);
          if (!found.empty()) return;
          asked->selection = SelectionFor(Suppose(question, supposed->rules));
          return;
        }
        // The call is refused; what else is wrong is said at once.
        const auto rules =
            rule_book_.OfVersion(request->compute().rules_version());
        if (rules.ok()) SupposedRulesFrom(*request, *rules, {}, found);
      },
      [this, reply, supposed](const Computed& computed) -> absl::Status {
        ASSIGN_OR_RETURN(
            *reply,
            indicator::Simulate(
                computed.facts, Suppose(computed.question, supposed->rules),
                supposed->changes,
                // At one moment, so that only what is supposed differs.
                [this, moment = TimeFromProto(computed.answer.as_of_time())](
                    const DistrictFacts& facts,
                    const IndicatorQuestion& question) {
                  return AnswerAt(moment, facts, question);
                }));
        return absl::OkStatus();
      });
}

}  // namespace iku::indicator
