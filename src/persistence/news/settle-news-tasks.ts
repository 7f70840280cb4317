// Ends the task to verify a statement once somebody has, and gives the family's workers theirs where a death is told from then on.

import type { Actor } from '../../domain/access/actor.js';
import type { StandingEmbargo, VerdictOnNews } from '../../domain/news/embargo-order.js';
import { CLASSES_OF_DEATH, newsClass } from '../../domain/news/news-class.js';
import { contentsAt, foldContents } from '../../domain/records/record-contents.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
import type { Room } from '../room.js';

const DAY = 86_400_000;
/** Days within which a family is visited once others are told: hard news travels fast. */
const VISIT_WITHIN = 1;

/** A death reaches a family through two workers and never through a notification. */
export async function settleNewsTasks(
  room: Room,
  actor: Actor,
  { statementId, personId, ownerOrganisationId }: StandingEmbargo,
  { verdict, at }: { readonly verdict: VerdictOnNews; readonly at: number },
): Promise<void> {
  for (const task of await room.tasks.openOf(personId, ownerOrganisationId, 'verify_news'))
    if (task.originId === statementId) await room.tasks.take(task, 'done', actor.userId, at);
  if (verdict === 'rejected') return;
  const recordId = (await room.personLinks.standingRoots([personId])).get(personId) ?? personId;
  const contents = await room.reaching('registry', async () =>
    (await contentsOfRecords(room, [recordId])).get(recordId),
  );
  if (contents === undefined) return;
  const { status } = foldContents(contentsAt(recordId, contents), { today: at, view: { organisationId: null } });
  if (!CLASSES_OF_DEATH.includes(newsClass(status))) return;
  if ((await room.tasks.openOf(personId, ownerOrganisationId, 'tell_family')).length > 0) return;
  await room.tasks.add(
    [
      {
        personId,
        organisationId: ownerOrganisationId,
        kind: 'tell_family',
        due: dayOf(at + VISIT_WITHIN * DAY),
        origin: 'statement',
        originId: statementId,
        createdBy: actor.userId,
      },
    ],
    at,
  );
}
