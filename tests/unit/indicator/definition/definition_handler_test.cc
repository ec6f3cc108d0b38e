#include "services/indicator/definition/definition_handler.h"

#include <memory>

#include "common/rpc/calls.h"
#include "common/server/server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

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
  indicator::DefinitionHandler handler_{calls_, BuiltInRules()};
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
  EXPECT_EQ(sheet.rules_version(), "2026-2");
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
  EXPECT_EQ(reply.rules_version(), "2026-2");
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
  ASSERT_EQ(reply.profiles_size(), 8);
  EXPECT_EQ(reply.profiles(0).name(), "profiles/exact");
}

}  // namespace
}  // namespace iku::test
