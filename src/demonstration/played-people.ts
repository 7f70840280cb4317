// Whom the demonstration registers, in order, and with whom each of them is shared.

import type { SharingLevel } from '../domain/access/person-visibility.js';
import { CASES, SHARED_REPORTS } from './cases.js';
import { inventPeople } from './people.js';
import type { ScriptedPerson } from './script.js';
import type { Username } from './world.js';

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
