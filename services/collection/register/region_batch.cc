#include "services/collection/register/region_batch.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/record/row_results.h"
#include "services/collection/register/register_proto.h"

namespace iku::collection {
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
  std::vector<std::string> names;
  std::vector<RowReport> reports;
  auto next_stored = stored.begin();
  for (size_t i = 0; i < rows_.size(); ++i) {
    names.push_back(request.regions(static_cast<int>(i)).name());
    if (!rows_[i].ok()) {
      reports.push_back({v1::ROW_OUTCOME_REJECTED, rows_[i].status()});
    } else if (const auto& outcome = *next_stored++; !outcome.ok()) {
      reports.push_back({v1::ROW_OUTCOME_REJECTED, outcome.status()});
    } else {
      reports.push_back({outcome->created ? v1::ROW_OUTCOME_CREATED
                                          : v1::ROW_OUTCOME_REPLAYED,
                         absl::OkStatus()});
    }
  }
  v1::BatchCreateRegionsResponse reply;
  AddRowResults(names, reports, false, language, *reply.mutable_results(),
                *reply.mutable_totals());
  return reply;
}

}  // namespace iku::collection
