#include "services/collection/store/evidence_json.h"

#include "services/collection/record/day_number.h"
#include "services/collection/store/packed_date.h"

namespace iku::collection {

nlohmann::json EvidenceToJson(const Evidence& evidence) {
  return {{"kind", evidence.kind},
          {"number", evidence.number},
          {"date", DayNumber(evidence.date)},
          {"uri", evidence.uri},
          {"sha256", evidence.sha256}};
}

Evidence EvidenceFromJson(const nlohmann::json& json) {
  Evidence evidence;
  json.at("kind").get_to(evidence.kind);
  json.at("number").get_to(evidence.number);
  json.at("uri").get_to(evidence.uri);
  json.at("sha256").get_to(evidence.sha256);
  const absl::StatusOr<Date> date = UnpackDate(json.at("date").get<int64_t>());
  if (!date.ok()) {
    throw nlohmann::json::other_error::create(501, "not a day", &json);
  }
  evidence.date = *date;
  return evidence;
}

}  // namespace iku::collection
