// Keeps of a refused release whether it was the month's, which split it was of, and beside which public releases: by these the service waits before it tries again.

export const name = 'pace-refused-releases';

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
    ALTER TABLE registry.release_refusal
      ADD COLUMN of_month boolean NOT NULL DEFAULT false,
      ADD COLUMN split_id uuid CONSTRAINT release_refusal_split_fk REFERENCES registry.release_split,
      ADD COLUMN beside bytea CONSTRAINT release_refusal_beside_length CHECK (octet_length(beside) = 32),
      ADD CONSTRAINT release_refusal_month_unsplit CHECK (NOT (of_month AND split_id IS NOT NULL));
    COMMENT ON COLUMN registry.release_refusal.of_month IS 'whether the service had tried it, for the month; false also of what an earlier version kept';
    COMMENT ON COLUMN registry.release_refusal.beside IS 'keyed digest of the releases that were public; null of what an earlier version kept';
    CREATE INDEX release_refusal_of_split ON registry.release_refusal (split_id, refused_at) WHERE split_id IS NOT NULL;`);
}
