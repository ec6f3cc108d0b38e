#ifndef IKU_SERVICES_COLLECTION_RECORD_RECORD_HANDLING_H_
#define IKU_SERVICES_COLLECTION_RECORD_RECORD_HANDLING_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/civil/period.h"
#include "common/rpc/calls.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record_proto.h"  // IWYU pragma: export
#include "services/collection/record/record_store.h"
#include "services/collection/record/refusal.h"
#include "services/collection/record/validation.h"

// What the handlers of all kinds of records do alike. Each kind gives
// `void ToProto(const Versioned<Content>&, Proto&)`, found by its arguments,
// which fills an empty message where it stands: perhaps in an arena.

namespace iku::collection {

inline Intent IntentOf(bool validate_only) {
  return validate_only ? Intent::kCheckOnly : Intent::kStore;
}

// Stores one record and finishes the call with what the store then holds.
template <typename Content, typename Filter, typename Proto>
void CreateOne(RecordStore<Content, Filter>& store, NewRecord<Content> row,
               bool validate_only, const Caller& caller, Proto* reply,
               Done done) {
  NewRecords<Content> records{.changed_by = caller.name,
                              .intent = IntentOf(validate_only)};
  records.rows.push_back(std::move(row));
  store.Insert(
      std::move(records), [reply, done = std::move(done)](
                              absl::StatusOr<InsertResult<Content>> result) {
        if (!result.ok()) return done(result.status());
        const absl::StatusOr<Inserted<Content>>& stored = result->rows.front();
        if (stored.ok()) ToProto(stored->record, *reply);
        done(stored.status());
      });
}

// Appends a version and finishes the call with it.
template <typename Content, typename Filter, typename Proto>
void AmendOne(RecordStore<Content, Filter>& store, Amendment<Content> amendment,
              Proto* reply, Done done) {
  store.Amend(std::move(amendment),
              [reply, done = std::move(done)](
                  absl::StatusOr<Versioned<Content>> record) {
                if (record.ok()) ToProto(*record, *reply);
                done(record.status());
              });
}

// The amendment that replaces the whole content by what the request holds. The
// request's record is checked by the caller, in `row`; all violations are in
// `found`.
template <typename Content, typename Request>
absl::StatusOr<Amendment<Content>> CheckCorrection(
    const Request& request, std::optional<NewRecord<Content>> row,
    absl::string_view etag_field, absl::string_view etag, const Caller& caller,
    Violations& found) {
  if (etag.empty()) found.Add(etag_field, code::kRequired);
  Amendment<Content> amendment;
  amendment.reason = CheckReason("reason", request.reason(), found);
  CheckRequestId("request_id", request.request_id(), found);
  ASSIGN_OR_RETURN(NewRecord<Content> checked, Judge(std::move(row), found));
  amendment.key = std::move(checked.key);
  amendment.refusal = std::move(checked.refusal);
  amendment.etag = std::string(etag);
  amendment.request_id = request.request_id();
  amendment.changed_by = caller.name;
  amendment.intent = IntentOf(request.validate_only());
  amendment.change = [content = std::move(checked.content)](
                         const Content&, absl::Time) { return content; };
  return amendment;
}

// The amendment that withdraws a record.
template <typename Content, typename Request>
absl::StatusOr<Amendment<Content>> CheckVoid(const Request& request,
                                             absl::string_view collection,
                                             const RegisterView& regions,
                                             const Caller& caller) {
  Violations found;
  std::optional<RecordKey> key =
      CheckName("name", request.name(), collection, regions, found);
  Amendment<Content> amendment;
  amendment.reason = CheckReason("reason", request.reason(), found);
  RETURN_IF_ERROR(found.ToStatus());
  amendment.key = *std::move(key);
  amendment.etag = request.etag();
  amendment.changed_by = caller.name;
  amendment.state = RecordState::kVoid;
  amendment.action = ChangeAction::kVoid;
  amendment.intent = IntentOf(request.validate_only());
  return amendment;
}

// Reads one record by its name. Blocks.
template <typename Content, typename Filter, typename Request, typename Proto>
absl::Status GetOne(const RecordStore<Content, Filter>& store,
                    absl::string_view collection, const RegisterView& regions,
                    const Request& request, Proto* reply) {
  Violations found;
  const std::optional<RecordKey> key =
      CheckName("name", request.name(), collection, regions, found);
  RETURN_IF_ERROR(found.ToStatus());
  ASSIGN_OR_RETURN(const Versioned<Content> record, store.Get(*key));
  ToProto(record, *reply);
  return absl::OkStatus();
}

// `2025`, `2025-H1`, `2025-Q3` or `2025-07`; empty is any.
std::optional<Period> CheckPeriod(absl::string_view field,
                                  absl::string_view period, Violations& found);

// What all lists are asked for.
struct ListQuery {
  ListRange range;
  std::optional<Cursor> after;
  int page_size = 0;
  std::string text;  // equal for equal queries
};

// Equal for equal requests, whatever page they ask for.
template <typename Request>
std::string QueryText(const Request& request) {
  Request bound = request;
  bound.clear_page_size();
  bound.clear_page_token();
  return absl::StrCat(Request::descriptor()->full_name(), " ",
                      bound.SerializeAsString());
}

// Checks the fields that all list requests have, but for `period`. Blocks.
template <typename Request, typename Content, typename Filter>
absl::StatusOr<ListQuery> CheckListQuery(
    const Request& request, const RecordStore<Content, Filter>& store,
    const RegisterView& regions, Violations& found) {
  ListQuery query;
  query.range.district =
      CheckParent("parent", request.parent(), regions, found).value_or("");
  query.page_size = CheckPageSize("page_size", request.page_size(), found);
  const v1::RecordState state =
      CheckEnum("state", request.state(), Presence::kOptional, found);
  if (state != v1::RECORD_STATE_UNSPECIFIED) {
    query.range.state = static_cast<RecordState>(state);
  }
  if (request.as_of_version() != 0) {
    ASSIGN_OR_RETURN(const int64_t newest, store.NewestVersion());
    if (request.as_of_version() < 0 || request.as_of_version() > newest) {
      found.Add("as_of_version", code::kOutOfRange,
                {{"value", absl::StrCat(request.as_of_version())},
                 {"lowest", "1"},
                 {"highest", absl::StrCat(newest)}});
    }
    query.range.as_of_version = request.as_of_version();
  }
  query.text = QueryText(request);
  query.after =
      CheckPageToken("page_token", request.page_token(), query.text, found);
  return query;
}

// Reads one page into `rows` of a list reply. `order_of` gives the value that
// the list is ordered by. Blocks.
template <typename Content, typename Filter, typename OrderOf, typename Rows>
absl::Status ListPage(const RecordStore<Content, Filter>& store,
                      const ListQuery& query, const Filter& filter,
                      OrderOf order_of, Rows* rows,
                      std::string* next_page_token) {
  // One more than the page shows whether there is a next one.
  ASSIGN_OR_RETURN(
      const std::vector<Versioned<Content>> records,
      store.List(query.range, filter, query.after, query.page_size + 1));
  size_t bytes = 0;
  const Versioned<Content>* last = nullptr;
  for (const Versioned<Content>& record : records) {
    if (rows->size() == query.page_size || bytes > kBytesOfAPage) {
      *next_page_token = MakePageToken(
          {.date = order_of(last->content), .id = last->key.id}, query.text);
      break;
    }
    auto& row = *rows->Add();
    ToProto(record, row);
    bytes += row.ByteSizeLong();
    last = &record;
  }
  return absl::OkStatus();
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_RECORD_HANDLING_H_
