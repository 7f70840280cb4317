// Keeps the wills of persons who were found; all of them stay, and the newest one counts.

import type { EntityManager } from 'typeorm';
import type { ContactWish, PersonWill, WayOfSaying, WillDraft, WillRecipients } from '../../domain/news/person-will.js';
import type { Kinship } from '../../domain/records/kinds/kind-values.js';
import type { ConsentPurpose } from '../../domain/tracing/consent.js';

interface WillRow {
  number: number;
  reached_on: string;
  contact: string;
  contact_with: string[];
  shared_with: string;
  named: string[];
  purposes: string[];
  said: string;
  username: string;
  recorded_at: Date;
}

export class WillRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The caller has locked the person. */
  async add(personId: string, will: WillDraft, by: string, at: number): Promise<number> {
    const rows = await this.manager.query<{ number: number }[]>(
      `INSERT INTO registry.person_will (person_id, number, reached_on, contact, contact_with, shared_with, named_organisations, purposes, said,
         recorded_by, recorded_at)
       SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM registry.person_will WHERE person_id = $1 RETURNING number`,
      [
        personId,
        will.reachedOn,
        will.contact,
        [...will.contactWith],
        will.sharedWith,
        [...will.namedOrganisations],
        [...will.purposes],
        will.said,
        by,
        new Date(at),
      ],
    );
    return rows[0]?.number ?? 0;
  }

  /** Newest first, as they were known at `knownAt`. */
  async of(personId: string, knownAt: number | null): Promise<PersonWill[]> {
    const rows = await this.manager.query<WillRow[]>(
      `SELECT v.number, to_char(v.reached_on, 'YYYY-MM-DD') AS reached_on, v.contact, v.contact_with, v.shared_with,
              v.named_organisations::text[] AS named, v.purposes, v.said, u.username, v.recorded_at
       FROM registry.person_will v JOIN registry.app_user u ON u.id = v.recorded_by
       WHERE v.person_id = $1 AND ($2::timestamptz IS NULL OR v.recorded_at <= $2) ORDER BY v.number DESC`,
      [personId, knownAt === null ? null : new Date(knownAt)],
    );
    return rows.map((row) => ({
      number: row.number,
      reachedOn: row.reached_on,
      contact: row.contact as ContactWish,
      contactWith: row.contact_with as Kinship[],
      sharedWith: row.shared_with as WillRecipients,
      namedOrganisations: row.named,
      purposes: row.purposes as ConsentPurpose[],
      said: row.said as WayOfSaying,
      recordedBy: row.username,
      recordedAt: row.recorded_at.getTime(),
    }));
  }
}
