#ifndef IKU_SERVICES_COLLECTION_REGISTER_SEED_H_
#define IKU_SERVICES_COLLECTION_REGISTER_SEED_H_

#include "absl/status/status.h"
#include "services/collection/register/register_store.h"

namespace iku::collection {

// Brings the regions that the register starts with into `store`: Kecamatan
// Sumbersuko, its eight desa, and the regency and province above it. Adds only
// what is missing and never changes what is there, so it runs at every start.
// Names are written as the npm package idn-area-data writes them, so that an
// import of the whole country replays them. Blocks.
absl::Status EnsureSeed(RegisterStore& store);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_REGISTER_SEED_H_
