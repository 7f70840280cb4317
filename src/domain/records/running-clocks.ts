// Which clocks of the table run for a record, since when, and from which day they have run out.

import type { Claim } from './claims.js';
import { CLOCKS, type ClockMark, type ClockRow } from './clock-table.js';
import type { Instant } from './instant.js';
import { DAY } from './life-signs.js';
import { compareForListing, compareNumbers, spanOf } from './statement-order.js';
import type { Weighed } from './statement-weight.js';
import type { Category, Statement } from './statement.js';
import type { AssertedCategory, RunningClock } from './whereabouts-record.js';
import { HELD_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';

export interface ClockGround {
  readonly status: WhereaboutsStatus;
  readonly weighed: readonly Weighed[];
  /** Claims of the newest episode, and of all. */
  readonly claims: readonly Claim[];
  readonly allClaims: readonly Claim[];
  readonly categories: readonly AssertedCategory[];
  /** Deaths that stand. */
  readonly deaths: readonly Claim[];
}

interface Start {
  readonly statement: Statement;
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
function startOf(statement: Statement): Start {
  const { valid } = statement;
  const isSince = valid.latest === Infinity && Number.isFinite(valid.earliest);
  return { statement, at: isSince ? valid.earliest : spanOf(statement).latest };
}

function isGravelyIll(statement: Statement): boolean {
  if (statement.kind !== 'health_condition') return false;
  return statement.details.condition === 'serious' || statement.details.condition === 'critical';
}

/** Statements by what a mark can name, so that each row looks at those alone that it asks for. */
class Told {
  private readonly byKind = new Map<string, Statement[]>();
  private readonly bySource = new Map<string, Statement[]>();
  private readonly byRegime = new Map<string, Statement[]>();
  private readonly gravelyIll: Statement[] = [];

  constructor(statements: Iterable<Statement>) {
    for (const statement of statements) {
      put(this.byKind, statement.kind, statement);
      put(this.bySource, statement.source, statement);
      if ('regime' in statement.details) put(this.byRegime, statement.details.regime, statement);
      if (isGravelyIll(statement)) this.gravelyIll.push(statement);
    }
  }

  ofSources(sources: readonly string[] = []): readonly Statement[] {
    return sources.flatMap((source) => this.bySource.get(source) ?? []);
  }

  matching({ kinds = [], sources, regimes = [], gravelyIll = false }: ClockMark): readonly Statement[] {
    return [
      ...kinds.flatMap((kind) => this.byKind.get(kind) ?? []),
      ...this.ofSources(sources),
      ...regimes.flatMap((regime) => this.byRegime.get(regime) ?? []),
      ...(gravelyIll ? this.gravelyIll : []),
    ];
  }
}

function put(map: Map<string, Statement[]>, key: string, statement: Statement): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [statement]);
  else list.push(statement);
}

function earliest(starts: readonly Start[]): readonly Start[] {
  const sorted = [...starts].sort((a, b) => compareNumbers(a.at, b.at) || compareForListing(a.statement, b.statement));
  return sorted.slice(0, 1);
}

/** The end of hostilities as those say it who assert a category; the earliest protects most. */
function endsOfHostilities({ weighed, categories }: ClockGround): readonly Start[] {
  return categories.flatMap(({ hostilitiesEnded, statementId }) => {
    const statement = weighed.find((one) => one.statement.id === statementId)?.statement;
    if (hostilitiesEnded === null || statement === undefined) return [];
    return [{ statement, at: Date.parse(`${hostilitiesEnded}T23:59:59.999Z`) }];
  });
}

/** What the rows of one record look at, made once for all of them. */
interface Sight {
  readonly ground: ClockGround;
  /** What counts in the newest episode, and what counts and claims nothing of the whereabouts, a charge for example. */
  readonly counting: Told;
  readonly custody: readonly Claim[];
  /** At any grade: the clock asks what is known to us, not what is believed. */
  readonly known: Told;
}

function sightOf(ground: ClockGround): Sight {
  const claiming = new Set(ground.allClaims.map(({ statement }) => statement));
  const counting = ground.claims.filter(({ counts }) => counts).map(({ statement }) => statement);
  for (const { statement, weight } of ground.weighed) {
    if (weight === 'counts' && !claiming.has(statement)) counting.push(statement);
  }
  return {
    ground,
    counting: new Told(counting),
    custody: ground.claims.filter(({ counts, stage }) => counts && stage === 'custody'),
    known: new Told(ground.weighed.map(({ statement }) => statement)),
  };
}

function startsOf({ starts }: ClockRow, { ground, counting, custody }: Sight): Start[] {
  return [
    ...counting.matching(starts).map(startOf),
    ...(starts.custody === true ? earliest(custody.map(({ statement }) => startOf(statement))) : []),
    ...(starts.endOfHostilities === true ? earliest(endsOfHostilities(ground)) : []),
    ...(starts.deathInCustody === true && custody.length > 0
      ? earliest(ground.deaths.map(({ statement }) => startOf(statement)))
      : []),
  ];
}

/** A certificate that tells the death answers for it as well; a state of health does not report on itself. */
function isAnswered({ answeredBy }: ClockRow, { statement: started }: Start, { known }: Sight): boolean {
  const isInTime = (statement: Statement): boolean =>
    spanOf(statement).latest >= started.valid.earliest && !(isGravelyIll(statement) && isGravelyIll(started));
  return (
    known.matching(answeredBy).some((statement) => statement !== started && isInTime(statement)) ||
    known.ofSources(answeredBy.sources).includes(started)
  );
}

function appliesTo(row: ClockRow, asserted: readonly Category[]): boolean {
  const isOther = !asserted.some((category) => PROTECTED_BY_NAME.includes(category));
  return row.appliesTo.some((one) => (one === 'others' ? isOther : asserted.includes(one)));
}

/** Several may say which conflict it is; the Conventions' clocks rest only where all of them say a non-international one. */
function isOutsideTheConventions({ categories }: ClockGround): boolean {
  const said = categories.flatMap(({ conflict }) => conflict ?? []);
  return said.length > 0 && said.every((conflict) => conflict === 'non_international');
}

function runs({ starts }: ClockRow, status: WhereaboutsStatus): boolean {
  return starts.deathInCustody === true ? OF_THE_DEAD.includes(status) : HELD_STATUSES.includes(status);
}

function clockOf(row: ClockRow, sight: Sight): RunningClock[] {
  const starts = startsOf(row, sight).sort((a, b) => compareNumbers(a.at, b.at) * (row.again ? -1 : 1));
  const [first] = starts;
  if (first === undefined) return [];
  const deciding = starts.filter(({ at }) => at === first.at);
  if (deciding.some((start) => isAnswered(row, start, sight))) return [];
  const statements = [...new Set(deciding.map(({ statement }) => statement))].sort(compareForListing);
  return [
    {
      flag: row.flag,
      rule: row.rule,
      since: first.at,
      due: first.at + row.days * DAY,
      statementIds: statements.map(({ id }) => id),
    },
  ];
}

/** In the order of the table; a clock whose answer is known to us is not among them. */
export function runningClocks(ground: ClockGround): readonly RunningClock[] {
  if (isOutsideTheConventions(ground)) return [];
  const asserted = ground.categories.map(({ category }) => category);
  const rows = CLOCKS.filter((row) => runs(row, ground.status) && appliesTo(row, asserted));
  if (rows.length === 0) return [];
  const sight = sightOf(ground);
  return rows.flatMap((row) => clockOf(row, sight));
}
