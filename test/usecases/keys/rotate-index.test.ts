// Rotation of the blind index key: nobody is lost to a search, everybody's codes are made under the newer key, and the older one can be given up.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { IndexedIdentity } from '../../../src/domain/matching/search-pairs.js';
import { BlindIndex } from '../../../src/vault/blind-index.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { everybody } from '../../support/everybody.js';
import { putOlderCodes } from '../identity/older-codes.js';
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

const add = (): Promise<{ version: number }> => command(({ addIndex }) => addIndex.execute(OPERATOR));
const rotate = (): ReturnType<KeyProcess['rotateIndex']['execute']> =>
  command(({ rotateIndex }) => rotateIndex.execute(OPERATOR, {}));
const retire = (version: number): ReturnType<KeyProcess['retireIndex']['execute']> =>
  command(({ retireIndex }) => retireIndex.execute(OPERATOR, version));

function queryFor(person: number): IndexedIdentity {
  const { names = [] } = nameOf(person);
  return { identity: { names }, birthYears: null };
}

async function found(person: number, by = service): Promise<string[]> {
  const { candidates } = await by.vault.findCandidates(queryFor(person), everybody);
  return candidates.map(({ personId }) => personId);
}

/** Of these codes those that stand in the table. */
async function stored(codes: readonly string[]): Promise<number> {
  const rows = await world.owner.query('SELECT 1 FROM vault.search_code WHERE code = ANY($1::bigint[])', [codes]);
  return rows.rowCount ?? 0;
}

describe('who is no administrator', () => {
  it.each(['liaison', 'coordinator', 'analyst'] as const)('a %s neither adds, rotates nor retires', async (role) => {
    const actor: Actor = {
      userId: '7c1c0a3a-5d4e-4d3f-9d53-0a4a3c1f2b10',
      username: 'somebody',
      organisationId: '7c1c0a3a-5d4e-4d3f-9d53-0a4a3c1f2b11',
      organisationKind: 'central_tracing_agency',
      party: null,
      roles: [role],
      via: 'operator',
      requestId: '7c1c0a3a-5d4e-4d3f-9d53-0a4a3c1f2b12',
    };
    const { addIndex, rotateIndex, retireIndex } = service;
    await expect(addIndex.execute(actor)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rotateIndex.execute(actor, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(retireIndex.execute(actor, 1)).rejects.toMatchObject({ code: 'forbidden' });
    expect(world.fileIndexVersions()).toEqual([1]);
  });
});

describe('a version that is added', () => {
  it('is current in the file, which keeps all else, and changes nothing for services that run', async () => {
    const before = JSON.parse(world.fileText()) as Record<string, unknown>;
    await world.register(service, 3);
    expect(await add()).toEqual({ version: 2 });
    const { blindIndexKeys, ...after } = JSON.parse(world.fileText()) as Record<string, unknown>;
    const { blindIndexKey, ...others } = before;
    expect(after).toEqual(others);
    expect(blindIndexKeys).toMatchObject({ current: 2, keys: { 1: blindIndexKey } });
    await world.register(service, 3);
    expect(await world.indexedUnder()).toEqual({ 1: 6 });
    expect(world.fileVersions()).toEqual([1]);
  });

  it('is one more for each of two commands at once, or one is refused', async () => {
    const ends = await Promise.allSettled([add(), add(), add()]);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as { code: string }).code] : []));
    expect(new Set(refused)).toEqual(new Set(refused.length > 0 ? ['key_change_under_way'] : []));
    expect(world.fileIndexVersions()).toHaveLength(1 + ends.length - refused.length);
    await command(({ vault }) => vault.ping());
  });

  it('is met by a service that does not know it yet: it finds whom a newer one registered', async () => {
    const [first] = await world.register(service, 1);
    await add();
    const [second] = await command((newer) => world.register(newer, 1));
    expect(await world.indexedUnder()).toEqual({ 1: 1, 2: 1 });
    expect((await found(0)).sort()).toEqual([first, second].sort());
    await world.register(service, 1);
    expect(await world.indexedUnder()).toEqual({ 1: 1, 2: 2 });
  });

  it('has another number and other keys than a version of the key-encryption key', async () => {
    await command((one) => one.add.execute(OPERATOR));
    expect(await add()).toEqual({ version: 2 });
    const names = await world.owner.query<{ name: string }>(
      'SELECT key_name AS name FROM vault.key_fingerprint ORDER BY 1',
    );
    expect(names.rows.map(({ name }) => name)).toEqual([
      'blind_index',
      'blind_index_2',
      'key_encryption_key_1',
      'key_encryption_key_2',
      'master_secret',
      'session_secret',
      'statistics_secret',
    ]);
  });

  it('cannot be added where the keys come from the environment, and it says what to do', async () => {
    const process = await world.beginFromEnvironment();
    await expect(process.addIndex.execute(OPERATOR)).rejects.toMatchObject({
      code: 'keys_not_in_file',
      message: expect.stringContaining('KEY_FILE'),
    });
  });
});

describe('a rotation', () => {
  it.each(BOTH_KINDS)('makes everybody’s codes anew, finds as before, and is done when repeated: %s', async (kind) => {
    if (kind === 'whole keys') await startWith(kind);
    const personIds = await world.register(service, 405);
    const older = new BlindIndex(readKeys(world.fileText()));
    const codes = older.codesFor(queryFor(17));
    expect(await stored(codes)).toBeGreaterThan(0);
    await add();
    expect(await rotate()).toEqual({
      version: 2,
      closed: [1],
      renewed: 405,
      broken: 0,
      left: 0,
      outcome: 'finished',
    });
    expect(await world.indexedUnder()).toEqual({ 2: 405 });
    expect(await stored(codes)).toBe(0);
    for (const at of [0, 17, 199, 200, 404]) expect(await found(at)).toContain(personIds[at]);
    await expectEverybodyToOpen(world);
    expect(await rotate()).toMatchObject({ closed: [], renewed: 0, left: 0 });
  });

  it('changes search rows and codes, and nothing else of anybody', async () => {
    await world.register(service, 5);
    const others = async (): Promise<unknown> =>
      (
        await world.owner.query(
          'SELECT k.*, f.field, f.version, f.sealed FROM vault.person_key k JOIN vault.sealed_field f USING (person_id) ORDER BY k.person_id, f.field',
        )
      ).rows;
    const before = await others();
    await add();
    await rotate();
    expect(await others()).toEqual(before);
    expect(await world.states()).toEqual({ 1: 'in_use' });
  });

  it('takes people of older rules of names and of several keys to the newest at once', async () => {
    const personIds = await world.register(service, 2);
    const keys = readKeys(world.fileText());
    await putOlderCodes(world.owner, keys, new Map([[personIds[0]!, [['name_pair', 'canarytel', 'vardo0']]]]));
    await add();
    const others = await command((newer) => world.register(newer, 2));
    await add();
    const all = [...personIds, ...others].sort();
    expect((await found(0)).sort()).toEqual(all);
    expect(await rotate()).toMatchObject({ version: 3, closed: [1, 2], renewed: 4, left: 0 });
    expect(await world.indexStates()).toEqual({ 1: 'closed', 2: 'closed', 3: 'in_use' });
    expect(await world.indexedUnder()).toEqual({ 3: 4 });
    expect((await found(0)).sort()).toEqual(all);
  });

  it('twice at once does everybody once', async () => {
    await world.register(service, 600);
    await add();
    const [one, other] = await Promise.all([rotate(), rotate()]);
    expect(one.renewed + other.renewed).toBe(600);
    expect([one.left, other.left]).toEqual([0, 0]);
    expect(await world.indexedUnder()).toEqual({ 2: 600 });
    await expectEverybodyToOpen(world);
    const rows = await world.owner.query('SELECT 1 FROM vault.search_row');
    expect(rows.rowCount).toBe(600);
  });

  it('stops after the batch under way, and goes on', async () => {
    await world.register(service, 410);
    await add();
    const stopping = new AbortController();
    const onProgress = (): void => stopping.abort();
    const first = await command(({ rotateIndex }) =>
      rotateIndex.execute(OPERATOR, { signal: stopping.signal, onProgress }),
    );
    expect(first).toMatchObject({ renewed: 200, left: 210, outcome: 'interrupted' });
    expect(await rotate()).toMatchObject({ renewed: 210, left: 0 });
  });

  it('leaves alone who does not open, counts them, and does not let their version be retired', async () => {
    const personIds = await world.register(service, 30);
    await world.owner.query(
      `UPDATE vault.sealed_field SET sealed = set_byte(sealed, 70, get_byte(sealed, 70) # 1) WHERE person_id = $1 AND field = 'names'`,
      [personIds[3]],
    );
    await add();
    expect(await rotate()).toMatchObject({ renewed: 29, broken: 1, left: 1, outcome: 'finished' });
    await expect(retire(1)).rejects.toMatchObject({ code: 'key_in_use', message: expect.stringContaining('1 people') });
    expect(world.fileIndexVersions()).toEqual([1, 2]);
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

  it('is noted with its beginning and its end, in codes and counts alone', async () => {
    await world.register(service, 2);
    await add();
    await rotate();
    await retire(1);
    const noted = (await world.noted()).filter(({ action }) => action.startsWith('index_key')).slice(-6);
    expect(noted.map(({ action, details }) => [action, details])).toEqual([
      ['index_key_version_added', { step: 'begun' }],
      ['index_key_version_added', { step: 'done', version: 2 }],
      ['index_key_rotated', { step: 'begun', version: 2 }],
      ['index_key_rotated', { step: 'done', version: 2, renewed: 2, broken: 0, left: 0, outcome: 'finished' }],
      ['index_key_version_retired', { step: 'begun', version: 1 }],
      ['index_key_version_retired', { step: 'done', version: 1, removed: true }],
    ]);
  });
});
