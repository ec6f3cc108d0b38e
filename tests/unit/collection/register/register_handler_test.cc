#include "services/collection/register/register_handler.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/proto_matchers.h"
#include "tests/unit/collection/register_service.h"

namespace iku::collection {
namespace {

using ::iku::test::EqualsProto;
using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::StatusIs;
using ::iku::test::ViolatesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Stub = test::RegisterService::RegisterStub;

google::type::Date Day(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

v1::Region RegionOf(const std::string& code, const std::string& display_name) {
  v1::Region region;
  region.set_name("regions/" + code);
  region.set_display_name(display_name);
  return region;
}

v1::OfferedService ServiceOf(const std::string& code) {
  v1::OfferedService service;
  service.set_name("districts/35.08.21/offeredServices/" + code);
  service.set_display_name("Pelayanan " + code);
  return service;
}

v1::ServedPopulation PopulationOf(int year, int64_t people) {
  v1::ServedPopulation population;
  population.set_name(
      absl::StrCat("districts/35.08.21/servedPopulations/", year));
  population.set_people(people);
  population.set_source("Dispendukcapil Lumajang");
  return population;
}

class RegisterHandlerTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(calls_.seeded(), IsOk()); }

  absl::StatusOr<v1::Region> Create(const v1::Region& region,
                                    bool validate_only = false) {
    v1::CreateRegionRequest request;
    *request.mutable_region() = region;
    request.set_validate_only(validate_only);
    return calls_(&Stub::CreateRegion, request);
  }

  absl::StatusOr<v1::Region> Get(const std::string& name) {
    v1::GetRegionRequest request;
    request.set_name(name);
    return calls_(&Stub::GetRegion, request);
  }

  absl::StatusOr<v1::Region> Update(const v1::Region& region) {
    v1::UpdateRegionRequest request;
    *request.mutable_region() = region;
    return calls_(&Stub::UpdateRegion, request);
  }

  absl::StatusOr<v1::OfferedService> Put(const v1::OfferedService& service,
                                         bool validate_only = false) {
    v1::PutOfferedServiceRequest request;
    *request.mutable_offered_service() = service;
    request.set_validate_only(validate_only);
    return calls_(&Stub::PutOfferedService, request);
  }

  absl::StatusOr<v1::ServedPopulation> Put(const v1::ServedPopulation& people) {
    v1::PutServedPopulationRequest request;
    *request.mutable_served_population() = people;
    return calls_(&Stub::PutServedPopulation, request);
  }

  absl::StatusOr<v1::ListOfferedServicesResponse> Services() {
    v1::ListOfferedServicesRequest request;
    request.set_parent("districts/35.08.21");
    return calls_(&Stub::ListOfferedServices, request);
  }

  test::RegisterService calls_;
};

TEST_F(RegisterHandlerTest, StartsWithSumbersukoAndItsEightDesa) {
  v1::ListRegionsRequest request;
  request.set_within("regions/35.08.21");
  auto list = calls_(&Stub::ListRegions, request);
  ASSERT_THAT(list, IsOk());
  std::vector<std::string> lines;
  for (const v1::Region& region : list->regions()) {
    lines.push_back(absl::StrCat(region.name(), " ", region.display_name()));
  }
  EXPECT_THAT(lines, ElementsAre("regions/35.08.21 Sumbersuko",
                                 "regions/35.08.21.2001 Sumbersuko",
                                 "regions/35.08.21.2002 Kebonsari",
                                 "regions/35.08.21.2003 Grati",
                                 "regions/35.08.21.2004 Labruk Kidul",
                                 "regions/35.08.21.2005 Mojosari",
                                 "regions/35.08.21.2006 Sentul",
                                 "regions/35.08.21.2007 Purwosono",
                                 "regions/35.08.21.2008 Petahunan"));
}

TEST_F(RegisterHandlerTest, ANewRegionIsAnsweredAsItIsRead) {
  v1::Region sent = RegionOf("35.08.21.1009", "Sumbersuko Kota");
  *sent.mutable_valid_from() = Day(2025, 7, 1);
  sent.set_bps_code("3508061009");
  sent.set_etag("ignored");

  auto created = Create(sent);

  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(*created, EqualsProto(std::string(R"pb(
    name: "regions/35.08.21.1009"
    display_name: "Sumbersuko Kota"
    valid_from { year: 2025 month: 7 day: 1 }
    bps_code: "3508061009"
    level: REGION_LEVEL_VILLAGE
    village_kind: VILLAGE_KIND_KELURAHAN
    etag: "1"
    update_time { seconds: 1763614800 }
  )pb")));
  auto read = Get("regions/35.08.21.1009");
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(*read, EqualsProto(*created));
}

TEST_F(RegisterHandlerTest, FieldsThatAreLeftEmptyDoNotHinderAReplay) {
  auto replayed = Create(RegionOf("35.08.21", "Sumbersuko"));
  ASSERT_THAT(replayed, IsOk());
  EXPECT_EQ(replayed->bps_code(), "3508061");
  EXPECT_EQ(replayed->etag(), "1");
}

TEST_F(RegisterHandlerTest, AnotherNameForAKnownCodeIsTaken) {
  const auto taken = Create(RegionOf("35.08.21", "Sumber Suko"));
  EXPECT_THAT(taken, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(taken, HasReason(code::kNameTaken));
}

TEST_F(RegisterHandlerTest, AFieldThatTheRegisterDoesNotHoldIsOtherContent) {
  v1::Region more = RegionOf("35.08.21.2001", "Sumbersuko");
  *more.mutable_valid_from() = Day(2001, 1, 1);
  EXPECT_THAT(Create(more), HasReason(code::kNameTaken));
}

TEST_F(RegisterHandlerTest, ARegionNeedsItsParent) {
  EXPECT_THAT(Create(RegionOf("35.07.01", "Kromengan")),
              ViolatesField("region.name", code::kUnknownRegion));
  EXPECT_THAT(Create(RegionOf("36", "BANTEN")), IsOk());
}

TEST_F(RegisterHandlerTest, EveryBrokenRuleIsNamed) {
  v1::Region bad = RegionOf("35.08.21.9001", "");
  *bad.mutable_valid_from() = Day(2025, 2, 30);
  bad.set_bps_code("12x");
  const auto refused = Create(bad);
  EXPECT_THAT(refused, ViolatesField("region.name", code::kNameMalformed));
  EXPECT_THAT(refused, ViolatesField("region.display_name", code::kRequired));
  EXPECT_THAT(refused, ViolatesField("region.valid_from", code::kDateInvalid));
  EXPECT_THAT(refused, ViolatesField("region.bps_code", code::kTextMalformed));

  v1::Region backwards = RegionOf("35.08.21.2009", "Baru");
  *backwards.mutable_valid_from() = Day(2025, 7, 1);
  *backwards.mutable_valid_to() = Day(2025, 6, 30);
  EXPECT_THAT(Create(backwards),
              ViolatesField("region.valid_to", code::kDateOrder));
  EXPECT_THAT(Create({}), ViolatesField("region.name", code::kRequired));
}

TEST_F(RegisterHandlerTest, ValidatingOnlyStoresNothing) {
  auto checked = Create(RegionOf("36", "BANTEN"), /*validate_only=*/true);
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->etag(), "1");
  EXPECT_THAT(Get("regions/36"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Create(RegionOf("36.01", "KABUPATEN PANDEGLANG")),
              ViolatesField("region.name", code::kUnknownRegion));
}

TEST_F(RegisterHandlerTest, AnUpdateReplacesTheWholeContent) {
  auto district = Get("regions/35.08.21");
  ASSERT_THAT(district, IsOk());
  v1::Region changed = *district;
  changed.set_display_name("Sumber Suko");
  changed.clear_bps_code();
  auto updated = Update(changed);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->display_name(), "Sumber Suko");
  EXPECT_EQ(updated->bps_code(), "");
  EXPECT_EQ(updated->etag(), "2");
}

TEST_F(RegisterHandlerTest, AResentUpdateReturnsWhatTheFirstMade) {
  v1::Region changed = RegionOf("35.08.21", "Sumber Suko");
  changed.set_etag("1");
  ASSERT_THAT(Update(changed), IsOk());
  auto resent = Update(changed);
  ASSERT_THAT(resent, IsOk());
  EXPECT_EQ(resent->etag(), "2");
}

TEST_F(RegisterHandlerTest, AnUpdateNeedsTheNewestEtag) {
  v1::Region changed = RegionOf("35.08.21", "Sumber Suko");
  EXPECT_THAT(Update(changed), ViolatesField("region.etag", code::kRequired));
  changed.set_etag("7");
  EXPECT_THAT(Update(changed), StatusIs(absl::StatusCode::kAborted));
  v1::Region missing = RegionOf("36", "BANTEN");
  missing.set_etag("1");
  EXPECT_THAT(Update(missing), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(RegisterHandlerTest, NamesThatAreNoneAreRefused) {
  for (const char* name : {"35", "regions/", "regions/3508", "districts/35.08",
                           "regions/35.08.21.2001.1"}) {
    EXPECT_THAT(Get(name), ViolatesField("name", code::kNameMalformed)) << name;
  }
  EXPECT_THAT(Get("regions/11"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(RegisterHandlerTest, PagesHoldEveryRegionOnceInOrder) {
  v1::ListRegionsRequest request;
  request.set_page_size(4);
  std::vector<std::string> names;
  do {
    auto page = calls_(&Stub::ListRegions, request);
    ASSERT_THAT(page, IsOk());
    for (const v1::Region& region : page->regions()) {
      names.push_back(region.name());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, SizeIs(11));
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST_F(RegisterHandlerTest, APageTokenBelongsToItsQuery) {
  v1::ListRegionsRequest request;
  request.set_page_size(4);
  auto page = calls_(&Stub::ListRegions, request);
  ASSERT_THAT(page, IsOk());
  request.set_page_token(page->next_page_token());
  request.set_within("regions/35.08");
  EXPECT_THAT(calls_(&Stub::ListRegions, request),
              ViolatesField("page_token", code::kPageTokenInvalid));
}

TEST_F(RegisterHandlerTest, ListsOneLevelInsideOneRegionOnly) {
  ASSERT_THAT(Create(RegionOf("35.07", "KABUPATEN MALANG")), IsOk());
  v1::ListRegionsRequest request;
  request.set_within("regions/35.08");
  request.set_level(v1::REGION_LEVEL_DISTRICT);
  auto districts = calls_(&Stub::ListRegions, request);
  ASSERT_THAT(districts, IsOk());
  ASSERT_EQ(districts->regions_size(), 1);
  EXPECT_EQ(districts->regions(0).name(), "regions/35.08.21");

  request.set_level(static_cast<v1::RegionLevel>(9));
  request.set_within("regions/x");
  request.set_page_size(1001);
  const auto refused = calls_(&Stub::ListRegions, request);
  EXPECT_THAT(refused, ViolatesField("within", code::kNameMalformed));
  EXPECT_THAT(refused, ViolatesField("level", code::kUnknownCode));
  EXPECT_THAT(refused, ViolatesField("page_size", code::kOutOfRange));
}

TEST_F(RegisterHandlerTest, AServiceIsStoredOnceAndReplacedWithItsEtag) {
  ASSERT_THAT(Put(ServiceOf("ktp")), IsOk());
  auto again = Put(ServiceOf("ktp"));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->etag(), "1");

  v1::OfferedService ended = ServiceOf("ktp");
  *ended.mutable_valid_to() = Day(2025, 12, 31);
  EXPECT_THAT(Put(ended), HasReason(code::kNameTaken));
  ended.set_etag("1");
  auto replaced = Put(ended);
  ASSERT_THAT(replaced, IsOk());
  EXPECT_EQ(replaced->etag(), "2");
  EXPECT_THAT(Put(ended), IsOk()) << "a resend after a lost reply";
  ended.set_display_name("Other");
  EXPECT_THAT(Put(ended), HasReason(code::kEtagStale));
}

TEST_F(RegisterHandlerTest, AServiceThatIsNotThereHasNoEtag) {
  v1::OfferedService service = ServiceOf("ktp");
  service.set_etag("1");
  EXPECT_THAT(Put(service), HasReason(code::kEtagStale));
}

TEST_F(RegisterHandlerTest, ServicesAreListedByCode) {
  ASSERT_THAT(Put(ServiceOf("ktp")), IsOk());
  ASSERT_THAT(Put(ServiceOf("akta")), IsOk());
  ASSERT_THAT(Put(ServiceOf("kk"), /*validate_only=*/true), IsOk());
  auto list = Services();
  ASSERT_THAT(list, IsOk());
  ASSERT_EQ(list->offered_services_size(), 2);
  EXPECT_EQ(list->offered_services(0).name(),
            "districts/35.08.21/offeredServices/akta");
  EXPECT_EQ(list->offered_services(1).display_name(), "Pelayanan ktp");
}

TEST_F(RegisterHandlerTest, ServiceNamesFollowTheirRule) {
  for (const std::string& code :
       {std::string("KTP"), std::string("a b"), std::string(""),
        std::string(41, 'a'), std::string("a/b")}) {
    EXPECT_THAT(Put(ServiceOf(code)),
                ViolatesField("offered_service.name", code::kNameMalformed))
        << code;
  }
  EXPECT_THAT(Put(ServiceOf(std::string(40, 'a'))), IsOk());
  v1::OfferedService elsewhere = ServiceOf("ktp");
  elsewhere.set_name("districts/35.08.20/offeredServices/ktp");
  EXPECT_THAT(Put(elsewhere),
              ViolatesField("offered_service.name", code::kUnknownRegion));
  v1::ListOfferedServicesRequest request;
  request.set_parent("districts/35.08.20");
  EXPECT_THAT(calls_(&Stub::ListOfferedServices, request),
              ViolatesField("parent", code::kUnknownRegion));
}

TEST_F(RegisterHandlerTest, PopulationsAreKeptByYear) {
  ASSERT_THAT(Put(PopulationOf(2025, 37'000)), IsOk());
  ASSERT_THAT(Put(PopulationOf(2024, 36'500)), IsOk());
  EXPECT_THAT(Put(PopulationOf(2025, 38'000)), HasReason(code::kNameTaken));
  v1::ServedPopulation corrected = PopulationOf(2025, 38'000);
  corrected.set_etag("1");
  ASSERT_THAT(Put(corrected), IsOk());

  v1::ListServedPopulationsRequest request;
  request.set_parent("districts/35.08.21");
  auto list = calls_(&Stub::ListServedPopulations, request);
  ASSERT_THAT(list, IsOk());
  ASSERT_EQ(list->served_populations_size(), 2);
  EXPECT_EQ(list->served_populations(0).people(), 36'500);
  EXPECT_EQ(list->served_populations(1).people(), 38'000);
}

TEST_F(RegisterHandlerTest, PopulationsHaveBounds) {
  EXPECT_THAT(Put(PopulationOf(1999, 10)),
              ViolatesField("served_population.name", code::kOutOfRange));
  EXPECT_THAT(Put(PopulationOf(2025, 0)),
              ViolatesField("served_population.people", code::kOutOfRange));
  EXPECT_THAT(Put(PopulationOf(2025, 10'000'001)),
              ViolatesField("served_population.people", code::kOutOfRange));
  v1::ServedPopulation unsourced = PopulationOf(2025, 10);
  unsourced.set_source("ab");
  EXPECT_THAT(Put(unsourced),
              ViolatesField("served_population.source", code::kTooShort));
  unsourced.set_name("districts/35.08.21/servedPopulations/25");
  EXPECT_THAT(Put(unsourced),
              ViolatesField("served_population.name", code::kNameMalformed));
}

}  // namespace
}  // namespace iku::collection
