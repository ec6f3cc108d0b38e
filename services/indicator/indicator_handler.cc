#include "services/indicator/indicator_handler.h"

#include <algorithm>
#include <future>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
#include "common/status/macros.h"
#include "services/indicator/compute/achievements.h"
#include "services/indicator/compute/district_indicators.h"
#include "services/indicator/compute/region_indicators.h"
#include "services/indicator/facts_client/proto_values.h"
#include "services/indicator/names.h"
#include "services/indicator/timestamp.h"

namespace iku::indicator {
namespace {

FactsCaller OnBehalfOf(const Caller& caller) {
  return {.name = caller.name,
          .language = caller.language,
          .deadline = caller.deadline};
}

bool IsAboutThePast(const v1::ComputeRequest& request) {
  return request.has_as_of_time() || request.as_of_version() != 0;
}

// The part of a question about a region that is the same for each district.
v1::ComputeRequest EachDistrictOf(const v1::BatchComputeRequest& request) {
  v1::ComputeRequest each;
  each.set_period(request.period());
  *each.mutable_indicators() = request.indicators();
  each.set_profile(request.profile());
  *each.mutable_policies() = request.policies();
  if (request.has_as_of_time()) {
    *each.mutable_as_of_time() = request.as_of_time();
  }
  each.set_as_of_version(request.as_of_version());
  each.set_rules_version(request.rules_version());
  return each;
}

absl::StatusOr<DistrictFacts> WaitForFacts(FactsSource& source,
                                           const RegionCode& district,
                                           const FactsSelection& selection,
                                           const FactsCaller& caller) {
  std::promise<absl::StatusOr<DistrictFacts>> answer;
  source.GetDistrictFacts(district, selection, "", caller,
                          [&answer](absl::StatusOr<DistrictFacts> facts) {
                            answer.set_value(std::move(facts));
                          });
  return answer.get_future().get();
}

// What is wrong with a question, by its path in what the caller sent.
absl::Status Below(absl::string_view field, absl::Status status) {
  const std::vector<Violation> violations = ViolationsOf(status);
  if (field.empty() || violations.empty()) return status;
  Violations found;
  for (const Violation& violation : violations) {
    found.Add(absl::StrCat(field, ".", violation.field), violation.code,
              violation.arguments);
  }
  return found.ToStatus();
}

absl::Status CallerGone() {
  return MakeError(absl::StatusCode::kDeadlineExceeded,
                   code::kDeadlineExceeded);
}

}  // namespace

grpc::ServerUnaryReactor* IndicatorHandler::Compute(
    grpc::CallbackServerContext* context, const v1::ComputeRequest* request,
    v1::DistrictIndicators* reply) {
  constexpr Rpc kRpc = ReadRpc<v1::IndicatorService>("Compute");
  if (IsAboutThePast(*request)) {
    return ServeComputed(*context, kRpc, *reply, *request, "", nullptr,
                         [reply](const Computed& computed) {
                           *reply = computed.answer;
                           return absl::OkStatus();
                         });
  }
  return calls_.Serve(
      *context, kRpc, *reply, [=, this](const Caller& caller, Done done) {
        return ComputePresent(*request, caller, reply, std::move(done));
      });
}

absl::Status IndicatorHandler::ComputePresent(const v1::ComputeRequest& request,
                                              const Caller& caller,
                                              v1::DistrictIndicators* reply,
                                              Done done) {
  std::string words = absl::StrCat(static_cast<int>(caller.language),
                                   request.SerializeAsString());
  std::shared_ptr<const RememberedAnswer> known = Recall(request, words);
  if (known == nullptr) {
    ASSIGN_OR_RETURN(Asked asked, AskedBy(caller, request, "", nullptr));
    const RegionCode district = asked.district;
    const FactsSelection selection = asked.selection;
    facts_.GetDistrictFacts(
        district, selection, "", OnBehalfOf(caller),
        [this, words = std::move(words), asked = std::move(asked), reply,
         done = std::move(done)](absl::StatusOr<DistrictFacts> facts) {
          done(facts.ok() ? AnswerAnew(asked, *facts, words, *reply)
                          : facts.status());
        });
    return absl::OkStatus();
  }
  const RememberedAnswer& remembered = *known;
  facts_.GetDistrictFacts(
      remembered.district, remembered.selection, remembered.facts_etag,
      OnBehalfOf(caller),
      [this, words = std::move(words), known = std::move(known), &request,
       caller, reply,
       done = std::move(done)](absl::StatusOr<DistrictFacts> facts) {
        if (!facts.ok()) return done(facts.status());
        if (facts->unchanged) {
          known->Fill(*reply);
          SetMomentOf(*known, *facts, *reply);
          return done(absl::OkStatus());
        }
        const auto asked = AskedBy(caller, request, "", nullptr);
        done(asked.ok() ? AnswerAnew(*asked, *facts, words, *reply)
                        : asked.status());
      });
  return absl::OkStatus();
}

absl::Status IndicatorHandler::AnswerAnew(const Asked& asked,
                                          const DistrictFacts& facts,
                                          const std::string& words,
                                          v1::DistrictIndicators& reply) {
  const int64_t targets = targets_.Generation();
  ASSIGN_OR_RETURN(reply, AnswerOf(facts, asked.question));
  if (facts.etag.empty()) return absl::OkStatus();
  const auto kept =
      std::make_shared<RememberedAnswer>(RememberedAnswer{asked.district,
                                                          asked.selection,
                                                          asked.question.rules,
                                                          facts.etag,
                                                          targets,
                                                          {},
                                                          {}});
  kept->SetAnswer(reply);
  memory_.Keep(words, kept);
  return absl::OkStatus();
}

std::shared_ptr<const RememberedAnswer> IndicatorHandler::Recall(
    const v1::ComputeRequest& request, const std::string& words) {
  std::shared_ptr<const RememberedAnswer> known = memory_.Find(words);
  if (known == nullptr) return nullptr;
  const auto rules = rule_book_.OfVersion(request.rules_version());
  if (!rules.ok() || *rules != known->rules ||
      targets_.Generation() != known->targets_generation) {
    return nullptr;
  }
  return known;
}

grpc::ServerUnaryReactor* IndicatorHandler::ServeComputed(
    grpc::CallbackServerContext& context, const Rpc& rpc,
    const google::protobuf::MessageLite& reply,
    const v1::ComputeRequest& request, absl::string_view field,
    FurtherCheck check, Use use) {
  if (IsAboutThePast(request)) {
    return calls_.Read(
        context, rpc, reply,
        [this, &request, field = std::string(field), check = std::move(check),
         use = std::move(use)](const Caller& caller) -> absl::Status {
          ASSIGN_OR_RETURN(const Asked asked,
                           AskedBy(caller, request, field, check));
          absl::StatusOr<DistrictFacts> facts = WaitForFacts(
              facts_, asked.district, asked.selection, OnBehalfOf(caller));
          if (!facts.ok()) return Below(field, facts.status());
          ASSIGN_OR_RETURN(const Computed computed,
                           ComputedFrom(asked.question, *std::move(facts)));
          return use(computed);
        });
  }
  return calls_.Serve(
      context, rpc, reply,
      [this, &request, field = std::string(field), check = std::move(check),
       use = std::move(use)](const Caller& caller, Done done) -> absl::Status {
        ASSIGN_OR_RETURN(const Asked asked,
                         AskedBy(caller, request, field, check));
        facts_.GetDistrictFacts(
            asked.district, asked.selection, "", OnBehalfOf(caller),
            [this, question = asked.question, use,
             done = std::move(done)](absl::StatusOr<DistrictFacts> facts) {
              if (!facts.ok()) return done(facts.status());
              const auto computed = ComputedFrom(question, *std::move(facts));
              done(computed.ok() ? use(*computed) : computed.status());
            });
        return absl::OkStatus();
      });
}

absl::StatusOr<IndicatorHandler::Asked> IndicatorHandler::AskedBy(
    const Caller& caller, const v1::ComputeRequest& request,
    absl::string_view field, const FurtherCheck& check) const {
  Violations found;
  const std::optional<RegionCode> district = DistrictInName(
      request.district(), "",
      field.empty() ? "district" : absl::StrCat(field, ".district"), found);
  ASSIGN_OR_RETURN(std::optional<IndicatorQuestion> question,
                   CheckQuestion(request, field, rule_book_, caller.language,
                                 clock_.Now(), found));
  std::optional<Asked> asked;
  if (district.has_value() && question.has_value()) {
    FactsSelection selection = SelectionFor(*question);
    asked.emplace(Asked{*district, *std::move(question), std::move(selection)});
  }
  if (check != nullptr) check(asked.has_value() ? &*asked : nullptr, found);
  RETURN_IF_ERROR(found.ToStatus());
  return *std::move(asked);
}

absl::StatusOr<IndicatorHandler::Computed> IndicatorHandler::ComputedFrom(
    const IndicatorQuestion& question, DistrictFacts facts) const {
  ASSIGN_OR_RETURN(v1::DistrictIndicators answer, AnswerOf(facts, question));
  return Computed{.question = question,
                  .facts = std::move(facts),
                  .answer = std::move(answer)};
}

absl::StatusOr<v1::DistrictIndicators> IndicatorHandler::AnswerOf(
    const DistrictFacts& facts, const IndicatorQuestion& question) const {
  return AnswerAt(MomentOf(question, facts.read_time.value_or(clock_.Now())),
                  facts, question);
}

absl::Time IndicatorHandler::MomentOf(const IndicatorQuestion& question,
                                      absl::Time read_time) const {
  if (question.IsAboutThePast()) return read_time;
  // A target that was set before the call counts, also when this machine's
  // clock is ahead of the collection service's; but the day stays the one by
  // which the facts were read.
  const absl::Time updated = targets_.LastUpdate();
  const bool counts = OnSameDay(updated, read_time);
  const absl::Time moment = counts ? std::max(updated, read_time) : read_time;
  const absl::Time settled = targets_.SettleBefore(moment);
  // One that was told of is durable; Find waits no longer than it takes to tell
  // of those that were stored with it.
  const bool told_of = counts && updated > settled;
  return told_of || !OnSameDay(settled, moment) ? moment : settled;
}

absl::StatusOr<v1::DistrictIndicators> IndicatorHandler::AnswerAt(
    absl::Time moment, const DistrictFacts& facts,
    const IndicatorQuestion& question) const {
  v1::DistrictIndicators answer =
      ComputeIndicators(facts, question, clock_.Now());
  *answer.mutable_as_of_time() = ToProto(moment);
  const auto find = [&](const std::string& id) {
    return targets_.Find(facts.district, id, question.period, moment);
  };
  RETURN_IF_ERROR(SetAchievements(question, find, answer));
  return answer;
}

void IndicatorHandler::SetMomentOf(const RememberedAnswer& known,
                                   const DistrictFacts& facts,
                                   v1::DistrictIndicators& reply) const {
  const absl::Time read_time = SetMoment(facts, clock_.Now(), reply);
  // It may have been read just before its version was told of.
  reply.set_data_version(
      std::max(known.frame.data_version(), reply.data_version()));
  // Facts and answer are of one day. The answer stands for any instant of it as
  // of which the targets are the ones that it was held against.
  const absl::Time settled = targets_.SettleBefore(read_time);
  const absl::Time before = TimeFromProto(known.frame.as_of_time());
  const bool same_targets = targets_.Generation() == known.targets_generation;
  *reply.mutable_as_of_time() = ToProto(
      same_targets && OnSameDay(settled, before) ? std::max(before, settled)
                                                 : before);
}

grpc::ServerWriteReactor<v1::BatchComputeResponse>*
IndicatorHandler::BatchCompute(grpc::CallbackServerContext* context,
                               const v1::BatchComputeRequest* request) {
  return calls_.Stream<v1::BatchComputeResponse>(
      *context, ExpensiveRpc<v1::IndicatorService>("BatchCompute"),
      [this, request](const Caller& caller, const auto& write) {
        return ComputeRegion(caller, *request, write);
      });
}

absl::Status IndicatorHandler::ComputeRegion(
    const Caller& caller, const v1::BatchComputeRequest& request,
    const std::function<bool(const v1::BatchComputeResponse&)>& write) {
  Violations found;
  const std::optional<RegionCode> region =
      RegionInName(request.region(), "region", found);
  ASSIGN_OR_RETURN(const std::optional<IndicatorQuestion> question,
                   CheckQuestion(EachDistrictOf(request), "", rule_book_,
                                 caller.language, clock_.Now(), found));
  RETURN_IF_ERROR(found.ToStatus());
  const FactsSelection selection = SelectionFor(*question);
  RegionRollUp roll_up(*question);
  v1::BatchComputeResponse message;
  std::string page_token;
  int64_t data_version = 0;
  std::optional<absl::Time> moment;  // of all districts
  do {
    ASSIGN_OR_RETURN(FactsPage page,
                     facts_.ListDistrictFacts(*region, selection, page_token,
                                              OnBehalfOf(caller)));
    data_version = page.data_version;
    if (!moment.has_value()) moment = MomentOf(*question, page.read_time);
    for (const DistrictFacts& facts : page.districts) {
      ASSIGN_OR_RETURN(*message.mutable_district(),
                       AnswerAt(*moment, facts, *question));
      if (!write(message)) return CallerGone();
      roll_up.Add(facts, message.district());
    }
    page_token = std::move(page.next_page_token);
  } while (!page_token.empty());
  v1::RegionIndicators& result = *message.mutable_roll_up();
  result = roll_up.Result(*region);
  result.set_data_version(data_version);
  result.set_rules_version(question->rules->version());
  *result.mutable_as_of_time() = ToProto(*moment);
  return write(message) ? absl::OkStatus() : CallerGone();
}

}  // namespace iku::indicator
