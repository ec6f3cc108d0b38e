#include "services/indicator/definition/definition_handler.h"

#include <memory>

#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/rule_books.h"

namespace iku::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
namespace v1 = indicator::v1;

class DefinitionHandlerTest : public ::testing::Test {
 protected:
  ~DefinitionHandlerTest() override { server_->Drain(); }

  template <typename Request>
  static Request Named(const char* name) {
    Request request;
    request.set_name(name);
    return request;
  }

  Calls calls_{{}};
  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  FreshRuleBook book_{clock_};
  indicator::DefinitionHandler handler_{calls_, *book_};
  std::unique_ptr<Server> server_ = Server::Start({}, {&handler_}).value();
  std::unique_ptr<v1::DefinitionService::Stub> stub_ =
      v1::DefinitionService::NewStub(server_->InProcessChannel());
  grpc::ClientContext context_;
};

TEST_F(DefinitionHandlerTest, SheetCarriesItsIndicatorsAndTheVersion) {
  v1::IkuSheet sheet;
  ASSERT_THAT(
      stub_->GetIkuSheet(
          &context_,
          Named<v1::GetIkuSheetRequest>("districts/35.08.21/ikuSheet"), &sheet),
      IsOk());

  EXPECT_EQ(sheet.organisation().id(), "Kecamatan Sumbersuko");
  EXPECT_EQ(sheet.indicators_size(), 3);
  EXPECT_EQ(sheet.rules_version(), "2026-3");
}

TEST_F(DefinitionHandlerTest, OnlyTheSheetOfSumbersukoNamesThatOfSumbersuko) {
  const char kSheet2020[] =
      "Indikator Kinerja Utama OPD di lingkungan Pemerintah Kabupaten "
      "Lumajang, Kecamatan Sumbersuko, 3 Maret 2020";
  v1::IkuSheet sheet;
  ASSERT_THAT(
      stub_->GetIkuSheet(
          &context_,
          Named<v1::GetIkuSheetRequest>("districts/35.08.21/ikuSheet"), &sheet),
      IsOk());
  EXPECT_THAT(sheet.legal_basis(), ElementsAre(kSheet2020));

  grpc::ClientContext context;
  ASSERT_THAT(
      stub_->GetIkuSheet(
          &context,
          Named<v1::GetIkuSheetRequest>("districts/35.08.20/ikuSheet"), &sheet),
      IsOk());
  EXPECT_THAT(sheet.DebugString(), Not(HasSubstr("Sumbersuko")));
}

TEST_F(DefinitionHandlerTest, SheetOfARegencyIsRefused) {
  v1::IkuSheet sheet;
  const auto status = stub_->GetIkuSheet(
      &context_, Named<v1::GetIkuSheetRequest>("districts/35.08/ikuSheet"),
      &sheet);

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(status, ViolatesField("name", code::kNameMalformed));
}

TEST_F(DefinitionHandlerTest, IndicatorIsFoundByName) {
  v1::IndicatorDefinition definition;
  ASSERT_THAT(stub_->GetIndicatorDefinition(
                  &context_,
                  Named<v1::GetIndicatorDefinitionRequest>(
                      "indicatorDefinitions/village-documents-on-time"),
                  &definition),
              IsOk());
  EXPECT_EQ(definition.number(), 3);
  EXPECT_EQ(definition.data_source().id(), "Kasi Pemerintahan");
}

TEST_F(DefinitionHandlerTest, UnknownIndicatorIsNotFound) {
  v1::IndicatorDefinition definition;
  EXPECT_THAT(
      stub_->GetIndicatorDefinition(&context_,
                                    Named<v1::GetIndicatorDefinitionRequest>(
                                        "indicatorDefinitions/happiness"),
                                    &definition),
      StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(DefinitionHandlerTest, IndicatorsAreListedInTheOrderOfTheSheet) {
  v1::ListIndicatorDefinitionsResponse reply;
  ASSERT_THAT(stub_->ListIndicatorDefinitions(&context_, {}, &reply), IsOk());
  ASSERT_EQ(reply.indicator_definitions_size(), 3);
  EXPECT_EQ(reply.indicator_definitions(0).name(), "indicatorDefinitions/ikm");
  EXPECT_EQ(reply.rules_version(), "2026-3");
}

TEST_F(DefinitionHandlerTest, ProfileIsFoundByName) {
  v1::Profile profile;
  ASSERT_THAT(
      stub_->GetProfile(&context_,
                        Named<v1::GetProfileRequest>("profiles/weight-0.11"),
                        &profile),
      IsOk());
  EXPECT_EQ(profile.elements(0).weight(), "0.11");
}

TEST_F(DefinitionHandlerTest, ProfileWithoutAnIdIsNotTheDefaultOne) {
  v1::Profile profile;
  EXPECT_THAT(
      stub_->GetProfile(&context_, Named<v1::GetProfileRequest>("profiles/"),
                        &profile),
      ViolatesField("name", code::kNameMalformed));
}

TEST_F(DefinitionHandlerTest, UnknownProfileIsNotFound) {
  v1::Profile profile;
  EXPECT_THAT(
      stub_->GetProfile(
          &context_, Named<v1::GetProfileRequest>("profiles/lucky"), &profile),
      StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(DefinitionHandlerTest, ProfilesAreListedWithTheDefaultOneFirst) {
  v1::ListProfilesResponse reply;
  ASSERT_THAT(stub_->ListProfiles(&context_, {}, &reply), IsOk());
  ASSERT_EQ(reply.profiles_size(), 9);
  EXPECT_EQ(reply.profiles(0).name(), "profiles/exact");
}

TEST_F(DefinitionHandlerTest, RuleSetHoldsEveryRuleOfItsVersion) {
  v1::RuleSet rules;
  ASSERT_THAT(
      stub_->GetRuleSet(
          &context_, Named<v1::GetRuleSetRequest>("ruleSets/2026-3"), &rules),
      IsOk());
  EXPECT_EQ(rules.version(), "2026-3");
  EXPECT_EQ(rules.predicates(0).label().id(), "Sangat Tinggi");
  EXPECT_EQ(rules.statistics().smallest_shown(), 5);
  EXPECT_EQ(rules.legal_basis_size(), 5);
}

TEST_F(DefinitionHandlerTest, ADashNamesTheRuleSetInForce) {
  v1::RuleSet rules;
  ASSERT_THAT(
      stub_->GetRuleSet(&context_, Named<v1::GetRuleSetRequest>("ruleSets/-"),
                        &rules),
      IsOk());
  EXPECT_EQ(rules.version(), "2026-3");
}

TEST_F(DefinitionHandlerTest, ARuleSetThatWasNeverUsedIsNotFound) {
  v1::RuleSet rules;
  EXPECT_THAT(
      stub_->GetRuleSet(
          &context_, Named<v1::GetRuleSetRequest>("ruleSets/2031-1"), &rules),
      StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(DefinitionHandlerTest, UsedRuleSetsAreListed) {
  v1::ListRuleSetsResponse reply;
  ASSERT_THAT(stub_->ListRuleSets(&context_, {}, &reply), IsOk());
  ASSERT_EQ(reply.rule_sets_size(), 1);
  EXPECT_EQ(reply.rule_sets(0).name(), "ruleSets/2026-3");
  EXPECT_EQ(reply.rule_sets(0).sha256().size(), 64u);
  EXPECT_EQ(reply.rule_sets(0).first_use_time().seconds(), 1'800'000'000);
  EXPECT_TRUE(reply.rule_sets(0).in_force());
  EXPECT_EQ(reply.rule_sets(0).origin(), "file");
}

}  // namespace
}  // namespace iku::test
