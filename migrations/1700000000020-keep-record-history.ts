// Gives lists and counts the past: since when each projection row holds, what held before it, and flags by the days on which they stand.

export const name = 'keep-record-history';

/** What a record looks like in lists and counts; the columns of today's rows and of the past's are the same. */
const flags = `
ALTER TABLE registry.record_projection
  DROP COLUMN sign_of_life_earliest,
  ADD COLUMN known_from timestamptz,
  ADD COLUMN valid_from timestamptz,
  ADD COLUMN timed_flags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN raised_from timestamptz[] NOT NULL DEFAULT '{}',
  ADD COLUMN raised_until timestamptz[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT record_projection_timed_flags
    CHECK (cardinality(timed_flags) = cardinality(raised_from) AND cardinality(timed_flags) = cardinality(raised_until));
COMMENT ON COLUMN registry.record_projection.known_from IS 'the row answers whoever asks for what was known from here on, on days from valid_from on; null until records rebuild has seen a row of an older version';
`;

const intervals = `
CREATE TABLE registry.record_interval (
  person_id uuid NOT NULL CONSTRAINT record_interval_person_fk REFERENCES registry.person,
  view text NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL,
  status text,
  fate text,
  episode integer,
  sex text,
  state text,
  municipality text,
  month text,
  category text,
  side text,
  holder text,
  lasting_flags text[] NOT NULL,
  timed_flags text[] NOT NULL,
  raised_from timestamptz[] NOT NULL,
  raised_until timestamptz[] NOT NULL,
  CONSTRAINT record_interval_pk PRIMARY KEY (person_id, view, known_from, valid_from),
  CONSTRAINT record_interval_known_order CHECK (known_from < known_to),
  CONSTRAINT record_interval_valid_order CHECK (valid_from < valid_to),
  CONSTRAINT record_interval_past CHECK (known_to < 'infinity' OR valid_to < 'infinity'),
  CONSTRAINT record_interval_concerned CHECK (num_nulls(status, fate, episode, sex, state, municipality, month, category, side, holder) IN (0, 10)),
  CONSTRAINT record_interval_timed_flags
    CHECK (cardinality(timed_flags) = cardinality(raised_from) AND cardinality(timed_flags) = cardinality(raised_until))
);
COMMENT ON TABLE registry.record_interval IS 'what held before the row of record_projection, in known and in valid time; without a status, the person is not yet concerned in this view although it is in the shared one';
CREATE INDEX record_interval_status ON registry.record_interval (view, status, person_id);
`;

/** In the order in which lists are read. */
const indexes = `
DROP INDEX registry.record_projection_status;
CREATE INDEX record_projection_status ON registry.record_projection (view, status, person_id);
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(flags);
  await run(intervals);
  await run(indexes);
  await run(`GRANT SELECT, INSERT, UPDATE (known_to), DELETE ON registry.record_interval TO ${roles.appRole}`);
}
