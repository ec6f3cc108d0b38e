#include "common/civil/zone.h"

#include <algorithm>
#include <array>

#include "absl/time/civil_time.h"

namespace iku {
namespace {

constexpr int kHour = 60 * 60;
constexpr int kWestern = 7 * kHour;
constexpr int kMiddle = 8 * kHour;
constexpr int kEast = 9 * kHour;
constexpr std::array<int, 3> kOffsets = {kWestern, kMiddle, kEast};

constexpr std::array<absl::string_view, 8> kEastern = {"81", "82", "91", "92",
                                                       "93", "94", "95", "96"};
constexpr std::array<absl::string_view, 12> kCentral = {
    "51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"};

template <typename Codes>
bool Has(const Codes& codes, absl::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

absl::TimeZone ZoneOf(absl::string_view province_code) {
  if (Has(kEastern, province_code)) return absl::FixedTimeZone(kEast);
  if (Has(kCentral, province_code)) return absl::FixedTimeZone(kMiddle);
  return absl::FixedTimeZone(kWestern);
}

Date TodayIn(absl::Time now, absl::string_view province_code) {
  const absl::CivilDay day = absl::ToCivilDay(now, ZoneOf(province_code));
  return {.year = static_cast<int>(day.year()),
          .month = day.month(),
          .day = day.day()};
}

bool OnSameDay(absl::Time a, absl::Time b) {
  return std::all_of(kOffsets.begin(), kOffsets.end(), [&](int offset) {
    const absl::TimeZone zone = absl::FixedTimeZone(offset);
    return absl::ToCivilDay(a, zone) == absl::ToCivilDay(b, zone);
  });
}

}  // namespace iku
