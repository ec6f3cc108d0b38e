#include "services/indicator/store/schema.h"

namespace iku::indicator {
namespace {

// Instants are microseconds since 1970 in UTC.
constexpr char kRuleSets[] = R"sql(
CREATE TABLE rule_sets (
  version TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,      -- of content
  content TEXT NOT NULL,     -- RuleSet in protobuf text format
  loaded_us INTEGER NOT NULL -- when it was first recorded
) STRICT;
)sql";

// What was taken into use, in the order of `sequence`.
constexpr char kRuleUses[] = R"sql(
CREATE TABLE rule_uses (
  sequence INTEGER PRIMARY KEY,
  version TEXT NOT NULL REFERENCES rule_sets (version),
  from_us INTEGER NOT NULL   -- when it was loaded, or its first day if later
) STRICT;
)sql";

// A chain of versions: one is never changed but for superseded_us, which says
// until when it was the newest; NULL is the newest.
constexpr char kTargets[] = R"sql(
CREATE TABLE targets (
  district_code TEXT NOT NULL,
  indicator TEXT NOT NULL,
  period TEXT NOT NULL,        -- a year or a quarter
  version INTEGER NOT NULL,
  update_us INTEGER NOT NULL,  -- of this version
  superseded_us INTEGER,
  changed_by TEXT,
  change_reason TEXT,          -- of a withdrawal
  value TEXT NOT NULL,         -- a decimal
  source TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,  -- 0 or 1
  PRIMARY KEY (district_code, indicator, period, version)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX newest_targets
  ON targets (district_code, indicator, period) WHERE superseded_us IS NULL;
)sql";

// Where the rules came from. Before it was kept, only a file had rules with
// versions other than those that were built in.
constexpr char kOrigins[] = R"sql(
ALTER TABLE rule_uses ADD COLUMN origin TEXT NOT NULL DEFAULT 'file';
UPDATE rule_uses SET origin = 'built-in' WHERE version IN ('2026-1', '2026-2');
)sql";

constexpr sqlite::Migration kMigrations[] = {kRuleSets, kRuleUses, kTargets,
                                             kOrigins};

}  // namespace

absl::Span<const sqlite::Migration> Migrations() { return kMigrations; }

}  // namespace iku::indicator
