// Keeps disputes of releases and the steps that were taken on them.

import type { EntityManager } from 'typeorm';
import type { CorrectionReason } from '../../domain/statistics/release-correction.js';
import type { ReleaseDispute } from '../../domain/statistics/release-dispute.js';

export type DisputeStep = 'identity_checked' | 'settled';

interface DisputeRow {
  id: string;
  number: number;
  ground: string;
  recorded_by: string;
  recorded_at: Date;
  checked_at: Date | null;
  settled_at: Date | null;
}

const SELECT = `
  SELECT d.id, d.number, d.ground, d.recorded_by, d.recorded_at, c.recorded_at AS checked_at, s.recorded_at AS settled_at
  FROM registry.release_dispute d
  LEFT JOIN registry.release_dispute_step c ON c.dispute_id = d.id AND c.step = 'identity_checked'
  LEFT JOIN registry.release_dispute_step s ON s.dispute_id = d.id AND s.step = 'settled'`;

export class ReleaseDisputeRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(dispute: Pick<ReleaseDispute, 'id' | 'release' | 'ground' | 'recordedBy' | 'recordedAt'>): Promise<void> {
    const { id, release, ground, recordedBy, recordedAt } = dispute;
    await this.manager.query(
      `INSERT INTO registry.release_dispute (id, number, ground, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, release, ground, recordedBy, new Date(recordedAt)],
    );
  }

  async addStep(disputeId: string, step: DisputeStep, recordedBy: string, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.release_dispute_step (dispute_id, step, recorded_by, recorded_at) VALUES ($1, $2, $3, $4)`,
      [disputeId, step, recordedBy, new Date(at)],
    );
  }

  /** Oldest first. */
  async ofRelease(number: number): Promise<readonly ReleaseDispute[]> {
    return this.select('WHERE d.number = $1', number);
  }

  /** All of each release, up to this number, that has an open one. */
  async openUpTo(number: number): Promise<readonly ReleaseDispute[]> {
    return this.select(
      `WHERE d.number IN (
         SELECT o.number FROM registry.release_dispute o
         WHERE o.number <= $1 AND NOT EXISTS (SELECT 1 FROM registry.release_dispute_step t WHERE t.dispute_id = o.id AND t.step = 'settled'))`,
      number,
    );
  }

  private async select(condition: string, number: number): Promise<readonly ReleaseDispute[]> {
    const rows = await this.manager.query<DisputeRow[]>(`${SELECT} ${condition} ORDER BY d.recorded_at, d.id`, [
      number,
    ]);
    return rows.map((row) => ({
      id: row.id,
      release: row.number,
      ground: row.ground as CorrectionReason,
      recordedBy: row.recorded_by,
      recordedAt: row.recorded_at.getTime(),
      checkedAt: row.checked_at?.getTime() ?? null,
      settledAt: row.settled_at?.getTime() ?? null,
    }));
  }
}
