#include "services/ikuctl/command/question.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/civil/date.h"
#include "common/civil/zone.h"
#include "common/status/macros.h"
#include "services/ikuctl/command/commands.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

void SetTime(absl::Time time, google::protobuf::Timestamp& proto) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  proto.set_seconds(seconds);
  proto.set_nanos(static_cast<int32_t>((time - absl::FromUnixSeconds(seconds)) /
                                       absl::Nanoseconds(1)));
}

absl::Time EndOf(const Date& day, absl::TimeZone zone) {
  return absl::FromCivil(absl::CivilDay(day.year, day.month, day.day) + 1,
                         zone) -
         absl::Microseconds(1);
}

absl::string_view ProvinceOf(absl::string_view code) {
  return code.substr(0, 2);
}

// The moment of --as_of; complains and gives now when it cannot be read.
Moment AsOf(const Options& options, absl::string_view code, absl::Time now,
            std::vector<Complaint>& wrong) {
  const absl::StatusOr<Moment> moment = MomentFrom(options.as_of, code, now);
  if (moment.ok()) return *moment;
  wrong.push_back({"as_of_wrong", {{"value", options.as_of}}});
  return {};
}

// Puts it into a request of one district or of many.
template <typename Request>
void SetMoment(const Moment& moment, Request& request) {
  if (moment.time) SetTime(*moment.time, *request.mutable_as_of_time());
  if (moment.version) request.set_as_of_version(*moment.version);
}

absl::StatusOr<int64_t> VersionFrom(absl::string_view digits) {
  int64_t number = 0;
  if (absl::SimpleAtoi(digits, &number) && number > 0) return number;
  return absl::InvalidArgumentError("version");
}

// Nothing for today.
absl::StatusOr<std::optional<absl::Time>> TimeFrom(absl::string_view text,
                                                   absl::string_view code,
                                                   absl::Time now) {
  if (const absl::StatusOr<Date> day = ParseDate(text); day.ok()) {
    const absl::string_view province = ProvinceOf(code);
    if (*day == TodayIn(now, province)) return std::nullopt;
    return EndOf(*day, ZoneOf(province));
  }
  absl::Time instant;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &instant, &error) &&
      instant > absl::UnixEpoch() && instant < absl::InfiniteFuture()) {
    return instant;
  }
  return absl::InvalidArgumentError("moment");
}

}  // namespace

std::vector<v1::Policy> PoliciesFrom(const std::string& text, const char* flag,
                                     std::vector<Complaint>& wrong) {
  std::vector<v1::Policy> policies;
  absl::string_view rest = text;
  char before = ';';
  while (!rest.empty()) {
    const size_t end = std::min(rest.find_first_of(",;"), rest.size());
    const absl::string_view piece =
        absl::StripAsciiWhitespace(rest.substr(0, end));
    const size_t equals = piece.find('=');
    if (equals != absl::string_view::npos && equals > 0) {
      v1::Policy& policy = policies.emplace_back();
      policy.set_name(std::string(piece.substr(0, equals)));
      policy.set_value(std::string(piece.substr(equals + 1)));
    } else if (before == ',' && !policies.empty() && equals != 0) {
      absl::StrAppend(policies.back().mutable_value(), ",", piece);
    } else if (!piece.empty()) {
      wrong.push_back(
          {"policy_wrong", {{"flag", flag}, {"value", std::string(piece)}}});
    }
    before = end < rest.size() ? rest[end] : ';';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return policies;
}

std::string NumberFrom(const std::string& text, const char* flag,
                       Language language, std::vector<Complaint>& wrong) {
  const size_t comma = text.find(',');
  if (comma == std::string::npos) {
    // To an Indonesian reader 1.000 is a thousand, to a machine it is 1.
    const size_t point = text.find('.');
    if (language == Language::kIndonesian && point != std::string::npos &&
        text.size() == point + 4) {
      wrong.push_back({"flag_number", {{"flag", flag}, {"value", text}}});
    }
    return text;
  }
  if (language == Language::kEnglish) {
    wrong.push_back({"decimal_comma", {{"flag", flag}, {"value", text}}});
    return text;
  }
  const bool is_decimal =
      comma > 0 && comma + 1 < text.size() &&
      std::count_if(text.begin(), text.end(), absl::ascii_isdigit) + 1 ==
          static_cast<std::ptrdiff_t>(text.size());
  if (!is_decimal) {
    wrong.push_back({"flag_number", {{"flag", flag}, {"value", text}}});
    return text;
  }
  std::string number = text;
  number[comma] = '.';
  return number;
}

std::string ChoiceFlags(const Options& options) {
  std::string flags;
  if (!options.profile.empty()) {
    absl::StrAppend(&flags, " --profile=", options.profile);
  }
  if (!options.policies.empty()) {
    absl::StrAppend(&flags, " --policies=\"", options.policies, "\"");
  }
  return flags;
}

absl::StatusOr<Moment> MomentFrom(absl::string_view text,
                                  absl::string_view code, absl::Time now) {
  Moment moment;
  if (text.empty()) return moment;
  if (absl::ConsumePrefix(&text, "version:")) {
    const size_t comma = text.find(',');
    ASSIGN_OR_RETURN(moment.version, VersionFrom(text.substr(0, comma)));
    if (comma == absl::string_view::npos) return moment;
    text.remove_prefix(comma + 1);
  }
  ASSIGN_OR_RETURN(moment.time, TimeFrom(text, code, now));
  if (moment.version && !moment.time) moment.time = now;
  return moment;
}

v1::ComputeRequest QuestionFrom(const Options& options, absl::Time now,
                                std::vector<Complaint>& wrong) {
  v1::ComputeRequest request;
  CheckDistrict(options, wrong);
  if (options.period.empty()) wrong.push_back({"period_missing", {}});
  request.set_district(absl::StrCat("districts/", options.district));
  request.set_period(options.period);
  request.set_profile(options.profile);
  for (const std::string& id : options.indicators) request.add_indicators(id);
  for (v1::Policy& policy :
       PoliciesFrom(options.policies, "--policies", wrong)) {
    *request.add_policies() = std::move(policy);
  }
  for (const std::string& one : options.breakdowns) request.add_breakdowns(one);
  request.set_earlier_periods(options.earlier_periods);
  request.set_rules_version(options.rules_version);
  SetMoment(AsOf(options, options.district, now, wrong), request);
  return request;
}

v1::BatchComputeRequest QuestionWithinFrom(const Options& options,
                                           absl::Time now,
                                           std::vector<Complaint>& wrong) {
  v1::BatchComputeRequest request;
  if (options.period.empty()) wrong.push_back({"period_missing", {}});
  request.set_region(absl::StrCat("regions/", options.within));
  request.set_period(options.period);
  request.set_profile(options.profile);
  for (const std::string& id : options.indicators) request.add_indicators(id);
  for (v1::Policy& policy :
       PoliciesFrom(options.policies, "--policies", wrong)) {
    *request.add_policies() = std::move(policy);
  }
  request.set_rules_version(options.rules_version);
  SetMoment(AsOf(options, options.within, now, wrong), request);
  const std::pair<const char*, bool> of_one_district[] = {
      {"--breakdowns", !options.breakdowns.empty()},
      {"--earlier_periods", options.earlier_periods != 0},
      {"--detail", options.detail}};
  for (const auto& [flag, given] : of_one_district) {
    if (given) wrong.push_back({"flag_one_district", {{"flag", flag}}});
  }
  return request;
}

}  // namespace iku::ctl
