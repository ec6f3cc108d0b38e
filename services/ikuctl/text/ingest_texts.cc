#include "services/ikuctl/text/catalogue.h"

namespace iku::ctl {
namespace {

constexpr Entry kEntries[] = {
    // quarantine
    {"quarantine_what",
     "Sebutkan yang dikerjakan: quarantine list, get, resubmit, atau discard. "
     "Lihat: ikuctl help quarantine.",
     "Say what to do: quarantine list, get, resubmit or discard. See: ikuctl "
     "help quarantine."},
    {"quarantine_name_missing",
     "Sebutkan satu baris karantina, seperti yang ditampilkan ikuctl "
     "quarantine list.",
     "Give one row in quarantine, as ikuctl quarantine list shows it."},
    {"mend_no_equals", "Perubahan \"{value}\" harus ditulis isian=nilai.",
     "The change \"{value}\" must be written field=value."},
    {"mend_no_field",
     "Baris itu tidak memiliki isian {field}. Tulis seperti pada ikuctl "
     "quarantine get, misalnya response_date atau scores[2].score.",
     "The row has no field {field}. Write it as ikuctl quarantine get shows "
     "it, such as response_date or scores[2].score."},
    {"mend_value", "Nilai \"{value}\" tidak dapat dipakai untuk {field}.",
     "The value \"{value}\" cannot be used for {field}."},
    {"row_unreadable",
     "Berkas {file} tidak memuat data {kind} dalam bentuk JSON seperti yang "
     "dicetak ikuctl quarantine get.",
     "The file {file} holds no record of the kind {kind} as the JSON that "
     "ikuctl quarantine get prints."},
    {"row_erased", "Isi baris karantina itu sudah dihapus.",
     "The content of that row in quarantine was erased."},
    {"row_discarded", "Disisihkan dari karantina: {reason}",
     "Put away from quarantine: {reason}"},
    {"time", "Waktu", "Time"},
    {"findings", "Temuan", "Findings"},
    // sessions
    {"sessions_what",
     "Sebutkan yang dikerjakan: sessions list, get, atau close. Lihat: ikuctl "
     "help sessions.",
     "Say what to do: sessions list, get or close. See: ikuctl help "
     "sessions."},
    {"sessions_name_missing",
     "Sebutkan satu sesi impor, seperti yang ditampilkan ikuctl sessions list.",
     "Give one import session, as ikuctl sessions list shows it."},
    {"title", "Berkas", "File"},
    {"rows_sent", "Baris", "Rows"},
    {"rows_in", "Masuk", "In"},
    {"rows_waiting", "Karantina", "Quarantine"},
    // audit
    {"audit_what",
     "Sebutkan yang dikerjakan: audit list, watch, atau verify. Lihat: ikuctl "
     "help audit.",
     "Say what to do: audit list, watch or verify. See: ikuctl help audit."},
    {"after_version", "--after_version harus 0 atau lebih.",
     "--after_version must be 0 or more."},
    {"version", "Versi", "Version"},
    {"actor", "Pelaku", "Actor"},
    {"action", "Tindakan", "Action"},
    {"changed", "Yang diubah", "Changed"},
    {"reason", "Alasan", "Reason"},
    {"head_wrong",
     "--head={value} harus ditulis VERSI:SHA256, seperti yang dicetak ikuctl "
     "verify --district.",
     "--head={value} must be written VERSION:SHA256, as ikuctl verify "
     "--district prints it."},
    {"head_holds",
     "Ujung rantai yang disimpan pada versi {version} masih dilalui rantai.",
     "The chain still leads over the head that was kept at version "
     "{version}."},
    {"head_gone",
     "UJUNG RANTAI YANG DISIMPAN TIDAK DITEMUKAN pada versi {version}: catatan "
     "perubahan sudah diganti atau dipotong.",
     "THE HEAD THAT WAS KEPT IS GONE from version {version}: the log of "
     "changes "
     "was replaced or cut."},
};

constexpr Topic kTopics[] = {
    {"quarantine",
     R"help(ikuctl quarantine list [SESI] --district=35.08.21 --state=menunggu
ikuctl quarantine get BARIS
ikuctl quarantine resubmit BARIS isian=nilai ... [--row=BERKAS.json]
ikuctl quarantine discard BARIS --reason="..."

Baris yang ditolak saat impor dengan --accept_valid. Tidak ikut dihitung sampai
diperbaiki dan dikirim ulang. NIK dan nomor telepon tidak pernah disimpan.

  resubmit   isian ditulis seperti pada temuannya: comment="", time=3 (nilai
             unsur), response_date=2025-06-30, agencies[0].type=opd; isian
             kosong menghapus. --row berisi data sebagai JSON, seperti dicetak
             get. --allow_missing: jawaban boleh kosong
  --state=menunggu|dikirim-ulang|disisihkan   --limit=100   --validate_only
)help",
     R"help(ikuctl quarantine list [SESSION] --district=35.08.21 --state=waiting
ikuctl quarantine get ROW
ikuctl quarantine resubmit ROW field=value ... [--row=FILE.json]
ikuctl quarantine discard ROW --reason="..."

Rows that were refused in an import with --accept_valid. They are counted
nowhere until they are mended and submitted again. A NIK or telephone number is
never kept.

  resubmit   a field is written as in its finding: comment="", time=3 (score of
             an element), response_date=2025-06-30, agencies[0].type=opd; an
             empty value takes it away. --row holds the record as JSON, as get
             prints it. --allow_missing: answers may be missing
  --state=waiting|resubmitted|discarded   --limit=100   --validate_only
)help"},
    {"sessions",
     R"help(ikuctl sessions list --district=35.08.21 [--state=terbuka|tertutup]
ikuctl sessions get SESI
ikuctl sessions close SESI

Setiap impor survey, coordination, dan village-documents adalah satu sesi, yang
mencatat sampai di mana impor itu. Perintah impor yang sama melanjutkannya.
Sesi yang tetap terbuka berasal dari impor yang terputus; close menutupnya bila
tidak akan dilanjutkan.
)help",
     R"help(ikuctl sessions list --district=35.08.21 [--state=open|closed]
ikuctl sessions get SESSION
ikuctl sessions close SESSION

Each import of surveys, coordination records and village documents is a session,
which knows how far it has come. The same import command goes on with it. A
session that stays open is of an import that broke off; close ends it when it is
not to go on.
)help"},
    {"audit",
     R"help(ikuctl audit list --district=35.08.21 [--after_version=N]
                  [--action=masuk|koreksi|batal|tindak-lanjut|hapus|impor|
                   sisihkan] [--resource=NAMA] [--limit=100]
ikuctl audit watch --district=35.08.21 [--after_version=N] [--limit=N]
ikuctl audit verify --district=35.08.21 --head=VERSI:SHA256

Siapa mengubah apa, kapan, dan mengapa. --district=-: list untuk daftar wilayah,
watch untuk semua kecamatan. watch menulis setiap perubahan begitu terjadi,
sampai dihentikan atau --limit. verify memeriksa rantai perubahan dan apakah
rantai itu masih melalui ujung yang disimpan di tempat lain; ujung itu dicetak
oleh ikuctl verify --district. Kode keluar 1 bila tidak.
)help",
     R"help(ikuctl audit list --district=35.08.21 [--after_version=N]
                  [--action=create|correct|void|follow-up|erase|ingest|discard]
                  [--resource=NAME] [--limit=100]
ikuctl audit watch --district=35.08.21 [--after_version=N] [--limit=N]
ikuctl audit verify --district=35.08.21 --head=VERSION:SHA256

Who changed what, when and why. --district=-: list takes the register of
regions, watch all districts. watch writes each change as it happens, until it
is stopped or --limit. verify checks the chain of changes and whether it still
leads over a head that was kept elsewhere; ikuctl verify --district prints that
head. Exit code 1 when it does not.
)help"},
};

}  // namespace

absl::Span<const Entry> IngestTexts() { return kEntries; }
absl::Span<const Topic> IngestTopics() { return kTopics; }

}  // namespace iku::ctl
