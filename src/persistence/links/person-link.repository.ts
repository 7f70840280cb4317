// Stores proposals, reviews and withdrawals of links between persons, and finds who is linked with whom.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { LinkActor, LinkReview, LinkWithdrawal, PersonLink } from '../../domain/links/person-link.js';
import { membershipsOf, type StandingLink } from '../../domain/records/record-contents.js';
import type { NamedActor } from '../named-actor.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { timestampOf } from '../statements/statement-row.js';
import { linkedAmong, linksAround } from './linked-persons.query.js';

interface Told {
  user_id: string;
  username: string;
  organisation_id: string;
  reason: string;
  /** Milliseconds since the epoch. */
  at: number;
}

interface LinkRow {
  id: string;
  from_person_id: string;
  into_person_id: string;
  reason: string;
  proposed_by: string;
  proposer: string;
  organisation_id: string;
  proposed_at: Date;
  reviews: (Told & { verdict: string; completes: boolean })[];
  withdrawal: Told | null;
}

const MILLISECONDS = (column: string): string => `floor(extract(epoch FROM ${column}) * 1000)::float8`;

/** Reviews in the order in which they were given; at one instant by the organisation's id, which only keeps answers the same. */
const SELECT = `
  SELECT l.id, l.from_person_id, l.into_person_id, l.reason, l.proposed_by, u.username AS proposer, l.organisation_id, l.proposed_at,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', r.reviewed_by, 'username', ru.username, 'organisation_id', r.organisation_id,
        'reason', r.reason, 'at', ${MILLISECONDS('r.recorded_at')}, 'verdict', r.verdict, 'completes', r.completes)
        ORDER BY r.recorded_at, r.organisation_id), '[]'::jsonb)
     FROM registry.person_link_review r JOIN registry.app_user ru ON ru.id = r.reviewed_by WHERE r.link_id = l.id) AS reviews,
    (SELECT jsonb_build_object('user_id', w.recorded_by, 'username', wu.username, 'organisation_id', wu.organisation_id,
        'reason', w.reason, 'at', ${MILLISECONDS('w.recorded_at')})
     FROM registry.person_link_withdrawal w JOIN registry.app_user wu ON wu.id = w.recorded_by WHERE w.link_id = l.id) AS withdrawal
  FROM registry.person_link l JOIN registry.app_user u ON u.id = l.proposed_by`;

/** Proposed, not decided and not taken back at an instant. */
const proposedAt = (known: string): string => `l.proposed_at <= ${known}
  AND NOT EXISTS (SELECT 1 FROM registry.person_link_withdrawal w WHERE w.link_id = l.id AND w.recorded_at <= ${known})
  AND NOT EXISTS (SELECT 1 FROM registry.person_link_review r
    WHERE r.link_id = l.id AND (r.completes OR r.verdict = 'refused') AND r.recorded_at <= ${known})`;

export class PersonLinkRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly actor: NamedActor,
  ) {}

  /** Every link that stands or ever stood among these persons and all linked with them. */
  async around(personIds: readonly string[]): Promise<StandingLink[]> {
    const linked = await this.linkedAmong(personIds);
    // Most records were never linked; a chain of links may lead past somebody whom the actor may not know of.
    return linked.length === 0 ? [] : this.actor.reaching('registry', () => linksAround(this.manager, linked));
  }

  /** Of these persons those whom a link of any state names. */
  async linkedAmong(personIds: readonly string[]): Promise<string[]> {
    return linkedAmong(this.manager, personIds);
  }

  /** Of these persons those whose record is closed now, with the person in whose record it stands. */
  async standingRoots(personIds: readonly string[]): Promise<Map<string, string>> {
    const memberships = membershipsOf(personIds, await this.around(personIds));
    const closed = memberships.filter(({ to, personId, recordId }) => to === Infinity && recordId !== personId);
    return new Map(closed.map(({ personId, recordId }) => [personId, recordId]));
  }

  async propose(link: Omit<PersonLink, 'reviews' | 'withdrawal'>): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.person_link (id, from_person_id, into_person_id, reason, proposed_by, organisation_id, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        link.id,
        link.fromPersonId,
        link.intoPersonId,
        link.reason,
        link.proposedBy.userId,
        link.proposedBy.organisationId,
        new Date(link.proposedAt),
      ],
    );
  }

  async review(linkId: string, review: LinkReview): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.person_link_review (link_id, organisation_id, reviewed_by, verdict, completes, reason, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        linkId,
        review.by.organisationId,
        review.by.userId,
        review.verdict,
        review.completes,
        review.reason,
        new Date(review.at),
      ],
    );
  }

  async withdraw(linkId: string, withdrawal: LinkWithdrawal): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.person_link_withdrawal (link_id, reason, recorded_at, recorded_by) VALUES ($1, $2, $3, $4)`,
      [linkId, withdrawal.reason, new Date(withdrawal.at), withdrawal.by.userId],
    );
  }

  /** A step tells which organisation took it, which is known by the account. */
  private toldBy(text: string, parameters: unknown[]): Promise<LinkRow[]> {
    return this.actor.reaching('accounts', () => this.manager.query<LinkRow[]>(text, parameters));
  }

  async find(id: string): Promise<PersonLink | null> {
    const rows = await this.toldBy(`${SELECT} WHERE l.id = $1`, [id]);
    return rows[0] === undefined ? null : linkOf(rows[0]);
  }

  /** All links that name the person, of any state, the newest first. */
  async ofPerson(personId: string): Promise<PersonLink[]> {
    const rows = await this.toldBy(
      `${SELECT} WHERE l.from_person_id = $1 OR l.into_person_id = $1 ORDER BY l.proposed_at DESC, l.id`,
      [personId],
    );
    return rows.map(linkOf);
  }

  /** All links between two of these persons, of any state, the newest first. */
  async among(personIds: readonly string[]): Promise<PersonLink[]> {
    const rows = await this.toldBy(
      `${SELECT} WHERE l.from_person_id = ANY($1::uuid[]) AND l.into_person_id = ANY($1::uuid[]) ORDER BY l.proposed_at DESC, l.id`,
      [personIds],
    );
    return rows.map(linkOf);
  }

  /**
   * Proposals that this user may review, or might have reviewed at an instant, the oldest first: what `consentsAwaited` asks of their
   * organisation and somebody else proposed. Asks for one more than `limit` to know whether a page follows.
   */
  async awaiting(
    actor: Actor,
    page: { readonly after: string | null; readonly limit: number },
    knownAt = Infinity,
  ): Promise<{ links: PersonLink[]; more: boolean }> {
    const { condition, parameters } = visiblePerson(actor, 1);
    const ends = 'registry.person p WHERE p.id IN (l.from_person_id, l.into_person_id)';
    const rows = await this.toldBy(
      `${SELECT} WHERE ${proposedAt('$5::timestamptz')} AND l.proposed_by <> $2::uuid
         AND EXISTS (SELECT 1 FROM ${ends} AND p.owner_organisation_id = $1::uuid)
         AND (l.organisation_id <> $1::uuid OR NOT EXISTS (SELECT 1 FROM ${ends} AND p.owner_organisation_id <> $1::uuid))
         AND (SELECT count(*) FROM ${ends} AND ${condition}) = 2
         AND NOT EXISTS (SELECT 1 FROM registry.person_link_review r WHERE r.link_id = l.id AND r.organisation_id = $1::uuid
           AND r.recorded_at <= $5::timestamptz)
         AND ($3::uuid IS NULL OR (l.proposed_at, l.id) > (SELECT b.proposed_at, b.id FROM registry.person_link b WHERE b.id = $3::uuid))
       ORDER BY l.proposed_at, l.id LIMIT $4`,
      [...parameters, actor.userId, page.after, page.limit + 1, timestampOf(knownAt)],
    );
    return { links: rows.slice(0, page.limit).map(linkOf), more: rows.length > page.limit };
  }
}

function actorOf({ user_id: userId, username, organisation_id: organisationId }: Told): LinkActor {
  return { userId, username, organisationId };
}

function linkOf(row: LinkRow): PersonLink {
  return {
    id: row.id,
    fromPersonId: row.from_person_id,
    intoPersonId: row.into_person_id,
    reason: row.reason,
    proposedBy: { userId: row.proposed_by, username: row.proposer, organisationId: row.organisation_id },
    proposedAt: row.proposed_at.getTime(),
    reviews: row.reviews.map((told) => ({
      by: actorOf(told),
      verdict: told.verdict === 'confirmed' ? 'confirmed' : 'refused',
      reason: told.reason,
      at: told.at,
      completes: told.completes,
    })),
    withdrawal:
      row.withdrawal === null
        ? null
        : { by: actorOf(row.withdrawal), reason: row.withdrawal.reason, at: row.withdrawal.at },
  };
}
