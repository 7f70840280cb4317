// Keeps which releases were refused, why, and of which data.

import type { EntityManager } from 'typeorm';
import type { ReleaseRefusalReason, StandingRefusal } from '../../domain/statistics/release-refusal.js';

export interface StoredRefusal extends StandingRefusal {
  /** Keyed digest of what was counted and of the releases that were public. */
  readonly basis: Buffer;
}

export class ReleaseRefusalRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(refusal: StoredRefusal & { readonly id: string; readonly measure: string }): Promise<void> {
    const { id, measure, reason, basis, at } = refusal;
    await this.manager.query(
      `INSERT INTO registry.release_refusal (id, measure, reason, basis, refused_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, measure, reason, basis, new Date(at)],
    );
  }

  /** The newest, unless a release of the measure was prepared since. */
  async standing(measure: string): Promise<StoredRefusal | null> {
    const rows = await this.manager.query<{ reason: string; basis: Buffer; refused_at: Date }[]>(
      `SELECT f.reason, f.basis, f.refused_at FROM registry.release_refusal f
       WHERE f.measure = $1 AND NOT EXISTS (SELECT 1 FROM registry.release r WHERE r.measure = $1 AND r.prepared_at >= f.refused_at)
       ORDER BY f.refused_at DESC, f.id LIMIT 1`,
      [measure],
    );
    const row = rows[0];
    if (row === undefined) return null;
    return { reason: row.reason as ReleaseRefusalReason, basis: row.basis, at: row.refused_at.getTime() };
  }
}
