// Changes the keys themselves: adds a version, removes a retired one, and moves the key file to a key service; one command at a time.

import { readKeys, withKeyVersion, withoutKeyVersion } from './key-file.js';
import { KEY_TITLE, type KeyKind } from './key-kind.js';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';
import { FileKeySource, type KeySource } from './key-source.js';
import { openKeyText, readSealedKeyText, rewrapKeyText, sealKeyText, transitVersion } from './key-text-seal.js';
import type { KeyVersionTable } from './key-version-table.js';
import type { TransitClient } from './transit-client.js';

/** What people are under a version of it. */
const USE: Readonly<Record<KeyKind, string>> = { key_encryption: 'sealed', blind_index: 'found by codes' };

export type KeyOrigin = 'file' | 'sealed_file' | 'environment';

export class KeyCustody {
  constructor(
    private readonly source: KeySource,
    private readonly keys: KeyRing,
    private readonly table: KeyVersionTable,
  ) {}

  async origin(): Promise<KeyOrigin> {
    if (!(this.source instanceof FileKeySource)) return 'environment';
    return readSealedKeyText(await this.source.held()) === null ? 'file' : 'sealed_file';
  }

  /** Takes over versions that were added since this process began. Throws KeyProblem. */
  async readAnew(): Promise<void> {
    const newer = await this.source.loadAnew();
    await this.table.requireOwn(newer);
    this.keys.adopt(newer);
  }

  /** Versions that the file or the environment holds now, and the one that is written under. */
  async heldVersions(): Promise<{ readonly versions: readonly number[]; readonly current: number }> {
    const { versions, current } = (await this.source.loadAnew()).versioned(this.table.kind);
    return { versions, current };
  }

  /** Returns the new version, which is the current one in the file and known to nobody yet. Throws KeyProblem. */
  async addVersion(): Promise<number> {
    const source = this.file(
      'Put the content of KEYS into a file of mode 0600, name it by KEY_FILE, add a version there, and give the new content to KEYS of every process.',
    );
    const { kind } = this.table;
    return this.table.change(async ({ nextVersion, remember }) => {
      const held = await source.held();
      const before = await openKeyText(held, source.transit);
      // The file may hold versions that this vault has not met.
      const version = Math.max(
        nextVersion,
        ...readKeys(before)
          .versioned(kind)
          .versions.map((one) => one + 1),
      );
      const text = withKeyVersion(before, kind, version);
      const sealed = await sealedAs(held, text, source);
      // The fingerprint is kept by the same commit that ends this change, after the file: a version without its key in the file must not be known.
      await remember(version, readKeys(text).versioned(kind).fingerprint(version));
      await source.place.replace(held, sealed);
      return version;
    });
  }

  /**
   * Retires the version in the vault's database, and only then removes its key from the file. Returns whether it was removed: from KEYS it
   * is by hand. May be repeated after it was broken off. Throws KeyProblem `key_in_use` with the number of people there still are of it.
   */
  async retire(version: number): Promise<boolean> {
    const { versions, current } = await this.heldVersions();
    if (version === current)
      throw new KeyProblem('key_in_use', `Version ${version} is the current one. Add a newer one and rotate first.`);
    const known = versions.includes(version) || (await this.table.states()).has(version);
    const { kind } = this.table;
    if (!known) throw new KeyProblem('key_unknown', `There is no version ${version} of the ${KEY_TITLE[kind]}.`);
    const people = await this.table.retire(version);
    if (people > 0)
      throw new KeyProblem(
        'key_in_use',
        `${people} people are ${USE[kind]} under version ${version}. Rotate first; it stays as it was.`,
      );
    if (!(this.source instanceof FileKeySource)) return false;
    return this.removeFromFile(this.source, version);
  }

  private async removeFromFile(source: FileKeySource, version: number): Promise<boolean> {
    const { kind } = this.table;
    await this.table.change(async () => {
      const held = await source.held();
      const text = await openKeyText(held, source.transit);
      if (!readKeys(text).versioned(kind).versions.includes(version)) return;
      const kept = withoutKeyVersion(text, kind, version);
      await source.place.replace(held, await sealedAs(held, kept, source));
    });
    return true;
  }

  /** Puts the key file's content under the key service. Throws KeyProblem. */
  async sealToKms(): Promise<void> {
    const { source, transit } = this.sealable();
    await this.table.change(async () => {
      const held = await source.held();
      if (readSealedKeyText(held) !== null)
        throw new KeyProblem('kms_refused', 'The key file is sealed to the key service already.');
      const sealed = await sealKeyText(held, transit);
      await replaceOnceProven(source, transit, { held, sealed, text: held });
    });
  }

  /** Seals the key file anew under the newest version of the key service's key. Throws KeyProblem. */
  async rewrapInKms(): Promise<{ readonly before: number; readonly after: number }> {
    const { source, transit } = this.sealable();
    return this.table.change(async () => {
      const held = await source.held();
      const before = readSealedKeyText(held);
      if (before === null) throw new KeyProblem('kms_not_set', 'The key file is not sealed to the key service yet.');
      const text = await openKeyText(held, transit);
      const sealed = await rewrapKeyText(before, transit);
      await replaceOnceProven(source, transit, { held, sealed, text });
      const after = readSealedKeyText(sealed);
      return { before: transitVersion(before), after: transitVersion(after ?? before) };
    });
  }

  private sealable(): { readonly source: FileKeySource; readonly transit: TransitClient } {
    const source = this.file('A key service seals a key file.');
    if (source.transit === null) {
      throw new KeyProblem(
        'kms_not_set',
        'No key service is set. Set KEY_KMS_URL, KEY_KMS_KEY and KEY_KMS_TOKEN or KEY_KMS_TOKEN_FILE.',
      );
    }
    return { source, transit: source.transit };
  }

  private file(whatToDo: string): FileKeySource {
    if (this.source instanceof FileKeySource) return this.source;
    throw new KeyProblem(
      'keys_not_in_file',
      `The keys come from the variable KEYS, which no command can change. ${whatToDo}`,
    );
  }
}

/** A file that was sealed stays sealed. */
async function sealedAs(held: string, text: string, { transit }: FileKeySource): Promise<string> {
  if (readSealedKeyText(held) === null || transit === null) return text;
  const sealed = await sealKeyText(text, transit);
  await requireProven(sealed, text, transit);
  return sealed;
}

/** A ciphertext that does not open would be the end of every name in the vault. */
async function requireProven(sealed: string, text: string, transit: TransitClient): Promise<void> {
  if ((await openKeyText(sealed, transit)) !== text)
    throw new KeyProblem(
      'kms_answer_malformed',
      'The key service opens what it sealed to something else. Nothing was changed.',
    );
}

async function replaceOnceProven(
  source: FileKeySource,
  transit: TransitClient,
  { held, sealed, text }: { readonly held: string; readonly sealed: string; readonly text: string },
): Promise<void> {
  await requireProven(sealed, text, transit);
  await source.place.replace(held, sealed);
}
