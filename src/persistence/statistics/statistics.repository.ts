// Counts projection rows: those an organisation may see, or all of them for a release.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { SHARED_VIEW } from '../records/projection.repository.js';

/** Every dimension is a column of the projection; the names never come from a request. */
const COLUMN: Readonly<Record<Dimension, string>> = {
  status: 'r.status',
  sex: 'r.sex',
  state: 'r.state',
  municipality: 'r.municipality',
  month: 'r.month',
  category: 'r.category',
  side: 'r.side',
  holder: 'r.holder',
};

export class StatisticsRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Each visible person once, in the reader's own view where there is one, else in the shared one. */
  async countVisible(actor: Actor, dimensions: readonly Dimension[]): Promise<Cell[]> {
    const visible = visiblePerson(actor, 2);
    return this.count(
      dimensions,
      `FROM registry.person p JOIN registry.record_projection r ON r.person_id = p.id
       WHERE ${visible.condition} AND (r.view = $1 OR (r.view = '${SHARED_VIEW}' AND NOT EXISTS
         (SELECT 1 FROM registry.record_projection own WHERE own.person_id = p.id AND own.view = $1)))`,
      [actor.organisationId, ...visible.parameters],
    );
  }

  /** Every person of the registry in the shared view; for protection alone, never for an answer. */
  async countShared(dimensions: readonly Dimension[]): Promise<Cell[]> {
    return this.count(dimensions, `FROM registry.record_projection r WHERE r.view = '${SHARED_VIEW}'`, []);
  }

  private async count(dimensions: readonly Dimension[], from: string, parameters: readonly unknown[]): Promise<Cell[]> {
    const columns = dimensions.map((dimension) => `${COLUMN[dimension]} AS "${dimension}"`).join(', ');
    const groups = dimensions.map((dimension) => COLUMN[dimension]).join(', ');
    const rows = await this.manager.query<Record<string, string>[]>(
      `SELECT ${columns}, count(*)::int AS people ${from} GROUP BY ${groups}`,
      [...parameters],
    );
    return rows.map((row) => ({
      key: Object.fromEntries(dimensions.map((dimension) => [dimension, row[dimension] ?? ''])),
      count: Number(row['people']),
    }));
  }
}
