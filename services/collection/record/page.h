#ifndef IKU_SERVICES_COLLECTION_RECORD_PAGE_H_
#define IKU_SERVICES_COLLECTION_RECORD_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "services/collection/record/record_store.h"

namespace iku::collection {

// A page ends early behind this many bytes, because gRPC callers take messages
// of up to 4 MiB unless they say otherwise.
inline constexpr size_t kBytesOfAPage = 2 << 20;

// The size of a page: 0 means 100; a violation outside 0..1000.
int CheckPageSize(absl::string_view field, int32_t page_size,
                  Violations& found);

// A page token says where the next page starts and holds a short hash of the
// query it belongs to, so that it cannot be used with another one. `query` is
// any text that is equal for equal queries.
std::string MakePageToken(const Cursor& last, absl::string_view query);

// Nothing for the first page; a violation PAGE_TOKEN_INVALID when the token was
// not made by MakePageToken for this query.
std::optional<Cursor> CheckPageToken(absl::string_view field,
                                     absl::string_view token,
                                     absl::string_view query,
                                     Violations& found);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_PAGE_H_
