// Counts the rows that stand for records: those an organisation may see, today or at any time, or all shared ones for a release.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Cell, CellKey } from '../../domain/statistics/table-margins.js';
import type { Instant } from '../../domain/records/instant.js';
import type { CountedValues } from '../../domain/statistics/count-differences.js';
import { flagsTogether, TOGETHER } from '../../domain/statistics/day-values.js';
import type { Move } from '../../domain/statistics/flow.js';
import { DIMENSIONS, type Dimension } from '../../domain/statistics/measure.js';
import type { NamedActor } from '../named-actor.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import {
  boundInstant,
  LAST_DAY,
  rowsOfReader,
  rowsOnDays,
  sourcesAt,
  type Bind,
  type ReadTimes,
} from '../records/at-times.query.js';
import { PROJECTED } from '../records/interval-row.js';
import { instantOf, timestampOf } from '../statements/statement-row.js';
import { PLACE } from './block-columns.js';
import { answered, blocksAnd, heldFor, MARKED_PERSONS, type AnsweredRow, type CountedTimes } from './blocks.query.js';
import { countInBlocks } from './count-in-blocks.js';
import type { RememberedColumns } from './remembered-columns.js';
import { countedDay, dimensionColumns } from './dimension-columns.js';

/** Of persons in blocks; a third of them counted from their rows takes as long as all of them, row by row. */
const MARKED_SHARE = 4;

type CountedRow = Record<string, string | number | boolean | null>;

/** Two days under one state of knowledge; the present one where it is not named. */
export interface FlowTimes {
  readonly from: Instant;
  readonly to: Instant;
  readonly knownAt?: Instant | undefined;
}

/** Who is followed, and on which days. */
export interface CohortAsked {
  /** Values of the dimension month that the cohort was lost in. */
  readonly months: readonly string[];
  /** The day on which it is told who is of the cohort. */
  readonly formed: Instant;
  readonly days: readonly Instant[];
  readonly knownAt?: Instant | undefined;
}

export interface CountedDayCells {
  readonly day: Instant;
  readonly cells: readonly Cell[];
}

export class StatisticsRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly actor: NamedActor,
    private readonly columns: RememberedColumns,
  ) {}

  /** Each visible person of whom the reader could know by then and who was concerned on that day, once, in the reader's view. */
  async countVisible(actor: Actor, dimensions: readonly Dimension[], times: ReadTimes, now: Instant): Promise<Cell[]> {
    return this.actor.reaching('registry', async () =>
      (await this.isMostlyInBlocks())
        ? this.countInBlocks(actor, dimensions, times, now)
        : this.countInRows(actor, dimensions, times, now),
    );
  }

  /** Both ways count the same at any time; where many persons are marked, all rows are read faster than those of each of them. */
  private async isMostlyInBlocks(): Promise<boolean> {
    const rows = await this.manager.query<{ is_mostly: boolean }[]>(
      `SELECT (SELECT count(*) FROM (SELECT FROM registry.count_mark LIMIT b.most + 1) AS m) <= b.most AS is_mostly
       FROM (SELECT coalesce(sum(entries), 0) / ${MARKED_SHARE} AS most FROM registry.count_column WHERE part = 'today' AND name = '${PLACE}') AS b WHERE b.most > 0`,
    );
    return rows[0]?.is_mostly ?? false;
  }

  private async countInRows(
    actor: Actor,
    dimensions: readonly Dimension[],
    times: ReadTimes,
    now: Instant,
  ): Promise<Cell[]> {
    const { bind, visible, organisation, parameters } = readerOf(actor);
    const rows = rowsOfReader(sourcesAt(times, bind), organisation);
    return this.count(
      dimensions,
      `FROM (${rows}) AS p WHERE ${visible}`,
      parameters,
      times.validAt ?? times.knownAt ?? now,
    );
  }

  private async countInBlocks(
    actor: Actor,
    dimensions: readonly Dimension[],
    times: ReadTimes,
    now: Instant,
  ): Promise<Cell[]> {
    const { bind, visible, organisation, parameters } = readerOf(actor);
    const day = times.validAt ?? times.knownAt ?? now;
    const rows = rowsOfReader(sourcesAt(times, bind), organisation, MARKED_PERSONS);
    const values = columnsOf(dimensions, day, 'p', false).join(', ');
    const asked = timesOf(times);
    const { memory } = this.columns;
    const held = heldFor(memory, dimensions, asked);
    const text = blocksAnd({
      held: bind([...held.keys()]),
      dimensions,
      times: asked,
      visible,
      organisation,
      beside: `SELECT json_build_array(${values})::text AS cell, count(*)::int AS people FROM (${rows}) AS p WHERE ${visible} GROUP BY 1`,
    });
    const answers = await this.manager.query<AnsweredRow[]>(text, [...parameters]);
    const told = answered(answers, asked, { memory, held }, (cell, count) => ({
      key: keyOf(dimensions, Object.fromEntries(dimensions.map((name, at) => [`p_${name}`, cell[at] ?? null])), 'p'),
      count,
    }));
    return countInBlocks({ organisation: actor.organisationId, dimensions, day: Math.min(day, LAST_DAY), ...told });
  }

  /** Every person of the registry in the shared view; for protection alone, never for an answer. */
  async countShared(dimensions: readonly Dimension[], now: Instant): Promise<Cell[]> {
    return this.count(dimensions, `FROM registry.record_projection p WHERE p.view = '${SHARED_VIEW}'`, [], now);
  }

  /**
   * Who registered a person of the shared view, closed ones too, since a merged record feeds another, or has given something openly about one:
   * one that is wrongly asked loses nothing, one that is wrongly left out is published unasked. In no order that means anything.
   */
  async organisationsFeeding(): Promise<string[]> {
    const rows = await this.whole(
      `SELECT DISTINCT p.owner_organisation_id::text AS id FROM registry.record_projection p WHERE p.view = '${SHARED_VIEW}'
       UNION
       SELECT DISTINCT s.organisation_id::text FROM registry.statement s
       WHERE NOT s.confidential AND EXISTS (SELECT 1 FROM registry.record_projection p WHERE p.view = '${SHARED_VIEW}' AND p.person_id = s.person_id)`,
      [],
    );
    return rows.map((row) => String(row['id'])).sort();
  }

  /** In which cell each visible person stood on the one day and on the other; in none before it is concerned. */
  async countMoves(actor: Actor, dimensions: readonly Dimension[], { from, to, knownAt }: FlowTimes): Promise<Move[]> {
    const { bind, visible, organisation, parameters } = readerOf(actor);
    const on = (validAt: Instant): string =>
      `SELECT p.* FROM (${rowsOfReader(sourcesAt({ knownAt, validAt }, bind), organisation)}) AS p WHERE ${visible}`;
    const columns = [
      'a.id IS NOT NULL AS was',
      'b.id IS NOT NULL AS "is"',
      ...columnsOf(dimensions, from, 'a'),
      ...columnsOf(dimensions, to, 'b'),
    ];
    const groups = columns.map((_, at) => at + 1).join(', ');
    const rows = await this.whole(
      `SELECT ${columns.join(', ')}, count(*)::int AS people
       FROM (${on(from)}) AS a FULL JOIN (${on(to)}) AS b ON b.id = a.id GROUP BY ${groups}`,
      parameters,
    );
    return rows.map((row) => ({
      from: row['was'] === true ? keyOf(dimensions, row, 'a') : null,
      to: row['is'] === true ? keyOf(dimensions, row, 'b') : null,
      count: Number(row['people']),
    }));
  }

  /** The people of a cohort, wherever they stood on each day. */
  async countCohort(
    actor: Actor,
    dimensions: readonly Dimension[],
    { months, formed, days, knownAt }: CohortAsked,
  ): Promise<CountedDayCells[]> {
    const { bind, visible, organisation, parameters } = readerOf(actor);
    const lost = `p.month = ANY(${bind([...months])}::text[])`;
    const formedOn = rowsOfReader(sourcesAt({ knownAt, validAt: formed }, bind), organisation);
    const dayList = `(SELECT unnest(${bind(days.map(timestampOf))}::timestamptz[]) AS day)`;
    const rowsOfDays = rowsOnDays(boundInstant(knownAt, bind), organisation, { days: dayList, persons: 'cohort' });
    const day = { instant: 'r.day', year: `extract(year FROM r.day AT TIME ZONE 'UTC')::int` };
    const column = dimensionColumns(day);
    const columns = ['r.day::text AS day', ...dimensions.map((name) => `${column[name]} AS "r_${name}"`)];
    const groups = columns.map((_, at) => at + 1).join(', ');
    const rows = await this.whole(
      `WITH cohort AS MATERIALIZED (SELECT p.id AS person_id FROM (${formedOn}) AS p WHERE ${visible} AND ${lost})
       SELECT ${columns.join(', ')}, count(*)::int AS people FROM (${rowsOfDays}) AS r GROUP BY ${groups}`,
      parameters,
    );
    return days.map((at) => ({
      day: at,
      cells: joined(
        rows
          .filter((row) => instantOf(String(row['day'])) === at)
          .map((row) => ({ key: keyOf(dimensions, row, 'r'), count: Number(row['people']) })),
      ),
    }));
  }

  /** The rows of these persons in every view, today's or those of a day, by all dimensions: for upkeep alone, never for an answer. */
  async countViewsOf(
    personIds: readonly string[],
    day: Instant,
    times: ReadTimes,
  ): Promise<{ readonly view: string; readonly values: CountedValues; readonly people: number }[]> {
    const columns = columnsOf(DIMENSIONS, day, 'r').join(', ');
    const parameters: unknown[] = [[...personIds]];
    const sources = sourcesAt(times, (value) => `$${parameters.push(value)}`);
    const rowsOfDay = sources.map(
      ({ table, holds }) =>
        `SELECT r.view, ${PROJECTED} FROM ${table} r WHERE r.person_id = ANY($1::uuid[]) AND r.status IS NOT NULL AND ${holds('r')}`,
    );
    const groups = DIMENSIONS.map((_, at) => at + 2).join(', ');
    const rows = await this.manager.query<CountedRow[]>(
      `SELECT r.view, ${columns}, count(*)::int AS people FROM (${rowsOfDay.join(' UNION ALL ')}) AS r GROUP BY 1, ${groups}`,
      parameters,
    );
    return rows.map((row) => ({
      view: String(row['view']),
      people: Number(row['people']),
      values: keyOf(DIMENSIONS, row, 'r'),
    }));
  }

  /** In the order of the values, partyKeys among them, so that the same count is answered in the same bytes; sorted here, lest everybody be. */
  private async count(
    dimensions: readonly Dimension[],
    from: string,
    parameters: readonly unknown[],
    today: Instant,
  ): Promise<Cell[]> {
    const columns = columnsOf(dimensions, today, 'p').join(', ');
    const groups = dimensions.map((_, at) => at + 1).join(', ');
    const rows = await this.whole(`SELECT ${columns}, count(*)::int AS people ${from} GROUP BY ${groups}`, parameters);
    return joined(rows.map((row) => ({ key: keyOf(dimensions, row, 'p'), count: Number(row['people']) })));
  }

  /** Asked of a million rows one by one, the policies would take longer than a statement may. */
  private async whole(text: string, parameters: readonly unknown[]): Promise<CountedRow[]> {
    return this.actor.reaching('registry', () => this.manager.query<CountedRow[]>(text, [...parameters]));
  }
}

/** What every count of a reader's binds first. */
function readerOf(actor: Actor): {
  readonly bind: Bind;
  readonly visible: string;
  readonly organisation: string;
  readonly parameters: readonly unknown[];
} {
  const visible = visiblePerson(actor, 2);
  const parameters: unknown[] = [actor.organisationId, ...visible.parameters];
  return {
    bind: (value) => `$${parameters.push(value)}`,
    visible: visible.condition,
    organisation: '$1::text',
    parameters,
  };
}

function columnsOf(dimensions: readonly Dimension[], today: Instant, row: string, named = true): string[] {
  const column = dimensionColumns(countedDay(today), row);
  return dimensions.map((dimension) => (named ? `${column[dimension]} AS "${row}_${dimension}"` : column[dimension]));
}

/** As `sourcesAt` has them: on the last day of all a row is known that is known today. */
function timesOf({ knownAt, validAt }: ReadTimes): CountedTimes {
  if (knownAt === undefined && validAt === undefined) return { valid: null, known: null };
  return {
    valid: Math.min(validAt ?? LAST_DAY, LAST_DAY),
    known: knownAt === undefined ? null : Math.min(knownAt, LAST_DAY),
  };
}

function keyOf(dimensions: readonly Dimension[], row: CountedRow, alias: string): CellKey {
  return Object.fromEntries(
    dimensions.map((dimension) => {
      const value = String(row[`${alias}_${dimension}`] ?? '');
      return [dimension, dimension === 'flag' ? flagsTogether(value.split(TOGETHER)) : value];
    }),
  );
}

/** Rows list their flags in the order in which they were raised: the same ones may come in several orders. */
function joined(cells: readonly Cell[]): Cell[] {
  const byKey = new Map<string, Cell>();
  for (const { key, count } of cells) {
    const id = JSON.stringify(Object.values(key));
    byKey.set(id, { key, count: count + (byKey.get(id)?.count ?? 0) });
  }
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}
