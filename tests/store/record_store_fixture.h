#ifndef IKU_TESTS_STORE_RECORD_STORE_FIXTURE_H_
#define IKU_TESTS_STORE_RECORD_STORE_FIXTURE_H_

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/collection/record/record_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

// A store of one kind of record that a backend opened, and short ways to use
// it. A backend has
//
//   Samples                    of record_samples.h
//   static std::unique_ptr<Opened> Open(path, clock)
//   Opened::store()            the store
//   Opened::Number(sql)        the one number that a query gives
//
// Opening the same path again finds what was stored before.

namespace iku::test {

using collection::Cursor;
using collection::Intent;
using collection::ListRange;
using collection::RecordKey;
using collection::RecordState;
using collection::RowPolicy;

template <typename Backend>
class RecordStoreSuite : public ::testing::Test {
 public:
  using Samples = typename Backend::Samples;
  using Kind = typename Samples::Kind;
  using Content = typename Kind::Content;
  using Filter = typename Kind::Filter;
  using Record = collection::Versioned<Content>;
  using Row = collection::NewRecord<Content>;
  using Result = collection::InsertResult<Content>;
  using Amendment = collection::Amendment<Content>;

  static constexpr char kDistrict[] = "35.08.21";

  static RecordKey Key(const std::string& id) { return {kDistrict, id}; }
  static Row Sample(const std::string& id, int n) {
    return {Key(id), Samples::Make(n)};
  }
  static Row Changed(Row row) {
    row.content = Samples::Changed(std::move(row.content));
    return row;
  }
  static std::string HashOf(const Content& content) {
    return collection::Sha256Hex(CanonicalText(content));
  }

  auto& store() { return opened_->store(); }

  absl::StatusOr<Result> Insert(std::vector<Row> rows,
                                RowPolicy policy = RowPolicy::kAcceptValid,
                                Intent intent = Intent::kStore) {
    std::promise<absl::StatusOr<Result>> answered;
    store().Insert({.rows = std::move(rows),
                    .policy = policy,
                    .changed_by = "tester",
                    .intent = intent},
                   [&](absl::StatusOr<Result> result) {
                     answered.set_value(std::move(result));
                   });
    return answered.get_future().get();
  }

  // The outcome of one row.
  absl::StatusOr<collection::Inserted<Content>> InsertOne(Row row) {
    absl::StatusOr<Result> result = Insert({std::move(row)});
    if (!result.ok()) return result.status();
    return std::move(result->rows.front());
  }

  absl::StatusOr<Record> Amend(Amendment amendment) {
    std::promise<absl::StatusOr<Record>> answered;
    store().Amend(std::move(amendment), [&](absl::StatusOr<Record> record) {
      answered.set_value(std::move(record));
    });
    return answered.get_future().get();
  }

  absl::StatusOr<collection::Erased<Content>> Erase(
      const std::string& id, collection::ErasureExtent extent,
      Intent intent = Intent::kStore, std::optional<Date> only_before = {}) {
    std::promise<absl::StatusOr<collection::Erased<Content>>> answered;
    store().Erase({.key = Key(id),
                   .extent = extent,
                   .reason = "permintaan responden",
                   .changed_by = "tester",
                   .intent = intent,
                   .only_before = only_before},
                  [&](auto erased) { answered.set_value(std::move(erased)); });
    return answered.get_future().get();
  }

  // The ids of all pages.
  std::vector<std::string> AllErasable(collection::ErasureExtent extent,
                                       int limit) {
    std::vector<std::string> ids;
    std::optional<Cursor> after;
    do {
      auto page =
          store().ListErasable(kDistrict, {2100, 1, 1}, extent, after, limit);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return ids;
      ids.insert(ids.end(), page->ids.begin(), page->ids.end());
      after = page->next;
    } while (after);
    return ids;
  }

  static Amendment Correction(const Row& to, const std::string& etag,
                              const std::string& request_id) {
    Amendment amendment;
    amendment.key = to.key;
    amendment.etag = etag;
    amendment.request_id = request_id;
    amendment.reason = "salah ketik";
    amendment.changed_by = "tester";
    amendment.change = [content = to.content](const Content&, absl::Time) {
      return content;
    };
    return amendment;
  }

  static Amendment Void(const std::string& id, const std::string& etag = "") {
    Amendment amendment;
    amendment.key = Key(id);
    amendment.etag = etag;
    amendment.reason = "data ganda";
    amendment.changed_by = "tester";
    amendment.state = RecordState::kVoid;
    amendment.action = collection::ChangeAction::kVoid;
    return amendment;
  }

  std::vector<std::string> IdsOf(const std::vector<Record>& records) {
    std::vector<std::string> ids;
    for (const Record& record : records) ids.push_back(record.key.id);
    return ids;
  }

  absl::StatusOr<std::vector<std::string>> ListIds(
      const ListRange& range, const std::optional<Cursor>& after = {},
      int limit = 100) {
    const auto page = store().List(range, Filter{}, after, limit);
    if (!page.ok()) return page.status();
    return IdsOf(*page);
  }

  static ListRange Everything() { return In(std::nullopt); }
  static ListRange In(std::optional<RecordState> state) {
    ListRange range;
    range.district = kDistrict;
    range.state = state;
    return range;
  }

  int64_t VersionsKept(const std::string& id) {
    return opened_->Number(absl::StrCat("SELECT count(*) FROM ", Kind::kTable,
                                        " WHERE id = '", id, "'"));
  }
  // How many changes of the log satisfy a condition.
  int64_t Changes(const std::string& condition) {
    return opened_->Number(
        absl::StrCat("SELECT count(*) FROM changes WHERE ", condition));
  }
  int64_t WrongTallies() { return opened_->Number(Samples::kWrongTallies); }

  void Reopen() {
    opened_.reset();
    opened_ = Backend::Open(dir_.File("store.db"), clock_);
  }

 protected:
  TempDir dir_;
  FakeClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  std::unique_ptr<typename Backend::Opened> opened_ =
      Backend::Open(dir_.File("store.db"), clock_);
};

TYPED_TEST_SUITE_P(RecordStoreSuite);

}  // namespace iku::test

#endif  // IKU_TESTS_STORE_RECORD_STORE_FIXTURE_H_
