// Search rows as earlier versions wrote them: those of version 1 made here from the rule itself, so that it stays pinned whatever becomes of the code.

import { createHmac, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { heldPairs } from '../../../src/domain/matching/search-pairs.js';
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

type Message = readonly [OlderPair[0], string];

async function put(
  owner: Client,
  keys: KeyRing,
  person: { readonly id: string; readonly version: number | null; readonly messages: readonly Message[] },
): Promise<void> {
  const messages = new Map(person.messages.map(([pairClass, message]) => [message, pairClass]));
  const codes = [...messages].map(([message, pairClass]) =>
    codeOf(createHmac('sha256', keys.blindIndexKey(pairClass, 1)).update(message).digest()),
  );
  while (codes.length < 64) codes.push(codeOf(randomBytes(8)));
  await owner.query('DELETE FROM vault.search_row WHERE person_id = $1', [person.id]);
  const said = person.version === null ? ['', ''] : [', names_version', `, ${person.version}`];
  await owner.query(
    `WITH row AS (INSERT INTO vault.search_row (row_id, person_id${said[0]}) VALUES (gen_random_uuid(), $1${said[1]}) RETURNING row_id)
     INSERT INTO vault.search_code (code, row_id) SELECT code, row_id FROM row, unnest($2::bigint[]) AS given (code)`,
    [person.id, codes],
  );
}

/** Puts rows of version 1 in the place of all that these people have, without saying which version they are, as older services do. */
export async function putOlderCodes(
  owner: Client,
  keys: KeyRing,
  people: ReadonlyMap<string, readonly OlderPair[]>,
): Promise<void> {
  for (const [id, pairs] of people) {
    const messages = pairs.map((pair) => [pair[0], JSON.stringify([1, ...pair])] as const);
    await put(owner, keys, { id, version: null, messages });
  }
}

/** Puts a row in the place of all that this person has, as a service with other rules of sounds would that read this name alike. */
export async function putOlderSounds(
  owner: Client,
  keys: KeyRing,
  version: number,
  id: string,
  name: string,
): Promise<void> {
  const names = [{ text: name, script: 'other', order: 'unknown', role: 'own' }] as const;
  const pairs = heldPairs({ identity: { names }, birthYears: null }).flat();
  const messages = pairs.map((pair) => [pair[0], JSON.stringify([version, 1, ...pair])] as const);
  await put(owner, keys, { id, version, messages });
}

/** People by the versions of their search rows. */
export async function peopleByVersion(owner: Client): Promise<Record<string, number>> {
  const found = await owner.query<{ version: string; people: number }>(
    `SELECT names_version || '.' || key_version AS version, count(DISTINCT person_id)::int AS people FROM vault.search_row GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(found.rows.map(({ version, people }) => [version, people]));
}
