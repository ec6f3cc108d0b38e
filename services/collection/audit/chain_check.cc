#include "services/collection/audit/chain_check.h"

#include <optional>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "common/status/macros.h"
#include "services/collection/audit/change_rows.h"
#include "services/collection/audit/erasure_check.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/register/register_tables.h"
#include "services/collection/store/sqlite_record_chain.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_kind.h"

namespace iku::collection {
namespace {

constexpr char kChanges[] =
    IKU_SELECT_CHANGES " WHERE c.district_code = ?1 ORDER BY c.version";

constexpr char kChainBehind[] =
    "SELECT min(district_code) FROM changes WHERE district_code > ?1";
// One to one: a version of the data has a change and the other way round.
constexpr char kWithoutChange[] =
    "SELECT version FROM commits"
    " WHERE version NOT IN (SELECT version FROM changes) LIMIT ?1";

// What a change says it brought, and how much of that was found so far.
struct Expected {
  ChangedCollection collection;
  int64_t resources;
  std::optional<Sha256> before;
  std::optional<Sha256> after;
  int64_t found = 0;
  Sha256 single;  // hash of the first one found
  std::optional<Sha256Stream> several;

  void Take(const Sha256& hash) {
    if (++found == 1) single = hash;
    if (resources < 2) return;
    if (!several) several.emplace();
    several->Add(hash.bytes());
  }
  bool Holds() {
    if (found != resources || !after) return false;
    return *after == (resources == 1 ? single : several->Finish());
  }
};

// What the changes of a chain say that the tables must hold.
struct Told {
  absl::flat_hash_map<int64_t, Expected> versions;  // by data version
  Erasures erasures;
};

// Whether a change brings versions of its collection that tables hold.
bool BringsVersions(const Change& change) {
  switch (change.action) {
    case ChangeAction::kCreate:
    case ChangeAction::kCorrect:
    case ChangeAction::kVoid:
    case ChangeAction::kFollowUp:
      return true;
    case ChangeAction::kErase:
    case ChangeAction::kIngest:
    case ChangeAction::kDiscard:
      return false;
  }
  return false;
}

// The faults of one chain, each change once.
class Faults {
 public:
  Faults(const std::string& chain, ChainReport& report)
      : chain_(chain), report_(report) {}

  void Add(int64_t version, ChainFault fault) {
    if (found_.emplace(version, fault).second) {
      report_.Add({chain_, version, fault});
    }
  }

 private:
  const std::string& chain_;
  ChainReport& report_;
  std::set<std::pair<int64_t, ChainFault>> found_;
};

absl::StatusOr<Told> CheckLinks(sqlite::Connection& connection,
                                const std::string& chain, Pace& pace,
                                Faults& faults, ChainReport& report) {
  Told told;
  ASSIGN_OR_RETURN(sqlite::Statement * rows, connection.Prepare(kChanges));
  rows->Bind(chain);
  Sha256 previous;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) break;
    RETURN_IF_ERROR(pace.Next());
    const absl::StatusOr<CommittedChange> read = ReadChange(*rows);
    ++report.changes;
    if (!read.ok()) {
      faults.Add(rows->Int(1), ChainFault::kBroken);
      continue;
    }
    const Change& change = read->change;
    if (!IsCommitted(*rows)) {
      faults.Add(read->data_version, ChainFault::kMissing);
    } else if (read->chain != ChainHash(previous, change, read->data_version,
                                        read->commit_time)) {
      faults.Add(read->data_version, ChainFault::kBroken);
    }
    // One altered change is one fault, not one for each behind it.
    previous = read->chain;
    if (BringsVersions(change)) {
      told.versions.insert({read->data_version, Expected{change.collection,
                                                         change.resources,
                                                         change.before,
                                                         change.after,
                                                         0,
                                                         {},
                                                         {}}});
    } else if (change.action == ChangeAction::kErase) {
      told.erasures.insert({read->data_version, change});
    }
  }
  report.head = previous;
  return told;
}

// Takes the versions of a table one by one, in the order of its key.
class VersionCheck {
 public:
  VersionCheck(ChangedCollection collection, Told& told, Faults& faults)
      : collection_(collection), expected_(told.versions), faults_(faults) {}

  // `superseded_by` is the data version that made it an old one.
  void Take(const std::string& id, int64_t number, int64_t data_version,
            std::optional<int64_t> superseded_by, const Sha256& hash) {
    const bool first = id != id_;
    // The version before, or the last one of another resource, knows now what
    // came behind it.
    if (!first && superseded_by_ != data_version) {
      faults_.Add(data_version_, ChainFault::kContent);
    } else if (first) {
      End();
    }
    const auto found = expected_.find(data_version);
    if (found == expected_.end() || found->second.collection != collection_) {
      faults_.Add(data_version, ChainFault::kContent);
    } else {
      Expected& expected = found->second;
      expected.Take(hash);
      const bool starts = number == 1;
      const std::optional<Sha256> before =
          first ? std::nullopt : std::optional(hash_);
      if (starts != first || expected.before != before) {
        faults_.Add(data_version, ChainFault::kContent);
      }
    }
    id_ = id;
    data_version_ = data_version;
    superseded_by_ = superseded_by;
    hash_ = hash;
  }

  // Nothing comes behind the version that was taken last.
  void End() {
    if (superseded_by_) faults_.Add(data_version_, ChainFault::kContent);
    superseded_by_.reset();
  }

 private:
  const ChangedCollection collection_;
  absl::flat_hash_map<int64_t, Expected>& expected_;
  Faults& faults_;
  std::string id_;
  int64_t data_version_ = 0;
  std::optional<int64_t> superseded_by_;
  Sha256 hash_;
};

template <RecordKind Kind>
absl::Status CheckRecords(sqlite::Connection& connection,
                          const std::string& district, Pace& pace, Told& told,
                          Faults& faults, ChainReport& report) {
  VersionCheck check(Kind::kChanged, told, faults);
  ASSIGN_OR_RETURN(
      ErasureCheck erased,
      ErasureCheck::Begin(connection, Kind::kChanged, district, told.erasures));
  RETURN_IF_ERROR(SqliteRecordChain<Kind>::ForEachVersion(
      connection, district,
      [&](const absl::StatusOr<Versioned<typename Kind::Content>>& record,
          int64_t data_version,
          std::optional<int64_t> superseded_by) -> absl::Status {
        RETURN_IF_ERROR(pace.Next());
        ++report.record_versions;
        if (!record.ok()) {
          faults.Add(data_version, ChainFault::kContent);
          return absl::OkStatus();
        }
        const std::string& id = record->key.id;
        const int64_t number = record->version.number;
        ASSIGN_OR_RETURN(const Sha256 hash,
                         erased.HashAtFirst(id, number, HashOf<Kind>(*record)));
        check.Take(id, number, data_version, superseded_by, hash);
        return absl::OkStatus();
      }));
  check.End();
  ASSIGN_OR_RETURN(const std::vector<int64_t> wrong, erased.End());
  for (const int64_t version : wrong) {
    faults.Add(version, ChainFault::kContent);
  }
  return absl::OkStatus();
}

// The register is small: all entries of a kind are read, and those of other
// chains are passed over.
template <typename Entry>
absl::Status CheckEntries(sqlite::Connection& connection,
                          const std::string& chain, Pace& pace, Told& told,
                          Faults& faults, ChainReport& report) {
  VersionCheck check(Table<Entry>::kChanged, told, faults);
  ASSIGN_OR_RETURN(sqlite::Statement * rows,
                   connection.Prepare(Table<Entry>::kEveryVersion));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) break;
    RETURN_IF_ERROR(pace.Next());
    constexpr int kVersions = Table<Entry>::kColumnsRead;
    const int64_t data_version = rows->Int(kVersions);
    const absl::StatusOr<Registered<Entry>> row = Table<Entry>::Read(*rows);
    if (!row.ok()) {
      faults.Add(data_version, ChainFault::kContent);
      continue;
    }
    if (ChainOf(row->entry) != chain) continue;
    ++report.record_versions;
    check.Take(IdOf(row->entry), row->version, data_version,
               rows->OptionalInt(kVersions + 1), HashOfEntry(*row));
  }
  check.End();
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckChain(sqlite::Connection& connection,
                        const std::string& chain, Pace& pace,
                        ChainReport& report) {
  RETURN_IF_ERROR(pace.Check());
  Faults faults(chain, report);
  ASSIGN_OR_RETURN(Told told,
                   CheckLinks(connection, chain, pace, faults, report));
  const auto records = [&](auto kind) {
    return CheckRecords<decltype(kind)>(connection, chain, pace, told, faults,
                                        report);
  };
  const auto entries = [&](auto entry) {
    return CheckEntries<decltype(entry)>(connection, chain, pace, told, faults,
                                         report);
  };
  if (chain == kRegisterChain) {
    RETURN_IF_ERROR(entries(Region()));
  } else {
    RETURN_IF_ERROR(records(SurveyKind()));
    RETURN_IF_ERROR(records(CoordinationKind()));
    RETURN_IF_ERROR(records(VillageDocumentKind()));
    RETURN_IF_ERROR(entries(OfferedService()));
    RETURN_IF_ERROR(entries(ServedPopulation()));
  }
  for (auto& [version, one] : told.versions) {
    if (!one.Holds()) faults.Add(version, ChainFault::kContent);
  }
  ++report.chains;
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> ReadChainBehind(
    sqlite::Connection& connection, const std::string& after) {
  ASSIGN_OR_RETURN(sqlite::Statement * next, connection.Prepare(kChainBehind));
  next->Bind(after);
  ASSIGN_OR_RETURN(const bool found, next->Step());
  std::optional<std::string> chain;
  if (found && !next->IsNull(0)) chain = next->Text(0);
  next->Reset();
  return chain;
}

absl::Status FindCommitsWithoutChange(sqlite::Connection& connection,
                                      ChainReport& report) {
  ASSIGN_OR_RETURN(sqlite::Statement * rows,
                   connection.Prepare(kWithoutChange));
  rows->Bind(static_cast<int64_t>(kMostChainMismatches));
  while (true) {
    ASSIGN_OR_RETURN(const bool found, rows->Step());
    if (!found) return absl::OkStatus();
    report.Add({"", rows->Int(0), ChainFault::kMissing});
  }
}

}  // namespace iku::collection
