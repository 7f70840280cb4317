// Keeps what the central agency prepares to reply to an inquiry, what was consented and decided, and what was told at last.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type {
  PreparedReply,
  ReplyBasis,
  ReplyContent,
  ReplyStep,
  ToldReply,
} from '../../domain/matching/inquiry-reply.js';
import type { ConsentGround } from '../../domain/matching/reply-consent.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { consentGrounds } from './consent-grounds.query.js';

/** An inquiry of one's own organisation to which there is a reply. */
export interface RepliedInquiry {
  readonly inquiryId: string;
  readonly toldAt: number;
}

interface ReplyRow {
  id: string;
  inquiry_id: string;
  organisation_id: string;
  prepared_by: string;
  prepared_at: Date;
  tells: string[];
  person_id: string | null;
  owner_organisation_id: string | null;
  basis: string | null;
  asker_organisation_id: string;
  purpose: string;
  steps: { step: string; at: number }[];
}

interface ToldRow {
  tells: string[];
  status: string | null;
  contact: string | null;
  told_at: Date;
}

const SELECT = `
  SELECT r.id, r.inquiry_id, r.organisation_id, r.prepared_by, r.prepared_at, r.tells, r.person_id, r.owner_organisation_id, r.basis,
         r.asker_organisation_id, r.purpose,
         COALESCE((SELECT jsonb_agg(jsonb_build_object('step', s.step, 'at', extract(epoch FROM s.recorded_at) * 1000) ORDER BY s.number)
           FROM registry.inquiry_reply_step s WHERE s.reply_id = r.id), '[]') AS steps
  FROM registry.inquiry_reply r`;

const UNDECIDED = `NOT EXISTS (SELECT 1 FROM registry.inquiry_reply_step d WHERE d.reply_id = r.id AND d.step IN ('released', 'rejected'))`;

export class InquiryReplyRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(reply: Omit<PreparedReply, 'steps'>): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.inquiry_reply (id, inquiry_id, organisation_id, prepared_by, prepared_at, tells, person_id, owner_organisation_id,
         basis, asker_organisation_id, purpose) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        reply.id,
        reply.inquiryId,
        reply.organisationId,
        reply.preparedBy,
        new Date(reply.preparedAt),
        [...reply.tells],
        reply.personId,
        reply.ownerOrganisationId,
        reply.basis,
        reply.askerOrganisationId,
        reply.purpose,
      ],
    );
  }

  /** Two at once meet at the number of the step, or at the one decision that a reply has. */
  async take(
    { id, steps }: Pick<PreparedReply, 'id' | 'steps'>,
    step: ReplyStep,
    { organisationId, userId }: Pick<Actor, 'organisationId' | 'userId'>,
    at: number,
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.inquiry_reply_step (reply_id, number, step, organisation_id, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, steps.length + 1, step, organisationId, userId, new Date(at)],
    );
  }

  async tell(
    { id, inquiryId }: Pick<PreparedReply, 'id' | 'inquiryId'>,
    told: Omit<ToldReply, 'contactOrganisation'> & { readonly contactOrganisationId: string | null },
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.inquiry_told (reply_id, inquiry_id, tells, status, contact_organisation_id, told_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, inquiryId, [...told.tells], told.status, told.contactOrganisationId, new Date(told.toldAt)],
    );
  }

  /** What the actor's organisation prepared for an inquiry, newest first. */
  async ofInquiry(actor: Actor, inquiryId: string): Promise<PreparedReply[]> {
    const rows = await this.manager.query<ReplyRow[]>(
      `${SELECT} WHERE r.inquiry_id = $1 AND r.organisation_id = $2 ORDER BY r.prepared_at DESC, r.id`,
      [inquiryId, actor.organisationId],
    );
    return rows.map(replyOf);
  }

  async findPrepared(actor: Actor, inquiryId: string, id: string): Promise<PreparedReply | null> {
    const rows = await this.manager.query<ReplyRow[]>(
      `${SELECT} WHERE r.id = $1 AND r.inquiry_id = $2 AND r.organisation_id = $3`,
      [id, inquiryId, actor.organisationId],
    );
    return rows[0] === undefined ? null : replyOf(rows[0]);
  }

  /** A reply for which the consent of the actor's organisation is asked. */
  async findAsked(actor: Actor, id: string): Promise<PreparedReply | null> {
    const rows = await this.manager.query<ReplyRow[]>(
      `${SELECT} WHERE r.id = $1 AND r.owner_organisation_id = $2 AND r.basis = 'owner_consent'`,
      [id, actor.organisationId],
    );
    return rows[0] === undefined ? null : replyOf(rows[0]);
  }

  /** Those that are not decided yet, newest first. */
  async askedOf(actor: Actor, most: number): Promise<PreparedReply[]> {
    const rows = await this.manager.query<ReplyRow[]>(
      `${SELECT} WHERE r.owner_organisation_id = $1 AND r.basis = 'owner_consent' AND ${UNDECIDED}
       ORDER BY r.prepared_at DESC, r.id LIMIT $2`,
      [actor.organisationId, most],
    );
    return rows.map(replyOf);
  }

  /** What somebody else of the actor's organisation prepared and nobody has decided, oldest first. */
  async undecided(actor: Actor, most: number): Promise<PreparedReply[]> {
    const rows = await this.manager.query<ReplyRow[]>(
      `${SELECT} WHERE r.organisation_id = $1 AND r.prepared_by <> $2 AND ${UNDECIDED} ORDER BY r.prepared_at, r.id LIMIT $3`,
      [actor.organisationId, actor.userId, most],
    );
    return rows.map(replyOf);
  }

  /** Of each of these persons; for whoever reaches the registry. */
  async groundsOf(personIds: readonly string[]): Promise<ConsentGround[]> {
    return consentGrounds(this.manager, personIds);
  }

  /** What was told, newest first: the first one stands, and takes the place of those after it. */
  async toldOf(inquiryId: string): Promise<ToldReply[]> {
    const rows = await this.manager.query<ToldRow[]>(
      `SELECT t.tells, t.status, o.name AS contact, t.told_at
       FROM registry.inquiry_told t LEFT JOIN registry.organisation o ON o.id = t.contact_organisation_id
       WHERE t.inquiry_id = $1 ORDER BY t.told_at DESC, t.turn DESC`,
      [inquiryId],
    );
    return rows.map((row) => ({
      tells: row.tells as ReplyContent[],
      status: row.status as WhereaboutsStatus | null,
      contactOrganisation: row.contact,
      toldAt: row.told_at.getTime(),
    }));
  }

  /** Inquiries of the actor's organisation with a reply of `since` or later, newest first. */
  async toldTo(actor: Actor, since: number, most: number): Promise<RepliedInquiry[]> {
    const rows = await this.manager.query<{ inquiry_id: string; told_at: Date }[]>(
      `SELECT t.inquiry_id, max(t.told_at) AS told_at FROM registry.inquiry_told t JOIN registry.inquiry i ON i.id = t.inquiry_id
       WHERE i.organisation_id = $1 AND t.told_at >= $2 GROUP BY t.inquiry_id ORDER BY 2 DESC, 1 LIMIT $3`,
      [actor.organisationId, new Date(since), most],
    );
    return rows.map((row) => ({ inquiryId: row.inquiry_id, toldAt: row.told_at.getTime() }));
  }
}

function replyOf(row: ReplyRow): PreparedReply {
  return {
    id: row.id,
    inquiryId: row.inquiry_id,
    organisationId: row.organisation_id,
    preparedBy: row.prepared_by,
    preparedAt: row.prepared_at.getTime(),
    tells: row.tells as ReplyContent[],
    personId: row.person_id,
    ownerOrganisationId: row.owner_organisation_id,
    basis: row.basis as ReplyBasis | null,
    askerOrganisationId: row.asker_organisation_id,
    purpose: row.purpose,
    steps: row.steps.map(({ step, at }) => ({ step: step as ReplyStep, at })),
  };
}
