#include "services/collection/audit/change.h"

#include <utility>

#include "services/collection/record/canonical_text.h"

namespace iku::collection {
namespace {

absl::string_view BytesOf(const std::optional<Sha256>& hash) {
  return hash ? hash->bytes() : absl::string_view();
}

}  // namespace

absl::string_view NameOf(ChangedCollection collection) {
  switch (collection) {
    case ChangedCollection::kSurveyResponses:
      return "surveyResponses";
    case ChangedCollection::kCoordinationRecords:
      return "coordinationRecords";
    case ChangedCollection::kVillageDocuments:
      return "villageDocuments";
    case ChangedCollection::kRegions:
      return "regions";
    case ChangedCollection::kServices:
      return "services";
    case ChangedCollection::kPopulations:
      return "populations";
    case ChangedCollection::kIngestSessions:
      return "ingestSessions";
    case ChangedCollection::kQuarantinedRows:
      return "quarantinedRows";
  }
  return "";
}

Sha256 ChainHash(const Sha256& previous, const Change& change,
                 int64_t data_version, absl::Time commit_time) {
  CanonicalTextBuilder text("change/1");
  text.Add("previous", previous.bytes())
      .Add("version", data_version)
      .Add("time", absl::ToUnixMicros(commit_time))
      .Add("district", change.district)
      .Add("actor", change.actor)
      .Add("action", static_cast<int64_t>(change.action))
      .Add("collection", NameOf(change.collection))
      .Add("resource", change.resource)
      .Add("resources", change.resources)
      .Add("reason", change.reason)
      .Add("before", BytesOf(change.before))
      .Add("after", BytesOf(change.after));
  return Sha256::Of(std::move(text).Build());
}

}  // namespace iku::collection
