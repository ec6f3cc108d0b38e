#ifndef IKU_SERVICES_COLLECTION_AUDIT_CHANGE_H_
#define IKU_SERVICES_COLLECTION_AUDIT_CHANGE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/collection/record/sha256.h"

namespace iku::collection {

// What a change did; the numbers of v1::ChangeAction. Stored: never change one.
enum class ChangeAction {
  kCreate = 1,
  kCorrect = 2,
  kVoid = 3,
  kFollowUp = 4,
  kErase = 5,
  kIngest = 6,
  kDiscard = 7,
};

// What kind of resource was changed. Stored: never change a number.
enum class ChangedCollection {
  kSurveyResponses = 1,
  kCoordinationRecords = 2,
  kVillageDocuments = 3,
  kRegions = 4,
  kServices = 5,
  kPopulations = 6,
  kIngestSessions = 7,
  kQuarantinedRows = 8,
};

// The collection in resource names: "surveyResponses".
absl::string_view NameOf(ChangedCollection collection);

// The chain of the register's regions, which belong to no one district.
inline constexpr char kRegisterChain[] = "-";

// Who did what, when and why. Every unit of work makes one, in its own commit.
struct Change {
  std::string district = {};  // code, or kRegisterChain
  std::string actor = {};
  ChangeAction action = ChangeAction::kCreate;
  ChangedCollection collection = ChangedCollection::kSurveyResponses;
  // Id of the one resource below its collection; "" when there were several.
  std::string resource = {};
  int64_t resources = 0;
  std::string reason = {};
  std::optional<Sha256> before = {};  // nothing for what is new
  std::optional<Sha256> after = {};   // nothing where nothing is left
};

// A change as it was committed.
struct CommittedChange {
  Change change;
  int64_t data_version = 0;
  absl::Time commit_time;
  Sha256 chain;  // with the change before it
};

// What chains a change to the one before it in its district: SHA-256 over both
// and over all that is known of the change. `previous` is all 0 for the first.
Sha256 ChainHash(const Sha256& previous, const Change& change,
                 int64_t data_version, absl::Time commit_time);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_CHANGE_H_
