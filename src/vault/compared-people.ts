// Finds whom many people may be by their search codes, and opens of those what is needed to compare, of most of them their birth dates alone.

import type { IdentityCandidate } from '../domain/matching/identity-search.js';
import type { IndexedIdentity } from '../domain/matching/search-pairs.js';
import type { BlindIndex, IndexVersion } from './blind-index.js';
import { MATCHED_FIELDS, MOST_MET } from './candidate-search.js';
import { givingWay } from './give-way.js';
import type { KeyRenewal } from './key-renewal.js';
import { unlessErased } from './person-identity.js';
import type { PersonKeys } from './person-keys.js';
import { SealBroken } from './sealed-box.js';
import { openFields } from './sealed-fields.js';
import type { StoredPerson } from './sealed-person.js';
import type { VaultStore } from './vault-store.js';

/** Met by each of several people who are asked for together; who meets more is asked for alone, so that no statement answers with more ids than one query may. */
const MOST_MET_TOGETHER = 2_000;

/** Whether somebody is nobody of those who are looked for, by what the registry knows and this birth date; undefined where the vault holds none. */
export type IsRuledOut = (personId: string, birthDate: string | undefined) => boolean;

type Candidate = IdentityCandidate['identity'];

/** Whoever was erased, and of whom nothing is held, is in neither. */
export interface OpenedPeople {
  readonly opened: ReadonlyMap<string, Candidate>;
  /** Those whose seal is broken. */
  readonly broken: ReadonlySet<string>;
}

export class ComparedPeople {
  constructor(
    private readonly store: VaultStore,
    private readonly keys: PersonKeys,
    private readonly index: BlindIndex,
    private readonly renewal: KeyRenewal,
  ) {}

  /** Ids of whom each query meets, those that share most codes first, in the order of `queries`; null of one that meets too many to be asked for with others. */
  async meet(queries: readonly IndexedIdentity[]): Promise<readonly (readonly string[] | null)[]> {
    if (queries.length === 0) return [];
    const most = queries.length === 1 ? MOST_MET : MOST_MET_TOGETHER;
    const met = await this.renewal.around(() => this.metBy(queries, most));
    return met.map((personIds) => (queries.length > 1 && personIds.length === most ? null : personIds));
  }

  /** Where there are rows of a version that was not asked for, all are asked for again, as in `CandidateSearch`. */
  private async metBy(queries: readonly IndexedIdentity[], most: number): Promise<readonly (readonly string[])[]> {
    const asked: IndexVersion[] = [this.index.today];
    for (;;) {
      const codes = await givingWay(this.codesOf(queries, asked));
      const { personIds, held } = await this.store.findByCodesOfMany(codes, most);
      const others = held.filter((one) => !asked.some(({ names, key }) => one.names === names && one.key === key));
      if (others.length === 0) return personIds;
      asked.push(...others);
    }
  }

  private *codesOf(
    queries: readonly IndexedIdentity[],
    versions: readonly IndexVersion[],
  ): Generator<undefined, string[][]> {
    const codes: string[][] = [];
    for (const query of queries) {
      codes.push(this.index.codesFor(query, versions));
      yield;
    }
    return codes;
  }

  /**
   * Opens of each of these people the birth date, and what else is compared where that does not rule them out; of whom the vault holds no birth date nothing is
   * opened before it is asked. Those who are ruled out or erased, and those whose seal is broken, are not among the answer.
   */
  async openUnless(isRuledOut: IsRuledOut, personIds: readonly string[]): Promise<ReadonlyMap<string, Candidate>> {
    if (personIds.length === 0) return new Map();
    return this.renewal.around(async () => {
      const all = await this.store.findPeople(personIds, MATCHED_FIELDS);
      const stored = all.filter((person) => hasBirthDate(person) || !isRuledOut(person.personId, undefined));
      const use = await this.keys.opener(stored);
      const open = (person: StoredPerson): Candidate | null =>
        use(person, (dataKey) => openInTwoSteps(person, dataKey, isRuledOut));
      return (await givingWay(openAll(stored, open))).opened;
    });
  }

  /** Opens all that is compared of these people. */
  async open(personIds: readonly string[]): Promise<OpenedPeople> {
    if (personIds.length === 0) return { opened: new Map(), broken: new Set() };
    return this.renewal.around(async () => {
      const stored = await this.store.findPeople(personIds, MATCHED_FIELDS);
      const use = await this.keys.opener(stored);
      return givingWay(openAll(stored, (person) => use(person, (dataKey) => openFields(person, dataKey))));
    });
  }
}

function isBirthDate({ field }: StoredPerson['fields'][number]): boolean {
  return field === 'birth_date';
}

function hasBirthDate({ fields }: StoredPerson): boolean {
  return fields.some(isBirthDate);
}

/** The key is there for both steps, so that it is unwrapped once. */
function openInTwoSteps(person: StoredPerson, dataKey: Buffer, isRuledOut: IsRuledOut): Candidate | null {
  if (!hasBirthDate(person)) return openFields(person, dataKey);
  const born = openFields({ ...person, fields: person.fields.filter(isBirthDate) }, dataKey);
  if (isRuledOut(person.personId, born.birthDate)) return null;
  return { ...born, ...openFields({ ...person, fields: person.fields.filter((one) => !isBirthDate(one)) }, dataKey) };
}

function* openAll(
  people: readonly StoredPerson[],
  open: (person: StoredPerson) => Candidate | null,
): Generator<undefined, OpenedPeople> {
  const opened = new Map<string, Candidate>();
  const broken = new Set<string>();
  for (const person of people) {
    try {
      const identity = unlessErased(() => open(person));
      if (identity !== null) opened.set(person.personId, identity);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      broken.add(person.personId);
    }
    yield;
  }
  return { opened, broken };
}
