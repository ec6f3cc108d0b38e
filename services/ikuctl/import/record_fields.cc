#include "services/ikuctl/import/record_fields.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace iku::ctl {

std::optional<google::type::Date> RecordFields::Day(
    absl::string_view field, absl::string_view path) const {
  const std::string cell = Text(field);
  if (cell.empty()) return std::nullopt;
  const std::optional<Date> day = DayOf(cell);
  if (!day.has_value()) {
    found_.Add(path.empty() ? field : path, columns_.TitleOf(field),
               code::kDateInvalid, {{"value", cell}});
    return std::nullopt;
  }
  return ToProto(*day);
}

std::optional<int> RecordFields::Number(absl::string_view field) const {
  const std::string cell = Text(field);
  if (cell.empty()) return std::nullopt;
  const std::optional<int> number = WholeNumberOf(cell);
  if (!number.has_value()) {
    found_.Add(field, columns_.TitleOf(field), code::kTextMalformed,
               {{"value", cell}, {"pattern", "0-9"}});
  }
  return number;
}

std::optional<collection::v1::Evidence> RecordFields::Evidence(
    absl::string_view path) const {
  collection::v1::Evidence evidence;
  evidence.set_kind(Text("evidence_kind"));
  evidence.set_number(Text("evidence_number"));
  evidence.set_uri(Text("evidence_uri"));
  evidence.set_sha256(absl::AsciiStrToLower(Text("evidence_sha256")));
  if (const auto day = Day("evidence_date", absl::StrCat(path, ".date"))) {
    *evidence.mutable_date() = *day;
  }
  if (evidence.ByteSizeLong() == 0) return std::nullopt;
  return evidence;
}

std::string RecordFields::Id(RowIds& ids, absl::string_view day,
                             const google::protobuf::Message& record) const {
  const std::string own = Text("id");
  if (!own.empty()) return ids.OfOwnId(own);
  const std::optional<std::string> id = ids.OfContent(day, record);
  if (!id.has_value()) {
    found_.Add("name", "", code::kTooMany,
               {{"count", absl::StrCat(RowIds::kMaxRows + 1)},
                {"limit", absl::StrCat(RowIds::kMaxRows)}});
  }
  return id.value_or("");
}

}  // namespace iku::ctl
