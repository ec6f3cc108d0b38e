#include "services/indicator/compute/answer_memory.h"

#include <malloc.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/unknown_field_set.h"
#include "gtest/gtest.h"

namespace iku::test {
namespace {

using indicator::AnswerMemory;
using indicator::FactsSelection;
using indicator::RememberedAnswer;
using indicator::SurveyDimension;
namespace v1 = indicator::v1;

std::shared_ptr<const RememberedAnswer> AnswerOf(const std::string& etag,
                                                 size_t bytes = 100) {
  RememberedAnswer answer{
      RegionCode::Parse("35.08.21").value(), {}, {}, etag, 0, {}, {}};
  answer.frame.set_district_name(std::string(bytes, 'x'));
  return std::make_shared<const RememberedAnswer>(std::move(answer));
}

TEST(RememberedAnswerTest, IsSentAsItWasGiven) {
  v1::DistrictIndicators answer;
  answer.set_district("districts/35.08.21");
  answer.set_data_version(7);
  answer.add_indicators()->set_id("ikm");
  answer.add_indicators()->mutable_satisfaction()->set_responses(3);
  RememberedAnswer remembered = *AnswerOf("1");

  remembered.SetAnswer(answer);
  v1::DistrictIndicators filled;
  remembered.Fill(filled);
  v1::DistrictIndicators received;
  ASSERT_TRUE(received.ParseFromString(filled.SerializeAsString()));

  EXPECT_EQ(received.SerializeAsString(), answer.SerializeAsString());
  EXPECT_TRUE(received.GetReflection()->GetUnknownFields(received).empty());
}

TEST(AnswerMemoryTest, FindsWhatWasKeptForTheQuestion) {
  AnswerMemory memory(1 << 20);
  memory.Keep("a", AnswerOf("1"));
  memory.Keep("b", AnswerOf("2"));
  EXPECT_EQ(memory.Find("a")->facts_etag, "1");
  EXPECT_EQ(memory.Find("b")->facts_etag, "2");
  EXPECT_EQ(memory.Find("c"), nullptr);
}

TEST(AnswerMemoryTest, ANewAnswerTakesThePlaceOfTheOldOne) {
  AnswerMemory memory(1 << 20);
  memory.Keep("a", AnswerOf("1"));
  memory.Keep("a", AnswerOf("2"));
  EXPECT_EQ(memory.Find("a")->facts_etag, "2");
}

TEST(AnswerMemoryTest, WhatWasNotAskedForLongestGoesFirst) {
  AnswerMemory memory(100'000);
  for (const char* question : {"a", "b", "c"}) {
    memory.Keep(question, AnswerOf(question, 30'000));
  }
  ASSERT_NE(memory.Find("a"), nullptr);
  memory.Keep("d", AnswerOf("d", 30'000));
  EXPECT_NE(memory.Find("a"), nullptr);
  EXPECT_EQ(memory.Find("b"), nullptr);
  EXPECT_NE(memory.Find("d"), nullptr);
}

TEST(AnswerMemoryTest, NeverHoldsMoreThanItMay) {
  AnswerMemory memory(100'000);
  for (int i = 0; i < 1000; ++i) {
    memory.Keep(absl::StrCat("q", i), AnswerOf("x", 10'000));
  }
  int kept = 0;
  for (int i = 0; i < 1000; ++i) {
    kept += memory.Find(absl::StrCat("q", i)) != nullptr;
  }
  EXPECT_LT(kept, 10);
  EXPECT_GT(kept, 5);
}

// Of the facts that a question can select, all.
FactsSelection LongSelection() {
  FactsSelection selection;
  for (int i = 0; i < 5; ++i) {
    selection.survey_dimensions.insert(static_cast<SurveyDimension>(i));
  }
  selection.earlier_survey_periods.assign(12, Period::OfYear(2024));
  selection.document_fiscal_years.assign(8, 2025);
  return selection;
}

TEST(RememberedAnswerTest, WhatItSelectsCounts) {
  RememberedAnswer answer = *AnswerOf("1");
  const size_t without = answer.Bytes();
  answer.selection = LongSelection();
  EXPECT_GT(answer.Bytes(), without + 300);
}

// With the allocator's own count, which a sanitizer's allocator does not keep.
TEST(AnswerMemoryTest, TakesNoMoreMemoryThanItMay) {
  constexpr size_t kMost = 2 << 20;
  for (const bool is_long : {false, true}) {
    AnswerMemory memory(kMost);
    const size_t before = mallinfo2().uordblks;
    for (int i = 0; i < 10'000; ++i) {
      RememberedAnswer answer = *AnswerOf(absl::StrCat("etag", i), 10);
      if (is_long) answer.selection = LongSelection();
      memory.Keep(absl::StrCat("question number ", i),
                  std::make_shared<const RememberedAnswer>(answer));
    }
    EXPECT_LT(mallinfo2().uordblks - before, kMost * 11 / 10) << is_long;
  }
}

TEST(AnswerMemoryTest, AnAnswerThatIsTooLargeIsNotKept) {
  AnswerMemory memory(10'000);
  memory.Keep("a", AnswerOf("1"));
  memory.Keep("a", AnswerOf("2", 20'000));
  EXPECT_EQ(memory.Find("a"), nullptr);
}

}  // namespace
}  // namespace iku::test
