// Shows an organisation for what of its own people its consent is asked: by which central agency, for whom, and what would be told.

import type { Actor } from '../../domain/access/actor.js';
import { consentOf, type ConsentAnswer, type PreparedReply } from '../../domain/matching/inquiry-reply.js';
import type { Room } from '../room.js';

export interface AskedConsent extends Pick<PreparedReply, 'id' | 'tells' | 'purpose'> {
  readonly pseudonym: string;
  /** Names of the organisation that asked after the person, and of the central agency that would reply. */
  readonly asker: string;
  readonly agency: string;
  readonly askedAt: number;
  /** The organisation's newest; null where it has not answered. */
  readonly answer: ConsentAnswer | null;
}

export async function askedConsents(
  room: Room,
  actor: Actor,
  replies: readonly PreparedReply[],
): Promise<AskedConsent[]> {
  const persons = replies.flatMap(({ personId }) => personId ?? []);
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, [...new Set(persons)]);
  const names = new Map((await room.organisations.organisations()).map(({ id, name }) => [id, name]));
  return replies.map((reply) => ({
    id: reply.id,
    pseudonym: pseudonyms.get(reply.personId ?? '') ?? '',
    asker: names.get(reply.askerOrganisationId) ?? '',
    agency: names.get(reply.organisationId) ?? '',
    purpose: reply.purpose,
    tells: reply.tells,
    askedAt: reply.preparedAt,
    answer: consentOf(reply),
  }));
}
