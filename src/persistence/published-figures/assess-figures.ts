// Puts beside published figures what was reported to the registry under the same definition, and what contradicts them.

import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Party } from '../../domain/organisations/organisation.js';
import { clashesOf, type FigureClash } from '../../domain/published-figures/figure-clashes.js';
import {
  compareFigure,
  countedDays,
  NOT_COMPARABLE,
  WITHHELD_WORDS,
  type Comparison,
  type NotComparable,
} from '../../domain/published-figures/figure-comparison.js';
import { contradictionsIn, type FigureContradiction } from '../../domain/published-figures/figure-contradictions.js';
import {
  cellsUnder,
  countableOf,
  type Countable,
  type PartyKeys,
} from '../../domain/published-figures/figure-definition.js';
import {
  dateOfFigure,
  positionsIn,
  statedParties,
  type FigurePosition,
} from '../../domain/published-figures/published-figure.js';
import { DIMENSIONS, type Dimension } from '../../domain/statistics/measure.js';
import { labelParties, partyIdentity } from '../../domain/statistics/party-cells.js';
import { cellId, withMargins, type Cell } from '../../domain/statistics/table-margins.js';
import type { Room } from '../room.js';
import { countCells } from '../statistics/count-cells.js';
import type { RecordedFigure } from './published-figure.repository.js';

export interface DayCount {
  /** YYYY-MM-DD, in UTC. */
  readonly day: string;
  readonly count: number;
  /** What was added up, parties by label. */
  readonly cells: readonly Cell[];
}

/** The registry's own count: what was reported to it, never what is true. */
export interface ReportedCount {
  readonly state: 'counted' | 'not_comparable' | 'withheld';
  readonly reason: NotComparable | null;
  readonly comparison: Comparison | null;
  /** One day, or the first and the last that the figure's date allows. */
  readonly counts: readonly DayCount[];
  readonly words: string;
}

export interface AssessedFigure extends RecordedFigure {
  /** What the figure calls its parties, with the registry's own where it knows them. */
  readonly parties: readonly { readonly stated: string; readonly partyKey: string | null; readonly label: string }[];
  readonly positions: readonly FigurePosition[];
  readonly reported: ReportedCount;
  readonly contradictions: readonly FigureContradiction[];
  readonly clashes: readonly FigureClash[];
}

export interface AssessmentTimes {
  readonly knownAt: number | null;
  readonly validAt: number | null;
  readonly now: number;
}

/** What of a figure can be counted, and on which days. */
type Plan = Countable & { readonly days: readonly number[] };

export async function assessFigures(
  room: Room,
  actor: Actor,
  figures: readonly RecordedFigure[],
  times: AssessmentTimes,
): Promise<AssessedFigure[]> {
  const parties = await room.organisations.parties();
  const keys = partyKeys(parties);
  const labels = new Map(parties.map(({ partyKey, label }) => [partyKey, label]));
  const related = await room.publishedFigures.related(
    figures.map(({ figure }) => figure),
    times.knownAt,
  );
  const known = new Map([...figures, ...related].map((one) => [one.figure.id, one.figure.value]));
  const comparable = related.map(({ figure, organisationName }) => ({ figure, recordedBy: organisationName }));
  const mayCount = allowed(actor, 'count_statistics');
  const plans = figures.map(({ figure }) => planOf(figure, keys, times));
  const tables = mayCount ? await countDays(room, actor, plans, times) : new Map<number, readonly Cell[]>();
  return figures.map((recorded, position) => {
    const { figure, organisationName } = recorded;
    const named = statedParties(figure).map((stated) => partyNamed(stated, keys, labels));
    const plan = plans[position];
    return {
      ...recorded,
      parties: named,
      positions: positionsIn(figure, new Map(named.map(({ stated, label }) => [stated, label]))),
      reported: plan === undefined || !mayCount ? withheld(plan) : reportedCount(recorded, plan, tables, parties),
      contradictions: contradictionsIn(figure, (id) => known.get(id) ?? null),
      clashes: clashesOf({ figure, recordedBy: organisationName }, comparable, keys),
    };
  });
}

/** A key is its own name; a label of one party that is the key of another would be that key's. */
export function partyKeys(parties: readonly Party[]): PartyKeys {
  return new Map([
    ...parties.map(({ label, partyKey }): [string, string] => [label, partyKey]),
    ...parties.map(({ partyKey }): [string, string] => [partyKey, partyKey]),
  ]);
}

function partyNamed(
  stated: string,
  keys: PartyKeys,
  labels: ReadonlyMap<string, string>,
): AssessedFigure['parties'][number] {
  const partyKey = keys.get(stated) ?? null;
  return { stated, partyKey, label: (partyKey === null ? undefined : labels.get(partyKey)) ?? stated };
}

function planOf(figure: RecordedFigure['figure'], keys: PartyKeys, times: AssessmentTimes): Plan {
  const lastDay = Math.min(times.validAt ?? times.now, times.knownAt ?? times.now);
  return { ...countableOf(figure.definition, keys), days: countedDays(dateOfFigure(figure), lastDay) };
}

/** One count for each day, by every dimension that a figure of that day asks for. */
async function countDays(
  room: Room,
  actor: Actor,
  plans: readonly Plan[],
  times: AssessmentTimes,
): Promise<Map<number, readonly Cell[]>> {
  const wanted = new Map<number, Set<Dimension>>();
  for (const plan of plans) {
    if (!plan.ok) continue;
    for (const day of plan.days) {
      const dimensions = wanted.get(day) ?? new Set();
      plan.dimensions.forEach((dimension) => dimensions.add(dimension));
      wanted.set(day, dimensions);
    }
  }
  const tables = new Map<number, readonly Cell[]>();
  for (const [day, dimensions] of wanted) {
    const ordered = DIMENSIONS.filter((dimension) => dimensions.has(dimension));
    // Today, as it is known now, is what the projection holds.
    const at = day >= times.now && times.knownAt === null ? {} : { validAt: day, knownAt: times.knownAt ?? undefined };
    tables.set(day, await countCells(room, actor, ordered, at, times.now));
  }
  return tables;
}

function withheld(plan: Plan | undefined): ReportedCount {
  const fault = plan === undefined ? null : faultOf(plan);
  if (fault !== null) return notComparable(fault);
  return { state: 'withheld', reason: null, comparison: null, counts: [], words: WITHHELD_WORDS };
}

function faultOf(plan: Plan): NotComparable | null {
  if (!plan.ok) return plan.reason;
  return plan.days.length === 0 ? 'day_unknown' : null;
}

function notComparable(reason: NotComparable): ReportedCount {
  return { state: 'not_comparable', reason, comparison: null, counts: [], words: NOT_COMPARABLE[reason] };
}

function reportedCount(
  { figure }: RecordedFigure,
  plan: Plan,
  tables: ReadonlyMap<number, readonly Cell[]>,
  parties: readonly Party[],
): ReportedCount {
  const fault = faultOf(plan);
  if (fault !== null || !plan.ok) return notComparable(fault ?? 'no_definition');
  const counts = plan.days.map((day) => {
    const counted = summedBy(plan.dimensions, cellsUnder(plan.filter, tables.get(day) ?? []));
    const count = counted.reduce((sum, cell) => sum + cell.count, 0);
    const { cells } = withMargins(plan.dimensions, labelParties(counted, parties), partyIdentity(parties));
    return { day: new Date(day).toISOString().slice(0, 10), count, cells };
  });
  const { comparison, words } = compareFigure(figure.value, counts);
  return { state: 'counted', reason: null, comparison, counts, words };
}

/** Without the dimensions that only other figures of the same day asked for. */
function summedBy(dimensions: readonly Dimension[], cells: readonly Cell[]): Cell[] {
  const sums = new Map<string, Cell>();
  for (const cell of cells) {
    const key = Object.fromEntries(dimensions.map((dimension) => [dimension, cell.key[dimension] ?? '']));
    const id = cellId(key);
    sums.set(id, { key, count: (sums.get(id)?.count ?? 0) + cell.count });
  }
  return [...sums.values()];
}
