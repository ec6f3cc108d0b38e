#ifndef IKU_SERVICES_COLLECTION_INGEST_ROW_COUNTS_H_
#define IKU_SERVICES_COLLECTION_INGEST_ROW_COUNTS_H_

#include <atomic>
#include <cstdint>

#include "common/metrics/metric_writer.h"
#include "iku/collection/v1/ingest.pb.h"

namespace iku::collection {

// What became of the rows of one kind that were sent in batches, since the
// start. Thread-safe.
class RowCounts {
 public:
  // A batch that was answered, for the first time or again.
  void Add(const v1::BatchTotals& totals, bool replayed) {
    if (replayed) {
      Grow(replayed_, totals.rows());
      return;
    }
    Grow(created_, totals.created());
    Grow(replayed_, totals.replayed());
    Grow(rejected_, totals.rejected());
    Grow(held_back_, totals.held_back());
  }

  void Tell(const char* kind, MetricWriter& writer) const {
    const auto tell = [&](const char* result,
                          const std::atomic<int64_t>& rows) {
      writer.Counter("iku_ingest_rows_total",
                     "Rows sent in batches, by what became of them.",
                     {{"kind", kind}, {"result", result}},
                     static_cast<double>(rows.load()));
    };
    tell("created", created_);
    tell("replayed", replayed_);
    tell("rejected", rejected_);
    tell("held_back", held_back_);
  }

 private:
  static void Grow(std::atomic<int64_t>& count, int64_t by) {
    count.fetch_add(by, std::memory_order_relaxed);
  }

  std::atomic<int64_t> created_{0};
  std::atomic<int64_t> replayed_{0};
  std::atomic<int64_t> rejected_{0};
  std::atomic<int64_t> held_back_{0};
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_ROW_COUNTS_H_
