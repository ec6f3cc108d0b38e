#include "services/collection/ingest/quarantine_row.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/text/personal_data.h"
#include "services/collection/record/record.h"
#include "services/collection/survey/survey_response.h"

namespace iku::collection {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// An id stands behind the last slash of a name.
bool IsPersonal(const std::string& text) {
  return FindPersonalData(text) ||
         PersonalDataAsId(text.substr(text.rfind('/') + 1));
}

// Empties every text of the message that looks like personal data and adds its
// path to `redacted`.
void Redact(Message& message, const std::string& path,
            v1::QuarantinedRow& redacted) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string name =
        path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
    const int size =
        field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      const std::string place =
          field->is_repeated() ? absl::StrCat(name, "[", i, "]") : name;
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Redact(field->is_repeated()
                   ? *reflection.MutableRepeatedMessage(&message, field, i)
                   : *reflection.MutableMessage(&message, field),
               place, redacted);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        const std::string text =
            field->is_repeated()
                ? reflection.GetRepeatedString(message, field, i)
                : reflection.GetString(message, field);
        if (!IsPersonal(text)) continue;
        redacted.add_redacted_fields(place);
        if (field->is_repeated()) {
          reflection.SetRepeatedString(&message, field, i, "");
        } else {
          reflection.SetString(&message, field, "");
        }
      }
    }
  }
}

// What an argument quotes is what was sent, and the sentence quotes it too.
void Redact(type::v1::Violation& violation) {
  for (auto& [name, value] : *violation.mutable_arguments()) {
    if (!IsPersonal(value)) continue;
    value.clear();
    violation.clear_message();
  }
}

// The message that says what a row of a sheet says.
v1::SurveyResponse ToMessage(const v1::SubmitBatchRequest& request,
                             const v1::SurveySheetRow& row) {
  const v1::SurveySheet& sheet = request.survey_sheet();
  v1::SurveyResponse message;
  message.set_name(
      absl::StrCat(request.parent(), "/", kSurveyResponses, "/", row.id()));
  if (row.has_response_date()) {
    *message.mutable_response_date() = row.response_date();
  }
  message.set_service(row.service());
  for (int i = 0; i < std::min(row.scores_size(), sheet.elements_size()); ++i) {
    if (row.scores(i) == 0) continue;
    v1::ElementScore& score = *message.add_scores();
    score.set_element(sheet.elements(i));
    score.set_score(row.scores(i));
  }
  message.set_sex(row.sex());
  message.set_age_band(row.age_band());
  message.set_education(row.education());
  message.set_occupation(row.occupation());
  message.set_channel(row.channel());
  message.set_comment(row.comment());
  return message;
}

}  // namespace

v1::QuarantinedRow RowForQuarantine(const v1::SubmitBatchRequest& request,
                                    const v1::RowResult& rejected) {
  v1::QuarantinedRow kept;
  const int at = rejected.index();
  Message* row = nullptr;
  if (request.has_survey_responses()) {
    *kept.mutable_survey_response() = request.survey_responses().rows(at);
    kept.set_allow_missing(request.survey_responses().allow_missing());
    row = kept.mutable_survey_response();
  } else if (request.has_survey_sheet()) {
    *kept.mutable_survey_response() =
        ToMessage(request, request.survey_sheet().rows(at));
    kept.set_allow_missing(request.survey_sheet().allow_missing());
    row = kept.mutable_survey_response();
  } else if (request.has_coordination_records()) {
    *kept.mutable_coordination_record() =
        request.coordination_records().rows(at);
    row = kept.mutable_coordination_record();
  } else {
    *kept.mutable_village_document() = request.village_documents().rows(at);
    row = kept.mutable_village_document();
  }
  Redact(*row, "", kept);
  for (const auto& violation : rejected.violations()) {
    auto& one = *kept.add_violations();
    one = violation;
    one.clear_message();
    Redact(one);
  }
  return kept;
}

std::string NameOfRecord(const v1::SubmitBatchRequest& request,
                         const v1::QuarantinedRow& row) {
  // Longer than any name can be is not looked for.
  constexpr size_t kLongest = 200;
  const std::string& name =
      row.has_survey_response()       ? row.survey_response().name()
      : row.has_coordination_record() ? row.coordination_record().name()
                                      : row.village_document().name();
  const std::string parent = absl::StrCat(request.parent(), "/");
  return name.size() <= kLongest && absl::StartsWith(name, parent) ? name : "";
}

void TakeOutPersonalData(v1::RowResult& result) {
  // The status says in one sentence what the name or a violation quotes.
  const bool personal =
      IsPersonal(result.name()) || FindPersonalData(result.status().message());
  if (personal) {
    result.clear_name();
    result.mutable_status()->clear_message();
  }
  for (auto& violation : *result.mutable_violations()) Redact(violation);
}

}  // namespace iku::collection
