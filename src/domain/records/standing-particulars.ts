// What the statements about the person itself amount to: sex, years of birth, nationalities, categories, sides.

import { compareForListing, newestOf, sortedSet } from './statement-order.js';
import type { Weighed } from './statement-weight.js';
import type { BirthYears, PartyKey, Sex, Statement, StatementDetails } from './statement.js';
import type { AssertedCategory } from './whereabouts-record.js';

export interface Particulars {
  readonly sex: Sex;
  readonly birthYears: BirthYears | null;
  readonly nationalities: readonly string[];
}

type Coarse = StatementDetails['particulars'];
type Categorised = Extract<Statement, { kind: 'category' }>;

/** The newest credible values; where nobody credible gives any, the newest that nobody could yet judge. */
function newestGiving<T>(
  weighed: readonly Weighed[],
  valueOf: (details: Coarse) => T | undefined,
): readonly { readonly statement: Statement; readonly value: T }[] {
  const given = weighed.flatMap(({ statement, weight }) => {
    const value = statement.kind === 'particulars' ? valueOf(statement.details) : undefined;
    return value === undefined || weight === 'shown' ? [] : [{ statement, weight, value }];
  });
  const credible = given.filter(({ weight }) => weight === 'counts');
  return newestOf(credible.length > 0 ? credible : given);
}

function newestValues<T>(weighed: readonly Weighed[], valueOf: (details: Coarse) => T | undefined): readonly T[] {
  return newestGiving(weighed, valueOf).map(({ value }) => value);
}

function sexOf(values: readonly Sex[]): Sex {
  const [first = 'unknown'] = values;
  return values.every((value) => value === first) ? first : 'unknown';
}

/** Tied years of birth are all possible. */
function spanning(values: readonly BirthYears[]): BirthYears | null {
  if (values.length === 0) return null;
  return { from: Math.min(...values.map(({ from }) => from)), to: Math.max(...values.map(({ to }) => to)) };
}

/** "Unknown" is no knowledge and replaces none. */
function knownSex({ sex }: Coarse): Sex | undefined {
  return sex === 'unknown' ? undefined : sex;
}

export function foldParticulars(all: readonly Weighed[]): Particulars {
  const weighed = all.filter(({ statement }) => statement.kind === 'particulars');
  return {
    sex: sexOf(newestValues(weighed, knownSex)),
    birthYears: spanning(newestValues(weighed, ({ birthYears }) => birthYears)),
    nationalities: sortedSet(newestValues(weighed, ({ nationalities }) => nationalities).flat()),
  };
}

/** The statements from which the years of birth come. */
export function birthYearStatements(weighed: readonly Weighed[]): readonly Statement[] {
  return newestGiving(weighed, ({ birthYears }) => birthYears).map(({ statement }) => statement);
}

/** A category is a party's own assertion at any grade; anybody else's needs a source that can be believed or not yet judged. */
function isAsserted({ statement, weight }: Weighed): boolean {
  if (statement.kind !== 'category') return false;
  const { assertedBy } = statement.details;
  return weight !== 'shown' || (assertedBy !== undefined && assertedBy === statement.author.party);
}

function asserter({ details, author }: Categorised): string {
  return details.assertedBy === undefined ? `organisation ${author.organisationId}` : `party ${details.assertedBy}`;
}

/** The newest of each party and each assessor, side by side; tied ones of one asserter all stand. */
export function foldCategories(weighed: readonly Weighed[]): readonly AssertedCategory[] {
  const asserted = weighed
    .filter(isAsserted)
    .map(({ statement }) => statement)
    .filter((statement) => statement.kind === 'category');
  const asserters = new Set(asserted.map(asserter));
  const standing = [...asserters].flatMap((one) =>
    newestOf(asserted.filter((statement) => asserter(statement) === one).map((statement) => ({ statement }))),
  );
  return standing
    .map(({ statement }) => statement)
    .sort(compareForListing)
    .map(({ id, details }) => ({
      category: details.category,
      ground: details.ground ?? null,
      assertedBy: details.assertedBy ?? null,
      conflict: details.conflict ?? null,
      hostilitiesEnded: details.hostilitiesEnded ?? null,
      statementId: id,
    }));
}

/** The parties of origin, by the newest credible statement; several where these are tied. */
export function foldSides(weighed: readonly Weighed[]): readonly PartyKey[] {
  const origins = weighed.flatMap(({ statement, weight }) =>
    weight === 'counts' && statement.kind === 'affiliation' && statement.details.role === 'of_origin'
      ? [{ statement, party: statement.details.party }]
      : [],
  );
  return sortedSet(newestOf(origins).map(({ party }) => party));
}
