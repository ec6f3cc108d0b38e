// Times one district-year through real services: the facts that the collection
// service reads, and Compute, which asks for them and applies the rules. Fills
// the store first, through the same SubmitBatch that imports use.
//
//   compute_bench --collection=ADDRESS --indicator=ADDRESS --answers=N
//
// Started by tests/bench/run, which gives each size a store of its own.

#include <algorithm>
#include <iostream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmark/benchmark.h"
#include "common/client/channel.h"
#include "iku/collection/v1/facts_service.grpc.pb.h"
#include "iku/collection/v1/ingest_service.grpc.pb.h"
#include "iku/indicator/v1/indicator_service.grpc.pb.h"

ABSL_FLAG(std::string, collection, "", "address of the collection service");
ABSL_FLAG(std::string, indicator, "", "address of the indicator service");
ABSL_FLAG(int64_t, answers, 0, "fill the year with so many answers first");

namespace {

namespace c1 = iku::collection::v1;
namespace i1 = iku::indicator::v1;

constexpr char kDistrict[] = "districts/35.08.21";
constexpr char kPeriod[] = "2025";
constexpr int64_t kBatch = 1000;
constexpr const char* kElements[] = {
    "requirements", "procedure", "time",       "cost",      "product",
    "competence",   "behaviour", "facilities", "complaints"};

void Prepare(grpc::ClientContext& context) {
  iku::PrepareCall(context, absl::InfiniteFuture(), absl::Seconds(60),
                   iku::Language::kEnglish, "bench");
}

// The answer of that number: dates, scores and sexes differ, so that all months
// and every breakdown are filled.
c1::SurveyResponse Answer(int64_t number) {
  c1::SurveyResponse response;
  response.set_name(
      absl::StrFormat("%s/surveyResponses/bench-%010d", kDistrict, number));
  response.mutable_response_date()->set_year(2025);
  response.mutable_response_date()->set_month(1 + number % 10);
  response.mutable_response_date()->set_day(1 + number / 10 % 28);
  for (const char* element : kElements) {
    c1::ElementScore& score = *response.add_scores();
    score.set_element(element);
    score.set_score(
        static_cast<int>(1 + (number + response.scores_size()) % 4));
  }
  response.set_sex(number % 2 == 0 ? c1::SEX_FEMALE : c1::SEX_MALE);
  return response;
}

// True when all of them are in.
bool Fill(int64_t answers, c1::IngestService::Stub& ingest) {
  for (int64_t first = 0; first < answers; first += kBatch) {
    c1::SubmitBatchRequest request;
    request.set_parent(kDistrict);
    request.set_row_policy(c1::ROW_POLICY_ALL_OR_NOTHING);
    const int64_t end = std::min(first + kBatch, answers);
    for (int64_t number = first; number < end; ++number) {
      *request.mutable_survey_responses()->add_rows() = Answer(number);
    }
    grpc::ClientContext context;
    Prepare(context);
    c1::SubmitBatchResponse reply;
    const grpc::Status status = ingest.SubmitBatch(&context, request, &reply);
    if (!status.ok()) {
      std::cerr << "SubmitBatch: " << status.error_message() << "\n";
      return false;
    }
  }
  return true;
}

void Facts(benchmark::State& state, c1::FactsService::Stub& facts,
           int64_t answers) {
  c1::GetDistrictFactsRequest request;
  request.set_name(kDistrict);
  request.mutable_selection()->set_survey_period(kPeriod);
  request.mutable_selection()->set_coordination_period(kPeriod);
  for (const int year : {2024, 2025, 2026}) {
    request.mutable_selection()->add_document_fiscal_years(year);
  }
  for (auto _ : state) {
    grpc::ClientContext context;
    Prepare(context);
    c1::DistrictFacts reply;
    if (!facts.GetDistrictFacts(&context, request, &reply).ok()) {
      state.SkipWithError("GetDistrictFacts failed");
      return;
    }
    benchmark::DoNotOptimize(reply);
  }
  state.counters["answers"] = static_cast<double>(answers);
}

void Compute(benchmark::State& state, i1::IndicatorService::Stub& indicators,
             int64_t answers) {
  i1::ComputeRequest request;
  request.set_district(kDistrict);
  request.set_period(kPeriod);
  for (auto _ : state) {
    grpc::ClientContext context;
    Prepare(context);
    i1::DistrictIndicators reply;
    if (!indicators.Compute(&context, request, &reply).ok() ||
        reply.indicators_size() == 0 ||
        reply.indicators(0).satisfaction().responses() != answers) {
      state.SkipWithError("Compute failed or did not count every answer");
      return;
    }
    benchmark::DoNotOptimize(reply);
  }
  state.counters["answers"] = static_cast<double>(answers);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  absl::ParseCommandLine(argc, argv);
  const auto collection = iku::OpenChannel(absl::GetFlag(FLAGS_collection));
  const auto indicator = iku::OpenChannel(absl::GetFlag(FLAGS_indicator));
  const auto ingest = c1::IngestService::NewStub(collection);
  const auto facts = c1::FactsService::NewStub(collection);
  const auto indicators = i1::IndicatorService::NewStub(indicator);
  const int64_t answers = absl::GetFlag(FLAGS_answers);
  if (!Fill(answers, *ingest)) return EXIT_FAILURE;
  benchmark::RegisterBenchmark(
      "facts", [&](benchmark::State& state) { Facts(state, *facts, answers); });
  benchmark::RegisterBenchmark("compute", [&](benchmark::State& state) {
    Compute(state, *indicators, answers);
  });
  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}
