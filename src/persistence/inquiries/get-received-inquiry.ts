// Finds an inquiry that waits for the central agency; for everybody else there is none.

import { isCentralAgency, type Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';
import type { ListedInquiry } from './inquiry.repository.js';

/** Throws `not_found`, also to whoever asked: who replies, and how, is no part of what they may read. */
export async function getReceivedInquiry(room: Room, actor: Actor, id: string): Promise<ListedInquiry> {
  const reader = { organisationId: actor.organisationId, received: true };
  const inquiry = isCentralAgency(actor) && isUuid(id) ? await room.inquiries.find(id, reader) : null;
  if (inquiry?.state !== 'received') throw notFound();
  return inquiry;
}
