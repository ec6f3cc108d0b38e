#include "services/ikuctl/text/catalogue.h"

namespace iku::ctl {
namespace {

constexpr Entry kEntries[] = {
    {"extent_text", "teks bebas", "free text"},
    {"extent_record", "seluruh isi", "all content"},
    {"retention_collection", "Data", "Records"},
    {"retention_extent", "Yang dihapus", "Erased"},
    {"retention_months", "Bulan", "Months"},
    {"retention_before", "Sebelum", "Before"},
    {"retention_due", "Jatuh tempo", "Due"},
    {"retention_none",
     "Layanan tidak mempunyai aturan masa simpan; semua data disimpan terus.",
     "The service has no rules of retention; everything is kept."},
    {"erased",
     "Isi {name} dihapus dari {versions} versi dan {rows} baris karantina; "
     "perubahan {version} mencatatnya.",
     "The content of {name} was erased from {versions} versions and {rows} "
     "quarantined rows; change {version} tells of it."},
    {"would_erase",
     "Isi {name} akan dihapus dari {versions} versi dan {rows} baris "
     "karantina.",
     "The content of {name} would be erased from {versions} versions and "
     "{rows} quarantined rows."},
    {"erased_before", "Tidak ada lagi yang dapat dihapus dari {name}.",
     "Nothing is left to erase of {name}."},
};

constexpr Topic kTopics[] = {
    {"erase",
     R"help(ikuctl erase NAMA --extent=text|record --reason="..." [--validate_only]

Menghapus isi satu data untuk selamanya, misalnya atas permintaan responden
(UU 27/2022). --extent=text hanya menghapus teks bebas; semua angka tetap.
--extent=record menghapus seluruh isinya: data itu tidak dihitung lagi, juga
untuk keadaan masa lalu. Siapa, kapan, dan mengapa tetap tercatat.
)help",
     R"help(ikuctl erase NAME --extent=text|record --reason="..." [--validate_only]

Erases the content of one record for good, for example when a respondent asks
for it (law 27/2022). --extent=text takes out the free text only; every figure
stays. --extent=record takes out everything: the record is counted no more, also
not in figures of the past. Who did it, when and why stays in the log.
)help"},
    {"retention",
     R"help(ikuctl retention --district=35.08.21

Aturan masa simpan layanan pengumpulan data, dan berapa banyak yang akan dihapus
di kecamatan ini bila dijalankan hari ini. Aturan itu diatur oleh pengelola:
deploy/README.md.
)help",
     R"help(ikuctl retention --district=35.08.21

The collection service's rules of retention, and how much of this district they
would erase today. The operator sets them: deploy/README.md.
)help"},
};

}  // namespace

absl::Span<const Entry> RetentionTexts() { return kEntries; }
absl::Span<const Topic> RetentionTopics() { return kTopics; }

}  // namespace iku::ctl
