#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/indicator/compute/indicators.h"
#include "services/indicator/formula/document_timeliness.h"

namespace iku::indicator {
namespace {

v1::Obligation::State ToProto(DocumentState state) {
  switch (state) {
    case DocumentState::kOnTime:
      return v1::Obligation::STATE_ON_TIME;
    case DocumentState::kLate:
      return v1::Obligation::STATE_LATE;
    case DocumentState::kMissing:
      return v1::Obligation::STATE_MISSING;
    case DocumentState::kNotDue:
      return v1::Obligation::STATE_NOT_DUE;
  }
  return v1::Obligation::STATE_UNSPECIFIED;
}

bool IsAbout(const VillageDocument& document, const MatrixCell& cell) {
  return document.village == cell.village &&
         document.kind == cell.obligation.kind &&
         document.fiscal_year == cell.obligation.fiscal_year;
}

// The record whose date was held against the deadline; null when none was.
const RecordedDocument* RecordOf(const MatrixCell& cell,
                                 const DistrictFacts& facts) {
  if (!cell.counted.has_value()) return nullptr;
  for (const RecordedDocument& recorded : facts.documents) {
    const VillageDocument& document = recorded.document;
    if (!IsAbout(document, cell) || document.revision != 0) continue;
    const std::optional<Date>& date =
        cell.obligation.counted_date == CountedDate::kReceived
            ? document.received
            : document.enacted;
    if (date == cell.counted) return &recorded;
  }
  return nullptr;
}

std::string ReasonIn(Language language, const MatrixCell& cell) {
  return language == Language::kEnglish && !cell.override_reason_en.empty()
             ? cell.override_reason_en
             : cell.override_reason;
}

void FillObligation(const MatrixCell& cell, const DistrictFacts& facts,
                    Language language, v1::Obligation& obligation) {
  obligation.set_village(cell.village.ToString());
  for (const NamedVillage& named : facts.villages) {
    if (named.village.code == cell.village) {
      obligation.set_village_name(named.display_name);
    }
  }
  obligation.set_document_kind(cell.obligation.kind);
  obligation.set_fiscal_year(cell.obligation.fiscal_year);
  SetDate(cell.deadline, *obligation.mutable_deadline());
  if (cell.counted.has_value()) {
    SetDate(*cell.counted, *obligation.mutable_counted_date());
  }
  obligation.set_override_reason(ReasonIn(language, cell));
  obligation.set_legal_basis(cell.legal_basis);
  obligation.set_state(ToProto(cell.standing.state));
  obligation.set_days_late(static_cast<int32_t>(cell.standing.days_late));
  if (const RecordedDocument* recorded = RecordOf(cell, facts)) {
    obligation.set_document(recorded->record);
    obligation.set_has_evidence(recorded->has_evidence);
    obligation.set_regulation_number(recorded->regulation_number);
  }
}

void FillDocument(const DocumentCounts& counts, v1::DocumentCount& document) {
  document.set_document_kind(counts.obligation.kind);
  document.set_fiscal_year(counts.obligation.fiscal_year);
  SetDate(counts.obligation.deadline, *document.mutable_deadline());
  document.set_on_time(counts.villages.on_time);
  document.set_late(counts.villages.late);
  document.set_missing(counts.villages.missing);
  document.set_not_due(counts.villages.not_due);
  document.set_counted(counts.counted);
}

void FillDetail(const DocumentTimeliness& result, const DistrictFacts& facts,
                Language language, v1::TimelinessDetail& detail) {
  std::set<RegionCode> villages;
  for (const MatrixCell& cell : result.matrix) {
    v1::Obligation& obligation = *detail.add_obligations();
    FillObligation(cell, facts, language, obligation);
    obligation.set_counted(cell.counts);
    // Without a value nothing was divided by anything.
    obligation.set_in_denominator(result.share.has_value() &&
                                  cell.in_denominator);
    villages.insert(cell.village);
  }
  for (const DocumentCounts& counts : result.documents) {
    FillDocument(counts, *detail.add_documents());
  }
  detail.set_on_time(result.counts.on_time);
  detail.set_late(result.counts.late);
  detail.set_missing(result.counts.missing);
  detail.set_not_due(result.counts.not_due);
  detail.set_villages(static_cast<int64_t>(villages.size()));
  SetDate(result.judged_on, *detail.mutable_judged_on());
}

void FillFlags(const DocumentTimeliness& result, v1::Indicator& indicator) {
  if (result.nothing_received) indicator.add_flags(kNothingReceived);
  if (result.counts.not_due > 0) indicator.add_flags(kNotAllDue);
  if (result.is_incomplete) indicator.add_flags(kIncompletePeriod);
  if (result.is_whole_fiscal_year) indicator.add_flags(kWholeFiscalYear);
}

}  // namespace

void FillTimeliness(const DistrictFacts& facts,
                    const IndicatorQuestion& question, const Date& as_of,
                    v1::Indicator& indicator) {
  std::vector<Village> villages;
  for (const NamedVillage& named : facts.villages) {
    villages.push_back(named.village);
  }
  std::vector<VillageDocument> documents;
  for (const RecordedDocument& recorded : facts.documents) {
    documents.push_back(recorded.document);
  }
  const DocumentTimeliness result = ComputeDocumentTimeliness(
      villages, documents, question.rules->deadlines(), question.period, as_of,
      question.policies.timeliness);

  FillDetail(result, facts, question.language, *indicator.mutable_timeliness());
  if (result.share.has_value()) {
    SetShare(*result.share, indicator);
  } else {
    SetNoData(indicator);
  }
  FillFlags(result, indicator);
}

}  // namespace iku::indicator
