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

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

struct Word {
  int code;
  const char* plain;            // as Plain() makes it
  const char* usual = nullptr;  // how offices write it; one for each code
};

const Word kSexes[] = {
    {v1::SEX_MALE, "l", "L"},      {v1::SEX_MALE, "lakilaki"},
    {v1::SEX_MALE, "laki"},        {v1::SEX_MALE, "pria"},
    {v1::SEX_MALE, "m"},           {v1::SEX_FEMALE, "p", "P"},
    {v1::SEX_FEMALE, "perempuan"}, {v1::SEX_FEMALE, "wanita"},
    {v1::SEX_FEMALE, "f"},
};

const Word kEducations[] = {
    {v1::EDUCATION_PRIMARY_OR_BELOW, "sdkebawah", "SD ke bawah"},
    {v1::EDUCATION_PRIMARY_OR_BELOW, "sd"},
    {v1::EDUCATION_PRIMARY_OR_BELOW, "sdsederajat"},
    {v1::EDUCATION_PRIMARY_OR_BELOW, "tidaksekolah"},
    {v1::EDUCATION_JUNIOR_SECONDARY, "sltp", "SLTP"},
    {v1::EDUCATION_JUNIOR_SECONDARY, "smp"},
    {v1::EDUCATION_JUNIOR_SECONDARY, "sltpsmp"},
    {v1::EDUCATION_JUNIOR_SECONDARY, "smpsltp"},
    {v1::EDUCATION_JUNIOR_SECONDARY, "smpsederajat"},
    {v1::EDUCATION_JUNIOR_SECONDARY, "mts"},
    {v1::EDUCATION_SENIOR_SECONDARY, "slta", "SLTA"},
    {v1::EDUCATION_SENIOR_SECONDARY, "sma"},
    {v1::EDUCATION_SENIOR_SECONDARY, "smk"},
    {v1::EDUCATION_SENIOR_SECONDARY, "smasmk"},
    {v1::EDUCATION_SENIOR_SECONDARY, "sltasma"},
    {v1::EDUCATION_SENIOR_SECONDARY, "smaslta"},
    {v1::EDUCATION_SENIOR_SECONDARY, "sltasmasmk"},
    {v1::EDUCATION_SENIOR_SECONDARY, "smasederajat"},
    {v1::EDUCATION_SENIOR_SECONDARY, "ma"},
    {v1::EDUCATION_DIPLOMA, "d1d3d4", "D1, D3, D4"},
    {v1::EDUCATION_DIPLOMA, "d1d2d3d4"},
    {v1::EDUCATION_DIPLOMA, "d1d4"},
    {v1::EDUCATION_DIPLOMA, "d1d2d3"},
    {v1::EDUCATION_DIPLOMA, "d1"},
    {v1::EDUCATION_DIPLOMA, "d2"},
    {v1::EDUCATION_DIPLOMA, "d3"},
    {v1::EDUCATION_DIPLOMA, "d4"},
    {v1::EDUCATION_BACHELOR, "s1", "S1"},
    {v1::EDUCATION_BACHELOR, "sarjana"},
    {v1::EDUCATION_MASTER_OR_ABOVE, "s2keatas", "S2 ke atas"},
    {v1::EDUCATION_MASTER_OR_ABOVE, "s2"},
    {v1::EDUCATION_MASTER_OR_ABOVE, "s3"},
    {v1::EDUCATION_MASTER_OR_ABOVE, "s2s3"},
};

const Word kOccupations[] = {
    {v1::OCCUPATION_PUBLIC_SERVANT, "pnstnipolri", "PNS/TNI/POLRI"},
    {v1::OCCUPATION_PUBLIC_SERVANT, "pns"},
    {v1::OCCUPATION_PUBLIC_SERVANT, "asn"},
    {v1::OCCUPATION_PUBLIC_SERVANT, "asntnipolri"},
    {v1::OCCUPATION_PUBLIC_SERVANT, "tni"},
    {v1::OCCUPATION_PUBLIC_SERVANT, "polri"},
    {v1::OCCUPATION_PUBLIC_SERVANT, "tnipolri"},
    {v1::OCCUPATION_PUBLIC_SERVANT, "pppk"},
    {v1::OCCUPATION_PRIVATE_EMPLOYEE, "pegawaiswasta", "Pegawai swasta"},
    {v1::OCCUPATION_PRIVATE_EMPLOYEE, "karyawanswasta"},
    {v1::OCCUPATION_PRIVATE_EMPLOYEE, "swasta"},
    {v1::OCCUPATION_PRIVATE_EMPLOYEE, "karyawan"},
    {v1::OCCUPATION_ENTREPRENEUR, "wirausahausaha", "Wirausaha"},
    {v1::OCCUPATION_ENTREPRENEUR, "wirausaha"},
    {v1::OCCUPATION_ENTREPRENEUR, "wiraswasta"},
    {v1::OCCUPATION_ENTREPRENEUR, "wiraswastausahawan"},
    {v1::OCCUPATION_ENTREPRENEUR, "usahawan"},
    {v1::OCCUPATION_TRADER, "pedagang", "Pedagang"},
    {v1::OCCUPATION_FARMER_OR_FISHER, "petani", "Petani"},
    {v1::OCCUPATION_FARMER_OR_FISHER, "nelayan"},
    {v1::OCCUPATION_FARMER_OR_FISHER, "petaninelayan"},
    {v1::OCCUPATION_FARMER_OR_FISHER, "peternak"},
    {v1::OCCUPATION_LABOURER, "buruh", "Buruh"},
    {v1::OCCUPATION_LABOURER, "laborer"},
    {v1::OCCUPATION_STUDENT, "pelajarmahasiswa", "Pelajar/Mahasiswa"},
    {v1::OCCUPATION_STUDENT, "pelajar"},
    {v1::OCCUPATION_STUDENT, "mahasiswa"},
    {v1::OCCUPATION_HOMEMAKER, "mengurusrumahtangga", "Mengurus rumah tangga"},
    {v1::OCCUPATION_HOMEMAKER, "iburumahtangga"},
    {v1::OCCUPATION_HOMEMAKER, "irt"},
    {v1::OCCUPATION_RETIRED, "pensiunan", "Pensiunan"},
    {v1::OCCUPATION_OTHER, "lainnya", "Lainnya"},
    {v1::OCCUPATION_OTHER, "lainlain"},
    {v1::OCCUPATION_OTHER, "lain"},
};

const Word kChannels[] = {
    {v1::CHANNEL_PAPER, "kertas", "Kertas"},
    {v1::CHANNEL_PAPER, "manual"},
    {v1::CHANNEL_COUNTER_DEVICE, "loket", "Loket"},
    {v1::CHANNEL_COUNTER_DEVICE, "tablet"},
    {v1::CHANNEL_WEB, "daring", "Daring"},
    {v1::CHANNEL_WEB, "online"},
    {v1::CHANNEL_INTERVIEW, "wawancara", "Wawancara"},
};

const Word kCoordinationKinds[] = {
    {v1::COORDINATION_KIND_MEETING, "rapatkoordinasi", "Rapat koordinasi"},
    {v1::COORDINATION_KIND_MEETING, "rapat"},
    {v1::COORDINATION_KIND_MEETING, "rakor"},
    {v1::COORDINATION_KIND_DOCUMENT_REQUEST, "permintaandokumen",
     "Permintaan dokumen"},
    {v1::COORDINATION_KIND_DOCUMENT_REQUEST, "permintaanlaporan"},
    {v1::COORDINATION_KIND_DOCUMENT_REQUEST, "permintaandokumenlaporan"},
    {v1::COORDINATION_KIND_DOCUMENT_REQUEST,
     "pemenuhanpermintaandokumenlaporan"},
    {v1::COORDINATION_KIND_DOCUMENT_REQUEST, "pemenuhanpermintaandokumen"},
    {v1::COORDINATION_KIND_DOCUMENT_REQUEST, "pemenuhanpermintaanlaporan"},
    {v1::COORDINATION_KIND_TEAM_DECREE, "skcamat", "SK Camat"},
    {v1::COORDINATION_KIND_TEAM_DECREE, "sktim"},
    {v1::COORDINATION_KIND_TEAM_DECREE, "skcamatmengenaitim"},
    {v1::COORDINATION_KIND_TEAM_DECREE, "skcamattentangtim"},
    {v1::COORDINATION_KIND_TEAM_DECREE, "sk"},
    {v1::COORDINATION_KIND_FACILITATION_MINUTES, "beritaacara", "Berita Acara"},
    {v1::COORDINATION_KIND_FACILITATION_MINUTES, "beritaacarahasilfasilitasi"},
    {v1::COORDINATION_KIND_FACILITATION_MINUTES, "beritaacarafasilitasi"},
};

const Word kAgencyTypes[] = {
    {v1::AGENCY_TYPE_REGENCY_AGENCY, "opd", "OPD"},
    {v1::AGENCY_TYPE_REGENCY_AGENCY, "skpd"},
    {v1::AGENCY_TYPE_REGENCY_AGENCY, "kabupaten"},
    {v1::AGENCY_TYPE_REGENCY_AGENCY, "dinas"},
    {v1::AGENCY_TYPE_PROVINCIAL_AGENCY, "provinsi", "Provinsi"},
    {v1::AGENCY_TYPE_CENTRAL_AGENCY, "vertikal", "Vertikal"},
    {v1::AGENCY_TYPE_CENTRAL_AGENCY, "instansivertikal"},
    {v1::AGENCY_TYPE_CENTRAL_AGENCY, "pusat"},
    {v1::AGENCY_TYPE_SECURITY_FORCES, "tnipolri", "TNI/POLRI"},
    {v1::AGENCY_TYPE_SECURITY_FORCES, "tni"},
    {v1::AGENCY_TYPE_SECURITY_FORCES, "polri"},
    {v1::AGENCY_TYPE_SECURITY_FORCES, "polsek"},
    {v1::AGENCY_TYPE_SECURITY_FORCES, "koramil"},
    {v1::AGENCY_TYPE_VILLAGE_GOVERNMENT, "desa", "Desa"},
    {v1::AGENCY_TYPE_VILLAGE_GOVERNMENT, "pemerintahdesa"},
    {v1::AGENCY_TYPE_VILLAGE_GOVERNMENT, "kelurahan"},
    {v1::AGENCY_TYPE_COMMUNITY, "masyarakat", "Masyarakat"},
    {v1::AGENCY_TYPE_COMMUNITY, "lembagamasyarakat"},
    {v1::AGENCY_TYPE_COMMUNITY, "ormas"},
    {v1::AGENCY_TYPE_BUSINESS, "swasta", "Swasta"},
    {v1::AGENCY_TYPE_BUSINESS, "usaha"},
    {v1::AGENCY_TYPE_BUSINESS, "perusahaan"},
    {v1::AGENCY_TYPE_OTHER, "lainnya", "Lainnya"},
    {v1::AGENCY_TYPE_OTHER, "lain"},
};

const Word kFollowUpStates[] = {
    {v1::FOLLOW_UP_STATE_OPEN, "belum", "Belum"},
    {v1::FOLLOW_UP_STATE_OPEN, "belumditindaklanjuti"},
    {v1::FOLLOW_UP_STATE_IN_PROGRESS, "proses", "Proses"},
    {v1::FOLLOW_UP_STATE_IN_PROGRESS, "dalamproses"},
    {v1::FOLLOW_UP_STATE_DONE, "selesai", "Selesai"},
    {v1::FOLLOW_UP_STATE_DONE, "ditindaklanjuti"},
    {v1::FOLLOW_UP_STATE_DONE, "sudah"},
    {v1::FOLLOW_UP_STATE_VERIFIED, "terverifikasi", "Terverifikasi"},
    {v1::FOLLOW_UP_STATE_VERIFIED, "diverifikasi"},
    {v1::FOLLOW_UP_STATE_REJECTED, "ditolak", "Ditolak"},
    {v1::FOLLOW_UP_STATE_REJECTED, "tidakditindaklanjuti"},
};

const Word kVillageDocumentKinds[] = {
    {v1::VILLAGE_DOCUMENT_KIND_RKPDESA, "rkpdesa", "RKPDesa"},
    {v1::VILLAGE_DOCUMENT_KIND_RKPDESA, "rpkdesa"},
    {v1::VILLAGE_DOCUMENT_KIND_RKPDESA, "rkpdes"},
    {v1::VILLAGE_DOCUMENT_KIND_RKPDESA, "rkp"},
    {v1::VILLAGE_DOCUMENT_KIND_APBDESA, "apbdesa", "APBDesa"},
    {v1::VILLAGE_DOCUMENT_KIND_APBDESA, "apbdes"},
    {v1::VILLAGE_DOCUMENT_KIND_LPPDESA, "lppdesa", "LPPDesa"},
    {v1::VILLAGE_DOCUMENT_KIND_LPPDESA, "lppdes"},
    {v1::VILLAGE_DOCUMENT_KIND_LPPDESA, "lppd"},
};

const Word kRecordStates[] = {
    {v1::RECORD_STATE_ACTIVE, "aktif", "Aktif"},
    {v1::RECORD_STATE_VOID, "batal", "Batal"},
    {v1::RECORD_STATE_VOID, "dibatalkan"},
};

const Word kAgeBands[] = {
    {v1::AGE_BAND_UNDER_17, "dibawah17", "<17"},
    {v1::AGE_BAND_UNDER_17, "kurangdari17"},
    {v1::AGE_BAND_UNDER_17, "under17"},
    {v1::AGE_BAND_17_TO_25, "1725", "17-25"},
    {v1::AGE_BAND_26_TO_35, "2635", "26-35"},
    {v1::AGE_BAND_36_TO_45, "3645", "36-45"},
    {v1::AGE_BAND_46_TO_55, "4655", "46-55"},
    {v1::AGE_BAND_56_TO_65, "5665", "56-65"},
    {v1::AGE_BAND_OVER_65, "diatas65", ">65"},
    {v1::AGE_BAND_OVER_65, "lebihdari65"},
    {v1::AGE_BAND_OVER_65, "over65"},
};

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

template <typename Enum>
std::optional<Enum> Find(absl::Span<const Word> words, absl::string_view word) {
  const std::string plain = Plain(word);
  if (plain.empty()) return std::nullopt;
  for (const Word& known : words) {
    if (plain == known.plain) return static_cast<Enum>(known.code);
  }
  const std::optional<int> code =
      CodeInContract(*google::protobuf::GetEnumDescriptor<Enum>(), plain);
  if (!code.has_value()) return std::nullopt;
  return static_cast<Enum>(*code);
}

std::string Usual(absl::Span<const Word> words) {
  std::vector<std::string> usual;
  for (const Word& word : words) {
    if (word.usual != nullptr) usual.emplace_back(word.usual);
  }
  return absl::StrJoin(usual, ", ");
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

std::string UsualWords::Sexes() { return Usual(kSexes); }
std::string UsualWords::Educations() { return Usual(kEducations); }
std::string UsualWords::Occupations() { return Usual(kOccupations); }
std::string UsualWords::Channels() { return Usual(kChannels); }
std::string UsualWords::CoordinationKinds() {
  return Usual(kCoordinationKinds);
}
std::string UsualWords::AgencyTypes() { return Usual(kAgencyTypes); }
std::string UsualWords::FollowUpStates() { return Usual(kFollowUpStates); }
std::string UsualWords::VillageDocumentKinds() {
  return Usual(kVillageDocumentKinds);
}
std::string UsualWords::RecordStates() { return Usual(kRecordStates); }
std::string UsualWords::AgeBands() { return Usual(kAgeBands); }

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
