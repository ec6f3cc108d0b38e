#ifndef IKU_TESTS_STORE_RECORD_STORE_ERASURES_H_
#define IKU_TESTS_STORE_RECORD_STORE_ERASURES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/store/record_store_fixture.h"
#include "tests/support/matchers.h"

// The part of record_store_suite.h about erasures.

namespace iku::test {

using collection::ErasureExtent;

TYPED_TEST_P(RecordStoreSuite, ErasedTextIsGoneFromEveryVersion) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(row), "1", "r1")),
              IsOk());

  const auto erased = this->Erase("a", ErasureExtent::kText);

  ASSERT_THAT(erased, IsOk());
  EXPECT_GT(erased->data_version, 0);
  EXPECT_EQ(erased->versions, 2);
  EXPECT_EQ(this->opened_->Number(
                absl::StrCat("SELECT count(*) FROM ", TestFixture::Kind::kTable,
                             " WHERE ", TestFixture::Kind::kHasText)),
            0);
}

TYPED_TEST_P(RecordStoreSuite, ErasedTextLeavesAllThatIsCounted) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());

  ASSERT_THAT(this->Erase("a", ErasureExtent::kText), IsOk());

  const auto left = this->store().Get(this->Key("a"));
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->content, TestFixture::Kind::WithoutText(row.content));
  EXPECT_NE(left->content, row.content);
  EXPECT_EQ(left->version.state, RecordState::kActive);
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, AnErasedRecordIsCountedNowhere) {
  ASSERT_THAT(this->Insert({this->Sample("a", 1), this->Sample("b", 2)}),
              IsOk());

  ASSERT_THAT(this->Erase("a", ErasureExtent::kRecord), IsOk());

  EXPECT_EQ(this->WrongTallies(), 0);
  const auto active = this->ListIds(this->In(RecordState::kActive));
  ASSERT_THAT(active, IsOk());
  EXPECT_THAT(*active, ::testing::ElementsAre("b"));
  const auto left = this->store().Get(this->Key("a"));
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->version.state, RecordState::kErased);
  EXPECT_EQ(left->content,
            TestFixture::Kind::WithoutContent(this->Sample("a", 1).content));
}

TYPED_TEST_P(RecordStoreSuite, AVoidRecordIsErasedWithoutCountingItTwice) {
  ASSERT_THAT(this->Insert({this->Sample("a", 1), this->Sample("b", 2)}),
              IsOk());
  ASSERT_THAT(this->Amend(this->Void("a")), IsOk());

  ASSERT_THAT(this->Erase("a", ErasureExtent::kRecord), IsOk());

  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, AnErasureIsOneChangeWithWhoAndWhy) {
  ASSERT_THAT(this->InsertOne(this->Sample("a", 1)), IsOk());

  ASSERT_THAT(this->Erase("a", ErasureExtent::kRecord), IsOk());

  EXPECT_EQ(this->Changes("action = 5 AND resource = 'a' AND resources = 1"
                          " AND actor = 'tester'"
                          " AND reason = 'permintaan responden'"
                          " AND before_hash IS NOT NULL"
                          " AND after_hash IS NOT NULL"),
            1);
}

TYPED_TEST_P(RecordStoreSuite, ErasingAgainChangesNothing) {
  ASSERT_THAT(this->InsertOne(this->Sample("a", 1)), IsOk());
  for (const ErasureExtent extent :
       {ErasureExtent::kText, ErasureExtent::kRecord}) {
    ASSERT_THAT(this->Erase("a", extent), IsOk());
    const int64_t changes = this->Changes("1");
    const auto again = this->Erase("a", extent);
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(again->data_version, 0);
    EXPECT_EQ(again->versions, 0);
    EXPECT_EQ(this->Changes("1"), changes);
  }
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, ACopyFromBeforeAnErasureBringsNothingBack) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  const std::string etag = this->store().Get(row.key)->version.Etag();
  ASSERT_THAT(this->Erase("a", ErasureExtent::kText), IsOk());

  EXPECT_THAT(this->Amend(this->Correction(this->Changed(row), etag, "r1")),
              HasReason(code::kEtagStale));

  const std::string now = this->store().Get(row.key)->version.Etag();
  EXPECT_NE(now, etag);
  EXPECT_THAT(this->Amend(this->Correction(this->Changed(row), now, "r1")),
              IsOk());
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, ErasingNothingIsNotFound) {
  EXPECT_THAT(this->Erase("a", ErasureExtent::kText),
              StatusIs(absl::StatusCode::kNotFound));
}

TYPED_TEST_P(RecordStoreSuite, AnErasureThatIsOnlyCheckedErasesNothing) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());

  const auto erased =
      this->Erase("a", ErasureExtent::kRecord, Intent::kCheckOnly);

  ASSERT_THAT(erased, IsOk());
  EXPECT_GT(erased->data_version, 0);
  EXPECT_EQ(erased->record->version.state, RecordState::kErased);
  EXPECT_EQ(this->store().Get(this->Key("a"))->content, row.content);
  EXPECT_EQ(this->Changes("action = 5"), 0);
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, WhatWasErasedSentAgainStaysErased) {
  const auto row = this->Sample("a", 1);
  const auto corrected = this->Changed(row);
  for (const ErasureExtent extent :
       {ErasureExtent::kText, ErasureExtent::kRecord}) {
    const std::string id = absl::StrCat("a", static_cast<int>(extent));
    const auto at = [&](auto sent) {
      sent.key = this->Key(id);
      // No two compete for one place.
      if (extent == ErasureExtent::kRecord) {
        sent.content = this->Sample("b", 2).content;
      }
      return sent;
    };
    ASSERT_THAT(this->InsertOne(at(row)), IsOk());
    ASSERT_THAT(this->Erase(id, extent), IsOk());

    const auto again = this->InsertOne(at(row));

    ASSERT_THAT(again, IsOk());
    EXPECT_FALSE(again->created);
    EXPECT_NE(again->record.content, at(row).content);
    EXPECT_THAT(this->InsertOne(this->Changed(at(row))),
                HasReason(code::kNameTaken));
  }
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, AnErasedRecordIsNotChangedAnyMore) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  ASSERT_THAT(this->Erase("a", ErasureExtent::kRecord), IsOk());

  EXPECT_THAT(this->Amend(this->Correction(this->Changed(row), "1", "r1")),
              HasReason(code::kRecordErased));
  EXPECT_THAT(this->Amend(this->Void("a")), HasReason(code::kRecordErased));
  EXPECT_EQ(this->VersionsKept("a"), 1);
}

TYPED_TEST_P(RecordStoreSuite, ARequestIsKnownAgainAfterItsTextWasErased) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  const auto correction = this->Correction(this->Changed(row), "1", "r1");
  ASSERT_THAT(this->Amend(correction), IsOk());
  ASSERT_THAT(this->Erase("a", ErasureExtent::kText), IsOk());

  const auto again = this->Amend(correction);

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->version.number, 2);
  EXPECT_EQ(this->VersionsKept("a"), 2);
  EXPECT_THAT(this->Amend(this->Correction(this->Sample("a", 2), "1", "r1")),
              HasReason(code::kRequestIdReused));
}

TYPED_TEST_P(RecordStoreSuite, WhatIsNoMoreOfADayBeforeIsNotErased) {
  const Date before = {2025, 3, 1};
  const auto late = this->Sample("corrected", 80);
  ASSERT_THAT(
      this->Insert({this->Sample("old", 1), this->Sample("corrected", 2)}),
      IsOk());
  ASSERT_THAT(this->Amend(this->Correction(late, "1", "r1")), IsOk());

  for (const ErasureExtent extent :
       {ErasureExtent::kText, ErasureExtent::kRecord}) {
    const auto kept = this->Erase("corrected", extent, Intent::kStore, before);
    ASSERT_THAT(kept, IsOk());
    EXPECT_EQ(kept->data_version, 0);
    ASSERT_TRUE(kept->record.has_value());
    EXPECT_EQ(kept->record->version.number, 2);
    const auto old = this->Erase("old", extent, Intent::kStore, before);
    ASSERT_THAT(old, IsOk());
    EXPECT_GT(old->data_version, 0);
  }
  EXPECT_EQ(this->store().Get(this->Key("corrected"))->content, late.content);
}

TYPED_TEST_P(RecordStoreSuite, ErasableIsWhatIsOldAndHoldsSomething) {
  ASSERT_THAT(this->Insert({this->Sample("c", 3), this->Sample("a", 1),
                            this->Sample("b", 2)}),
              IsOk());
  const Date always = {2100, 1, 1};
  const auto ids = [&](ErasureExtent extent, Date before, int limit = 10) {
    return this->store()
        .ListErasable(TestFixture::kDistrict, before, extent, std::nullopt,
                      limit)
        ->ids;
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(ids(ErasureExtent::kText, {2000, 1, 1}), ElementsAre());
  EXPECT_THAT(ids(ErasureExtent::kText, always), ElementsAre("a", "b", "c"));
  EXPECT_THAT(ids(ErasureExtent::kRecord, always, 2), ElementsAre("a", "b"));

  ASSERT_THAT(this->Erase("a", ErasureExtent::kText), IsOk());
  ASSERT_THAT(this->Erase("b", ErasureExtent::kRecord), IsOk());

  EXPECT_THAT(ids(ErasureExtent::kText, always), ElementsAre("c"));
  EXPECT_THAT(ids(ErasureExtent::kRecord, always), ElementsAre("a", "c"));
}

TYPED_TEST_P(RecordStoreSuite,
             ARecordIsErasableOnceHoweverManyVersionsHoldText) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(row), "1", "r1")),
              IsOk());

  EXPECT_THAT(this->AllErasable(ErasureExtent::kText, 1),
              ::testing::ElementsAre("a"));
}

TYPED_TEST_P(RecordStoreSuite, TextThatACorrectionTookAwayIsErasable) {
  auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  row.content = TestFixture::Kind::WithoutText(row.content);
  ASSERT_THAT(this->Amend(this->Correction(row, "1", "r1")), IsOk());

  EXPECT_THAT(this->AllErasable(ErasureExtent::kText, 1),
              ::testing::ElementsAre("a"));
}

TYPED_TEST_P(RecordStoreSuite, PagesOfWhatIsErasableNameEachRecordOnce) {
  const std::string uuid = "01929c4e-7d3a-7cc1-9a58-3f0f5a6e2b11";
  int n = 0;
  for (const auto& id : {std::string("a"), std::string("b"), std::string("c"),
                         std::string("d"), uuid, std::string("e")}) {
    ASSERT_THAT(this->InsertOne(this->Sample(id, ++n)), IsOk());
  }
  // Two versions with text, of two days.
  ASSERT_THAT(this->Amend(this->Correction(this->Sample("b", 9), "1", "r1")),
              IsOk());
  ASSERT_THAT(this->Erase("c", ErasureExtent::kRecord), IsOk());
  ASSERT_THAT(this->Erase("d", ErasureExtent::kText), IsOk());

  using ::testing::UnorderedElementsAre;
  for (const int limit : {1, 2, 3, 100}) {
    EXPECT_THAT(this->AllErasable(ErasureExtent::kText, limit),
                UnorderedElementsAre("a", "b", uuid, "e"));
    EXPECT_THAT(this->AllErasable(ErasureExtent::kRecord, limit),
                UnorderedElementsAre("a", "b", "d", uuid, "e"));
  }
}

TYPED_TEST_P(RecordStoreSuite, APageLooksAtNoMoreThanItsLimit) {
  for (int n = 1; n <= 3; ++n) {
    const std::string id = absl::StrCat("r", n);
    ASSERT_THAT(this->InsertOne(this->Sample(id, n)), IsOk());
  }
  ASSERT_THAT(this->Erase("r1", ErasureExtent::kRecord), IsOk());
  ASSERT_THAT(this->Erase("r2", ErasureExtent::kRecord), IsOk());

  const auto page =
      this->store().ListErasable(TestFixture::kDistrict, {2100, 1, 1},
                                 ErasureExtent::kRecord, std::nullopt, 2);

  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->ids, ::testing::IsEmpty());
  EXPECT_TRUE(page->next.has_value());
}

}  // namespace iku::test

#endif  // IKU_TESTS_STORE_RECORD_STORE_ERASURES_H_
