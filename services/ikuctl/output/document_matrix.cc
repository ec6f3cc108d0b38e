#include "services/ikuctl/output/document_matrix.h"

#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/ikuctl/import/values.h"

namespace iku::ctl {
namespace {

namespace v1 = indicator::v1;

// Columns stand in the order of their deadlines, as the year goes.
using Document = std::tuple<std::string, int, std::string>;
using Village = std::pair<std::string, std::string>;

std::string TitleOf(const std::string& kind) {
  if (kind == "rkpdesa") return "RKPDesa";
  if (kind == "apbdesa") return "APBDesa";
  if (kind == "lppdesa") return "LPPDesa";
  return kind;
}

// The deadline that most cells of each document share, by kind and year.
std::map<std::pair<std::string, int>, std::string> UsualDeadlines(
    const v1::TimelinessDetail& detail) {
  std::map<std::pair<std::string, int>, std::string> usual;
  for (const v1::Obligation& one : detail.obligations()) {
    const auto key = std::make_pair(one.document_kind(), one.fiscal_year());
    // Where every village's was moved, any of them is as good.
    if (one.override_reason().empty() || usual.count(key) == 0) {
      usual[key] = ToText(one.deadline());
    }
  }
  return usual;
}

std::string StateWord(const Page& page, const v1::Obligation& one) {
  const Arguments days = {{"days", absl::StrCat(one.days_late())}};
  switch (one.state()) {
    case v1::Obligation::STATE_ON_TIME:
      return page.Say("state_on_time");
    case v1::Obligation::STATE_LATE:
      return page.Say("state_late", days);
    case v1::Obligation::STATE_MISSING:
      return one.days_late() == 0 ? page.Say("documents_missing")
                                  : page.Say("state_missing", days);
    case v1::Obligation::STATE_NOT_DUE:
      return page.Say("state_not_due");
    default:
      return v1::Obligation::State_Name(one.state());
  }
}

std::string CellOf(const Page& page, const v1::Obligation& one) {
  std::string cell = StateWord(page, one);
  if (!one.override_reason().empty()) absl::StrAppend(&cell, " *");
  const std::string date = ToText(one.counted_date());
  if (!date.empty()) absl::StrAppend(&cell, "\n", date);
  if (!one.document().empty() && !one.has_evidence()) {
    absl::StrAppend(&cell, "\n", page.Say("no_evidence"));
  }
  return cell;
}

// How many villages stand where, document by document.
void PrintDocuments(const Page& page, const v1::TimelinessDetail& detail) {
  if (detail.documents().empty()) return;
  Table table({{page.Say("document")},
               {page.Say("deadline")},
               {page.Say("state_on_time"), true},
               {page.Say("documents_late"), true},
               {page.Say("documents_missing"), true},
               {page.Say("state_not_due"), true},
               {page.Say("documents_counted"), true}});
  for (const v1::DocumentCount& one : detail.documents()) {
    table.Add(
        {absl::StrCat(TitleOf(one.document_kind()), " ", one.fiscal_year()),
         ToText(one.deadline()), absl::StrCat(one.on_time()),
         absl::StrCat(one.late()), absl::StrCat(one.missing()),
         absl::StrCat(one.not_due()), absl::StrCat(one.counted())});
  }
  PrintHeading(page, page.Say("documents_of",
                              {{"count", absl::StrCat(detail.villages())},
                               {"day", ToText(detail.judged_on())}}));
  page.out << table.Render(page.width);
}

void PrintTotals(const Page& page, const v1::TimelinessDetail& detail) {
  page.out << page.Say("matrix_totals",
                       {{"on_time", absl::StrCat(detail.on_time())},
                        {"late", absl::StrCat(detail.late())},
                        {"missing", absl::StrCat(detail.missing())},
                        {"not_due", absl::StrCat(detail.not_due())},
                        {"all", absl::StrCat(detail.obligations_size())}})
           << "\n";
}

}  // namespace

void PrintDocumentMatrix(const Page& page, const v1::TimelinessDetail& detail) {
  const auto usual = UsualDeadlines(detail);
  std::set<Document> documents;
  std::map<Village, std::map<Document, std::string>> rows;
  std::string moved;
  for (const v1::Obligation& one : detail.obligations()) {
    const Document document = {
        usual.at({one.document_kind(), one.fiscal_year()}), one.fiscal_year(),
        one.document_kind()};
    documents.insert(document);
    rows[{one.village(), one.village_name()}][document] = CellOf(page, one);
    if (one.override_reason().empty()) continue;
    absl::StrAppend(&moved, "* ", one.village_name(), ", ",
                    TitleOf(one.document_kind()), " ", one.fiscal_year(), ": ",
                    page.Say("deadline"), " ", ToText(one.deadline()), ", ",
                    one.override_reason(), "\n");
  }
  std::vector<Table::Column> columns = {
      {.title = page.Say("code"), .whole = true}, {page.Say("village")}};
  for (const auto& [deadline, year, kind] : documents) {
    columns.push_back({absl::StrCat(TitleOf(kind), " ", year, "\n", deadline)});
  }
  Table table(columns);
  for (const auto& [village, cells] : rows) {
    std::vector<std::string> row = {village.first, village.second};
    for (const Document& document : documents) {
      const auto found = cells.find(document);
      row.push_back(found == cells.end() ? "-" : found->second);
    }
    table.Add(std::move(row));
  }
  page.out << "\n" << table.Render(page.width) << moved;
  PrintTotals(page, detail);
  PrintDocuments(page, detail);
}

}  // namespace iku::ctl
