// With whom each person is compared, and on which rung of the ladder others are shown them (ADR 0025).

export const name = 'compare-persons';

/**
 * `keys` are digests of what each rung but the last tells of a record in the shared view; persons with equal ones look alike there. They hold
 * no more than the statements beside them. `rung`, `year` and `least` are the outcome of the last comparison: on which rung, by the ages of which
 * year, and for how many who must look alike. Whoever is not here, or was not compared since the record changed, is told nothing of.
 */
const TABLE = `
CREATE TABLE registry.shown_class (
  person_id uuid NOT NULL CONSTRAINT shown_class_person_fk REFERENCES registry.person,
  keys bigint[] NOT NULL CONSTRAINT shown_class_keys CHECK (cardinality(keys) = 5),
  birth_from smallint,
  birth_to smallint,
  rung smallint,
  year smallint,
  least smallint,
  CONSTRAINT shown_class_pk PRIMARY KEY (person_id),
  CONSTRAINT shown_class_birth CHECK (num_nulls(birth_from, birth_to) IN (0, 2) AND birth_from <= birth_to),
  CONSTRAINT shown_class_compared CHECK (num_nulls(rung, year, least) IN (0, 3) AND rung BETWEEN 0 AND 5)
)`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(TABLE);
  await run(`GRANT SELECT, INSERT, UPDATE, DELETE ON registry.shown_class TO ${roles.appRole}`);
}
