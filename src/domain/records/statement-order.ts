// The order of statements in time: which is newer, which lie surely apart, and which are one account of one giver.

import { credibilityOf, INFORMATION_GRADES, RELIABILITIES, type SourceGrade } from '../evidence/source-grade.js';
import { STATEMENT_SOURCES } from '../evidence/statement-source.js';
import { STATEMENT_KINDS } from './statement-kinds.js';
import type { Instant } from './instant.js';
import type { Statement } from './statement.js';

export interface Span {
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** Nobody can attest what comes after the recording, so that an open end reaches to there and no further. */
export function spanOf(statement: Statement): Span {
  return { earliest: statement.valid.earliest, latest: latestOf(statement) };
}

function latestOf({ valid, recordedAt }: Statement): Instant {
  return valid.latest === Infinity ? Math.max(recordedAt, valid.earliest) : valid.latest;
}

const CREDIBILITY_RANK = { credible: 0, uncorroborated: 100, not_credible: 200 } as const;

/** Lower is better. The two axes are given independently of each other and weigh the same. */
function gradeRank(grade: SourceGrade): number {
  const axes = RELIABILITIES.indexOf(grade.reliability) + INFORMATION_GRADES.indexOf(grade.information);
  return CREDIBILITY_RANK[credibilityOf(grade)] + axes;
}

/** Infinity minus itself is no number, hence no subtraction. */
export function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Positive when `a` is the newer; zero when nothing that may decide tells them apart. */
export function compareNewness(a: Statement, b: Statement): number {
  return (
    compareNumbers(latestOf(a), latestOf(b)) ||
    compareNumbers(a.valid.earliest, b.valid.earliest) ||
    compareNumbers(gradeRank(b.grade), gradeRank(a.grade)) ||
    compareNumbers(a.recordedAt, b.recordedAt)
  );
}

/**
 * Newest first. Among equals the order of kind, source and at last id only says in which order they are listed and which
 * of two statements that are the same in everything is cited; it decides nothing.
 */
export function compareForListing(a: Statement, b: Statement): number {
  return (
    compareNewness(b, a) ||
    STATEMENT_KINDS.indexOf(a.kind) - STATEMENT_KINDS.indexOf(b.kind) ||
    STATEMENT_SOURCES.indexOf(a.source) - STATEMENT_SOURCES.indexOf(b.source) ||
    (a.id < b.id ? -1 : 1)
  );
}

export function surelyAfter(a: Statement, b: Statement): boolean {
  return a.valid.earliest > latestOf(b);
}

export function overlap(a: Statement, b: Statement): boolean {
  return !surelyAfter(a, b) && !surelyAfter(b, a);
}

/** What one organisation recorded at once, a line of a register for example, tells its parts in their natural order. */
export function oneAccount(a: Statement, b: Statement): boolean {
  return a.author.organisationId === b.author.organisationId && a.recordedAt === b.recordedAt;
}

/** The newest of a list and all that equal it, in the order of listing; empty only for an empty list. */
export function newestOf<T extends { readonly statement: Statement }>(list: readonly T[]): readonly T[] {
  let newest: T[] = [];
  for (const one of list) {
    const [first] = newest;
    const order = first === undefined ? 1 : compareNewness(one.statement, first.statement);
    if (order > 0) newest = [one];
    else if (order === 0) newest.push(one);
  }
  return newest.sort((a, b) => compareForListing(a.statement, b.statement));
}

/** The value that all agree on, or null where tied statements differ: no id or label decides between them. */
export function agreed<T>(values: readonly T[]): T | null {
  const [first] = values;
  const text = JSON.stringify(first);
  return first !== undefined && values.every((value) => JSON.stringify(value) === text) ? first : null;
}

/** Distinct keys or codes in their own order, which is the same for every reader and every order of recording. */
export function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
