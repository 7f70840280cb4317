// What the statements about the person itself amount to: sex, years of birth, nationalities, categories, sides.

import { compareForListing, newestOf, sortedSet, type Ordered } from './statement-order.js';
import type { Seen } from './seen-statements.js';
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

type Particular = Weighed & { readonly statement: Extract<Statement, { kind: 'particulars' }> };

function isParticular(one: Weighed): one is Particular {
  return one.statement.kind === 'particulars';
}

/** The newest credible ones that give a value; where nobody credible gives any, the newest that nobody could yet judge. */
function newestGiving(seen: Seen, valueOf: (details: Coarse) => unknown): readonly Particular[] {
  const given = seen
    .ofKind('particulars')
    .filter(isParticular)
    .filter(({ statement, weight }) => weight !== 'shown' && valueOf(statement.details) !== undefined);
  const credible = given.filter(({ weight }) => weight === 'counts');
  return newestOf(credible.length > 0 ? credible : given);
}

function newestValues<T>(seen: Seen, valueOf: (details: Coarse) => T | undefined): readonly T[] {
  return newestGiving(seen, valueOf)
    .map(({ statement }) => valueOf(statement.details))
    .filter((value) => value !== undefined);
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

export function foldParticulars(seen: Seen): Particulars {
  return {
    sex: sexOf(newestValues(seen, knownSex)),
    birthYears: spanning(newestValues(seen, ({ birthYears }) => birthYears)),
    nationalities: sortedSet(newestValues(seen, ({ nationalities }) => nationalities).flat()),
  };
}

/** The statements from which the years of birth come. */
export function birthYearStatements(seen: Seen): readonly Ordered[] {
  return newestGiving(seen, ({ birthYears }) => birthYears);
}

/** A category is a party's own assertion at any grade; anybody else's needs a source that can be believed or not yet judged. */
function isAsserted(one: Weighed): one is Weighed & { readonly statement: Categorised } {
  const { statement, weight } = one;
  if (statement.kind !== 'category') return false;
  const { assertedBy } = statement.details;
  return weight !== 'shown' || (assertedBy !== undefined && assertedBy === statement.author.party);
}

function asserter({ details, author }: Categorised): string {
  return details.assertedBy === undefined ? `organisation ${author.organisationId}` : `party ${details.assertedBy}`;
}

/** The newest of each party and each assessor, side by side; tied ones of one asserter all stand. */
export function foldCategories(seen: Seen): readonly AssertedCategory[] {
  const asserted = seen.ofKind('category').filter(isAsserted);
  const asserters = new Set(asserted.map(({ statement }) => asserter(statement)));
  const standing = [...asserters].flatMap((one) =>
    newestOf(asserted.filter(({ statement }) => asserter(statement) === one)),
  );
  return standing.sort(compareForListing).map(({ statement: { id, details } }) => ({
    category: details.category,
    ground: details.ground ?? null,
    assertedBy: details.assertedBy ?? null,
    conflict: details.conflict ?? null,
    hostilitiesEnded: details.hostilitiesEnded ?? null,
    statementId: id,
  }));
}

/** The parties of origin, by the newest credible statement; several where these are tied. */
export function foldSides(seen: Seen): readonly PartyKey[] {
  const origins = seen
    .countingOfKind('affiliation')
    .filter(({ statement }) => statement.kind === 'affiliation' && statement.details.role === 'of_origin');
  return sortedSet(
    newestOf(origins).flatMap(({ statement }) => (statement.kind === 'affiliation' ? [statement.details.party] : [])),
  );
}
