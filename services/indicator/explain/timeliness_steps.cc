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

std::string StateOf(const v1::Obligation& obligation, const Steps& steps) {
  switch (obligation.state()) {
    case v1::Obligation::STATE_ON_TIME:
      return std::string(steps.Say("tepat waktu", "on time"));
    case v1::Obligation::STATE_LATE:
      return absl::StrCat(steps.Say("terlambat ", "late by "),
                          obligation.days_late(), steps.Say(" hari", " days"));
    case v1::Obligation::STATE_MISSING:
      return absl::StrCat(
          steps.Say("belum ada, lewat ", "not there, overdue by "),
          obligation.days_late(), steps.Say(" hari", " days"));
    default:
      return std::string(steps.Say("belum jatuh tempo", "not due yet"));
  }
}

// `Grati (35.08.21.2003), RKPDesa 2026: batas 2025-09-30, tanggal 2025-09-12,
// tepat waktu`.
std::string LabelOf(const v1::Obligation& obligation,
                    const DocumentTitles& titles, const Steps& steps) {
  const auto title = titles.find(obligation.document_kind());
  std::string label = absl::StrCat(
      obligation.village_name(), " (", obligation.village(), "), ",
      title == titles.end() ? obligation.document_kind() : title->second, " ",
      obligation.fiscal_year(), ": ", steps.Say("batas ", "deadline "),
      DayOf(obligation.deadline()));
  if (!obligation.override_reason().empty()) {
    absl::StrAppend(&label, " (", obligation.override_reason(), ")");
  }
  absl::StrAppend(&label, ", ",
                  obligation.has_counted_date()
                      ? absl::StrCat(steps.Say("tanggal ", "date "),
                                     DayOf(obligation.counted_date()))
                      : std::string(steps.Say("tanpa tanggal", "no date")),
                  ", ", StateOf(obligation, steps));
  return label;
}

void AddStateCounts(const v1::Indicator& indicator, Steps& steps) {
  struct Count {
    const char* id;
    const char* indonesian;
    const char* english;
    int64_t documents;
  };
  const v1::TimelinessDetail& detail = indicator.timeliness();
  for (const Count& count :
       {Count{"on-time", "Tepat waktu", "On time", detail.on_time()},
        Count{"late", "Terlambat", "Late", detail.late()},
        Count{"missing", "Belum ada", "Not there", detail.missing()},
        Count{"not-due", "Belum jatuh tempo", "Not due yet",
              detail.not_due()}}) {
    steps.Add(absl::StrCat(indicator.id(), ".", count.id),
              steps.Say(count.indonesian, count.english),
              absl::StrCat(count.documents), count.documents);
  }
}

bool IsLeftOut(const v1::Obligation& obligation,
               const TimelinessPolicy& policy) {
  return policy.whole == TimelinessPolicy::Whole::kDue &&
         obligation.state() == v1::Obligation::STATE_NOT_DUE;
}

// What is added up for the numerator, and how much the matrix gives to the
// denominator.
struct Counted {
  std::vector<std::string> units;  // `1` or `0`
  int64_t part = 0;
};

void AddUnit(bool counts, Counted& counted) {
  counted.units.push_back(counts ? "1" : "0");
  if (counts) ++counted.part;
}

Counted CountDocuments(const v1::Indicator& indicator,
                       const TimelinessPolicy& policy) {
  Counted counted;
  for (const v1::Obligation& one : indicator.timeliness().obligations()) {
    if (!IsLeftOut(one, policy)) AddUnit(Counts(one, policy), counted);
  }
  return counted;
}

// The villages stand together in the matrix.
Counted AddVillages(const v1::Indicator& indicator,
                    const TimelinessPolicy& policy, Steps& steps) {
  Counted counted;
  std::vector<std::string> documents;
  bool all = true;
  const auto& obligations = indicator.timeliness().obligations();
  for (int i = 0; i < obligations.size(); ++i) {
    const v1::Obligation& one = obligations[i];
    if (!IsLeftOut(one, policy)) {
      documents.push_back(Counts(one, policy) ? "1" : "0");
      all = all && Counts(one, policy);
    }
    if (i + 1 < obligations.size() &&
        obligations[i + 1].village() == one.village()) {
      continue;
    }
    if (!documents.empty()) {
      steps.Add(absl::StrCat(indicator.id(), ".village.", one.village()),
                absl::StrCat(one.village_name(),
                             steps.Say(": semua dokumen terhitung",
                                       ": all documents count")),
                absl::StrJoin(documents, " x "), all ? 1 : 0);
      AddUnit(all, counted);
    }
    documents.clear();
    all = true;
  }
  return counted;
}

// The denominator holds more than the matrix when a part of a year is divided
// by what the whole year owes.
void AddWhole(const v1::Indicator& indicator, const Counted& counted,
              Steps& steps) {
  const Rational in_matrix = static_cast<int64_t>(counted.units.size());
  const Rational whole = Rational::Parse(indicator.denominator()).value();
  std::string expression = Written(in_matrix);
  if (whole != in_matrix) {
    absl::StrAppend(&expression, " + ", Written(whole - in_matrix));
  }
  steps.Add(absl::StrCat(indicator.id(), ".whole"),
            whole == in_matrix
                ? steps.Say("Penyebut", "Denominator")
                : steps.Say("Penyebut, dengan yang jatuh tempo di luar periode "
                            "ini pada tahun yang sama",
                            "Denominator, with what is due outside of this "
                            "period in the same year"),
            expression, whole);
}

}  // namespace

bool Counts(const v1::Obligation& obligation, const TimelinessPolicy& policy) {
  return obligation.state() == v1::Obligation::STATE_ON_TIME ||
         (obligation.has_counted_date() &&
          policy.enough_when_drawn_up.count(obligation.document_kind()) > 0);
}

void AddTimelinessSteps(const v1::Indicator& indicator,
                        const TimelinessPolicy& policy,
                        const DocumentTitles& titles, Steps& steps) {
  for (const v1::Obligation& one : indicator.timeliness().obligations()) {
    const int counts = Counts(one, policy) ? 1 : 0;
    steps.Add(absl::StrCat(indicator.id(), ".document.", one.village(), ".",
                           one.document_kind(), ".", one.fiscal_year()),
              LabelOf(one, titles, steps), absl::StrCat(counts), counts);
  }
  AddStateCounts(indicator, steps);
  if (!HasValue(indicator)) return;
  const Counted counted = policy.unit == TimelinessPolicy::Unit::kVillage
                              ? AddVillages(indicator, policy, steps)
                              : CountDocuments(indicator, policy);
  steps.Add(absl::StrCat(indicator.id(), ".part"),
            steps.Say("Pembilang: jumlah yang terhitung",
                      "Numerator: how many count"),
            SumOf(counted.units), counted.part);
  AddWhole(indicator, counted, steps);
  AddPercentSteps(indicator, policy.rounding, steps);
}

}  // namespace iku::indicator
