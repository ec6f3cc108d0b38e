#include "services/indicator/target/target_proto.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/macros.h"
#include "common/text/text_check.h"
#include "services/indicator/names.h"
#include "services/indicator/timestamp.h"

namespace iku::indicator {
namespace {

constexpr char kNamePattern[] =
    "districts/{district}/targets/{indicator}.{year or year-Qn}";
constexpr size_t kLongestShown = 100;

void AddMalformed(absl::string_view name, absl::string_view field,
                  Violations& found) {
  found.Add(field, code::kNameMalformed,
            {{"value", std::string(name.substr(0, kLongestShown))},
             {"pattern", kNamePattern}});
}

std::optional<Period> TargetPeriod(absl::string_view text) {
  const auto period = Period::Parse(text);
  if (!period.ok() || period->Year() < kFirstTargetYear ||
      period->Year() > kLastTargetYear) {
    return std::nullopt;
  }
  if (period->kind() != Period::Kind::kYear &&
      period->kind() != Period::Kind::kQuarter) {
    return std::nullopt;
  }
  return *period;
}

std::optional<Decimal> CheckValue(absl::string_view text,
                                  absl::string_view field, Violations& found) {
  constexpr size_t kLongestValue = 20;
  if (text.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const auto value = Decimal::Parse(text);
  if (!value.ok() || text.size() > kLongestValue ||
      value->digits() > kMostTargetDigits || value->ToRational() < 0) {
    found.Add(field, code::kTextMalformed,
              {{"value", std::string(text.substr(0, kLongestShown))},
               {"pattern", "86, 87.5, 87.1234"}});
    return std::nullopt;
  }
  return *value;
}

// "100", or "99.90" where the rules have weights that were rounded.
std::string ForPeople(const Rational& highest) {
  if (highest.IsWhole()) return highest.ToFraction();
  return Round(highest, 2, Rounding::kHalfUp).ToString();
}

// Where less is better a high target is merely a mild one.
void CheckReachable(const TargetKey& key, const Decimal& value,
                    absl::string_view field, const Rules& rules,
                    Violations& found) {
  if (rules.LowerIsBetter(key.indicator)) return;
  const Rational highest = rules.HighestValueOf(key.indicator);
  if (value.ToRational() <= highest) return;
  found.Add(field, code::kUnreachable,
            {{"value", value.ToString()}, {"highest", ForPeople(highest)}});
}

}  // namespace

std::optional<TargetKey> CheckTargetName(absl::string_view name,
                                         absl::string_view field,
                                         const Rules& rules,
                                         Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  constexpr absl::string_view kCollection = "/targets/";
  const size_t cut = name.find(kCollection);
  const absl::string_view id = cut == absl::string_view::npos
                                   ? ""
                                   : name.substr(cut + kCollection.size());
  const size_t dot = id.find('.');
  if (dot == absl::string_view::npos) {
    AddMalformed(name, field, found);
    return std::nullopt;
  }
  Violations of_district;
  const auto district =
      DistrictInName(name.substr(0, cut), "", field, of_district);
  const auto period = TargetPeriod(id.substr(dot + 1));
  if (!district.has_value() || !period.has_value()) {
    AddMalformed(name, field, found);
    return std::nullopt;
  }
  const absl::string_view indicator = id.substr(0, dot);
  if (rules.FindIndicator(indicator) == nullptr) {
    found.Add(field, code::kUnknownIndicator,
              {{"value", std::string(indicator.substr(0, kLongestShown))},
               {"allowed", absl::StrJoin(rules.indicator_ids(), ", ")}});
    return std::nullopt;
  }
  return TargetKey{*district, std::string(indicator), *period};
}

absl::StatusOr<Target> FromProto(const v1::PutTargetRequest& request,
                                 const Rules& rules) {
  const v1::Target& target = request.target();
  Violations found;
  const auto key = CheckTargetName(target.name(), "target.name", rules, found);
  const auto value = CheckValue(target.value(), "target.value", found);
  if (key.has_value() && value.has_value() && !request.allow_unreachable()) {
    CheckReachable(*key, *value, "target.value", rules, found);
  }
  std::string source =
      CheckText("target.source", target.source(),
                {.shortest = 3, .longest = 300, .free_text = true}, found);
  RETURN_IF_ERROR(found.ToStatus());
  return Target{*key, *value, std::move(source)};
}

v1::Target ToProto(const StoredTarget& stored) {
  v1::Target target;
  target.set_name(NameOf(stored.target.key));
  target.set_value(stored.target.value.ToString());
  target.set_source(stored.target.source);
  target.set_etag(stored.Etag());
  *target.mutable_update_time() = ToProto(stored.update_time);
  target.set_withdrawn(stored.withdrawn);
  return target;
}

}  // namespace iku::indicator
