// Facts about this registry as a whole, such as that its data are a demonstration.

import type { EntityManager } from 'typeorm';

type MetaKey = 'demonstration' | 'set_up' | 'records_rebuild';

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

  /** Held until the transaction ends, so that two processes do not set the same registry up. */
  async lockForSetUp(): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(20, 1)`);
  }
}
