#include "services/ikuctl/command/listing.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/time_util.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/json.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {

std::string TimeOf(const google::protobuf::Timestamp& time,
                   absl::string_view name, const Style& style) {
  if (!style.for_reader) {
    return google::protobuf::util::TimeUtil::ToString(time);
  }
  return WallTime(time, absl::StripPrefix(name, "districts/"));
}

Listing::Listing(const Work& work, const std::vector<std::string>& titles,
                 First first)
    : work_(work), first_(first) {
  std::vector<Table::Column> columns;
  for (const std::string& title : titles) {
    columns.push_back(
        {.title = Say(work.options.language, title), .whole = columns.empty()});
  }
  if (first == First::kBelowRow) columns.erase(columns.begin());
  table_.emplace(std::move(columns));
  if (work.options.format == "csv") work.console.out << CsvLine(titles);
}

Style Listing::style() const {
  return {.for_reader = work_.options.format != "csv",
          .language = work_.options.language};
}

void Listing::Add(const google::protobuf::Message& record, Row row) {
  if (work_.options.format == "json") {
    work_.console.out << ToJson(record, false) << "\n";
  } else if (work_.options.format == "csv") {
    work_.console.out << CsvLine(row);
  } else {
    AddToTable(std::move(row));
  }
  ++count_;
}

void Listing::Finish(bool more) {
  const Language language = work_.options.language;
  const bool is_table =
      work_.options.format.empty() || work_.options.format == "table";
  if (is_table && count_ > 0) {
    work_.console.out << table_->Render(work_.console.width);
  }
  if (is_table && count_ == 0) {
    work_.console.out << Say(language, "list_empty") << "\n";
  }
  if (more) {
    work_.console.err << Say(language, "list_more",
                             {{"count", absl::StrCat(count_)}})
                      << "\n";
  }
}

void Listing::AddToTable(Row row) {
  std::string below;
  if (first_ == First::kBelowRow) {
    below = std::move(row.front());
    row.erase(row.begin());
  }
  table_->Add(std::move(row), std::move(below));
}

}  // namespace iku::ctl
