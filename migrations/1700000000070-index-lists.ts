// Indexes by which a page of a list finds few among very many: those known by an early day, and those with a rare flag.

export const name = 'index-lists';

/**
 * - All of one view in the order of lists, with what makes the planner prefer it: an organisation's own view is often empty, which the primary
 *   key shows only at its end.
 * - What is known since when: without it a list of an early knowledge read past everybody who came later, 0.5 s of a million.
 * - Whoever has a lasting flag, or one that a clock of the Conventions raises: both are few, and stand in the order of lists. Childhood and a
 *   stale sign of life are left out, since so many have them that any order finds them soon.
 */
const indexes = `
CREATE INDEX record_projection_view ON registry.record_projection (view, person_id) INCLUDE (status);
CREATE INDEX record_projection_known ON registry.record_projection (view, known_from);
CREATE INDEX record_projection_lasting_flags ON registry.record_projection (view, person_id) INCLUDE (status, lasting_flags)
  WHERE lasting_flags <> '{}';
CREATE INDEX record_projection_clocks ON registry.record_projection (view, person_id)
  WHERE NOT timed_flags <@ '{child,sign_of_life_stale}';
`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(indexes);
}
