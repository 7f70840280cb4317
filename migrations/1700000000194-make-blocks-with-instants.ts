// Has all blocks made anew: since when and until when something was so stands in them as numbers, and no longer as texts.

export const name = 'make-blocks-with-instants';

/** Until then, a minute later, everybody is counted from rows. */
export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
    DELETE FROM registry.count_column;
    INSERT INTO registry.count_mark (person_id) SELECT id FROM registry.person;`);
}
