// Creates the Merkle tree over the log's entries, its signed checkpoints, and the public keys that they are signed with.

export const name = 'grow-log-tree';

/**
 * One row for each number of the chain: the hashes of the perfect subtrees that its leaf completes, the leaf's own first and 32 bytes each.
 * That is one hash for each power of two that divides the number, so that a length that does not fit is no row of the tree.
 */
const tables = `
CREATE TABLE registry.audit_tree (
  sequence bigint CONSTRAINT audit_tree_pk PRIMARY KEY CONSTRAINT audit_tree_from_one CHECK (sequence > 0),
  hashes bytea NOT NULL,
  CONSTRAINT audit_tree_completed CHECK (
    length(hashes) BETWEEN 32 AND 32 * 60 AND length(hashes) % 32 = 0
    AND sequence % (1::bigint << (length(hashes) / 32 - 1)) = 0 AND sequence % (1::bigint << (length(hashes) / 32)) <> 0)
);
CREATE TABLE registry.audit_checkpoint_key (
  number integer CONSTRAINT audit_checkpoint_key_pk PRIMARY KEY,
  verifier text NOT NULL CONSTRAINT audit_checkpoint_key_unique UNIQUE,
  succession text,
  added_at timestamptz NOT NULL,
  CONSTRAINT audit_checkpoint_key_succeeds CHECK ((number = 1) = (succession IS NULL))
);
CREATE TABLE registry.audit_checkpoint (
  size bigint CONSTRAINT audit_checkpoint_pk PRIMARY KEY CONSTRAINT audit_checkpoint_from_one CHECK (size > 0),
  root bytea NOT NULL CONSTRAINT audit_checkpoint_root_length CHECK (length(root) = 32),
  note text NOT NULL,
  signed_at timestamptz NOT NULL
);
`;

const TABLES = ['audit_tree', 'audit_checkpoint_key', 'audit_checkpoint'] as const;

const guards = TABLES.map(
  (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
).join('');

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(guards);
  for (const table of TABLES) await run(`GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
}
