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
  /** Claims of the newest episode. */
  readonly claims: readonly Claim[];
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

function matches(
  statement: Statement,
  { kinds = [], sources = [], regimes = [], gravelyIll = false }: ClockMark,
): boolean {
  const regime = 'regime' in statement.details ? statement.details.regime : undefined;
  return (
    kinds.includes(statement.kind) ||
    sources.includes(statement.source) ||
    (regime !== undefined && regimes.includes(regime)) ||
    (gravelyIll && isGravelyIll(statement))
  );
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

function startsOf(row: ClockRow, ground: ClockGround): readonly Start[] {
  const told = ground.claims.filter(({ counts }) => counts).map(({ statement }) => statement);
  const custody = ground.claims.filter(({ counts, stage }) => counts && stage === 'custody');
  const { starts } = row;
  return [
    ...told.filter((statement) => matches(statement, starts)).map(startOf),
    ...counted(ground, starts),
    ...(starts.custody === true ? earliest(custody.map(({ statement }) => startOf(statement))) : []),
    ...(starts.endOfHostilities === true ? earliest(endsOfHostilities(ground)) : []),
    ...(starts.deathInCustody === true && custody.length > 0
      ? earliest(ground.deaths.map(({ statement }) => startOf(statement)))
      : []),
  ];
}

/** Statements that claim nothing of the whereabouts, a charge for example, start clocks too. */
function counted({ weighed, claims }: ClockGround, mark: ClockMark): readonly Start[] {
  const claiming = new Set(claims.map(({ statement }) => statement));
  return weighed
    .filter(
      ({ statement, weight }) =>
        weight === 'counts' && !claiming.has(statement) && (mark.kinds ?? []).includes(statement.kind),
    )
    .map(({ statement }) => startOf(statement));
}

/** A certificate that tells the death answers for it as well; a state of health does not report on itself. */
function answers(statement: Statement, mark: ClockMark, start: Start): boolean {
  return statement === start.statement ? (mark.sources ?? []).includes(statement.source) : matches(statement, mark);
}

/** What is shown at any grade answers as well: the clock asks what is known to us, not what is believed. */
function isAnswered(row: ClockRow, start: Start, weighed: readonly Weighed[]): boolean {
  return weighed.some(
    ({ statement }) =>
      answers(statement, row.answeredBy, start) &&
      spanOf(statement).latest >= spanOf(start.statement).earliest &&
      !(isGravelyIll(statement) && isGravelyIll(start.statement)),
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

function clockOf(row: ClockRow, ground: ClockGround): RunningClock[] {
  const starts = [...startsOf(row, ground)].sort((a, b) => compareNumbers(a.at, b.at) * (row.again ? -1 : 1));
  const [first] = starts;
  if (first === undefined) return [];
  const deciding = starts.filter(({ at }) => at === first.at);
  if (deciding.some((start) => isAnswered(row, start, ground.weighed))) return [];
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
  const running = CLOCKS.filter((row) => runs(row, ground.status) && appliesTo(row, asserted));
  return running.flatMap((row) => clockOf(row, ground));
}
