// Load: survey answers in batches, so many batches in flight. All are made
// before the clock starts, unless --ahead=false, for filling large stores.

#include <vector>

#include "iku/collection/v1/ingest_service.pb.h"
#include "tests/bench/answers.h"
#include "tests/bench/batch_sender.h"
#include "tests/bench/load_flags.h"

ABSL_FLAG(int64_t, answers, 10'000, "how many in all");
ABSL_FLAG(int64_t, batch, 1000, "how many in a batch");
ABSL_FLAG(std::string, ids, "ascending", "ascending or random");
ABSL_FLAG(std::string, over, "stream",
          "stream: one session over the Ingest stream; unary: SubmitBatch");
ABSL_FLAG(std::string, rows, "sheet",
          "sheet: rows of a survey_sheet; responses: whole survey responses");
ABSL_FLAG(std::string, days, "as_they_come", "as_they_come or random");
ABSL_FLAG(bool, ahead, true, "make all batches before the clock starts");

namespace {

namespace v1 = iku::collection::v1;

class Batches {
 public:
  Batches(const iku::bench::BatchSender& sender, iku::bench::Ids ids)
      : sender_(sender),
        ids_(ids),
        answers_(absl::GetFlag(FLAGS_answers)),
        batch_(absl::GetFlag(FLAGS_batch)),
        packed_(static_cast<size_t>(count())) {}

  int64_t count() const { return (answers_ + batch_ - 1) / batch_; }

  int64_t rows(int64_t number) const {
    return std::min(batch_, answers_ - number * batch_);
  }

  void Make(int64_t number) {
    v1::SubmitBatchRequest request;
    request.set_parent(iku::bench::kDistrict);
    request.set_row_policy(v1::ROW_POLICY_ALL_OR_NOTHING);
    for (int64_t row = 0; row < rows(number); ++row) {
      const int64_t answer = number * batch_ + row;
      if (sheet_) {
        iku::bench::AddAnswer(answer, ids_, days_,
                              *request.mutable_survey_sheet());
      } else {
        iku::bench::FillAnswer(answer, ids_, days_,
                               *request.mutable_survey_responses()->add_rows());
      }
    }
    packed(number) = sender_.Pack(number, request);
  }

  grpc::ByteBuffer& packed(int64_t number) {
    return packed_[static_cast<size_t>(number)];
  }

 private:
  const iku::bench::BatchSender& sender_;
  const iku::bench::Ids ids_;
  const iku::bench::Days days_ = absl::GetFlag(FLAGS_days) == "random"
                                     ? iku::bench::Days::kRandom
                                     : iku::bench::Days::kAsTheyCome;
  const bool sheet_ = absl::GetFlag(FLAGS_rows) == "sheet";
  const int64_t answers_;
  const int64_t batch_;
  std::vector<grpc::ByteBuffer> packed_;
};

}  // namespace

int main(int argc, char** argv) {
  iku::bench::BeginLoad(argc, argv);
  const bool ahead = absl::GetFlag(FLAGS_ahead);
  const int in_flight = absl::GetFlag(FLAGS_in_flight);
  const auto channel = iku::bench::TargetChannel();
  const auto sender = absl::GetFlag(FLAGS_over) == "stream"
                          ? iku::bench::MakeStreamSender(channel)
                          : iku::bench::MakeUnarySender(channel, in_flight);
  Batches batches(*sender, absl::GetFlag(FLAGS_ids) == "random"
                               ? iku::bench::Ids::kRandom
                               : iku::bench::Ids::kAscending);
  for (int64_t i = 0; ahead && i < batches.count(); ++i) batches.Make(i);
  iku::bench::LoadResult result =
      iku::bench::ClosedLoop(
          {.in_flight = in_flight, .calls = batches.count()},
          [&](int slot, int64_t number, iku::bench::CallDone done) {
            if (!ahead) batches.Make(number);
            sender->Send(
                slot, number, batches.packed(number), batches.rows(number),
                [&batches, number, done = std::move(done)](std::string error) {
                  batches.packed(number).Clear();
                  done(std::move(error));
                });
          })
          .Run();
  return iku::bench::Report(result, absl::GetFlag(FLAGS_batch));
}
