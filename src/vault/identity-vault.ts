// Seals, opens and finds identities: the only place where the keys, the sealed rows and the search codes meet.

import {
  IDENTITY_FIELDS,
  IDENTITY_KEY,
  identityFieldsOf,
  type IdentityField,
  type IdentityParticulars,
} from '../domain/identity/identity-particulars.js';
import type { BirthYears } from '../domain/records/statement.js';
import { changed, indexed, unlessErased, type IdentityChange, type PersonIdentity } from './person-identity.js';
import { compareCandidates } from '../domain/matching/compare-candidates.js';
import type { IdentityCandidates, IdentitySearch, MayBeOpened } from '../domain/matching/identity-search.js';
import type { IndexedIdentity } from '../domain/matching/search-pairs.js';
import { BlindIndex } from './blind-index.js';
import { CandidateSearch } from './candidate-search.js';
import { CodeRenewal } from './code-renewal.js';
import { ComparedPeople } from './compared-people.js';
import { givingWay } from './give-way.js';
import { erasureNotPromised } from '../domain/identity/erasure.js';
import { HeldIdentity } from './held-identity.js';
import { KeyRenewal, ownKeysAnew, type ReadKeysAnew } from './key-renewal.js';
import type { KeyRing } from './key-ring.js';
import type { KeyStore } from './key-store.js';
import { openKeyStore } from './open-key-store.js';
import { PersonKeys } from './person-keys.js';
import { openFields, sealField } from './sealed-fields.js';
import { SealedFiles } from './sealed-files.js';
import type { SealedField, SealedPerson, StoredPerson } from './sealed-person.js';
import { VaultStore } from './vault-store.js';

/** Every use is a few short statements; more connections would wait for the processor instead. */
const MOST_CONNECTIONS = 6;

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
  readonly #keys: PersonKeys;
  readonly #index: BlindIndex;
  readonly #renewal: KeyRenewal;
  readonly #search: CandidateSearch;
  /** For those who compare many people with everybody. */
  readonly compared: ComparedPeople;
  /** Of search codes of an older version. */
  readonly codeRenewal: CodeRenewal;
  readonly files: SealedFiles;

  constructor(
    store: VaultStore,
    keyRing: KeyRing,
    { keyStore = null, readKeysAnew = null }: { keyStore?: KeyStore | null; readKeysAnew?: ReadKeysAnew | null } = {},
  ) {
    this.#store = store;
    this.#renewal = new KeyRenewal(keyRing, readKeysAnew && ownKeysAnew(store, readKeysAnew));
    this.#keys = new PersonKeys(keyRing, keyStore);
    this.#index = new BlindIndex(keyRing);
    this.#search = new CandidateSearch(store, this.#keys, this.#index, this.#renewal);
    this.compared = new ComparedPeople(store, this.#keys, this.#index, this.#renewal);
    this.codeRenewal = new CodeRenewal(store, this.#keys, this.#index, this.#renewal);
    this.files = new SealedFiles(store, this.#keys, this.#index, this.#renewal);
  }

  /**
   * A vault that is fit for use; throws KeyProblem when it was made with other keys, DomainError `unavailable` when out of reach. Without a
   * `keyStoreFile` data keys are whole and nobody can be erased.
   */
  static async open(settings: {
    readonly url: string;
    readonly keys: KeyRing;
    readonly keyStoreFile?: string | null;
    readonly readKeysAnew?: ReadKeysAnew;
  }): Promise<IdentityVault> {
    const store = new VaultStore({ connectionString: settings.url, most: MOST_CONNECTIONS });
    try {
      await store.checkFingerprints(settings.keys);
      const keyStore = await openKeyStore(store, settings.keyStoreFile ?? null);
      return new IdentityVault(store, settings.keys, { keyStore, readKeysAnew: settings.readKeysAnew ?? null });
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#store.close();
    await this.#keys.store?.close();
  }

  /** Whether the keys of people are of two halves, so that one can be destroyed. */
  get promisesErasure(): boolean {
    return this.#keys.store !== null;
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
    await this.sealing(async () => {
      const slots = this.promisesErasure ? await this.#store.drawSlots(known.length) : [];
      const sealed = known.map((person, at) => this.sealPerson(person, slots[at] ?? null));
      await this.#store.insertPending(sealed, this.#keys.hold);
    });
  }

  /** Returns how many of the people the vault holds; nameless ones are not among them. */
  async confirm(personIds: readonly string[]): Promise<number> {
    return this.#store.confirm(personIds);
  }

  /** Removes what is pending and leaves what is confirmed. */
  async discard(personIds: readonly string[]): Promise<void> {
    const slots = await this.#store.discard(personIds);
    await this.#keys.store?.erase(slots.map((slot) => ({ slot, personId: null })));
  }

  /** For those who look for people, whose floor does not reach the vault. */
  get identitySearch(): IdentitySearch {
    return {
      find: (sought, mayBeOpened) => this.findCandidates(sought, mayBeOpened),
      compare: (sought, held) => givingWay(compareCandidates(sought, held)),
    };
  }

  /** For the sweep; oldest first, age in seconds. */
  async pendingOlderThan(seconds: number, limit: number): Promise<string[]> {
    return this.#store.pendingOlderThan(seconds, limit);
  }

  /** The fields asked for, as far as they hold a value; empty for a nameless record. Throws SealBroken and IdentityErased. */
  async openIdentity(personId: string, fields: readonly IdentityField[]): Promise<IdentityParticulars> {
    const held = this.hold(personId, fields);
    try {
      return await held.open(fields);
    } finally {
      held.letGo();
    }
  }

  /** The same in steps, for whoever may not open it yet: what is sealed is read at once. Whoever holds it lets go of it. */
  hold(personId: string, fields: readonly IdentityField[]): HeldIdentity {
    const [keys, renewal] = [this.#keys, this.#renewal];
    const find = (): Promise<StoredPerson[]> => this.#store.findPeople([personId], fields);
    return new HeldIdentity({ find, isErased: () => this.#store.isErased(personId), keys, renewal });
  }

  /** As `openIdentity`, of many at once; of whom nothing is held, or was erased, there is no entry. Throws SealBroken. */
  async openIdentities(
    personIds: readonly string[],
    fields: readonly IdentityField[],
  ): Promise<ReadonlyMap<string, IdentityParticulars>> {
    return this.#renewal.around(async () => {
      const stored = await this.#store.findPeople(personIds, fields);
      const open = await this.opener(stored);
      return new Map(
        stored.flatMap((person) => {
          const identity = unlessErased(() => open(person));
          return identity === null ? [] : [[person.personId, identity] as const];
        }),
      );
    });
  }

  /**
   * Replaces, adds or removes fields and renews the search codes. `birthYears` is what the registry knows; where it is null, the birth
   * date's years are searched by. Throws SealBroken and IdentityErased.
   */
  async changeIdentity(personId: string, change: IdentityChange, birthYears: BirthYears | null): Promise<void> {
    const sealed = async (stored: StoredPerson | null, drawSlot: () => Promise<number>): Promise<SealedPerson> => {
      if (stored !== null) return this.sealAgain(stored, { personId, birthYears }, change);
      const person = { personId, identity: changed({}, change), birthYears };
      return this.sealPerson(person, this.promisesErasure ? await drawSlot() : null);
    };
    await this.sealing(() => this.#store.replace(personId, IDENTITY_FIELDS, sealed, this.#keys.hold));
  }

  /**
   * Destroys the half of the key store, then all that the vault holds of the person. What a kill leaves cannot be opened, and is removed when
   * this is repeated, which is always allowed. Throws DomainError `erasure_not_promised` where keys are whole.
   */
  async erase(personId: string): Promise<void> {
    const keyStore = this.#keys.store;
    if (keyStore === null) throw erasureNotPromised();
    await this.#keys.inFreeSlots(this.#store, () =>
      this.#store.destroy(personId, (slot, isHeld) =>
        isHeld ? keyStore.erase([{ slot, personId }]) : keyStore.holdErased(slot, personId),
      ),
    );
  }

  /** Of these people those of whom the vault holds anything: none of whom was erased, unless a backup was put back. */
  async held(personIds: readonly string[]): Promise<string[]> {
    return personIds.length === 0 ? [] : this.#store.held(personIds);
  }

  /** Seals up to `limit` people whose key is whole under two halves; returns how many, none when all are. */
  async splitKeys(limit: number): Promise<number> {
    if (!this.promisesErasure) return 0;
    const seal = (stored: StoredPerson, slot: number): SealedPerson => this.sealSplit(stored, slot);
    return this.sealing(() => this.#store.split(limit, IDENTITY_FIELDS, seal, this.#keys.hold));
  }

  /**
   * People who may be the one inquired after, opened for comparison; none for a query of one word and nothing else. `mayBeOpened` answers
   * which of these ids the asker may know of; of nobody else anything is opened or counted.
   */
  async findCandidates(query: IndexedIdentity, mayBeOpened: MayBeOpened): Promise<IdentityCandidates> {
    return this.#search.byIdentity(query, mayBeOpened);
  }

  /** People two words of whose name stand together in one of these pieces of a text, opened for comparison as above, once `before` has ended. */
  async findInWindows(
    ...asked: [windows: readonly string[], mayBeOpened: MayBeOpened, before?: Promise<unknown>]
  ): Promise<IdentityCandidates> {
    return this.#search.byWindows(...asked);
  }

  /** Again where slots were in use, and with the keys read anew where a newer one has taken the place of the current one. */
  private sealing<T>(work: () => Promise<T>): Promise<T> {
    return this.#renewal.around(() => this.#keys.inFreeSlots(this.#store, work));
  }

  /** A new key, in this slot of the key store or whole. */
  private sealPerson(person: PersonIdentity, slot: number | null): SealedPerson {
    const { personId, identity } = person;
    const { dataKey, ...key } = this.#keys.make(personId, slot);
    try {
      const fields = identityFieldsOf(identity).map((field) =>
        sealField(dataKey, { personId, field, version: 1 }, identity),
      );
      return { personId, ...key, fields, ...this.#index.keyed(indexed(person)) };
    } finally {
      dataKey.fill(0);
    }
  }

  /** What did not change keeps its seal and its version. */
  private async sealAgain(
    stored: StoredPerson,
    { personId, birthYears }: Omit<PersonIdentity, 'identity'>,
    change: IdentityChange,
  ): Promise<SealedPerson> {
    const use = await this.#keys.opener([stored]);
    const sealed = new Map(stored.fields.map((one) => [one.field, one]));
    return use(stored, (dataKey) => {
      const identity = changed(openFields(stored, dataKey), change);
      const fields = identityFieldsOf(identity).map((field): SealedField => {
        const before = sealed.get(field);
        if (before !== undefined && change[IDENTITY_KEY[field]] === undefined) return before;
        return sealField(dataKey, { personId, field, version: (before?.version ?? 0) + 1 }, identity);
      });
      const codes = this.#index.keyed(indexed({ personId, identity, birthYears }));
      return { ...stored, newHalf: null, fields, ...codes };
    });
  }

  /** All fields anew under a key of two halves; the search codes stay as they are. */
  private sealSplit(stored: StoredPerson, slot: number): SealedPerson {
    const { personId } = stored;
    const { dataKey, ...key } = this.#keys.make(personId, slot);
    try {
      const identity = this.#keys.use(stored, null, (whole) => openFields(stored, whole));
      const fields = stored.fields.flatMap(({ field: stored, version }) => {
        const field = IDENTITY_FIELDS.find((one) => one === stored);
        return field === undefined ? [] : [sealField(dataKey, { personId, field, version: version + 1 }, identity)];
      });
      return { personId, ...key, fields, codesVersion: this.#index.today, codeRows: [] };
    } finally {
      dataKey.fill(0);
    }
  }

  private async opener(people: readonly StoredPerson[]): Promise<(person: StoredPerson) => IdentityParticulars> {
    const use = await this.#keys.opener(people);
    return (person) => use(person, (dataKey) => openFields(person, dataKey));
  }
}
