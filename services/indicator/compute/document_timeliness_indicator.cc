#include <algorithm>
#include <map>
#include <optional>
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

void FillObligation(const MatrixCell& cell, const DistrictFacts& facts,
                    v1::Obligation& obligation) {
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
  obligation.set_override_reason(cell.override_reason);
  obligation.set_state(ToProto(cell.standing.state));
  obligation.set_days_late(static_cast<int32_t>(cell.standing.days_late));
  if (const RecordedDocument* recorded = RecordOf(cell, facts)) {
    obligation.set_document(recorded->record);
    obligation.set_has_evidence(recorded->has_evidence);
    obligation.set_regulation_number(recorded->regulation_number);
  }
}

// A district that has recorded none of the documents that are owed has not
// begun to use the register: that is no data, and not that all are missing.
bool AnyRecorded(const std::vector<MatrixCell>& matrix,
                 const DistrictFacts& facts) {
  return std::any_of(facts.documents.begin(), facts.documents.end(),
                     [&](const RecordedDocument& recorded) {
                       return std::any_of(matrix.begin(), matrix.end(),
                                          [&](const MatrixCell& cell) {
                                            return IsAbout(recorded.document,
                                                           cell);
                                          });
                     });
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

  v1::TimelinessDetail& detail = *indicator.mutable_timeliness();
  for (const MatrixCell& cell : result.matrix) {
    FillObligation(cell, facts, *detail.add_obligations());
  }
  detail.set_on_time(result.counts.on_time);
  detail.set_late(result.counts.late);
  detail.set_missing(result.counts.missing);
  detail.set_not_due(result.counts.not_due);

  if (result.share.has_value() && AnyRecorded(result.matrix, facts)) {
    SetShare(*result.share, indicator);
  } else {
    SetNoData(indicator);
  }
  if (result.counts.not_due > 0) indicator.add_flags(kNotAllDue);
}

}  // namespace iku::indicator
