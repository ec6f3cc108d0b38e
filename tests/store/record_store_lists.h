#ifndef IKU_TESTS_STORE_RECORD_STORE_LISTS_H_
#define IKU_TESTS_STORE_RECORD_STORE_LISTS_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/store/record_store_fixture.h"
#include "tests/support/matchers.h"

// The part of record_store_suite.h about what is read back: lists, ids and the
// log of changes.

namespace iku::test {

TYPED_TEST_P(RecordStoreSuite, IdsReadBackAsTheyWereSent) {
  const std::vector<std::string> ids = {
      "a",
      "0192f3c4-5d7e-7a10-9c1b-3f2e8d6a4b57",
      "0192f3c4-5d7e-7a10-9c1b-3f2e8d6a4b5",   // a digit short
      "0192f3c45d7e7a109c1b3f2e8d6a4b57",      // without dashes
      "0192f3c4-5d7e-7a10-9c1b-3f2e8d6a4b5x",  // not hexadecimal
      "0192f3c4-5d7e-7a10-9c1-b3f2e8d6a4b57"};
  std::vector<typename TestFixture::Row> rows;
  for (const std::string& id : ids) {
    rows.push_back(this->Sample(id, static_cast<int>(rows.size())));
  }

  const auto batch = this->Insert(rows);

  ASSERT_THAT(batch, IsOk());
  for (size_t i = 0; i < ids.size(); ++i) {
    ASSERT_THAT(batch->rows[i], IsOk());
    EXPECT_EQ(batch->rows[i]->record.key.id, ids[i]);
    const auto read = this->store().Get(this->Key(ids[i]));
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->key.id, ids[i]);
    EXPECT_EQ(read->content, rows[i].content);
  }
  EXPECT_THAT(this->ListIds(this->Everything()), IsOkAndHolds(ids));
}

TYPED_TEST_P(RecordStoreSuite, EveryWriteIsOneChangeWithWhoAndWhy) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->Insert({row, this->Sample("b", 2)}), IsOk());
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(row), "1", "r1")),
              IsOk());
  ASSERT_THAT(this->Amend(this->Void("a")), IsOk());

  EXPECT_EQ(this->Changes("action = 1 AND resources = 2 AND resource IS NULL"
                          " AND before_hash IS NULL AND reason IS NULL"),
            1);
  EXPECT_EQ(this->Changes("action = 2 AND resource = 'a' AND resources = 1"
                          " AND reason = 'salah ketik'"),
            1);
  EXPECT_EQ(this->Changes("action = 3 AND reason = 'data ganda'"), 1);
  EXPECT_EQ(this->Changes("actor = 'tester' AND length(chain_hash) = 32"), 3);
  // What one change left is what the next one found.
  EXPECT_EQ(this->Changes("before_hash IN (SELECT after_hash FROM changes)"),
            1);
}

TYPED_TEST_P(RecordStoreSuite, WhatStoresNothingIsNoChange) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->Insert({row}), IsOk());

  ASSERT_THAT(this->Insert({row}), IsOk());
  EXPECT_FALSE(this->InsertOne(this->Changed(row)).ok());
  ASSERT_THAT(this->Insert({this->Sample("b", 2)}, RowPolicy::kAllOrNothing,
                           Intent::kCheckOnly),
              IsOk());
  EXPECT_FALSE(this->Amend(this->Void("c")).ok());

  EXPECT_EQ(this->Changes("true"), 1);
}

TYPED_TEST_P(RecordStoreSuite, ListPagesInOrder) {
  ASSERT_THAT(this->Insert({this->Sample("c", 1), this->Sample("a", 3),
                            this->Sample("b", 2), this->Sample("d", 0)}),
              IsOk());
  const ListRange range = this->Everything();

  const auto first = this->store().List(range, {}, std::nullopt, 3);

  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(this->IdsOf(*first), ::testing::ElementsAre("d", "c", "b"));
  const Cursor end{.date = TestFixture::Kind::DateOf(first->back().content),
                   .id = "b"};
  EXPECT_THAT(this->ListIds(range, end),
              IsOkAndHolds(::testing::ElementsAre("a")));
}

TYPED_TEST_P(RecordStoreSuite, ListShowsNewestVersionsOfOneStateAndDistrict) {
  ASSERT_THAT(this->Insert({this->Sample("a", 1),
                            this->Sample("b", 2),
                            {{"35.08.20", "c"}, this->Sample("c", 3).content}}),
              IsOk());
  ASSERT_THAT(this->Amend(this->Void("a")), IsOk());

  EXPECT_THAT(this->ListIds(this->Everything()),
              IsOkAndHolds(::testing::ElementsAre("a", "b")));
  EXPECT_THAT(this->ListIds(this->In(RecordState::kActive)),
              IsOkAndHolds(::testing::ElementsAre("b")));
  EXPECT_THAT(this->ListIds(this->In(RecordState::kVoid)),
              IsOkAndHolds(::testing::ElementsAre("a")));
}

TYPED_TEST_P(RecordStoreSuite, ListAsOfAVersionShowsWhatWasNewestThen) {
  const auto a = this->Sample("a", 1);
  ASSERT_THAT(this->Insert({a, this->Sample("b", 2), this->Sample("c", 3)}),
              IsOk());
  const auto then = this->store().NewestVersion();
  ASSERT_THAT(then, IsOk());
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(a), "1", "r1")),
              IsOk());
  ASSERT_THAT(this->Amend(this->Void("b")), IsOk());
  ASSERT_THAT(this->Insert({this->Sample("d", 4)}), IsOk());

  ListRange range = this->In(RecordState::kActive);
  range.as_of_version = *then;
  const auto first = this->store().List(range, {}, {}, 2);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(this->IdsOf(*first), ::testing::ElementsAre("a", "b"));
  EXPECT_EQ(first->front().content, a.content);
  EXPECT_THAT(
      this->ListIds(
          range, Cursor{TestFixture::Kind::DateOf(first->back().content), "b"}),
      IsOkAndHolds(std::vector<std::string>{"c"}));
  range.as_of_version = 0;
  EXPECT_THAT(this->ListIds(range), IsOkAndHolds(std::vector<std::string>{}));
}

}  // namespace iku::test

#endif  // IKU_TESTS_STORE_RECORD_STORE_LISTS_H_
