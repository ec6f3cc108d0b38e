#include "services/collection/village_document/village_document_proto.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "common/civil/zone.h"
#include "common/status/macros.h"
#include "common/text/utf8.h"
#include "services/collection/record/enum_check.h"
#include "services/collection/record/record_proto.h"
#include "services/collection/record/refusal.h"

namespace iku::collection {
namespace {

// One message while it is looked at.
struct Checking {
  absl::string_view field;
  const v1::VillageDocument& sent;
  Date today;
  Violations& found;

  std::string Path(absl::string_view name) const {
    return absl::StrCat(field, ".", name);
  }
  std::string Text(absl::string_view name, absl::string_view text,
                   const TextRule& rule) const {
    return CheckText(Path(name), text, rule, found);
  }
  std::optional<Date> PastDate(absl::string_view name, bool present,
                               const google::type::Date& date,
                               Presence presence) const {
    return CheckPastDate(Path(name), present, date, today, presence, found);
  }
  void Order(absl::string_view earlier_name, std::optional<Date> earlier,
             absl::string_view later_name, std::optional<Date> later) const {
    CheckOrder(Path(earlier_name), earlier, Path(later_name), later, found);
  }
};

void CheckNumber(const std::string& field, int value, int lowest, int highest,
                 Violations& found) {
  if (value >= lowest && value <= highest) return;
  found.Add(field, code::kOutOfRange,
            {{"value", absl::StrCat(value)},
             {"lowest", absl::StrCat(lowest)},
             {"highest", absl::StrCat(highest)}});
}

void CheckFiscalYear(const Checking& checking, VillageDocument& document) {
  document.fiscal_year = checking.sent.fiscal_year();
  if (document.fiscal_year == 0) {
    checking.found.Add(checking.Path("fiscal_year"), code::kRequired);
  } else {
    CheckNumber(checking.Path("fiscal_year"), document.fiscal_year,
                kFirstFiscalYear, kLastFiscalYear, checking.found);
  }
  document.revision = checking.sent.revision();
  CheckNumber(checking.Path("revision"), document.revision, 0, kMaxRevision,
              checking.found);
}

void CheckTexts(const Checking& checking, VillageDocument& document) {
  const v1::VillageDocument& sent = checking.sent;
  const TextRule number = {.longest = 100};
  document.regulation_number =
      checking.Text("regulation_number", sent.regulation_number(), number);
  document.evaluation_number =
      checking.Text("evaluation_number", sent.evaluation_number(), number);
  document.letter_number =
      checking.Text("letter_number", sent.letter_number(), number);
  document.note =
      checking.Text("note", sent.note(), {.longest = 1000, .free_text = true});
}

// The dates that a kind needs. A work plan or budget is kept as soon as
// anything happened to it, a report once it arrived.
Presence PresenceOfEnactedDate(const v1::VillageDocument& sent) {
  const bool by_regulation = sent.kind() == v1::VILLAGE_DOCUMENT_KIND_RKPDESA ||
                             sent.kind() == v1::VILLAGE_DOCUMENT_KIND_APBDESA;
  return by_regulation && !sent.has_agreed_date() && !sent.has_received_date()
             ? Presence::kRequired
             : Presence::kOptional;
}

Presence PresenceOfReceivedDate(const v1::VillageDocument& sent) {
  return sent.kind() == v1::VILLAGE_DOCUMENT_KIND_LPPDESA ? Presence::kRequired
                                                          : Presence::kOptional;
}

void CheckPlausible(const Checking& checking, const VillageDocument& document) {
  const int year = document.fiscal_year;
  if (!document.enacted_date || year < kFirstFiscalYear ||
      year > kLastFiscalYear ||
      std::abs(document.enacted_date->year - year) <= kMaxYearsFromFiscalYear) {
    return;
  }
  checking.found.Add(
      checking.Path("enacted_date"), code::kOutOfRange,
      {{"value", ToString(*document.enacted_date)},
       {"lowest",
        absl::StrFormat("%04d-01-01", year - kMaxYearsFromFiscalYear)},
       {"highest",
        absl::StrFormat("%04d-12-31", year + kMaxYearsFromFiscalYear)}});
}

void CheckDates(const Checking& checking, VillageDocument& document) {
  const v1::VillageDocument& sent = checking.sent;
  document.agreed_date =
      checking.PastDate("agreed_date", sent.has_agreed_date(),
                        sent.agreed_date(), Presence::kOptional);
  document.enacted_date =
      checking.PastDate("enacted_date", sent.has_enacted_date(),
                        sent.enacted_date(), PresenceOfEnactedDate(sent));
  document.promulgated_date =
      checking.PastDate("promulgated_date", sent.has_promulgated_date(),
                        sent.promulgated_date(), Presence::kOptional);
  document.submitted_date =
      checking.PastDate("submitted_date", sent.has_submitted_date(),
                        sent.submitted_date(), Presence::kOptional);
  document.evaluation_date =
      checking.PastDate("evaluation_date", sent.has_evaluation_date(),
                        sent.evaluation_date(), Presence::kOptional);
  document.received_date =
      checking.PastDate("received_date", sent.has_received_date(),
                        sent.received_date(), PresenceOfReceivedDate(sent));
  checking.Order("agreed_date", document.agreed_date, "enacted_date",
                 document.enacted_date);
  checking.Order("enacted_date", document.enacted_date, "promulgated_date",
                 document.promulgated_date);
  checking.Order("submitted_date", document.submitted_date, "evaluation_date",
                 document.evaluation_date);
  CheckPlausible(checking, document);
}

// Whether the village owes the document and existed when something happened to
// it. Existing at one of the days is enough: the last report of a village that
// was dissolved arrives when it is gone.
void CheckDuty(const Checking& checking, const RegionCode& village,
               const RegisterView& regions, const VillageDocument& document) {
  const std::string field = checking.Path("village");
  if (!village.OwesVillageDocuments()) {
    checking.found.Add(field, code::kNoSuchDuty,
                       {{"value", village.ToString()}});
    return;
  }
  const std::optional<Validity> validity =
      regions.FindRegion(village.ToString());
  std::optional<Date> first;
  for (const std::optional<Date>& day :
       {document.enacted_date, document.received_date, document.agreed_date}) {
    if (!day) continue;
    if (!validity || validity->Covers(*day)) return;
    if (!first) first = day;
  }
  if (!first) return;
  checking.found.Add(
      field, code::kNotValidOn,
      {{"value", village.ToString()}, {"date", ToString(*first)}});
}

}  // namespace

std::optional<RegionCode> CheckVillage(
    absl::string_view field, absl::string_view village,
    const std::optional<std::string>& district, const RegisterView& regions,
    Violations& found) {
  if (village.empty()) {
    found.Add(field, code::kRequired);
    return std::nullopt;
  }
  const absl::StatusOr<RegionCode> code = RegionCode::Parse(village);
  if (!code.ok() || code->level() != RegionLevel::kVillage) {
    found.Add(field, code::kTextMalformed,
              {{"value", Shown(village)}, {"pattern", "PP.KK.CC.DDDD"}});
    return std::nullopt;
  }
  if (district && code->District()->ToString() != *district) {
    found.Add(field, code::kNotInParent,
              {{"value", code->ToString()}, {"parent", *district}});
    return std::nullopt;
  }
  if (!regions.FindRegion(code->ToString())) {
    found.Add(field, code::kUnknownRegion, {{"value", code->ToString()}});
    return std::nullopt;
  }
  return *code;
}

std::optional<NewRecord<VillageDocument>> CheckVillageDocument(
    absl::string_view field, const v1::VillageDocument& document,
    const ValidationContext& context, Violations& found) {
  const size_t before = found.all().size();
  NewRecord<VillageDocument> checked;
  VillageDocument& content = checked.content;
  const std::optional<RecordKey> key =
      CheckNewName(absl::StrCat(field, ".name"), document.name(),
                   kVillageDocuments, context.regions, found);
  // Without a district the zone is a guess; the document is refused anyway.
  const Checking checking{
      field, document,
      key ? TodayOf(*key, context.now) : TodayIn(context.now, ""), found};
  const std::optional<RegionCode> village =
      CheckVillage(checking.Path("village"), document.village(),
                   key ? std::make_optional(key->district) : std::nullopt,
                   context.regions, found);
  content.kind = static_cast<DocumentKind>(CheckEnum(
      checking.Path("kind"), document.kind(), Presence::kRequired, found));
  CheckFiscalYear(checking, content);
  CheckTexts(checking, content);
  CheckDates(checking, content);
  if (village) CheckDuty(checking, *village, context.regions, content);
  if (document.has_evidence()) {
    content.evidence = CheckEvidence(
        checking.Path("evidence"), document.evidence(), checking.today, found);
  }
  const auto against = absl::MakeConstSpan(found.all()).subspan(before);
  if (!OnlyTheRegisterRefuses(against)) return std::nullopt;
  checked.key = *key;
  content.village = village->ToString();
  return checked;
}

absl::StatusOr<NewRecord<VillageDocument>> FromProto(
    const v1::VillageDocument& document, absl::string_view field,
    const ValidationContext& context) {
  Violations found;
  std::optional<NewRecord<VillageDocument>> checked =
      CheckVillageDocument(field, document, context, found);
  return Judge(std::move(checked), found);
}

void ToProto(const Versioned<VillageDocument>& document,
             v1::VillageDocument& message) {
  const VillageDocument& content = document.content;
  const auto set = [](const std::optional<Date>& date,
                      google::type::Date* (v1::VillageDocument::*field)(),
                      v1::VillageDocument& target) {
    if (date) *(target.*field)() = ToProto(*date);
  };
  using Proto = v1::VillageDocument;
  message.set_name(NameOf(document.key, kVillageDocuments));
  message.set_village(content.village);
  message.set_kind(static_cast<v1::VillageDocumentKind>(content.kind));
  message.set_fiscal_year(content.fiscal_year);
  message.set_revision(content.revision);
  message.set_regulation_number(content.regulation_number);
  set(content.agreed_date, &Proto::mutable_agreed_date, message);
  set(content.enacted_date, &Proto::mutable_enacted_date, message);
  set(content.promulgated_date, &Proto::mutable_promulgated_date, message);
  set(content.submitted_date, &Proto::mutable_submitted_date, message);
  message.set_evaluation_number(content.evaluation_number);
  set(content.evaluation_date, &Proto::mutable_evaluation_date, message);
  set(content.received_date, &Proto::mutable_received_date, message);
  message.set_letter_number(content.letter_number);
  if (content.evidence)
    *message.mutable_evidence() = ToProto(*content.evidence);
  message.set_note(content.note);
  SetVersion(document.version, message);
}

}  // namespace iku::collection
