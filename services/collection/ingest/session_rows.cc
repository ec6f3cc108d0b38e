#include "services/collection/ingest/session_rows.h"

#include "services/collection/store/packed_id.h"

namespace iku::collection {

IngestSession ReadSession(const sqlite::Statement& row) {
  return {.key = {row.Text(0), ReadId(row, 1)},
          .policy = static_cast<RowPolicy>(row.Int(2)),
          .title = row.Text(3),
          .state = static_cast<SessionState>(row.Int(4)),
          .next_sequence = row.Int(5),
          .counts = {.rows = row.Int(6),
                     .created = row.Int(7),
                     .replayed = row.Int(8),
                     .rejected = row.Int(9),
                     .held_back = row.Int(10)},
          .quarantined = row.Int(13),
          .create_time = absl::FromUnixMicros(row.Int(11)),
          .update_time = absl::FromUnixMicros(row.Int(12))};
}

QuarantinedRow ReadQuarantinedRow(const sqlite::Statement& row) {
  return {.key = {{row.Text(0), ReadId(row, 1)},
                  row.Int(2),
                  static_cast<int>(row.Int(3))},
          .row = row.Blob(4),
          .state = static_cast<QuarantineState>(row.Int(5)),
          .create_time = absl::FromUnixMicros(row.Int(6)),
          .resolve_time = row.IsNull(7) ? absl::InfinitePast()
                                        : absl::FromUnixMicros(row.Int(7)),
          .resolved_by = row.Text(8),
          .reason = row.Text(9),
          .record = row.Text(10)};
}

}  // namespace iku::collection
