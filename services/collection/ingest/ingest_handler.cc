#include "services/collection/ingest/ingest_handler.h"

#include <memory>
#include <string>
#include <utility>

#include "common/status/macros.h"
#include "services/collection/coordination/coordination_proto.h"
#include "services/collection/ingest/row_report.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/record_handling.h"
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

// What is wrong with the batch as a whole.
absl::Status CheckBatch(const SubmitBatchRequest& request,
                        const RegisterView& regions) {
  Violations found;
  CheckParent("parent", request.parent(), regions, found);
  switch (request.records_case()) {
    case SubmitBatchRequest::kSurveyResponses:
      CheckRowCount("survey_responses.rows",
                    request.survey_responses().rows_size(), found);
      break;
    case SubmitBatchRequest::kCoordinationRecords:
      CheckRowCount("coordination_records.rows",
                    request.coordination_records().rows_size(), found);
      break;
    case SubmitBatchRequest::kVillageDocuments:
      CheckRowCount("village_documents.rows",
                    request.village_documents().rows_size(), found);
      break;
    case SubmitBatchRequest::kSurveySheet:
      CheckRowCount("survey_sheet.rows", request.survey_sheet().rows_size(),
                    found);
      CheckSheetColumns("survey_sheet.elements", request.survey_sheet(), found);
      break;
    case SubmitBatchRequest::RECORDS_NOT_SET:
      found.Add("records", code::kRequired);
      break;
  }
  CheckEnum("row_policy", request.row_policy(), Presence::kOptional, found);
  return found.ToStatus();
}

// `check` turns one message into a row, with paths that start with kRowPath.
template <typename Content, typename Rows, typename Check>
CheckedBatch<Content> CheckRows(const Rows& rows, const std::string& parent,
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

// The same for a sheet, whose paths start at the row already.
CheckedBatch<SurveyResponse> CheckSheetRows(const v1::SurveySheet& sheet,
                                            const std::string& district,
                                            const ValidationContext& now) {
  Violations none;  // CheckBatch has looked at the columns
  const SheetColumns columns = CheckSheetColumns("elements", sheet, none);
  CheckedBatch<SurveyResponse> batch;
  for (const v1::SurveySheetRow& row : sheet.rows()) {
    batch.names.push_back(NameOf({district, row.id()}, kSurveyResponses));
    batch.rows.push_back(FromProto(row, district, columns, now));
  }
  return batch;
}

// Stores the good rows, or only looks what would become of them when the batch
// is refused already, and finishes the call with what became of each row.
template <typename Content, typename Filter>
void StoreBatch(RecordStore<Content, Filter>& store,
                CheckedBatch<Content> checked,
                const SubmitBatchRequest& request, const Caller& caller,
                v1::SubmitBatchResponse* reply, Done done) {
  const RowPolicy policy = request.row_policy() == v1::ROW_POLICY_ACCEPT_VALID
                               ? RowPolicy::kAcceptValid
                               : RowPolicy::kAllOrNothing;
  const bool refused = policy == RowPolicy::kAllOrNothing && !checked.AllGood();
  std::vector<NewRecord<Content>> good = checked.Good();
  store.Insert(std::move(good), policy, caller.name,
               IntentOf(request.validate_only() || refused),
               [checked = std::move(checked), refused, reply,
                done = std::move(done), language = caller.language](
                   absl::StatusOr<InsertResult<Content>> result) {
                 if (!result.ok()) return done(result.status());
                 const bool kept = !refused && result->stored;
                 *reply =
                     ToReply(checked.names, ReportRows(checked, *result, kept),
                             result->data_version, language);
                 done(absl::OkStatus());
               });
}

}  // namespace

absl::Status IngestHandler::Submit(const SubmitBatchRequest& request,
                                   const Caller& caller,
                                   v1::SubmitBatchResponse* reply, Done done) {
  RETURN_IF_ERROR(CheckBatch(request, regions_));
  const ValidationContext now{regions_, clock_.Now()};
  const std::string& parent = request.parent();
  if (request.has_survey_responses()) {
    const MissingAnswers missing = request.survey_responses().allow_missing()
                                       ? MissingAnswers::kAllowed
                                       : MissingAnswers::kRefused;
    auto batch = CheckRows<SurveyResponse>(
        request.survey_responses().rows(), parent,
        [&](const v1::SurveyResponse& row) {
          return FromProto(row, kRowPath, missing, now);
        });
    StoreBatch(surveys_, std::move(batch), request, caller, reply,
               std::move(done));
  } else if (request.has_survey_sheet()) {
    StoreBatch(surveys_,
               CheckSheetRows(request.survey_sheet(),
                              parent.substr(parent.find('/') + 1), now),
               request, caller, reply, std::move(done));
  } else if (request.has_coordination_records()) {
    auto batch = CheckRows<CoordinationRecord>(
        request.coordination_records().rows(), parent,
        [&](const v1::CoordinationRecord& row) {
          return FromProto(row, kRowPath, now);
        });
    StoreBatch(coordination_, std::move(batch), request, caller, reply,
               std::move(done));
  } else {
    auto batch =
        CheckRows<VillageDocument>(request.village_documents().rows(), parent,
                                   [&](const v1::VillageDocument& row) {
                                     return FromProto(row, kRowPath, now);
                                   });
    StoreBatch(village_documents_, std::move(batch), request, caller, reply,
               std::move(done));
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* IngestHandler::SubmitBatch(
    grpc::CallbackServerContext* context, const SubmitBatchRequest* request,
    v1::SubmitBatchResponse* reply) {
  return calls_.Serve(*context, "SubmitBatch",
                      [=, this](const Caller& caller, Done done) {
                        return Submit(*request, caller, reply, std::move(done));
                      });
}

}  // namespace iku::collection
