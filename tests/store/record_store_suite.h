#ifndef IKU_TESTS_STORE_RECORD_STORE_SUITE_H_
#define IKU_TESTS_STORE_RECORD_STORE_SUITE_H_

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/store/record_store_erasures.h"
#include "tests/store/record_store_fixture.h"
#include "tests/store/record_store_lists.h"
#include "tests/support/matchers.h"

// What every RecordStore must do, whatever it keeps and wherever. A backend
// instantiates the suite once for each kind of record.

namespace iku::test {

TYPED_TEST_P(RecordStoreSuite, InsertAnswersTheFirstVersion) {
  const auto stored = this->InsertOne(this->Sample("a", 1));

  ASSERT_THAT(stored, IsOk());
  EXPECT_TRUE(stored->created);
  EXPECT_EQ(stored->record.content, this->Sample("a", 1).content);
  EXPECT_EQ(stored->record.version.number, 1);
  EXPECT_EQ(stored->record.version.create_time, this->clock_.Now());
  EXPECT_EQ(stored->record.version.changed_by, "tester");
  const auto read = this->store().Get(this->Key("a"));
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->content, stored->record.content);
  EXPECT_EQ(read->version.create_time, stored->record.version.create_time);
}

TYPED_TEST_P(RecordStoreSuite, GetOfNothingIsNotFound) {
  EXPECT_THAT(this->store().Get(this->Key("a")),
              StatusIs(absl::StatusCode::kNotFound));
}

TYPED_TEST_P(RecordStoreSuite, InsertNeverOverwrites) {
  ASSERT_THAT(this->InsertOne(this->Sample("a", 1)), IsOk());

  EXPECT_THAT(this->InsertOne(this->Changed(this->Sample("a", 1))),
              StatusIs(absl::StatusCode::kAlreadyExists));

  EXPECT_EQ(this->store().Get(this->Key("a"))->content,
            this->Sample("a", 1).content);
  EXPECT_EQ(this->VersionsKept("a"), 1);
}

TYPED_TEST_P(RecordStoreSuite, OtherContentIsRefusedWithBothHashes) {
  const auto first = this->Sample("a", 1);
  const auto other = this->Changed(first);
  ASSERT_THAT(this->InsertOne(first), IsOk());

  const auto refused = this->InsertOne(other);

  EXPECT_THAT(refused, HasReason(code::kNameTaken));
  const Arguments arguments = ArgumentsOf(refused.status());
  EXPECT_EQ(arguments.at("stored_sha256"), this->HashOf(first.content));
  EXPECT_EQ(arguments.at("sent_sha256"), this->HashOf(other.content));
}

TYPED_TEST_P(RecordStoreSuite, ReplayReturnsFirst) {
  const auto first = this->Insert({this->Sample("a", 1)});
  ASSERT_THAT(first, IsOk());
  this->clock_.Advance(absl::Minutes(5));

  const auto again = this->Insert({this->Sample("a", 1)});

  ASSERT_THAT(again, IsOk());
  ASSERT_THAT(again->rows[0], IsOk());
  EXPECT_FALSE(again->rows[0]->created);
  EXPECT_EQ(again->rows[0]->record.version.create_time,
            first->rows[0]->record.version.create_time);
  EXPECT_EQ(again->data_version, first->data_version);
}

TYPED_TEST_P(RecordStoreSuite, ParallelIdenticalInsertsStoreOne) {
  std::atomic<int> created{0};
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto stored = this->InsertOne(this->Sample("a", 1));
      if (stored.ok()) ++answered;
      if (stored.ok() && stored->created) ++created;
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(answered, 8);
  EXPECT_EQ(created, 1);
  EXPECT_EQ(this->VersionsKept("a"), 1);
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, WhatWasFirstSentReplaysAfterACorrection) {
  const auto first = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(first), IsOk());
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(first), "1", "r1")),
              IsOk());

  const auto resent = this->InsertOne(first);
  const auto as_it_is = this->InsertOne(this->Changed(first));

  ASSERT_THAT(resent, IsOk());
  EXPECT_FALSE(resent->created);
  EXPECT_EQ(resent->record.version.number, 2);
  ASSERT_THAT(as_it_is, IsOk());
  EXPECT_FALSE(as_it_is->created);
}

TYPED_TEST_P(RecordStoreSuite, WhatIsRefusedNowIsOnlyReplayed) {
  auto known = this->Sample("a", 1);
  auto fresh = this->Sample("b", 2);
  ASSERT_THAT(this->InsertOne(known), IsOk());
  auto change = this->Correction(this->Changed(known), "1", "r1");
  ASSERT_THAT(this->Amend(change), IsOk());
  known.refusal = fresh.refusal = change.refusal =
      absl::InvalidArgumentError("not now");

  const auto batch = this->Insert({known, fresh});

  ASSERT_THAT(batch, IsOk());
  EXPECT_THAT(batch->rows[0], IsOk());
  EXPECT_EQ(batch->rows[1].status(), fresh.refusal);
  EXPECT_THAT(this->Amend(change), IsOk());
  change.request_id = "r2";
  change.etag = "2";
  EXPECT_EQ(this->Amend(change).status(), change.refusal);
  EXPECT_EQ(this->VersionsKept("a"), 2);
  EXPECT_EQ(this->VersionsKept("b"), 0);
}

TYPED_TEST_P(RecordStoreSuite, AllOrNothingStoresNothingWhenARowIsRefused) {
  ASSERT_THAT(this->InsertOne(this->Sample("a", 1)), IsOk());

  const auto batch =
      this->Insert({this->Sample("b", 2), this->Changed(this->Sample("a", 1))},
                   RowPolicy::kAllOrNothing);

  ASSERT_THAT(batch, IsOk());
  EXPECT_FALSE(batch->stored);
  EXPECT_THAT(batch->rows[0], IsOk());
  EXPECT_THAT(batch->rows[1], HasReason(code::kNameTaken));
  EXPECT_THAT(this->store().Get(this->Key("b")),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, AcceptValidStoresTheGoodRows) {
  ASSERT_THAT(this->InsertOne(this->Sample("a", 1)), IsOk());

  const auto batch =
      this->Insert({this->Changed(this->Sample("a", 1)), this->Sample("b", 2)},
                   RowPolicy::kAcceptValid);

  ASSERT_THAT(batch, IsOk());
  EXPECT_TRUE(batch->stored);
  EXPECT_THAT(batch->rows[0], HasReason(code::kNameTaken));
  ASSERT_THAT(batch->rows[1], IsOk());
  EXPECT_TRUE(batch->rows[1]->created);
  EXPECT_THAT(this->store().Get(this->Key("b")), IsOk());
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, TheSameNameTwiceInABatchIsOneRecord) {
  const auto row = this->Sample("a", 1);

  const auto batch = this->Insert({row, row, this->Changed(row)});

  ASSERT_THAT(batch, IsOk());
  EXPECT_TRUE(batch->rows[0]->created);
  EXPECT_FALSE(batch->rows[1]->created);
  EXPECT_THAT(batch->rows[2], HasReason(code::kNameTaken));
  EXPECT_EQ(this->VersionsKept("a"), 1);
}

TYPED_TEST_P(RecordStoreSuite, CheckOnlyStoresNothing) {
  const auto checked = this->Insert(
      {this->Sample("a", 1)}, RowPolicy::kAllOrNothing, Intent::kCheckOnly);
  ASSERT_THAT(checked, IsOk());
  EXPECT_TRUE(checked->rows[0]->created);
  EXPECT_EQ(checked->data_version, 0);
  EXPECT_THAT(this->store().Get(this->Key("a")),
              StatusIs(absl::StatusCode::kNotFound));

  ASSERT_THAT(this->InsertOne(this->Sample("a", 1)), IsOk());
  auto correction =
      this->Correction(this->Changed(this->Sample("a", 1)), "1", "r1");
  correction.intent = Intent::kCheckOnly;
  const auto amended = this->Amend(correction);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->version.number, 2);
  EXPECT_EQ(this->VersionsKept("a"), 1);
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, AmendNeedsNewestEtag) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  const auto changed = this->Changed(row);
  ASSERT_THAT(this->Amend(this->Correction(changed, "1", "r1")), IsOk());

  const auto stale = this->Amend(this->Correction(row, "1", "r2"));

  EXPECT_THAT(stale, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(stale, HasReason(code::kEtagStale));
  EXPECT_EQ(this->store().Get(this->Key("a"))->content, changed.content);
}

TYPED_TEST_P(RecordStoreSuite, OneOfManyParallelAmendmentsWins) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  std::atomic<int> won{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto amended = this->Amend(
          this->Correction(this->Changed(row), "1", absl::StrCat("r", i)));
      if (amended.ok()) ++won;
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(won, 1);
  EXPECT_EQ(this->VersionsKept("a"), 2);
}

TYPED_TEST_P(RecordStoreSuite, AmendOfNothingIsNotFound) {
  EXPECT_THAT(this->Amend(this->Void("a")),
              StatusIs(absl::StatusCode::kNotFound));
}

TYPED_TEST_P(RecordStoreSuite, VoidIsAVersion) {
  const auto row = this->Sample("a", 1);
  const auto stored = this->InsertOne(row);
  ASSERT_THAT(stored, IsOk());
  this->clock_.Advance(absl::Hours(1));

  const auto voided = this->Amend(this->Void("a", "1"));

  ASSERT_THAT(voided, IsOk());
  EXPECT_EQ(voided->version.state, RecordState::kVoid);
  EXPECT_EQ(voided->version.number, 2);
  EXPECT_EQ(voided->version.change_reason, "data ganda");
  EXPECT_EQ(voided->version.create_time, stored->record.version.create_time);
  EXPECT_EQ(voided->version.update_time, this->clock_.Now());
  EXPECT_EQ(voided->content, row.content);
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, VoidingAVoidRecordAnswersItAsItIs) {
  ASSERT_THAT(this->InsertOne(this->Sample("a", 1)), IsOk());
  ASSERT_THAT(this->Amend(this->Void("a")), IsOk());

  const auto again = this->Amend(this->Void("a", "1"));

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->version.number, 2);
  EXPECT_EQ(this->VersionsKept("a"), 2);
}

TYPED_TEST_P(RecordStoreSuite, AVoidRecordIsNotCorrected) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  ASSERT_THAT(this->Amend(this->Void("a")), IsOk());

  const auto refused =
      this->Amend(this->Correction(this->Changed(row), "2", "r1"));

  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(refused, HasReason(code::kRecordVoid));
}

TYPED_TEST_P(RecordStoreSuite, RequestIdReplays) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  const auto correction = this->Correction(this->Changed(row), "1", "r1");
  const auto first = this->Amend(correction);
  ASSERT_THAT(first, IsOk());
  this->clock_.Advance(absl::Hours(1));
  ASSERT_THAT(this->Amend(this->Void("a")), IsOk());

  const auto again = this->Amend(correction);

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->version.number, 2);
  EXPECT_EQ(again->version.update_time, first->version.update_time);
  EXPECT_EQ(this->VersionsKept("a"), 3);
}

TYPED_TEST_P(RecordStoreSuite, RequestIdOfAnotherChangeIsRefused) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(row), "1", "r1")),
              IsOk());

  const auto other = this->Amend(this->Correction(row, "2", "r1"));

  EXPECT_THAT(other, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(other, HasReason(code::kRequestIdReused));
}

TYPED_TEST_P(RecordStoreSuite, ChainKeepsEveryVersion) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(row), "1", "r1")),
              IsOk());
  ASSERT_THAT(this->Amend(this->Correction(row, "2", "r2")), IsOk());
  ASSERT_THAT(this->Amend(this->Void("a")), IsOk());

  EXPECT_EQ(this->VersionsKept("a"), 4);
  // Each version ends where the next one begins, and one has no end.
  EXPECT_EQ(this->opened_->Number(
                absl::StrCat("SELECT count(*) FROM ", TestFixture::Kind::kTable,
                             " a JOIN ", TestFixture::Kind::kTable,
                             " b ON b.version = a.version + 1 AND "
                             "a.superseded_version = b.data_version")),
            3);
  EXPECT_EQ(this->opened_->Number(
                absl::StrCat("SELECT count(*) FROM ", TestFixture::Kind::kTable,
                             " WHERE superseded_version IS NULL")),
            1);
}

TYPED_TEST_P(RecordStoreSuite, TalliesFollowEveryChange) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->Insert({row, this->Sample("b", 2), this->Sample("c", 3)}),
              IsOk());
  EXPECT_EQ(this->WrongTallies(), 0);
  ASSERT_THAT(this->Amend(this->Correction(this->Changed(row), "1", "r1")),
              IsOk());
  EXPECT_EQ(this->WrongTallies(), 0);
  ASSERT_THAT(this->Amend(this->Void("b")), IsOk());
  EXPECT_EQ(this->WrongTallies(), 0);
  ASSERT_THAT(this->Insert({row, this->Changed(this->Sample("c", 3))}), IsOk());
  EXPECT_EQ(this->WrongTallies(), 0);
}

TYPED_TEST_P(RecordStoreSuite, SurvivesReopen) {
  const auto row = this->Sample("a", 1);
  ASSERT_THAT(this->InsertOne(row), IsOk());
  const auto corrected =
      this->Amend(this->Correction(this->Changed(row), "1", "r1"));
  ASSERT_THAT(corrected, IsOk());

  this->Reopen();

  const auto read = this->store().Get(this->Key("a"));
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->content, corrected->content);
  EXPECT_EQ(read->version.number, 2);
  EXPECT_EQ(read->version.change_reason, "salah ketik");
  EXPECT_EQ(read->version.request_id, "r1");
  EXPECT_EQ(read->version.data_version, corrected->version.data_version);
}

REGISTER_TYPED_TEST_SUITE_P(
    RecordStoreSuite, InsertAnswersTheFirstVersion, GetOfNothingIsNotFound,
    InsertNeverOverwrites, OtherContentIsRefusedWithBothHashes,
    ReplayReturnsFirst, ParallelIdenticalInsertsStoreOne,
    WhatWasFirstSentReplaysAfterACorrection, WhatIsRefusedNowIsOnlyReplayed,
    AllOrNothingStoresNothingWhenARowIsRefused, AcceptValidStoresTheGoodRows,
    TheSameNameTwiceInABatchIsOneRecord, CheckOnlyStoresNothing,
    IdsReadBackAsTheyWereSent, EveryWriteIsOneChangeWithWhoAndWhy,
    WhatStoresNothingIsNoChange, AmendNeedsNewestEtag,
    OneOfManyParallelAmendmentsWins, AmendOfNothingIsNotFound, VoidIsAVersion,
    VoidingAVoidRecordAnswersItAsItIs, AVoidRecordIsNotCorrected,
    RequestIdReplays, RequestIdOfAnotherChangeIsRefused, ChainKeepsEveryVersion,
    ListPagesInOrder, ListShowsNewestVersionsOfOneStateAndDistrict,
    ListAsOfAVersionShowsWhatWasNewestThen, TalliesFollowEveryChange,
    SurvivesReopen, ErasedTextIsGoneFromEveryVersion,
    ErasedTextLeavesAllThatIsCounted, AnErasedRecordIsCountedNowhere,
    AVoidRecordIsErasedWithoutCountingItTwice,
    AnErasureIsOneChangeWithWhoAndWhy, ErasingAgainChangesNothing,
    ErasingNothingIsNotFound, AnErasureThatIsOnlyCheckedErasesNothing,
    WhatWasErasedSentAgainStaysErased, AnErasedRecordIsNotChangedAnyMore,
    ARequestIsKnownAgainAfterItsTextWasErased,
    ACopyFromBeforeAnErasureBringsNothingBack,
    ErasableIsWhatIsOldAndHoldsSomething,
    ARecordIsErasableOnceHoweverManyVersionsHoldText,
    TextThatACorrectionTookAwayIsErasable, WhatIsNoMoreOfADayBeforeIsNotErased,
    PagesOfWhatIsErasableNameEachRecordOnce, APageLooksAtNoMoreThanItsLimit);

}  // namespace iku::test

#endif  // IKU_TESTS_STORE_RECORD_STORE_SUITE_H_
