// Keeps disputes of releases, that the identity of whoever disputes was checked, and that a dispute is settled.

export const name = 'dispute-releases';

const tables = `
CREATE TABLE registry.release_dispute (
  id uuid CONSTRAINT release_dispute_pk PRIMARY KEY,
  number integer NOT NULL CONSTRAINT release_dispute_release_fk REFERENCES registry.release,
  ground text NOT NULL CONSTRAINT release_dispute_ground_known CHECK (ground IN ('counted_wrongly', 'places_wrong', 'reports_withdrawn', 'described_wrongly')),
  recorded_by uuid NOT NULL CONSTRAINT release_dispute_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE registry.release_dispute IS 'what somebody disputes of a release, as a worker recorded it; who disputes is not kept here';
CREATE INDEX release_dispute_of_release ON registry.release_dispute (number);
CREATE TABLE registry.release_dispute_step (
  dispute_id uuid NOT NULL CONSTRAINT release_dispute_step_dispute_fk REFERENCES registry.release_dispute,
  step text NOT NULL CONSTRAINT release_dispute_step_known CHECK (step IN ('identity_checked', 'settled')),
  recorded_by uuid NOT NULL CONSTRAINT release_dispute_step_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT release_dispute_step_pk PRIMARY KEY (dispute_id, step)
);
`;

const TABLES = ['release_dispute', 'release_dispute_step'] as const;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  for (const table of TABLES) {
    await run(`
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
  }
}
