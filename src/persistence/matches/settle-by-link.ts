// Carries what a link decided about two records over to the proposal that they may be one person.

import type { Actor } from '../../domain/access/actor.js';
import { stateAfterNotSame } from '../../domain/matching/match-verdict.js';
import type { Room } from '../room.js';
import { judgedOf } from './judged-proposal.js';

/** - `stands`: the link was confirmed
 *  - `not_same`: it was refused, or a merge was taken back */
export type LinkOutcome = 'stands' | 'not_same';

interface LinkEnd {
  readonly personIds: readonly [string, string];
  readonly outcome: LinkOutcome;
  readonly reason: string;
  readonly at: number;
}

/** The caller has locked both persons. Whoever is linked with them now may agree with others otherwise, so that both are matched again. */
export async function settleByLink(
  room: Room,
  actor: Actor,
  { personIds, outcome, reason, at }: LinkEnd,
): Promise<void> {
  await room.reaching('registry', async () => {
    await room.matchWork.mark(personIds);
    const proposal = await room.matches.lockPair(...personIds);
    if (proposal === null) return;
    if (outcome === 'stands') {
      await room.matches.moveTo(proposal.id, 'confirmed', at);
      return;
    }
    const { organisationId, userId } = actor;
    await room.matches.addVerdict(proposal.id, { organisationId, userId, verdict: 'not_same', reason, at });
    const state = stateAfterNotSame(organisationId, judgedOf(proposal));
    if (state !== proposal.state) await room.matches.moveTo(proposal.id, state, at);
  });
}
