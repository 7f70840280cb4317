// Seals data keys anew under the current key-encryption key, and tries whether they open; knows people by id and never opens a name.

import type { HeldHalves } from './held-halves.js';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';
import type { KeyVersionTable } from './key-version-table.js';
import { SealBroken, unwrapDataKey, wrapDataKey } from './sealed-box.js';
import type { RenewedWrap, StoredWrap, WrapTable } from './wrap-table.js';

/** People in one transaction: some 10 ms, which is how long a change of one of them may wait. */
const BATCH = 500;
/** People of a sample: where one in a hundred does not open it finds some of them, where one in a thousand does in six runs of seven. */
const SAMPLE = 2_000;

export interface RotatedBatch {
  /** Where the next batch begins; null when no older one is left behind this one. */
  readonly last: string | null;
  readonly renewed: number;
  /** Data keys that do not open under the version that is written beside them; they are left alone. */
  readonly broken: number;
}

export interface CheckedWraps {
  /** Where the next page begins; null after the last. */
  readonly last: string | null;
  readonly checked: number;
  readonly broken: number;
}

export class KeyRotation {
  constructor(
    private readonly keys: KeyRing,
    private readonly table: KeyVersionTable,
    private readonly wraps: WrapTable,
    private readonly halves: HeldHalves,
  ) {}

  get current(): number {
    return this.keys.currentKeyVersion;
  }

  /** From here on the database refuses every seal under an older version. Returns those that were open until now. */
  async begin(): Promise<number[]> {
    return this.table.closeBelow(this.current);
  }

  async countOlder(): Promise<number> {
    return this.wraps.countBelow(this.current);
  }

  /** One transaction. People whom somebody else holds at the moment are passed over unless `waits`. */
  async rotateAfter(after: string | null, waits: boolean): Promise<RotatedBatch> {
    const version = this.current;
    let broken = 0;
    const page = { after, limit: BATCH, waits };
    const { last, renewed } = await this.wraps.renewBelow(version, page, (wraps) => {
      const made = wraps.flatMap((wrap) => this.renewed(wrap, version));
      broken = wraps.length - made.length;
      return made;
    });
    return { last, renewed, broken };
  }

  async checkAfter(after: string | null): Promise<CheckedWraps> {
    const wraps = await this.wraps.wrapsAfter(after, BATCH);
    return { last: wraps.at(-1)?.personId ?? null, ...(await this.checked(wraps)) };
  }

  /** Of `total` people about SAMPLE by chance, or all where they are fewer. */
  async checkSample(total: number): Promise<CheckedWraps> {
    const percent = total <= SAMPLE ? 100 : (100 * SAMPLE) / total;
    return { last: null, ...(await this.checked(await this.wraps.sampledWraps(percent))) };
  }

  /** Both halves, as far as either can be tried without opening what is sealed under them together. */
  private async checked(wraps: readonly StoredWrap[]): Promise<{ checked: number; broken: number }> {
    const lacking = await this.halves.lackedBy(wraps);
    const opened = wraps.filter((wrap) => {
      const dataKey = this.opened(wrap);
      dataKey?.fill(0);
      return dataKey !== null && !lacking.has(wrap.personId);
    });
    return { checked: wraps.length, broken: wraps.length - opened.length };
  }

  private renewed(wrap: StoredWrap, version: number): RenewedWrap[] {
    const dataKey = this.opened(wrap);
    if (dataKey === null) return [];
    try {
      const after = wrapDataKey(this.keys.keyEncryptionKey(version), wrap.personId, version, dataKey);
      return [{ personId: wrap.personId, before: wrap.wrappedKey, after }];
    } finally {
      dataKey.fill(0);
    }
  }

  /** Null where it does not open, or where the key of its version is not there. */
  private opened({ personId, keyVersion, wrappedKey }: StoredWrap): Buffer | null {
    try {
      return unwrapDataKey(this.keys.keyEncryptionKey(keyVersion), personId, keyVersion, wrappedKey);
    } catch (error) {
      if (error instanceof SealBroken || (error instanceof KeyProblem && error.code === 'key_unknown')) return null;
      throw error;
    }
  }
}
