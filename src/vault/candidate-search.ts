// Finds people by their search codes and opens of them what is needed to compare, those alone of whom the asker may know.

import type { IdentityField, IdentityParticulars } from '../domain/identity/identity-particulars.js';
import type { IdentityCandidate, IdentityCandidates, MayBeOpened } from '../domain/matching/identity-search.js';
import type { IndexedIdentity } from '../domain/matching/search-pairs.js';
import type { BlindIndex, IndexVersion, SearchCode } from './blind-index.js';
import type { KeyRenewal } from './key-renewal.js';
import { givingWay } from './give-way.js';
import { unlessErased } from './person-identity.js';
import type { PersonKeys } from './person-keys.js';
import { openFields } from './sealed-fields.js';
import { SealBroken } from './sealed-box.js';
import type { StoredPerson } from './sealed-person.js';
import type { VaultStore } from './vault-store.js';

/** Opening 500 takes some 125 ms, in steps between which others are served; a name that more people share needs more particulars, not more reading. */
export const MOST_CANDIDATES = 500;

/** People met by their codes, before it is asked which of them may be opened: as many as one name could be thought to have. */
export const MOST_MET = 50_000;

const COMPARED_FIELDS = [
  'names',
  'father_name',
  'mother_name',
  'birth_date',
] as const satisfies readonly IdentityField[];

/** Nobody is searched for by a unit, which would be a way to try out who was of one. */
export const MATCHED_FIELDS = [...COMPARED_FIELDS, 'unit'] as const satisfies readonly IdentityField[];

/** The codes to look up where there are rows of these versions. */
type CodesOf = (held: readonly IndexVersion[]) => SearchCode[];

export class CandidateSearch {
  constructor(
    private readonly store: VaultStore,
    private readonly keys: PersonKeys,
    private readonly index: BlindIndex,
    private readonly renewal: KeyRenewal,
  ) {}

  /** None for a query of one word and nothing else. */
  async byIdentity(query: IndexedIdentity, mayBeOpened: MayBeOpened): Promise<IdentityCandidates> {
    return this.met((held) => this.index.codesFor(query, held), mayBeOpened);
  }

  /** People two words of whose name stand together in one of these pieces of a text. */
  async byWindows(
    windows: readonly string[],
    mayBeOpened: MayBeOpened,
    before?: Promise<unknown>,
  ): Promise<IdentityCandidates> {
    return this.met((held) => this.index.codesForWindows(windows, held), mayBeOpened, before);
  }

  /**
   * Nobody of whom the asker may not know is opened or counted, and it is asked also where nobody was met: neither the time nor `capped` tells
   * that a name stands in others' records. Nothing is looked up before `before` has ended, nor where it failed; codes are made meanwhile.
   */
  private async met(
    codesOf: CodesOf,
    mayBeOpened: MayBeOpened,
    before: Promise<unknown> = Promise.resolve(),
  ): Promise<IdentityCandidates> {
    const met = await this.renewal.around(() => this.metBy(codesOf, before));
    const known = await mayBeOpened(met);
    const found = met.filter((personId) => known.has(personId));
    const { candidates, broken } = await this.renewal.around(() => this.opened(found.slice(0, MOST_CANDIDATES)));
    return { candidates, capped: found.length > MOST_CANDIDATES || broken > 0 };
  }

  /**
   * Whoever is made anew has rows of one version before and of another after. Where there are rows of a version that was not asked for, which
   * is so until all are of today's, it is asked again.
   */
  private async metBy(codesOf: CodesOf, before: Promise<unknown>): Promise<readonly string[]> {
    const asked = [this.index.today];
    for (;;) {
      const codes = codesOf(asked);
      await before;
      const { personIds, held } = await this.store.findByCodes(codes, MOST_MET);
      const others = held.filter((one) => !asked.some(({ names, key }) => one.names === names && one.key === key));
      if (others.length === 0) return personIds;
      asked.push(...others);
    }
  }

  private async opened(personIds: readonly string[]): Promise<Opened> {
    if (personIds.length === 0) return { candidates: [], broken: 0 };
    const stored = await this.store.findPeople(personIds, COMPARED_FIELDS);
    const use = await this.keys.opener(stored);
    return givingWay(openAll(stored, (person) => use(person, (dataKey) => openFields(person, dataKey))));
  }
}

interface Opened {
  readonly candidates: readonly IdentityCandidate[];
  readonly broken: number;
}

/** Somebody whose seal is broken is left out and counted: one altered row must not keep all who sound alike from being found. */
function* openAll(
  people: readonly StoredPerson[],
  open: (person: StoredPerson) => IdentityParticulars,
): Generator<undefined, Opened> {
  const candidates: IdentityCandidate[] = [];
  let broken = 0;
  for (const person of people) {
    try {
      const identity = unlessErased(() => open(person));
      if (identity !== null) candidates.push({ personId: person.personId, identity });
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      broken += 1;
    }
    yield;
  }
  return { candidates, broken };
}
