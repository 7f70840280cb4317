// Reads what the registry holds, as far as a batch of imported rows touches it.

import type { Actor } from '../../domain/access/actor.js';
import type { IncomingPlace, IncomingRow } from '../../domain/imports/incoming-person.js';
import type { BatchGround } from '../../domain/imports/plan-batch.js';
import type { Room } from '../room.js';
import type { RegisteredPerson } from './known-persons.query.js';

/** All of a batch's ground but the vault's part. */
export type RegistryGround = Omit<BatchGround, 'differing' | 'known'> & {
  readonly known: ReadonlyMap<string, RegisteredPerson>;
};

/** For writing: persons who are known are locked until the transaction ends, and places not seen before are added. */
export async function groundForWriting(
  room: Room,
  actor: Actor,
  rows: readonly IncomingRow[],
): Promise<RegistryGround> {
  const known = await room.reaching('registry', () =>
    room.imports.known(actor.organisationId, referencesOf(rows), true),
  );
  const places = distinctPlaces(rows);
  const located = await room.places.locate(places.map(({ code }) => code));
  const unseen = places.filter(({ code }) => !located.has(code));
  if (unseen.length === 0) return { author: authorOf(actor), known, newPlaces: new Set(), located };
  const newPlaces = new Set(await room.places.addUnseen(unseen));
  return {
    author: authorOf(actor),
    known,
    newPlaces,
    located: await room.places.locate(places.map(({ code }) => code)),
  };
}

/** The same, changing nothing: a place not seen before is not located. */
export async function groundForReading(
  room: Room,
  actor: Actor,
  rows: readonly IncomingRow[],
): Promise<RegistryGround> {
  const known = await room.reaching('registry', () =>
    room.imports.known(actor.organisationId, referencesOf(rows), false),
  );
  const places = distinctPlaces(rows).map(({ code }) => code);
  const located = await room.places.locate(places);
  return { author: authorOf(actor), known, newPlaces: new Set(places.filter((code) => !located.has(code))), located };
}

export function authorOf(actor: Actor): BatchGround['author'] {
  return { organisationId: actor.organisationId, organisationKind: actor.organisationKind, party: actor.party };
}

function referencesOf(rows: readonly IncomingRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.ok ? [row.person.reference] : [])))];
}

/**
 * Each code once, as the first row has it. A place's level is one below its parent's, wherever another row puts that parent, so
 * that adding level by level always finds the parent there.
 */
function distinctPlaces(rows: readonly IncomingRow[]): IncomingPlace[] {
  const places = new Map<string, IncomingPlace>();
  for (const row of rows) {
    if (!row.ok) continue;
    for (const place of row.person.places) {
      if (places.has(place.code)) continue;
      const above = place.parentCode === null ? 0 : (places.get(place.parentCode)?.level ?? place.level - 1);
      places.set(place.code, { ...place, level: above + 1 });
    }
  }
  return [...places.values()];
}
