// Counts the rows that stand for records: those an organisation may see, today or at any time, or all shared ones for a release.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import type { Instant } from '../../domain/records/instant.js';
import type { CountedValues } from '../../domain/statistics/count-differences.js';
import { DIMENSIONS, type Dimension } from '../../domain/statistics/measure.js';
import type { NamedActor } from '../named-actor.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { rowsOfReader, sourcesAt, type ReadTimes } from '../records/at-times.query.js';
import { dimensionColumns } from './dimension-columns.js';

export class StatisticsRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly actor: NamedActor,
  ) {}

  /** Each visible person of whom the reader could know by then and who was concerned on that day, once, in the reader's view. */
  async countVisible(actor: Actor, dimensions: readonly Dimension[], times: ReadTimes, now: Instant): Promise<Cell[]> {
    const visible = visiblePerson(actor, 2);
    const parameters: unknown[] = [actor.organisationId, ...visible.parameters];
    const sources = sourcesAt(times, (value) => `$${parameters.push(value)}`);
    return this.count(
      dimensions,
      `FROM registry.person p JOIN (${rowsOfReader(sources, '$1::text')}) AS r ON r.person_id = p.id WHERE ${visible.condition}`,
      parameters,
      times.validAt ?? times.knownAt ?? now,
    );
  }

  /** Every person of the registry in the shared view; for protection alone, never for an answer. */
  async countShared(dimensions: readonly Dimension[], now: Instant): Promise<Cell[]> {
    return this.count(dimensions, `FROM registry.record_projection r WHERE r.view = '${SHARED_VIEW}'`, [], now);
  }

  /** The rows of these persons in every view, by all dimensions: for upkeep alone, never for an answer. */
  async countViewsOf(
    personIds: readonly string[],
    today: Instant,
  ): Promise<{ readonly view: string; readonly values: CountedValues; readonly people: number }[]> {
    const column = dimensionColumns(today);
    const columns = DIMENSIONS.map((dimension) => `${column[dimension]} AS "${dimension}"`).join(', ');
    const groups = DIMENSIONS.map((_, at) => at + 2).join(', ');
    const rows = await this.manager.query<(CountedValues & { view: string; people: number })[]>(
      `SELECT r.view, ${columns}, count(*)::int AS people FROM registry.record_projection r
       WHERE r.person_id = ANY($1::uuid[]) AND r.status IS NOT NULL GROUP BY 1, ${groups}`,
      [[...personIds]],
    );
    return rows.map(({ view, people, ...values }) => ({ view, people, values }));
  }

  /** In the order of the values, partyKeys among them, so that the same count is answered in the same bytes. */
  private async count(
    dimensions: readonly Dimension[],
    from: string,
    parameters: readonly unknown[],
    today: Instant,
  ): Promise<Cell[]> {
    const column = dimensionColumns(today);
    const columns = dimensions.map((dimension) => `${column[dimension]} AS "${dimension}"`).join(', ');
    const groups = dimensions.map((_, at) => at + 1).join(', ');
    // Asked of a million rows one by one, the policies would take longer than a statement may.
    const rows = await this.actor.reaching('registry', () =>
      this.manager.query<Record<string, string>[]>(
        `SELECT ${columns}, count(*)::int AS people ${from} GROUP BY ${groups} ORDER BY ${groups}`,
        [...parameters],
      ),
    );
    return rows.map((row) => ({
      key: Object.fromEntries(dimensions.map((dimension) => [dimension, row[dimension] ?? ''])),
      count: Number(row['people']),
    }));
  }
}
