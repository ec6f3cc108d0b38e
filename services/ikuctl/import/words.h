#ifndef IKU_SERVICES_IKUCTL_IMPORT_WORDS_H_
#define IKU_SERVICES_IKUCTL_IMPORT_WORDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/status/language.h"
#include "google/protobuf/descriptor.h"
#include "iku/collection/v1/audit.pb.h"
#include "iku/collection/v1/coordination.pb.h"
#include "iku/collection/v1/ingest.pb.h"
#include "iku/collection/v1/record.pb.h"
#include "iku/collection/v1/register.pb.h"
#include "iku/collection/v1/survey.pb.h"
#include "iku/collection/v1/village_document.pb.h"

namespace iku::ctl {

// `text` for comparing: lower-case letters and digits only, so that case,
// spaces and punctuation make no difference ("S2 Ke Atas" is "s2keatas").
std::string Plain(absl::string_view text);

// The words that people write in files and on the command line for the codes of
// the contract: Indonesian, English and the contract's own (`SEX_MALE`,
// `male`). Nothing for an unknown word.
std::optional<collection::v1::Sex> SexOf(absl::string_view word);
std::optional<collection::v1::Education> EducationOf(absl::string_view word);
std::optional<collection::v1::Occupation> OccupationOf(absl::string_view word);
std::optional<collection::v1::Channel> ChannelOf(absl::string_view word);
std::optional<collection::v1::CoordinationKind> CoordinationKindOf(
    absl::string_view word);
std::optional<collection::v1::AgencyType> AgencyTypeOf(absl::string_view word);
std::optional<collection::v1::FollowUpState> FollowUpStateOf(
    absl::string_view word);
std::optional<collection::v1::VillageDocumentKind> VillageDocumentKindOf(
    absl::string_view word);
std::optional<collection::v1::RecordState> RecordStateOf(
    absl::string_view word);
std::optional<collection::v1::IngestSessionState> IngestSessionStateOf(
    absl::string_view word);
std::optional<collection::v1::QuarantineState> QuarantineStateOf(
    absl::string_view word);
std::optional<collection::v1::ChangeAction> ChangeActionOf(
    absl::string_view word);
std::optional<collection::v1::RegionLevel> RegionLevelOf(
    absl::string_view word);

// The same for any type of the contract.
std::optional<int> CodeOfWord(const google::protobuf::EnumDescriptor& type,
                              absl::string_view word);

// An age in years, or the words of a band ("17-25", "di atas 65").
std::optional<collection::v1::AgeBand> AgeBandOf(absl::string_view word);

// The words of a table for the sentence about an unknown one: the usual
// Indonesian ones, or the contract's own in English.
struct UsualWords {
  static std::string Sexes(Language language);
  static std::string Educations(Language language);
  static std::string Occupations(Language language);
  static std::string Channels(Language language);
  static std::string CoordinationKinds(Language language);
  static std::string AgencyTypes(Language language);
  static std::string FollowUpStates(Language language);
  static std::string VillageDocumentKinds(Language language);
  static std::string RecordStates(Language language);
  static std::string IngestSessionStates(Language language);
  static std::string QuarantineStates(Language language);
  static std::string ChangeActions(Language language);
  static std::string RegionLevels(Language language);
  static std::string AgeBands(Language language);
};

// A code for a reader: the usual Indonesian word, or the contract's own word in
// English ("in progress").
std::string WordFor(collection::v1::CoordinationKind code, Language language);
std::string WordFor(collection::v1::FollowUpState code, Language language);
std::string WordFor(collection::v1::VillageDocumentKind code,
                    Language language);
std::string WordFor(collection::v1::RecordState code, Language language);
std::string WordFor(collection::v1::IngestSessionState code, Language language);
std::string WordFor(collection::v1::QuarantineState code, Language language);
std::string WordFor(collection::v1::ChangeAction code, Language language);
std::string WordFor(collection::v1::RegionLevel code, Language language);

// The nine elements of a survey by code, in the order of the regulation's
// questionnaire and in that of its body (Permenpan RB 14/2017).
const std::vector<std::string>& QuestionnaireOrder();
const std::vector<std::string>& RegulationOrder();

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_WORDS_H_
