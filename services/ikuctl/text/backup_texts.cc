#include "services/ikuctl/text/catalogue.h"

namespace iku::ctl {
namespace {

constexpr Entry kEntries[] = {
    {"backup_what",
     "Tulis ikuctl backup, ikuctl backup list, atau ikuctl backup get ID.",
     "Write ikuctl backup, ikuctl backup list or ikuctl backup get ID."},
    {"backup_begun",
     "Cadangan {id} dimulai di layanan. Bila penantian ini terputus, lanjutkan "
     "dengan: ikuctl backup --id={id}",
     "The service makes backup {id}. If this wait is interrupted, go on with: "
     "ikuctl backup --id={id}"},
    {"backup_copying", "menyalin", "copying"},
    {"backup_verifying", "memeriksa", "checking"},
    {"backup_ready", "siap", "ready"},
    {"backup_failed", "GAGAL", "FAILED"},
    {"backup", "Cadangan", "Backup"},
    {"backup_time", "Dibuat", "Made"},
    {"backup_error", "Sebab", "Reason"},
    {"backup_file", "Berkas", "File"},
    {"backup_size", "Ukuran", "Size"},
    {"bytes", "{count} bita", "{count} bytes"},
    {"backup_version", "Versi data", "Data version"},
    {"backup_sha256", "SHA-256", "SHA-256"},
    {"backup_checked", "Diperiksa", "Checked"},
    {"backup_verified",
     "{records} data dihitung ulang dan dibandingkan dengan {tallies} angka; "
     "{chains} rantai dengan {changes} perubahan dan {versions} versi data",
     "{records} records counted again and compared with {tallies} numbers; "
     "{chains} chains with {changes} changes and {versions} versions of "
     "records"},
};

constexpr Topic kTopics[] = {
    {"backup",
     R"help(ikuctl backup [--id=20261231-235959]
ikuctl backup list [--limit=100]
ikuctl backup get ID

Menyalin seluruh data layanan pengumpulan ke berkas di foldernya (--backup_dir
layanan itu) selagi layanan bekerja, memeriksa salinannya, dan menunggu sampai
siap. Tanpa --id dipakai waktu sekarang (UTC). Perintah dengan --id yang sama
melanjutkan penantian dan tidak membuat cadangan kedua.
Kode keluar 2 bila gagal. Pemulihan: deploy/README.md.
)help",
     R"help(ikuctl backup [--id=20261231-235959]
ikuctl backup list [--limit=100]
ikuctl backup get ID

Copies all data of the collection service into a file of its folder (its
--backup_dir) while it works, checks the copy, and waits until it is ready.
Without --id the time is taken (UTC). The same --id again goes on waiting and
makes no second backup.
Exit code 2 when it failed. Restoring: deploy/README.md.
)help"},
};

}  // namespace

absl::Span<const Entry> BackupTexts() { return kEntries; }
absl::Span<const Topic> BackupTopics() { return kTopics; }

}  // namespace iku::ctl
