#include "services/indicator/compute/labels.h"

#include "google/protobuf/generated_enum_reflection.h"
#include "iku/collection/v1/coordination.pb.h"
#include "iku/collection/v1/survey.pb.h"

namespace iku::indicator {
namespace {

namespace cv1 = collection::v1;

struct Label {
  absl::string_view value;
  absl::string_view indonesian;
  absl::string_view english;
};

// As the printed questionnaires and the IKU sheet have them.
constexpr Label kLabels[] = {
    {"SEX_MALE", "laki-laki", "male"},
    {"SEX_FEMALE", "perempuan", "female"},
    {"AGE_BAND_UNDER_17", "di bawah 17 tahun", "under 17 years"},
    {"AGE_BAND_17_TO_25", "17 sampai 25 tahun", "17 to 25 years"},
    {"AGE_BAND_26_TO_35", "26 sampai 35 tahun", "26 to 35 years"},
    {"AGE_BAND_36_TO_45", "36 sampai 45 tahun", "36 to 45 years"},
    {"AGE_BAND_46_TO_55", "46 sampai 55 tahun", "46 to 55 years"},
    {"AGE_BAND_56_TO_65", "56 sampai 65 tahun", "56 to 65 years"},
    {"AGE_BAND_OVER_65", "di atas 65 tahun", "over 65 years"},
    {"EDUCATION_PRIMARY_OR_BELOW", "SD ke bawah", "primary school or below"},
    {"EDUCATION_JUNIOR_SECONDARY", "SLTP/SMP", "junior secondary school"},
    {"EDUCATION_SENIOR_SECONDARY", "SLTA/SMA/SMK", "senior secondary school"},
    {"EDUCATION_DIPLOMA", "D1 sampai D4", "diploma"},
    {"EDUCATION_BACHELOR", "S1", "bachelor"},
    {"EDUCATION_MASTER_OR_ABOVE", "S2 ke atas", "master or above"},
    {"OCCUPATION_PUBLIC_SERVANT", "PNS/TNI/POLRI",
     "civil servant, armed forces or police"},
    {"OCCUPATION_PRIVATE_EMPLOYEE", "pegawai swasta", "private employee"},
    {"OCCUPATION_ENTREPRENEUR", "wirausaha", "entrepreneur"},
    {"OCCUPATION_TRADER", "pedagang", "trader"},
    {"OCCUPATION_FARMER_OR_FISHER", "petani atau nelayan", "farmer or fisher"},
    {"OCCUPATION_LABOURER", "buruh", "labourer"},
    {"OCCUPATION_STUDENT", "pelajar atau mahasiswa", "pupil or student"},
    {"OCCUPATION_HOMEMAKER", "mengurus rumah tangga", "homemaker"},
    {"OCCUPATION_RETIRED", "pensiunan", "retired"},
    {"OCCUPATION_OTHER", "pekerjaan lainnya", "other occupation"},
    {"COORDINATION_KIND_MEETING", "rapat koordinasi", "coordination meeting"},
    {"COORDINATION_KIND_DOCUMENT_REQUEST",
     "pemenuhan permintaan dokumen/laporan",
     "fulfilment of a request for a document or report"},
    {"COORDINATION_KIND_TEAM_DECREE", "SK Camat mengenai tim",
     "decree of the Camat about a team"},
    {"COORDINATION_KIND_FACILITATION_MINUTES", "berita acara hasil fasilitasi",
     "minutes of a facilitation result"},
    {"FOLLOW_UP_STATE_OPEN", "belum ditindaklanjuti", "open"},
    {"FOLLOW_UP_STATE_IN_PROGRESS", "dalam proses", "in progress"},
    {"FOLLOW_UP_STATE_DONE", "selesai", "done"},
    {"FOLLOW_UP_STATE_VERIFIED", "terverifikasi", "verified"},
    {"FOLLOW_UP_STATE_REJECTED", "ditolak", "rejected"},
    {"AGENCY_TYPE_REGENCY_AGENCY", "perangkat daerah kabupaten/kota",
     "agency of the regency or city"},
    {"AGENCY_TYPE_PROVINCIAL_AGENCY", "perangkat daerah provinsi",
     "agency of the province"},
    {"AGENCY_TYPE_CENTRAL_AGENCY", "instansi vertikal",
     "agency of the central government"},
    {"AGENCY_TYPE_SECURITY_FORCES", "kepolisian atau TNI",
     "police or armed forces"},
    {"AGENCY_TYPE_VILLAGE_GOVERNMENT", "pemerintah desa", "village government"},
    {"AGENCY_TYPE_COMMUNITY", "lembaga atau organisasi kemasyarakatan",
     "community institution or organisation"},
    {"AGENCY_TYPE_BUSINESS", "dunia usaha", "business"},
    {"AGENCY_TYPE_OTHER", "lembaga lainnya", "other institution"},
};

template <typename Enum>
std::vector<std::string> NamesOf() {
  std::vector<std::string> names;
  const auto* const all = google::protobuf::GetEnumDescriptor<Enum>();
  for (int i = 0; i < all->value_count(); ++i) {
    if (all->value(i)->number() != 0) names.push_back(all->value(i)->name());
  }
  return names;
}

}  // namespace

std::string LabelOf(absl::string_view enum_value, Language language) {
  for (const Label& label : kLabels) {
    if (label.value != enum_value) continue;
    return std::string(language == Language::kEnglish ? label.english
                                                      : label.indonesian);
  }
  return std::string(enum_value);
}

std::string LabelOfNotTold(SurveyDimension dimension, Language language) {
  if (dimension == SurveyDimension::kService) {
    return language == Language::kEnglish ? "no single service"
                                          : "tanpa layanan tertentu";
  }
  return language == Language::kEnglish ? "not told" : "tidak disebutkan";
}

std::vector<std::string> ValuesOf(SurveyDimension dimension) {
  switch (dimension) {
    case SurveyDimension::kService:
      return {};
    case SurveyDimension::kSex:
      return NamesOf<cv1::Sex>();
    case SurveyDimension::kAgeBand:
      return NamesOf<cv1::AgeBand>();
    case SurveyDimension::kEducation:
      return NamesOf<cv1::Education>();
    case SurveyDimension::kOccupation:
      return NamesOf<cv1::Occupation>();
  }
  return {};
}

std::vector<std::string> CoordinationKinds() {
  return NamesOf<cv1::CoordinationKind>();
}

std::vector<std::string> AgencyTypes() { return NamesOf<cv1::AgencyType>(); }

}  // namespace iku::indicator
