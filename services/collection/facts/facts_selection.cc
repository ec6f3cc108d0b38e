#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/facts/facts_proto.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record_handling.h"
#include "services/collection/record/validation.h"
#include "services/collection/register/register_proto.h"
#include "services/collection/village_document/village_document.h"

namespace iku::collection {
namespace {

constexpr char kDistrictPattern[] = "districts/PP.KK.CC";
constexpr char kRegionPattern[] =
    "regions/PP, regions/PP.KK or regions/PP.KK.CC";
constexpr int kMostFiscalYears = 10;
constexpr int kMostEarlierPeriods = 12;
constexpr int kDefaultPageSize = 50;
constexpr int kLargestPageSize = 200;

// `districts/{district}`, in the register or not.
std::optional<RegionCode> CheckDistrictName(absl::string_view field,
                                            absl::string_view name,
                                            absl::string_view pattern,
                                            Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  absl::string_view code = name;
  const bool prefixed = absl::ConsumePrefix(&code, "districts/");
  auto parsed = RegionCode::Parse(prefixed ? code : "");
  if (!parsed.ok() || parsed->level() != RegionLevel::kDistrict) {
    AddNameMalformed(field, name, pattern, found);
    return std::nullopt;
  }
  return *std::move(parsed);
}

void CheckRange(absl::string_view field, int64_t value, int64_t lowest,
                int64_t highest, Violations& found) {
  if (value >= lowest && value <= highest) return;
  found.Add(field, code::kOutOfRange,
            {{"value", absl::StrCat(value)},
             {"lowest", absl::StrCat(lowest)},
             {"highest", absl::StrCat(highest)}});
}

// Whether a list is not longer than `limit`.
void CheckSize(absl::string_view field, int size, int limit,
               Violations& found) {
  if (size <= limit) return;
  found.Add(field, code::kTooMany,
            {{"count", absl::StrCat(size)}, {"limit", absl::StrCat(limit)}});
}

std::vector<int> CheckFiscalYears(const v1::FactsSelection& sent,
                                  Violations& found) {
  constexpr char kField[] = "selection.document_fiscal_years";
  const int size = sent.document_fiscal_years_size();
  CheckSize(kField, size, kMostFiscalYears, found);
  std::vector<int> years;
  for (int i = 0; i < std::min(size, kMostFiscalYears); ++i) {
    const int year = sent.document_fiscal_years(i);
    CheckRange(absl::StrCat(kField, "[", i, "]"), year, kFirstFiscalYear,
               kLastFiscalYear, found);
    years.push_back(year);
  }
  return years;
}

std::set<SurveyDimension> CheckDimensions(const v1::FactsSelection& sent,
                                          Violations& found) {
  constexpr char kField[] = "selection.survey_dimensions";
  constexpr int kMostDimensions = v1::SurveyDimension_MAX;
  const int size = sent.survey_dimensions_size();
  CheckSize(kField, size, kMostDimensions, found);
  std::set<SurveyDimension> dimensions;
  for (int i = 0; i < std::min(size, kMostDimensions); ++i) {
    const v1::SurveyDimension dimension =
        CheckEnum(absl::StrCat(kField, "[", i, "]"), sent.survey_dimensions(i),
                  Presence::kRequired, found);
    dimensions.insert(static_cast<SurveyDimension>(dimension));
  }
  return dimensions;
}

std::vector<Period> CheckEarlierPeriods(const v1::FactsSelection& sent,
                                        Violations& found) {
  constexpr char kField[] = "selection.earlier_survey_periods";
  const int size = sent.earlier_survey_periods_size();
  CheckSize(kField, size, kMostEarlierPeriods, found);
  std::vector<Period> periods;
  for (int i = 0; i < std::min(size, kMostEarlierPeriods); ++i) {
    const std::string& text = sent.earlier_survey_periods(i);
    const std::string field = absl::StrCat(kField, "[", i, "]");
    if (text.empty()) found.Add(field, code::kRequired);
    if (const auto period = CheckPeriod(field, text, found)) {
      periods.push_back(*period);
    }
  }
  return periods;
}

// The instant, not later than now.
std::optional<absl::Time> CheckAsOfTime(const v1::FactsSelection& sent,
                                        absl::Time now, Violations& found) {
  constexpr char kField[] = "selection.as_of_time";
  if (!sent.has_as_of_time()) return std::nullopt;
  const google::protobuf::Timestamp& stamp = sent.as_of_time();
  // The years 1 to 9999, as google.protobuf.Timestamp says.
  constexpr int64_t kFirstSecond = -62'135'596'800;
  constexpr int64_t kLastSecond = 253'402'300'799;
  if (stamp.seconds() < kFirstSecond || stamp.seconds() > kLastSecond ||
      stamp.nanos() < 0 || stamp.nanos() > 999'999'999) {
    found.Add(kField, code::kTimeInvalid,
              {{"value",
                absl::StrCat(stamp.seconds(), " s ", stamp.nanos(), " ns")}});
    return std::nullopt;
  }
  const absl::Time time =
      absl::FromUnixSeconds(stamp.seconds()) + absl::Nanoseconds(stamp.nanos());
  if (time <= now) return time;
  found.Add(kField, code::kTimeInFuture,
            {{"value", absl::FormatTime(time, absl::UTCTimeZone())},
             {"now", absl::FormatTime(now, absl::UTCTimeZone())}});
  return std::nullopt;
}

void CheckAsOf(const v1::FactsSelection& sent, const FactsLimits& limits,
               FactsSelection& selection, Violations& found) {
  selection.as_of_time = CheckAsOfTime(sent, limits.now, found);
  if (sent.as_of_version() == 0) return;
  constexpr char kField[] = "selection.as_of_version";
  CheckRange(kField, sent.as_of_version(), 1, limits.newest_version, found);
  selection.as_of_version = sent.as_of_version();
  if (sent.has_as_of_time()) {
    found.Add(kField, code::kNotTogether, {{"other", "selection.as_of_time"}});
  }
}

FactsSelection CheckSelection(const v1::FactsSelection& sent,
                              const FactsLimits& limits, Violations& found) {
  FactsSelection selection;
  selection.survey_period =
      CheckPeriod("selection.survey_period", sent.survey_period(), found);
  selection.survey_dimensions = CheckDimensions(sent, found);
  selection.coordination_period = CheckPeriod(
      "selection.coordination_period", sent.coordination_period(), found);
  selection.document_fiscal_years = CheckFiscalYears(sent, found);
  selection.earlier_survey_periods = CheckEarlierPeriods(sent, found);
  selection.follow_up_cut_off =
      CheckDate("selection.follow_up_cut_off", sent.has_follow_up_cut_off(),
                sent.follow_up_cut_off(), Presence::kOptional, found);
  CheckAsOf(sent, limits, selection, found);
  return selection;
}

}  // namespace

absl::StatusOr<DistrictQuery> FromProto(
    const v1::GetDistrictFactsRequest& request, const FactsLimits& limits) {
  Violations found;
  auto district =
      CheckDistrictName("name", request.name(), kDistrictPattern, found);
  FactsSelection selection = CheckSelection(request.selection(), limits, found);
  RETURN_IF_ERROR(found.ToStatus());
  return DistrictQuery{*std::move(district), std::move(selection)};
}

absl::StatusOr<DistrictsQuery> FromProto(
    const v1::ListDistrictFactsRequest& request, const FactsLimits& limits) {
  Violations found;
  auto region = CheckRegionName("region", request.region(), found);
  if (region && region->level() == RegionLevel::kVillage) {
    AddNameMalformed("region", request.region(), kRegionPattern, found);
  }
  FactsSelection selection = CheckSelection(request.selection(), limits, found);
  CheckRange("page_size", request.page_size(), 0, kLargestPageSize, found);
  v1::ListDistrictFactsRequest bound = request;
  bound.clear_page_size();
  bound.clear_page_token();
  std::string text =
      absl::StrCat("ListDistrictFacts ", bound.SerializeAsString());
  const std::optional<Cursor> after =
      CheckPageToken("page_token", request.page_token(), text, found);
  RETURN_IF_ERROR(found.ToStatus());
  return DistrictsQuery{
      *std::move(region), std::move(selection),
      request.page_size() == 0 ? kDefaultPageSize : request.page_size(),
      after ? after->id : "", std::move(text)};
}

absl::StatusOr<VerifyQuery> FromProto(const v1::VerifyTalliesRequest& request) {
  if (request.name() == "districts/-") return VerifyQuery{};
  Violations found;
  auto district = CheckDistrictName(
      "name", request.name(), absl::StrCat(kDistrictPattern, " or districts/-"),
      found);
  RETURN_IF_ERROR(found.ToStatus());
  return VerifyQuery{std::move(district)};
}

}  // namespace iku::collection
