// Creates the table of published figures, append-only: a correction is a further edition of the same figure.

export const name = 'create-published-figures';

const tables = `
CREATE TABLE registry.published_figure (
  id text NOT NULL CONSTRAINT published_figure_id_form CHECK (id ~ '^[a-z0-9][a-z0-9._-]{0,99}$'),
  edition integer NOT NULL CONSTRAINT published_figure_edition CHECK (edition >= 1),
  inner_id uuid NOT NULL CONSTRAINT published_figure_inner_unique UNIQUE,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  reason text CONSTRAINT published_figure_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  publisher text NOT NULL,
  subject_text text NOT NULL,
  measure text,
  day_earliest timestamptz NOT NULL,
  day_latest timestamptz NOT NULL,
  content json NOT NULL CONSTRAINT published_figure_content_object CHECK (json_typeof(content) = 'object'),
  CONSTRAINT published_figure_pk PRIMARY KEY (id, edition),
  CONSTRAINT published_figure_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT published_figure_reason_of_correction CHECK ((edition = 1) = (reason IS NULL)),
  CONSTRAINT published_figure_day_order CHECK (day_earliest <= day_latest)
);
CREATE INDEX published_figure_order ON registry.published_figure (day_latest, inner_id);
COMMENT ON COLUMN registry.published_figure.content IS 'json and not jsonb: parts stand in the order in which their publisher names them';
CREATE TRIGGER published_figure_append_only BEFORE UPDATE OR DELETE ON registry.published_figure FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER published_figure_no_truncate BEFORE TRUNCATE ON registry.published_figure FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(`GRANT SELECT, INSERT ON registry.published_figure TO ${roles.appRole}`);
}
