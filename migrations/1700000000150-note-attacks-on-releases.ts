// Keeps with each release what its attack found; immutable like the release itself.

export const name = 'note-attacks-on-releases';

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
    ALTER TABLE registry.release ADD COLUMN audit_note jsonb;
    CREATE OR REPLACE FUNCTION registry.keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.document IS DISTINCT FROM OLD.document OR NEW.as_of IS DISTINCT FROM OLD.as_of OR NEW.number IS DISTINCT FROM OLD.number
         OR NEW.audit_note IS DISTINCT FROM OLD.audit_note THEN
        RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$;`);
}
