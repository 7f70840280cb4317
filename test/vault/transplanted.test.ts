// Whatever is moved in the vault's tables, between persons, fields, versions, key versions or databases, does not open and shows nothing.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BOTH_KINDS, KeyWorld, nameOf, OPERATOR, type DataKeys, type KeyProcess } from '../usecases/keys/key-world.js';
import { expectBroken as refused } from './broken-seal.js';
import { bytesOfSlot, putIntoSlot } from './store-bytes.js';

let world: KeyWorld;
let process: KeyProcess;
let one: string;
let other: string;

beforeAll(async () => {
  world = await KeyWorld.open();
});
async function begin(dataKeys: DataKeys): Promise<void> {
  await world.clear(dataKeys);
  process = await world.begin();
  [one, other] = (await world.register(process, 2)) as [string, string];
}
afterAll(() => world.stop());

async function rotated(): Promise<void> {
  const command = await world.begin();
  await command.add.execute(OPERATOR);
  await command.end();
  const rotation = await world.begin();
  await rotation.rotate.execute(OPERATOR, {});
  await rotation.end();
}

const expectBroken = (personId: string): Promise<void> => refused(process, personId, [other]);

const MOVES: readonly (readonly [what: string, sql: string])[] = [
  [
    'a field from another person',
    `UPDATE vault.sealed_field t SET sealed = s.sealed FROM vault.sealed_field s WHERE t.person_id = $1 AND s.person_id = $2 AND t.field = s.field AND t.field = 'marks'`,
  ],
  [
    'a wrapped key from another person',
    `UPDATE vault.person_key t SET wrapped_key = s.wrapped_key FROM vault.person_key s WHERE t.person_id = $1 AND s.person_id = $2`,
  ],
  [
    'a wrapped key and all fields from another person',
    `WITH k AS (UPDATE vault.person_key t SET wrapped_key = s.wrapped_key FROM vault.person_key s WHERE t.person_id = $1 AND s.person_id = $2)
     UPDATE vault.sealed_field t SET sealed = s.sealed FROM vault.sealed_field s WHERE t.person_id = $1 AND s.person_id = $2 AND t.field = s.field`,
  ],
  [
    'one field in the place of another',
    `UPDATE vault.sealed_field t SET sealed = s.sealed FROM vault.sealed_field s WHERE t.person_id = $1 AND $2::text <> '' AND s.person_id = t.person_id AND t.field = 'marks' AND s.field = 'names'`,
  ],
  [
    'a field under a later version',
    `UPDATE vault.sealed_field SET version = version + 1 WHERE person_id = $1 AND $2::text <> ''`,
  ],
  [
    'a wrapped key in the place of a field',
    `UPDATE vault.sealed_field f SET sealed = k.wrapped_key FROM vault.person_key k WHERE f.person_id = $1 AND k.person_id = f.person_id AND $2::text <> ''`,
  ],
  [
    'a field in the place of a wrapped key',
    `UPDATE vault.person_key k SET wrapped_key = f.sealed FROM vault.sealed_field f WHERE f.person_id = $1 AND k.person_id = f.person_id AND $2::text <> ''`,
  ],
];

describe.each(BOTH_KINDS)('what is moved in the tables does not open, with %s:', (dataKeys) => {
  beforeEach(() => begin(dataKeys));

  it.each(MOVES)('%s', async (_what, sql) => {
    const moved = await world.owner.query(sql, [one, other]);
    expect(moved.rowCount).toBeGreaterThan(0);
    await expectBroken(one);
    expect(await process.vault.openIdentity(other, ['marks'])).toEqual({ marks: nameOf(1).marks });
  });

  it('a key version written over another', async () => {
    await rotated();
    await world.owner.query('UPDATE vault.person_key SET kek_version = 1 WHERE person_id = $1', [one]);
    await expectBroken(one);
    await process.verify.execute(OPERATOR, { all: true }).then((verified) => {
      expect(verified).toMatchObject({ checked: 2, broken: 1 });
    });
  });

  it('a wrapped key of before a rotation put back under the new version', async () => {
    const before = await world.owner.query<{ wrapped_key: Buffer }>(
      'SELECT wrapped_key FROM vault.person_key WHERE person_id = $1',
      [one],
    );
    await rotated();
    await world.owner.query('UPDATE vault.person_key SET wrapped_key = $2 WHERE person_id = $1', [
      one,
      before.rows[0]?.wrapped_key,
    ]);
    await expectBroken(one);
  });

  it('a whole person of another vault, under the same id', async () => {
    const elsewhere = await KeyWorld.open(dataKeys);
    try {
      const foreign = await elsewhere.begin();
      const personId = randomUUID();
      // A slot that nobody has here.
      await elsewhere.owner.query(`SELECT setval('vault.key_slot', 900)`);
      await foreign.vault.sealIdentity(personId, nameOf(7), null);
      const key = await elsewhere.owner.query<{ wrapped_key: Buffer; slot: number | null }>(
        'SELECT wrapped_key, key_slot::int AS slot FROM vault.person_key',
      );
      const { wrapped_key: wrapped, slot = null } = key.rows[0] ?? {};
      const fields = await elsewhere.owner.query<{ field: string; sealed: Buffer }>(
        'SELECT field, sealed FROM vault.sealed_field',
      );
      await world.owner.query(
        `INSERT INTO vault.person_key (person_id, kek_version, wrapped_key, key_slot, state) VALUES ($1, 1, $2, $3, 'confirmed')`,
        [personId, wrapped, slot],
      );
      expect(slot === null).toBe(dataKeys === 'whole keys');
      if (slot !== null) putIntoSlot(world.keyStoreFile ?? '', slot, bytesOfSlot(elsewhere.keyStoreFile ?? '', slot));
      for (const { field, sealed } of fields.rows)
        await world.owner.query(
          'INSERT INTO vault.sealed_field (person_id, field, version, sealed) VALUES ($1, $2, 1, $3)',
          [personId, field, sealed],
        );
      await expectBroken(personId);
    } finally {
      await elsewhere.stop();
    }
  });

  it('a rotation does not mend or move what was moved', async () => {
    await world.owner.query(MOVES[1]![1], [one, other]);
    await rotated();
    expect(await world.sealedUnder()).toEqual({ 1: 1, 2: 1 });
    await expectBroken(one);
  });
});

describe('the way to seal a data key anew', () => {
  beforeEach(() => begin('two halves'));

  const rewrap = (version: number, before: Buffer): Promise<{ rows: { n: number }[] }> =>
    world.owner.query<{ n: number }>('SELECT vault.rewrap_keys($1, $2, $3, $4) AS n', [
      version,
      [one],
      [before],
      [Buffer.from('new')],
    ]);

  it('changes nothing when the key was changed meanwhile, and never goes back to an older version', async () => {
    const found = await world.owner.query<{ wrapped_key: Buffer }>(
      'SELECT wrapped_key FROM vault.person_key WHERE person_id = $1',
      [one],
    );
    const held = found.rows[0]!.wrapped_key;
    expect((await rewrap(2, Buffer.from('other'))).rows).toEqual([{ n: 0 }]);
    expect((await rewrap(1, held)).rows).toEqual([{ n: 0 }]);
    await rotated();
    await expect(rewrap(1, held)).rejects.toMatchObject({ code: 'KV001' });
    expect(await process.vault.openIdentity(one, ['marks'])).toEqual({ marks: nameOf(0).marks });
  });
});
