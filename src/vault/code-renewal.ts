// Makes search codes of an older version anew, batch by batch, while services go on registering, changing and finding people.

import { birthYearsOf } from '../domain/identity/birth-date.js';
import type { IdentityField, IdentityParticulars } from '../domain/identity/identity-particulars.js';
import type { BirthYears } from '../domain/records/statement.js';
import type { BlindIndex, IndexVersion } from './blind-index.js';
import type { KeyRenewal } from './key-renewal.js';
import { unlessErased } from './person-identity.js';
import type { PersonKeys } from './person-keys.js';
import { SealBroken } from './sealed-box.js';
import { openFields } from './sealed-fields.js';
import type { StoredPerson } from './sealed-person.js';
import {
  countOlderCodes,
  lockOlder,
  replaceCodes,
  type OlderPlace,
  type PersonCodes,
} from './search-row-statements.js';
import type { VaultStore } from './vault-store.js';
import { selectPeople } from './vault-statements.js';

/** People of one transaction: some 200 ms, which is how long a change of one of them may wait. */
const BATCH = 200;

const INDEXED_FIELDS = [
  'names',
  'father_name',
  'mother_name',
  'birth_date',
] as const satisfies readonly IdentityField[];

export interface RenewedCodes {
  /** Where the next batch begins; null when no older one is left behind this one. */
  readonly last: OlderPlace | null;
  readonly renewed: number;
  /** People whose fields do not open; their codes stay as they are. */
  readonly broken: number;
}

/** What the registry knows of the years of birth of these people, of whom the vault has no date. */
export type YearsOf = (personIds: readonly string[]) => Promise<ReadonlyMap<string, BirthYears | null>>;

interface Opened {
  readonly personId: string;
  readonly identity: IdentityParticulars;
}

export class CodeRenewal {
  constructor(
    private readonly store: VaultStore,
    private readonly keys: PersonKeys,
    private readonly index: BlindIndex,
    private readonly renewal: KeyRenewal,
  ) {}

  /** The version that codes are made by from now on. */
  get today(): IndexVersion {
    return this.index.today;
  }

  /** People some of whose codes are of an older version. */
  async countOlder(): Promise<number> {
    return this.store.inTransaction((client) => countOlderCodes(client, this.index.today));
  }

  /**
   * One transaction, version after version and in the order of ids. People whom somebody else holds are passed over unless `waits`. Whoever is changed meanwhile has new codes
   * by that and is no longer older; nothing is kept of how far one came, so that a kill loses a batch at most and two at once share the work.
   */
  async renewAfter(after: OlderPlace | null, waits: boolean, yearsOf: YearsOf): Promise<RenewedCodes> {
    return this.renewal.around(() =>
      this.store.inTransaction(async (client) => {
        const { last, personIds } = await lockOlder(client, this.index.today, { after, waits, limit: BATCH });
        const stored = await selectPeople(client, personIds, INDEXED_FIELDS);
        const opened = await this.opened(stored);
        const undated = opened.filter(({ identity }) => identity.birthDate === undefined);
        const years =
          undated.length === 0 ? new Map<string, null>() : await yearsOf(undated.map((one) => one.personId));
        const codes = opened.map(({ personId, identity }): PersonCodes => {
          const dated = identity.birthDate === undefined ? null : birthYearsOf(identity.birthDate);
          const birthYears = dated ?? years.get(personId) ?? null;
          return { personId, ...this.index.keyed({ identity, birthYears }) };
        });
        await replaceCodes(client, codes);
        return { last, renewed: codes.length, broken: stored.length - opened.length };
      }),
    );
  }

  private async opened(people: readonly StoredPerson[]): Promise<Opened[]> {
    const use = await this.keys.opener(people);
    return people.flatMap((person) => {
      try {
        const identity = unlessErased(() => use(person, (dataKey) => openFields(person, dataKey)));
        return identity === null ? [] : [{ personId: person.personId, identity }];
      } catch (error) {
        if (error instanceof SealBroken) return [];
        throw error;
      }
    });
  }
}
