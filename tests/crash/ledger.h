#ifndef IKU_TESTS_CRASH_LEDGER_H_
#define IKU_TESTS_CRASH_LEDGER_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/sync/mutex.h"
#include "services/collection/coordination/coordination_record.h"
#include "services/collection/ingest/session.h"
#include "services/collection/record/record.h"
#include "services/collection/register/register.h"

namespace iku::test {

// What is true of a store for ever once it is true: a version of a record has
// this content, a batch had this answer.
using Facts = std::map<std::string, std::string>;
using TakeFact =
    absl::FunctionRef<void(const std::string& key, const std::string& value)>;

// surveyResponses/35.08.21/a, and of its version 2 surveyResponses/35.08.21/a#2
inline std::string RecordName(absl::string_view collection,
                              const collection::RecordKey& key) {
  return absl::StrCat(collection, "/", key.district, "/", key.id);
}
inline std::string VersionName(const std::string& name, int64_t number) {
  return absl::StrCat(name, "#", number);
}

// That a record was erased: then its versions hold nothing for ever.
inline std::string ErasedName(const std::string& name) {
  return absl::StrCat(name, " erased");
}

// That text was taken out of a record: then its versions say what they count
// as, and no text, for ever.
inline std::string TextErasedName(const std::string& name) {
  return absl::StrCat(name, " text erased");
}

// What a version says beside its text.
inline std::string CountsAsName(const std::string& version) {
  return absl::StrCat(version, " counts as");
}

// The time of a follow-up is the store's own, so a follow-up counts by the
// request that made it, and its note.
template <typename Kind>
std::string ContentValue(typename Kind::Content content,
                         collection::RecordState state) {
  if (state == collection::RecordState::kErased) return "erased";
  std::string made_by;
  if constexpr (requires { content.follow_ups; }) {
    for (const collection::FollowUp& step : content.follow_ups) {
      absl::StrAppend(&made_by, " ", step.request_id, ":", step.note);
    }
    content.follow_ups.clear();
  }
  return absl::StrCat(state == collection::RecordState::kVoid ? "void " : "",
                      collection::Sha256Hex(CanonicalText(content)), made_by);
}

template <typename Kind>
void FactsOf(const collection::Versioned<typename Kind::Content>& record,
             TakeFact take) {
  const std::string name = RecordName(Kind::kCollection, record.key);
  const std::string version = VersionName(name, record.version.number);
  const collection::RecordState state = record.version.state;
  if (state == collection::RecordState::kErased) {
    take(ErasedName(name), "");
  } else {
    if (record.version.erased_version != 0) {
      take(TextErasedName(name), "");
    } else {
      take(version, ContentValue<Kind>(record.content, state));
    }
    take(CountsAsName(version),
         ContentValue<Kind>(Kind::WithoutText(record.content), state));
  }
  take(absl::StrCat(version, " came in with"),
       absl::StrCat(record.version.data_version));
}

inline void FactsOf(
    const collection::Registered<collection::OfferedService>& service,
    TakeFact take) {
  take(VersionName(NameOf(service.entry), service.version),
       service.entry.display_name);
}
inline void FactsOf(
    const collection::Registered<collection::ServedPopulation>& population,
    TakeFact take) {
  take(VersionName(NameOf(population.entry), population.version),
       absl::StrCat(population.entry.people, " ", population.entry.source));
}

inline std::string BatchName(const collection::RecordKey& session,
                             int64_t sequence) {
  return VersionName(RecordName("batches", session), sequence);
}

inline void FactsOf(const collection::IngestSession& session, TakeFact take) {
  const std::string name = RecordName("ingestSessions", session.key);
  take(name, absl::StrCat(static_cast<int>(session.policy), session.title));
  if (session.state == collection::SessionState::kClosed) {
    take(absl::StrCat(name, " closed"), "");
  }
}

inline void FactsOf(const collection::QuarantinedRow& row, TakeFact take) {
  const std::string name = collection::NameOf(row.key);
  if (row.row.empty()) {
    take(ErasedName(name), "");
  } else {
    take(name, collection::Sha256Hex(row.row));
  }
  if (row.state != collection::QuarantineState::kWaiting) {
    take(
        absl::StrCat(name, " resolved"),
        absl::StrCat(static_cast<int>(row.state), " ", row.record, row.reason));
  }
}

// The facts that were acknowledged, in the order in which they were.
// Thread-safe.
class Ledger {
 public:
  Ledger() = default;
  explicit Ledger(std::vector<std::pair<std::string, std::string>> entries)
      : entries_(std::move(entries)) {}

  void Add(const std::string& key, const std::string& value) {
    MutexLock lock(mutex_);
    entries_.emplace_back(key, value);
  }
  size_t size() const {
    MutexLock lock(mutex_);
    return entries_.size();
  }

  // All facts; what was acknowledged in two ways is in `faults`.
  Facts AllFacts(std::vector<std::string>& faults) const {
    MutexLock lock(mutex_);
    Facts facts;
    for (const auto& [key, value] : entries_) {
      const auto [found, added] = facts.emplace(key, value);
      if (!added && found->second != value) {
        faults.push_back(absl::StrCat(key, " was acknowledged as ",
                                      found->second, " and as ", value));
      }
    }
    return facts;
  }

  // What was acknowledged at first: as if the rest had never been.
  std::vector<std::pair<std::string, std::string>> First(size_t count) const {
    MutexLock lock(mutex_);
    return {entries_.begin(), entries_.begin() + static_cast<long>(count)};
  }

 private:
  mutable Mutex mutex_;
  std::vector<std::pair<std::string, std::string>> entries_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_LEDGER_H_
