#ifndef IKU_SERVICES_IKUCTL_IMPORT_COLUMNS_H_
#define IKU_SERVICES_IKUCTL_IMPORT_COLUMNS_H_

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/ikuctl/csv/reader.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// A field that a file may have, and other titles that its column goes by, as
// Plain() makes them.
struct FieldTitles {
  const char* field;
  std::vector<const char*> synonyms;
};

// Which column of a file each field is taken from. A value; thread-safe once
// mapped.
class Columns {
 public:
  // `chosen` is what --columns says, `field=title,field=title`; a field with an
  // empty title is known to have no column. Other fields take the column that
  // is called like them or by a synonym. Returns everything that is wrong.
  std::vector<Complaint> Map(const std::vector<std::string>& header,
                             absl::Span<const FieldTitles> fields,
                             absl::string_view chosen);

  // Adds a complaint for each field that has no column.
  void Require(std::initializer_list<absl::string_view> fields,
               std::vector<Complaint>& wrong) const;

  bool Has(absl::string_view field) const;
  // --columns says that there is none.
  bool LeftOut(absl::string_view field) const;
  // Without white space around it; empty when the field has no column.
  std::string Cell(const CsvRow& row, absl::string_view field) const;
  // Title of the field's column as the file writes it; empty without one.
  std::string TitleOf(absl::string_view field) const;

 private:
  void MapChosen(absl::string_view chosen, absl::Span<const FieldTitles> fields,
                 std::vector<Complaint>& wrong);
  void MapByTitle(absl::Span<const FieldTitles> fields,
                  std::vector<Complaint>& wrong);
  std::vector<size_t> Titled(absl::string_view title) const;

  std::vector<std::string> header_;
  std::map<std::string, size_t, std::less<>> column_of_;
  std::map<std::string, bool, std::less<>> left_out_;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_COLUMNS_H_
