// Whatever is moved of keys of two halves, in the vault's rows, in the key store or in both at once, does not open and shows nothing.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readKeys } from '../../src/vault/key-file.js';
import { erasedRecord, heldRecord, RECORD_BYTES } from '../../src/vault/key-store-record.js';
import { unwrapDataKey, wrapDataKey } from '../../src/vault/sealed-box.js';
import { KeyWorld, nameOf, OPERATOR, type KeyProcess } from '../usecases/keys/key-world.js';
import { expectBroken } from './broken-seal.js';
import { bytesOfSlot, halfOfSlot, putIntoSlot } from './store-bytes.js';

/** Slots that nobody has. */
const [FREE, APART] = [9_000, 9_001];

interface Kept {
  readonly personId: string;
  readonly wrapped: Buffer;
  readonly slot: number;
}

let world: KeyWorld;
let process: KeyProcess;
let store: string;
let one: Kept;
let other: Kept;

beforeAll(async () => {
  world = await KeyWorld.open();
});
beforeEach(async () => {
  await world.clear();
  process = await world.begin();
  store = world.keyStoreFile ?? '';
  [one, other] = (await Promise.all((await world.register(process, 2)).map(keptOf))) as [Kept, Kept];
});
afterAll(() => world.stop());

async function keptOf(personId: string): Promise<Kept> {
  const found = await world.owner.query<{ wrapped: Buffer; slot: number }>(
    'SELECT wrapped_key AS wrapped, key_slot::int AS slot FROM vault.person_key WHERE person_id = $1',
    [personId],
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error('The vault holds nothing of this person.');
  return { personId, ...row };
}

async function setSlot({ personId }: Kept, slot: number | null): Promise<void> {
  await world.owner.query('UPDATE vault.person_key SET key_slot = $2 WHERE person_id = $1', [personId, slot]);
}

async function setWrapped({ personId }: Kept, wrapped: Buffer): Promise<void> {
  await world.owner.query('UPDATE vault.person_key SET wrapped_key = $2 WHERE person_id = $1', [personId, wrapped]);
}

async function takeFields(): Promise<void> {
  await world.owner.query(
    `UPDATE vault.sealed_field t SET sealed = s.sealed FROM vault.sealed_field s WHERE t.person_id = $1 AND s.person_id = $2 AND t.field = s.field`,
    [one.personId, other.personId],
  );
}

/** The other has none of it then: no two people have one slot. */
async function takeSlot(): Promise<void> {
  await setSlot(other, APART);
  await setSlot(one, other.slot);
}

async function exchangeSlots(): Promise<void> {
  const [first, second] = [await keptOf(one.personId), await keptOf(other.personId)];
  await setSlot(other, APART);
  await setSlot(one, second.slot);
  await setSlot(other, first.slot);
}

/** What whoever also has the key file makes of the other's wrapped half. */
function wrappedForOne(): Buffer {
  const key = readKeys(world.fileText()).keyEncryptionKey(1);
  return wrapDataKey(key, one.personId, 1, unwrapDataKey(key, other.personId, 1, other.wrapped));
}

const MOVES: readonly (readonly [what: string, move: () => Promise<void> | void])[] = [
  ['a slot number from another person', takeSlot],
  ['slot numbers exchanged between two people', exchangeSlots],
  ['no slot number any more', () => setSlot(one, null)],
  [
    'a wrapped half from another person, with its slot number',
    async () => {
      await takeSlot();
      await setWrapped(one, other.wrapped);
    },
  ],
  [
    'a wrapped half from another person, with its slot number and all fields',
    async () => {
      await takeSlot();
      await setWrapped(one, other.wrapped);
      await takeFields();
    },
  ],
  [
    'the same, wrapped anew for this person by who has the key file',
    async () => {
      await takeSlot();
      await setWrapped(one, wrappedForOne());
      await takeFields();
    },
  ],
  [
    'a half in another slot of the store, as it stood in its own',
    () => putIntoSlot(store, one.slot, bytesOfSlot(store, other.slot)),
  ],
  [
    'a half in another slot of the store, with the number and the check of that slot',
    () => putIntoSlot(store, one.slot, heldRecord(one.slot, halfOfSlot(store, other.slot))),
  ],
  [
    'one’s own half in a free slot of the store, with the number in the row',
    async () => {
      putIntoSlot(store, FREE, heldRecord(FREE, halfOfSlot(store, one.slot)));
      await setSlot(one, FREE);
    },
  ],
  [
    'all of another person’s, with the half in this person’s slot',
    async () => {
      putIntoSlot(store, one.slot, heldRecord(one.slot, halfOfSlot(store, other.slot)));
      await setWrapped(one, wrappedForOne());
      await takeFields();
    },
  ],
  [
    'the mark of somebody else’s erasure',
    async () => {
      const [third = ''] = await world.register(process, 1);
      const { slot } = await keptOf(third);
      await world.erase(process, third);
      putIntoSlot(store, one.slot, bytesOfSlot(store, slot));
    },
  ],
];

describe('what is moved of two halves does not open', () => {
  it.each(MOVES)('%s', async (_what, move) => {
    expect(await process.vault.openIdentity(one.personId, ['marks'])).toEqual({ marks: nameOf(0).marks });
    await move();
    await expectBroken(process, one.personId, []);
    await setSlot(one, null);
    await setSlot(other, other.slot);
    expect(await process.vault.openIdentity(other.personId, ['marks'])).toEqual({ marks: nameOf(1).marks });
    await expectBroken(process, one.personId, [other.personId]);
  });

  it('an older half of somebody who was erased, in a free slot, with the rows of a backup', async () => {
    const [erased, half] = [one, halfOfSlot(store, one.slot)];
    const tables = ['person_key', 'sealed_field'];
    const backup = await Promise.all(
      tables.map((table) =>
        world.owner.query<{ rows: string }>(
          `SELECT jsonb_agg(to_jsonb(t))::text AS rows FROM vault.${table} t WHERE person_id = $1`,
          [erased.personId],
        ),
      ),
    );
    await world.erase(process, erased.personId);
    for (const [at, table] of tables.entries())
      await world.owner.query(
        `INSERT INTO vault.${table} SELECT * FROM jsonb_populate_recordset(NULL::vault.${table}, $1)`,
        [backup[at]?.rows[0]?.rows],
      );
    putIntoSlot(store, FREE, heldRecord(FREE, half));
    await setSlot(erased, FREE);
    await expect(process.vault.openIdentity(erased.personId, ['marks'])).rejects.toMatchObject({ code: 'seal_broken' });
  });
});

describe('trying all keys', () => {
  const LOST: readonly (readonly [what: string, bytes: () => Buffer])[] = [
    ['was never written', () => Buffer.alloc(RECORD_BYTES)],
    ['is that of another slot', () => bytesOfSlot(store, other.slot)],
    ['was altered', () => bytesOfSlot(store, one.slot).fill(1, 20, 21)],
  ];

  it.each(LOST)('counts somebody whose half in the key store %s', async (_what, bytes) => {
    putIntoSlot(store, one.slot, bytes());
    for (const all of [true, false])
      expect(await process.verify.execute(OPERATOR, { all })).toMatchObject({ checked: 2, broken: 1 });
  });

  it('does not count somebody who is being erased, of whom there is a row for a moment more', async () => {
    putIntoSlot(store, one.slot, erasedRecord(one.slot, one.personId));
    expect(await process.verify.execute(OPERATOR, { all: true })).toMatchObject({ checked: 2, broken: 0 });
  });
});

async function rotated(): Promise<unknown> {
  const adding = await world.begin();
  await adding.add.execute(OPERATOR);
  await adding.end();
  const rotation = await world.begin();
  const done = await rotation.rotate.execute(OPERATOR, {});
  await rotation.end();
  return done;
}

describe('a rotation', () => {
  it('neither mends what was exchanged between two people nor spoils it: put back, both open', async () => {
    await exchangeSlots();
    expect(await rotated()).toMatchObject({ renewed: 2, broken: 0, left: 0 });
    await expectBroken(process, one.personId, []);
    await expectBroken(process, other.personId, []);
    await exchangeSlots();
    for (const [person, { personId }] of [one, other].entries())
      expect(await process.vault.openIdentity(personId, ['marks'])).toEqual({ marks: nameOf(person).marks });
  });

  it('leaves alone a wrapped half that came from another person with its slot number', async () => {
    await setSlot(other, FREE);
    putIntoSlot(store, FREE, heldRecord(FREE, halfOfSlot(store, other.slot)));
    await setSlot(one, other.slot);
    await setWrapped(one, other.wrapped);
    expect(await rotated()).toMatchObject({ renewed: 1, broken: 1, left: 1 });
    await expectBroken(process, one.personId, []);
  });

  it('makes a wrapped half of before it worthless with its slot number too', async () => {
    await rotated();
    await setWrapped(one, one.wrapped);
    await setSlot(one, one.slot);
    await expectBroken(process, one.personId, []);
    expect(await process.vault.openIdentity(other.personId, ['marks'])).toEqual({ marks: nameOf(1).marks });
  });
});
