// Keeps who was shown which enquirer or which line of a list, and why.

import type { EntityManager } from 'typeorm';
import type { ContactDisclosure, ContactField, ContactSubject } from '../../domain/identity/contact-disclosure.js';
import type { DisclosurePurpose } from '../../domain/identity/disclosure.js';

interface ContactDisclosureRow {
  id: string;
  subject_kind: string;
  subject_id: string;
  user_id: string;
  username: string;
  purpose: string;
  fields: string[];
  reason: string;
  disclosed_at: Date;
  expires_at: Date;
}

const SELECT = `
  SELECT d.id, d.subject_kind, d.subject_id, d.user_id, u.username, d.purpose, d.fields, d.reason, d.disclosed_at, d.expires_at
  FROM registry.contact_disclosure d JOIN registry.app_user u ON u.id = d.user_id`;

export class ContactDisclosureRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(disclosure: Omit<ContactDisclosure, 'username'>): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.contact_disclosure (id, subject_kind, subject_id, user_id, purpose, fields, reason, disclosed_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        disclosure.id,
        disclosure.subject,
        disclosure.subjectId,
        disclosure.userId,
        disclosure.purpose,
        [...disclosure.fields],
        disclosure.reason,
        new Date(disclosure.disclosedAt),
        new Date(disclosure.expiresAt),
      ],
    );
  }

  /** A user's own disclosure of this subject. */
  async findOwn(id: string, subjectId: string, userId: string): Promise<ContactDisclosure | null> {
    const rows = await this.manager.query<ContactDisclosureRow[]>(
      `${SELECT} WHERE d.id = $1 AND d.subject_id = $2 AND d.user_id = $3`,
      [id, subjectId, userId],
    );
    return rows[0] === undefined ? null : disclosureOf(rows[0]);
  }

  /** Newest first. */
  async ofSubject(subjectId: string, limit: number): Promise<ContactDisclosure[]> {
    const rows = await this.manager.query<ContactDisclosureRow[]>(
      `${SELECT} WHERE d.subject_id = $1 ORDER BY d.disclosed_at DESC, d.id LIMIT $2`,
      [subjectId, limit],
    );
    return rows.map(disclosureOf);
  }
}

function disclosureOf(row: ContactDisclosureRow): ContactDisclosure {
  return {
    id: row.id,
    subject: row.subject_kind as ContactSubject,
    subjectId: row.subject_id,
    userId: row.user_id,
    username: row.username,
    purpose: row.purpose as DisclosurePurpose,
    fields: row.fields as ContactField[],
    reason: row.reason,
    disclosedAt: row.disclosed_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  };
}
