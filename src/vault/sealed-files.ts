// Seals and opens files: each is a subject of its own in the vault, with one field, and with no search codes that could meet anybody.

import type { BlindIndex } from './blind-index.js';
import type { KeyRenewal } from './key-renewal.js';
import type { PersonKeys } from './person-keys.js';
import { open, seal } from './sealed-box.js';
import { FILE_FIELD, type SealedPerson } from './sealed-person.js';
import type { VaultStore } from './vault-store.js';

export class SealedFiles {
  constructor(
    private readonly store: VaultStore,
    private readonly keys: PersonKeys,
    private readonly index: BlindIndex,
    private readonly renewal: KeyRenewal,
  ) {}

  /** Seals a file as pending, by the protocol of identities: `IdentityVault.confirm` keeps it, a sweep settles what a crash leaves. */
  async seal(fileId: string, content: Buffer): Promise<void> {
    await this.renewal.around(() =>
      this.keys.inFreeSlots(this.store, async () => {
        const [slot = null] = this.keys.store === null ? [] : await this.store.drawSlots(1);
        await this.store.insertPending([this.sealed(fileId, content, slot)], this.keys.hold);
      }),
    );
  }

  /** Null where nothing is held under this id. Throws SealBroken. */
  async open(fileId: string): Promise<Buffer | null> {
    return this.renewal.around(async () => {
      const [stored] = await this.store.findPeople([fileId], [FILE_FIELD]);
      const [field] = stored?.fields ?? [];
      if (stored === undefined || field === undefined) return null;
      const use = await this.keys.opener([stored]);
      return use(stored, (dataKey) => open(dataKey, { personId: fileId, ...field }, field.sealed));
    });
  }

  /** Of these files, and people whom they show, those that were erased by what the vault and its key store know. */
  async erasedAmong(ids: readonly string[]): Promise<string[]> {
    return this.store.erasedAmong(ids);
  }

  private sealed(fileId: string, content: Buffer, slot: number | null): SealedPerson {
    const { dataKey, ...key } = this.keys.make(fileId, slot);
    try {
      const place = { personId: fileId, field: FILE_FIELD, version: 1 };
      const fields = [{ ...place, sealed: seal(dataKey, place, content) }];
      return { personId: fileId, ...key, fields, codesVersion: this.index.today, codeRows: [] };
    } finally {
      dataKey.fill(0);
    }
  }
}
