// Keeps who asked for the erasure of whose identity, who confirmed it or took it back, and when the key was destroyed.

import type { EntityManager } from 'typeorm';
import { GROUND_OF_CLOCK, type Erasure, type ErasureGround } from '../../domain/identity/erasure.js';

interface Row {
  id: string;
  person_id: string;
  ground: string;
  reason: string;
  requested_by: string | null;
  requester: string | null;
  requested_at: Date;
  expires_at: Date;
  withdrawn_by: string | null;
  withdrawer: string | null;
  withdrawn_at: Date | null;
  confirmed_by: string | null;
  confirmer: string | null;
  confirmed_at: Date | null;
  done_at: Date | null;
}

export interface NewErasure {
  readonly id: string;
  readonly personId: string;
  readonly organisationId: string;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly userId: string;
  readonly at: number;
  readonly expiresAt: number;
}

/** What was confirmed and is not done. */
export interface UnfinishedErasure {
  readonly id: string;
  readonly personId: string;
}

const SELECT = `
  SELECT e.id, e.person_id, e.ground, e.reason, e.requested_by, r.username AS requester, e.requested_at, e.expires_at,
         e.withdrawn_by, w.username AS withdrawer, e.withdrawn_at, e.confirmed_by, c.username AS confirmer, e.confirmed_at, e.done_at
  FROM registry.erasure e
  LEFT JOIN registry.app_user r ON r.id = e.requested_by
  LEFT JOIN registry.app_user w ON w.id = e.withdrawn_by
  LEFT JOIN registry.app_user c ON c.id = e.confirmed_by`;

export class ErasureRepository {
  constructor(private readonly manager: EntityManager) {}

  async add({ id, personId, organisationId, ground, reason, userId, at, expiresAt }: NewErasure): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.erasure (id, person_id, organisation_id, ground, reason, requested_by, requested_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, personId, organisationId, ground, reason, userId, new Date(at), new Date(expiresAt)],
    );
  }

  /** Confirmed by the time that has passed; from here on it is as one that two people confirmed. */
  async addByClock({
    id,
    personId,
    organisationId,
    reason,
    at,
    expiresAt,
  }: Omit<NewErasure, 'ground' | 'userId'>): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.erasure (id, person_id, organisation_id, ground, reason, requested_at, confirmed_at, expires_at)
       VALUES ($1, $2, $3, '${GROUND_OF_CLOCK}', $4, $5, $5, $6)`,
      [id, personId, organisationId, reason, new Date(at), new Date(expiresAt)],
    );
  }

  /** The newest first. */
  async ofPerson(personId: string): Promise<Erasure[]> {
    const rows = await this.manager.query<Row[]>(
      `${SELECT} WHERE e.person_id = $1 ORDER BY e.requested_at DESC, e.id DESC`,
      [personId],
    );
    return rows.map(erasureOf);
  }

  /** `id` is a UUID. */
  async find(id: string, personId: string): Promise<Erasure | null> {
    const rows = await this.manager.query<Row[]>(`${SELECT} WHERE e.id = $1 AND e.person_id = $2`, [id, personId]);
    return rows[0] === undefined ? null : erasureOf(rows[0]);
  }

  async personOf(id: string): Promise<string | null> {
    const rows = await this.manager.query<{ person_id: string }[]>(
      `SELECT person_id FROM registry.erasure WHERE id = $1`,
      [id],
    );
    return rows[0]?.person_id ?? null;
  }

  async withdraw(id: string, by: string, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.erasure SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1`, [
      id,
      by,
      new Date(at),
    ]);
  }

  async confirm(id: string, by: string, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.erasure SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1`, [
      id,
      by,
      new Date(at),
    ]);
  }

  /** False where another process has done it. */
  async finish(id: string, at: number): Promise<boolean> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `UPDATE registry.erasure SET done_at = $2 WHERE id = $1 AND confirmed_at IS NOT NULL AND done_at IS NULL`,
      [id, new Date(at)],
    );
    return count > 0;
  }

  /** The oldest first. */
  async unfinished(limit: number): Promise<UnfinishedErasure[]> {
    const rows = await this.manager.query<{ id: string; person_id: string }[]>(
      `SELECT id, person_id FROM registry.erasure WHERE confirmed_at IS NOT NULL AND done_at IS NULL ORDER BY confirmed_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({ id: row.id, personId: row.person_id }));
  }

  /** Inner ids of erased persons, in their order, of those behind `after`. */
  async erasedPersons(after: string | null, limit: number): Promise<string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM registry.person WHERE erased_at IS NOT NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map((row) => row.id);
  }
}

function step(userId: string | null, username: string | null, at: Date | null): Erasure['withdrawn'] {
  return at === null ? null : { userId, username, at: at.getTime() };
}

function erasureOf(row: Row): Erasure {
  return {
    id: row.id,
    personId: row.person_id,
    // The domain checked the closed list before the row was written.
    ground: row.ground as ErasureGround,
    reason: row.reason,
    requested: { userId: row.requested_by, username: row.requester, at: row.requested_at.getTime() },
    expiresAt: row.expires_at.getTime(),
    withdrawn: step(row.withdrawn_by, row.withdrawer, row.withdrawn_at),
    confirmed: step(row.confirmed_by, row.confirmer, row.confirmed_at),
    doneAt: row.done_at?.getTime() ?? null,
  };
}
