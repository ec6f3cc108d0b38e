#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/indicator/explain/share_steps.h"
#include "services/indicator/explain/share_steps_common.h"

namespace iku::indicator {
namespace {

std::string DayOf(const google::type::Date& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(),
                         date.day());
}

// At the end of the deadline day itself it is missing for no day yet.
std::string MissingFor(int days, const Steps& steps) {
  if (days == 0) return std::string(steps.Say("belum ada", "not there"));
  return absl::StrCat(steps.Say("belum ada, lewat ", "not there, overdue by "),
                      days, steps.Say(" hari", " days"));
}

std::string StateOf(const v1::Obligation& obligation, const Steps& steps) {
  switch (obligation.state()) {
    case v1::Obligation::STATE_ON_TIME:
      return std::string(steps.Say("tepat waktu", "on time"));
    case v1::Obligation::STATE_LATE:
      return absl::StrCat(steps.Say("terlambat ", "late by "),
                          obligation.days_late(), steps.Say(" hari", " days"));
    case v1::Obligation::STATE_MISSING:
      return MissingFor(obligation.days_late(), steps);
    default:
      return std::string(steps.Say("belum jatuh tempo", "not due yet"));
  }
}

// What happened on the day that counts.
absl::string_view Happened(const v1::Obligation& obligation,
                           const DocumentTitles& titles, const Steps& steps) {
  return titles.received.count(obligation.document_kind()) > 0
             ? steps.Say("diterima ", "received ")
             : steps.Say("ditetapkan ", "enacted ");
}

// `Grati (35.08.21.2003), RKPDesa 2026: batas 2025-09-30, ditetapkan
// 2025-09-12, tepat waktu`.
std::string LabelOf(const v1::Obligation& obligation,
                    const DocumentTitles& titles, const Steps& steps) {
  const auto title = titles.names.find(obligation.document_kind());
  std::string label = absl::StrCat(
      obligation.village_name(), " (", obligation.village(), "), ",
      title == titles.names.end() ? obligation.document_kind() : title->second,
      " ", obligation.fiscal_year(), ": ", steps.Say("batas ", "deadline "),
      DayOf(obligation.deadline()));
  if (!obligation.override_reason().empty()) {
    absl::StrAppend(&label, " (", obligation.override_reason(), ")");
  }
  absl::StrAppend(&label, ", ",
                  obligation.has_counted_date()
                      ? absl::StrCat(Happened(obligation, titles, steps),
                                     DayOf(obligation.counted_date()))
                      : std::string(steps.Say("tanpa tanggal", "no date")),
                  ", ", StateOf(obligation, steps));
  return label;
}

std::string NameOf(const v1::DocumentCount& document,
                   const DocumentTitles& titles) {
  const auto title = titles.names.find(document.document_kind());
  return absl::StrCat(
      title == titles.names.end() ? document.document_kind() : title->second,
      " ", document.fiscal_year());
}

std::string IdOf(const v1::Indicator& indicator, const char* line,
                 const v1::DocumentCount& document) {
  return absl::StrCat(indicator.id(), ".", line, ".", document.document_kind(),
                      ".", document.fiscal_year());
}

int64_t VillagesOf(const v1::DocumentCount& document) {
  return document.on_time() + document.late() + document.missing() +
         document.not_due();
}

// For each document how many villages stand where; then each state over all
// documents.
void AddStates(const v1::Indicator& indicator, const DocumentTitles& titles,
               Steps& steps) {
  const v1::TimelinessDetail& detail = indicator.timeliness();
  struct State {
    const char* id;
    const char* indonesian;
    const char* english;
    int64_t (v1::DocumentCount::*villages)() const;
    int64_t documents;
  };
  const State states[] = {
      {"on-time", "Tepat waktu", "On time", &v1::DocumentCount::on_time,
       detail.on_time()},
      {"late", "Terlambat", "Late", &v1::DocumentCount::late, detail.late()},
      {"missing", "Belum ada", "Not there", &v1::DocumentCount::missing,
       detail.missing()},
      {"not-due", "Belum jatuh tempo", "Not due yet",
       &v1::DocumentCount::not_due, detail.not_due()}};
  for (const v1::DocumentCount& document : detail.documents()) {
    steps.Add(
        IdOf(indicator, "states", document),
        absl::StrCat(NameOf(document, titles),
                     steps.Say(", batas ", ", deadline "),
                     DayOf(document.deadline()),
                     steps.Say(", keadaan pada ", ", as it stood on "),
                     DayOf(detail.judged_on()),
                     steps.Say(": desa yang tepat waktu + terlambat + belum "
                               "ada + belum jatuh tempo",
                               ": villages on time + late + without it + not "
                               "due yet")),
        absl::StrCat(document.on_time(), " + ", document.late(), " + ",
                     document.missing(), " + ", document.not_due()),
        VillagesOf(document));
  }
  for (const State& state : states) {
    std::vector<std::string> villages;
    for (const v1::DocumentCount& document : detail.documents()) {
      villages.push_back(absl::StrCat((document.*state.villages)()));
    }
    steps.Add(absl::StrCat(indicator.id(), ".", state.id),
              steps.Say(state.indonesian, state.english), SumOf(villages),
              state.documents);
  }
}

// What is added up for the numerator.
using Terms = std::vector<std::string>;

// The villages whose document counts, document by document.
Terms AddDocuments(const v1::Indicator& indicator, const DocumentTitles& titles,
                   Steps& steps) {
  Terms terms;
  for (const v1::DocumentCount& document : indicator.timeliness().documents()) {
    const int64_t late = document.counted() - document.on_time();
    steps.Add(
        IdOf(indicator, "counted", document),
        absl::StrCat(NameOf(document, titles),
                     late > 0 ? steps.Say(": desa yang terhitung, tepat waktu "
                                          "+ terlambat tetapi sudah ada",
                                          ": villages that count, on time + "
                                          "late but there")
                              : steps.Say(": desa yang terhitung, tepat waktu",
                                          ": villages that count, on time")),
        late > 0 ? absl::StrCat(document.on_time(), " + ", late)
                 : absl::StrCat(document.on_time()),
        document.counted());
    terms.push_back(absl::StrCat(document.counted()));
  }
  return terms;
}

// The villages stand together in the matrix; those in the denominator are the
// products of their documents.
Terms AddVillages(const v1::Indicator& indicator, Steps& steps) {
  Terms terms;
  std::vector<std::string> documents;
  bool all = true;
  const auto& obligations = indicator.timeliness().obligations();
  for (int i = 0; i < obligations.size(); ++i) {
    const v1::Obligation& one = obligations[i];
    documents.push_back(one.counted() ? "1" : "0");
    all = all && one.counted();
    if (i + 1 < obligations.size() &&
        obligations[i + 1].village() == one.village()) {
      continue;
    }
    if (one.in_denominator()) {
      steps.Add(absl::StrCat(indicator.id(), ".village.", one.village()),
                absl::StrCat(one.village_name(),
                             steps.Say(": semua dokumen terhitung",
                                       ": all documents count")),
                absl::StrJoin(documents, " x "), all ? 1 : 0);
      terms.push_back(all ? "1" : "0");
    }
    documents.clear();
    all = true;
  }
  return terms;
}

// What is owed in documents: villages times documents, where each village owes
// all of them.
int64_t AddOwedDocuments(const v1::Indicator& indicator, Steps& steps) {
  const v1::TimelinessDetail& detail = indicator.timeliness();
  std::vector<std::string> terms;
  bool is_product = true;
  for (const v1::DocumentCount& document : detail.documents()) {
    const int64_t villages = VillagesOf(document);
    terms.push_back(absl::StrCat(villages));
    is_product = is_product && villages == detail.villages();
  }
  steps.Add(
      absl::StrCat(indicator.id(), ".owed"),
      is_product
          ? absl::StrCat(
                steps.Say("Yang wajib disusun: ", "What is owed: "),
                detail.villages(), steps.Say(" desa x ", " villages x "),
                detail.documents_size(), steps.Say(" dokumen", " documents"))
          : std::string(steps.Say("Yang wajib disusun: desa yang wajib, "
                                  "dokumen demi dokumen",
                                  "What is owed: the villages that owe it, "
                                  "document by document")),
      is_product
          ? absl::StrCat(detail.villages(), " x ", detail.documents_size())
          : SumOf(terms),
      detail.obligations_size());
  return detail.obligations_size();
}

int64_t AddOwingVillages(const v1::Indicator& indicator, Steps& steps) {
  const int64_t villages = indicator.timeliness().villages();
  steps.Add(absl::StrCat(indicator.id(), ".owed"),
            steps.Say("Desa yang wajib menyusun dokumen",
                      "Villages that owe documents"),
            absl::StrCat(villages), villages);
  return villages;
}

// Of what is owed, less what is not due where that is left out.
void AddWhole(const v1::Indicator& indicator, int64_t owed, bool by_village,
              Steps& steps) {
  const Rational whole = Rational::Parse(indicator.denominator()).value();
  const Rational left_out = Rational(owed) - whole;
  const std::string id = absl::StrCat(indicator.id(), ".whole");
  if (left_out == 0) {
    steps.Add(id, steps.Say("Penyebut", "Denominator"), Written(whole), whole);
    return;
  }
  steps.Add(id,
            by_village
                ? steps.Say("Penyebut: tanpa desa yang belum dapat dinilai, "
                            "karena ada dokumen yang belum jatuh tempo",
                            "Denominator: without villages that are not "
                            "decided yet, as a document is not due")
                : steps.Say("Penyebut: tanpa yang belum jatuh tempo",
                            "Denominator: without what is not due yet"),
            absl::StrCat(owed, " - ", Written(left_out)), whole);
}

}  // namespace

void AddTimelinessSteps(const v1::Indicator& indicator,
                        const TimelinessPolicy& policy,
                        const DocumentTitles& titles, Steps& steps) {
  for (const v1::Obligation& one : indicator.timeliness().obligations()) {
    const int counts = one.counted() ? 1 : 0;
    steps.Add(absl::StrCat(indicator.id(), ".document.", one.village(), ".",
                           one.document_kind(), ".", one.fiscal_year()),
              LabelOf(one, titles, steps), absl::StrCat(counts), counts);
  }
  AddStates(indicator, titles, steps);
  if (!HasValue(indicator)) return;
  const bool by_village = policy.unit == TimelinessPolicy::Unit::kVillage;
  const Terms terms = by_village ? AddVillages(indicator, steps)
                                 : AddDocuments(indicator, titles, steps);
  steps.Add(absl::StrCat(indicator.id(), ".part"),
            steps.Say("Pembilang: jumlah yang terhitung",
                      "Numerator: how many count"),
            SumOf(terms), Rational::Parse(indicator.numerator()).value());
  const int64_t owed = by_village ? AddOwingVillages(indicator, steps)
                                  : AddOwedDocuments(indicator, steps);
  AddWhole(indicator, owed, by_village, steps);
  AddPercentSteps(indicator, policy.rounding, steps);
}

}  // namespace iku::indicator
