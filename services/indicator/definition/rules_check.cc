#include "services/indicator/definition/rules_check.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/civil/date.h"
#include "common/civil/region_code.h"
#include "common/exact/rational.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/definition/rules_from_proto.h"

namespace iku::indicator {
namespace {

// What the survey asks about; the collection service takes no other element.
constexpr std::array<const char*, 9> kSurveyElements = {
    "requirements", "procedure", "time",       "cost",      "product",
    "competence",   "behaviour", "facilities", "complaints"};
constexpr std::array<const char*, 3> kDocumentKinds = {"rkpdesa", "apbdesa",
                                                       "lppdesa"};
constexpr std::array<const char*, 3> kIndicators = {
    kSatisfaction, kCoordinationFollowUp, kVillageDocuments};
constexpr int kMaxRoundingDigits = 6;

template <typename List>
bool Holds(const List& list, absl::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

void Unsound(absl::string_view field, absl::string_view problem,
             Violations& found) {
  found.Add(field, code::kRuleUnsound, {{"problem", std::string(problem)}});
}

template <typename List>
void CheckCode(absl::string_view value, const List& allowed,
               absl::string_view field, Violations& found) {
  if (Holds(allowed, value)) return;
  found.Add(field, code::kUnknownCode,
            {{"value", std::string(value)},
             {"allowed", absl::StrJoin(allowed, ", ")}});
}

void CheckRange(int value, int lowest, int highest, absl::string_view field,
                Violations& found) {
  if (lowest <= value && value <= highest) return;
  found.Add(field, code::kOutOfRange,
            {{"value", absl::StrCat(value)},
             {"lowest", absl::StrCat(lowest)},
             {"highest", absl::StrCat(highest)}});
}

void CheckText(const v1::LocalizedText& text, absl::string_view field,
               Violations& found) {
  if (text.id().empty()) found.Add(absl::StrCat(field, ".id"), code::kRequired);
  if (text.en().empty()) found.Add(absl::StrCat(field, ".en"), code::kRequired);
}

template <typename Texts>
void CheckLegalBasis(const Texts& basis, absl::string_view field,
                     Violations& found) {
  const std::string path = absl::StrCat(field, ".legal_basis");
  if (basis.empty()) found.Add(path, code::kRequired);
  for (int i = 0; i < basis.size(); ++i) {
    if (basis[i].empty()) {
      found.Add(absl::StrCat(path, "[", i, "]"), code::kRequired);
    }
  }
}

void CheckName(absl::string_view name, absl::string_view prefix,
               absl::string_view field, std::set<std::string>& names,
               Violations& found) {
  const std::string path = absl::StrCat(field, ".name");
  if (!absl::StartsWith(name, prefix) || name.size() == prefix.size()) {
    found.Add(path, code::kNameMalformed,
              {{"value", std::string(name)},
               {"pattern", absl::StrCat(prefix, "{id}")}});
  } else if (!names.insert(std::string(name)).second) {
    Unsound(path, absl::StrCat(name, " is repeated"), found);
  }
}

// True when the text is a number.
bool CheckNumber(absl::string_view text, absl::string_view field,
                 Violations& found) {
  if (Rational::Parse(text).ok()) return true;
  found.Add(field, code::kTextMalformed,
            {{"value", std::string(text)}, {"pattern", "1/9, 0.11, 88.31"}});
  return false;
}

void CheckRounding(const v1::Rounding& rounding, absl::string_view field,
                   Violations& found) {
  if (!v1::Rounding::Mode_IsValid(rounding.mode())) {
    Unsound(absl::StrCat(field, ".mode"), "unknown way of rounding", found);
  }
  if (rounding.mode() == v1::Rounding::MODE_UNSPECIFIED &&
      rounding.digits() != 0) {
    Unsound(absl::StrCat(field, ".mode"), "digits without a mode", found);
  }
  CheckRange(rounding.digits(), 0, kMaxRoundingDigits,
             absl::StrCat(field, ".digits"), found);
}

// A profile for another questionnaire shares no element with this one, so a
// single unknown element is a misspelt one.
void CheckElementCodes(const v1::Profile& profile, absl::string_view field,
                       Violations& found) {
  const bool is_for_this_survey = std::any_of(
      profile.elements().begin(), profile.elements().end(),
      [](const auto& e) { return Holds(kSurveyElements, e.element()); });
  if (!is_for_this_survey) return;
  for (int i = 0; i < profile.elements_size(); ++i) {
    CheckCode(profile.elements(i).element(), kSurveyElements,
              absl::StrCat(field, ".elements[", i, "].element"), found);
  }
}

void CheckProfile(const v1::Profile& profile, absl::string_view field,
                  Violations& found) {
  CheckText(profile.title(), absl::StrCat(field, ".title"), found);
  CheckText(profile.description(), absl::StrCat(field, ".description"), found);
  CheckElementCodes(profile, field, found);
  bool numbers_read = true;
  for (int i = 0; i < profile.elements_size(); ++i) {
    const std::string at = absl::StrCat(field, ".elements[", i, "]");
    CheckText(profile.elements(i).title(), absl::StrCat(at, ".title"), found);
    numbers_read &= CheckNumber(profile.elements(i).weight(),
                                absl::StrCat(at, ".weight"), found);
  }
  CheckRounding(profile.mean_rounding(), absl::StrCat(field, ".mean_rounding"),
                found);
  CheckRounding(profile.product_rounding(),
                absl::StrCat(field, ".product_rounding"), found);
  CheckRounding(profile.index_rounding(),
                absl::StrCat(field, ".index_rounding"), found);
  const std::string value_rounding = absl::StrCat(field, ".value_rounding");
  CheckRounding(profile.value_rounding(), value_rounding, found);
  if (profile.value_rounding().mode() == v1::Rounding::MODE_UNSPECIFIED) {
    found.Add(absl::StrCat(value_rounding, ".mode"), code::kRequired);
  }
  for (int i = 0; i < profile.grades_size(); ++i) {
    const std::string at = absl::StrCat(field, ".grades[", i, "]");
    CheckText(profile.grades(i).label(), absl::StrCat(at, ".label"), found);
    numbers_read &= CheckNumber(profile.grades(i).minimum(),
                                absl::StrCat(at, ".minimum"), found);
  }
  CheckLegalBasis(profile.legal_basis(), field, found);
  if (!numbers_read) return;
  if (auto sound = Validate(ProfileFromProto(profile)); !sound.ok()) {
    Unsound(field, sound.message(), found);
  }
}

void CheckProfiles(const v1::RuleSet& rules, Violations& found) {
  if (rules.profiles().empty()) found.Add("profiles", code::kRequired);
  std::set<std::string> names;
  for (int i = 0; i < rules.profiles_size(); ++i) {
    const std::string field = absl::StrCat("profiles[", i, "]");
    CheckName(rules.profiles(i).name(), kProfilePrefix, field, names, found);
    CheckProfile(rules.profiles(i), field, found);
  }
}

void CheckDeadlineRule(const v1::DeadlineRule& rule, absl::string_view field,
                       Violations& found) {
  CheckCode(rule.document_kind(), kDocumentKinds,
            absl::StrCat(field, ".document_kind"), found);
  CheckRange(rule.first_fiscal_year(), 2000, 2100,
             absl::StrCat(field, ".first_fiscal_year"), found);
  CheckRange(rule.year_offset(), -1, 1, absl::StrCat(field, ".year_offset"),
             found);
  if (!v1::DeadlineRule::CountedDate_IsValid(rule.counted_date()) ||
      rule.counted_date() == v1::DeadlineRule::COUNTED_DATE_UNSPECIFIED) {
    found.Add(absl::StrCat(field, ".counted_date"), code::kRequired);
  }
  if (rule.legal_basis().empty()) {
    found.Add(absl::StrCat(field, ".legal_basis"), code::kRequired);
  }
  CheckText(rule.title(), absl::StrCat(field, ".title"), found);
}

void CheckDeadlineRules(const v1::RuleSet& rules, Violations& found) {
  DeadlineBook book;
  std::set<std::string> kinds;
  for (int i = 0; i < rules.deadline_rules_size(); ++i) {
    const v1::DeadlineRule& rule = rules.deadline_rules(i);
    const std::string field = absl::StrCat("deadline_rules[", i, "]");
    CheckDeadlineRule(rule, field, found);
    kinds.insert(rule.document_kind());
    // A day that no year has is named here; the formula would also name what
    // follows from it. A leap year, so that 29 February is taken.
    if (!IsValid({.year = 2000, .month = rule.month(), .day = rule.day()})) {
      found.Add(absl::StrCat(field, ".day"), code::kDateInvalid,
                {{"value", absl::StrCat(rule.month(), "-", rule.day())}});
      continue;
    }
    book.rules.push_back(DeadlineRuleFromProto(rule));
  }
  for (const char* kind : kDocumentKinds) {
    if (kinds.count(kind) == 0) {
      Unsound("deadline_rules", absl::StrCat(kind, " has no rule"), found);
    }
  }
  if (auto sound = Validate(book); !sound.ok()) {
    Unsound("deadline_rules", sound.message(), found);
  }
}

void CheckIndicator(const v1::IndicatorDefinition& definition,
                    absl::string_view field, Violations& found) {
  CheckText(definition.title(), absl::StrCat(field, ".title"), found);
  CheckText(definition.formula(), absl::StrCat(field, ".formula"), found);
  CheckText(definition.explanation(), absl::StrCat(field, ".explanation"),
            found);
  CheckText(definition.data_source(), absl::StrCat(field, ".data_source"),
            found);
  CheckText(definition.unit(), absl::StrCat(field, ".unit"), found);
  CheckLegalBasis(definition.legal_basis(), field, found);
  const absl::string_view id =
      absl::StripPrefix(definition.name(), kIndicatorPrefix);
  CheckCode(id, kIndicators, absl::StrCat(field, ".name"), found);
  if (const int scale = id == kSatisfaction ? 25 : 100;
      definition.scale() != scale) {
    CheckRange(definition.scale(), scale, scale, absl::StrCat(field, ".scale"),
               found);
  }
  CheckPolicies(definition, field, found);
}

void CheckIndicators(const v1::RuleSet& rules, Violations& found) {
  std::set<std::string> names;
  for (int i = 0; i < rules.indicators_size(); ++i) {
    const v1::IndicatorDefinition& definition = rules.indicators(i);
    const std::string field = absl::StrCat("indicators[", i, "]");
    CheckName(definition.name(), kIndicatorPrefix, field, names, found);
    CheckRange(definition.number(), i + 1, i + 1,
               absl::StrCat(field, ".number"), found);
    CheckIndicator(definition, field, found);
  }
  for (const char* id : kIndicators) {
    if (names.count(absl::StrCat(kIndicatorPrefix, id)) == 0) {
      Unsound("indicators", absl::StrCat(id, " is missing"), found);
    }
  }
}

bool IsSheetName(absl::string_view name) {
  if (name == kGeneralSheet) return true;
  absl::string_view code = name;
  if (!absl::ConsumePrefix(&code, "districts/") ||
      !absl::ConsumeSuffix(&code, "/ikuSheet")) {
    return false;
  }
  const auto district = RegionCode::Parse(code);
  return district.ok() && district->level() == RegionLevel::kDistrict;
}

void CheckSheet(const v1::IkuSheet& sheet, absl::string_view field,
                Violations& found) {
  CheckText(sheet.organisation(), absl::StrCat(field, ".organisation"), found);
  CheckText(sheet.task(), absl::StrCat(field, ".task"), found);
  if (sheet.functions().empty()) {
    found.Add(absl::StrCat(field, ".functions"), code::kRequired);
  }
  for (int i = 0; i < sheet.functions_size(); ++i) {
    CheckText(sheet.functions(i), absl::StrCat(field, ".functions[", i, "]"),
              found);
  }
  CheckText(sheet.objective(), absl::StrCat(field, ".objective"), found);
  CheckText(sheet.objective_indicator(),
            absl::StrCat(field, ".objective_indicator"), found);
  CheckText(sheet.strategic_target(), absl::StrCat(field, ".strategic_target"),
            found);
  CheckText(sheet.responsible(), absl::StrCat(field, ".responsible"), found);
  if (!sheet.indicators().empty() || !sheet.rules_version().empty()) {
    Unsound(field, "indicators and rules_version are filled in when it is read",
            found);
  }
  const auto& date = sheet.sheet_date();
  if (sheet.has_sheet_date() &&
      !IsValid(
          {.year = date.year(), .month = date.month(), .day = date.day()})) {
    found.Add(absl::StrCat(field, ".sheet_date"), code::kDateInvalid,
              {{"value", absl::StrCat(date.year(), "-", date.month(), "-",
                                      date.day())}});
  }
}

void CheckSheets(const v1::RuleSet& rules, Violations& found) {
  std::set<std::string> names;
  for (int i = 0; i < rules.sheets_size(); ++i) {
    const v1::IkuSheet& sheet = rules.sheets(i);
    const std::string field = absl::StrCat("sheets[", i, "]");
    if (!IsSheetName(sheet.name())) {
      found.Add(absl::StrCat(field, ".name"), code::kNameMalformed,
                {{"value", sheet.name()},
                 {"pattern", "districts/{district}/ikuSheet"}});
    } else if (!names.insert(sheet.name()).second) {
      Unsound(absl::StrCat(field, ".name"),
              absl::StrCat(sheet.name(), " is repeated"), found);
    }
    CheckSheet(sheet, field, found);
  }
  if (names.count(kGeneralSheet) == 0) {
    Unsound("sheets", absl::StrCat(kGeneralSheet, " is missing"), found);
  }
}

}  // namespace

Violations CheckRules(const v1::RuleSet& rules) {
  Violations found;
  if (rules.version().empty()) found.Add("version", code::kRequired);
  CheckProfiles(rules, found);
  CheckDeadlineRules(rules, found);
  CheckIndicators(rules, found);
  CheckSheets(rules, found);
  return found;
}

}  // namespace iku::indicator
