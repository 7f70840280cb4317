// The keys of one vault as an operator handles them: their custody, what the vault's database knows of them, and their rotation.

import { KeyCustody } from './key-custody.js';
import { KeyRotation } from './key-rotation.js';
import type { KeyRing } from './key-ring.js';
import type { KeySource } from './key-source.js';
import { KeyVersionTable } from './key-version-table.js';
import { VaultStore } from './vault-store.js';

/** Opened when they are used; one command needs no more. */
const MOST_CONNECTIONS = 2;

export class VaultKeys {
  private constructor(
    private readonly store: VaultStore,
    readonly custody: KeyCustody,
    readonly versions: KeyVersionTable,
    readonly rotation: KeyRotation,
  ) {}

  static on({
    url,
    keys,
    source,
  }: {
    readonly url: string;
    readonly keys: KeyRing;
    readonly source: KeySource;
  }): VaultKeys {
    const store = new VaultStore({ connectionString: url, most: MOST_CONNECTIONS });
    const versions = new KeyVersionTable(store);
    return new VaultKeys(store, new KeyCustody(source, keys, versions), versions, new KeyRotation(keys, versions));
  }

  async close(): Promise<void> {
    await this.store.close();
  }
}
