// Whom the demonstration registers, in order, and with whom each of them is shared.

import type { SharingLevel } from '../domain/access/person-visibility.js';
import { CASES, SHARED_REPORTS } from './cases.js';
import { inventPeople } from './people.js';
import type { ScriptedPerson } from './script.js';

export interface PlayedPerson extends ScriptedPerson {
  readonly sharingLevel: SharingLevel;
}

/** Every fifth is shared with the central agency alone, the others pseudonymously with partners. */
export function playedPeople(): readonly PlayedPerson[] {
  return [...CASES, ...inventPeople(), ...SHARED_REPORTS].map((person, index) => ({
    ...person,
    sharingLevel: index % 5 === 4 ? 'central_agency_only' : 'partners_pseudonymous',
  }));
}
