// Creates columns in which the rows of many persons stand as codes, for counts, and the marks of persons whose rows are newer than theirs.

export const name = 'count-by-blocks';

/** Given as a person is added: which block a person stands in, and at which place of it, never changes. */
const numbers = `
ALTER TABLE registry.person ADD COLUMN number integer NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT person_number UNIQUE;
COMMENT ON COLUMN registry.person.number IS 'the place of the person in what counts read; shown to nobody';
`;

/** Codes are bytes of which nothing is saved by compressing them, and which are then read half as fast. */
const columns = `
CREATE TABLE registry.count_column (
  block integer NOT NULL CONSTRAINT count_column_block_positive CHECK (block >= 0),
  part text NOT NULL CONSTRAINT count_column_part CHECK (part IN ('today', 'known', 'past')),
  name text NOT NULL,
  entries integer NOT NULL CONSTRAINT count_column_entries_positive CHECK (entries > 0),
  told text,
  codes bytea NOT NULL,
  CONSTRAINT count_column_pk PRIMARY KEY (block, part, name)
);
ALTER TABLE registry.count_column ALTER COLUMN codes SET STORAGE EXTERNAL;
COMMENT ON TABLE registry.count_column IS 'what the rows of record_projection and record_interval held when the block was made; nothing of it holds for persons in count_mark';
COMMENT ON COLUMN registry.count_column.told IS 'a list of what the codes stand for, as JSON; none where they are numbers themselves';
`;

/**
 * A mark is added by whoever changes a row and taken away by whoever makes the block anew, so that neither waits for the other. By the table, not
 * by the service: whatever changes a row, by hand too, is counted from then on.
 */
const marks = `
CREATE TABLE registry.count_mark (
  number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT count_mark_pk PRIMARY KEY,
  person_id uuid NOT NULL
);
COMMENT ON TABLE registry.count_mark IS 'persons who are counted from their rows: of no block yet, or changed since theirs was made';
CREATE FUNCTION registry.mark_for_counting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO registry.count_mark (person_id) SELECT DISTINCT c.person_id FROM changed c;
  RETURN NULL;
END $$;
CREATE FUNCTION registry.mark_both_for_counting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO registry.count_mark (person_id) SELECT w.person_id FROM was w UNION SELECT c.person_id FROM changed c;
  RETURN NULL;
END $$;
`;

const triggers = ['record_projection', 'record_interval'].map(
  (table) => `
CREATE TRIGGER ${table}_counted_add AFTER INSERT ON registry.${table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_for_counting();
CREATE TRIGGER ${table}_counted_change AFTER UPDATE ON registry.${table} REFERENCING OLD TABLE AS was NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_both_for_counting();
CREATE TRIGGER ${table}_counted_remove AFTER DELETE ON registry.${table} REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_for_counting();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
);

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(numbers);
  await run(columns);
  await run(marks);
  await run(triggers.join(''));
  await run('INSERT INTO registry.count_mark (person_id) SELECT id FROM registry.person');
  await run(`GRANT SELECT, INSERT, DELETE ON registry.count_column, registry.count_mark TO ${roles.appRole}`);
}
