#include "tests/bench/answers.h"

namespace iku::bench {
namespace {

namespace v1 = collection::v1;

constexpr const char* kElements[] = {
    "requirements", "procedure", "time",       "cost",      "product",
    "competence",   "behaviour", "complaints", "facilities"};
constexpr uint64_t kFirstMs = 1'735'689'600'000;  // 2025-01-01

// Splitmix64: a number that has nothing to do with its neighbours'.
uint64_t Noise(uint64_t number) {
  uint64_t z = (number + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

void PutBytes(uint64_t value, size_t first, size_t count, Uuid& id) {
  for (size_t i = 0; i < count; ++i) {
    id[first + i] = static_cast<uint8_t>(value >> (8 * (count - 1 - i)));
  }
}

int HexValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

// Takes the next of `count` values out of the noise.
int Pick(uint64_t& noise, int count) {
  const int value = static_cast<int>(noise % static_cast<uint64_t>(count));
  noise /= static_cast<uint64_t>(count);
  return value;
}

void SetDayOfYear(int day, google::type::Date& date) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int month = 0;
  while (day >= kDays[month]) day -= kDays[month++];
  date.set_year(2025);
  date.set_month(month + 1);
  date.set_day(day + 1);
}

}  // namespace

Uuid IdOf(int64_t number, Ids ids) {
  const uint64_t at = static_cast<uint64_t>(number);
  Uuid id;
  PutBytes(Noise(2 * at), 0, 8, id);
  PutBytes(Noise(2 * at + 1), 8, 8, id);
  if (ids == Ids::kAscending) PutBytes(kFirstMs + at, 0, 6, id);
  const int version = ids == Ids::kAscending ? 7 : 4;
  id[6] = static_cast<uint8_t>((id[6] & 0x0f) | (version << 4));
  id[8] = static_cast<uint8_t>((id[8] & 0x3f) | 0x80);
  return id;
}

std::string ToText(const Uuid& id) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (size_t i = 0; i < id.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[id[i] >> 4];
    text += kDigits[id[i] & 15];
  }
  return text;
}

Uuid UuidOf(const std::string& text) {
  Uuid id = {};
  size_t digits = 0;
  for (const char c : text) {
    if (c == '-') continue;
    const int value = HexValue(c);
    if (value < 0 || digits == 32) return {};
    uint8_t& byte = id[digits++ / 2];
    byte = static_cast<uint8_t>((byte << 4) | value);
  }
  return digits == 32 ? id : Uuid{};
}

void FillAnswer(int64_t number, Ids ids, Days days,
                v1::SurveyResponse& response) {
  response.Clear();
  response.set_name(std::string(kDistrict) + "/surveyResponses/" +
                    ToText(IdOf(number, ids)));
  uint64_t noise = Noise(static_cast<uint64_t>(number) ^ 0x5bd1e995);
  const int any_day = Pick(noise, 365);
  const int day = static_cast<int>(number / 1000 % 365);
  SetDayOfYear(days == Days::kRandom ? any_day : day,
               *response.mutable_response_date());
  for (const char* element : kElements) {
    v1::ElementScore& score = *response.add_scores();
    score.set_element(element);
    // As people answer: most are content.
    constexpr int kScores[] = {1, 2, 2, 3, 3, 3, 4, 4};
    score.set_score(kScores[Pick(noise, 8)]);
  }
  uint64_t who = Noise(noise);
  response.set_sex(static_cast<v1::Sex>(Pick(who, 3)));
  response.set_age_band(static_cast<v1::AgeBand>(Pick(who, 8)));
  response.set_education(static_cast<v1::Education>(Pick(who, 7)));
  response.set_occupation(static_cast<v1::Occupation>(Pick(who, 11)));
  response.set_channel(static_cast<v1::Channel>(Pick(who, 5)));
}

void AddAnswer(int64_t number, Ids ids, Days days, v1::SurveySheet& sheet) {
  v1::SurveyResponse response;
  FillAnswer(number, ids, days, response);
  if (sheet.elements().empty()) {
    for (const char* element : kElements) sheet.add_elements(element);
  }
  v1::SurveySheetRow& row = *sheet.add_rows();
  row.set_id(ToText(IdOf(number, ids)));
  *row.mutable_response_date() = response.response_date();
  for (const v1::ElementScore& score : response.scores()) {
    row.add_scores(score.score());
  }
  row.set_sex(response.sex());
  row.set_age_band(response.age_band());
  row.set_education(response.education());
  row.set_occupation(response.occupation());
  row.set_channel(response.channel());
}

}  // namespace iku::bench
