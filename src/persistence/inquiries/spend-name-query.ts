// Counts a name that is about to be asked after, or refuses it, before anybody is looked for.

import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { quotaDay, quotaExhausted, type NameQuota } from '../../domain/matching/name-quota.js';
import type { Database } from '../database.js';

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
    if ('reached' in counted) {
      await room.audit.note({
        action: 'name_quota_refused',
        subjectKind: 'organisation',
        subjectId: actor.organisationId,
        details: { of: counted.reached },
      });
    } else if (counted.byOrganisation === quota.nearlyAt) {
      await room.audit.note({
        action: 'name_quota_nearly_used',
        subjectKind: 'organisation',
        subjectId: actor.organisationId,
        details: { asked: counted.byOrganisation, most: quota.perOrganisation },
      });
    }
    return counted;
  });
  if (spent !== null && 'reached' in spent) throw quotaExhausted(spent.reached, now);
}
