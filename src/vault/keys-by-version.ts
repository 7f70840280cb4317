// One key of the key file in all its versions, of which the current one is written under and the others are read with.

import { fingerprintOf } from './key-fingerprint.js';
import { KEY_TITLE, type KeyKind } from './key-kind.js';
import { KeyProblem } from './key-problem.js';

export interface GivenVersions {
  /** Keys by version, from 1. */
  readonly keys: ReadonlyMap<number, Buffer>;
  readonly current: number;
}

export class KeysByVersion {
  readonly #keys: ReadonlyMap<number, Buffer>;
  readonly current: number;

  constructor(
    readonly kind: KeyKind,
    { keys, current }: GivenVersions,
  ) {
    this.#keys = keys;
    this.current = current;
  }

  get versions(): readonly number[] {
    return [...this.#keys.keys()].sort((a, b) => a - b);
  }

  /** The caller must neither change nor keep the buffer. Throws KeyProblem `key_unknown`. */
  key(version: number): Buffer {
    const key = this.#keys.get(version);
    if (key === undefined)
      throw new KeyProblem('key_unknown', `The key ring holds no ${KEY_TITLE[this.kind]} of version ${version}.`);
    return key;
  }

  /** Hex of 16 bytes that tell two keys of one version apart and say nothing about either. */
  fingerprint(version: number): string {
    return fingerprintOf(this.key(version));
  }

  /**
   * These with what the newer ones add; a version that those have lost stays. Throws KeyProblem `key_mismatch` for another key of a version that
   * is held. Whether versions that are not are of this vault, its fingerprints tell.
   */
  joinedBy(newer: KeysByVersion): KeysByVersion {
    const other = newer.versions.filter(
      (version) => this.#keys.has(version) && newer.fingerprint(version) !== this.fingerprint(version),
    );
    if (other.length > 0)
      throw new KeyProblem('key_mismatch', 'The keys that were read anew are not those of this vault.');
    return new KeysByVersion(this.kind, {
      keys: new Map([...this.#keys, ...newer.#keys]),
      current: Math.max(this.current, newer.current),
    });
  }

  hasMoreThan(other: KeysByVersion): boolean {
    return this.current !== other.current || this.#keys.size !== other.#keys.size;
  }
}
