// Shuts the rows of news that waits and of found persons' wills to whoever may not know of the person, and an organisation's rule to others.

export const name = 'shut-rows-of-news';

const ORGANISATION = '(SELECT registry.actor_organisation())';
const USER = '(SELECT registry.actor_user())';
const REGISTRY = '(SELECT registry.reaches_registry())';
const BY_USER = `(recorded_by = ${USER} OR ${REGISTRY})`;
const OF_OWNER = `(registry.owns_person(person_id) OR ${REGISTRY})`;

/**
 * Whoever may know of the person has these rows, since by them a statement is left out of what they are told: without them it would be told at
 * once. That nothing of them is told is the service's to hold, which has no words for it in any answer but the owner's.
 */
const RULES: Readonly<Record<string, { readonly see: string; readonly add: string }>> = {
  embargo: { see: 'registry.knows_person(person_id)', add: `registry.knows_person(person_id)` },
  embargo_end: {
    see: '(SELECT true FROM registry.embargo AS up WHERE up.statement_id = embargo_end.statement_id)',
    add: `(${BY_USER} AND (SELECT true FROM registry.embargo AS up WHERE up.statement_id = embargo_end.statement_id AND ${OF_OWNER}))`,
  },
  news_rule: {
    see: `(organisation_id IS NULL OR organisation_id = ${ORGANISATION} OR ${REGISTRY})`,
    add: `(organisation_id = ${ORGANISATION} AND recorded_by = ${USER}) OR ${REGISTRY}`,
  },
  person_will: { see: 'registry.knows_person(person_id)', add: `(${BY_USER} AND ${OF_OWNER})` },
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  for (const [table, { see, add }] of Object.entries(RULES)) {
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${see});
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${add});`);
  }
}
