// Gives each column of a block a version of its own, by which a process that has read it knows that it is the same still.

export const name = 'version-count-columns';

/** The service adds and removes columns and changes none; who changes one by hand gives it another version, so that it is counted as it says. */
export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
    ALTER TABLE registry.count_column ADD COLUMN version uuid NOT NULL DEFAULT gen_random_uuid();
    COMMENT ON COLUMN registry.count_column.version IS 'of what stands in this row: another one whenever it says anything else';
    CREATE FUNCTION registry.version_count_column() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.version := gen_random_uuid();
      RETURN NEW;
    END $$;
    CREATE TRIGGER count_column_versioned BEFORE UPDATE ON registry.count_column
      FOR EACH ROW EXECUTE FUNCTION registry.version_count_column();`);
}
