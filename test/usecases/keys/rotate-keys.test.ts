// Rotation of the keys beside services that go on working: nothing fails, nobody stays behind, and no race brings a retired version back.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { IDENTITY_FIELDS } from '../../../src/domain/identity/identity-particulars.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { everybody } from '../../support/everybody.js';
import { BOTH_KINDS, KeyWorld, nameOf, OPERATOR, type DataKeys, type KeyProcess } from './key-world.js';
import { expectEverybodyToOpen } from './opened-people.js';

let world: KeyWorld;
let service: KeyProcess;

beforeAll(async () => {
  world = await KeyWorld.open();
});
beforeEach(() => startWith('two halves'));
afterAll(() => world.stop());

/** Where people can be erased somebody was, before everything else. */
async function startWith(dataKeys: DataKeys): Promise<void> {
  await world.clear(dataKeys);
  service = await world.begin();
  if (dataKeys === 'two halves') await world.registerAndErase(service);
}

/** As a command of its own: it begins with the keys of the file as they are then. */
async function command<T>(work: (process: KeyProcess) => Promise<T>): Promise<T> {
  const process = await world.begin();
  try {
    return await work(process);
  } finally {
    await process.end();
  }
}

const add = (): Promise<{ version: number }> => command(({ add: one }) => one.execute(OPERATOR));
const rotate = (): ReturnType<KeyProcess['rotate']['execute']> =>
  command(({ rotate: one }) => one.execute(OPERATOR, {}));
const retire = (version: number): ReturnType<KeyProcess['retire']['execute']> =>
  command(({ retire: one }) => one.execute(OPERATOR, version));

describe('a version that is added', () => {
  it('is current in the file and changes nothing for services that run', async () => {
    await world.register(service, 3);
    expect(await add()).toEqual({ version: 2 });
    expect(readKeys(world.fileText()).currentKeyVersion).toBe(2);
    await world.register(service, 3);
    expect(await world.sealedUnder()).toEqual({ 1: 6 });
  });

  it('keeps everything else that the file holds', async () => {
    const before = JSON.parse(world.fileText()) as Record<string, unknown>;
    await add();
    const after = JSON.parse(world.fileText()) as Record<string, unknown>;
    expect({ ...after, keyEncryptionKeys: null }).toEqual({ ...before, keyEncryptionKeys: null });
    expect(after['keyEncryptionKeys']).toMatchObject({
      keys: (before['keyEncryptionKeys'] as { keys: object }).keys,
    });
  });

  it('is one more for each of two commands at once, or one is refused', async () => {
    const ends = await Promise.allSettled([add(), add(), add()]);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as { code: string }).code] : []));
    expect(new Set(refused)).toEqual(new Set(refused.length > 0 ? ['key_change_under_way'] : []));
    expect(world.fileVersions()).toHaveLength(1 + ends.length - refused.length);
    await command(({ vault }) => vault.ping());
  });

  it('is met by a service that does not know it yet', async () => {
    await add();
    const [personId] = await command((newer) => world.register(newer, 1));
    expect(await world.sealedUnder()).toEqual({ 2: 1 });
    expect(await service.vault.openIdentity(personId!, IDENTITY_FIELDS)).toEqual(nameOf(0));
    await add();
    const [another] = await command((newer) => world.register(newer, 1));
    await service.vault.changeIdentity(another!, { marks: 'none' }, null);
    await add();
    await command((newer) => world.register(newer, 1));
    const query = { identity: nameOf(0), birthYears: null };
    expect((await service.vault.findCandidates(query, everybody)).candidates).toHaveLength(3);
  });

  it('cannot be added where the keys come from the environment, and it says what to do', async () => {
    const process = await world.beginFromEnvironment();
    await expect(process.add.execute(OPERATOR)).rejects.toMatchObject({
      code: 'keys_not_in_file',
      message: expect.stringContaining('KEY_FILE'),
    });
  });
});

describe('a rotation', () => {
  it.each(BOTH_KINDS)(
    'takes everybody to the current version, opens as before, and is done when repeated: %s',
    async (kind) => {
      if (kind === 'whole keys') await startWith(kind);
      const personIds = await world.register(service, 1_003);
      await add();
      expect(await rotate()).toEqual({
        version: 2,
        closed: [1],
        renewed: 1_003,
        broken: 0,
        left: 0,
        outcome: 'finished',
      });
      expect(await world.sealedUnder()).toEqual({ 2: 1_003 });
      for (const at of [0, 700, 1_002])
        expect(await service.vault.openIdentity(personIds[at]!, IDENTITY_FIELDS)).toEqual(nameOf(at));
      await expectEverybodyToOpen(world);
      expect(await rotate()).toMatchObject({ closed: [], renewed: 0, left: 0 });
    },
  );

  it('changes wrapped keys and versions, and nothing else of anybody, nor of the key store', async () => {
    await world.register(service, 5);
    const others = async (): Promise<unknown> =>
      (
        await world.owner.query(
          `SELECT k.person_id, k.state, k.created_at, k.key_slot, f.field, f.version, f.sealed, (SELECT array_agg(c.code ORDER BY c.code) FROM vault.search_row r JOIN vault.search_code c USING (row_id) WHERE r.person_id = k.person_id) AS codes
           FROM vault.person_key k JOIN vault.sealed_field f USING (person_id) ORDER BY 1, 4`,
        )
      ).rows;
    const [before, store] = [await others(), readFileSync(world.keyStoreFile ?? '')];
    await add();
    await rotate();
    expect(await others()).toEqual(before);
    expect(readFileSync(world.keyStoreFile ?? '').equals(store)).toBe(true);
    await expectEverybodyToOpen(world);
  });

  it('from several versions at once', async () => {
    for (let version = 2; version <= 4; version += 1) {
      await command((newest) => world.register(newest, 2));
      await add();
    }
    expect(await world.sealedUnder()).toEqual({ 1: 2, 2: 2, 3: 2 });
    expect(await rotate()).toMatchObject({ version: 4, closed: [1, 2, 3], renewed: 6, left: 0 });
    expect(await world.states()).toEqual({ 1: 'closed', 2: 'closed', 3: 'closed', 4: 'in_use' });
    await expectEverybodyToOpen(world);
  });

  it.each(BOTH_KINDS)('twice at once does everybody once: %s', async (kind) => {
    if (kind === 'whole keys') await startWith(kind);
    await world.register(service, 1_700);
    await add();
    const [one, other] = await Promise.all([rotate(), rotate()]);
    expect(one.renewed + other.renewed).toBe(1_700);
    expect([one.left, other.left]).toEqual([0, 0]);
    expect(await world.sealedUnder()).toEqual({ 2: 1_700 });
    expect(await command(({ verify }) => verify.execute(OPERATOR, { all: true }))).toMatchObject({
      checked: 1_700,
      broken: 0,
    });
    await expectEverybodyToOpen(world);
  });

  it('stops after the batch under way, and goes on', async () => {
    await world.register(service, 1_100);
    await add();
    const stopping = new AbortController();
    const first = await command(({ rotate: one }) =>
      one.execute(OPERATOR, {
        signal: stopping.signal,
        onProgress: () => {
          stopping.abort();
        },
      }),
    );
    expect(first).toMatchObject({ renewed: 500, left: 600, outcome: 'interrupted' });
    await expectEverybodyToOpen(world);
    expect(await rotate()).toMatchObject({ renewed: 600, left: 0 });
    await expectEverybodyToOpen(world);
  });

  it('goes on beside a service that seals whole keys of before under two halves', async () => {
    await startWith('whole keys');
    await world.register(service, 700);
    await service.end();
    world.keepHalves();
    service = await world.begin();
    await world.registerAndErase(service);
    await add();
    const split = async (): Promise<number> => {
      const count = await service.vault.splitKeys(60);
      return count === 0 ? 0 : count + (await split());
    };
    const [rotated, meanwhile] = await Promise.all([rotate(), split()]);
    expect(rotated).toMatchObject({ broken: 0, left: 0 });
    expect(meanwhile + (await split())).toBe(700);
    expect(await world.sealedUnder()).toEqual({ 2: 700 });
    await expectEverybodyToOpen(world);
  });

  it('brings back nobody who was erased, though a backup has put back what the vault held of them', async () => {
    const [personId = ''] = await world.register(service, 3);
    await add();
    const begunBefore = await world.begin();
    const tables = ['person_key', 'sealed_field'];
    const rows = await Promise.all(
      tables.map((table) =>
        world.owner.query<{ rows: string }>(
          `SELECT jsonb_agg(to_jsonb(t))::text AS rows FROM vault.${table} t WHERE person_id = $1`,
          [personId],
        ),
      ),
    );
    await world.erase(service, personId);
    await world.owner.query('DELETE FROM vault.erased_person');
    for (const [at, table] of tables.entries())
      await world.owner.query(
        `INSERT INTO vault.${table} SELECT * FROM jsonb_populate_recordset(NULL::vault.${table}, $1)`,
        [rows[at]?.rows[0]?.rows],
      );
    expect(await begunBefore.rotate.execute(OPERATOR, {})).toMatchObject({ renewed: 3, broken: 0, left: 0 });
    await expect(service.vault.openIdentity(personId, ['names'])).rejects.toMatchObject({ code: 'identity_erased' });
    expect(await service.vault.openIdentities([personId], ['names'])).toEqual(new Map());
    await expectEverybodyToOpen(world);
    expect(await world.sealedUnder()).toEqual({ 2: 2 });
  });

  it('leaves alone what does not open, counts it, and comes to an end', async () => {
    const personIds = await world.register(service, 600);
    await world.owner.query(
      `UPDATE vault.person_key SET wrapped_key = set_byte(wrapped_key, 70, get_byte(wrapped_key, 70) # 1) WHERE person_id = ANY($1::uuid[])`,
      [personIds.slice(0, 3)],
    );
    await add();
    expect(await rotate()).toMatchObject({ renewed: 597, broken: 3, left: 3, outcome: 'finished' });
    await expect(retire(1)).rejects.toMatchObject({ code: 'key_in_use' });
    expect(await command(({ verify }) => verify.execute(OPERATOR, { all: true }))).toMatchObject({
      checked: 600,
      broken: 3,
    });
    await expect(service.vault.openIdentity(personIds[0]!, IDENTITY_FIELDS)).rejects.toMatchObject({
      code: 'seal_broken',
    });
  });

  it('waits for somebody who is being changed', async () => {
    const [personId] = await world.register(service, 4);
    await add();
    const holder = new Client({ connectionString: world.files.urls.vault });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM vault.person_key WHERE person_id = $1 FOR UPDATE', [personId]);
    const rotating = rotate();
    const released = sleep(300).then(() => holder.query('COMMIT'));
    expect(await rotating).toMatchObject({ renewed: 4, left: 0 });
    await released;
    await holder.end();
  });
});
