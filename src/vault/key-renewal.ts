// Lets a running service go on while keys are rotated: what fails for want of a newer key is tried again with the keys read anew.

import { DomainError } from '../domain/domain-error.js';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';
import type { VaultStore } from './vault-store.js';

/** Reads the keys from where the service got them at its start. */
export type ReadKeysAnew = () => Promise<KeyRing>;

/** Milliseconds after a reading that brought nothing new: a key file that was forgotten is not read once for every request. */
const SELDOM = 1_000;

/** One with the keys as they are, one with what others have read meanwhile, one with what is read for it. */
const ATTEMPTS = 3;

function isOutdated(error: unknown): boolean {
  return error instanceof KeyProblem && (error.code === 'key_unknown' || error.code === 'key_closed');
}

function behind(): DomainError {
  return new DomainError(
    'unavailable',
    'The vault has a newer key than this process can read. Its key file or its variable KEYS must be brought up to date.',
  );
}

export class KeyRenewal {
  #inVainAt = -Infinity;
  #reading: Promise<void> | null = null;

  constructor(
    private readonly keys: KeyRing,
    private readonly readKeysAnew: ReadKeysAnew | null,
  ) {}

  /**
   * `work` must leave nothing behind when it fails; it is tried ATTEMPTS times at most. Keys that somebody else has read since it began are
   * tried before they are read once more. Throws DomainError `unavailable` where newer keys cannot be had.
   */
  async around<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const held = this.held();
      try {
        return await work();
      } catch (error) {
        if (!isOutdated(error)) throw error;
        if (attempt === ATTEMPTS) throw behind();
      }
      if (this.held() === held) await this.renew();
    }
  }

  private held(): string {
    const kinds = (['key_encryption', 'blind_index'] as const).map((kind) => this.keys.versioned(kind));
    return kinds.map(({ current, versions }) => `${current} of ${versions.length}`).join(', ');
  }

  /** Those who come while the keys are read wait for the same reading. */
  private async renew(): Promise<void> {
    if (this.#reading === null) {
      if (this.readKeysAnew === null || performance.now() - this.#inVainAt < SELDOM) return;
      this.#reading = this.take(this.readKeysAnew).finally(() => {
        this.#reading = null;
      });
    }
    await this.#reading;
  }

  private async take(readKeysAnew: ReadKeysAnew): Promise<void> {
    try {
      if (!this.keys.adopt(await readKeysAnew())) this.#inVainAt = performance.now();
    } catch (error) {
      this.#inVainAt = performance.now();
      throw error instanceof KeyProblem ? behind() : error;
    }
  }
}

/** A version that the process does not hold has no key to compare with; the vault's fingerprints tell whether it is of this vault. */
export function ownKeysAnew(store: VaultStore, readKeysAnew: ReadKeysAnew): ReadKeysAnew {
  return async () => {
    const keyRing = await readKeysAnew();
    await store.requireOwn(keyRing);
    return keyRing;
  };
}
