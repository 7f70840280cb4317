// Ends the task to verify a statement once somebody has, and gives the family's workers theirs where a death is told from then on, or no more.

import type { Actor } from '../../domain/access/actor.js';
import { isDeathToTell } from '../../domain/news/death-to-tell.js';
import type { StandingEmbargo, VerdictOnNews } from '../../domain/news/embargo-order.js';
import type { Room } from '../room.js';
import { heldStatements } from './held-statements.js';
import { takeBackDeath } from './take-back-death.js';
import { giveTellingOfFamily } from './tell-family.js';

export async function settleNewsTasks(
  room: Room,
  actor: Actor,
  { statementId, personId, ownerOrganisationId }: StandingEmbargo,
  { verdict, at }: { readonly verdict: VerdictOnNews; readonly at: number },
): Promise<void> {
  for (const task of await room.tasks.openOf(personId, ownerOrganisationId, 'verify_news'))
    if (task.originId === statementId) await room.tasks.take(task, 'done', actor.userId, at);
  if (verdict === 'rejected') return;
  await room.reaching('registry', async () => {
    const held = await heldStatements(room, personId);
    // What it takes the place of stands until it is verified.
    const replaced = held.filter(({ withdrawn }) => withdrawn?.successorId === statementId).map(({ id }) => id);
    if (replaced.length > 0) await takeBackDeath(room, actor, { personId, statementIds: replaced, at });
    if (!isDeathToTell(held, { told: new Set([statementId]), ownerOrganisationId, at })) return;
    const cause = { origin: 'statement' as const, originId: statementId };
    await giveTellingOfFamily(room, actor, { personId, ownerOrganisationId, cause, at });
  });
}
