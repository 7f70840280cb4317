// The keys of one vault as an operator handles them: their custody, what the vault's database knows of them, and their rotation.

import { HeldHalves } from './held-halves.js';
import { KeyCustody } from './key-custody.js';
import { KeyRotation } from './key-rotation.js';
import type { KeyRing } from './key-ring.js';
import type { KeySource } from './key-source.js';
import { KeyVersionTable } from './key-version-table.js';
import { VaultStore } from './vault-store.js';
import { WrapTable } from './wrap-table.js';

/** Opened when they are used; one command needs no more. */
const MOST_CONNECTIONS = 2;

export class VaultKeys {
  private constructor(
    private readonly store: VaultStore,
    /** Of the key-encryption key, and of the key file as a whole. */
    readonly custody: KeyCustody,
    readonly versions: KeyVersionTable,
    readonly indexCustody: KeyCustody,
    readonly indexVersions: KeyVersionTable,
    readonly rotation: KeyRotation,
  ) {}

  static on({
    url,
    keys,
    source,
    keyStoreFile,
  }: {
    readonly url: string;
    readonly keys: KeyRing;
    readonly source: KeySource;
    /** Null where data keys are whole. */
    readonly keyStoreFile: string | null;
  }): VaultKeys {
    const store = new VaultStore({ connectionString: url, most: MOST_CONNECTIONS });
    const versions = new KeyVersionTable(store, 'key_encryption');
    const indexVersions = new KeyVersionTable(store, 'blind_index');
    return new VaultKeys(
      store,
      new KeyCustody(source, keys, versions),
      versions,
      new KeyCustody(source, keys, indexVersions),
      indexVersions,
      new KeyRotation(keys, versions, new WrapTable(store), new HeldHalves(keyStoreFile)),
    );
  }

  async close(): Promise<void> {
    await this.store.close();
  }
}
