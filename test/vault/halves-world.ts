// A vault of two halves for one test file: a database, a key store that is new for each test, and what may be put back of either.

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { IdentityParticulars } from '../../src/domain/identity/identity-particulars.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { everybody } from '../support/everybody.js';
import { makeKeyStorePlace, type KeyStorePlace } from '../support/key-store-place.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const TABLES = ['person_key', 'sealed_field', 'search_row', 'search_code'] as const;
const ALL = TABLES.map((table) => `vault.${table}`).join(', ');

export const VARDO: IdentityParticulars = {
  names: [{ text: 'Vardo Tellin', script: 'Latn', order: 'given_first', role: 'own' }],
  marks: 'scar',
};

export class HalvesWorld {
  readonly keys = makeKeys();
  place: KeyStorePlace = makeKeyStorePlace();
  vault!: IdentityVault;

  private constructor(
    readonly database: TestDatabase,
    /** Past every privilege. */
    readonly owner: Client,
  ) {}

  static async open(): Promise<HalvesWorld> {
    const database = await createTestDatabase();
    const owner = new Client({ connectionString: database.urls.owner });
    await owner.connect();
    return new HalvesWorld(database, owner);
  }

  /** An empty vault with an empty store. */
  async begin(): Promise<void> {
    await this.owner.query(`TRUNCATE ${ALL}, vault.key_store, vault.erased_person`);
    await this.owner.query('ALTER SEQUENCE vault.key_slot RESTART');
    this.place.remove();
    this.place = makeKeyStorePlace();
    this.vault = await this.openVault();
  }

  async stop(): Promise<void> {
    this.place.remove();
    await this.owner.end();
    await this.database.drop();
  }

  openVault(keyStoreFile: string | null = this.place.file): Promise<IdentityVault> {
    return IdentityVault.open({ url: this.database.urls.vault, keys: readKeys(this.keys), keyStoreFile });
  }

  /** A stop and a start, as after something was put back. */
  async startAgain(): Promise<void> {
    await this.vault.close();
    this.vault = await this.openVault();
  }

  async sealed(): Promise<string> {
    const personId = randomUUID();
    await this.vault.sealIdentity(personId, VARDO, null);
    await this.vault.confirm([personId]);
    return personId;
  }

  /** Somebody of a vault that had no key store yet. */
  async sealedWhole(): Promise<string> {
    await this.owner.query('TRUNCATE vault.key_store');
    const whole = await this.openVault(null);
    const personId = randomUUID();
    await whole.sealIdentity(personId, VARDO, { from: 1990, to: 1991 });
    await whole.confirm([personId]);
    await whole.close();
    await this.startAgain();
    return personId;
  }

  async found(): Promise<string[]> {
    const { candidates } = await this.vault.findCandidates({ identity: VARDO, birthYears: null }, everybody);
    return candidates.map(({ personId }) => personId).sort();
  }

  /** Rows of keys, fields, search rows and codes. */
  async counts(): Promise<number[]> {
    const counts = TABLES.map((table) => `(SELECT count(*)::int FROM vault.${table})`).join(', ');
    const found = await this.owner.query<{ counts: number[] }>(`SELECT ARRAY[${counts}] AS counts`);
    return found.rows[0]?.counts ?? [];
  }

  async slotOf(personId: string): Promise<number | null> {
    const rows = await this.owner.query<{ slot: number | null }>(
      'SELECT key_slot::int AS slot FROM vault.person_key WHERE person_id = $1',
      [personId],
    );
    return rows.rows[0]?.slot ?? null;
  }

  /** The vault's tables as a backup has them, and how they are put back. */
  async backup(): Promise<() => Promise<void>> {
    const rows: [string, string][] = [];
    for (const table of TABLES) {
      const all = await this.owner.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM vault.${table} t`);
      rows.push([table, `[${all.rows.map(({ row }) => row).join(',')}]`]);
    }
    const drawn = await this.owner.query<{ last: string }>('SELECT last_value AS last FROM vault.key_slot');
    return async () => {
      await this.owner.query(`TRUNCATE ${ALL}, vault.erased_person`);
      for (const [table, json] of rows) {
        await this.owner.query(
          `INSERT INTO vault.${table} SELECT * FROM jsonb_populate_recordset(NULL::vault.${table}, $1)`,
          [json],
        );
      }
      await this.owner.query(`SELECT setval('vault.key_slot', $1)`, [drawn.rows[0]?.last ?? '1']);
    };
  }
}
