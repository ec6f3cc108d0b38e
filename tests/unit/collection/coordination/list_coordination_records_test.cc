#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/coordination/coordination_service.h"

namespace iku::collection {
namespace {

using test::IsOk;
using test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class ListCoordinationRecordsTest : public CoordinationServiceTest {
 protected:
  void SetUp() override {
    Add("c-march", 3, v1::COORDINATION_KIND_MEETING);
    Add("b-march", 3, v1::COORDINATION_KIND_TEAM_DECREE);
    Add("a-july", 7, v1::COORDINATION_KIND_MEETING);
    Add("d-may", 5, v1::COORDINATION_KIND_DOCUMENT_REQUEST);
    v1::CoordinationRecord elsewhere = Meeting("x");
    elsewhere.set_name("districts/35.08.20/coordinationRecords/x");
    ASSERT_THAT(Create(elsewhere), IsOk());
    ASSERT_THAT(Follow("c-march", DoneStep(), "step-1"), IsOk());
    ASSERT_THAT(Void("d-may"), IsOk());
  }
  void Add(const std::string& id, int month, v1::CoordinationKind kind) {
    v1::CoordinationRecord record = Meeting(id);
    record.mutable_held_date()->set_month(month);
    record.clear_due_date();
    record.set_kind(kind);
    ASSERT_THAT(Create(record), IsOk());
  }
};

TEST_F(ListCoordinationRecordsTest, GoesByHeldDateAndThenById) {
  EXPECT_THAT(IdsOf(""), ElementsAre("b-march", "c-march", "d-may", "a-july"));
}

TEST_F(ListCoordinationRecordsTest, APageEndsBeforeItIsTooLargeForAMessage) {
  v1::CoordinationRecord large = Meeting("");
  std::string name;
  for (int i = 0; i < 200; ++i) name += "\xF0\x9F\x98\x80";
  large.mutable_agencies(0)->set_name(name);
  while (large.agencies_size() < 50) {
    *large.add_agencies() = large.agencies(0);
  }
  for (int i = 10; i < 70; ++i) {
    large.set_name(NameWith("large-" + std::to_string(i)));
    ASSERT_THAT(Create(large), IsOk());
  }

  const auto first = List("period: '2025-03' page_size: 1000");
  ASSERT_THAT(first, IsOk());
  const auto second = List("period: '2025-03' page_size: 1000 page_token: '" +
                           first->next_page_token() + "'");
  ASSERT_THAT(second, IsOk());

  EXPECT_LT(first->ByteSizeLong(), 3 << 20);
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_EQ(
      first->coordination_records_size() + second->coordination_records_size(),
      62);
}

TEST_F(ListCoordinationRecordsTest, TakesAPeriod) {
  EXPECT_THAT(IdsOf("period: '2025-Q1'"), ElementsAre("b-march", "c-march"));
  EXPECT_THAT(IdsOf("period: '2025-H2'"), ElementsAre("a-july"));
  EXPECT_THAT(IdsOf("period: '2024'"), IsEmpty());
}

TEST_F(ListCoordinationRecordsTest, TakesAKind) {
  EXPECT_THAT(IdsOf("kind: COORDINATION_KIND_MEETING"),
              ElementsAre("c-march", "a-july"));
}

TEST_F(ListCoordinationRecordsTest, TakesAState) {
  EXPECT_THAT(IdsOf("state: RECORD_STATE_VOID"), ElementsAre("d-may"));
  EXPECT_THAT(IdsOf("state: RECORD_STATE_ACTIVE"),
              ElementsAre("b-march", "c-march", "a-july"));
}

TEST_F(ListCoordinationRecordsTest, TakesAStateOfTheFollowUp) {
  EXPECT_THAT(IdsOf("follow_up_state: FOLLOW_UP_STATE_DONE"),
              ElementsAre("c-march"));
  EXPECT_THAT(IdsOf("follow_up_state: FOLLOW_UP_STATE_OPEN period: '2025-H1' "
                    "state: RECORD_STATE_ACTIVE"),
              ElementsAre("b-march"));
}

TEST_F(ListCoordinationRecordsTest, PagesWithoutGapsAndRepeats) {
  std::vector<std::string> ids;
  std::string token;
  int pages = 0;
  do {
    auto page = List("page_size: 2 period: '2025' page_token: '" + token + "'");
    ASSERT_THAT(page, IsOk());
    for (const auto& record : page->coordination_records()) {
      ids.push_back(record.name().substr(NameWith("").size()));
    }
    token = page->next_page_token();
  } while (!token.empty() && ++pages < 5);
  EXPECT_EQ(pages, 1);
  EXPECT_THAT(ids, ElementsAre("b-march", "c-march", "d-may", "a-july"));
}

TEST_F(ListCoordinationRecordsTest, RefusesAPageTokenOfAnotherQuery) {
  const auto first = List("page_size: 1 kind: COORDINATION_KIND_MEETING");
  ASSERT_THAT(first, IsOk());
  const std::string token = first->next_page_token();
  ASSERT_THAT(token, Not(IsEmpty()));
  EXPECT_THAT(List("page_size: 3 kind: COORDINATION_KIND_MEETING "
                   "page_token: '" +
                   token + "'"),
              IsOk());
  EXPECT_THAT(List("page_size: 1 page_token: '" + token + "'"),
              ViolatesField("page_token", code::kPageTokenInvalid));
}

TEST_F(ListCoordinationRecordsTest, NamesEveryViolation) {
  const auto result = List(R"pb(
    parent: "districts/35.08"
    page_size: 1001
    page_token: "x"
    period: "2025-13"
    kind: 99
    state: 7
    follow_up_state: 42)pb");
  EXPECT_THAT(result, ViolatesField("parent", code::kNameMalformed));
  EXPECT_THAT(result, ViolatesField("page_size", code::kOutOfRange));
  EXPECT_THAT(result, ViolatesField("page_token", code::kPageTokenInvalid));
  EXPECT_THAT(result, ViolatesField("period", code::kPeriodMalformed));
  EXPECT_THAT(result, ViolatesField("kind", code::kUnknownCode));
  EXPECT_THAT(result, ViolatesField("state", code::kUnknownCode));
  EXPECT_THAT(result, ViolatesField("follow_up_state", code::kUnknownCode));
}

}  // namespace
}  // namespace iku::collection
