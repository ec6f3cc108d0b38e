#include "services/ikuctl/import/words.h"

#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "services/ikuctl/import/word_tables.h"

namespace iku::ctl {
namespace {

// The contract's own words: the name of the enum value, also without prefix.
std::optional<int> CodeInContract(const google::protobuf::EnumDescriptor& type,
                                  const std::string& plain) {
  const std::string prefix = Plain(type.name());
  for (int i = 1; i < type.value_count(); ++i) {
    const std::string name = Plain(type.value(i)->name());
    if (plain == name || plain == absl::StripPrefix(name, prefix)) {
      return type.value(i)->number();
    }
  }
  return std::nullopt;
}

std::optional<int> FindCode(const google::protobuf::EnumDescriptor& type,
                            absl::Span<const Word> words,
                            absl::string_view word) {
  const std::string plain = Plain(word);
  if (plain.empty()) return std::nullopt;
  for (const Word& known : words) {
    if (plain == known.plain) return known.code;
  }
  return CodeInContract(type, plain);
}

template <typename Enum>
std::optional<Enum> Find(absl::Span<const Word> words, absl::string_view word) {
  const std::optional<int> code =
      FindCode(*google::protobuf::GetEnumDescriptor<Enum>(), words, word);
  if (!code.has_value()) return std::nullopt;
  return static_cast<Enum>(*code);
}

template <typename Enum>
std::string ReaderWord(absl::Span<const Word> words, Enum code,
                       Language language) {
  if (language == Language::kIndonesian) {
    for (const Word& word : words) {
      if (word.code == code && word.usual != nullptr) return word.usual;
    }
  }
  const google::protobuf::EnumDescriptor& type =
      *google::protobuf::GetEnumDescriptor<Enum>();
  const auto* value = type.FindValueByNumber(code);
  if (value == nullptr) return absl::StrCat(static_cast<int>(code));
  // All values of a type start with its name: RECORD_STATE_ACTIVE.
  std::string prefix = type.value(0)->name();
  prefix.resize(prefix.size() - std::strlen("UNSPECIFIED"));
  return absl::AsciiStrToLower(absl::StrReplaceAll(
      absl::StripPrefix(value->name(), prefix), {{"_", " "}}));
}

template <typename Enum>
std::string Usual(absl::Span<const Word> words, Language language) {
  const google::protobuf::EnumDescriptor& type =
      *google::protobuf::GetEnumDescriptor<Enum>();
  std::vector<std::string> usual;
  for (int i = 1; i < type.value_count(); ++i) {
    usual.push_back(ReaderWord(
        words, static_cast<Enum>(type.value(i)->number()), language));
  }
  return absl::StrJoin(usual, ", ");
}

std::optional<v1::AgeBand> BandOfYears(absl::string_view text) {
  constexpr int kOldest = 130;
  int years = 0;
  if (!absl::SimpleAtoi(text, &years) || years < 0 || years > kOldest) {
    return std::nullopt;
  }
  if (years < 17) return v1::AGE_BAND_UNDER_17;
  if (years > 65) return v1::AGE_BAND_OVER_65;
  if (years <= 25) return v1::AGE_BAND_17_TO_25;
  return static_cast<v1::AgeBand>(v1::AGE_BAND_26_TO_35 + (years - 26) / 10);
}

}  // namespace

std::string Plain(absl::string_view text) {
  std::string plain;
  for (char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      plain.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    } else if ((static_cast<unsigned char>(c) & 0x80) != 0) {
      plain.push_back(c);
    }
  }
  return plain;
}

std::optional<v1::Sex> SexOf(absl::string_view word) {
  return Find<v1::Sex>(kSexes, word);
}
std::optional<v1::Education> EducationOf(absl::string_view word) {
  return Find<v1::Education>(kEducations, word);
}
std::optional<v1::Occupation> OccupationOf(absl::string_view word) {
  return Find<v1::Occupation>(kOccupations, word);
}
std::optional<v1::Channel> ChannelOf(absl::string_view word) {
  return Find<v1::Channel>(kChannels, word);
}
std::optional<v1::CoordinationKind> CoordinationKindOf(absl::string_view word) {
  return Find<v1::CoordinationKind>(kCoordinationKinds, word);
}
std::optional<v1::AgencyType> AgencyTypeOf(absl::string_view word) {
  return Find<v1::AgencyType>(kAgencyTypes, word);
}
std::optional<v1::FollowUpState> FollowUpStateOf(absl::string_view word) {
  return Find<v1::FollowUpState>(kFollowUpStates, word);
}
std::optional<v1::VillageDocumentKind> VillageDocumentKindOf(
    absl::string_view word) {
  return Find<v1::VillageDocumentKind>(kVillageDocumentKinds, word);
}
std::optional<v1::RecordState> RecordStateOf(absl::string_view word) {
  return Find<v1::RecordState>(kRecordStates, word);
}

std::optional<v1::IngestSessionState> IngestSessionStateOf(
    absl::string_view word) {
  return Find<v1::IngestSessionState>(kIngestSessionStates, word);
}
std::optional<v1::QuarantineState> QuarantineStateOf(absl::string_view word) {
  return Find<v1::QuarantineState>(kQuarantineStates, word);
}
std::optional<v1::ChangeAction> ChangeActionOf(absl::string_view word) {
  return Find<v1::ChangeAction>(kChangeActions, word);
}

std::optional<v1::RegionLevel> RegionLevelOf(absl::string_view word) {
  return Find<v1::RegionLevel>(kRegionLevels, word);
}

std::optional<v1::AgeBand> AgeBandOf(absl::string_view word) {
  word = absl::StripAsciiWhitespace(word);
  for (absl::string_view unit : {"tahun", "thn", "th", "years"}) {
    if (absl::EndsWithIgnoreCase(word, unit)) {
      word.remove_suffix(unit.size());
      word = absl::StripAsciiWhitespace(word);
    }
  }
  if (std::optional<v1::AgeBand> band = BandOfYears(word)) return band;
  const std::string plain = Plain(word);
  if (absl::StartsWith(word, "<") && plain == "17") {
    return v1::AGE_BAND_UNDER_17;
  }
  if (absl::StartsWith(word, ">") && plain == "65") {
    return v1::AGE_BAND_OVER_65;
  }
  return Find<v1::AgeBand>(kAgeBands, word);
}

std::optional<int> CodeOfWord(const google::protobuf::EnumDescriptor& type,
                              absl::string_view word) {
  if (&type == v1::AgeBand_descriptor()) return AgeBandOf(word);
  absl::Span<const Word> words;
  for (const auto& [known, its_words] :
       std::initializer_list<std::pair<const google::protobuf::EnumDescriptor*,
                                       absl::Span<const Word>>>{
           {v1::Sex_descriptor(), kSexes},
           {v1::Education_descriptor(), kEducations},
           {v1::Occupation_descriptor(), kOccupations},
           {v1::Channel_descriptor(), kChannels},
           {v1::CoordinationKind_descriptor(), kCoordinationKinds},
           {v1::AgencyType_descriptor(), kAgencyTypes},
           {v1::VillageDocumentKind_descriptor(), kVillageDocumentKinds}}) {
    if (known == &type) words = its_words;
  }
  return FindCode(type, words, word);
}

std::string UsualWords::Sexes(Language language) {
  return Usual<v1::Sex>(kSexes, language);
}
std::string UsualWords::Educations(Language language) {
  return Usual<v1::Education>(kEducations, language);
}
std::string UsualWords::Occupations(Language language) {
  return Usual<v1::Occupation>(kOccupations, language);
}
std::string UsualWords::Channels(Language language) {
  return Usual<v1::Channel>(kChannels, language);
}
std::string UsualWords::CoordinationKinds(Language language) {
  return Usual<v1::CoordinationKind>(kCoordinationKinds, language);
}
std::string UsualWords::AgencyTypes(Language language) {
  return Usual<v1::AgencyType>(kAgencyTypes, language);
}
std::string UsualWords::FollowUpStates(Language language) {
  return Usual<v1::FollowUpState>(kFollowUpStates, language);
}
std::string UsualWords::VillageDocumentKinds(Language language) {
  return Usual<v1::VillageDocumentKind>(kVillageDocumentKinds, language);
}
std::string UsualWords::RecordStates(Language language) {
  return Usual<v1::RecordState>(kRecordStates, language);
}
std::string UsualWords::IngestSessionStates(Language language) {
  return Usual<v1::IngestSessionState>(kIngestSessionStates, language);
}
std::string UsualWords::QuarantineStates(Language language) {
  return Usual<v1::QuarantineState>(kQuarantineStates, language);
}
std::string UsualWords::ChangeActions(Language language) {
  return Usual<v1::ChangeAction>(kChangeActions, language);
}
std::string UsualWords::AgeBands(Language language) {
  return Usual<v1::AgeBand>(kAgeBands, language);
}
std::string UsualWords::RegionLevels(Language language) {
  return Usual<v1::RegionLevel>(kRegionLevels, language);
}

std::string WordFor(v1::CoordinationKind code, Language language) {
  return ReaderWord(kCoordinationKinds, code, language);
}
std::string WordFor(v1::FollowUpState code, Language language) {
  return ReaderWord(kFollowUpStates, code, language);
}
std::string WordFor(v1::VillageDocumentKind code, Language language) {
  return ReaderWord(kVillageDocumentKinds, code, language);
}
std::string WordFor(v1::RecordState code, Language language) {
  return ReaderWord(kRecordStates, code, language);
}
std::string WordFor(v1::IngestSessionState code, Language language) {
  return ReaderWord(kIngestSessionStates, code, language);
}
std::string WordFor(v1::QuarantineState code, Language language) {
  return ReaderWord(kQuarantineStates, code, language);
}
std::string WordFor(v1::ChangeAction code, Language language) {
  return ReaderWord(kChangeActions, code, language);
}
std::string WordFor(v1::RegionLevel code, Language language) {
  return ReaderWord(kRegionLevels, code, language);
}

const std::vector<std::string>& QuestionnaireOrder() {
  static const auto* order = new std::vector<std::string>{
      "requirements", "procedure", "time",       "cost",      "product",
      "competence",   "behaviour", "facilities", "complaints"};
  return *order;
}

const std::vector<std::string>& RegulationOrder() {
  static const auto* order = new std::vector<std::string>{
      "requirements", "procedure", "time",       "cost",      "product",
      "competence",   "behaviour", "complaints", "facilities"};
  return *order;
}

}  // namespace iku::ctl
