// Keeps which releases were refused, why, and of which data.

import type { EntityManager } from 'typeorm';
import type { ReleaseRefusal, ReleaseRefusalReason, StandingRefusal } from '../../domain/statistics/release-refusal.js';
import { monthTries } from '../../domain/statistics/release-tries.js';

interface RefusedData {
  /** Keyed digest of what was counted and of the releases that were public. */
  readonly basis: Buffer;
  /** Keyed digest of the releases that were public; null of what an earlier version kept. */
  readonly beside: Buffer | null;
}

export interface NewRefusal extends ReleaseRefusal, RefusedData {
  readonly id: string;
  readonly measure: string;
  /** Whether the service had tried it, for the month. */
  readonly ofMonth: boolean;
  /** The split that it was by; null of one without parties. */
  readonly splitId: string | null;
}

export interface StoredRefusal extends StandingRefusal, RefusedData {}

interface RefusalRow {
  reason: string;
  basis: Buffer;
  beside: Buffer | null;
  refused_at: Date;
}

/** A split that is refused says nothing of the release without one, which people and the service go on with. */
const STANDING = `
  f.measure = $1 AND f.split_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM registry.release r WHERE r.measure = $1 AND r.prepared_at >= f.refused_at)`;

/** More are years of a release that is refused every month; the oldest of them are then counted no more. */
const MOST_TRIES = 200;

export class ReleaseRefusalRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(refusal: NewRefusal): Promise<void> {
    const { id, measure, reason, basis, beside, ofMonth, splitId, at } = refusal;
    await this.manager.query(
      `INSERT INTO registry.release_refusal (id, measure, reason, basis, beside, of_month, split_id, refused_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, measure, reason, basis, beside, ofMonth, splitId, new Date(at)],
    );
  }

  /** The newest, unless a release of the measure was prepared since. */
  async standing(measure: string): Promise<StoredRefusal | null> {
    const [row] = await this.manager.query<RefusalRow[]>(
      `SELECT f.reason, f.basis, f.beside, f.refused_at FROM registry.release_refusal f
       WHERE ${STANDING} ORDER BY f.refused_at DESC, f.id LIMIT 1`,
      [measure],
    );
    if (row === undefined) return null;
    const { basis, beside } = row;
    return { ...refusalOf(row), basis, beside, month: monthTries(await this.triesOfMonth(measure)) };
  }

  /** The newest of a split by party. */
  async ofSplit(splitId: string): Promise<ReleaseRefusal | null> {
    const [row] = await this.manager.query<RefusalRow[]>(
      `SELECT f.reason, f.refused_at FROM registry.release_refusal f WHERE f.split_id = $1 ORDER BY f.refused_at DESC, f.id LIMIT 1`,
      [splitId],
    );
    return row === undefined ? null : refusalOf(row);
  }

  /** Newest first. */
  private async triesOfMonth(measure: string): Promise<readonly number[]> {
    const rows = await this.manager.query<Pick<RefusalRow, 'refused_at'>[]>(
      `SELECT f.refused_at FROM registry.release_refusal f WHERE ${STANDING} AND f.of_month ORDER BY f.refused_at DESC LIMIT $2`,
      [measure, MOST_TRIES],
    );
    return rows.map(({ refused_at }) => refused_at.getTime());
  }
}

function refusalOf({ reason, refused_at }: Pick<RefusalRow, 'reason' | 'refused_at'>): ReleaseRefusal {
  return { reason: reason as ReleaseRefusalReason, at: refused_at.getTime() };
}
