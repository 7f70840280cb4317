// Refuses parties, organisations and places that the registry does not know, each at its field.

import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import type { CountDraft } from '../../domain/exchanges/read-roster.js';
import type { WantedPlace } from '../../domain/exchanges/read-fields.js';
import type { Place } from '../../domain/records/statement.js';
import type { Room } from '../room.js';

export interface Named {
  readonly pointer: string;
  readonly value: string;
}

export interface NamedThings {
  readonly parties?: readonly Named[];
  readonly organisations?: readonly Named[];
  readonly place?: WantedPlace | null;
}

function missing(named: readonly Named[], known: ReadonlySet<string>, code: string, expected: string): FieldFault[] {
  return named.filter(({ value }) => !known.has(value)).map(({ pointer }) => ({ pointer, code, expected }));
}

export function speakersOf(counts: readonly CountDraft[]): Named[] {
  return counts.flatMap(({ saidBy, pointer }) =>
    saidBy === null ? [] : [{ pointer: `${pointer}/saidBy`, value: saidBy }],
  );
}

/** The place with the areas it lies in, or null where none is named; throws `invalid_field` with every fault. */
export async function requireKnown(room: Room, named: NamedThings): Promise<Place | null> {
  const { parties = [], organisations = [], place = null } = named;
  const located = await room.places.locate(place === null ? [] : [place.code]);
  const keys = new Set((await room.organisations.parties()).map(({ partyKey }) => partyKey));
  const ids = organisations.length === 0 ? [] : (await room.organisations.organisations()).map(({ id }) => id);
  const areas = place === null ? null : located.get(place.code);
  const faults = [
    ...missing(parties, keys, 'unknown_party', 'the partyKey of a party of this registry'),
    ...missing(organisations, new Set(ids), 'unknown_organisation', 'the id of an organisation of this registry'),
    ...(areas === undefined
      ? [{ pointer: '/place/code', code: 'unknown_place', expected: 'a code of the gazetteer' }]
      : []),
  ];
  if (faults.length > 0) {
    throw new DomainError('invalid_field', 'A party, organisation or place is not known to this registry.', faults);
  }
  return place === null || areas === null || areas === undefined ? null : { ...place, ...areas };
}
