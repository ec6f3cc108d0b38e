#include "services/indicator/definition/rules_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/civil/date.h"
#include "common/civil/region_code.h"
#include "services/indicator/definition/checks.h"
#include "services/indicator/definition/deadlines_check.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/definition/policy_texts.h"
#include "services/indicator/definition/rules_from_proto.h"
#include "services/indicator/definition/tables_check.h"

namespace iku::indicator {
namespace {

constexpr std::array<const char*, 3> kIndicators = {
    kSatisfaction, kCoordinationFollowUp, kVillageDocuments};
constexpr size_t kLongestVersion = 60;

void CheckIndicator(const v1::IndicatorDefinition& definition,
                    absl::string_view field, Violations& found) {
  CheckText(definition.title(), absl::StrCat(field, ".title"), found);
  CheckText(definition.formula(), absl::StrCat(field, ".formula"), found);
  CheckText(definition.explanation(), absl::StrCat(field, ".explanation"),
            found);
  CheckText(definition.data_source(), absl::StrCat(field, ".data_source"),
            found);
  CheckText(definition.unit(), absl::StrCat(field, ".unit"), found);
  CheckLegalBasis(definition.legal_basis(), absl::StrCat(field, ".legal_basis"),
                  found);
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
  if (sheet.has_sheet_date()) {
    CheckDate(sheet.sheet_date(), absl::StrCat(field, ".sheet_date"), found);
  }
  const std::string basis = absl::StrCat(field, ".legal_basis");
  if (sheet.name() == kGeneralSheet && !sheet.legal_basis().empty()) {
    Unsound(basis, "what binds one district is not for all of them", found);
  } else if (!sheet.legal_basis().empty()) {
    CheckLegalBasis(sheet.legal_basis(), basis, found);
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

// The version is a part of a resource name, `ruleSets/{version}`; `-` there is
// the one in force.
void CheckVersion(absl::string_view version, Violations& found) {
  if (version.empty()) {
    found.Add("version", code::kRequired);
    return;
  }
  const bool allowed =
      version != "-" && version.size() <= kLongestVersion &&
      std::all_of(version.begin(), version.end(), [](unsigned char c) {
        return absl::ascii_isalnum(c) || c == '-' || c == '.' || c == '_';
      });
  if (allowed) return;
  found.Add("version", code::kTextMalformed,
            {{"value", std::string(version.substr(0, kLongestVersion))},
             {"pattern", "[A-Za-z0-9._-]{1,60}"}});
}

}  // namespace

Violations CheckRules(const v1::RuleSet& rules, Since since) {
  Violations found;
  CheckVersion(rules.version(), found);
  if (rules.has_valid_from()) {
    CheckDate(rules.valid_from(), "valid_from", found);
  } else {
    found.Add("valid_from", code::kRequired);
  }
  CheckLegalBasis(rules.legal_basis(), "legal_basis", found);
  CheckProfiles(rules, since, found);
  CheckDeadlineRules(rules, found);
  CheckDeadlineOverrides(rules, found);
  CheckPredicates(rules, found);
  CheckStatistics(rules, found);
  CheckIndicators(rules, found);
  CheckPolicyTexts(rules, found);
  CheckSheets(rules, found);
  return found;
}

}  // namespace iku::indicator
