#include "services/indicator/compute/labels.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/indicator/definition/policies.h"

namespace iku::test {
namespace {

using indicator::SurveyDimension;
using ::testing::ElementsAre;

TEST(LabelsTest, EveryValueOfTheContractIsNamedInBothLanguages) {
  std::vector<std::string> values = indicator::CoordinationKinds();
  for (const auto& more :
       {indicator::AgencyTypes(), indicator::ValuesOf(SurveyDimension::kSex),
        indicator::ValuesOf(SurveyDimension::kAgeBand),
        indicator::ValuesOf(SurveyDimension::kEducation),
        indicator::ValuesOf(SurveyDimension::kOccupation)}) {
    values.insert(values.end(), more.begin(), more.end());
  }
  EXPECT_EQ(values.size(), 4u + 8 + 2 + 7 + 6 + 10);
  for (const indicator::FollowUpState state : indicator::kFollowUpStates) {
    values.push_back(
        absl::StrCat("FOLLOW_UP_STATE_", indicator::NameOf(state)));
  }
  for (const std::string& value : values) {
    for (const Language language :
         {Language::kIndonesian, Language::kEnglish}) {
      EXPECT_NE(indicator::LabelOf(value, language), value);
    }
  }
}

TEST(LabelsTest, ValuesStandInTheOrderOfTheContract) {
  EXPECT_THAT(indicator::ValuesOf(SurveyDimension::kSex),
              ElementsAre("SEX_MALE", "SEX_FEMALE"));
}

}  // namespace
}  // namespace iku::test
