#include "services/collection/coordination/coordination_proto.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/civil/zone.h"
#include "common/status/macros.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/record_proto.h"

namespace iku::collection {
namespace {

std::vector<Agency> CheckAgencies(absl::string_view field,
                                  const v1::CoordinationRecord& record,
                                  Violations& found) {
  std::vector<Agency> agencies;
  const size_t count = static_cast<size_t>(record.agencies_size());
  if (count == 0) found.Add(field, code::kRequired);
  if (count > kMaxAgencies) {
    found.Add(field, code::kTooMany,
              {{"count", absl::StrCat(count)},
               {"limit", absl::StrCat(kMaxAgencies)}});
  }
  for (size_t i = 0; i < std::min(count, kMaxAgencies); ++i) {
    const v1::Agency& sent = record.agencies(static_cast<int>(i));
    const std::string path = absl::StrCat(field, "[", i, "]");
    Agency agency;
    agency.name =
        CheckText(absl::StrCat(path, ".name"), sent.name(),
                  {.shortest = 1, .longest = 200, .free_text = true}, found);
    agency.type = static_cast<AgencyType>(CheckEnum(
        absl::StrCat(path, ".type"), sent.type(), Presence::kRequired, found));
    agencies.push_back(std::move(agency));
  }
  return agencies;
}

void CheckTexts(absl::string_view field, const v1::CoordinationRecord& sent,
                CoordinationRecord& record, Violations& found) {
  const auto check = [&](absl::string_view name, absl::string_view text,
                         const TextRule& rule) {
    return CheckText(absl::StrCat(field, ".", name), text, rule, found);
  };
  record.subject = check("subject", sent.subject(),
                         {.shortest = 3, .longest = 300, .free_text = true});
  record.place =
      check("place", sent.place(), {.longest = 200, .free_text = true});
  record.section = check("section", sent.section(),
                         {.shortest = 1, .longest = 100, .free_text = true});
  record.document_number =
      check("document_number", sent.document_number(), {.longest = 100});
  record.result =
      check("result", sent.result(), {.longest = 2000, .free_text = true});
  record.sub_activity_code =
      check("sub_activity_code", sent.sub_activity_code(), {.longest = 50});
}

void CheckDates(absl::string_view field, const v1::CoordinationRecord& sent,
                Date today, CoordinationRecord& record, Violations& found) {
  const std::string held_field = absl::StrCat(field, ".held_date");
  const std::string due_field = absl::StrCat(field, ".due_date");
  const std::optional<Date> held =
      CheckPastDate(held_field, sent.has_held_date(), sent.held_date(), today,
                    Presence::kRequired, found);
  record.due_date = CheckDate(due_field, sent.has_due_date(), sent.due_date(),
                              Presence::kOptional, found);
  CheckOrder(held_field, held, due_field, record.due_date, found);
  if (held) record.held_date = *held;
}

// OPEN is where a follow-up begins, so nothing may lead to it.
std::optional<FollowUpState> CheckStepState(absl::string_view field,
                                            const v1::FollowUp& step,
                                            Violations& found) {
  if (step.state() == v1::FOLLOW_UP_STATE_OPEN) {
    found.Add(field, code::kUnknownCode,
              {{"value", "FOLLOW_UP_STATE_OPEN"},
               {"allowed",
                "FOLLOW_UP_STATE_IN_PROGRESS, FOLLOW_UP_STATE_DONE, "
                "FOLLOW_UP_STATE_VERIFIED, FOLLOW_UP_STATE_REJECTED"}});
    return std::nullopt;
  }
  const size_t before = found.all().size();
  CheckEnum(field, step.state(), Presence::kRequired, found);
  if (found.all().size() != before) return std::nullopt;
  return static_cast<FollowUpState>(step.state());
}

v1::FollowUp StepToProto(const FollowUp& step) {
  v1::FollowUp proto;
  proto.set_state(static_cast<v1::FollowUpState>(step.state));
  *proto.mutable_date() = ToProto(step.date);
  if (step.evidence) *proto.mutable_evidence() = ToProto(*step.evidence);
  proto.set_note(step.note);
  *proto.mutable_create_time() = ToProto(step.create_time);
  proto.set_request_id(step.request_id);
  return proto;
}

}  // namespace

std::optional<NewRecord<CoordinationRecord>> CheckCoordinationRecord(
    absl::string_view field, const v1::CoordinationRecord& record,
    const ValidationContext& context, Violations& found) {
  const size_t before = found.all().size();
  NewRecord<CoordinationRecord> checked;
  const std::optional<RecordKey> key =
      CheckNewName(absl::StrCat(field, ".name"), record.name(),
                   kCoordinationRecords, context.regions, found);
  // Without a district the zone is a guess; the record is refused anyway.
  const Date today =
      key ? TodayOf(*key, context.now) : TodayIn(context.now, "");
  checked.content.kind = static_cast<ResultKind>(CheckEnum(
      absl::StrCat(field, ".kind"), record.kind(), Presence::kRequired, found));
  CheckTexts(field, record, checked.content, found);
  CheckDates(field, record, today, checked.content, found);
  checked.content.agencies =
      CheckAgencies(absl::StrCat(field, ".agencies"), record, found);
  if (found.all().size() != before) return std::nullopt;
  checked.key = *key;
  return checked;
}

absl::StatusOr<NewRecord<CoordinationRecord>> FromProto(
    const v1::CoordinationRecord& record, absl::string_view field,
    const ValidationContext& context) {
  Violations found;
  std::optional<NewRecord<CoordinationRecord>> checked =
      CheckCoordinationRecord(field, record, context, found);
  RETURN_IF_ERROR(found.ToStatus());
  return *std::move(checked);
}

FollowUp CheckFollowUp(absl::string_view field, const v1::FollowUp& step,
                       Date today, Violations& found) {
  FollowUp checked;
  const auto state = CheckStepState(absl::StrCat(field, ".state"), step, found);
  if (state) checked.state = *state;
  const std::optional<Date> date =
      CheckPastDate(absl::StrCat(field, ".date"), step.has_date(), step.date(),
                    today, Presence::kRequired, found);
  if (date) checked.date = *date;
  const std::string evidence_field = absl::StrCat(field, ".evidence");
  if (step.has_evidence()) {
    checked.evidence =
        CheckEvidence(evidence_field, step.evidence(), today, found);
  } else if (state && NeedsEvidence(*state)) {
    found.Add(evidence_field, code::kEvidenceMissing,
              {{"state", std::string(NameOfState(*state))}});
  }
  checked.note = CheckText(absl::StrCat(field, ".note"), step.note(),
                           {.longest = 1000, .free_text = true}, found);
  return checked;
}

void ToProto(const Versioned<CoordinationRecord>& record,
             v1::CoordinationRecord& message) {
  const CoordinationRecord& content = record.content;
  message.set_name(NameOf(record.key, kCoordinationRecords));
  message.set_kind(static_cast<v1::CoordinationKind>(content.kind));
  message.set_subject(content.subject);
  *message.mutable_held_date() = ToProto(content.held_date);
  message.set_place(content.place);
  message.set_section(content.section);
  for (const Agency& agency : content.agencies) {
    v1::Agency& added = *message.add_agencies();
    added.set_name(agency.name);
    added.set_type(static_cast<v1::AgencyType>(agency.type));
  }
  message.set_document_number(content.document_number);
  message.set_result(content.result);
  if (content.due_date)
    *message.mutable_due_date() = ToProto(*content.due_date);
  message.set_sub_activity_code(content.sub_activity_code);
  for (const FollowUp& step : content.follow_ups) {
    *message.add_follow_ups() = StepToProto(step);
  }
  message.set_follow_up_state(
      static_cast<v1::FollowUpState>(content.StateOfFollowUp()));
  SetVersion(record.version, message);
}

}  // namespace iku::collection
