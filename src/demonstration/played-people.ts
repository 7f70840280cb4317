// Whom the demonstration registers, in order, and with whom each of them is shared.

import type { SharingLevel } from '../domain/access/person-visibility.js';
import { CASES, SHARED_REPORTS } from './cases.js';
import { inventPeople } from './people.js';
import type { ScriptedPerson } from './script.js';
import type { Username } from './world.js';

/** Of whom nothing else is said is still missing or held. */
const STILL_MISSED = [
  'last_contact',
  'last_seen',
  'disappearance',
  'capture',
  'proof_of_life',
  'acknowledgement',
  'denial',
];

export interface PlayedPerson extends ScriptedPerson {
  readonly sharingLevel: SharingLevel;
  /** Whose organisations are named; of `named_organisations` alone. */
  readonly namedOrganisationsOf: readonly Username[];
}

/**
 * Every fifth is shared with the central agency alone, the others pseudonymously with partners. The two of the shared reports are not: one
 * person of a second organisation among the partners' would hide nobody from the first, so that partners would be told nothing of anybody.
 */
export function playedPeople(): readonly PlayedPerson[] {
  const many = [...CASES, ...inventPeople()].map((person, index): PlayedPerson => ({
    ...person,
    sharingLevel: index % 5 === 4 ? 'central_agency_only' : 'partners_pseudonymous',
    namedOrganisationsOf: [],
  }));
  const two = SHARED_REPORTS.map((person): PlayedPerson => ({
    ...person,
    sharingLevel: person.by === 'liaison' ? 'central_agency_only' : 'named_organisations',
    namedOrganisationsOf: person.by === 'liaison' ? [] : ['liaison'],
  }));
  return [...many, ...two];
}

/**
 * Those who are registered before the release by side. By side fewer than a thousand people are told in twelve numbers at most: who is missing and
 * who is held, of either side and of none; the five groups of all three hundred would not fit.
 */
export function isStillMissed({ registration, later }: ScriptedPerson): boolean {
  const said = [...(registration.statements ?? []), ...later.map(({ statement }) => statement)];
  return said.every(({ kind }) => STILL_MISSED.includes(kind));
}
