#ifndef IKU_SERVICES_IKUCTL_IMPORT_WORD_TABLES_H_
#define IKU_SERVICES_IKUCTL_IMPORT_WORD_TABLES_H_

#include "iku/collection/v1/coordination.pb.h"
#include "iku/collection/v1/record.pb.h"
#include "iku/collection/v1/register.pb.h"
#include "iku/collection/v1/survey.pb.h"
#include "iku/collection/v1/village_document.pb.h"

// The words of words.h; nobody else includes this.
namespace iku::ctl {

namespace v1 = collection::v1;

struct Word {
  int code;
  const char* plain;            // as Plain() makes it
  const char* usual = nullptr;  // how offices write it; one for each code
};

inline constexpr Word kSexes[] = {
    {v1::SEX_MALE, "l", "L"},      {v1::SEX_MALE, "lakilaki"},
    {v1::SEX_MALE, "laki"},        {v1::SEX_MALE, "pria"},
    {v1::SEX_MALE, "m"},           {v1::SEX_FEMALE, "p", "P"},
    {v1::SEX_FEMALE, "perempuan"}, {v1::SEX_FEMALE, "wanita"},
    {v1::SEX_FEMALE, "f"},
};

inline constexpr Word kEducations[] = {
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

inline constexpr Word kOccupations[] = {
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

inline constexpr Word kChannels[] = {
    {v1::CHANNEL_PAPER, "kertas", "Kertas"},
    {v1::CHANNEL_PAPER, "manual"},
    {v1::CHANNEL_COUNTER_DEVICE, "loket", "Loket"},
    {v1::CHANNEL_COUNTER_DEVICE, "tablet"},
    {v1::CHANNEL_WEB, "daring", "Daring"},
    {v1::CHANNEL_WEB, "online"},
    {v1::CHANNEL_INTERVIEW, "wawancara", "Wawancara"},
};

inline constexpr Word kCoordinationKinds[] = {
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

inline constexpr Word kAgencyTypes[] = {
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

inline constexpr Word kFollowUpStates[] = {
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

inline constexpr Word kVillageDocumentKinds[] = {
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

inline constexpr Word kRecordStates[] = {
    {v1::RECORD_STATE_ACTIVE, "aktif", "Aktif"},
    {v1::RECORD_STATE_VOID, "batal", "Batal"},
    {v1::RECORD_STATE_VOID, "dibatalkan"},
    {v1::RECORD_STATE_ERASED, "dihapus", "Dihapus"},
};

inline constexpr Word kIngestSessionStates[] = {
    {v1::INGEST_SESSION_STATE_OPEN, "terbuka", "Terbuka"},
    {v1::INGEST_SESSION_STATE_CLOSED, "tertutup", "Tertutup"},
    {v1::INGEST_SESSION_STATE_CLOSED, "ditutup"},
};

inline constexpr Word kQuarantineStates[] = {
    {v1::QUARANTINE_STATE_WAITING, "menunggu", "Menunggu"},
    {v1::QUARANTINE_STATE_RESUBMITTED, "dikirimulang", "Dikirim ulang"},
    {v1::QUARANTINE_STATE_DISCARDED, "disisihkan", "Disisihkan"},
};

inline constexpr Word kChangeActions[] = {
    {v1::CHANGE_ACTION_CREATE, "masuk", "Masuk"},
    {v1::CHANGE_ACTION_CORRECT, "koreksi", "Koreksi"},
    {v1::CHANGE_ACTION_VOID, "batal", "Batal"},
    {v1::CHANGE_ACTION_FOLLOW_UP, "tindaklanjut", "Tindak lanjut"},
    {v1::CHANGE_ACTION_ERASE, "hapus", "Hapus"},
    {v1::CHANGE_ACTION_INGEST, "impor", "Impor"},
    {v1::CHANGE_ACTION_DISCARD, "sisihkan", "Sisihkan"},
};

inline constexpr Word kRegionLevels[] = {
    {v1::REGION_LEVEL_PROVINCE, "provinsi", "Provinsi"},
    {v1::REGION_LEVEL_REGENCY, "kabupatenkota", "Kabupaten/Kota"},
    {v1::REGION_LEVEL_REGENCY, "kabupaten"},
    {v1::REGION_LEVEL_REGENCY, "kota"},
    {v1::REGION_LEVEL_DISTRICT, "kecamatan", "Kecamatan"},
    {v1::REGION_LEVEL_VILLAGE, "desakelurahan", "Desa/Kelurahan"},
    {v1::REGION_LEVEL_VILLAGE, "desa"},
    {v1::REGION_LEVEL_VILLAGE, "kelurahan"},
};

inline constexpr Word kAgeBands[] = {
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

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_WORD_TABLES_H_
