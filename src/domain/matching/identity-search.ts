// What a search of sealed identities offers to those who look for people: whom it met, and how they compare.

import type { IdentityParticulars } from '../identity/identity-particulars.js';
import type { ComparedIdentity, IdentityAgreement } from './identity-agreement.js';
import type { Sought } from './inquiry.js';

/** A person who shares a search code with an inquiry, with what is needed to compare them and nothing else. */
export interface IdentityCandidate {
  readonly personId: string;
  readonly identity: Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName' | 'birthDate' | 'unit'>;
}

export interface IdentityCandidates {
  /** Those that share most codes first. */
  readonly candidates: readonly IdentityCandidate[];
  /** More of those who may be opened share a code than were: those that share fewest were left out, or the seal of somebody is broken. */
  readonly capped: boolean;
}

/** Answers which of these ids the asker may know of. */
export type MayBeOpened = (personIds: readonly string[]) => Promise<ReadonlySet<string>>;

export interface IdentitySearch {
  find(sought: Sought, mayBeOpened: MayBeOpened): Promise<IdentityCandidates>;
  /** In the order of `held`, giving way to other work in between. */
  compare(sought: Sought, held: readonly ComparedIdentity[]): Promise<readonly IdentityAgreement[]>;
}
