// Shows the central agency what it prepared to reply, with the state of each reply as it stands today.

import type { Actor } from '../../domain/access/actor.js';
import { stateOfReply, type PreparedReply, type ReplyState } from '../../domain/matching/inquiry-reply.js';
import type { Room } from '../room.js';
import { groundOfReply, stands } from './ground-of-reply.js';

export interface ShownReply extends Pick<PreparedReply, 'id' | 'tells' | 'basis' | 'preparedAt'> {
  /** The agency's own for the candidate; null where nothing may be told, and of one of whom it may not know any more. */
  readonly pseudonym: string | null;
  readonly state: ReplyState;
  /** Username of whoever prepared it. */
  readonly preparedBy: string;
  /** Whether the reader did, so that somebody else must release it. */
  readonly own: boolean;
}

export async function shownReplies(
  room: Room,
  actor: Actor,
  replies: readonly PreparedReply[],
  now: number,
): Promise<ShownReply[]> {
  if (replies.length === 0) return [];
  const known = await room.persons.filterVisible(
    actor,
    replies.flatMap(({ personId }) => personId ?? []),
  );
  const pseudonyms = await room.persons.pseudonymsFor(
    actor.organisationId,
    known.map(({ id }) => id),
  );
  const usernames = new Map((await room.users.list(actor.organisationId)).map(({ id, username }) => [id, username]));
  const shown: ShownReply[] = [];
  for (const reply of replies) {
    const { id, tells, basis, preparedAt, preparedBy, personId } = reply;
    shown.push({
      ...{ id, tells, basis, preparedAt },
      pseudonym: personId === null ? null : (pseudonyms.get(personId) ?? null),
      state: stateOfReply(reply, await standsToday(room, reply, now)),
      preparedBy: usernames.get(preparedBy) ?? '',
      own: preparedBy === actor.userId,
    });
  }
  return shown;
}

async function standsToday(room: Room, reply: PreparedReply, now: number): Promise<boolean> {
  const { personId, basis, askerOrganisationId, organisationId: agencyId } = reply;
  if (personId === null || basis === null) return true;
  return stands(await groundOfReply(room, { personId, askerOrganisationId, agencyId, now }), basis);
}
