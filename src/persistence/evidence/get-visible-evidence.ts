// Finds the item of evidence that a request names by its code, when its reader may see it.

import type { Actor } from '../../domain/access/actor.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { readEvidenceCode } from '../../domain/evidence/evidence-code.js';
import type { EvidenceItem } from '../../domain/evidence/evidence-item.js';
import type { Room } from '../room.js';

/** Throws `not_found` for what does not exist and for what this reader may not see alike. */
export async function getVisibleEvidence(
  room: Room,
  actor: Actor,
  text: string,
  knownAt: number | null,
): Promise<EvidenceItem> {
  const reading = readEvidenceCode(text);
  const found = reading.ok ? await room.evidence.find(actor, reading.code, knownAt) : null;
  if (found === null) throw notFound();
  return found;
}

/** Throws `forbidden` where the reader knows of the item and another organisation recorded it. */
export async function getOwnEvidence(room: Room, actor: Actor, text: string): Promise<EvidenceItem> {
  const item = await getVisibleEvidence(room, actor, text, null);
  if (item.organisationId !== actor.organisationId)
    throw new DomainError(
      'forbidden',
      'The chain of custody and the files are kept by the organisation that recorded the item.',
    );
  return item;
}
