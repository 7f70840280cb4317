// Opens the key store that belongs to a vault, and settles what a restored backup of either has left: nothing that was erased comes back.

import { KeyProblem } from './key-problem.js';
import { KeyStore } from './key-store.js';
import type { VaultStore } from './vault-store.js';

/**
 * Slots that are looked up at each start. Slots are written in nearly the order in which they are drawn, so that a store that is older than
 * the vault lacks the newest; the greatest import batch draws some hundred.
 */
const NEWEST_SLOTS = 10_000;

/** Null where keys are whole. Throws KeyProblem with what to do. */
export async function openKeyStore(vault: VaultStore, file: string | null): Promise<KeyStore | null> {
  const remembered = await vault.rememberKeyStore(null);
  if (file === null) {
    if (remembered === null) return null;
    throw new KeyProblem(
      'key_store_missing',
      'This vault keeps the halves of its data keys in a key store, and none is given. Set ERASURE=promised and KEY_STORE_FILE.',
    );
  }
  const there = await KeyStore.openIfThere(file);
  if (there === null && remembered !== null) {
    throw new KeyProblem(
      'key_store_missing',
      `The key store ${file} is not there, and nobody can be opened without it. Put it back from its newest backup, or set KEY_STORE_FILE to its place.`,
    );
  }
  const store = there ?? (await KeyStore.make(file));
  try {
    await settle(vault, store, file);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function settle(vault: VaultStore, store: KeyStore, file: string): Promise<void> {
  if ((await vault.rememberKeyStore(store.id)) !== store.id) {
    throw new KeyProblem('key_store_mismatch', `The key store ${file} belongs to another vault.`);
  }
  await requireNewest(vault, store, file);
  await vault.skipSlots(await store.end());
  await store.erase(await stillHeld(store, await vault.erasedSlots()));
  const erased = await store.erasedSlots();
  if (erased.length > 0) await vault.removeErased(erased);
}

async function requireNewest(vault: VaultStore, store: KeyStore, file: string): Promise<void> {
  const newest = await vault.highestSlots(NEWEST_SLOTS);
  const records = await store.read(newest);
  const lacking = records.filter(({ state }) => state === 'empty').length;
  if (lacking === 0) return;
  throw new KeyProblem(
    'key_store_older',
    `The key store ${file} is older than the vault: it lacks the halves of at least ${lacking} people, who cannot be opened without them. Put back its newest backup; if there is none, put back a backup of the vault that is not newer than the store.`,
  );
}

/** A store that was put back from before an erasure holds its half again, until here. */
async function stillHeld<T extends { readonly slot: number }>(store: KeyStore, erased: readonly T[]): Promise<T[]> {
  const records = await store.read(erased.map(({ slot }) => slot));
  return erased.filter((_, at) => records[at]?.state !== 'erased');
}
