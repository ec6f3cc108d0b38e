#include "services/ikuctl/output/roll_up.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ikuctl/output/indicators.h"
#include "services/ikuctl/output/number.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

std::string ValueWithGrade(const Page& page, const std::string& value,
                           const std::string& grade) {
  if (value.empty()) return page.Say("no_data");
  return absl::StrCat(ForReader(value, page.language), grade.empty() ? "" : " ",
                      grade);
}

// "Without data for ikm (2): 35.08.20, 35.08.22"; nothing for an empty list.
void PrintDistricts(
    const Page& page, const char* key, const v1::RolledUpIndicator& one,
    const google::protobuf::RepeatedPtrField<std::string>& districts) {
  if (districts.empty()) return;
  const std::string codes = absl::StrJoin(
      districts, ", ", [](std::string* out, const std::string& district) {
        absl::StrAppend(out, CodeOf(district));
      });
  const std::string text =
      page.Say(key, {{"indicator", one.id()},
                     {"count", absl::StrCat(districts.size())},
                     {"codes", codes}});
  for (const std::string& line : Wrap(text, page.width)) {
    page.out << line << "\n";
  }
}

void PrintChoices(const Page& page, const v1::RolledUpIndicator& one) {
  if (one.policies().empty() && one.profile().empty()) return;
  page.out << one.id() << ":";
  if (!one.profile().empty()) {
    page.out << " " << page.Say("profile") << " " << one.profile();
  }
  page.out << "\n";
  if (one.policies().empty()) return;
  for (const std::string& line :
       Wrap(ChoicesInShort(one.policies()), page.width - 2)) {
    page.out << "  " << line << "\n";
  }
}

// "biaya/tarif, waktu penyelesaian"; an element of a caller's own by its code.
std::string ElementsOf(const Page& page, const v1::LeftOutComponent& one) {
  return absl::StrJoin(
      one.elements(), ", ", [&](std::string* out, const std::string& code) {
        const std::string key = "element_" + code;
        absl::StrAppend(out, HasText(key) ? page.Say(key) : code);
      });
}

// Districts that are pooled and have no value of their own.
void PrintLeftOut(const Page& page, const v1::RolledUpIndicator& one) {
  if (one.left_out_size() == 0) return;
  const auto print = [&](const std::string& text) {
    for (const std::string& line : Wrap(text, page.width)) {
      page.out << line << "\n";
    }
  };
  print(page.Say(
      "left_out_of",
      {{"indicator", one.id()}, {"count", absl::StrCat(one.left_out_size())}}));
  for (const v1::LeftOutComponent& district : one.left_out()) {
    print(page.Say(district.elements_size() > 0 ? "left_out_unanswered"
                                                : "left_out_no_value",
                   {{"district", absl::StrCat(CodeOf(district.name()), " ",
                                              district.label())},
                    {"count", absl::StrCat(district.responses())},
                    {"elements", ElementsOf(page, district)}}));
  }
}

void PrintRanking(const Page& page, const v1::RolledUpIndicator& one,
                  int limit) {
  if (one.ranking_size() == 0) return;
  PrintHeading(page, page.Say("ranking_of", {{"indicator", one.title()}}));
  Table table({{page.Say("rank"), true},
               {.title = page.Say("district_code"), .whole = true},
               {page.Say("district")},
               {page.Say("value"), true},
               {page.Say("grade")}});
  const int shown = std::min(limit, one.ranking_size());
  for (int i = 0; i < shown; ++i) {
    const v1::RankedDistrict& ranked = one.ranking(i);
    table.Add({absl::StrCat(ranked.rank()), CodeOf(ranked.district()),
               ranked.district_name(), ForReader(ranked.value(), page.language),
               ranked.grade()});
  }
  page.out << table.Render(page.width);
  if (shown < one.ranking_size()) {
    page.out << page.Say("ranking_more",
                         {{"count", absl::StrCat(one.ranking_size() - shown)}})
             << "\n";
  }
}

}  // namespace

void PrintRollUpTables(const Page& page, const v1::RegionIndicators& roll_up,
                       int limit) {
  PrintHeading(page, page.Say("roll_up_of",
                              {{"code", CodeOf(roll_up.region())},
                               {"period", roll_up.period()},
                               {"count", absl::StrCat(roll_up.districts())}}));
  Table table({{page.Say("indicator")},
               {page.Say("pooled_of"), true},
               {page.Say("mean_of_units"), true},
               {page.Say("units_with_data"), true},
               {page.Say("units_without_data"), true}});
  for (const v1::RolledUpIndicator& one : roll_up.indicators()) {
    table.Add({absl::StrCat(one.title(), "\n", one.id()),
               ValueWithGrade(page, one.pooled(), one.pooled_grade()),
               ValueWithGrade(page, one.mean_of_units(), one.mean_grade()),
               absl::StrCat(one.units()),
               absl::StrCat(one.without_data_size())});
  }
  page.out << table.Render(page.width) << "\n";
  for (const v1::RolledUpIndicator& one : roll_up.indicators()) {
    PrintDistricts(page, "without_data_of", one, one.without_data());
    PrintDistricts(page, "nothing_received_of", one, one.nothing_received());
    PrintLeftOut(page, one);
  }
  for (const v1::RolledUpIndicator& one : roll_up.indicators()) {
    PrintChoices(page, one);
  }
  for (const v1::RolledUpIndicator& one : roll_up.indicators()) {
    PrintRanking(page, one, limit);
  }
}

std::vector<std::vector<std::string>> RollUpCsvLines(
    const v1::RegionIndicators& roll_up) {
  const auto line = [&](const char* combined) -> std::vector<std::string> {
    return {CodeOf(roll_up.region()), combined,
            roll_up.period(),         absl::StrCat(roll_up.data_version()),
            roll_up.rules_version(),  InstantOf(roll_up.as_of_time())};
  };
  std::vector<std::string> pooled = line("pooled");
  std::vector<std::string> mean = line("mean-of-units");
  for (const v1::RolledUpIndicator& one : roll_up.indicators()) {
    pooled.insert(pooled.end(), {one.pooled(), one.pooled_exact(), "", "",
                                 one.pooled_grade(), ""});
    mean.insert(mean.end(),
                {one.mean_of_units(), "", "", "", one.mean_grade(), ""});
  }
  return {pooled, mean};
}

}  // namespace iku::ctl
