#include "services/ikuctl/text/catalogue.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {
namespace {

constexpr Topic kTopics[] = {
    {"",
     R"help(ikuctl: data dan Indikator Kinerja Utama kecamatan

  ikuctl import survey|coordination|village-documents BERKAS --district=...
  ikuctl import services|populations BERKAS --district=...
  ikuctl import regions BERKAS
  ikuctl compute --district=35.08.21 --period=2025 [--profile=weight-0.11]
  ikuctl sheet --district=35.08.21 --period=2025
  ikuctl explain ikm --district=35.08.21 --period=2025
  ikuctl simulate --district=35.08.21 --period=2025 --more_follow_ups=3
  ikuctl target set|list|withdraw ...
  ikuctl rules list|get
  ikuctl list surveys|coordination|village-documents --district=...
  ikuctl list services|populations|regions --district=...
  ikuctl get NAMA
  ikuctl void NAMA --reason="..."
  ikuctl follow-up NAMA --state=selesai --date=2025-06-30 ...
  ikuctl quarantine list|get|resubmit|discard ...
  ikuctl sessions list|get|close ...
  ikuctl audit list|watch|verify --district=35.08.21
  ikuctl erase NAMA --extent=text|record --reason="..."
  ikuctl retention --district=35.08.21
  ikuctl verify [--district=35.08.21]
  ikuctl backup [list|get]
  ikuctl health
  ikuctl help PERINTAH

Untuk semua perintah:
  --collection=127.0.0.1:7101  alamat layanan pengumpulan data
  --indicator=127.0.0.1:7102   alamat layanan indikator
  --lang=id|en                 bahasa
  --format=table|json|csv      bentuk keluaran
  --deadline=10s               batas satu panggilan (impor 60s per kiriman)
  --actor=NAMA                 siapa yang memanggil: kantor atau jabatan

Kode keluar: 0 semua berhasil; 1 sebagian ditolak, verify menemukan selisih,
atau health tidak SERVING; 2 tidak ada yang dikerjakan.
)help",
     R"help(ikuctl: records and key performance indicators of districts

  ikuctl import survey|coordination|village-documents FILE --district=...
  ikuctl import services|populations FILE --district=...
  ikuctl import regions FILE
  ikuctl compute --district=35.08.21 --period=2025 [--profile=weight-0.11]
  ikuctl sheet --district=35.08.21 --period=2025
  ikuctl explain ikm --district=35.08.21 --period=2025
  ikuctl simulate --district=35.08.21 --period=2025 --more_follow_ups=3
  ikuctl target set|list|withdraw ...
  ikuctl rules list|get
  ikuctl list surveys|coordination|village-documents --district=...
  ikuctl list services|populations|regions --district=...
  ikuctl get NAME
  ikuctl void NAME --reason="..."
  ikuctl follow-up NAME --state=done --date=2025-06-30 ...
  ikuctl quarantine list|get|resubmit|discard ...
  ikuctl sessions list|get|close ...
  ikuctl audit list|watch|verify --district=35.08.21
  ikuctl erase NAME --extent=text|record --reason="..."
  ikuctl retention --district=35.08.21
  ikuctl verify [--district=35.08.21]
  ikuctl backup [list|get]
  ikuctl health
  ikuctl help COMMAND

For every command:
  --collection=127.0.0.1:7101  address of the collection service
  --indicator=127.0.0.1:7102   address of the indicator service
  --lang=id|en                 language
  --format=table|json|csv      form of the output
  --deadline=10s               limit of one call (imports 60s per batch)
  --actor=NAME                 who calls: an office or a position

Exit codes: 0 all done; 1 some rows rejected, verify found mismatches or health
is not SERVING; 2 nothing done.
)help"},
    {"import",
     R"help(ikuctl import JENIS BERKAS: CSV UTF-8 dengan baris judul; pemisah koma, titik
koma, atau tab. Sel tanggal: 2025-06-30, 30/06/2025, atau 30-06-2025.

  survey             --district wajib. Isian: requirements procedure time cost
                     product competence behaviour complaints facilities date
                     service sex age education occupation channel comment id
                     Kolom dengan nama itu (atau tanggal, layanan,
                     jenis_kelamin, usia, pendidikan, pekerjaan, saran) dipakai
                     sendiri; yang lain: --columns=requirements=u1,procedure=u2
                     u1..u9 tidak pernah ditebak: --order=questionnaire (U8
                     sarana, U9 pengaduan) atau --order=regulation (sebaliknya).
                     --date=2025-06-30 --service=KODE untuk sel yang kosong
                     --allow_missing: jawaban boleh kosong; unsur yang tidak ada
                     kolomnya ditulis --columns=complaints=
  coordination       --district wajib. Kolom: id kind subject held_date place
                     section agencies ("Nama (jenis); Nama (jenis)")
                     document_number result due_date sub_activity_code
                     follow_up_state follow_up_date follow_up_note
                     evidence_kind evidence_number evidence_date evidence_uri
                     evidence_sha256
  village-documents  --district wajib. Kolom: id village (kode atau nama) kind
                     fiscal_year revision regulation_number agreed_date
                     enacted_date promulgated_date submitted_date
                     evaluation_number evaluation_date received_date
                     letter_number note evidence_...
  services           --district wajib. Kolom: code display_name valid_from
                     valid_to
  populations        --district wajib. Kolom: year people source. Penduduk yang
                     dilayani, agar cukup tidaknya responden dapat dinilai.
  regions            berkas atau folder data paket npm idn-area-data: code name

  --validate_only    periksa saja, tidak menyimpan; tanggal tindak lanjut baris
                     baru baru dibandingkan dengan tanggal rapatnya saat impor
  --accept_valid     survey, coordination, village-documents: baris yang ditolak
                     layanan disimpan di karantina; lihat ikuctl help quarantine
  --replace          services, populations: ganti isi yang sudah tersimpan
  --report=BERKAS    simpan laporan baris yang ditolak (.csv, .json, atau tabel)
  --source=NAMA      awalan id; bila tidak diberikan: nama berkas

Id setiap baris: SUMBER-ID bila ada kolom id, selain itu
SUMBER-TANGGAL-SIDIK-URUTAN dari isi baris. Mengimpor berkas yang sama lagi,
juga sesudah ditambah, diurutkan ulang, atau baris yang ditolak diperbaiki,
tidak mengubah yang sudah tersimpan. Batasnya: baris yang sudah diterima lalu
diubah isinya menjadi data baru; beri kolom id agar perubahan itu terlihat
sebagai NAME_TAKEN. Tanpa kolom id paling banyak 5.000.000 baris per berkas.

Berkas yang rusak (kutip tidak ditutup, bukan UTF-8) ditolak seluruhnya sebelum
ada yang dikirim. Satu baris paling panjang 64 KiB.
)help",
     R"help(ikuctl import KIND FILE: CSV in UTF-8 with a header; comma, semicolon or tab
between the cells. Dates: 2025-06-30, 30/06/2025 or 30-06-2025.

  survey             needs --district. Fields: requirements procedure time cost
                     product competence behaviour complaints facilities date
                     service sex age education occupation channel comment id
                     A column called so (or tanggal, layanan, jenis_kelamin,
                     usia, pendidikan, pekerjaan, saran) is used by itself;
                     others: --columns=requirements=u1,procedure=u2
                     u1..u9 are never guessed: --order=questionnaire (U8
                     facilities, U9 complaints) or --order=regulation (the other
                     way round).
                     --date=2025-06-30 --service=CODE for empty cells
                     --allow_missing: answers may be missing; an element that
                     has no column is written --columns=complaints=
  coordination       needs --district. Columns: id kind subject held_date place
                     section agencies ("Name (type); Name (type)")
                     document_number result due_date sub_activity_code
                     follow_up_state follow_up_date follow_up_note
                     evidence_kind evidence_number evidence_date evidence_uri
                     evidence_sha256
  village-documents  needs --district. Columns: id village (code or name) kind
                     fiscal_year revision regulation_number agreed_date
                     enacted_date promulgated_date submitted_date
                     evaluation_number evaluation_date received_date
                     letter_number note evidence_...
  services           needs --district. Columns: code display_name valid_from
                     valid_to
  populations        needs --district. Columns: year people source. How many
                     people are served, to judge the number of respondents.
  regions            files or the data folder of the npm package idn-area-data:
                     code name

  --validate_only    check only, store nothing; the date of a follow-up is held
                     against that of its new record at the import only
  --accept_valid     survey, coordination, village-documents: rows that the
                     service refuses are kept in quarantine; see ikuctl help
                     quarantine
  --replace          services, populations: replace what is stored
  --report=FILE      keep the report of rejected rows (.csv, .json or a table)
  --source=NAME      start of the ids; without it the file's name

The id of a row is SOURCE-ID where there is an id column, else
SOURCE-DATE-HASH-OCCURRENCE, made from what the row says. Importing the same
file again, also with rows added, moved or rejected rows repaired, changes
nothing that is stored. The limit: a row that was accepted and then edited is a
new record; give an id column, then the edit is reported as NAME_TAKEN. Without
an id column a file has at most 5,000,000 rows.

A broken file (a quote not closed, not UTF-8) is refused as a whole before
anything is sent. A row has at most 64 KiB.
)help"},
    {"get",
     "ikuctl get NAMA, mencetak JSON. NAMA:\n"
     "  districts/35.08.21/surveyResponses/ID\n"
     "  districts/35.08.21/coordinationRecords/ID\n"
     "  districts/35.08.21/villageDocuments/ID\n"
     "  regions/35.08.21   districts/35.08.21/ikuSheet\n"
     "  indicatorDefinitions/ikm   profiles/exact   ruleSets/-\n"
     "  districts/35.08.21/targets/ikm.2025\n",
     "ikuctl get NAME prints JSON. NAME:\n"
     "  districts/35.08.21/surveyResponses/ID\n"
     "  districts/35.08.21/coordinationRecords/ID\n"
     "  districts/35.08.21/villageDocuments/ID\n"
     "  regions/35.08.21   districts/35.08.21/ikuSheet\n"
     "  indicatorDefinitions/ikm   profiles/exact   ruleSets/-\n"
     "  districts/35.08.21/targets/ikm.2025\n"},
    {"list",
     R"help(ikuctl list surveys           --district --period --service --state
ikuctl list coordination      --district --period --kind --state
ikuctl list village-documents --district --period=TAHUN_ANGGARAN --kind
                              --village --state
ikuctl list regions           --within=35.08
                              --level=provinsi|kabupaten|kecamatan|desa
ikuctl list services          --district
ikuctl list populations       --district

Nama di bawah setiap baris dipakai untuk get, void, dan follow-up.
  --state=aktif|batal; untuk coordination juga belum|proses|selesai|
          terverifikasi|ditolak, atau keduanya: aktif,selesai
  --limit=100   paling banyak sekian; json ditulis satu data per baris
  --as_of=version:42   keadaan data pada versi itu; untuk tiga daftar pertama
)help",
     R"help(ikuctl list surveys           --district --period --service --state
ikuctl list coordination      --district --period --kind --state
ikuctl list village-documents --district --period=FISCAL_YEAR --kind
                              --village --state
ikuctl list regions           --within=35.08
                              --level=province|regency|district|village
ikuctl list services          --district
ikuctl list populations       --district

The name under each row is what get, void and follow-up take.
  --state=active|void; for coordination also open|in-progress|done|verified|
          rejected, or both: active,done
  --limit=100   at most so many; json has one record a line
  --as_of=version:42   as they stood with that version; for the first three
)help"},
    {"void",
     "ikuctl void NAMA --reason=\"...\" [--etag=VERSI] [--validate_only]\n\n"
     "Data tetap dapat dibaca, tetapi tidak dihitung lagi.\n",
     "ikuctl void NAME --reason=\"...\" [--etag=VERSION] [--validate_only]\n\n"
     "The record stays readable and is counted no more.\n"},
    {"follow-up",
     R"help(ikuctl follow-up NAMA --state=proses|selesai|terverifikasi|ditolak
  --date=2025-06-30
  --note="..."
  --evidence_kind --evidence_number --evidence_date
  --evidence_uri --evidence_sha256   wajib untuk selesai dan terverifikasi:
                                     jenis, tanggal, dan nomor atau tautan
Perintah yang sama lagi tidak menambah langkah kedua.
)help",
     R"help(ikuctl follow-up NAME --state=in-progress|done|verified|rejected
  --date=2025-06-30
  --note="..."
  --evidence_kind --evidence_number --evidence_date
  --evidence_uri --evidence_sha256   needed for done and verified: kind, date,
                                     and number or uri
The same command again does not add a second step.
)help"},
    {"verify",
     "ikuctl verify [--district=35.08.21]\n\n"
     "Menghitung ulang semua data dan membandingkan dengan hitungan "
     "tersimpan,\nlalu memeriksa rantai catatan perubahan. Dengan --district "
     "ujung rantainya\nditampilkan: simpan di tempat lain sebagai bukti.\n"
     "Kode keluar 1 bila ada selisih.\n",
     "ikuctl verify [--district=35.08.21]\n\n"
     "Counts all records again and compares with the tallies that are kept, "
     "and\nchecks the chains of changes. With --district the head of the chain "
     "is shown:\nkeep it elsewhere as a proof.\n"
     "Exit code 1 when any differs.\n"},
    {"health",
     "ikuctl health\n\nKeadaan kedua layanan; kode keluar 1 bila ada yang "
     "tidak SERVING.\n",
     "ikuctl health\n\nState of both services; exit code 1 when one is not "
     "SERVING.\n"},
};

}  // namespace

std::string HelpOf(absl::string_view topic, Language language) {
  for (const absl::Span<const Topic> topics :
       {absl::MakeConstSpan(kTopics), IndicatorTopics(), IngestTopics(),
        BackupTopics(), RetentionTopics()}) {
    for (const Topic& known : topics) {
      if (known.name != topic) continue;
      return std::string(language == Language::kEnglish ? known.english
                                                        : known.indonesian);
    }
  }
  return "";
}

}  // namespace iku::ctl
