// Search rows as a registry of version 1 wrote them: made here from the rule itself, so that it stays pinned whatever becomes of the code.

import { createHmac, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import type { KeyRing } from '../../../src/vault/key-ring.js';

/** What was one code: its class and its two words. */
export type OlderPair = readonly ['name_pair' | 'name_birth' | 'name_parent', string, string];

/** Latin letters without marks alone, for which the exact normal form is lower case. */
export function olderPairs(name: string): OlderPair[] {
  const words = [...new Set(name.toLowerCase().split(' '))].sort();
  return words.flatMap((a, at) => words.slice(at + 1).map((b): OlderPair => ['name_pair', a, b]));
}

function codeOf(bytes: Buffer): string {
  return String(bytes.readBigUInt64BE() & 0x7fff_ffff_ffff_ffffn);
}

/** Puts rows of version 1 in the place of all that these people have, without saying which version they are, as older services do. */
export async function putOlderCodes(
  owner: Client,
  keys: KeyRing,
  people: ReadonlyMap<string, readonly OlderPair[]>,
): Promise<void> {
  for (const [personId, pairs] of people) {
    const codes = pairs.map((pair) =>
      codeOf(
        createHmac('sha256', keys.blindIndexKey(pair[0]))
          .update(JSON.stringify([1, ...pair]))
          .digest(),
      ),
    );
    while (codes.length < 64) codes.push(codeOf(randomBytes(8)));
    await owner.query('DELETE FROM vault.search_row WHERE person_id = $1', [personId]);
    await owner.query(
      `WITH row AS (INSERT INTO vault.search_row (row_id, person_id) VALUES (gen_random_uuid(), $1) RETURNING row_id)
       INSERT INTO vault.search_code (code, row_id) SELECT code, row_id FROM row, unnest($2::bigint[]) AS given (code)`,
      [personId, codes],
    );
  }
}

/** People by the versions of their search rows. */
export async function peopleByVersion(owner: Client): Promise<Record<string, number>> {
  const found = await owner.query<{ version: string; people: number }>(
    `SELECT names_version || '.' || key_version AS version, count(DISTINCT person_id)::int AS people FROM vault.search_row GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(found.rows.map(({ version, people }) => [version, people]));
}
