#ifndef IKU_SERVICES_COLLECTION_STORE_RECORD_KIND_H_
#define IKU_SERVICES_COLLECTION_STORE_RECORD_KIND_H_

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/civil/date.h"
#include "common/store/sqlite/database.h"
#include "services/collection/audit/change.h"
#include "services/collection/record/record.h"
#include "services/collection/store/tally_change.h"

namespace iku::collection {

// `column = value`, as a condition of a list.
using ColumnCondition =
    std::pair<const char*, std::variant<int64_t, std::string>>;

// What SqliteRecordStore needs to know of one kind of record:
//
//   Content, Filter          what is stored; what a list can ask for
//   kCollection              collection in resource names: "surveyResponses"
//   kChanged                 the same in the log of changes
//   kTable, kDateColumn      where it is stored and what lists are ordered by
//   kColumns                 columns of the content, with the date column
//   Bind(statement, first, content)
//                            binds kColumns to the positions from `first`
//   Read(statement, first)   the content in the columns from `first`; DATA_LOSS
//                            when it does not parse
//   DateOf(content)          value of the date column
//   SameContent(stored, sent)
//                            whether a create of `sent` is a replay of `stored`
//   Conditions(filter)       what a list adds to its conditions
//   CheckSlot(transaction, key, content)
//                            ALREADY_EXISTS with SLOT_TAKEN when another active
//                            record holds what only one may hold
//   kBuildsOnTheVersionBefore
//                            whether a change keeps something of the content
//                            before it
//   kHasText                 SQL condition of a row that holds free text
//   DateColumnOf(day)        the first value of the date column that is not
//                            before the day
//   WithoutText(content)     content without its free text; counts alike
//   WithoutContent(content)  what stays of an erased content: its date, and
//                            what the store must be able to read
//   Deltas                   what writes add to the tallies, added up by
//                            Add(change) and Add(other deltas)
//   Apply(connection, deltas)
//                            adds deltas to the kept tallies
//
// and CanonicalText(content), as Versioned says.
template <typename Kind>
concept RecordKind = requires(const typename Kind::Content& content,
                              const typename Kind::Filter& filter,
                              sqlite::Statement& statement,
                              sqlite::Connection& connection,
                              sqlite::Transaction& transaction,
                              const RecordKey& key,
                              const TallyChange<typename Kind::Content>& change,
                              typename Kind::Deltas& deltas) {
  { Kind::kCollection } -> std::convertible_to<const char*>;
  { Kind::kChanged } -> std::convertible_to<ChangedCollection>;
  { Kind::kTable } -> std::convertible_to<const char*>;
  { Kind::kDateColumn } -> std::convertible_to<const char*>;
  absl::Span<const char* const>(Kind::kColumns);
  Kind::Bind(statement, 1, content);
  {
    Kind::Read(statement, 0)
    } -> std::same_as<absl::StatusOr<typename Kind::Content>>;
  { Kind::DateOf(content) } -> std::same_as<int64_t>;
  { Kind::SameContent(content, content) } -> std::same_as<bool>;
  { Kind::Conditions(filter) } -> std::same_as<std::vector<ColumnCondition>>;
  { Kind::CheckSlot(transaction, key, content) } -> std::same_as<absl::Status>;
  { Kind::kBuildsOnTheVersionBefore } -> std::convertible_to<bool>;
  { Kind::kHasText } -> std::convertible_to<const char*>;
  { Kind::DateColumnOf(Date()) } -> std::same_as<int64_t>;
  { Kind::WithoutText(content) } -> std::same_as<typename Kind::Content>;
  { Kind::WithoutContent(content) } -> std::same_as<typename Kind::Content>;
  deltas.Add(change);
  deltas.Add(deltas);
  { Kind::Apply(connection, deltas) } -> std::same_as<absl::Status>;
  { CanonicalText(content) } -> std::same_as<std::string>;
  { content == content } -> std::convertible_to<bool>;
};

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_STORE_RECORD_KIND_H_
