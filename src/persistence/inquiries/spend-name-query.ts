// Counts a name that is about to be asked after, or refuses it, before anybody is looked for.

import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { quotaDay, quotaExhausted, type NameQuota, type QuotaOf } from '../../domain/matching/name-quota.js';
import type { Database } from '../database.js';
import type { Room } from '../room.js';

interface NameQuery {
  readonly quota: NameQuota;
  /** A request that was sent before is not counted again: it is told what was told then. */
  readonly request: RequestKey | null;
  readonly now: number;
}

/**
 * Kept before the search begins, in a transaction of its own: a search that fails half-way, or whose answer nobody waits for, has taken as
 * long as its answer would say and is counted; and nobody holds the organisation's row while identities are opened. A refusal is noted in
 * the log in the same transaction. Throws `quota_exhausted`.
 */
export async function spendNameQuery(
  database: Database,
  actor: Actor,
  { quota, request, now }: NameQuery,
): Promise<void> {
  const spent = await database.transaction(actor, async (room) => {
    if (request !== null && (await room.idempotency.isKnown(request))) return null;
    const counted = await room.nameQuotas.spend(actor, quota, quotaDay(now));
    if ('reached' in counted) await noteRefused(room, actor, counted.reached);
    else if (counted.byOrganisation === quota.nearlyAt)
      await noteNearlyUsed(room, actor, quota, counted.byOrganisation);
    return counted;
  });
  if (spent !== null && 'reached' in spent) throw quotaExhausted(spent.reached, now);
}

/** Counts the lines of a list that are about to be asked after, all or none; kept and refused as one name is. */
export async function spendListNames(
  database: Database,
  actor: Actor,
  { quota, names, now }: { readonly quota: NameQuota; readonly names: number; readonly now: number },
): Promise<void> {
  const asked = await database.transaction(actor, async (room) => {
    const counted = await room.nameQuotas.spendForList(actor, quota, { day: quotaDay(now), names });
    if (counted === null) await noteRefused(room, actor, 'organisation');
    else if (counted >= quota.nearlyAt && counted - names < quota.nearlyAt)
      await noteNearlyUsed(room, actor, quota, counted);
    return counted;
  });
  if (asked === null) throw quotaExhausted('organisation', now);
}

async function noteRefused(room: Room, actor: Actor, of: QuotaOf): Promise<void> {
  await room.audit.note({
    action: 'name_quota_refused',
    subjectKind: 'organisation',
    subjectId: actor.organisationId,
    details: { of },
  });
}

async function noteNearlyUsed(room: Room, actor: Actor, quota: NameQuota, asked: number): Promise<void> {
  await room.audit.note({
    action: 'name_quota_nearly_used',
    subjectKind: 'organisation',
    subjectId: actor.organisationId,
    details: { asked, most: quota.perOrganisation },
  });
}
