#ifndef IKU_SERVICES_IKUCTL_IMPORT_RECORD_FIELDS_H_
#define IKU_SERVICES_IKUCTL_IMPORT_RECORD_FIELDS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "common/status/codes.h"
#include "iku/collection/v1/record.pb.h"
#include "services/ikuctl/csv/reader.h"
#include "services/ikuctl/import/columns.h"
#include "services/ikuctl/import/problem.h"
#include "services/ikuctl/import/row_ids.h"
#include "services/ikuctl/import/values.h"

namespace iku::ctl {

// Reads the cells of one row into fields of a record; what cannot be read is
// added to `found`. Empty cells leave the field as it is.
class RecordFields {
 public:
  RecordFields(const Columns& columns, const CsvRow& row, Problems& found)
      : columns_(columns), row_(row), found_(found) {}

  std::string Text(absl::string_view field) const {
    return columns_.Cell(row_, field);
  }

  // `path` is the field inside the record, where it is not `field` itself.
  std::optional<google::type::Date> Day(absl::string_view field,
                                        absl::string_view path = "") const;

  std::optional<int> Number(absl::string_view field) const;

  template <typename Code>
  std::optional<Code> Word(absl::string_view field,
                           std::optional<Code> (*read)(absl::string_view),
                           std::string (*usual)(Language),
                           absl::string_view path = "") const {
    const std::string cell = Text(field);
    if (cell.empty()) return std::nullopt;
    const std::optional<Code> code = read(cell);
    if (!code.has_value()) {
      found_.Add(path.empty() ? field : path, columns_.TitleOf(field),
                 code::kUnknownCode,
                 {{"value", cell}, {"allowed", usual(found_.language())}});
    }
    return code;
  }

  // The columns evidence_kind, evidence_number, evidence_date, evidence_uri and
  // evidence_sha256; nothing when all are empty.
  std::optional<collection::v1::Evidence> Evidence(
      absl::string_view path) const;

  // Id of the record: of the column `id`, else made from `day` and `record`.
  std::string Id(RowIds& ids, absl::string_view day,
                 const google::protobuf::Message& record) const;

 private:
  const Columns& columns_;
  const CsvRow& row_;
  Problems& found_;
};

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_IMPORT_RECORD_FIELDS_H_
