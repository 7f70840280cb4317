// Finds which release corrects which, lets the service prepare a release of the month, which nobody prepared, and keeps with a published release the note that is signed of it.

export const name = 'sign-releases';

/** A note is put in once, with the publication; a release that was public before there were notes gets none. */
const note = `
ALTER TABLE registry.release ADD COLUMN signed_note text,
  ADD CONSTRAINT release_note_of_published CHECK (signed_note IS NULL OR state IN ('published', 'superseded'));
COMMENT ON COLUMN registry.release.signed_note IS 'number and SHA-256 of the document, signed by the key of the log; null before publication';
CREATE OR REPLACE FUNCTION registry.keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.document IS DISTINCT FROM OLD.document OR NEW.as_of IS DISTINCT FROM OLD.as_of OR NEW.number IS DISTINCT FROM OLD.number
     OR NEW.audit_note IS DISTINCT FROM OLD.audit_note
     OR (NEW.signed_note IS DISTINCT FROM OLD.signed_note AND OLD.state <> 'signed') THEN
    RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
`;

/** Of the document, which never changes. */
const corrections = `
ALTER TABLE registry.release ADD COLUMN corrects integer GENERATED ALWAYS AS ((document -> 'corrects' ->> 'release')::integer) STORED,
  ADD CONSTRAINT release_corrects_fk FOREIGN KEY (corrects) REFERENCES registry.release,
  ADD CONSTRAINT release_corrects_earlier CHECK (corrects < number);
CREATE INDEX release_corrections ON registry.release (corrects) WHERE corrects IS NOT NULL;
`;

const ofTheMonth = `
ALTER TABLE registry.release ALTER COLUMN prepared_by DROP NOT NULL;
COMMENT ON COLUMN registry.release.prepared_by IS 'null of a release that the service prepared at the beginning of a month; it is signed and published by people all the same';
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(note);
  await run(corrections);
  await run(ofTheMonth);
  await run(`GRANT UPDATE (signed_note) ON registry.release TO ${roles.appRole}`);
}
