// Where the keys come from: a file of the operator's own, made on the first start, or the environment; either may be sealed by a key service.

import { makeKeys, readKeys } from './key-file.js';
import { KeyFilePlace } from './key-file-place.js';
import { openKeyText, sealKeyText } from './key-text-seal.js';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';
import type { TransitClient } from './transit-client.js';

export interface KeySource {
  /** Throws KeyProblem. */
  load(): Promise<KeyRing>;
  /** As they stand now; makes none where there are none any more. Throws KeyProblem. */
  loadAnew(): Promise<KeyRing>;
}

/** Reads the file KEY_FILE names. The first start makes it, with mode 0600, and any number of processes starting at once end with one file. */
export class FileKeySource implements KeySource {
  readonly place: KeyFilePlace;

  constructor(
    file: string,
    private readonly newKeys: () => string | Promise<string> = makeKeys,
    /** The key service that seals the file, where one is set. */
    readonly transit: TransitClient | null = null,
  ) {
    this.place = new KeyFilePlace(file);
  }

  async load(): Promise<KeyRing> {
    const held = (await this.place.read()) ?? (await this.place.make(async () => this.sealed(await this.newKeys())));
    return readKeys(await openKeyText(held, this.transit));
  }

  async loadAnew(): Promise<KeyRing> {
    return readKeys(await openKeyText(await this.held(), this.transit));
  }

  /** What stands in the file, sealed or not. */
  async held(): Promise<string> {
    const held = await this.place.read();
    if (held === null) throw new KeyProblem('key_file_unreadable', `The key file ${this.place.file} is gone.`);
    return held;
  }

  private sealed(text: string): string | Promise<string> {
    return this.transit === null ? text : sealKeyText(text, this.transit);
  }
}

/** Reads the variable KEYS: the JSON of a key file, or its base64 for places that cannot hold line ends. */
export class EnvironmentKeySource implements KeySource {
  readonly #keys: string;
  readonly #transit: TransitClient | null;

  constructor(keys: string, transit: TransitClient | null = null) {
    this.#keys = keys;
    this.#transit = transit;
  }

  async load(): Promise<KeyRing> {
    const given = this.#keys.trim();
    const text = given.startsWith('{') ? given : Buffer.from(given, 'base64').toString('utf8');
    return readKeys(await openKeyText(text, this.#transit));
  }

  /** The environment of a process does not change. */
  loadAnew(): Promise<KeyRing> {
    return this.load();
  }
}
