// Finds a debrief of the actor's own organisation; for everybody else there is none.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { Debrief } from '../../domain/exchanges/debrief.js';
import type { Room } from '../room.js';
import { getExchangeForWriting } from './get-visible-exchange.js';

export interface DebriefAddress {
  readonly exchangeId: string;
  readonly debriefId: string;
}

/** Read only after everybody else who changes debriefs of this exchange has finished; throws `not_found`. */
export async function getOwnDebrief(room: Room, actor: Actor, address: DebriefAddress): Promise<Debrief> {
  const { exchange } = await getExchangeForWriting(room, actor, address.exchangeId);
  const debriefs = await room.debriefs.ofExchange(exchange.id, actor.organisationId);
  const found = debriefs.find(({ id }) => id === address.debriefId.toLowerCase());
  if (found === undefined) throw notFound();
  return found;
}
