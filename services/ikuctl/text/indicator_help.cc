#include "services/ikuctl/text/catalogue.h"

namespace iku::ctl {
namespace {

constexpr Topic kTopics[] = {
    {"compute",
     R"help(ikuctl compute --district=35.08.21 --period=PERIODE
ikuctl compute --within=35.08 --period=PERIODE     setiap kecamatan di dalamnya

  PERIODE              2025, 2025-H1, 2025-Q3, atau 2025-07
  --profile=NAMA       cara hitung IKM; lihat ikuctl get profiles/exact
  --indicators=ikm,coordination-follow-up,village-documents-on-time
  --policies="report-year=same-fiscal-year;followed-up-states=DONE,VERIFIED"
                       pilihan lain untuk hal yang tidak diatur:
                         combine=pooled|mean-of-services
                         followed-up-states=IN_PROGRESS,DONE,VERIFIED
                         report-year=deadline-in-year|same-fiscal-year
                         apbdesa=explanation|formula-literal
                         unit-of-count=per-document|all-three
                         not-due=left-out|in-denominator
                         silent=missing|no-data
                       Artinya: policyTexts pada ikuctl rules get
  --breakdowns=service,sex,age-band,education,occupation
  --earlier_periods=4  IKM empat periode sebelumnya
  --as_of=SAAT         yang diketahui pada saat itu, dinilai pada hari itu:
                       2025-12-31T16:59:59Z, 2025-12-31 (akhir hari itu di
                       kecamatan; hari ini berarti sekarang), version:123
                       (versi data, dinilai saat versi itu disimpan), atau
                       keduanya: version:123,2025-12-31T16:59:59Z
  --rules_version=V    aturan yang pernah dipakai; lihat ikuctl rules list
  --detail             rincian: jawaban per unsur, selang, keandalan, rincian
                       kelompok, tren, tindak lanjut yang terlambat, dan
                       matriks desa x dokumen. Hanya tabel; json selalu memuat
                       semuanya.

Dengan --within, hasil gabungan ditulis terakhir: gabungan (jumlah dibagi
jumlah; pooled) dan rata-rata nilai kecamatan (mean-of-units), kecamatan tanpa
data, kecamatan yang belum mengirim satu dokumen pun, dan peringkat (paling
banyak --limit).
json ditulis satu kecamatan per baris dan gabungannya pada baris terakhir; csv
menulis gabungannya pada dua baris terakhir dengan kode wilayah itu. Tabel
memakai koma desimal; json dan csv memakai titik.
)help",
     R"help(ikuctl compute --district=35.08.21 --period=PERIOD
ikuctl compute --within=35.08 --period=PERIOD      every district inside

  PERIOD               2025, 2025-H1, 2025-Q3 or 2025-07
  --profile=NAME       how the IKM is computed; see ikuctl get profiles/exact
  --indicators=ikm,coordination-follow-up,village-documents-on-time
  --policies="report-year=same-fiscal-year;followed-up-states=DONE,VERIFIED"
                       other choices where the sources leave one:
                         combine=pooled|mean-of-services
                         followed-up-states=IN_PROGRESS,DONE,VERIFIED
                         report-year=deadline-in-year|same-fiscal-year
                         apbdesa=explanation|formula-literal
                         unit-of-count=per-document|all-three
                         not-due=left-out|in-denominator
                         silent=missing|no-data
                       What they mean: policyTexts in ikuctl rules get
  --breakdowns=service,sex,age-band,education,occupation
  --earlier_periods=4  the index of the four periods before
  --as_of=WHEN         what was known then, judged on that day:
                       2025-12-31T16:59:59Z, 2025-12-31 (the end of that day in
                       the district; today means now), version:123 (version of
                       the data, judged when it was stored) or both:
                       version:123,2025-12-31T16:59:59Z
  --rules_version=V    rules that were used before; see ikuctl rules list
  --detail             the details: answers per element, interval, reliability,
                       breakdowns, trend, overdue follow-ups and the matrix of
                       villages and documents. Tables only; json always holds
                       everything.

With --within the roll-up comes last: pooled (ratio of the sums) and
mean-of-units (mean of the districts' values), districts without data, districts
that sent no document at all, and the ranking (at most --limit). json has one
district a line and the roll-up on the last one; csv has the roll-up on the last
two lines, under the region's code. json and csv use a decimal point.
)help"},
    {"sheet",
     R"help(ikuctl sheet --district=35.08.21 --period=2025 [--profile=NAMA]
  [--policies=...] [--as_of=...] [--rules_version=...]  ikuctl help compute

Lembar IKU: tugas, fungsi, tujuan, sasaran, lalu indikator dengan nilai, target
dan capaian bila ada, formula, sumber data, dan penanggung jawab.
)help",
     R"help(ikuctl sheet --district=35.08.21 --period=2025 [--profile=NAME]
  [--policies=...] [--as_of=...] [--rules_version=...]  ikuctl help compute

The IKU sheet: task, functions, objective and target, then the indicators with
value, target and achievement where set, formula, data source and who is
responsible.
)help"},
    {"explain",
     R"help(ikuctl explain INDIKATOR --district=35.08.21 --period=2025
  [--profile=NAMA] [--policies=...] [--as_of=...] [--rules_version=...]

  INDIKATOR  ikm, coordination-follow-up, atau village-documents-on-time

Lembar perhitungan yang dapat diikuti dengan pensil: kepala, setiap langkah
menurut urutan rumus, apa yang tidak dihitung dan sebabnya, lalu perintah yang
menampilkan data di baliknya.
)help",
     R"help(ikuctl explain INDICATOR --district=35.08.21 --period=2025
  [--profile=NAME] [--policies=...] [--as_of=...] [--rules_version=...]

  INDICATOR  ikm, coordination-follow-up or village-documents-on-time

A calculation sheet to follow with a pencil: a head, every step in the order of
the formula, what was left out and why, then the commands that list the records
behind it.
)help"},
    {"simulate",
     R"help(ikuctl simulate --district=35.08.21 --period=2025 [--indicators=...]

Andaikan:
  --more_follow_ups=3      tiga hasil lagi ditindaklanjuti
  --late_on_time=2         dua dokumen yang terlambat ternyata tepat waktu
  --missing_on_time=2      dua dokumen yang belum ada ternyata tepat waktu
  --not_due_on_time=2      dua dokumen yang belum jatuh tempo masuk tepat waktu
  --more_responses=40 --more_responses_score=4
                           40 responden lagi, semua unsur dinilai 4
  --with_profile=NAMA      dengan cara hitung lain
  --with_policies="report-year=same-fiscal-year"
  --share_goal=90          juga: apa yang diperlukan agar bagian mencapai 90 %;
                           87,5 dan 87.5 sama

Mencetak sebelum dan sesudah berdampingan, dan apa yang diperlukan untuk mutu
berikutnya. Tidak ada yang disimpan. --profile, --policies, --as_of, dan
--rules_version berlaku untuk keadaan sebelum; lihat ikuctl help compute.
)help",
     R"help(ikuctl simulate --district=35.08.21 --period=2025 [--indicators=...]

Suppose that:
  --more_follow_ups=3      three more results are followed up
  --late_on_time=2         two documents that are late are on time
  --missing_on_time=2      two documents that are missing are on time
  --not_due_on_time=2      two documents not due yet are handed in on time
  --more_responses=40 --more_responses_score=4
                           40 more respondents score every element with 4
  --with_profile=NAME      under another profile
  --with_policies="report-year=same-fiscal-year"
  --share_goal=90          also: what it takes for the shares to reach 90 %

Prints before and after side by side, and what the next grade takes. Stores
nothing. --profile, --policies, --as_of and --rules_version are about before;
see ikuctl help compute.
)help"},
    {"target",
     R"help(ikuctl target set INDIKATOR.PERIODE --district=35.08.21 --value=87,5
  --source="Perjanjian Kinerja 2025" [--etag=VERSI] [--validate_only]
  [--allow_unreachable]
ikuctl target list --district=35.08.21 [--period=2025]
ikuctl target withdraw INDIKATOR.PERIODE --district=35.08.21 --reason="..."

  INDIKATOR.PERIODE  ikm.2025, coordination-follow-up.2025-Q3: tahun atau
                     triwulan

  --value            87,5 atau 87.5, tanpa pemisah ribuan
  --allow_unreachable
                     terima nilai yang tidak dapat dicapai indikator itu, di
                     atas 100; tanpa ini nilai seperti itu ditolak

Untuk mengganti target yang sudah ada berikan --etag dari ikuctl target list.
)help",
     R"help(ikuctl target set INDICATOR.PERIOD --district=35.08.21 --value=87.5
  --source="Perjanjian Kinerja 2025" [--etag=VERSION] [--validate_only]
  [--allow_unreachable]
ikuctl target list --district=35.08.21 [--period=2025]
ikuctl target withdraw INDICATOR.PERIOD --district=35.08.21 --reason="..."

  INDICATOR.PERIOD  ikm.2025, coordination-follow-up.2025-Q3: a year or a
                    quarter

  --value           87.5; with --lang=id also 87,5
  --allow_unreachable
                    take a value that the indicator cannot reach, above 100;
                    without it such a value is refused

To replace a target that is set give its --etag from ikuctl target list.
)help"},
    {"rules",
     R"help(ikuctl rules list        versi aturan yang pernah dipakai, terbaru dahulu
ikuctl rules get         semua aturan yang berlaku, sebagai JSON
ikuctl rules get VERSI   semua aturan versi itu

  --format=textproto     bentuk yang dibaca --rules layanan indikator. Untuk
                         aturan sendiri: simpan ke berkas, ubah, beri nomor
                         versi baru, lalu mulai layanan dengan --rules=BERKAS.
)help",
     R"help(ikuctl rules list          versions that were used, newest first
ikuctl rules get           all rules in force, as JSON
ikuctl rules get VERSION   all rules of that version

  --format=textproto       the form that --rules of the indicator service takes.
                           For rules of your own: save it to a file, change it,
                           give it a new version and start the service with
                           --rules=FILE.
)help"},
};

}  // namespace

absl::Span<const Topic> IndicatorTopics() { return kTopics; }

}  // namespace iku::ctl
