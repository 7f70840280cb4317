// Keeps why a release was refused, and of which data, so that the service does not try the same again each time.

export const name = 'note-refused-releases';

/** The digest is keyed by a secret that the database does not hold: it tells whether two counts are the same, and no count. */
const table = `
CREATE TABLE registry.release_refusal (
  id uuid CONSTRAINT release_refusal_pk PRIMARY KEY,
  measure text NOT NULL,
  reason text NOT NULL CONSTRAINT release_refusal_reason_known CHECK (reason IN ('tells_too_much', 'published_contradictory', 'nothing_to_count')),
  basis bytea NOT NULL CONSTRAINT release_refusal_basis_length CHECK (octet_length(basis) = 32),
  refused_at timestamptz NOT NULL
);
COMMENT ON COLUMN registry.release_refusal.basis IS 'keyed digest of what was counted and of the releases that are public';
CREATE INDEX release_refusal_newest ON registry.release_refusal (measure, refused_at);
CREATE TRIGGER release_refusal_append_only BEFORE UPDATE OR DELETE ON registry.release_refusal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_refusal_no_truncate BEFORE TRUNCATE ON registry.release_refusal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(table);
  await run(`GRANT SELECT, INSERT ON registry.release_refusal TO ${roles.appRole}`);
}
