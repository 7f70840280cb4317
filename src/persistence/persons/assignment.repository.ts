// Who works on which person's case.

import type { EntityManager } from 'typeorm';
import type { Entropy } from '../../domain/entropy.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { timestampOf } from '../statements/statement-row.js';
import { openAssignment } from './open-assignment.query.js';

export class AssignmentRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly entropy: Entropy,
  ) {}

  /** Assigning twice is the same as once. */
  async assign(personId: string, userId: string, assignedBy: string, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.assignment (id, person_id, user_id, assigned_by, assigned_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (user_id, person_id) WHERE ended_at IS NULL DO NOTHING`,
      [this.entropy.innerId(), personId, userId, assignedBy, new Date(at)],
    );
  }

  /** False when there was nothing to end. */
  async end(personId: string, userId: string, at: number): Promise<boolean> {
    const [, count] = await this.manager.query<[unknown[], number]>(
      `UPDATE registry.assignment SET ended_at = $3 WHERE person_id = $1 AND user_id = $2 AND ended_at IS NULL`,
      [personId, userId, new Date(at)],
    );
    return count > 0;
  }

  /** Now, or at an instant. */
  async isAssigned(personId: string, userId: string, knownAt?: number): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(
      plannedOnce(
        `SELECT 1 FROM registry.assignment a WHERE a.person_id = $1 AND a.user_id = $2 AND ${openAssignment('a', knownAt === undefined ? null : '$3::timestamptz')}`,
      ),
      [personId, userId, ...(knownAt === undefined ? [] : [timestampOf(knownAt)])],
    );
    return rows.length > 0;
  }

  /** Those assigned now, or at an instant, by their usernames. */
  async assignees(personId: string, knownAt?: number): Promise<{ userId: string; username: string; since: number }[]> {
    const rows = await this.manager.query<{ user_id: string; username: string; assigned_at: Date }[]>(
      `SELECT a.user_id, u.username, a.assigned_at FROM registry.assignment a JOIN registry.app_user u ON u.id = a.user_id
       WHERE a.person_id = $1 AND ${openAssignment('a', knownAt === undefined ? null : '$2::timestamptz')} ORDER BY u.username`,
      [personId, ...(knownAt === undefined ? [] : [timestampOf(knownAt)])],
    );
    return rows.map((row) => ({ userId: row.user_id, username: row.username, since: row.assigned_at.getTime() }));
  }
}
