#include "services/collection/coordination/coordination_kind.h"

#include <utility>

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "nlohmann/json.hpp"
#include "services/collection/record/day_number.h"
#include "services/collection/store/evidence_json.h"
#include "services/collection/store/packed_date.h"

namespace iku::collection {
namespace {

using nlohmann::json;

absl::Status Damaged() {
  return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
}

// A stored number as an enum whose numbers are 1..`last` without gaps.
template <typename Enum>
absl::StatusOr<Enum> ReadEnum(int64_t number, Enum last) {
  if (number < 1 || number > static_cast<int64_t>(last)) return Damaged();
  return static_cast<Enum>(number);
}

std::string AgenciesToText(const std::vector<Agency>& agencies) {
  json list = json::array();
  for (const Agency& agency : agencies) {
    list.push_back(
        {{"name", agency.name}, {"type", static_cast<int>(agency.type)}});
  }
  return list.dump();
}

std::string FollowUpsToText(const std::vector<FollowUp>& steps) {
  json list = json::array();
  for (const FollowUp& step : steps) {
    json entry = {{"state", static_cast<int>(step.state)},
                  {"date", DayNumber(step.date)},
                  {"note", step.note},
                  {"create_us", absl::ToUnixMicros(step.create_time)},
                  {"request_id", step.request_id}};
    if (step.evidence) entry["evidence"] = EvidenceToJson(*step.evidence);
    list.push_back(std::move(entry));
  }
  return list.dump();
}

absl::StatusOr<std::vector<Agency>> AgenciesFromText(const std::string& text) {
  try {
    std::vector<Agency> agencies;
    for (const json& entry : json::parse(text)) {
      ASSIGN_OR_RETURN(
          const AgencyType type,
          ReadEnum(entry.at("type").get<int64_t>(), AgencyType::kOther));
      agencies.push_back({entry.at("name").get<std::string>(), type});
    }
    return agencies;
  } catch (const json::exception&) {
    return Damaged();
  }
}

absl::StatusOr<FollowUp> FollowUpFromJson(const json& entry) {
  FollowUp step;
  ASSIGN_OR_RETURN(step.state, ReadEnum(entry.at("state").get<int64_t>(),
                                        FollowUpState::kRejected));
  ASSIGN_OR_RETURN(step.date, UnpackDate(entry.at("date").get<int64_t>()));
  entry.at("note").get_to(step.note);
  step.create_time = absl::FromUnixMicros(entry.at("create_us").get<int64_t>());
  entry.at("request_id").get_to(step.request_id);
  if (entry.contains("evidence")) {
    step.evidence = EvidenceFromJson(entry.at("evidence"));
  }
  return step;
}

absl::StatusOr<std::vector<FollowUp>> FollowUpsFromText(
    const std::string& text) {
  try {
    std::vector<FollowUp> steps;
    for (const json& entry : json::parse(text)) {
      ASSIGN_OR_RETURN(FollowUp step, FollowUpFromJson(entry));
      steps.push_back(std::move(step));
    }
    return steps;
  } catch (const json::exception&) {
    return Damaged();
  }
}

}  // namespace

void CoordinationKind::Bind(sqlite::Statement& statement, int first,
                            const Content& content) {
  statement.BindInt(first + 0, DayNumber(content.held_date));
  statement.BindInt(first + 1, static_cast<int>(content.kind));
  statement.BindInt(first + 2, static_cast<int>(content.StateOfFollowUp()));
  statement.BindText(first + 3, content.subject);
  statement.BindTextOrNull(first + 4, content.place);
  statement.BindText(first + 5, content.section);
  statement.BindText(first + 6, AgenciesToText(content.agencies));
  statement.BindTextOrNull(first + 7, content.document_number);
  statement.BindTextOrNull(first + 8, content.result);
  statement.BindOptionalInt(first + 9, PackDate(content.due_date));
  statement.BindTextOrNull(first + 10, content.sub_activity_code);
  statement.BindText(first + 11, FollowUpsToText(content.follow_ups));
}

absl::StatusOr<CoordinationRecord> CoordinationKind::Read(
    const sqlite::Statement& statement, int first) {
  Content content;
  ASSIGN_OR_RETURN(content.held_date, UnpackDate(statement.Int(first + 0)));
  ASSIGN_OR_RETURN(content.kind, ReadEnum(statement.Int(first + 1),
                                          ResultKind::kFacilitationMinutes));
  content.subject = statement.Text(first + 3);
  content.place = statement.Text(first + 4);
  content.section = statement.Text(first + 5);
  ASSIGN_OR_RETURN(content.agencies,
                   AgenciesFromText(statement.Text(first + 6)));
  content.document_number = statement.Text(first + 7);
  content.result = statement.Text(first + 8);
  ASSIGN_OR_RETURN(content.due_date,
                   UnpackDate(statement.OptionalInt(first + 9)));
  content.sub_activity_code = statement.Text(first + 10);
  ASSIGN_OR_RETURN(content.follow_ups,
                   FollowUpsFromText(statement.Text(first + 11)));
  // The column that filters and facts go by must say what the steps say.
  if (statement.Int(first + 2) != static_cast<int>(content.StateOfFollowUp())) {
    return Damaged();
  }
  return content;
}

int64_t CoordinationKind::DateOf(const Content& content) {
  return DayNumber(content.held_date);
}

int64_t CoordinationKind::DateColumnOf(Date day) { return DayNumber(day); }

CoordinationRecord CoordinationKind::WithoutText(Content content) {
  content.subject.clear();
  content.result.clear();
  for (FollowUp& step : content.follow_ups) step.note.clear();
  return content;
}

std::vector<ColumnCondition> CoordinationKind::Conditions(
    const Filter& filter) {
  std::vector<ColumnCondition> all;
  if (filter.kind) {
    all.emplace_back("kind", static_cast<int64_t>(*filter.kind));
  }
  if (filter.follow_up_state) {
    all.emplace_back("follow_up_state",
                     static_cast<int64_t>(*filter.follow_up_state));
  }
  return all;
}

}  // namespace iku::collection
