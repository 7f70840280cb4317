// A person as the vault is given one: what is sealed, what it is searched by, and what a change makes of it.

import { birthYearsOf } from '../domain/identity/birth-date.js';
import { IdentityErased } from '../domain/identity/identity-erased.js';
import type { IdentityParticulars } from '../domain/identity/identity-particulars.js';
import type { IndexedIdentity } from '../domain/matching/search-pairs.js';
import type { BirthYears } from '../domain/records/statement.js';

/** One person to seal. `birthYears` may be known where no birth date is (an age with its as-of date). */
export interface PersonIdentity {
  /** UUID. */
  readonly personId: string;
  readonly identity: IdentityParticulars;
  readonly birthYears: BirthYears | null;
}

/** Null removes a field; an absent key leaves it as it is. */
export type IdentityChange = { readonly [K in keyof IdentityParticulars]?: IdentityParticulars[K] | null };

/** Whoever was erased between being found and being opened is not found. */
export function unlessErased<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof IdentityErased) return null;
    throw error;
  }
}

export function indexed({ identity, birthYears }: PersonIdentity): IndexedIdentity {
  return {
    identity,
    birthYears: birthYears ?? (identity.birthDate === undefined ? null : birthYearsOf(identity.birthDate)),
  };
}

export function changed(identity: IdentityParticulars, change: IdentityChange): IdentityParticulars {
  const merged = Object.entries({ ...identity, ...change }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged);
}
