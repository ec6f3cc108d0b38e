#include "services/collection/register/seed.h"

#include <future>
#include <memory>
#include <utility>
#include <vector>

#include "common/status/macros.h"

namespace iku::collection {
namespace {

Region Seed(const char* code, const char* display_name,
            const char* bps_code = "") {
  return Region{code, display_name, Validity{}, bps_code};
}

std::vector<Region> SeedRegions() {
  return {
      Seed("35", "JAWA TIMUR"),
      Seed("35.08", "KABUPATEN LUMAJANG"),
      Seed("35.08.21", "Sumbersuko", "3508061"),
      Seed("35.08.21.2001", "Sumbersuko"),
      Seed("35.08.21.2002", "Kebonsari"),
      Seed("35.08.21.2003", "Grati"),
      Seed("35.08.21.2004", "Labruk Kidul"),
      Seed("35.08.21.2005", "Mojosari"),
      Seed("35.08.21.2006", "Sentul"),
      Seed("35.08.21.2007", "Purwosono"),
      Seed("35.08.21.2008", "Petahunan"),
  };
}

}  // namespace

absl::Status EnsureSeed(RegisterStore& store) {
  auto answered = std::make_shared<
      std::promise<absl::StatusOr<RegisterStore::CreateResult>>>();
  std::future<absl::StatusOr<RegisterStore::CreateResult>> answer =
      answered->get_future();
  store.CreateRegions(
      SeedRegions(), "iku-collection", Intent::kStore,
      [answered](absl::StatusOr<RegisterStore::CreateResult> result) {
        answered->set_value(std::move(result));
      });
  ASSIGN_OR_RETURN(const RegisterStore::CreateResult rows, answer.get());
  for (const absl::StatusOr<CreatedRegion>& row : rows) {
    // Taken: someone wrote it differently, and that stands.
    if (!row.ok() && !absl::IsAlreadyExists(row.status())) return row.status();
  }
  return absl::OkStatus();
}

}  // namespace iku::collection
