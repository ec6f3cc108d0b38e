#include "services/collection/register/region_batch.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/grpc_status.h"
#include "common/status/macros.h"
#include "services/collection/register/register_proto.h"

namespace iku::collection {
namespace {

void Reject(const absl::Status& status, Language language,
            v1::RowResult& result) {
  result.set_outcome(v1::ROW_OUTCOME_REJECTED);
  *result.mutable_status() = ToRowStatus(status, language);
  std::vector<Violation> violations = ViolationsOf(status);
  // The name holds other content: a matter of the row, not of one field rule.
  if (violations.empty()) {
    violations.push_back({"name", ReasonOf(status), ArgumentsOf(status)});
  }
  for (const Violation& violation : violations) {
    *result.add_violations() = ToProto(violation, language);
  }
}

void Count(v1::RowOutcome outcome, v1::BatchTotals& totals) {
  totals.set_rows(totals.rows() + 1);
  if (outcome == v1::ROW_OUTCOME_CREATED) {
    totals.set_created(totals.created() + 1);
  } else if (outcome == v1::ROW_OUTCOME_REPLAYED) {
    totals.set_replayed(totals.replayed() + 1);
  } else {
    totals.set_rejected(totals.rejected() + 1);
  }
}

}  // namespace

absl::StatusOr<RegionBatch> RegionBatch::FromRequest(
    const v1::BatchCreateRegionsRequest& request, const RegisterView& known) {
  Violations found;
  if (request.regions().empty()) found.Add("regions", code::kRequired);
  if (request.regions_size() > kMostRegionsOfABatch) {
    found.Add("regions", code::kTooMany,
              {{"count", absl::StrCat(request.regions_size())},
               {"limit", absl::StrCat(kMostRegionsOfABatch)}});
  }
  RETURN_IF_ERROR(found.ToStatus());
  return RegionBatch(FromProto(request.regions(), known));
}

std::vector<Region> RegionBatch::GoodRows() const {
  std::vector<Region> good;
  good.reserve(rows_.size());
  for (const absl::StatusOr<Region>& row : rows_) {
    if (row.ok()) good.push_back(*row);
  }
  return good;
}

v1::BatchCreateRegionsResponse RegionBatch::ToReply(
    const v1::BatchCreateRegionsRequest& request,
    const RegisterStore::CreateResult& stored, Language language) const {
  v1::BatchCreateRegionsResponse reply;
  auto next_stored = stored.begin();
  for (size_t i = 0; i < rows_.size(); ++i) {
    const int index = static_cast<int>(i);
    v1::RowResult& result = *reply.add_results();
    result.set_index(index);
    result.set_name(request.regions(index).name());
    if (!rows_[i].ok()) {
      Reject(rows_[i].status(), language, result);
    } else if (const auto& outcome = *next_stored++; !outcome.ok()) {
      Reject(outcome.status(), language, result);
    } else {
      result.set_outcome(outcome->created ? v1::ROW_OUTCOME_CREATED
                                          : v1::ROW_OUTCOME_REPLAYED);
    }
    Count(result.outcome(), *reply.mutable_totals());
  }
  return reply;
}

}  // namespace iku::collection
