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
import { LAST_DAY, sourcesAt, type ReadTimes } from '../records/at-times.query.js';
import { PROJECTED } from '../records/interval-row.js';
import { instantOf } from '../statements/statement-row.js';
import {
  answered,
  blocksAlone,
  blocksAndAside,
  heldFor,
  namesOf,
  partsOf,
  standingOf,
  type AnsweredRow,
  type BlocksAsked,
  type ColumnsAsked,
} from './blocks.query.js';
import { cohortInBlocks, countInBlocks, movesInBlocks, type BlockDay, type BlockPersons } from './count-in-blocks.js';
import {
  cellsOfRows,
  cohortOfRows,
  columnsOf,
  movesOfRows,
  readerOf,
  type CohortAsked,
  type ColumnValue,
  type Counted,
  type CountReader,
  type FlowTimes,
  type Tallied,
} from './counted.query.js';
import type { CountedTimes } from './read-parts.js';
import type { RememberedColumns } from './remembered-columns.js';

/** How a count is asked for where it is made from rows. */
type Rows = (reader: CountReader) => Counted;

/** All of a count: one of the two. */
type CountedParts =
  | { readonly inBlocks: Omit<BlockPersons, 'dimensions'>; readonly inRows: null }
  | { readonly inBlocks: null; readonly inRows: readonly Tallied[] };

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
    const day = times.validAt ?? times.knownAt ?? now;
    const rows: Rows = (reader) => cellsOfRows(reader, dimensions, { times, day });
    const on = { times: timesOf(times), day: Math.min(day, LAST_DAY) };
    const { inBlocks, inRows } = await this.counted(actor, { dimensions, times: [on.times] }, rows);
    if (inBlocks !== null) return countInBlocks({ ...inBlocks, dimensions }, on);
    return joined(inRows.map((one) => cellOf(dimensions, one)));
  }

  /** In which cell each visible person stood on the one day and on the other; in none before it is concerned. */
  async countMoves(actor: Actor, dimensions: readonly Dimension[], times: FlowTimes): Promise<Move[]> {
    const [from, to] = [onDay(times.from, times.knownAt), onDay(times.to, times.knownAt)];
    const asked = { dimensions, times: [from.times, to.times] };
    const { inBlocks, inRows } = await this.counted(actor, asked, (reader) => movesOfRows(reader, dimensions, times));
    if (inBlocks !== null) return movesInBlocks({ ...inBlocks, dimensions }, from, to);
    return inRows.map((one) => moveOf(dimensions, one));
  }

  /** The people of a cohort, wherever they stood on each day. */
  async countCohort(actor: Actor, dimensions: readonly Dimension[], cohort: CohortAsked): Promise<CountedDayCells[]> {
    const { months, formed, days, knownAt } = cohort;
    const formedOn = { ...onDay(formed, knownAt), months: new Set(months) };
    const followed = days.map((day) => onDay(day, knownAt));
    const asked = {
      dimensions: [...dimensions, 'month' as const],
      times: [formedOn, ...followed].map(({ times }) => times),
    };
    const { inBlocks, inRows } = await this.counted(actor, asked, (reader) => cohortOfRows(reader, dimensions, cohort));
    if (inBlocks !== null) {
      const cells = cohortInBlocks({ ...inBlocks, dimensions }, formedOn, followed);
      return days.map((day, at) => ({ day, cells: cells[at] ?? [] }));
    }
    return days.map((day) => {
      const of = inRows.filter(({ values: [text] }) => instantOf(String(text)) === day);
      return {
        day,
        cells: joined(of.map(({ values: [, ...values], people }) => cellOf(dimensions, { values, people }))),
      };
    });
  }

  /** Every person of the registry in the shared view; for protection alone, never for an answer. */
  async countShared(dimensions: readonly Dimension[], now: Instant): Promise<Cell[]> {
    const rows = `FROM registry.record_projection p WHERE p.view = '${SHARED_VIEW}'`;
    const counted = { columns: columnsOf(dimensions, now, 'p'), rows };
    const tallied = await this.actor.reaching('registry', () => this.tally(counted, []));
    return joined(tallied.map((one) => cellOf(dimensions, one)));
  }

  /**
   * Who registered a person of the shared view, closed ones too, since a merged record feeds another, or has given something openly about one:
   * one that is wrongly asked loses nothing, one that is wrongly left out is published unasked. In no order that means anything.
   */
  async organisationsFeeding(): Promise<string[]> {
    const rows = await this.actor.reaching('registry', () =>
      this.manager.query<{ id: string }[]>(
        `SELECT DISTINCT p.owner_organisation_id::text AS id FROM registry.record_projection p WHERE p.view = '${SHARED_VIEW}'
         UNION
         SELECT DISTINCT s.organisation_id::text FROM registry.statement s
         WHERE NOT s.confidential AND EXISTS (SELECT 1 FROM registry.record_projection p WHERE p.view = '${SHARED_VIEW}' AND p.person_id = s.person_id)`,
      ),
    );
    return rows.map(({ id }) => id).sort();
  }

  /** The rows of these persons in every view, today's or those of a day, by all dimensions: for upkeep alone, never for an answer. */
  async countViewsOf(
    personIds: readonly string[],
    day: Instant,
    times: ReadTimes,
  ): Promise<{ readonly view: string; readonly values: CountedValues; readonly people: number }[]> {
    const parameters: unknown[] = [[...personIds]];
    const sources = sourcesAt(times, (value) => `$${parameters.push(value)}`);
    const rowsOfDay = sources.map(
      ({ table, holds }) =>
        `SELECT r.view, ${PROJECTED} FROM ${table} r WHERE r.person_id = ANY($1::uuid[]) AND r.status IS NOT NULL AND ${holds('r')}`,
    );
    const columns = ['r.view', ...columnsOf(DIMENSIONS, day, 'r')];
    const tallied = await this.tally({ columns, rows: `FROM (${rowsOfDay.join(' UNION ALL ')}) AS r` }, parameters);
    return tallied.map(({ values: [view, ...values], people }) => ({
      view: String(view),
      people,
      values: keyOf(DIMENSIONS, values),
    }));
  }

  private inRows(reader: CountReader, rows: Rows): Promise<Tallied[]> {
    return this.tally(rows(reader), reader.parameters);
  }

  private async tally({ columns, rows }: Counted, parameters: readonly unknown[]): Promise<Tallied[]> {
    const selected = columns.map((column, at) => `${column} AS c${at}`);
    const groups = columns.map((_, at) => at + 1).join(', ');
    const found = await this.manager.query<Record<string, ColumnValue>[]>(
      `SELECT ${[...selected, 'count(*)::int AS people'].join(', ')} ${rows} GROUP BY ${groups}`,
      [...parameters],
    );
    return found.map((row) => ({
      values: columns.map((_, at) => row[`c${at}`] ?? null),
      people: Number(row['people']),
    }));
  }

  /**
   * What blocks say with the rows of whoever changed since, or all from rows where so many have that this is faster: of one moment, and the same
   * people at any time. Asked of a million rows one by one, the policies would take longer than a statement may.
   */
  private counted(actor: Actor, asked: ColumnsAsked, rows: Rows): Promise<CountedParts> {
    return this.actor.reaching('registry', async () => {
      const [{ memory }, reader] = [this.columns, readerOf(actor)];
      const held = heldFor(memory, asked);
      const { bind, visible, organisation } = reader;
      const blocks = {
        visible,
        organisation,
        parts: bind([...partsOf(asked)]),
        names: bind(namesOf(asked)),
        held: bind([...held.keys()]),
      };
      const found = await this.saidOf(blocks, reader.parameters);
      if (found === null) return { inBlocks: null, inRows: await this.inRows(readerOf(actor), rows) };
      const { parts, reader: blockReader } = answered(found, { memory, held });
      return {
        inBlocks: { parts, reader: { ...blockReader, organisation: actor.organisationId } },
        inRows: null,
      };
    });
  }

  /** By the text that the last count of this process would have wanted: whether somebody is marked seldom changes from one to the next. */
  private async saidOf(blocks: BlocksAsked, parameters: readonly unknown[]): Promise<readonly AnsweredRow[] | null> {
    const ask = (text: string): Promise<readonly AnsweredRow[]> =>
      this.manager.query<AnsweredRow[]>(text, [...parameters]);
    const isAskedOfMarked = this.columns.someAreMarked;
    const first = await ask(isAskedOfMarked ? blocksAndAside(blocks) : blocksAlone(blocks));
    const someAreMarked = standingOf(first) === 'beside_rows';
    this.columns.someAreMarked = someAreMarked;
    // By what this count was answered, and not by what is remembered: another one at the same time may have been answered otherwise.
    const found = someAreMarked && !isAskedOfMarked ? await ask(blocksAndAside(blocks)) : first;
    return standingOf(found) === 'rows_alone' ? null : found;
  }
}

/** As `sourcesAt` has them: on the last day of all a row is known that is known today. */
function timesOf({ knownAt, validAt }: ReadTimes): CountedTimes {
  if (knownAt === undefined && validAt === undefined) return { valid: null, known: null };
  return {
    valid: Math.min(validAt ?? LAST_DAY, LAST_DAY),
    known: knownAt === undefined ? null : Math.min(knownAt, LAST_DAY),
  };
}

function onDay(validAt: Instant, knownAt: Instant | undefined): BlockDay {
  return { times: timesOf({ validAt, knownAt }), day: Math.min(validAt, LAST_DAY) };
}

function keyOf(dimensions: readonly Dimension[], values: readonly ColumnValue[]): CellKey & CountedValues {
  return Object.fromEntries(
    dimensions.map((dimension, at) => {
      const value = String(values[at] ?? '');
      return [dimension, dimension === 'flag' ? flagsTogether(value.split(TOGETHER)) : value];
    }),
  ) as CellKey & CountedValues;
}

function cellOf(dimensions: readonly Dimension[], { values, people }: Tallied): Cell {
  return { key: keyOf(dimensions, values), count: people };
}

function moveOf(dimensions: readonly Dimension[], { values: [was, is, ...cells], people }: Tallied): Move {
  const [before, after] = [cells.slice(0, dimensions.length), cells.slice(dimensions.length)];
  return {
    from: was === true ? keyOf(dimensions, before) : null,
    to: is === true ? keyOf(dimensions, after) : null,
    count: people,
  };
}

/**
 * In the order of the values, partyKeys among them, so that the same count is answered in the same bytes. Rows list their flags in the order in which
 * they were raised: the same ones may come in several orders.
 */
function joined(cells: readonly Cell[]): Cell[] {
  const byKey = new Map<string, Cell>();
  for (const { key, count } of cells) {
    const id = JSON.stringify(Object.values(key));
    byKey.set(id, { key, count: count + (byKey.get(id)?.count ?? 0) });
  }
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}
