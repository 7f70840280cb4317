// Which people's halves the key store holds, for whoever tries keys and opens nobody.

import { KeyStore } from './key-store.js';
import type { StoredWrap } from './wrap-table.js';

export class HeldHalves {
  /** Null where data keys are whole. */
  constructor(private readonly keyStoreFile: string | null) {}

  /**
   * Of these people those whose half is not there or was altered. A half that was destroyed is none of them: whoever is erased meanwhile has a row
   * for a moment more.
   */
  async lackedBy(wraps: readonly StoredWrap[]): Promise<ReadonlySet<string>> {
    const split = wraps.filter(({ keySlot }) => keySlot !== null);
    const store = this.keyStoreFile === null ? null : await KeyStore.openIfThere(this.keyStoreFile);
    try {
      const records = (await store?.read(split.map(({ keySlot }) => keySlot ?? 0))) ?? [];
      const lacking = split.filter((_, at) => {
        const record = records[at];
        if (record?.state === 'held') record.half.fill(0);
        return record?.state !== 'held' && record?.state !== 'erased';
      });
      return new Set(lacking.map(({ personId }) => personId));
    } finally {
      await store?.close();
    }
  }
}
