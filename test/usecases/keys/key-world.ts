// A registry and a vault whose keys lie in a key file and a key store of their own, with people in it, and any number of processes on both.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import type { IdentityParticulars } from '../../../src/domain/identity/identity-particulars.js';
import { Database } from '../../../src/persistence/database.js';
import { AddIndexKeyVersion } from '../../../src/usecases/keys/add-index-key-version.js';
import { AddKeyVersion } from '../../../src/usecases/keys/add-key-version.js';
import { ReadKeys } from '../../../src/usecases/keys/read-keys.js';
import { RetireIndexKeyVersion } from '../../../src/usecases/keys/retire-index-key-version.js';
import { RetireKeyVersion } from '../../../src/usecases/keys/retire-key-version.js';
import { RotateIndexKey } from '../../../src/usecases/keys/rotate-index-key.js';
import { RotateKeys } from '../../../src/usecases/keys/rotate-keys.js';
import { VerifyKeys } from '../../../src/usecases/keys/verify-keys.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { EnvironmentKeySource, FileKeySource, type KeySource } from '../../../src/vault/key-source.js';
import { VaultKeys } from '../../../src/vault/vault-keys.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { makeKeyStorePlace } from '../../support/key-store-place.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

export const OPERATOR = servicePrincipal('operator', '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11');

/** How people's data keys are kept: with one half in the key store, as a registry does unless it is told otherwise, or whole (`ERASURE=not_promised`). */
export type DataKeys = 'two halves' | 'whole keys';
export const BOTH_KINDS: readonly DataKeys[] = ['two halves', 'whole keys'];

/** One process of the service or one command: its keys were read when it began. */
export interface KeyProcess {
  readonly vault: IdentityVault;
  readonly vaultKeys: VaultKeys;
  readonly add: AddKeyVersion;
  readonly read: ReadKeys;
  readonly rotate: RotateKeys;
  readonly retire: RetireKeyVersion;
  readonly verify: VerifyKeys;
  readonly addIndex: AddIndexKeyVersion;
  readonly rotateIndex: RotateIndexKey;
  readonly retireIndex: RetireIndexKeyVersion;
  end(): Promise<void>;
}

export function nameOf(person: number): IdentityParticulars {
  const text = `Vardo${person} Canarytel`;
  return { names: [{ text, script: 'Latn', order: 'given_first', role: 'own' }], marks: `scar ${person}` };
}

export class KeyWorld {
  readonly file: string;
  readonly folder: string;
  /** Who was registered, as whom, in the order of registering. */
  readonly registered = new Map<string, number>();
  readonly erased = new Set<string>();
  readonly #place = makeKeyStorePlace();
  #processes: KeyProcess[] = [];

  private constructor(
    readonly files: TestDatabase,
    readonly database: Database,
    /** Past every privilege. */
    readonly owner: Client,
    private dataKeys: DataKeys,
  ) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'whereabouts-rotation-'));
    this.file = path.join(this.folder, 'keys.json');
  }

  static async open(dataKeys: DataKeys = 'two halves'): Promise<KeyWorld> {
    const files = await createTestDatabase();
    const database = await Database.open({ url: files.urls.app, proof: TEST_PROOF, entropy: fixedEntropy() });
    const owner = new Client({ connectionString: files.urls.owner });
    await owner.connect();
    return new KeyWorld(files, database, owner, dataKeys);
  }

  /** Null where data keys are whole. */
  get keyStoreFile(): string | null {
    return this.dataKeys === 'two halves' ? this.#place.file : null;
  }

  /** From the next start on a vault that had whole keys keeps halves of new ones. */
  keepHalves(): void {
    this.dataKeys = 'two halves';
  }

  async begin(source: KeySource = new FileKeySource(this.file)): Promise<KeyProcess> {
    const keys = await source.load();
    const [url, keyStoreFile] = [this.files.urls.vault, this.keyStoreFile];
    const vault = await IdentityVault.open({ url, keys, keyStoreFile, readKeysAnew: () => source.loadAnew() });
    const vaultKeys = VaultKeys.on({ url, keys, source, keyStoreFile });
    const begun: KeyProcess = {
      vault,
      vaultKeys,
      add: new AddKeyVersion(this.database, vaultKeys),
      read: new ReadKeys(this.database, vaultKeys),
      rotate: new RotateKeys(this.database, vaultKeys),
      retire: new RetireKeyVersion(this.database, vaultKeys),
      verify: new VerifyKeys(this.database, vaultKeys),
      addIndex: new AddIndexKeyVersion(this.database, vaultKeys),
      rotateIndex: new RotateIndexKey(this.database, vaultKeys, vault, fixedEntropy()),
      retireIndex: new RetireIndexKeyVersion(this.database, vaultKeys),
      end: async () => {
        this.#processes = this.#processes.filter((one) => one !== begun);
        await vault.close();
        await vaultKeys.close();
      },
    };
    this.#processes.push(begun);
    return begun;
  }

  /** With the keys of the file as they are now, given by the variable KEYS. */
  beginFromEnvironment(): Promise<KeyProcess> {
    return this.begin(new EnvironmentKeySource(this.fileText()));
  }

  fileText(): string {
    return readFileSync(this.file, 'utf8');
  }

  fileVersions(): readonly number[] {
    return readKeys(this.fileText()).keyVersions;
  }

  fileIndexVersions(): readonly number[] {
    return readKeys(this.fileText()).versioned('blind_index').versions;
  }

  async register({ vault }: KeyProcess, count: number): Promise<string[]> {
    const people = Array.from({ length: count }, (_, person) => ({
      personId: randomUUID(),
      identity: nameOf(person),
      birthYears: null,
    }));
    await vault.sealIdentities(people);
    const personIds = people.map(({ personId }) => personId);
    await vault.confirm(personIds);
    for (const [person, personId] of personIds.entries()) this.registered.set(personId, person);
    return personIds;
  }

  async registerAndErase(process: KeyProcess): Promise<void> {
    for (const personId of await this.register(process, 1)) await this.erase(process, personId);
  }

  async erase({ vault }: KeyProcess, personId: string): Promise<void> {
    await vault.erase(personId);
    this.registered.delete(personId);
    this.erased.add(personId);
  }

  /** Versions that people are sealed under, with their number. */
  async sealedUnder(): Promise<Record<string, number>> {
    const found = await this.owner.query<{ version: number; people: number }>(
      'SELECT kek_version AS version, count(*)::int AS people FROM vault.person_key GROUP BY 1 ORDER BY 1',
    );
    return Object.fromEntries(found.rows.map((row) => [row.version, row.people]));
  }

  async states(): Promise<Record<string, string>> {
    const found = await this.owner.query<{ version: number; state: string }>(
      'SELECT version, state FROM vault.key_version ORDER BY 1',
    );
    return Object.fromEntries(found.rows.map((row) => [row.version, row.state]));
  }

  /** Versions of the index key of which there are codes, with the number of people. */
  async indexedUnder(): Promise<Record<string, number>> {
    const found = await this.owner.query<{ version: number; people: number }>(
      'SELECT key_version AS version, count(DISTINCT person_id)::int AS people FROM vault.search_row GROUP BY 1 ORDER BY 1',
    );
    return Object.fromEntries(found.rows.map((row) => [row.version, row.people]));
  }

  async indexStates(): Promise<Record<string, string>> {
    const found = await this.owner.query<{ version: number; state: string }>(
      'SELECT version, state FROM vault.index_key_version ORDER BY 1',
    );
    return Object.fromEntries(found.rows.map((row) => [row.version, row.state]));
  }

  async noted(): Promise<{ action: string; username: string; via: string; details: Record<string, unknown> }[]> {
    const found = await this.owner.query<{
      action: string;
      username: string;
      via: string;
      details: Record<string, unknown>;
    }>('SELECT action, username, via, details FROM registry.audit_entry ORDER BY recorded_at, id');
    return found.rows;
  }

  /** Empties the vault, and removes the key file and the key store, so that the next test begins anew. */
  async clear(dataKeys: DataKeys = 'two halves'): Promise<void> {
    for (const one of this.#processes) await one.end();
    this.dataKeys = dataKeys;
    this.registered.clear();
    this.erased.clear();
    for (const file of [this.file, this.#place.file]) rmSync(file, { force: true });
    await this.owner.query(
      'TRUNCATE vault.person_key, vault.sealed_field, vault.search_row, vault.search_code, vault.key_fingerprint, vault.key_version, vault.index_key_version, vault.key_store, vault.erased_person',
    );
  }

  async stop(): Promise<void> {
    for (const one of this.#processes) await one.end();
    await this.database.close();
    await this.owner.end();
    await this.files.drop();
    this.#place.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
