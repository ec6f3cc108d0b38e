#include "services/collection/record/validation.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/civil/region_code.h"
#include "common/civil/zone.h"
#include "common/text/personal_data.h"
#include "common/text/utf8.h"

namespace iku::collection {
namespace {

constexpr size_t kLongestId = 63;
constexpr char kIdPattern[] = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
constexpr char kDistrictPattern[] = "districts/PP.KK.CC";
constexpr Date kFirstDay{kFirstYear, 1, 1};
constexpr Date kLastDay{kLastYear, 12, 31};

bool IsId(absl::string_view id) {
  if (id.empty() || id.size() > kLongestId) return false;
  if (id.front() == '-' || id.back() == '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

bool IsDistrictCode(absl::string_view code) {
  const auto parsed = RegionCode::Parse(code);
  return parsed.ok() && parsed->level() == RegionLevel::kDistrict;
}

Date FromProto(const google::type::Date& date) {
  return {date.year(), date.month(), date.day()};
}

bool CheckKnown(absl::string_view field, absl::string_view district,
                const RegisterView& regions, Violations& found) {
  if (regions.FindRegion(district)) return true;
  found.Add(field, code::kUnknownRegion, {{"value", std::string(district)}});
  return false;
}

// The id itself is not shown: it would stand in logs.
bool CheckNotPersonal(absl::string_view field, absl::string_view id,
                      Violations& found) {
  const std::optional<PersonalData> kind = PersonalDataAsId(id);
  if (!kind) return true;
  found.Add(field, code::kPersonalData,
            {{"kind", *kind == PersonalData::kNik ? "NIK" : "PHONE"}});
  return false;
}

}  // namespace

void AddNameMalformed(absl::string_view field, absl::string_view name,
                      absl::string_view pattern, Violations& found) {
  found.Add(field, code::kNameMalformed,
            {{"value", Shown(name)}, {"pattern", std::string(pattern)}});
}

std::optional<RecordKey> CheckName(absl::string_view field,
                                   absl::string_view name,
                                   absl::string_view collection,
                                   const RegisterView& regions,
                                   Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 4 || parts[0] != "districts" || parts[2] != collection ||
      !IsDistrictCode(parts[1]) || !IsId(parts[3])) {
    AddNameMalformed(
        field, name,
        absl::StrCat(kDistrictPattern, "/", collection, "/", kIdPattern),
        found);
    return std::nullopt;
  }
  if (!CheckKnown(field, parts[1], regions, found)) return std::nullopt;
  return RecordKey{std::string(parts[1]), std::string(parts[3])};
}

std::optional<RecordKey> CheckNewName(absl::string_view field,
                                      absl::string_view name,
                                      absl::string_view collection,
                                      const RegisterView& regions,
                                      Violations& found) {
  std::optional<RecordKey> key =
      CheckName(field, name, collection, regions, found);
  if (key && !CheckNotPersonal(field, key->id, found)) return std::nullopt;
  return key;
}

std::optional<std::string> CheckParent(absl::string_view field,
                                       absl::string_view parent,
                                       const RegisterView& regions,
                                       Violations& found) {
  if (parent.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(parent, '/');
  if (parts.size() != 2 || parts[0] != "districts" ||
      !IsDistrictCode(parts[1])) {
    AddNameMalformed(field, parent, kDistrictPattern, found);
    return std::nullopt;
  }
  if (!CheckKnown(field, parts[1], regions, found)) return std::nullopt;
  return std::string(parts[1]);
}

void CheckId(absl::string_view field, absl::string_view id, Violations& found) {
  if (id.empty()) {
    found.Add(field, code::kRequired);
  } else if (!IsId(id)) {
    found.Add(field, code::kTextMalformed,
              {{"value", Shown(id)}, {"pattern", kIdPattern}});
  }
}

void CheckNewId(absl::string_view field, absl::string_view id,
                Violations& found) {
  CheckId(field, id, found);
  CheckNotPersonal(field, id, found);
}

std::optional<Date> CheckDate(absl::string_view field, bool present,
                              const google::type::Date& date, Presence presence,
                              Violations& found) {
  if (!present) {
    if (presence == Presence::kRequired) found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const Date day = FromProto(date);
  if (!Exists(day)) {
    found.Add(field, code::kDateInvalid, {{"value", ToString(day)}});
    return std::nullopt;
  }
  if (!IsValid(day)) {
    found.Add(field, code::kOutOfRange,
              {{"value", ToString(day)},
               {"lowest", ToString(kFirstDay)},
               {"highest", ToString(kLastDay)}});
    return std::nullopt;
  }
  return day;
}

std::optional<Date> CheckPastDate(absl::string_view field, bool present,
                                  const google::type::Date& date, Date today,
                                  Presence presence, Violations& found) {
  // Before the range of years, so that 2225 typed for 2025 is in the future.
  const Date day = FromProto(date);
  if (present && Exists(day) && day > today) {
    found.Add(field, code::kDateInFuture,
              {{"value", ToString(day)}, {"today", ToString(today)}});
    return std::nullopt;
  }
  return CheckDate(field, present, date, presence, found);
}

void CheckOrder(absl::string_view earlier_field, std::optional<Date> earlier,
                absl::string_view later_field, std::optional<Date> later,
                Violations& found) {
  if (!earlier || !later || *earlier <= *later) return;
  found.Add(later_field, code::kDateOrder,
            {{"value", ToString(*later)},
             {"other", std::string(earlier_field)},
             {"other_value", ToString(*earlier)}});
}

Date TodayOf(const RecordKey& key, absl::Time now) {
  return TodayIn(now, key.district.substr(0, 2));
}

google::type::Date ToProto(Date date) {
  google::type::Date proto;
  proto.set_year(date.year);
  proto.set_month(date.month);
  proto.set_day(date.day);
  return proto;
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  constexpr int64_t kMicrosInSecond = 1'000'000;
  google::protobuf::Timestamp proto;
  const int64_t seconds = absl::ToUnixSeconds(time);
  const int64_t micros = absl::ToUnixMicros(time) - seconds * kMicrosInSecond;
  proto.set_seconds(seconds);
  proto.set_nanos(static_cast<int32_t>(micros * 1000));
  return proto;
}

}  // namespace iku::collection
