// Renews the records of all persons about whom a statement names an original, in the transaction that changed what is said of it.

import type { Instant } from '../../domain/records/instant.js';
import { reprojectAll } from '../records/reproject.js';
import type { Room } from '../room.js';

/** Locks the persons first and the original after them, as everybody does. Answers every reference to the original. */
export function holdForAssessment(room: Room, digest: string): Promise<readonly string[]> {
  return room.reaching('registry', () => holdAll(room, digest));
}

async function holdAll(room: Room, digest: string): Promise<readonly string[]> {
  const references = await referencesTo(room, digest);
  await room.persons.lockForWriting(...(await room.assessments.personsNaming(references)));
  await room.assessments.lockOriginals([digest], 'alone');
  // A copy, or a statement about one more person, may have been recorded while this transaction waited; now nobody can.
  const known = await referencesTo(room, digest);
  await room.persons.lockForWriting(...(await room.assessments.personsNaming(known)));
  return known;
}

export async function refoldForOriginal(room: Room, references: readonly string[], at: Instant): Promise<void> {
  const concerned = await room.reaching('registry', () => room.assessments.personsNaming(references));
  if (concerned.length > 0) await reprojectAll(room, concerned, at);
}

async function referencesTo(room: Room, digest: string): Promise<readonly string[]> {
  return (await room.assessments.originalsMeant([digest])).get(digest) ?? [digest];
}
