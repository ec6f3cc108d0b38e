#include "services/collection/ingest/quarantine_handler.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "common/status/macros.h"
#include "services/collection/coordination/coordination_proto.h"
#include "services/collection/ingest/session_proto.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/page.h"
#include "services/collection/record/record_handling.h"
#include "services/collection/village_document/village_document_proto.h"

namespace iku::collection {
namespace {

constexpr char kRowPattern[] =
    "districts/PP.KK.CC/ingestSessions/{session}/quarantinedRows/12-340";

std::optional<QuarantineKey> CheckRowName(absl::string_view field,
                                          const std::string& name,
                                          const RegisterView& regions,
                                          Violations& found) {
  if (name.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const std::string collection = absl::StrCat("/", kRowsName, "/");
  const size_t cut = name.find(collection);
  Violations of_session;
  const auto session =
      CheckName(field, name.substr(0, cut), kSessionsName, regions, of_session);
  QuarantineKey key;
  if (cut == std::string::npos || !session ||
      !ParseQuarantineId(name.substr(cut + collection.size()), key)) {
    AddNameMalformed(field, name, kRowPattern, found);
    return std::nullopt;
  }
  key.session = *session;
  return key;
}

struct RowsQuery {
  RecordKey session;  // without id: all of the district
  std::optional<QuarantineState> state;
  std::optional<QuarantineKey> after;
  int page_size = 0;
  std::string text;  // equal for equal queries
};

absl::StatusOr<RowsQuery> FromProto(
    const v1::ListQuarantinedRowsRequest& request,
    const RegisterView& regions) {
  Violations found;
  RowsQuery query;
  absl::string_view parent = request.parent();
  if (absl::ConsumeSuffix(&parent, "/ingestSessions/-")) {
    query.session.district =
        CheckParent("parent", parent, regions, found).value_or("");
  } else if (const auto session =
                 CheckName("parent", parent, kSessionsName, regions, found)) {
    query.session = *session;
  }
  query.page_size = CheckPageSize("page_size", request.page_size(), found);
  const v1::QuarantineState state =
      CheckEnum("state", request.state(), Presence::kOptional, found);
  if (state != v1::QUARANTINE_STATE_UNSPECIFIED) {
    query.state = static_cast<QuarantineState>(state);
  }
  query.text = QueryText(request);
  if (const auto after = CheckPageToken("page_token", request.page_token(),
                                        query.text, found)) {
    const size_t cut = after->id.rfind('/');
    query.after.emplace();
    query.after->session = {query.session.district, after->id.substr(0, cut)};
    ParseQuarantineId(absl::string_view(after->id).substr(cut + 1),
                      *query.after);
  }
  RETURN_IF_ERROR(found.ToStatus());
  return query;
}

}  // namespace

grpc::ServerUnaryReactor* QuarantineHandler::GetQuarantinedRow(
    grpc::CallbackServerContext* context,
    const v1::GetQuarantinedRowRequest* request, v1::QuarantinedRow* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::QuarantineService>("GetQuarantinedRow"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        Violations found;
        const auto key = CheckRowName("name", request->name(), regions_, found);
        RETURN_IF_ERROR(found.ToStatus());
        ASSIGN_OR_RETURN(const QuarantinedRow row, sessions_.GetRow(*key));
        *reply = ToProto(row, caller.language);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* QuarantineHandler::ListQuarantinedRows(
    grpc::CallbackServerContext* context,
    const v1::ListQuarantinedRowsRequest* request,
    v1::ListQuarantinedRowsResponse* reply) {
  return calls_.Read(
      *context, ReadRpc<v1::QuarantineService>("ListQuarantinedRows"), *reply,
      [=, this](const Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(const RowsQuery query, FromProto(*request, regions_));
        // One more than the page shows whether there is a next one.
        ASSIGN_OR_RETURN(const std::vector<QuarantinedRow> rows,
                         sessions_.ListRows(query.session, query.state,
                                            query.after, query.page_size + 1));
        size_t bytes = 0;
        const QuarantinedRow* last = nullptr;
        for (const QuarantinedRow& row : rows) {
          if (reply->quarantined_rows_size() == query.page_size ||
              bytes > kBytesOfAPage) {
            reply->set_next_page_token(MakePageToken(
                {.date = 0, .id = ResourceOf(last->key)}, query.text));
            break;
          }
          *reply->add_quarantined_rows() = ToProto(row, caller.language);
          bytes += row.row.size();
          last = &row;
        }
        return absl::OkStatus();
      });
}

absl::Status QuarantineHandler::Resubmit(
    const v1::ResubmitQuarantinedRowRequest& request, const Caller& caller,
    v1::QuarantinedRow* reply, Done done) {
  Violations found;
  const auto key = CheckRowName("name", request.name(), regions_, found);
  if (request.record_case() ==
      v1::ResubmitQuarantinedRowRequest::RECORD_NOT_SET) {
    found.Add("record", code::kRequired);
  }
  RETURN_IF_ERROR(found.ToStatus());
  const ValidationContext now{regions_, clock_.Now()};
  // Stores the record, and answers the row as it is then.
  const auto store = [&](auto& records_store, auto row) -> absl::Status {
    using Content = decltype(row->content);
    RETURN_IF_ERROR(row.status());
    if (row->key.district != key->session.district) {
      Violations outside;
      outside.Add(
          "record.name", code::kNotInParent,
          {{"value", row->key.id},
           {"parent", absl::StrCat("districts/", key->session.district)}});
      return outside.ToStatus();
    }
    NewRecords<Content> records{.changed_by = caller.name,
                                .intent = IntentOf(request.validate_only()),
                                .mends = *key};
    records.rows.push_back(*std::move(row));
    records_store.Insert(
        std::move(records),
        [reply, key = *key, done = std::move(done), language = caller.language](
            absl::StatusOr<InsertResult<Content>> result) {
          absl::Status status = result.status();
          if (status.ok()) status = result->rows.front().status();
          if (!status.ok()) return done(status);
          *reply = ToProto(*result->mended, language);
          done(absl::OkStatus());
        });
    return absl::OkStatus();
  };
  if (request.has_survey_response()) {
    return store(surveys_,
                 FromProto(request.survey_response(), "survey_response",
                           request.allow_missing() ? MissingAnswers::kAllowed
                                                   : MissingAnswers::kRefused,
                           now));
  }
  if (request.has_coordination_record()) {
    return store(coordination_, FromProto(request.coordination_record(),
                                          "coordination_record", now));
  }
  return store(village_documents_,
               FromProto(request.village_document(), "village_document", now));
}

grpc::ServerUnaryReactor* QuarantineHandler::ResubmitQuarantinedRow(
    grpc::CallbackServerContext* context,
    const v1::ResubmitQuarantinedRowRequest* request,
    v1::QuarantinedRow* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::QuarantineService>("ResubmitQuarantinedRow"),
      *reply, [=, this](const Caller& caller, Done done) {
        return Resubmit(*request, caller, reply, std::move(done));
      });
}

grpc::ServerUnaryReactor* QuarantineHandler::DiscardQuarantinedRow(
    grpc::CallbackServerContext* context,
    const v1::DiscardQuarantinedRowRequest* request,
    v1::QuarantinedRow* reply) {
  return calls_.Serve(
      *context, WriteRpc<v1::QuarantineService>("DiscardQuarantinedRow"),
      *reply, [=, this](const Caller& caller, Done done) -> absl::Status {
        Violations found;
        const auto key = CheckRowName("name", request->name(), regions_, found);
        std::string reason = CheckReason("reason", request->reason(), found);
        RETURN_IF_ERROR(found.ToStatus());
        sessions_.Discard(
            *key, std::move(reason), caller.name,
            IntentOf(request->validate_only()),
            [reply, done = std::move(done),
             language = caller.language](absl::StatusOr<QuarantinedRow> row) {
              if (row.ok()) *reply = ToProto(*row, language);
              done(row.status());
            });
        return absl::OkStatus();
      });
}

}  // namespace iku::collection
