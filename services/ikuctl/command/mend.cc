#include "services/ikuctl/command/mend.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "iku/collection/v1/survey.pb.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/import/words.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

enum class Outcome { kDone, kNoSuchField, kBadValue };

// `scores[2]`: a field, and which of several. -1 where there is no number.
struct Step {
  std::string field;
  int index = -1;
};

std::optional<Step> StepOf(absl::string_view text) {
  Step step;
  const size_t open = text.find('[');
  step.field = std::string(text.substr(0, open));
  if (open == absl::string_view::npos) return step;
  text.remove_prefix(open + 1);
  if (!absl::ConsumeSuffix(&text, "]") ||
      !absl::SimpleAtoi(text, &step.index) || step.index < 0) {
    return std::nullopt;
  }
  return step;
}

Outcome SetText(Message& message, const FieldDescriptor& field, int index,
                const std::string& value) {
  const Reflection& access = *message.GetReflection();
  if (!field.is_repeated()) {
    access.SetString(&message, &field, value);
  } else if (index == access.FieldSize(message, &field)) {
    access.AddString(&message, &field, value);
  } else {
    access.SetRepeatedString(&message, &field, index, value);
  }
  return Outcome::kDone;
}

// A field that holds one value, no several ones and no message.
Outcome SetValue(Message& message, const FieldDescriptor& field,
                 const std::string& value) {
  const Reflection& access = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    const std::optional<int> number = WholeNumberOf(value);
    if (!number.has_value()) return Outcome::kBadValue;
    access.SetInt32(&message, &field, *number);
    return Outcome::kDone;
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const std::optional<int> code = CodeOfWord(*field.enum_type(), value);
    if (!code.has_value()) return Outcome::kBadValue;
    access.SetEnumValue(&message, &field, *code);
    return Outcome::kDone;
  }
  return Outcome::kNoSuchField;
}

Outcome Set(Message& message, absl::Span<const std::string> path,
            const std::string& value);

Outcome SetMessage(Message& message, const FieldDescriptor& field, int index,
                   absl::Span<const std::string> rest,
                   const std::string& value) {
  const Reflection& access = *message.GetReflection();
  if (field.message_type() == google::type::Date::descriptor() &&
      rest.empty()) {
    const std::optional<Date> day = DayOf(value);
    if (!day.has_value()) return Outcome::kBadValue;
    access.MutableMessage(&message, &field)->CopyFrom(ToProto(*day));
    return Outcome::kDone;
  }
  if (rest.empty()) return Outcome::kNoSuchField;
  if (!field.is_repeated()) {
    return Set(*access.MutableMessage(&message, &field), rest, value);
  }
  const bool one_more = index == access.FieldSize(message, &field);
  return Set(one_more ? *access.AddMessage(&message, &field)
                      : *access.MutableRepeatedMessage(&message, &field, index),
             rest, value);
}

Outcome Set(Message& message, absl::Span<const std::string> path,
            const std::string& value) {
  const Reflection& access = *message.GetReflection();
  const std::optional<Step> step = StepOf(path[0]);
  const FieldDescriptor* field =
      step ? message.GetDescriptor()->FindFieldByName(step->field) : nullptr;
  const absl::Span<const std::string> rest = path.subspan(1);
  if (field == nullptr || field->is_repeated() != (step->index >= 0) ||
      (field->is_repeated() &&
       step->index > access.FieldSize(message, field))) {
    return Outcome::kNoSuchField;
  }
  if (value.empty() && rest.empty() && !field->is_repeated()) {
    access.ClearField(&message, field);
    return Outcome::kDone;
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    return SetMessage(message, *field, step->index, rest, value);
  }
  if (!rest.empty()) return Outcome::kNoSuchField;
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return SetText(message, *field, step->index, value);
  }
  return SetValue(message, *field, value);
}

// The score of an element, which may be missing so far.
Outcome SetScore(v1::SurveyResponse& response, const std::string& element,
                 const std::string& value) {
  auto& scores = *response.mutable_scores();
  auto found = std::find_if(scores.begin(), scores.end(), [&](const auto& one) {
    return one.element() == element;
  });
  if (value.empty()) {
    if (found != scores.end()) scores.erase(found);
    return Outcome::kDone;
  }
  const std::optional<int> score = WholeNumberOf(value);
  if (!score.has_value()) return Outcome::kBadValue;
  v1::ElementScore& answer =
      found == scores.end() ? *response.add_scores() : *found;
  answer.set_element(element);
  answer.set_score(*score);
  return Outcome::kDone;
}

bool IsElement(const std::string& field) {
  const std::vector<std::string>& elements = RegulationOrder();
  return std::find(elements.begin(), elements.end(), field) != elements.end();
}

// What the service says of a resubmitted row begins with the kind of record.
absl::string_view WithoutRecord(absl::string_view field) {
  for (const absl::string_view record :
       {"survey_response.", "coordination_record.", "village_document."}) {
    if (absl::ConsumePrefix(&field, record)) break;
  }
  return field;
}

}  // namespace

void Mend(absl::Span<const std::string> changes, Message& record,
          std::vector<Complaint>& wrong) {
  for (const std::string& change : changes) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(change, absl::MaxSplits('=', 1));
    const std::string field(WithoutRecord(parts.first));
    const std::string value(absl::StripAsciiWhitespace(parts.second));
    if (change.find('=') == std::string::npos) {
      wrong.push_back({"mend_no_equals", {{"value", change}}});
      continue;
    }
    auto* survey = dynamic_cast<v1::SurveyResponse*>(&record);
    const std::vector<std::string> path = absl::StrSplit(field, '.');
    const Outcome outcome = survey != nullptr && IsElement(field)
                                ? SetScore(*survey, field, value)
                                : Set(record, path, value);
    if (outcome == Outcome::kNoSuchField) {
      wrong.push_back({"mend_no_field", {{"field", field}}});
    } else if (outcome == Outcome::kBadValue) {
      wrong.push_back({"mend_value", {{"field", field}, {"value", value}}});
    }
  }
}

}  // namespace iku::ctl
