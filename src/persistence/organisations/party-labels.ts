// The label of every party by its partyKey, as answers show sides and holders.

import type { Room } from '../room.js';

export type PartyLabels = ReadonlyMap<string, string>;

export async function partyLabels(room: Room): Promise<PartyLabels> {
  return new Map((await room.organisations.parties()).map((party) => [party.partyKey, party.label]));
}
