#include "services/ikuctl/import/columns.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/ikuctl/import/words.h"

namespace iku::ctl {

std::vector<Complaint> Columns::Map(const std::vector<std::string>& header,
                                    absl::Span<const FieldTitles> fields,
                                    absl::string_view chosen) {
  header_ = header;
  column_of_.clear();
  left_out_.clear();
  std::vector<Complaint> wrong;
  MapChosen(chosen, fields, wrong);
  MapByTitle(fields, wrong);
  return wrong;
}

std::vector<size_t> Columns::Titled(absl::string_view title) const {
  std::vector<size_t> found;
  for (size_t i = 0; i < header_.size(); ++i) {
    if (Plain(header_[i]) == Plain(title)) found.push_back(i);
  }
  return found;
}

void Columns::MapChosen(absl::string_view chosen,
                        absl::Span<const FieldTitles> fields,
                        std::vector<Complaint>& wrong) {
  for (absl::string_view pair :
       absl::StrSplit(chosen, ',', absl::SkipWhitespace())) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(pair, absl::MaxSplits('=', 1));
    const std::string field(absl::StripAsciiWhitespace(parts.first));
    const std::string title(absl::StripAsciiWhitespace(parts.second));
    if (pair.find('=') == absl::string_view::npos) {
      wrong.push_back({"columns_no_equals", {{"value", std::string(pair)}}});
      continue;
    }
    const bool known = std::any_of(
        fields.begin(), fields.end(),
        [&](const FieldTitles& titles) { return field == titles.field; });
    if (!known) {
      std::vector<std::string> allowed;
      for (const FieldTitles& titles : fields) allowed.push_back(titles.field);
      wrong.push_back(
          {"columns_unknown_field",
           {{"value", field}, {"allowed", absl::StrJoin(allowed, ", ")}}});
      continue;
    }
    if (column_of_.count(field) > 0 || left_out_.count(field) > 0) {
      wrong.push_back({"columns_field_twice", {{"value", field}}});
      continue;
    }
    if (title.empty()) {
      left_out_[field] = true;
      continue;
    }
    const std::vector<size_t> found = Titled(title);
    if (found.size() == 1) {
      column_of_[field] = found[0];
    } else {
      wrong.push_back({found.empty() ? "columns_not_in_file" : "columns_twice",
                       {{"field", field},
                        {"value", title},
                        {"header", absl::StrJoin(header_, ", ")}}});
    }
  }
}

void Columns::MapByTitle(absl::Span<const FieldTitles> fields,
                         std::vector<Complaint>& wrong) {
  for (const FieldTitles& titles : fields) {
    if (Has(titles.field) || LeftOut(titles.field)) continue;
    std::vector<size_t> found = Titled(titles.field);
    for (const char* synonym : titles.synonyms) {
      for (size_t column : Titled(synonym)) found.push_back(column);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    // A column that --columns gives to another field is taken.
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](size_t column) {
                                 return std::any_of(
                                     column_of_.begin(), column_of_.end(),
                                     [&](const auto& entry) {
                                       return entry.second == column;
                                     });
                               }),
                found.end());
    if (found.size() == 1) {
      column_of_[titles.field] = found[0];
    } else if (found.size() > 1) {
      std::vector<std::string> names;
      for (size_t column : found) names.push_back(header_[column]);
      wrong.push_back(
          {"columns_ambiguous",
           {{"field", titles.field}, {"value", absl::StrJoin(names, ", ")}}});
    }
  }
}

void Columns::Require(std::initializer_list<absl::string_view> fields,
                      std::vector<Complaint>& wrong) const {
  for (absl::string_view field : fields) {
    if (Has(field)) continue;
    wrong.push_back({"column_missing", {{"field", std::string(field)}}});
  }
}

bool Columns::Has(absl::string_view field) const {
  return column_of_.find(std::string(field)) != column_of_.end();
}

bool Columns::LeftOut(absl::string_view field) const {
  return left_out_.find(std::string(field)) != left_out_.end();
}

std::string Columns::Cell(const CsvRow& row, absl::string_view field) const {
  const auto found = column_of_.find(std::string(field));
  if (found == column_of_.end() || found->second >= row.cells.size()) return "";
  return std::string(absl::StripAsciiWhitespace(row.cells[found->second]));
}

std::string Columns::TitleOf(absl::string_view field) const {
  const auto found = column_of_.find(std::string(field));
  return found == column_of_.end() ? "" : header_[found->second];
}

}  // namespace iku::ctl
