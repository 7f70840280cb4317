// The order of statements in time: which is newer, which lie surely apart, and which are one account of one giver.

import { credibilityOf, INFORMATION_GRADES, RELIABILITIES, type SourceGrade } from '../evidence/source-grade.js';
import { STATEMENT_SOURCES } from '../evidence/statement-source.js';
import { STATEMENT_KINDS } from './statement-kinds.js';
import type { Instant } from './instant.js';
import type { Statement } from './statement.js';

/** A statement with its place in time among those that are folded with it, worked out once for all stages of the fold. */
export interface Ordered {
  readonly statement: Statement;
  readonly earliest: Instant;
  readonly latest: Instant;
  /** Higher is newer; the same where nothing that may decide tells two statements apart. */
  readonly newness: number;
  /** Its place in the order of listing, 0 for the newest. */
  readonly listed: number;
}

/** When its giver wrote it down, which is what it asserts and is one account with; whoever is told later is told the same assertion. */
function givenAt({ givenAt: given, recordedAt }: Statement): Instant {
  return given ?? recordedAt;
}

/** Nobody can attest what comes after they wrote it down, so that an open end reaches to there and no further. */
export function latestOf(statement: Statement): Instant {
  const { earliest, latest } = statement.valid;
  return latest === Infinity ? Math.max(givenAt(statement), earliest) : latest;
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

/** Newest first; zero when nothing that may decide tells them apart. */
function compareDecisively(a: Ordered, b: Ordered): number {
  return (
    compareNumbers(b.latest, a.latest) ||
    compareNumbers(b.earliest, a.earliest) ||
    compareNumbers(gradeRank(a.statement.grade), gradeRank(b.statement.grade)) ||
    compareNumbers(givenAt(b.statement), givenAt(a.statement))
  );
}

/**
 * Newest first. Among equals the order of kind, source and at last id only says in which order they are listed and which
 * of two statements that are the same in everything is cited; it decides nothing.
 */
function compareFully(a: Ordered, b: Ordered): number {
  const [one, other] = [a.statement, b.statement];
  return (
    compareDecisively(a, b) ||
    STATEMENT_KINDS.indexOf(one.kind) - STATEMENT_KINDS.indexOf(other.kind) ||
    STATEMENT_SOURCES.indexOf(one.source) - STATEMENT_SOURCES.indexOf(other.source) ||
    (one.id < other.id ? -1 : 1)
  );
}

/** Puts a list that nobody else holds in the order of listing and numbers it. What is filtered out of it stays in that order. */
export function putInOrder<T extends Ordered>(list: T[]): readonly T[] {
  list.sort(compareFully);
  let newness = 0;
  for (const [listed, one] of list.entries()) {
    const before = list[listed - 1];
    if (before !== undefined && compareDecisively(before, one) !== 0) newness -= 1;
    const place: { newness: number; listed: number } = one;
    place.newness = newness;
    place.listed = listed;
  }
  return list;
}

/** Positive when `a` is the newer; zero when nothing that may decide tells them apart. */
export function compareNewness(a: Ordered, b: Ordered): number {
  return a.newness - b.newness;
}

export function compareForListing(a: Ordered, b: Ordered): number {
  return a.listed - b.listed;
}

/** Earliest beginning first; among equals the order of listing. */
export function compareAge(a: Ordered, b: Ordered): number {
  return compareNumbers(a.earliest, b.earliest) || compareNumbers(a.latest, b.latest) || a.listed - b.listed;
}

export function surelyAfter(a: Ordered, b: Ordered): boolean {
  return a.earliest > b.latest;
}

export function overlap(a: Ordered, b: Ordered): boolean {
  return !surelyAfter(a, b) && !surelyAfter(b, a);
}

/** What one organisation recorded at once, a line of a register for example, tells its parts in their natural order. */
export function oneAccount({ statement: a }: Ordered, { statement: b }: Ordered): boolean {
  return a.author.organisationId === b.author.organisationId && givenAt(a) === givenAt(b);
}

/** The newest of a list and all that equal it, in the order of listing; empty only for an empty list. */
export function newestOf<T extends Ordered>(list: readonly T[]): readonly T[] {
  let newest: T[] = [];
  let best = -Infinity;
  for (const one of list) {
    if (one.newness < best) continue;
    if (one.newness === best) newest.push(one);
    else newest = [one];
    best = one.newness;
  }
  return newest.length > 1 ? newest.sort(compareForListing) : newest;
}

/** The value that all agree on, or null where tied statements differ: no id or label decides between them. */
export function agreed<T>(values: readonly T[]): T | null {
  const [first, ...others] = values;
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const text = JSON.stringify(first);
  return others.every((value) => JSON.stringify(value) === text) ? first : null;
}

/** Distinct keys or codes in their own order, which is the same for every reader and every order of recording. */
export function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
