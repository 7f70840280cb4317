// Lets a split by party be asked for the correction of a release that is split so.

export const name = 'ask-for-corrections-by-party';

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
    ALTER TABLE registry.release_split
      ADD COLUMN corrects integer CONSTRAINT release_split_corrects_fk REFERENCES registry.release (number);
    COMMENT ON COLUMN registry.release_split.corrects IS 'the release that the one which is asked about corrects; null: it corrects none, and what is agreed to is for no correction';`);
}
