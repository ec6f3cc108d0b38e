#include "services/ikuctl/text/texts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/ikuctl/text/catalogue.h"

namespace iku::ctl {
namespace {

constexpr Entry kEntries[] = {
    // Files.
    {"csv_empty", "Berkas {file} kosong.", "The file {file} is empty."},
    {"csv_only_header",
     "Berkas {file} hanya berisi judul kolom, tanpa baris data.",
     "The file {file} holds only the column titles and no rows."},
    {"csv_unreadable", "Berkas {file} tidak dapat dibaca sampai selesai.",
     "The file {file} cannot be read to its end."},
    {"csv_is_workbook",
     "Berkas {file} adalah buku kerja Excel. Simpan sebagai CSV UTF-8, lalu "
     "ulangi.",
     "The file {file} is an Excel workbook. Save it as CSV UTF-8 and try "
     "again."},
    {"csv_not_utf8",
     "Berkas {file}, baris {row}: teks bukan UTF-8. Di Excel pilih Simpan "
     "sebagai \"CSV UTF-8\".",
     "File {file}, row {row}: the text is not UTF-8. In Excel choose Save as "
     "\"CSV UTF-8\"."},
    {"csv_quote_open",
     "Berkas {file}, baris {row}: tanda kutip yang dibuka pada baris teks "
     "{line} "
     "tidak pernah ditutup. Tidak ada yang dikirim.",
     "File {file}, row {row}: the quote opened on line {line} is never closed. "
     "Nothing was sent."},
    {"csv_quote_long",
     "Berkas {file}, baris {row}: tanda kutip yang dibuka pada baris teks "
     "{line} "
     "belum ditutup setelah {limit} bita. Tidak ada yang dikirim.",
     "File {file}, row {row}: the quote opened on line {line} is not closed "
     "after {limit} bytes. Nothing was sent."},
    {"csv_after_quote",
     "Berkas {file}, baris {row}: ada tulisan sesudah tanda kutip penutup "
     "(baris teks {line}).",
     "File {file}, row {row}: there is text behind a closing quote (line "
     "{line})."},
    {"csv_row_long",
     "Berkas {file}, baris {row}: lebih panjang dari {limit} bita.",
     "File {file}, row {row}: longer than {limit} bytes."},
    {"file_missing", "Berkas {file} tidak ada.", "There is no file {file}."},
    {"file_unreadable", "Berkas {file} tidak dapat dibuka untuk dibaca.",
     "The file {file} cannot be opened for reading."},
    {"file_changed",
     "Berkas {file} berubah selama diimpor. Periksa berkas itu, lalu impor "
     "sekali lagi.",
     "The file {file} changed while it was imported. Look at it and import it "
     "once more."},
    {"report_unwritable", "Laporan {file} tidak dapat ditulis.",
     "The report {file} cannot be written."},
    {"column_count",
     "Baris berisi {found} kolom, judulnya {expected}. Periksa pemisah dan "
     "tanda kutip.",
     "The row has {found} cells but the header has {expected}. Check "
     "delimiters and quotes."},
    // Columns.
    {"columns_no_equals", "--columns: \"{value}\" harus ditulis isian=kolom.",
     "--columns: \"{value}\" must be written field=column."},
    {"columns_unknown_field",
     "--columns: isian {value} tidak dikenal. Yang ada: {allowed}.",
     "--columns: there is no field {value}. Known are: {allowed}."},
    {"columns_field_twice", "--columns: isian {value} disebut dua kali.",
     "--columns: the field {value} is named twice."},
    {"columns_not_in_file",
     "Kolom \"{value}\" untuk {field} tidak ada dalam berkas. Kolomnya: "
     "{header}.",
     "The file has no column \"{value}\" for {field}. Its columns: {header}."},
    {"columns_twice",
     "Kolom \"{value}\" untuk {field} ada lebih dari satu. Ubah salah satu "
     "judulnya.",
     "The column \"{value}\" for {field} is there more than once. Rename one "
     "of them."},
    {"columns_ambiguous",
     "Kolom untuk {field} tidak jelas: {value}. Pilih dengan "
     "--columns={field}=KOLOM.",
     "The column for {field} is not clear: {value}. Choose with "
     "--columns={field}=COLUMN."},
    {"column_missing",
     "Berkas tidak memiliki kolom {field}. Tunjukkan dengan "
     "--columns={field}=KOLOM.",
     "The file has no column {field}. Say which one it is with "
     "--columns={field}=COLUMN."},
    {"elements_missing",
     "Kolom untuk unsur berikut belum ditunjukkan: {missing}. Tunjukkan dengan "
     "--columns=unsur=kolom, atau pilih urutan u1..u9 dengan "
     "--order=questionnaire (U8 sarana, U9 pengaduan) atau --order=regulation "
     "(U8 pengaduan, U9 sarana).",
     "No column is named for these elements: {missing}. Name them with "
     "--columns=element=column, or choose the order of u1..u9 with "
     "--order=questionnaire (U8 facilities, U9 complaints) or "
     "--order=regulation (U8 complaints, U9 facilities)."},
    {"column_for_two",
     "Kolom \"{value}\" ditunjuk untuk dua unsur: {first} dan {second}. Setiap "
     "unsur harus memiliki kolom sendiri.",
     "The column \"{value}\" is named for two elements: {first} and {second}. "
     "Each element must have a column of its own."},
    {"replace_hint", "Bila isi yang baru yang benar: ulangi dengan --replace.",
     "If the new content is right, import it again with --replace."},
    {"order_unknown",
     "--order={value} tidak dikenal. Gunakan questionnaire atau regulation.",
     "--order={value} is not known. Use questionnaire or regulation."},
    {"date_missing",
     "Berkas tidak memiliki kolom tanggal. Tunjukkan dengan "
     "--columns=date=KOLOM atau berikan --date=2025-06-30.",
     "The file has no date column. Name it with --columns=date=COLUMN or give "
     "--date=2025-06-30."},
    {"service_unknown",
     "Layanan {value} belum terdaftar di {district}. Daftarkan dengan ikuctl "
     "import services.",
     "The service {value} is not registered for {district}. Register it with "
     "ikuctl import services."},
    // Flags and commands.
    {"flag_unknown", "Pilihan {flag} tidak dikenal. Lihat: ikuctl help.",
     "There is no flag {flag}. See: ikuctl help."},
    {"flag_not_here",
     "Pilihan {flag} tidak berlaku untuk perintah {command}. Lihat: ikuctl "
     "help {topic}.",
     "The flag {flag} does not belong to {command}. See: ikuctl help "
     "{topic}."},
    {"flag_value", "Nilai pada {flag} tidak dapat dibaca. ({message})",
     "The value in {flag} cannot be read. ({message})"},
    {"flag_no_value", "Pilihan {flag} memerlukan nilai.",
     "The flag {flag} needs a value."},
    {"flag_missing", "Pilihan {flag} wajib diberikan.",
     "The flag {flag} is required."},
    {"flag_date", "{flag}={value} bukan tanggal. Tulis seperti 2025-06-30.",
     "{flag}={value} is no date. Write it like 2025-06-30."},
    {"flag_word", "{flag}={value} tidak dikenal. Gunakan: {allowed}.",
     "{flag}={value} is not known. Use: {allowed}."},
    {"district_malformed",
     "--district={value} bukan kode kecamatan. Tulis seperti 35.08.21.",
     "--district={value} is no code of a district. Write it like 35.08.21."},
    {"district_or_within", "Berikan --district atau --within, tidak keduanya.",
     "Give --district or --within, not both."},
    {"period_missing",
     "Pilihan --period wajib diberikan: 2025, 2025-H1, 2025-Q3, atau 2025-07.",
     "The flag --period is required: 2025, 2025-H1, 2025-Q3 or 2025-07."},
    {"limit_wrong", "--limit harus 1 atau lebih.",
     "--limit must be 1 or more."},
    {"deadline_wrong", "--deadline harus lebih dari 0 dan paling lama 1h.",
     "--deadline must be more than 0 and at most 1h."},
    {"lang_wrong", "--lang={value} tidak dikenal. Gunakan id atau en.",
     "--lang={value} is not known. Use id or en."},
    {"command_unknown", "Perintah {value} tidak dikenal. Lihat: ikuctl help.",
     "There is no command {value}. See: ikuctl help."},
    {"help_unknown", "Tidak ada bantuan tentang {value}. Lihat: ikuctl help.",
     "There is no help on {value}. See: ikuctl help."},
    {"import_what",
     "Sebutkan yang diimpor: survey, coordination, village-documents, regions, "
     "services, atau populations. Lihat: ikuctl help import.",
     "Say what to import: survey, coordination, village-documents, regions, "
     "services or populations. See: ikuctl help import."},
    {"import_no_file", "Sebutkan berkas CSV yang diimpor.",
     "Name the CSV file to import."},
    {"import_one_file", "Hanya satu berkas dapat diimpor sekaligus.",
     "Only one file can be imported at a time."},
    {"import_empty_folder",
     "Folder itu tidak memuat provinces.csv, regencies.csv, districts.csv, "
     "atau villages.csv.",
     "The folder holds none of provinces.csv, regencies.csv, districts.csv and "
     "villages.csv."},
    {"list_what",
     "Sebutkan daftarnya: surveys, coordination, village-documents, regions, "
     "services, atau populations.",
     "Say what to list: surveys, coordination, village-documents, regions, "
     "services or populations."},
    {"name_missing",
     "Sebutkan satu nama, misalnya districts/35.08.21/surveyResponses/ID.",
     "Give one name, such as districts/35.08.21/surveyResponses/ID."},
    {"name_unknown",
     "{value} bukan nama data yang dikenal. Lihat: ikuctl help get.",
     "{value} is not a known kind of name. See: ikuctl help get."},
    {"name_not_record",
     "{value} tidak dapat dibatalkan: hanya surveyResponses, "
     "coordinationRecords, dan villageDocuments.",
     "{value} cannot be voided: only surveyResponses, coordinationRecords and "
     "villageDocuments can."},
    // Services.
    {"unreachable",
     "Layanan di {address} tidak dapat dihubungi. Pastikan layanan itu "
     "berjalan. ({message})",
     "The service at {address} cannot be reached. Make sure that it runs. "
     "({message})"},
    {"waiting", "Menunggu layanan di {address} ...",
     "Waiting for the service at {address} ..."},
    {"too_slow",
     "Layanan di {address} tidak menjawab pada waktunya. Coba lagi, atau "
     "tambah --deadline.",
     "The service at {address} did not answer in time. Try again, or give a "
     "longer --deadline."},
    {"not_offered",
     "Layanan di {address} tidak mengenal perintah ini. Periksa alamat dan "
     "versinya.",
     "The service at {address} does not know this call. Check its address and "
     "version."},
    // Import report.
    {"file", "Berkas", "File"},
    {"row", "Baris", "Row"},
    {"field", "Isian", "Field"},
    {"column", "Kolom", "Column"},
    {"code", "Kode", "Code"},
    {"sentence", "Penjelasan", "Explanation"},
    {"progress", "{rows} baris  {rate} baris/detik",
     "{rows} rows  {rate} rows/s"},
    {"report_left_out",
     "... dan {count} kesalahan lagi; seluruhnya dengan --report=BERKAS.csv.",
     "... and {count} more problems; --report=FILE.csv has all of them."},
    {"totals",
     "Dibaca {read} baris: {stored} disimpan, {already} sudah ada, {rejected} "
     "ditolak",
     "Read {read} rows: {stored} stored, {already} already there, {rejected} "
     "rejected"},
    {"totals_checked",
     "Diperiksa {read} baris, tidak ada yang disimpan: {stored} dapat "
     "disimpan, {already} sudah ada, {rejected} ditolak",
     "Checked {read} rows, stored none: {stored} can be stored, {already} "
     "already there, {rejected} rejected"},
    {"totals_not_sent", ", {count} belum terkirim", ", {count} not sent"},
    {"totals_quarantined",
     "{count} di antaranya menunggu di karantina. Lihat: ikuctl quarantine "
     "list "
     "{session}",
     "{count} of them wait in quarantine. See: ikuctl quarantine list "
     "{session}"},
    {"totals_follow_ups", "Tindak lanjut: {in} tercatat, {rejected} ditolak",
     "Follow-ups: {in} recorded, {rejected} rejected"},
    {"totals_follow_ups_checked",
     "Tindak lanjut: {in} dapat dicatat, {rejected} ditolak",
     "Follow-ups: {in} can be recorded, {rejected} rejected"},
    {"import_stopped",
     "Impor berhenti: {in} baris sudah masuk, {rest} baris belum dipastikan. "
     "Impor berkas yang sama lagi untuk melanjutkan; yang sudah masuk tidak "
     "digandakan.",
     "The import stopped: {in} rows are in, {rest} are not certain. Import the "
     "same file again to go on; what is in is not stored twice."},
    // Results.
    {"result_of",
     "Kecamatan {district} ({code}), {regency}, {province}: periode {period}",
     "District {district} ({code}), {regency}, {province}: period {period}"},
    {"districts_missing",
     "Baru {count} kecamatan yang dihitung; selebihnya tidak ada dalam "
     "keluaran ini.",
     "Only {count} districts were computed; the others are missing from this "
     "output."},
    {"no_data", "tidak ada data", "no data"},
    {"responses", "{count} responden", "{count} respondents"},
    {"profile", "cara hitung", "profile"},
    {"versions", "Versi data {data}, versi aturan {rules}, dihitung {time}",
     "Data version {data}, rules version {rules}, computed {time}"},
    {"flag_NO_DATA", "tidak ada data", "no data"},
    {"flag_SAMPLE_TOO_SMALL",
     "responden kurang: {found} dari {needed} yang disyaratkan",
     "too few respondents: {found} of {needed} required"},
    {"flag_POPULATION_UNKNOWN", "jumlah penduduk terlayani belum diketahui",
     "population served not known"},
    {"flag_ANSWERS_MISSING", "ada unsur yang tidak dijawab",
     "some answers are missing"},
    {"flag_NOT_ALL_DUE", "belum semua jatuh tempo", "not all are due yet"},
    {"sheet_title", "INDIKATOR KINERJA UTAMA", "KEY PERFORMANCE INDICATORS"},
    {"organisation", "Instansi", "Organisation"},
    {"period", "Periode", "Period"},
    {"task", "Tugas", "Task"},
    {"functions", "Fungsi", "Functions"},
    {"objective", "Tujuan", "Objective"},
    {"objective_indicator", "Indikator tujuan", "Its indicator"},
    {"strategic_target", "Sasaran strategis", "Strategic target"},
    {"number", "No", "No"},
    {"indicator", "Indikator", "Indicator"},
    {"formula", "Formula", "Formula"},
    {"value", "Nilai", "Value"},
    {"numerator", "Pembilang", "Numerator"},
    {"denominator", "Penyebut", "Denominator"},
    {"fraction", "Perhitungan", "Calculation"},
    {"grade", "Mutu", "Grade"},
    {"remarks", "Catatan", "Remarks"},
    {"data_source", "Sumber data", "Data source"},
    {"responsible", "Penanggung jawab", "Responsible"},
    {"district_code", "Kode", "Code"},
    {"district", "Kecamatan", "District"},
    // Lists.
    {"list_empty", "Tidak ada data.", "There are none."},
    {"list_more",
     "Ditampilkan {count}; masih ada lagi. Gunakan --limit yang lebih besar.",
     "{count} shown; there are more. Give a larger --limit."},
    {"name", "Nama data", "Resource"},
    {"date", "Tanggal", "Date"},
    {"service", "Layanan", "Service"},
    {"scores", "U1..U9 (kuesioner)", "U1..U9 (questionnaire)"},
    {"state", "Status", "State"},
    {"kind", "Jenis", "Kind"},
    {"subject", "Perihal", "Subject"},
    {"section", "Seksi", "Section"},
    {"follow_up", "Tindak lanjut", "Follow-up"},
    {"village", "Desa", "Village"},
    {"fiscal_year", "Tahun anggaran", "Fiscal year"},
    {"revision", "Perubahan", "Revision"},
    {"enacted_date", "Ditetapkan", "Enacted"},
    {"received_date", "Diterima", "Received"},
    {"display_name", "Nama", "Name"},
    {"level", "Tingkat", "Level"},
    {"valid_from", "Berlaku dari", "Valid from"},
    {"valid_to", "Berlaku sampai", "Valid to"},
    {"year", "Tahun", "Year"},
    {"people", "Penduduk terlayani", "People served"},
    {"source", "Sumber", "Source"},
    // verify, health
    {"tally", "Hitungan", "Tally"},
    {"kept", "Tersimpan", "Kept"},
    {"counted", "Dihitung ulang", "Counted"},
    {"verify_good",
     "Sesuai: {tallies} hitungan dari {records} data di {districts} kecamatan.",
     "All well: {tallies} tallies of {records} records in {districts} "
     "districts."},
    {"verify_bad",
     "TIDAK SESUAI: {count} dari {tallies} hitungan ({records} data, "
     "{districts} kecamatan).",
     "MISMATCH: {count} of {tallies} tallies ({records} records, {districts} "
     "districts)."},
    {"fault", "Kesalahan", "Fault"},
    {"chain_broken", "tidak menyambung dengan perubahan sebelumnya",
     "does not follow from the change before it"},
    {"chain_content", "isi data tidak sesuai dengan perubahan ini",
     "the records are not what the change says"},
    {"chain_missing", "versi data dan catatan perubahan tidak berpasangan",
     "the version and the log of changes do not match"},
    {"chains_good",
     "Utuh: {changes} perubahan dalam {chains} rantai, {versions} versi data.",
     "Unbroken: {changes} changes in {chains} chains, {versions} versions of "
     "records."},
    {"chains_bad",
     "RANTAI PERUBAHAN RUSAK: {count} dari {changes} perubahan dalam {chains} "
     "rantai.",
     "CHAIN OF CHANGES BROKEN: {count} of {changes} changes in {chains} "
     "chains."},
    {"chain_head", "Ujung rantai pada versi {version}: {head}",
     "Head of the chain at version {version}: {head}"},
    {"health_service", "Layanan", "Service"},
    {"address", "Alamat", "Address"},
};

const Entry* Find(absl::string_view key) {
  for (const absl::Span<const Entry> texts :
       {absl::MakeConstSpan(kEntries), IndicatorTexts(), IngestTexts(),
        BackupTexts(), RetentionTexts()}) {
    const auto* found =
        std::find_if(texts.begin(), texts.end(),
                     [&](const Entry& entry) { return entry.key == key; });
    if (found != texts.end()) return found;
  }
  return nullptr;
}

}  // namespace

std::string Say(Language language, absl::string_view key,
                const Arguments& arguments) {
  const Entry* entry = Find(key);
  if (entry == nullptr) return std::string(key);
  std::vector<std::pair<std::string, std::string>> blanks;
  for (const auto& [name, value] : arguments) {
    blanks.emplace_back(absl::StrCat("{", name, "}"), value);
  }
  return absl::StrReplaceAll(
      language == Language::kEnglish ? entry->english : entry->indonesian,
      blanks);
}

bool HasText(absl::string_view key) { return Find(key) != nullptr; }

}  // namespace iku::ctl
