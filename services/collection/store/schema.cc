#include "services/collection/store/schema.h"

namespace iku::collection {
namespace {

// Every record table is a chain of versions. A version is never changed but for
// superseded_version, which says until which version of the data it was the
// newest one; NULL is the newest. So the records as of data version V are those
// with data_version <= V and (superseded_version IS NULL or > V). Who made a
// version, when and why stands once, in the change of its data_version.
//
// An id is the 16 bytes of a UUID, or else text; see packed_id.h.
//
// Primary keys lead with district_code, so that a table can be distributed by
// it. Dates are whole numbers yyyymmdd, months yyyymm, instants microseconds
// since 1970 in UTC. Lists inside one record are JSON.
constexpr char kRecords[] = R"sql(
CREATE TABLE survey_responses (
  district_code TEXT NOT NULL,
  id ANY NOT NULL,
  version INTEGER NOT NULL,
  data_version INTEGER NOT NULL,
  superseded_version INTEGER,
  state INTEGER NOT NULL,           -- 1 active, 2 void, 3 erased
  created_version INTEGER,          -- data_version of version 1; NULL in it
  request_id TEXT,
  response_date INTEGER NOT NULL,
  service_code TEXT NOT NULL,       -- '' when about no single service
  scores INTEGER NOT NULL,          -- a digit each, 0 none, in questionnaire order
  sex INTEGER NOT NULL,
  age_band INTEGER NOT NULL,
  education INTEGER NOT NULL,
  occupation INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  comment TEXT,
  PRIMARY KEY (district_code, id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_responses_by_date
  ON survey_responses (district_code, response_date, id)
  WHERE superseded_version IS NULL;
-- What facts as of an older version find beside the newest versions.
CREATE INDEX survey_responses_superseded
  ON survey_responses (district_code, response_date, id)
  WHERE superseded_version IS NOT NULL;

CREATE TABLE coordination_records (
  district_code TEXT NOT NULL,
  id ANY NOT NULL,
  version INTEGER NOT NULL,
  data_version INTEGER NOT NULL,
  superseded_version INTEGER,
  state INTEGER NOT NULL,
  created_version INTEGER,
  request_id TEXT,
  held_date INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  follow_up_state INTEGER NOT NULL, -- state of the last follow-up, 1 open
  subject TEXT NOT NULL,
  place TEXT,
  section TEXT NOT NULL,
  agencies TEXT NOT NULL,           -- JSON [{name, type}]
  document_number TEXT,
  result TEXT,
  due_date INTEGER,
  sub_activity_code TEXT,
  follow_ups TEXT NOT NULL,         -- JSON, oldest first
  PRIMARY KEY (district_code, id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX coordination_records_by_date
  ON coordination_records (district_code, held_date, id)
  WHERE superseded_version IS NULL;
CREATE INDEX coordination_records_superseded
  ON coordination_records (district_code, held_date, id)
  WHERE superseded_version IS NOT NULL;
-- Those that may be overdue: open or in progress, with a due date.
CREATE INDEX coordination_records_pending
  ON coordination_records (district_code, held_date, due_date, id)
  WHERE superseded_version IS NULL AND state = 1 AND due_date IS NOT NULL
    AND follow_up_state < 3;

CREATE TABLE village_documents (
  district_code TEXT NOT NULL,
  id ANY NOT NULL,
  version INTEGER NOT NULL,
  data_version INTEGER NOT NULL,
  superseded_version INTEGER,
  state INTEGER NOT NULL,
  created_version INTEGER,
  request_id TEXT,
  fiscal_year INTEGER NOT NULL,
  village_code TEXT NOT NULL,
  kind INTEGER NOT NULL,
  revision INTEGER NOT NULL,        -- 0 original, n the n-th amendment
  regulation_number TEXT,
  agreed_date INTEGER,
  enacted_date INTEGER,
  promulgated_date INTEGER,
  submitted_date INTEGER,
  evaluation_number TEXT,
  evaluation_date INTEGER,
  received_date INTEGER,
  letter_number TEXT,
  evidence TEXT,                    -- JSON {kind, number, date, uri, sha256}
  note TEXT,
  PRIMARY KEY (district_code, id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX village_documents_by_year
  ON village_documents (district_code, fiscal_year, id)
  WHERE superseded_version IS NULL;
CREATE INDEX village_documents_superseded
  ON village_documents (district_code, fiscal_year, id)
  WHERE superseded_version IS NOT NULL;
-- A village has one active document per kind, fiscal year and revision, so that
-- one duty is never counted twice.
CREATE UNIQUE INDEX village_documents_slot
  ON village_documents (district_code, village_code, kind, fiscal_year, revision)
  WHERE superseded_version IS NULL AND state = 1;

-- One row for each version of the data: who did what, when (commits) and why.
-- The changes of a district form a chain of hashes, see audit/change.h; those
-- of the register's regions belong to the district '-'.
CREATE TABLE changes (
  district_code TEXT NOT NULL,
  version INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action INTEGER NOT NULL,
  collection INTEGER NOT NULL,
  resource ANY,                     -- id, when one resource was changed
  resources INTEGER NOT NULL,
  reason TEXT,
  before_hash BLOB,
  after_hash BLOB,
  chain_hash BLOB NOT NULL,
  PRIMARY KEY (district_code, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX changes_by_version ON changes (version);

-- Tallies hold the active newest versions, counted. They change in the same
-- transaction as the records; a row that counts nothing is not kept.
-- dimension: 0 all together with value '', 1 service with its code, and with
-- the number of the enum 2 sex, 3 age band, 4 education, 5 occupation.
CREATE TABLE survey_tallies (
  district_code TEXT NOT NULL,
  dimension INTEGER NOT NULL,
  value TEXT NOT NULL,
  month INTEGER NOT NULL,
  responses INTEGER NOT NULL,
  -- How many answers gave each score to each element.
  requirements_1 INTEGER NOT NULL, requirements_2 INTEGER NOT NULL,
  requirements_3 INTEGER NOT NULL, requirements_4 INTEGER NOT NULL,
  procedure_1 INTEGER NOT NULL, procedure_2 INTEGER NOT NULL,
  procedure_3 INTEGER NOT NULL, procedure_4 INTEGER NOT NULL,
  time_1 INTEGER NOT NULL, time_2 INTEGER NOT NULL,
  time_3 INTEGER NOT NULL, time_4 INTEGER NOT NULL,
  cost_1 INTEGER NOT NULL, cost_2 INTEGER NOT NULL,
  cost_3 INTEGER NOT NULL, cost_4 INTEGER NOT NULL,
  product_1 INTEGER NOT NULL, product_2 INTEGER NOT NULL,
  product_3 INTEGER NOT NULL, product_4 INTEGER NOT NULL,
  competence_1 INTEGER NOT NULL, competence_2 INTEGER NOT NULL,
  competence_3 INTEGER NOT NULL, competence_4 INTEGER NOT NULL,
  behaviour_1 INTEGER NOT NULL, behaviour_2 INTEGER NOT NULL,
  behaviour_3 INTEGER NOT NULL, behaviour_4 INTEGER NOT NULL,
  facilities_1 INTEGER NOT NULL, facilities_2 INTEGER NOT NULL,
  facilities_3 INTEGER NOT NULL, facilities_4 INTEGER NOT NULL,
  complaints_1 INTEGER NOT NULL, complaints_2 INTEGER NOT NULL,
  complaints_3 INTEGER NOT NULL, complaints_4 INTEGER NOT NULL,
  PRIMARY KEY (district_code, dimension, value, month)
) STRICT, WITHOUT ROWID;
-- Over the complete responses only, those that answer every element: sums of
-- the totals, and of each element's scores, their squares and their products
-- with the total of the response.
CREATE TABLE survey_moments (
  district_code TEXT NOT NULL,
  month INTEGER NOT NULL,
  responses INTEGER NOT NULL,
  sum_of_totals INTEGER NOT NULL,
  sum_of_squared_totals INTEGER NOT NULL,
  requirements_sum INTEGER NOT NULL, requirements_squares INTEGER NOT NULL,
  requirements_with_total INTEGER NOT NULL,
  procedure_sum INTEGER NOT NULL, procedure_squares INTEGER NOT NULL,
  procedure_with_total INTEGER NOT NULL,
  time_sum INTEGER NOT NULL, time_squares INTEGER NOT NULL,
  time_with_total INTEGER NOT NULL,
  cost_sum INTEGER NOT NULL, cost_squares INTEGER NOT NULL,
  cost_with_total INTEGER NOT NULL,
  product_sum INTEGER NOT NULL, product_squares INTEGER NOT NULL,
  product_with_total INTEGER NOT NULL,
  competence_sum INTEGER NOT NULL, competence_squares INTEGER NOT NULL,
  competence_with_total INTEGER NOT NULL,
  behaviour_sum INTEGER NOT NULL, behaviour_squares INTEGER NOT NULL,
  behaviour_with_total INTEGER NOT NULL,
  facilities_sum INTEGER NOT NULL, facilities_squares INTEGER NOT NULL,
  facilities_with_total INTEGER NOT NULL,
  complaints_sum INTEGER NOT NULL, complaints_squares INTEGER NOT NULL,
  complaints_with_total INTEGER NOT NULL,
  PRIMARY KEY (district_code, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE coordination_tallies (
  district_code TEXT NOT NULL,
  month INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  section TEXT NOT NULL,
  follow_up_state INTEGER NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (district_code, month, kind, section, follow_up_state)
) STRICT, WITHOUT ROWID;
-- A record counts once under each type of agency that took part.
CREATE TABLE coordination_agency_tallies (
  district_code TEXT NOT NULL,
  month INTEGER NOT NULL,
  agency_type INTEGER NOT NULL,
  follow_up_state INTEGER NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (district_code, month, agency_type, follow_up_state)
) STRICT, WITHOUT ROWID;

-- Imports that know how far they have come. Position, rows, tallies and the
-- answer of a batch change in one transaction.
CREATE TABLE ingest_sessions (
  district_code TEXT NOT NULL,
  id ANY NOT NULL,
  row_policy INTEGER NOT NULL,      -- 1 all or nothing, 2 accept valid
  title TEXT NOT NULL,
  state INTEGER NOT NULL,           -- 1 open, 2 closed
  next_sequence INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  created INTEGER NOT NULL,
  replayed INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  held_back INTEGER NOT NULL,
  create_us INTEGER NOT NULL,
  update_us INTEGER NOT NULL,
  PRIMARY KEY (district_code, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ingest_sessions_by_time
  ON ingest_sessions (district_code, create_us, id);
CREATE TABLE ingest_batches (
  district_code TEXT NOT NULL,
  session ANY NOT NULL,
  sequence INTEGER NOT NULL,
  content_hash BLOB NOT NULL,       -- SHA-256 of what was sent
  answer BLOB NOT NULL,             -- v1::SubmitBatchResponse
  PRIMARY KEY (district_code, session, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantined_rows (
  district_code TEXT NOT NULL,
  session ANY NOT NULL,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,        -- in the batch, from 0
  row BLOB NOT NULL,                -- v1::QuarantinedRow: what and why; '' erased
  state INTEGER NOT NULL,           -- 1 waiting, 2 resubmitted, 3 discarded
  create_us INTEGER NOT NULL,
  resolve_us INTEGER,
  resolved_by TEXT,
  reason TEXT,
  record TEXT,                      -- name of the record that it became
  PRIMARY KEY (district_code, session, sequence, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX quarantined_rows_waiting
  ON quarantined_rows (district_code, session, sequence, position)
  WHERE state = 1;

-- The register.
CREATE TABLE regions (
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  data_version INTEGER NOT NULL,
  superseded_version INTEGER,
  update_us INTEGER NOT NULL,
  display_name TEXT NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER,
  bps_code TEXT,
  PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE offered_services (
  district_code TEXT NOT NULL,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  data_version INTEGER NOT NULL,
  superseded_version INTEGER,
  update_us INTEGER NOT NULL,
  display_name TEXT NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER,
  PRIMARY KEY (district_code, code, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE served_populations (
  district_code TEXT NOT NULL,
  year INTEGER NOT NULL,
  version INTEGER NOT NULL,
  data_version INTEGER NOT NULL,
  superseded_version INTEGER,
  update_us INTEGER NOT NULL,
  people INTEGER NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (district_code, year, version)
) STRICT, WITHOUT ROWID;
)sql";

// What a version hashed to before an erasure took content out of it, so that
// the log of changes can still be verified. A second erasure of the same record
// has rows of its own. collection is the number of ChangedCollection.
constexpr char kErasures[] = R"sql(
CREATE TABLE erased_versions (
  district_code TEXT NOT NULL,
  collection INTEGER NOT NULL,
  id ANY NOT NULL,
  version INTEGER NOT NULL,         -- of the record
  erased_version INTEGER NOT NULL,  -- data_version of the erasure
  hash BLOB NOT NULL,
  PRIMARY KEY (district_code, collection, id, version, erased_version)
) STRICT, WITHOUT ROWID;
CREATE INDEX quarantined_rows_mended ON quarantined_rows (district_code, record)
  WHERE record IS NOT NULL;
CREATE INDEX quarantined_rows_by_time
  ON quarantined_rows (district_code, create_us) WHERE row <> x'';
)sql";

// Under which name a refused row was sent, so that an erasure of the record
// finds it; nothing when it had none of this district.
constexpr char kSentNames[] = R"sql(
ALTER TABLE quarantined_rows ADD COLUMN sent_name TEXT;
CREATE INDEX quarantined_rows_sent_as
  ON quarantined_rows (district_code, sent_name) WHERE sent_name IS NOT NULL;
)sql";

// Versions that hold free text, which leave the index when it is erased: so a
// retention finds what is due without looking at what is not. The conditions
// are kHasText of each kind.
constexpr char kTexts[] = R"sql(
CREATE INDEX survey_responses_texts
  ON survey_responses (district_code, response_date, id)
  WHERE comment IS NOT NULL;
CREATE INDEX coordination_records_texts
  ON coordination_records (district_code, held_date, id)
  WHERE (subject <> '' OR result IS NOT NULL
    OR follow_ups GLOB '*"note":"[^"]*');
CREATE INDEX village_documents_texts
  ON village_documents (district_code, fiscal_year, id)
  WHERE note IS NOT NULL;
)sql";

// Instead of sums over the complete responses only: one row for all responses
// of a month that answer the same elements, so that the spread is known when
// answers are missing too. `answered` has bit i for the i-th element of the
// questionnaire; `sums` is a JSON array, first the sum of each element's
// scores, then the sum of products of each pair of elements, an element with
// itself first. In one column, so that a longer questionnaire needs no other
// table.
constexpr char kSums[] = R"sql(
DROP TABLE survey_moments;
CREATE TABLE survey_moments (
  district_code TEXT NOT NULL,
  month INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  responses INTEGER NOT NULL,
  sums TEXT NOT NULL,
  PRIMARY KEY (district_code, month, answered)
) STRICT, WITHOUT ROWID;
WITH digits AS (
  SELECT district_code, response_date / 100 AS month,
    scores / 100000000 % 10 AS a, scores / 10000000 % 10 AS b,
    scores / 1000000 % 10 AS c, scores / 100000 % 10 AS d,
    scores / 10000 % 10 AS e, scores / 1000 % 10 AS f,
    scores / 100 % 10 AS g, scores / 10 % 10 AS h,
    scores / 1 % 10 AS i
  FROM survey_responses WHERE superseded_version IS NULL AND state = 1
)
INSERT INTO survey_moments
  SELECT district_code, month,
      (a > 0) * 1 + (b > 0) * 2 + (c > 0) * 4 + (d > 0) * 8 + (e > 0) * 16
      + (f > 0) * 32 + (g > 0) * 64 + (h > 0) * 128 + (i > 0) * 256
      AS answered,
    count(*), json_array(
    sum(a), sum(b), sum(c), sum(d), sum(e), sum(f), sum(g), sum(h), sum(i),
    sum(a*a), sum(a*b), sum(a*c), sum(a*d), sum(a*e), sum(a*f), sum(a*g),
    sum(a*h), sum(a*i), sum(b*b), sum(b*c), sum(b*d), sum(b*e), sum(b*f),
    sum(b*g), sum(b*h), sum(b*i), sum(c*c), sum(c*d), sum(c*e), sum(c*f),
    sum(c*g), sum(c*h), sum(c*i), sum(d*d), sum(d*e), sum(d*f), sum(d*g),
    sum(d*h), sum(d*i), sum(e*e), sum(e*f), sum(e*g), sum(e*h), sum(e*i),
    sum(f*f), sum(f*g), sum(f*h), sum(f*i), sum(g*g), sum(g*h), sum(g*i),
    sum(h*h), sum(h*i), sum(i*i))
  FROM digits GROUP BY district_code, month, answered;
)sql";

constexpr sqlite::Migration kMigrations[] = {kRecords, kErasures, kSentNames,
                                             kTexts, kSums};

// Both are indexes' ends, so this takes no time.
constexpr char kStoreCheck[] =
    "SELECT 'its newest version of the data is ' || newest ||"
    " ', but its newest change is ' || changed"
    " FROM (SELECT ifnull((SELECT max(version) FROM commits), 0) AS newest,"
    " ifnull((SELECT max(version) FROM changes), 0) AS changed)"
    " WHERE newest <> changed";

}  // namespace

absl::Span<const sqlite::Migration> Migrations() { return kMigrations; }

const char* StoreCheck() { return kStoreCheck; }

}  // namespace iku::collection
