// Files in the vault: sealed under keys of their own, met by no search, and left as they are where whole keys of people are split.

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { HalvesWorld } from './halves-world.js';

const CONTENT = Buffer.from('somebody can be made out');

let world: HalvesWorld;

beforeAll(async () => {
  world = await HalvesWorld.open();
});
beforeEach(async () => {
  await world.begin();
});
afterEach(async () => {
  await world.vault.close();
});
afterAll(() => world.stop());

it('a file is opened as it was sealed, under two halves and without a search row; of nothing there is nothing', async () => {
  const id = randomUUID();
  await world.vault.files.seal(id, CONTENT);
  expect(await world.vault.files.open(id)).toEqual(CONTENT);
  expect(await world.slotOf(id)).not.toBeNull();
  expect(await world.counts()).toEqual([1, 1, 0, 0]);
  expect(await world.vault.openIdentity(id, ['names', 'notes'])).toEqual({});
  expect(await world.vault.files.open(randomUUID())).toBeNull();
});

it('a file that was altered, or put in the place of another one, does not open', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  for (const id of [one, other]) await world.vault.files.seal(id, CONTENT);
  await world.owner.query(
    `UPDATE vault.sealed_field f SET sealed = g.sealed FROM vault.sealed_field g WHERE f.person_id = $1 AND g.person_id = $2`,
    [one, other],
  );
  await expect(world.vault.files.open(one)).rejects.toMatchObject({ code: 'seal_broken' });
  expect(await world.vault.files.open(other)).toEqual(CONTENT);
});

it('a file that crashed on its way is discarded with its key', async () => {
  const id = randomUUID();
  await world.vault.files.seal(id, CONTENT);
  expect(await world.vault.pendingOlderThan(0, 10)).toEqual([id]);
  await world.vault.discard([id]);
  expect(await world.counts()).toEqual([0, 0, 0, 0]);
});

it('a file under a whole key opens for good, while people of its vault are sealed under two halves', async () => {
  const id = randomUUID();
  await world.owner.query('TRUNCATE vault.key_store');
  const before = await world.openVault(null);
  await before.files.seal(id, CONTENT);
  await before.close();
  const somebody = await world.sealedWhole();
  expect(await world.vault.splitKeys(10)).toBe(1);
  expect(await world.vault.splitKeys(10)).toBe(0);
  expect([await world.slotOf(id), await world.slotOf(somebody)]).toEqual([null, expect.any(Number)]);
  expect(await world.vault.files.open(id)).toEqual(CONTENT);
});
