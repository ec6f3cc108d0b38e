#include "services/collection/ingest/batch.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "services/collection/coordination/coordination_proto.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/refusal.h"
#include "services/collection/village_document/village_document_proto.h"

namespace iku::collection {
namespace {

using v1::SubmitBatchRequest;

constexpr int kMostRows = 1000;

void CheckRowCount(const char* field, int count, Violations& found) {
  if (count == 0) {
    found.Add(field, code::kRequired);
  } else if (count > kMostRows) {
    found.Add(
        field, code::kTooMany,
        {{"count", absl::StrCat(count)}, {"limit", absl::StrCat(kMostRows)}});
  }
}

void CheckRecords(const SubmitBatchRequest& request, Violations& found) {
  switch (request.records_case()) {
    case SubmitBatchRequest::kSurveyResponses:
      return CheckRowCount("survey_responses.rows",
                           request.survey_responses().rows_size(), found);
    case SubmitBatchRequest::kCoordinationRecords:
      return CheckRowCount("coordination_records.rows",
                           request.coordination_records().rows_size(), found);
    case SubmitBatchRequest::kVillageDocuments:
      return CheckRowCount("village_documents.rows",
                           request.village_documents().rows_size(), found);
    case SubmitBatchRequest::kSurveySheet:
      CheckSheetColumns("survey_sheet.elements", request.survey_sheet(), found);
      return CheckRowCount("survey_sheet.rows",
                           request.survey_sheet().rows_size(), found);
    case SubmitBatchRequest::RECORDS_NOT_SET:
      return found.Add("records", code::kRequired);
  }
}

void CheckSession(const SubmitBatchRequest& request,
                  const RegisterView& regions, Violations& found) {
  if (request.session().empty()) {
    if (request.sequence() != 0) found.Add("session", code::kRequired);
    return;
  }
  const auto session =
      CheckName("session", request.session(), kSessionsName, regions, found);
  if (session && !absl::StartsWith(request.session(),
                                   absl::StrCat(request.parent(), "/"))) {
    found.Add(
        "session", code::kNotInParent,
        {{"value", Shown(request.session())}, {"parent", request.parent()}});
  }
  if (request.sequence() <= 0) found.Add("sequence", code::kRequired);
  if (request.row_policy() != v1::ROW_POLICY_UNSPECIFIED) {
    found.Add("row_policy", code::kNotTogether, {{"other", "session"}});
  }
  if (request.validate_only()) {
    found.Add("validate_only", code::kNotTogether, {{"other", "session"}});
  }
}

// `check` turns one message into a row, with paths that start with kRowPath.
template <typename Content, typename Rows, typename Check>
CheckedBatch<Content> CheckEach(const Rows& rows, const std::string& parent,
                                Check check) {
  CheckedBatch<Content> batch;
  for (const auto& message : rows) {
    absl::StatusOr<NewRecord<Content>> row = check(message);
    const absl::Status status = RowStatus(
        row.ok() ? row->refusal : row.status(), message.name(), parent);
    if (row.ok() && OnlyTheRegisterRefuses(ViolationsOf(status))) {
      row->refusal = status;
    } else {
      row = status;
    }
    batch.names.push_back(message.name());
    batch.rows.push_back(std::move(row));
  }
  return batch;
}

}  // namespace

absl::Status CheckBatch(const SubmitBatchRequest& request,
                        const RegisterView& regions) {
  Violations found;
  CheckParent("parent", request.parent(), regions, found);
  CheckRecords(request, found);
  CheckEnum("row_policy", request.row_policy(), Presence::kOptional, found);
  CheckSession(request, regions, found);
  return found.ToStatus();
}

std::optional<SessionPlace> PlaceOf(const SubmitBatchRequest& request) {
  if (request.session().empty()) return std::nullopt;
  const absl::string_view id = absl::string_view(request.session())
                                   .substr(request.session().rfind('/') + 1);
  const std::string district =
      request.parent().substr(request.parent().find('/') + 1);
  // Nothing in the request is a map, so equal requests have equal bytes.
  return SessionPlace{{district, std::string(id)},
                      request.sequence(),
                      Sha256::Of(request.SerializeAsString())};
}

CheckedBatch<SurveyResponse> CheckRows(const v1::SurveyResponseRows& rows,
                                       const std::string& parent,
                                       const ValidationContext& now) {
  const MissingAnswers missing = rows.allow_missing()
                                     ? MissingAnswers::kAllowed
                                     : MissingAnswers::kRefused;
  return CheckEach<SurveyResponse>(
      rows.rows(), parent, [&](const v1::SurveyResponse& row) {
        return FromProto(row, kRowPath, missing, now);
      });
}

CheckedBatch<SurveyResponse> CheckRows(const v1::SurveySheet& sheet,
                                       const std::string& parent,
                                       const ValidationContext& now) {
  Violations none;  // CheckBatch has looked at the columns
  const SheetColumns columns = CheckSheetColumns("elements", sheet, none);
  const std::string district = parent.substr(parent.find('/') + 1);
  CheckedBatch<SurveyResponse> batch;
  batch.names.reserve(static_cast<size_t>(sheet.rows_size()));
  batch.rows.reserve(static_cast<size_t>(sheet.rows_size()));
  for (const v1::SurveySheetRow& row : sheet.rows()) {
    batch.names.push_back(NameOf({district, row.id()}, kSurveyResponses));
    batch.rows.push_back(FromProto(row, district, columns, now));
  }
  return batch;
}

CheckedBatch<CoordinationRecord> CheckRows(
    const v1::CoordinationRecordRows& rows, const std::string& parent,
    const ValidationContext& now) {
  return CheckEach<CoordinationRecord>(rows.rows(), parent,
                                       [&](const v1::CoordinationRecord& row) {
                                         return FromProto(row, kRowPath, now);
                                       });
}

CheckedBatch<VillageDocument> CheckRows(const v1::VillageDocumentRows& rows,
                                        const std::string& parent,
                                        const ValidationContext& now) {
  return CheckEach<VillageDocument>(rows.rows(), parent,
                                    [&](const v1::VillageDocument& row) {
                                      return FromProto(row, kRowPath, now);
                                    });
}

}  // namespace iku::collection
