// Keeps the inquiries of organisations and what they were answered; the particulars asked for are not here.

import type { EntityManager } from 'typeorm';
import type { Inquiry, InquiryBand, InquiryState } from '../../domain/matching/inquiry-policy.js';
import type { InquiryPurpose } from '../../domain/matching/inquiry.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';

interface InquiryRow {
  id: string;
  organisation_id: string;
  organisation_name: string;
  user_id: string;
  purpose: string;
  state: string;
  band: string | null;
  status: string | null;
  created_at: Date;
  replied_at: Date | null;
}

/** An inquiry as it is listed, with the name of the organisation that asked. */
export interface ListedInquiry extends Inquiry {
  readonly organisationName: string;
  /** When the central agency has told something last; null of one that nobody has replied to. */
  readonly repliedAt: number | null;
}

const SELECT = `
  SELECT i.id, i.organisation_id, o.name AS organisation_name, i.user_id, i.purpose, i.state, i.band, i.status, i.created_at,
         (SELECT max(t.told_at) FROM registry.inquiry_told t WHERE t.inquiry_id = i.id) AS replied_at
  FROM registry.inquiry i JOIN registry.organisation o ON o.id = i.organisation_id`;

export class InquiryRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(inquiry: Inquiry): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.inquiry (id, organisation_id, user_id, purpose, state, band, status, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        inquiry.id,
        inquiry.organisationId,
        inquiry.userId,
        inquiry.purpose,
        inquiry.state,
        inquiry.band,
        inquiry.status,
        new Date(inquiry.createdAt),
      ],
    );
  }

  async exists(id: string): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(`SELECT 1 FROM registry.inquiry WHERE id = $1`, [id]);
    return rows.length > 0;
  }

  /** An inquiry of this organisation; with `received` also one of any organisation that waits for the central agency. */
  async find(id: string, reader: InquiryReader): Promise<ListedInquiry | null> {
    const rows = await this.manager.query<InquiryRow[]>(`${SELECT} WHERE i.id = $1 AND ${readable(2, 3)}`, [
      id,
      reader.organisationId,
      reader.received,
    ]);
    return rows[0] === undefined ? null : inquiryOf(rows[0]);
  }

  /** Newest first; asks for one more than `limit` to know whether a page follows. `after` is the last id of the page before. */
  async list(
    reader: InquiryReader,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<{ inquiries: ListedInquiry[]; more: boolean }> {
    const rows = await this.manager.query<InquiryRow[]>(
      `${SELECT} WHERE ${readable(1, 2)}
         AND ($3::uuid IS NULL OR (i.created_at, i.id) < (SELECT b.created_at, b.id FROM registry.inquiry b WHERE b.id = $3))
       ORDER BY i.created_at DESC, i.id DESC LIMIT $4`,
      [reader.organisationId, reader.received, page.after, page.limit + 1],
    );
    return { inquiries: rows.slice(0, page.limit).map(inquiryOf), more: rows.length > page.limit };
  }
}

export interface InquiryReader {
  readonly organisationId: string;
  readonly received: boolean;
}

function readable(organisation: number, received: number): string {
  return `(i.organisation_id = $${organisation}::uuid OR ($${received}::boolean AND i.state = 'received'))`;
}

function inquiryOf(row: InquiryRow): ListedInquiry {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    userId: row.user_id,
    purpose: row.purpose as InquiryPurpose,
    state: row.state as InquiryState,
    band: row.band as InquiryBand | null,
    status: row.status as WhereaboutsStatus | null,
    createdAt: row.created_at.getTime(),
    repliedAt: row.replied_at?.getTime() ?? null,
  };
}
