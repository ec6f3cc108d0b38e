#include "common/status/sentences.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/codes.h"

namespace iku {
namespace {

struct Entry {
  absl::string_view code;
  absl::string_view indonesian;
  absl::string_view english;
};

// The Indonesian sentence is for office staff: what is wrong, then what to do.
const Entry kEntries[] = {
    {code::kRequired, "Isian ini wajib diisi.", "This field is required."},
    {code::kUnknownCode,
     "Kode {value} tidak dikenal. Gunakan salah satu dari: {allowed}.",
     "The code {value} is not known. Use one of: {allowed}."},
    {code::kNameMalformed,
     "Nama {value} tidak sesuai dengan bentuk {pattern}. Perbaiki "
     "penulisannya.",
     "The name {value} does not have the form {pattern}. Correct it."},
    {code::kNotInParent,
     "{value} tidak termasuk dalam {parent}. Periksa kembali keduanya.",
     "{value} does not belong to {parent}. Check both."},
    {code::kTooLong,
     "Panjang isian {length} karakter, paling banyak {limit}. Ringkaskan "
     "isinya.",
     "The text has {length} characters; at most {limit} are allowed."},
    {code::kTooShort,
     "Panjang isian {length} karakter, paling sedikit {limit}. Lengkapi "
     "isinya.",
     "The text has {length} characters; at least {limit} are needed."},
    {code::kTextMalformed,
     "Isian {value} tidak sesuai dengan bentuk {pattern}. Perbaiki "
     "penulisannya.",
     "The text {value} does not have the form {pattern}. Correct it."},
    {code::kOutOfRange,
     "Nilai harus {lowest} sampai {highest}, tertulis {value}.",
     "The value must be {lowest} to {highest}, but is {value}."},
    {code::kTooMany,
     "Jumlahnya {count}, paling banyak {limit}. Kurangi, atau kirim dalam "
     "beberapa bagian.",
     "There are {count}; at most {limit} are allowed. Leave some out, or send "
     "them in parts."},
    {code::kDateInvalid,
     "Tanggal {value} tidak ada dalam kalender. Periksa kembali tahun, bulan, "
     "dan harinya.",
     "The date {value} does not exist in the calendar. Check year, month and "
     "day."},
    {code::kDateInFuture,
     "Tanggal {value} belum terjadi, sedangkan hari ini {today}. Periksa "
     "kembali tanggalnya.",
     "The date {value} is in the future; today is {today}. Check the date."},
    {code::kDateOrder,
     "Tanggal {value} tidak sesuai urutan dengan {other} ({other_value}). "
     "Periksa kembali kedua tanggal itu.",
     "The date {value} is in the wrong order with {other} ({other_value}). "
     "Check both dates."},
    {code::kTimeInvalid,
     "Waktu {value} tidak sah. Gunakan tahun 1 sampai 9999.",
     "The time {value} is not valid. Use the years 1 to 9999."},
    {code::kTimeInFuture,
     "Waktu {value} belum terjadi, sedangkan sekarang {now}. Gunakan waktu "
     "yang sudah lewat.",
     "The time {value} is in the future; it is {now} now. Use a time in the "
     "past."},
    {code::kNotTogether,
     "Isian ini tidak dapat diberikan bersama {other}. Hapus salah satunya.",
     "This field cannot be given together with {other}. Leave one out."},
    {code::kPeriodMalformed,
     "Periode {value} tidak dikenal. Tulis seperti 2025, 2025-H1, 2025-Q3, "
     "atau 2025-07.",
     "The period {value} is not known. Write it like 2025, 2025-H1, 2025-Q3 "
     "or 2025-07."},
    {code::kPersonalData,
     "Isian ini tampaknya memuat data pribadi ({kind}). Hapus data itu, lalu "
     "kirim kembali.",
     "This field seems to hold personal data ({kind}). Remove it and send "
     "again."},
    {code::kScoreOutOfRange,
     "Nilai unsur {element} harus 1 sampai 4, tertulis {value}.",
     "The score of element {element} must be 1 to 4, but is {value}."},
    {code::kAnswerMissing,
     "Unsur {element} belum dijawab. Isi dengan nilai 1 sampai 4.",
     "Element {element} has no answer. Give a score of 1 to 4."},
    {code::kElementRepeated,
     "Unsur {element} dijawab lebih dari satu kali. Sisakan satu jawaban saja.",
     "Element {element} is answered more than once. Keep one answer."},
    {code::kPolicyRepeated,
     "Pilihan {name} diberikan lebih dari satu kali. Sisakan satu saja.",
     "Choice {name} is given more than once. Keep one only."},
    {code::kUnknownRegion,
     "Wilayah {value} belum terdaftar. Periksa kodenya, atau daftarkan wilayah "
     "itu lebih dahulu.",
     "The region {value} is not in the register. Check its code, or register "
     "it first."},
    {code::kUnknownService,
     "Layanan {value} belum terdaftar di {district}. Periksa kodenya, atau "
     "daftarkan layanan itu lebih dahulu.",
     "The service {value} is not registered for {district}. Check its code, "
     "or register it first."},
    {code::kNotValidOn,
     "{value} tidak berlaku pada tanggal {date}. Periksa kembali kode dan "
     "tanggalnya.",
     "{value} was not valid on {date}. Check the code and the date."},
    {code::kNoSuchDuty,
     "{value} adalah kelurahan, yang tidak wajib menyusun dokumen desa. "
     "Gunakan kode desa atau desa adat.",
     "{value} is a kelurahan, which owes no village documents. Use the code "
     "of a desa or desa adat."},
    {code::kEvidenceMissing,
     "Keadaan {state} harus disertai bukti. Lengkapi buktinya.",
     "The state {state} needs evidence. Add the evidence."},
    {code::kPageTokenInvalid,
     "Penanda halaman tidak cocok dengan daftar ini. Mulai lagi dari halaman "
     "pertama.",
     "The page token does not belong to this list. Start again from the first "
     "page."},
    {code::kUnknownProfile,
     "Cara hitung {value} tidak dikenal. Gunakan salah satu dari: {allowed}.",
     "The calculation profile {value} is not known. Use one of: {allowed}."},
    {code::kUnknownIndicator,
     "Indikator {value} tidak dikenal. Gunakan salah satu dari: {allowed}.",
     "The indicator {value} is not known. Use one of: {allowed}."},
    {code::kRepeatedInBatch,
     "{value} sudah ada pada baris {row} dari kiriman ini. Hapus salah "
     "satunya.",
     "{value} is in row {row} of this batch already. Remove one of them."},
    {code::kUnreachable,
     "Nilai {value} tidak dapat dicapai, paling tinggi {highest}. Perbaiki, "
     "atau kirim dengan allow_unreachable bila memang dimaksud.",
     "The value {value} cannot be reached; {highest} is the highest. Correct "
     "it, or send it with allow_unreachable if it is meant."},
    {code::kInvalidInput,
     "Ada {count} isian yang belum benar. Perbaiki, lalu kirim kembali.",
     "{count} field values break a rule. Correct them and send again."},
    {code::kNotFound, "{name} tidak ditemukan. Periksa kembali namanya.",
     "{name} was not found. Check the name."},
    {code::kNameTaken,
     "{name} sudah tersimpan dengan isi yang berbeda (tersimpan "
     "{stored_sha256}, dikirim {sent_sha256}). Gunakan nama lain, atau kirim "
     "pembetulan.",
     "{name} is stored already with other content (stored {stored_sha256}, "
     "sent {sent_sha256}). Use another name, or send a correction."},
    {code::kSlotTaken,
     "Tempat untuk {name} sudah diisi oleh {holder}. Betulkan atau batalkan "
     "data itu lebih dahulu.",
     "The place of {name} is taken by {holder}. Correct or void that one "
     "first."},
    {code::kEtagStale,
     "{name} sudah diubah oleh pihak lain sejak versi {etag}. Muat ulang, "
     "lalu ulangi perubahan Anda.",
     "{name} was changed by someone else since version {etag}. Read it again "
     "and repeat your change."},
    {code::kRequestIdReused,
     "Nomor permintaan {request_id} sudah dipakai untuk perubahan lain pada "
     "{name}. Gunakan nomor yang baru.",
     "The request id {request_id} was used for another change of {name}. Use "
     "a new one."},
    {code::kRecordVoid,
     "{name} sudah dibatalkan sehingga tidak dapat diubah. Kirim data yang "
     "baru.",
     "{name} is void and cannot be changed. Send a new record."},
    {code::kRecordErased,
     "Isi {name} sudah dihapus menurut ketentuan dan tidak dapat diubah lagi.",
     "The content of {name} was erased for good and cannot be changed."},
    {code::kStepNotAllowed,
     "Keadaan {name} tidak dapat diubah dari {from} menjadi {to}. Periksa "
     "urutan tahapannya.",
     "{name} cannot go from {from} to {to}. Check the order of the steps."},
    {code::kSequenceGap,
     "Kiriman nomor {sequence} belum dapat diterima {name}. Kirim nomor "
     "{next_sequence} lebih dahulu.",
     "{name} cannot take batch {sequence} yet. Send batch {next_sequence} "
     "first."},
    {code::kBatchDiffers,
     "Kiriman nomor {sequence} dari {name} sudah diterima dengan isi lain. "
     "Gunakan nomor berikutnya untuk isi yang baru.",
     "Batch {sequence} of {name} is committed with other content, or its "
     "answer is no longer kept. Use the next number for new content."},
    {code::kSessionClosed, "{name} sudah ditutup. Buat sesi impor yang baru.",
     "{name} is closed. Create a new ingest session."},
    {code::kRowResolved,
     "{name} sudah diselesaikan dengan cara lain sehingga tidak dapat diubah.",
     "{name} was resolved in another way already and cannot be changed."},
    {code::kStopping,
     "Layanan sedang dihentikan. Ulangi sesaat lagi; yang sudah dijawab tetap "
     "tersimpan.",
     "The service stops. Try again soon; what was answered is kept."},
    {code::kStreamIdle,
     "Aliran data ditutup karena terlalu lama tidak ada kiriman. Buka kembali "
     "bila ada yang akan dikirim.",
     "The stream was closed because nothing was sent for a while. Open it "
     "again when there is something to send."},
    {code::kStreamTooOld,
     "Aliran data sudah terbuka selama yang diperbolehkan. Buka yang baru, "
     "lalu lanjutkan; yang sudah dijawab tetap tersimpan.",
     "The stream has been open for as long as one may be. Open a new one and "
     "go on; what was answered is kept."},
    {code::kBusy,
     "Sistem sedang menerima terlalu banyak {what} {limit}. Tunggu sebentar, "
     "lalu kirim kembali.",
     "There are too many {what} {limit} just now. Wait a moment and send "
     "again."},
    {code::kBackupOff,
     "Layanan dijalankan tanpa folder cadangan. Jalankan dengan "
     "--backup_dir=FOLDER.",
     "The service runs without a folder for backups. Start it with "
     "--backup_dir=FOLDER."},
    {code::kBackupNoSpace,
     "Ruang untuk cadangan tidak cukup: perlu {needed} MiB, tersedia {free} "
     "MiB. Kosongkan ruang, lalu buat cadangan baru.",
     "There is no room for a backup: it needs {needed} MiB and {free} MiB are "
     "free. Make room, then make a new backup."},
    {code::kBackupNotWritten,
     "Cadangan tidak dapat ditulis: {problem}. Periksa folder cadangan, lalu "
     "buat cadangan baru.",
     "The backup cannot be written: {problem}. Check the folder for backups, "
     "then make a new backup."},
    {code::kBackupInterrupted,
     "Layanan berhenti sebelum cadangan selesai. Buat cadangan baru.",
     "The service stopped before the backup was finished. Make a new backup."},
    {code::kBackupUnsound,
     "Salinan tidak lolos pemeriksaan: {problem}. Periksa data dengan ikuctl "
     "verify dan simpan cadangan yang terdahulu.",
     "The copy did not pass its check: {problem}. Check the data with ikuctl "
     "verify and keep the earlier backups."},
    {code::kBackupFileGone,
     "Berkas cadangan {file} tidak ada lagi atau ukurannya berubah. Buat "
     "cadangan baru.",
     "The file {file} of the backup is no longer there or has another size. "
     "Make a new backup."},
    {code::kStoreFull,
     "Ruang penyimpanan penuh sehingga data belum tersimpan. Hubungi "
     "pengelola sistem, lalu kirim kembali.",
     "The storage is full and nothing was stored. Tell the operator, then "
     "send again."},
    {code::kStoreUnavailable,
     "Penyimpanan data sedang tidak dapat digunakan. Tunggu sebentar, lalu "
     "coba kembali.",
     "The store cannot be used just now. Wait a moment and try again."},
    {code::kStoreDamaged,
     "Data yang tersimpan rusak. Segera hubungi pengelola sistem.",
     "The stored data is damaged. Tell the operator at once."},
    {code::kCollectionUnavailable,
     "Layanan pengumpulan data di {address} sedang tidak menjawab. Tunggu "
     "sebentar, lalu coba kembali.",
     "The collection service at {address} does not answer. Wait a moment and "
     "try again."},
    {code::kRuleUnsound, "Aturan ini keliru: {problem}.",
     "This rule is not sound: {problem}."},
    {code::kRulesChanged,
     "Aturan versi {version} sudah tersimpan dengan isi yang berbeda. Beri "
     "nomor versi baru pada aturan yang diubah.",
     "The rules of version {version} are stored with other content. Give the "
     "changed rules a new version."},
    {code::kRulesNotYet,
     "Aturan versi {version} baru berlaku mulai {valid_from}, sedangkan hari "
     "ini {today}. Pakai aturan yang sekarang berlaku sampai hari itu.",
     "The rules of version {version} begin on {valid_from}; today is {today}. "
     "Use the rules that are in force now until then."},
    {code::kRulesNotNamed,
     "Layanan ini terakhir memakai aturan versi {version} dari sebuah berkas. "
     "Sebutkan berkas itu dengan --rules=BERKAS, atau pakai aturan bawaan "
     "dengan --rules=built-in.",
     "This service last used the rules of version {version} from a file. Name "
     "that file with --rules=FILE, or take the built-in rules with "
     "--rules=built-in."},
    {code::kNotYetRegistered,
     "{name} baru terdaftar pada {registered}, sedangkan yang diminta keadaan "
     "pada {moment}. Pilih saat sesudah pendaftaran itu.",
     "{name} was registered on {registered}, but is asked for as of {moment}. "
     "Choose a moment after that."},
    {code::kDeadlineExceeded,
     "Waktu tunggu sudah habis sebelum permintaan selesai. Silakan coba "
     "kembali.",
     "The time for this call ran out before it ended. Please try again."},
    {code::kInternal,
     "Terjadi kesalahan di dalam sistem. Hubungi pengelola sistem jika terjadi "
     "lagi.",
     "Something went wrong inside the system. Tell the operator if it happens "
     "again."},
};

const Entry* Find(absl::string_view code) {
  for (const Entry& entry : kEntries) {
    if (entry.code == code) return &entry;
  }
  return nullptr;
}

// Words of our own that fill blanks, as people read them.
struct Word {
  absl::string_view blank;
  absl::string_view word;
  absl::string_view indonesian;
  absl::string_view english;
};

const Word kWords[] = {
    {"what", "reads", "pembacaan data", "reads"},
    {"what", "streams", "pengiriman daftar", "streams"},
    {"what", "writes", "penyimpanan data", "writes"},
    {"what", "verifications", "pemeriksaan data", "verifications"},
    {"what", "batches", "kiriman data", "batches"},
    {"what", "expensive", "permintaan besar", "large calls"},
    {"limit", "service", "dari semua pengguna", "of all callers"},
    {"limit", "caller", "dari Anda", "of yours"},
    {"what", "backups", "pembuatan cadangan", "backups"},
    {"problem", "integrity", "struktur berkas rusak",
     "the structure of the file is damaged"},
    {"problem", "tallies", "ada hitungan yang tidak sama dengan datanya",
     "tallies differ from their records"},
    {"problem", "chains", "ada rantai perubahan yang tidak utuh",
     "chains of changes do not hold"},
    {"kind", "PHONE", "nomor telepon", "telephone number"},
};

// States of a follow-up, as lists and files call them.
constexpr std::pair<absl::string_view, absl::string_view> kStates[] = {
    {"OPEN", "Belum"},       {"IN_PROGRESS", "Proses"},
    {"DONE", "Selesai"},     {"VERIFIED", "Terverifikasi"},
    {"REJECTED", "Ditolak"},
};

// What the caller wrote is shown as it is.
absl::string_view Translated(absl::string_view blank, absl::string_view value,
                             Language language) {
  const bool english = language == Language::kEnglish;
  for (const Word& word : kWords) {
    if (word.blank != blank || word.word != value) continue;
    return english ? word.english : word.indonesian;
  }
  if (english || (blank != "state" && blank != "from" && blank != "to")) {
    return value;
  }
  for (const auto& [state, indonesian] : kStates) {
    if (state == value) return indonesian;
  }
  return value;
}

}  // namespace

std::string Sentence(absl::string_view code, const Arguments& arguments,
                     Language language) {
  const Entry* entry = Find(code);
  if (entry == nullptr) return std::string(code);
  absl::string_view rest =
      language == Language::kEnglish ? entry->english : entry->indonesian;

  std::string sentence;
  while (true) {
    const size_t open = rest.find('{');
    if (open == absl::string_view::npos) break;
    const size_t close = rest.find('}', open);
    absl::StrAppend(&sentence, rest.substr(0, open));
    const std::string blank(rest.substr(open + 1, close - open - 1));
    const auto found = arguments.find(blank);
    if (found == arguments.end()) {
      absl::StrAppend(&sentence, "{", blank, "}");
    } else {
      absl::StrAppend(&sentence, Translated(blank, found->second, language));
    }
    rest.remove_prefix(close + 1);
  }
  absl::StrAppend(&sentence, rest);
  return sentence;
}

absl::Span<const absl::string_view> SentenceCodes() {
  static const auto& codes = *[] {
    auto* all = new std::vector<absl::string_view>();
    for (const Entry& entry : kEntries) all->push_back(entry.code);
    std::sort(all->begin(), all->end());
    return all;
  }();
  return codes;
}

}  // namespace iku
