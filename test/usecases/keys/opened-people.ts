// Whether everybody of a world of keys opens in a process that starts now, by both halves where there are two, and whoever was erased does not.

import { expect } from '@jest/globals';
import { KeyStore } from '../../../src/vault/key-store.js';
import { nameOf, type KeyProcess, type KeyWorld } from './key-world.js';

/** By all who were registered, in one reading as a search opens them; each has a slot of their own, or none has where keys are whole. */
export async function expectEverybodyToOpen(world: KeyWorld): Promise<void> {
  const process = await world.begin();
  try {
    const people = [...world.registered];
    const personIds = people.map(([personId]) => personId);
    const opened = await process.vault.openIdentities(personIds, ['names', 'marks']);
    expect(opened).toEqual(new Map(people.map(([personId, person]) => [personId, nameOf(person)])));
    const slots = await slotsOf(world, personIds);
    expect(new Set(slots).size).toBe(world.keyStoreFile === null ? 0 : people.length);
    await expectErasedToStayErased(world, process);
  } finally {
    await process.end();
  }
}

async function slotsOf(world: KeyWorld, personIds: readonly string[]): Promise<number[]> {
  const found = await world.owner.query<{ slot: number }>(
    'SELECT key_slot::int AS slot FROM vault.person_key WHERE key_slot IS NOT NULL AND person_id = ANY($1::uuid[])',
    [personIds],
  );
  return found.rows.map(({ slot }) => slot);
}

async function expectErasedToStayErased(world: KeyWorld, { vault }: KeyProcess): Promise<void> {
  expect(await vault.held([...world.erased])).toEqual([]);
  for (const personId of world.erased)
    await expect(vault.openIdentity(personId, ['names'])).rejects.toMatchObject({ code: 'identity_erased' });
  expect(await erasedInStore(world)).toEqual([...world.erased].sort());
}

async function erasedInStore(world: KeyWorld): Promise<(string | null)[]> {
  const store = world.keyStoreFile === null ? null : await KeyStore.openIfThere(world.keyStoreFile);
  const erased = (await store?.erasedSlots()) ?? [];
  await store?.close();
  return erased.map(({ personId }) => personId).sort();
}
