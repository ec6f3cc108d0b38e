#ifndef IKU_SERVICES_COLLECTION_INGEST_SESSION_ROWS_H_
#define IKU_SERVICES_COLLECTION_INGEST_SESSION_ROWS_H_

#include "common/store/sqlite/statement.h"
#include "services/collection/ingest/session.h"

// How sessions and rows in quarantine lie in their tables. Every query that
// reads whole ones starts with one of these.

#define IKU_SELECT_SESSIONS                                                  \
  "SELECT district_code, id, row_policy, title, state, next_sequence, rows," \
  " created, replayed, rejected, held_back, create_us, update_us,"           \
  " (SELECT count(*) FROM quarantined_rows AS q"                             \
  "  WHERE q.district_code = s.district_code AND q.session = s.id"           \
  "  AND q.state = 1)"                                                       \
  " FROM ingest_sessions AS s"

#define IKU_SELECT_QUARANTINED_ROWS                                \
  "SELECT district_code, session, sequence, position, row, state," \
  " create_us, resolve_us, resolved_by, reason, record"            \
  " FROM quarantined_rows"

namespace iku::collection {

IngestSession ReadSession(const sqlite::Statement& row);
QuarantinedRow ReadQuarantinedRow(const sqlite::Statement& row);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_SESSION_ROWS_H_
