#include "tests/crash/proof.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iku/collection/v1/ingest_service.pb.h"
#include "services/collection/ingest/session_rows.h"
#include "services/collection/store/packed_id.h"
#include "services/collection/store/sqlite_record_chain.h"

namespace iku::test {
namespace {

using namespace collection;  // NOLINT: this file is about nothing else

constexpr const char* kDistricts[] = {"35.08.20", "35.08.21"};

constexpr char kBatches[] =
    "SELECT district_code, session, sequence, answer FROM ingest_batches"
    " ORDER BY 1, 2, 3";

// As FactsOf has the entries of the register.
constexpr char kRegister[] =
    "SELECT 'districts/' || district_code || '/offeredServices/' || code"
    " || '#' || version, display_name FROM offered_services UNION ALL "
    "SELECT 'districts/' || district_code || '/servedPopulations/' || year"
    " || '#' || version, people || ' ' || source FROM served_populations";

// Records out of which an erasure took something, whole or text.
constexpr char kErased[] =
    "SELECT DISTINCT id FROM erased_versions"
    " WHERE district_code = ? AND collection = ?";

// What a client marked its content with, so that a record that is stored again
// under another name shows.
std::string MarkerOf(const SurveyResponse& content) { return content.comment; }
std::string MarkerOf(const CoordinationRecord& content) {
  return content.subject;
}
std::string MarkerOf(const VillageDocument& content) {
  return content.regulation_number;
}

// Reads everything from one snapshot.
class Reading {
 public:
  Reading(sqlite::Connection& connection, const Script& script,
          std::vector<std::string>& faults)
      : connection_(connection), script_(script), faults_(faults) {}

  absl::Status Read() {
    for (const char* district : kDistricts) {
      RETURN_IF_ERROR(ReadRecords<SurveyKind>(district));
      RETURN_IF_ERROR(ReadRecords<CoordinationKind>(district));
      RETURN_IF_ERROR(ReadRecords<VillageDocumentKind>(district));
    }
    RETURN_IF_ERROR(ReadRegister());
    RETURN_IF_ERROR(ReadSessions());
    return ReadBatches();
  }

  Facts& facts() { return facts_; }
  auto Take() {
    return [this](const std::string& key, const std::string& value) {
      if (!facts_.emplace(key, value).second) Fault(key, " is there twice");
    };
  }
  // Every version of an erased record says that it was erased.
  auto TakeOfVersion() {
    return [this](const std::string& key, const std::string& value) {
      const bool added = facts_.emplace(key, value).second;
      if (!added && !value.empty()) Fault(key, " is there twice");
    };
  }

 private:
  template <typename... Words>
  void Fault(const Words&... words) {
    faults_.push_back(absl::StrCat(words...));
  }

  absl::StatusOr<std::set<std::string>> ErasedIds(
      const std::string& district, ChangedCollection collection) {
    ASSIGN_OR_RETURN(sqlite::Statement * rows, connection_.Prepare(kErased));
    rows->Bind(district, static_cast<int>(collection));
    std::set<std::string> ids;
    while (true) {
      ASSIGN_OR_RETURN(const bool found, rows->Step());
      if (!found) return ids;
      ids.insert(ReadId(*rows, 0));
    }
  }

  template <typename Kind>
  absl::Status ReadRecords(const std::string& district) {
    using Record = Versioned<typename Kind::Content>;
    ASSIGN_OR_RETURN(const std::set<std::string> erased,
                     ErasedIds(district, Kind::kChanged));
    for (const std::string& id : erased) {
      erased_.insert(NameOf(RecordKey{district, id}, Kind::kCollection));
    }
    std::map<std::string, std::set<std::string>> names_by_marker;
    std::string name;
    int64_t number = 0;
    bool has_newest = true;
    const auto end_chain = [&] {
      if (!has_newest) Fault(name, " has no newest version");
    };
    RETURN_IF_ERROR(SqliteRecordChain<Kind>::ForEachVersion(
        connection_, district,
        [&](const absl::StatusOr<Record>& record, int64_t,
            std::optional<int64_t> superseded) -> absl::Status {
          RETURN_IF_ERROR(record.status());
          const std::string next = RecordName(Kind::kCollection, record->key);
          if (next != name) {
            end_chain();
            name = next;
            number = 0;
          } else if (has_newest) {
            Fault(name, " goes on behind its newest version");
          }
          has_newest = !superseded;
          if (record->version.number != ++number) {
            Fault(name, " has no version ", number);
            number = record->version.number;
          }
          const std::string marker = MarkerOf(record->content);
          if (number == 1 && !marker.empty()) {
            names_by_marker[marker].insert(name);
          }
          CheckSent(name,
                    ContentValue<Kind>(record->content, record->version.state));
          Record said = *record;
          if (erased.count(said.key.id) > 0) {
            said.version.erased_version = 1;
            if (!(said.content == Kind::WithoutText(said.content))) {
              Fault(name, " has text that was erased");
            }
          }
          FactsOf<Kind>(said, TakeOfVersion());
          return absl::OkStatus();
        }));
    end_chain();
    for (const auto& [marker, names] : names_by_marker) {
      if (names.size() > 1) Fault(marker, " is stored under several names");
    }
    return absl::OkStatus();
  }

  void CheckSent(const std::string& name, const std::string& value) {
    const auto found = script_.sent.find(name);
    if (found == script_.sent.end() || found->second.count(value) == 0) {
      Fault(name, " holds what nobody sent: ", value);
    }
  }

  absl::Status ReadRegister() {
    ASSIGN_OR_RETURN(sqlite::Statement * rows, connection_.Prepare(kRegister));
    while (true) {
      ASSIGN_OR_RETURN(const bool found, rows->Step());
      if (!found) return absl::OkStatus();
      Take()(rows->Text(0), rows->Text(1));
    }
  }

  absl::Status ReadSessions() {
    ASSIGN_OR_RETURN(sqlite::Statement * rows,
                     connection_.Prepare(IKU_SELECT_SESSIONS " ORDER BY 1, 2"));
    while (true) {
      ASSIGN_OR_RETURN(const bool found, rows->Step());
      if (!found) break;
      const IngestSession session = ReadSession(*rows);
      FactsOf(session, Take());
      sessions_[RecordName("", session.key)] = session;
    }
    ASSIGN_OR_RETURN(rows, connection_.Prepare(IKU_SELECT_QUARANTINED_ROWS
                                               " ORDER BY 1, 2, 3, 4"));
    while (true) {
      ASSIGN_OR_RETURN(const bool found, rows->Step());
      if (!found) return absl::OkStatus();
      const QuarantinedRow row = ReadQuarantinedRow(*rows);
      if (row.row.empty() && erased_.count(row.record) == 0) {
        Fault(NameOf(row.key), " is empty");
      }
      FactsOf(row, Take());
    }
  }

  absl::Status ReadBatches() {
    std::map<std::string, IngestSession> expected;
    ASSIGN_OR_RETURN(sqlite::Statement * rows, connection_.Prepare(kBatches));
    while (true) {
      ASSIGN_OR_RETURN(const bool found, rows->Step());
      if (!found) break;
      const RecordKey key{rows->Text(0), ReadId(*rows, 1)};
      IngestSession& session = expected[RecordName("", key)];
      if (rows->Int(2) != session.next_sequence) {
        Fault("session ", key.id, " has no batch ", session.next_sequence);
      }
      session.next_sequence = rows->Int(2) + 1;
      const std::string answer = rows->Blob(3);
      AddCounts(answer, session.counts);
      facts_.emplace(BatchName(key, rows->Int(2)), Sha256Hex(answer));
    }
    for (const auto& [name, session] : sessions_) {
      const IngestSession& batches = expected[name];
      if (session.next_sequence != batches.next_sequence) {
        Fault("session ", name, " waits for ", session.next_sequence,
              " and has batches up to ", batches.next_sequence - 1);
      }
      if (!(session.counts == batches.counts)) {
        Fault("session ", name, " does not count its batches");
      }
    }
    return absl::OkStatus();
  }

  // The answers that the script gives, see steps.cc.
  static void AddCounts(const std::string& answer, BatchCounts& counts) {
    v1::SubmitBatchResponse kept;
    if (!kept.ParseFromString(answer)) return;
    counts.rows += kept.totals().rows();
    counts.created += kept.totals().created();
    counts.replayed += kept.totals().replayed();
    counts.rejected += kept.totals().rejected();
  }

  sqlite::Connection& connection_;
  const Script& script_;
  std::vector<std::string>& faults_;
  Facts facts_;
  std::set<std::string> erased_;  // records, by their whole names
  std::map<std::string, IngestSession> sessions_;
};

absl::Status CheckIntegrity(sqlite::Connection& connection,
                            std::vector<std::string>& faults) {
  ASSIGN_OR_RETURN(sqlite::Statement * check,
                   connection.Prepare("PRAGMA integrity_check"));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, check->Step());
    if (!found) return absl::OkStatus();
    if (check->Text(0) != "ok") faults.push_back(check->Text(0));
  }
}

// Everything that stands in the store.
absl::StatusOr<Facts> ReadFacts(Stores& stores, const Script& script,
                                std::vector<std::string>& faults) {
  Facts facts;
  RETURN_IF_ERROR(
      stores.database.Read([&](sqlite::Connection& connection) -> absl::Status {
        Reading reading(connection, script, faults);
        RETURN_IF_ERROR(reading.Read());
        facts = std::move(reading.facts());
        return CheckIntegrity(connection, faults);
      }));
  return facts;
}

// Whether `key` is the content of a version that was erased since, or of a row
// that became it.
bool WasErased(const std::string& key, const Facts& stored) {
  if (stored.count(ErasedName(key)) > 0) return true;
  const std::string version = key.substr(0, key.find(' '));
  const std::string record = key.substr(0, key.find('#'));
  if (record == key) return false;
  if (key == version && stored.count(TextErasedName(record)) > 0) return true;
  return (key == version || key == CountsAsName(version)) &&
         stored.count(ErasedName(record)) > 0;
}

void Compare(const Facts& acknowledged, const Facts& stored,
             std::vector<std::string>& faults) {
  for (const auto& [key, value] : acknowledged) {
    const auto found = stored.find(key);
    if (found == stored.end() && WasErased(key, stored)) continue;
    if (found == stored.end()) {
      faults.push_back(absl::StrCat(key, " was acknowledged and is gone"));
    } else if (found->second != value) {
      faults.push_back(absl::StrCat(key, " was acknowledged as ", value,
                                    " and is ", found->second));
    }
  }
}

absl::Status Verify(Stores& stores, std::vector<std::string>& faults) {
  const auto go_on = [] { return true; };
  ASSIGN_OR_RETURN(const TallyReport tallies,
                   stores.facts.VerifyTallies({}, go_on));
  for (const TallyMismatch& mismatch : tallies.mismatches) {
    faults.push_back(absl::StrCat(mismatch.district, " ", mismatch.tally,
                                  " is kept as ", mismatch.kept,
                                  " and counted as ", mismatch.counted));
  }
  ASSIGN_OR_RETURN(const ChainReport chains, stores.changes.Verify({}, go_on));
  for (const ChainMismatch& mismatch : chains.mismatches) {
    faults.push_back(absl::StrCat("the changes of ", mismatch.district,
                                  " do not hold at ", mismatch.data_version,
                                  " (", static_cast<int>(mismatch.fault), ")"));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> FindFaults(Stores& stores, const Facts& acknowledged,
                                    const Script& script) {
  std::vector<std::string> faults;
  const absl::StatusOr<Facts> stored = ReadFacts(stores, script, faults);
  if (!stored.ok()) {
    faults.push_back(
        absl::StrCat("cannot be read: ", stored.status().ToString()));
    return faults;
  }
  Compare(acknowledged, *stored, faults);
  if (absl::Status status = Verify(stores, faults); !status.ok()) {
    faults.push_back(absl::StrCat("cannot be verified: ", status.ToString()));
  }
  return faults;
}

}  // namespace iku::test
