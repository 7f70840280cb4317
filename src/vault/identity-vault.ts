// Seals, opens and finds identities: the only place where the keys, the sealed rows and the search codes meet.

import { randomBytes } from 'node:crypto';
import { birthYearsOf } from '../domain/identity/birth-date.js';
import {
  IDENTITY_FIELDS,
  IDENTITY_KEY,
  identityFieldsOf,
  type IdentityField,
  type IdentityParticulars,
} from '../domain/identity/identity-particulars.js';
import type { BirthYears } from '../domain/records/statement.js';
import { BlindIndex, type IndexedIdentity } from './blind-index.js';
import { KeyRenewal, type ReadKeysAnew } from './key-renewal.js';
import { KEY_BYTES, type KeyRing } from './key-ring.js';
import { open, seal, unwrapDataKey, wrapDataKey } from './sealed-box.js';
import type { SealedField, SealedPerson, StoredPerson, WrappedKey } from './sealed-person.js';
import { VaultStore } from './vault-store.js';

/** One person to seal. `birthYears` may be known where no birth date is (an age with its as-of date). */
export interface PersonIdentity {
  /** UUID. */
  readonly personId: string;
  readonly identity: IdentityParticulars;
  readonly birthYears: BirthYears | null;
}

/** A person who shares a search code with an inquiry, with what is needed to compare them and nothing else. */
interface IdentityCandidate {
  readonly personId: string;
  readonly identity: Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName' | 'birthDate'>;
}

export interface IdentityCandidates {
  readonly candidates: readonly IdentityCandidate[];
  /** More people than MOST_CANDIDATES of those who may be opened share a code; those that share fewest were left out. */
  readonly capped: boolean;
}

/** Null removes a field; an absent key leaves it as it is. */
export type IdentityChange = { readonly [K in keyof IdentityParticulars]?: IdentityParticulars[K] | null };

/** Opening 200 candidates takes some 50 ms; a name that more people share needs more particulars, not more reading. */
export const MOST_CANDIDATES = 200;

/** People met by their codes, before it is asked which of them may be opened: as many as one name could be thought to have. */
const MOST_MET = 50_000;

/** Every use is a few short statements; more connections than this would wait for the processor instead. */
const MOST_CONNECTIONS = 6;

const COMPARED_FIELDS = [
  'names',
  'father_name',
  'mother_name',
  'birth_date',
] as const satisfies readonly IdentityField[];

/**
 * Registering a person writes to two databases that share no transaction. The protocol, which the use case and the sweep carry out:
 *
 * 1. The registry's transaction first takes `pg_advisory_xact_lock` on the person's id.
 * 2. `sealIdentities` inserts the person as *pending*, committed on the vault's own connection.
 * 3. The registry commits, which frees the lock.
 * 4. `confirm` makes the person findable.
 *
 * A sweep takes `pendingOlderThan` one minute and tries the same lock without waiting. Where it gets the lock, nobody is registering the
 * person any more: it confirms when the registry has the person, and discards when not. A crash after 2 leaves a pending row that no
 * search finds and the sweep removes; a crash after 3 leaves one that the sweep confirms. Only pending rows can be discarded, so a sweep
 * that comes late harms nobody. A pending person's fields can be opened by id, since only the registry hands out ids.
 */
export class IdentityVault {
  readonly #store: VaultStore;
  readonly #keyRing: KeyRing;
  readonly #index: BlindIndex;
  readonly #renewal: KeyRenewal;

  constructor(store: VaultStore, keyRing: KeyRing, readKeysAnew: ReadKeysAnew | null = null) {
    this.#store = store;
    this.#renewal = new KeyRenewal(keyRing, readKeysAnew);
    this.#keyRing = keyRing;
    this.#index = new BlindIndex(keyRing);
  }

  /** A vault that is fit for use; throws KeyProblem when it was made with other keys, DomainError `unavailable` when out of reach. */
  static async open(settings: {
    readonly url: string;
    readonly keys: KeyRing;
    readonly readKeysAnew?: ReadKeysAnew;
  }): Promise<IdentityVault> {
    const store = new VaultStore({ connectionString: settings.url, most: MOST_CONNECTIONS });
    try {
      await store.checkFingerprints(settings.keys);
      return new IdentityVault(store, settings.keys, settings.readKeysAnew);
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  /** For readiness; throws DomainError `unavailable`. */
  async ping(): Promise<void> {
    await this.#store.ping();
  }

  /** Seals one person as pending. */
  async sealIdentity(personId: string, identity: IdentityParticulars, birthYears: BirthYears | null): Promise<void> {
    await this.sealIdentities([{ personId, identity, birthYears }]);
  }

  /** Seals people as pending, all or none; a nameless record leaves no trace in the vault. */
  async sealIdentities(people: readonly PersonIdentity[]): Promise<void> {
    const known = people.filter(({ identity }) => identityFieldsOf(identity).length > 0);
    await this.#renewal.around(() => this.#store.insertPending(known.map((person) => this.sealPerson(person))));
  }

  /** Returns how many of the people the vault holds; nameless ones are not among them. */
  async confirm(personIds: readonly string[]): Promise<number> {
    return this.#store.confirm(personIds);
  }

  /** Removes what is pending and leaves what is confirmed. */
  async discard(personIds: readonly string[]): Promise<void> {
    await this.#store.discard(personIds);
  }

  /** For the sweep; oldest first, age in seconds. */
  async pendingOlderThan(seconds: number, limit: number): Promise<string[]> {
    return this.#store.pendingOlderThan(seconds, limit);
  }

  /** The fields asked for, as far as they hold a value; empty for a nameless record. Throws SealBroken. */
  async openIdentity(personId: string, fields: readonly IdentityField[]): Promise<IdentityParticulars> {
    return this.#renewal.around(async () => {
      const [stored] = await this.#store.findPeople([personId], fields);
      return stored === undefined ? {} : this.openPerson(stored);
    });
  }

  /**
   * Replaces, adds or removes fields and renews the search codes. `birthYears` is what the registry knows; where it is null, the birth
   * date's years are searched by.
   */
  async changeIdentity(personId: string, change: IdentityChange, birthYears: BirthYears | null): Promise<void> {
    const changePerson = (stored: StoredPerson | null): SealedPerson => {
      const identity = changed(stored === null ? {} : this.openPerson(stored), change);
      const person = { personId, identity, birthYears };
      return stored === null ? this.sealPerson(person) : this.sealAgain(stored, person, change);
    };
    await this.#renewal.around(() => this.#store.replace(personId, IDENTITY_FIELDS, changePerson));
  }

  /**
   * People who may be the one inquired after, opened for comparison; none for a query of one name token and nothing else. `mayBeOpened`
   * answers which of these ids the asker may know of. Nobody else is opened or counted, and it is asked also where nobody was met: neither
   * the time nor `capped` tells that a name stands in others' records.
   */
  async findCandidates(
    query: IndexedIdentity,
    mayBeOpened: (personIds: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<IdentityCandidates> {
    const met = await this.#store.findByCodes(this.#index.codesFor(query), MOST_MET);
    const known = await mayBeOpened(met);
    const found = met.filter((personId) => known.has(personId));
    const candidates = await this.#renewal.around(async () => {
      const stored = await this.#store.findPeople(found.slice(0, MOST_CANDIDATES), COMPARED_FIELDS);
      return stored.map((person) => ({ personId: person.personId, identity: this.openPerson(person) }));
    });
    return { candidates, capped: found.length > MOST_CANDIDATES };
  }

  private sealPerson(person: PersonIdentity): SealedPerson {
    const { personId, identity } = person;
    const keyVersion = this.#keyRing.currentKeyVersion;
    const dataKey = randomBytes(KEY_BYTES);
    try {
      return {
        personId,
        keyVersion,
        wrappedKey: wrapDataKey(this.#keyRing.keyEncryptionKey(keyVersion), personId, keyVersion, dataKey),
        fields: identityFieldsOf(identity).map((field) => sealField(dataKey, personId, field, 1, identity)),
        codeRows: this.#index.codesOf(indexed(person)),
      };
    } finally {
      dataKey.fill(0);
    }
  }

  /** What did not change keeps its seal and its version. */
  private sealAgain(stored: StoredPerson, person: PersonIdentity, change: IdentityChange): SealedPerson {
    const { personId, identity } = person;
    const sealed = new Map(stored.fields.map((one) => [one.field, one]));
    const fields = this.withDataKey(stored, (dataKey) =>
      identityFieldsOf(identity).map((field): SealedField => {
        const before = sealed.get(field);
        if (before !== undefined && change[IDENTITY_KEY[field]] === undefined) return before;
        return sealField(dataKey, personId, field, (before?.version ?? 0) + 1, identity);
      }),
    );
    const { keyVersion, wrappedKey } = stored;
    return { personId, keyVersion, wrappedKey, fields, codeRows: this.#index.codesOf(indexed(person)) };
  }

  private openPerson(stored: StoredPerson): IdentityParticulars {
    return this.withDataKey(stored, (dataKey) => {
      const opened = stored.fields.flatMap(({ field, version, sealed }) => {
        const known = IDENTITY_FIELDS.find((one) => one === field);
        if (known === undefined) return [];
        const plaintext = open(dataKey, { personId: stored.personId, field, version }, sealed);
        const value: unknown = JSON.parse(plaintext.toString('utf8'));
        plaintext.fill(0);
        return [[IDENTITY_KEY[known], value] as const];
      });
      return Object.fromEntries(opened);
    });
  }

  private withDataKey<T>(stored: WrappedKey & { readonly personId: string }, use: (dataKey: Buffer) => T): T {
    const keyEncryptionKey = this.#keyRing.keyEncryptionKey(stored.keyVersion);
    const dataKey = unwrapDataKey(keyEncryptionKey, stored.personId, stored.keyVersion, stored.wrappedKey);
    try {
      return use(dataKey);
    } finally {
      dataKey.fill(0);
    }
  }
}

function sealField(
  dataKey: Buffer,
  personId: string,
  field: IdentityField,
  version: number,
  identity: IdentityParticulars,
): SealedField {
  const plaintext = Buffer.from(JSON.stringify(identity[IDENTITY_KEY[field]]), 'utf8');
  const sealed = seal(dataKey, { personId, field, version }, plaintext);
  plaintext.fill(0);
  return { field, version, sealed };
}

function indexed({ identity, birthYears }: PersonIdentity): IndexedIdentity {
  return {
    identity,
    birthYears: birthYears ?? (identity.birthDate === undefined ? null : birthYearsOf(identity.birthDate)),
  };
}

function changed(identity: IdentityParticulars, change: IdentityChange): IdentityParticulars {
  const merged = Object.entries({ ...identity, ...change }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged);
}
