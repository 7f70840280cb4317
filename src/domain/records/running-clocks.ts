// Which clocks of the table run for a record, since when, and from which day they have run out.

import { isClaim, type Claim } from './claims.js';
import { CLOCKS, MARKED_SOURCES, type ClockMark, type ClockRow } from './clock-table.js';
import type { Instant } from './instant.js';
import type { ConflictType } from './kinds/kind-values.js';
import { DAY } from './life-signs.js';
import type { Seen } from './seen-statements.js';
import { compareForListing, type Ordered } from './statement-order.js';
import type { Category, Statement } from './statement.js';
import type { AssertedCategory, RunningClock } from './whereabouts-record.js';
import { HELD_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';

export interface ClockGround {
  readonly status: WhereaboutsStatus;
  readonly seen: Seen;
  /** Claims of the newest episode. */
  readonly claims: readonly Claim[];
  readonly categories: readonly AssertedCategory[];
  /** Deaths that stand. */
  readonly deaths: readonly Claim[];
}

interface Start {
  readonly started: Ordered;
  readonly at: Instant;
}

const OF_THE_DEAD: readonly WhereaboutsStatus[] = [
  'death_reported',
  'dead_not_returned',
  'remains_identified',
  'remains_returned',
];
const PROTECTED_BY_NAME: readonly Category[] = ['prisoner_of_war', 'retained_personnel', 'civilian_internee'];

/** Not before it surely has begun: a start that is known to the month starts the clock at its end. "Since" a day is that day. */
function startOf(started: Ordered): Start {
  const { valid } = started.statement;
  const isSince = valid.latest === Infinity && Number.isFinite(valid.earliest);
  return { started, at: isSince ? valid.earliest : started.latest };
}

function isGravelyIll({ statement }: Ordered): boolean {
  if (statement.kind !== 'health_condition') return false;
  return statement.details.condition === 'serious' || statement.details.condition === 'critical';
}

const NONE: readonly Ordered[] = [];

/** Statements by what a mark can name, so that each row looks at those alone that it asks for. */
class Told {
  private readonly bySource = new Map<string, Ordered[]>();

  constructor(private readonly seen: Seen) {
    for (const one of seen.all) {
      const { source } = one.statement;
      if (!MARKED_SOURCES.has(source)) continue;
      const others = this.bySource.get(source);
      if (others === undefined) this.bySource.set(source, [one]);
      else others.push(one);
    }
  }

  ofSources(sources: readonly string[] = []): readonly Ordered[] {
    return sources.flatMap((source) => this.bySource.get(source) ?? NONE);
  }

  private inRegimes(regimes: readonly string[]): readonly Ordered[] {
    const isIn = ({ details }: Statement): boolean => 'regime' in details && regimes.includes(details.regime);
    return this.seen.ofKind('detention').filter(({ statement }) => isIn(statement));
  }

  matching({ kinds = [], sources, regimes = [], gravelyIll = false }: ClockMark): readonly Ordered[] {
    return [
      ...kinds.flatMap((kind) => this.seen.ofKind(kind)),
      ...this.ofSources(sources),
      ...(regimes.length > 0 ? this.inRegimes(regimes) : NONE),
      ...(gravelyIll ? this.seen.ofKind('health_condition').filter(isGravelyIll) : NONE),
    ];
  }
}

/** One at the most; among equals the first that is listed. */
function earliest(starts: readonly Start[]): readonly Start[] {
  const [first, ...others] = starts;
  if (first === undefined) return [];
  const isBefore = (a: Start, b: Start): boolean =>
    a.at < b.at || (a.at === b.at && compareForListing(a.started, b.started) < 0);
  return [others.reduce((best, one) => (isBefore(one, best) ? one : best), first)];
}

/** The end of hostilities as those say it who assert a category; the earliest protects most. */
function endsOfHostilities({ seen, categories }: ClockGround): readonly Start[] {
  return categories.flatMap(({ hostilitiesEnded, statementId }) => {
    const started = seen.ofKind('category').find(({ statement }) => statement.id === statementId);
    if (hostilitiesEnded === null || started === undefined) return [];
    return [{ started, at: Date.parse(`${hostilitiesEnded}T23:59:59.999Z`) }];
  });
}

/** What the rows of one record look at, made once for all of them. */
interface Sight {
  readonly ground: ClockGround;
  /** At any grade: what answers a clock is known to us, whoever believes it. */
  readonly told: Told;
  /** By place in the list: what counts in the newest episode, or counts and claims nothing of the whereabouts, a charge for example. */
  readonly counts: readonly boolean[];
  /** The first evidence of custody in the episode; none, or one. */
  readonly custody: readonly Start[];
}

function sightOf(ground: ClockGround): Sight {
  // A copy of a publication claims what the first one did, and starts nothing anew.
  const counts = ground.seen.all.map((one) => one.weight === 'counts' && !isClaim(one));
  for (const claim of ground.claims) counts[claim.listed] = claim.counts;
  const custody = ground.claims.filter((claim) => claim.counts && claim.stage === 'custody');
  return { ground, told: new Told(ground.seen), counts, custody: earliest(custody.map(startOf)) };
}

function startsOf({ starts }: ClockRow, { ground, told, counts, custody }: Sight): Start[] {
  const counting = told.matching(starts).filter(({ listed }) => counts[listed]);
  return [
    ...counting.map(startOf),
    ...(starts.custody === true ? custody : []),
    ...(starts.endOfHostilities === true ? earliest(endsOfHostilities(ground)) : []),
    ...(starts.deathInCustody === true && custody.length > 0 ? earliest(ground.deaths.map(startOf)) : []),
  ];
}

/** A certificate that tells the death answers for it as well; a state of health does not report on itself. */
function isAnswered({ answeredBy }: ClockRow, { started }: Start, { told }: Sight): boolean {
  const isStarted = ({ listed }: Ordered): boolean => listed === started.listed;
  const isInTime = (one: Ordered): boolean =>
    one.latest >= started.earliest && !(isGravelyIll(one) && isGravelyIll(started));
  return (
    told.matching(answeredBy).some((one) => !isStarted(one) && isInTime(one)) ||
    told.ofSources(answeredBy.sources).some(isStarted)
  );
}

function appliesTo(row: ClockRow, asserted: readonly Category[]): boolean {
  const isOther = !asserted.some((category) => PROTECTED_BY_NAME.includes(category));
  return row.appliesTo.some((one) => (one === 'others' ? isOther : asserted.includes(one)));
}

/** Several may say which conflict it is; a clock rests only where all of them say one of which its rule does not speak. */
function appliesIn(row: ClockRow, said: readonly ConflictType[]): boolean {
  return said.length === 0 || said.some((conflict) => row.appliesIn.includes(conflict));
}

function runs({ starts }: ClockRow, status: WhereaboutsStatus): boolean {
  return starts.deathInCustody === true ? OF_THE_DEAD.includes(status) : HELD_STATUSES.includes(status);
}

function clockOf(row: ClockRow, sight: Sight): RunningClock[] {
  const starts = startsOf(row, sight);
  if (starts.length === 0) return [];
  const times = starts.map(({ at }) => at);
  const since = row.again ? Math.max(...times) : Math.min(...times);
  const deciding = starts.filter(({ at }) => at === since);
  if (deciding.some((start) => isAnswered(row, start, sight))) return [];
  const ids = deciding
    .map((start) => start.started)
    .sort(compareForListing)
    .map(({ statement }) => statement.id);
  return [
    {
      flag: row.flag,
      rule: row.rule,
      since,
      due: since + row.days * DAY,
      statementIds: [...new Set(ids)],
    },
  ];
}

/** In the order of the table; a clock whose answer is known to us is not among them. */
export function runningClocks(ground: ClockGround): readonly RunningClock[] {
  const asserted = ground.categories.map(({ category }) => category);
  const said = ground.categories.flatMap(({ conflict }) => conflict ?? []);
  const rows = CLOCKS.filter((row) => runs(row, ground.status) && appliesIn(row, said) && appliesTo(row, asserted));
  if (rows.length === 0) return [];
  const sight = sightOf(ground);
  return rows.flatMap((row) => clockOf(row, sight));
}
