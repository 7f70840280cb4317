// Counts the names that are asked after, by user and organisation and day; two services on one database count together.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { Entropy } from '../../domain/entropy.js';
import { quotaDay, type NameQuota, type NamesAsked, type QuotaOf } from '../../domain/matching/name-quota.js';
import { listOfAnyLength, plannedOnce } from '../../postgres/preparing-client.js';
import type { Condition } from '../condition.js';

interface ListNames {
  readonly day: string;
  readonly names: number;
}

export class NameQuotaRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Counts one name more, or nothing at all and says which of the two figures is reached. Who comes at the same moment waits for the row, so
   * that exactly as many pass as may.
   */
  async spend(actor: Actor, quota: NameQuota, day: string): Promise<NamesAsked | { readonly reached: QuotaOf }> {
    const byUser = await this.countOne('user', { id: actor.userId, day, most: quota.perUser });
    if (byUser === null) return { reached: 'user' };
    const most = quota.perOrganisation;
    const byOrganisation = await this.countOne('organisation', { id: actor.organisationId, day, most });
    if (byOrganisation !== null) return { byUser, byOrganisation };
    await this.manager.query(`UPDATE registry.names_of_user SET asked = asked - 1 WHERE user_id = $1 AND day = $2`, [
      actor.userId,
      day,
    ]);
    return { reached: 'organisation' };
  }

  /**
   * Counts as many names more for the organisation alone, or none where they would be too many; null then. A list says who submitted what to
   * whom, and a worker needs it whole: 200 lines are more than one may ask after by hand.
   */
  async spendForList(actor: Actor, quota: NameQuota, { day, names }: ListNames): Promise<number | null> {
    if (names > quota.perOrganisation) return null;
    const rows = await this.manager.query<{ asked: number }[]>(
      `INSERT INTO registry.names_of_organisation AS n (organisation_id, day, asked) VALUES ($1, $2, $3)
       ON CONFLICT ON CONSTRAINT names_of_organisation_pk DO UPDATE SET asked = n.asked + $3 WHERE n.asked + $3 <= $4 RETURNING n.asked`,
      [actor.organisationId, day, names, quota.perOrganisation],
    );
    return rows[0]?.asked ?? null;
  }

  async asked(actor: Actor, day: string): Promise<NamesAsked> {
    const rows = await this.manager.query<{ by_user: number; by_organisation: number }[]>(
      `SELECT coalesce((SELECT asked FROM registry.names_of_user WHERE user_id = $1 AND day = $3), 0) AS by_user,
              coalesce((SELECT asked FROM registry.names_of_organisation WHERE organisation_id = $2 AND day = $3), 0) AS by_organisation`,
      [actor.userId, actor.organisationId, day],
    );
    return { byUser: rows[0]?.by_user ?? 0, byOrganisation: rows[0]?.by_organisation ?? 0 };
  }

  /** How often this user was warned today that a text holds a registered name. */
  async warnings(actor: Actor): Promise<number> {
    const rows = await this.manager.query<{ warned: number }[]>(
      plannedOnce(`SELECT warned FROM registry.names_of_user WHERE user_id = $1 AND day = $2`),
      [actor.userId, quotaDay(this.entropy.now())],
    );
    return rows[0]?.warned ?? 0;
  }

  /**
   * A condition that is true, or fails as `SomebodyMet` where one of these is the actor's organisation's own and may be compared with a name: asked by
   * what is written if there is none. Whoever was warned `most` times today is told no more: it takes as long, and is true.
   */
  nobodyMet({ userId, organisationId }: Actor, personIds: readonly string[], most: number): Condition {
    const day = quotaDay(this.entropy.now());
    return (bind) => `registry.refuse_when_met(
      EXISTS (SELECT 1 FROM registry.person p WHERE p.id = ANY(${listOfAnyLength(bind([...personIds]), 'uuid')})
        AND p.owner_organisation_id = ${bind(organisationId)}::uuid AND p.identity_closed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM registry.names_of_user n
        WHERE n.user_id = ${bind(userId)}::uuid AND n.day = ${bind(day)}::date AND n.warned >= ${bind(most)}::int))`;
  }

  async countWarning(actor: Actor): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.names_of_user AS n (user_id, day, asked, warned) VALUES ($1, $2, 0, 1)
       ON CONFLICT ON CONSTRAINT names_of_user_pk DO UPDATE SET warned = n.warned + 1`,
      [actor.userId, quotaDay(this.entropy.now())],
    );
  }

  /** The count with this one; null where as many were made as may be. */
  private async countOne(
    of: QuotaOf,
    { id, day, most }: { readonly id: string; readonly day: string; readonly most: number },
  ): Promise<number | null> {
    const rows = await this.manager.query<{ asked: number }[]>(
      `INSERT INTO registry.names_of_${of} AS n (${of}_id, day, asked) VALUES ($1, $2, 1)
       ON CONFLICT ON CONSTRAINT names_of_${of}_pk DO UPDATE SET asked = n.asked + 1 WHERE n.asked < $3 RETURNING n.asked`,
      [id, day, most],
    );
    return rows[0]?.asked ?? null;
  }
}
