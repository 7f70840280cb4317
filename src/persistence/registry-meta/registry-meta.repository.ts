// Facts about this registry as a whole, such as that its data are a demonstration.

import type { EntityManager } from 'typeorm';
import { STALE_DAYS, type StaleDays } from '../../domain/records/stale-days.js';

type MetaKey = 'demonstration' | 'set_up' | 'records_rebuild' | 'stale_days';

/** By which days the rows that lists and counts read were made. */
export interface DaysOfRows extends StaleDays {
  /** False while a rebuild is making them so. */
  readonly finished: boolean;
}

export class RegistryMetaRepository {
  constructor(private readonly manager: EntityManager) {}

  async find(key: MetaKey): Promise<unknown> {
    const rows = await this.manager.query<{ value: unknown }[]>(`SELECT value FROM registry.meta WHERE key = $1`, [
      key,
    ]);
    return rows[0]?.value ?? null;
  }

  async set(key: MetaKey, value: unknown): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.meta (key, value) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT meta_pk DO UPDATE SET value = EXCLUDED.value`,
      [key, JSON.stringify(value)],
    );
  }

  /** A registry in which nobody ever set them has those of the domain. */
  async daysOfRows(): Promise<DaysOfRows> {
    return ((await this.find('stale_days')) as DaysOfRows | null) ?? { ...STALE_DAYS, finished: true };
  }

  async setDaysOfRows({ held, missing, finished }: DaysOfRows): Promise<void> {
    await this.set('stale_days', { held, missing, finished });
  }

  /** Held until the transaction ends, so that two processes do not set the same registry up. */
  async lockForSetUp(): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(20, 1)`);
  }
}
