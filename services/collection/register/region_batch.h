#ifndef IKU_SERVICES_COLLECTION_REGISTER_REGION_BATCH_H_
#define IKU_SERVICES_COLLECTION_REGISTER_REGION_BATCH_H_

#include <cstddef>
#include <vector>

#include "absl/status/status.h"
#include "common/status/language.h"
#include "iku/collection/v1/register_service.pb.h"
#include "services/collection/register/register_store.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

inline constexpr int kMostRegionsOfABatch = 1000;

// A batch between its request and its reply: the rows that break no rule go to
// the store, and what comes back is put in its place again.
class RegionBatch {
 public:
  // INVALID_ARGUMENT when there are no rows or too many; rows that break a rule
  // are an outcome, not an error.
  static absl::StatusOr<RegionBatch> FromRequest(
      const v1::BatchCreateRegionsRequest& request, const RegisterView& known);

  // The rows to store.
  std::vector<Region> GoodRows() const;

  // The reply, from what the store said of GoodRows(), in their order. Row
  // statuses are sentences in `language`.
  v1::BatchCreateRegionsResponse ToReply(
      const v1::BatchCreateRegionsRequest& request,
      const RegisterStore::CreateResult& stored, Language language) const;

 private:
  explicit RegionBatch(std::vector<absl::StatusOr<Region>> rows)
      : rows_(std::move(rows)) {}

  std::vector<absl::StatusOr<Region>> rows_;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_REGION_BATCH_H_
