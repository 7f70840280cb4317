// Keeps who was shown which fields of whose identity, and why.

import type { EntityManager } from 'typeorm';
import type { CarriedDisclosure } from '../../domain/identity/carried-disclosure.js';
import type { DisclosurePurpose } from '../../domain/identity/disclosure.js';
import type { IdentityField } from '../../domain/identity/identity-particulars.js';

interface DisclosureRow {
  id: string;
  person_id: string;
  user_id: string;
  username: string;
  purpose: string;
  fields: string[];
  reason: string;
  disclosed_at: Date;
  expires_at: Date;
  hidden_at: Date | null;
}

const SELECT = `
  SELECT d.id, d.person_id, d.user_id, u.username, d.purpose, d.fields, d.reason, d.disclosed_at, d.expires_at, d.hidden_at
  FROM registry.disclosure d JOIN registry.app_user u ON u.id = d.user_id`;

export class DisclosureRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(disclosure: Omit<CarriedDisclosure, 'username' | 'hiddenAt'>): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.disclosure (id, person_id, user_id, purpose, fields, reason, disclosed_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        disclosure.id,
        disclosure.personId,
        disclosure.userId,
        disclosure.purpose,
        [...disclosure.fields],
        disclosure.reason,
        new Date(disclosure.disclosedAt),
        new Date(disclosure.expiresAt),
      ],
    );
  }

  /** A user's own disclosure of this person. `id` is a UUID. */
  async findOwn(id: string, personId: string, userId: string): Promise<CarriedDisclosure | null> {
    const rows = await this.manager.query<DisclosureRow[]>(
      `${SELECT} WHERE d.id = $1 AND d.person_id = $2 AND d.user_id = $3`,
      [id, personId, userId],
    );
    return rows[0] === undefined ? null : disclosureOf(rows[0]);
  }

  /** Newest first. */
  async ofPerson(personId: string, limit: number): Promise<CarriedDisclosure[]> {
    const rows = await this.manager.query<DisclosureRow[]>(
      `${SELECT} WHERE d.person_id = $1 ORDER BY d.disclosed_at DESC, d.id LIMIT $2`,
      [personId, limit],
    );
    return rows.map(disclosureOf);
  }

  /** Hiding twice is the same as once. */
  async hide(id: string, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.disclosure SET hidden_at = $2 WHERE id = $1 AND hidden_at IS NULL`, [
      id,
      new Date(at),
    ]);
  }
}

function disclosureOf(row: DisclosureRow): CarriedDisclosure {
  return {
    id: row.id,
    personId: row.person_id,
    userId: row.user_id,
    username: row.username,
    purpose: row.purpose as DisclosurePurpose,
    fields: row.fields as IdentityField[],
    reason: row.reason,
    disclosedAt: row.disclosed_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    hiddenAt: row.hidden_at?.getTime() ?? null,
  };
}
