#include "services/indicator/facts_client/collection_facts.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/client/channel.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/fake_facts_service.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::CollectionFacts;
using indicator::DistrictFacts;
using indicator::FactsCaller;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::SizeIs;

FactsCaller CallerWith(absl::Duration time) {
  return {.name = "Kantor Kecamatan",
          .language = Language::kEnglish,
          .deadline = absl::Now() + time};
}

absl::StatusOr<DistrictFacts> Ask(const std::string& address,
                                  const FactsCaller& caller,
                                  const std::string& known_etag = "") {
  CollectionFacts facts(OpenChannel(address), address);
  std::promise<absl::StatusOr<DistrictFacts>> answer;
  facts.GetDistrictFacts(
      Region("35.08.21"),
      indicator::FactsSelection{.survey_period = PeriodOf("2025"),
                                .survey_dimensions = {},
                                .earlier_survey_periods = {},
                                .coordination_period = PeriodOf("2025"),
                                .follow_up_cut_off = std::nullopt,
                                .document_fiscal_years = {2024, 2026},
                                .as_of_time = std::nullopt,
                                .as_of_version = std::nullopt},
      known_etag, caller, [&answer](absl::StatusOr<DistrictFacts> got) {
        answer.set_value(std::move(got));
      });
  return answer.get_future().get();
}

class CollectionFactsTest : public ::testing::Test {
 protected:
  absl::StatusOr<DistrictFacts> AskService(absl::Duration time) {
    return Ask(server_->address(), CallerWith(time));
  }

  FakeFactsService service_;
  std::unique_ptr<Server> server_ = Server::Start({}, {&service_}).value();
};

TEST_F(CollectionFactsTest, AsksOnBehalfOfTheCaller) {
  service_.facts = Parsed<collection::v1::DistrictFacts>(R"pb(
    district: 'districts/35.08.21'
    data_version: 5
    survey_tallies { responses: 3 }
  )pb");

  const auto facts = AskService(absl::Seconds(5));

  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->data_version, 5);
  EXPECT_EQ(facts->survey.responses, 3);
  const auto asked = service_.asked();
  EXPECT_EQ(asked.name, "districts/35.08.21");
  EXPECT_EQ(asked.actor, "Kantor Kecamatan");
  EXPECT_EQ(asked.language, "en");
  EXPECT_EQ(asked.selection.coordination_period(), "2025");
  EXPECT_THAT(asked.selection.document_fiscal_years(), ElementsAre(2024, 2026));
}

TEST_F(CollectionFactsTest, ErrorsOfTheServiceArePassedOn) {
  service_.error = NotFound("districts/35.08.21");
  const auto not_found = AskService(absl::Seconds(5));
  EXPECT_THAT(not_found, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(not_found, HasReason(code::kNotFound));

  Violations found;
  found.Add("selection.document_fiscal_years[0]", code::kOutOfRange);
  service_.error = found.ToStatus();
  EXPECT_THAT(AskService(absl::Seconds(5)),
              ViolatesField("document_fiscal_years[0]", code::kOutOfRange))
      << "the question has no selection";
}

TEST_F(CollectionFactsTest, NoAnswerIsUnavailableBeforeTheCallersDeadline) {
  service_.never_answers = true;
  const auto caller = CallerWith(absl::Milliseconds(500));

  const auto facts = Ask(server_->address(), caller);

  EXPECT_THAT(absl::Now(), Lt(caller.deadline));
  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(facts, HasReason(code::kCollectionUnavailable));
}

TEST_F(CollectionFactsTest, PagesFollowEachOther) {
  service_.pages = {Parsed<collection::v1::ListDistrictFactsResponse>(R"pb(
                      districts { district: 'districts/35.08.20' }
                      districts { district: 'districts/35.08.21' }
                      next_page_token: '1'
                    )pb"),
                    Parsed<collection::v1::ListDistrictFactsResponse>(R"pb(
                      districts { district: 'districts/35.08.22' }
                    )pb")};
  CollectionFacts facts(OpenChannel(server_->address()), server_->address());
  const FactsCaller caller = CallerWith(absl::Seconds(5));

  const auto first = facts.ListDistrictFacts(Region("35.08"), {}, "", caller);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->districts, SizeIs(2));
  EXPECT_EQ(first->districts[1].district, Region("35.08.21"));

  const auto last = facts.ListDistrictFacts(Region("35.08"), {},
                                            first->next_page_token, caller);
  ASSERT_THAT(last, IsOk());
  EXPECT_THAT(last->districts, SizeIs(1));
  EXPECT_EQ(last->next_page_token, "");
  EXPECT_EQ(service_.asked().name, "regions/35.08");
}

TEST(CollectionFactsWithoutServiceTest, ClosedPortIsUnavailableWithItsAddress) {
  const std::string address = ClosedAddress();
  const auto caller = CallerWith(absl::Seconds(5));

  const auto facts = Ask(address, caller);

  EXPECT_THAT(absl::Now(), Lt(caller.deadline - absl::Seconds(2)));
  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(facts, HasReason(code::kCollectionUnavailable));
  EXPECT_THAT(std::string(facts.status().message()), HasSubstr(address));
}

// A host that takes connections and then says nothing, as behind some
// firewalls.
TEST(CollectionFactsWithoutServiceTest, SilentPortIsUnavailableInTime) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  const auto caller = CallerWith(absl::Milliseconds(500));

  const auto facts =
      Ask(absl::StrCat("127.0.0.1:", ntohs(address.sin_port)), caller);

  EXPECT_THAT(absl::Now(), Lt(caller.deadline));
  EXPECT_THAT(facts, HasReason(code::kCollectionUnavailable));
  close(listener);
}

// The server has health and reflection only.
class EmptyService final : public grpc::Service {};

TEST(CollectionFactsWithoutServiceTest, AnotherServiceOnThePortIsUnavailable) {
  EmptyService nothing;
  const auto server = Server::Start({}, {&nothing}).value();

  EXPECT_THAT(Ask(server->address(), CallerWith(absl::Seconds(5))),
              HasReason(code::kCollectionUnavailable));
}

TEST_F(CollectionFactsTest, FactsThatAreKnownAreNamedInTheQuestion) {
  service_.facts = Parsed<collection::v1::DistrictFacts>(
      R"(district: "districts/35.08.21" data_version: 9 etag: "e1"
         read_time { seconds: 1763614800 } unchanged: true)");

  const auto facts =
      Ask(server_->address(), CallerWith(absl::Seconds(5)), "e1");

  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(service_.asked().known_etag, "e1");
  EXPECT_TRUE(facts->unchanged);
  EXPECT_EQ(facts->etag, "e1");
  EXPECT_EQ(facts->data_version, 9);
  EXPECT_EQ(facts->read_time, absl::FromUnixSeconds(1'763'614'800));
}

}  // namespace
}  // namespace iku::test
