#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/as_of_time.h"
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

AskedMoment CheckAsOf(const v1::FactsSelection& sent, const FactsLimits& limits,
                      Violations& found) {
  AskedMoment moment;
  if (sent.as_of_version() != 0) {
    CheckRange("selection.as_of_version", sent.as_of_version(), 1,
               limits.newest_version, found);
    moment.version = sent.as_of_version();
  }
  if (sent.has_as_of_time()) {
    moment.time = CheckAsOfTime("selection.as_of_time", sent.as_of_time(),
                                moment.version.has_value(), limits.now, found);
  }
  return moment;
}

FactsSelection CheckSelection(const v1::FactsSelection& sent,
                              Violations& found) {
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
  return selection;
}

// Behind the first page: the district it ended with, and the moment.
struct PageStart {
  std::string after;
  std::optional<FactsMoment> moment;
};

// `version microseconds district`.
PageStart CheckPageStart(absl::string_view token, absl::string_view query,
                         int64_t newest_version, Violations& found) {
  constexpr char kField[] = "page_token";
  const std::optional<Cursor> last =
      CheckPageToken(kField, token, query, found);
  if (!last) return {};
  const std::vector<std::string> parts = absl::StrSplit(last->id, ' ');
  FactsMoment moment;
  int64_t micros = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &moment.version) ||
      !absl::SimpleAtoi(parts[1], &micros) ||
      // A store that a backup took the place of.
      moment.version > newest_version) {
    found.Add(kField, code::kPageTokenInvalid);
    return {};
  }
  moment.time = absl::FromUnixMicros(micros);
  return {parts[2], moment};
}

}  // namespace

absl::StatusOr<DistrictQuery> FromProto(
    const v1::GetDistrictFactsRequest& request, const FactsLimits& limits) {
  Violations found;
  auto district =
      CheckDistrictName("name", request.name(), kDistrictPattern, found);
  FactsSelection selection = CheckSelection(request.selection(), found);
  const AskedMoment moment = CheckAsOf(request.selection(), limits, found);
  RETURN_IF_ERROR(found.ToStatus());
  return DistrictQuery{*std::move(district), std::move(selection), moment};
}

absl::StatusOr<DistrictsQuery> FromProto(
    const v1::ListDistrictFactsRequest& request, const FactsLimits& limits) {
  Violations found;
  auto region = CheckRegionName("region", request.region(), found);
  if (region && region->level() == RegionLevel::kVillage) {
    AddNameMalformed("region", request.region(), kRegionPattern, found);
  }
  FactsSelection selection = CheckSelection(request.selection(), found);
  AskedMoment moment = CheckAsOf(request.selection(), limits, found);
  CheckRange("page_size", request.page_size(), 0, kLargestPageSize, found);
  v1::ListDistrictFactsRequest bound = request;
  bound.clear_page_size();
  bound.clear_page_token();
  std::string text =
      absl::StrCat("ListDistrictFacts ", bound.SerializeAsString());
  PageStart start =
      CheckPageStart(request.page_token(), text, limits.newest_version, found);
  RETURN_IF_ERROR(found.ToStatus());
  if (start.moment) {
    moment = {start.moment->version, moment.time.value_or(start.moment->time)};
  }
  return DistrictsQuery{
      *std::move(region),
      std::move(selection),
      moment,
      request.page_size() == 0 ? kDefaultPageSize : request.page_size(),
      std::move(start.after),
      std::move(text)};
}

std::string NextPageToken(const DistrictsQuery& query, absl::string_view after,
                          const FactsMoment& moment) {
  return MakePageToken(
      Cursor{0, absl::StrCat(moment.version, " ",
                             absl::ToUnixMicros(moment.time), " ", after)},
      query.text);
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
