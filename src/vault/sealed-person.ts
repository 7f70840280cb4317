// A person as the vault's database holds one: a wrapped key, sealed fields and search codes.

import type { KeyedCodes } from './blind-index.js';

/** The one field of a file, which is no field of an identity. */
export const FILE_FIELD = 'file';

export interface SealedField {
  readonly field: string;
  readonly version: number;
  readonly sealed: Buffer;
}

export interface WrappedKey {
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
  /** Where the key store holds the other half of the data key; null where what is wrapped is the whole key. */
  readonly keySlot: number | null;
}

export interface StoredPerson extends WrappedKey {
  readonly personId: string;
  readonly fields: readonly SealedField[];
}

export interface SealedPerson extends StoredPerson, KeyedCodes {
  /** What the key store must hold in `keySlot` before the row is committed; null where it holds it already, and for a whole key. */
  readonly newHalf: Buffer | null;
}
