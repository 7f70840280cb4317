// A person as the vault's database holds one: a wrapped key, sealed fields and search codes.

import type { SearchCode } from './blind-index.js';

export interface SealedField {
  readonly field: string;
  readonly version: number;
  readonly sealed: Buffer;
}

export interface WrappedKey {
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
}

export interface StoredPerson extends WrappedKey {
  readonly personId: string;
  readonly fields: readonly SealedField[];
}

export interface SealedPerson extends StoredPerson {
  /** Groups of codes; each becomes a search row of its own. */
  readonly codeRows: readonly (readonly SearchCode[])[];
}
