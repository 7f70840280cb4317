// Lets the service, which reaches the whole registry, read the rows of comparisons without being asked for each person whether it may know of them.

export const name = 'compare-without-asking-of-each';

/** Whether the registry is reached is asked once of a statement; only who does not reach it is asked of each row. */
export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(
    'ALTER POLICY shown_class_see ON registry.shown_class USING ((SELECT registry.reaches_registry()) OR registry.knows_person(person_id))',
  );
}
