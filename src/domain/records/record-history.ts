// What each view made of a person at every state of knowledge and on every day: rectangles of known and valid time.

import { claimsOf } from './claims.js';
import { asSeenBy, instantsSeen } from './embargo.js';
import type { Instant } from './instant.js';
import { contentsAt, foldContents, type ContentsThen, type RecordContents } from './record-contents.js';
import { projectionText, projectRecord, type RecordProjection } from './record-projection.js';
import { STALE_DAYS, type StaleDays } from './stale-days.js';
import { compareNumbers } from './statement-order.js';
import { viewsBesideShared, weighStatements } from './statement-weight.js';
import type { Statement } from './statement.js';

/** The view of all who may know of the person; every other view is the id of an organisation. */
export const SHARED_VIEW = 'shared';

/** The days from `validFrom` on and before `validTo`. */
export interface ValidSpan {
  readonly validFrom: Instant;
  /** Infinity where nothing later changes the record. */
  readonly validTo: Instant;
  /** Null where the person is not yet concerned on these days: nothing that counts was so by then, although something was later. */
  readonly projection: RecordProjection | null;
}

/** Holds for whoever asks with knownFrom ≤ knownAt < knownTo and validFrom ≤ validAt < validTo. */
export interface RecordInterval extends ValidSpan {
  readonly view: string;
  readonly knownFrom: Instant;
  /** Infinity where it is what is known today. */
  readonly knownTo: Instant;
}

export interface HistoryChange {
  /** As they stood before, with `knownTo` still open. */
  readonly closed: readonly RecordInterval[];
  readonly opened: readonly RecordInterval[];
}

function saySame(a: RecordProjection | null, b: RecordProjection | null): boolean {
  return a === null || b === null ? a === b : projectionText(a) === projectionText(b);
}

/** Neighbours that say the same become one. */
function coalesced(spans: readonly ValidSpan[]): ValidSpan[] {
  const joined: ValidSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && saySame(last.projection, span.projection))
      joined[joined.length - 1] = { ...last, validTo: span.validTo };
    else joined.push(span);
  }
  return joined;
}

function sortedInstants(instants: readonly Instant[]): Instant[] {
  return [...new Set(instants)].sort(compareNumbers);
}

/** When something is known, and by which days a sign of life is stale in the registry that knows it. */
interface Known {
  readonly knownAt: Instant;
  readonly staleDays: StaleDays;
}

/** A person is concerned from the first day on which anything claims something; one who was merged into another, on every day. */
function spansOfView(then: ContentsThen, organisationId: string | null, { knownAt, staleDays }: Known): ValidSpan[] {
  const clock = { today: knownAt, view: { organisationId }, knownAt, staleDays };
  const seen = weighStatements(then.statements, clock);
  const starts = sortedInstants([-Infinity, ...seen.map(({ statement }) => statement.valid.earliest)]);
  const claimsBy = (validAt: Instant): boolean =>
    claimsOf(seen.filter(({ statement }) => statement.valid.earliest <= validAt)).length > 0;
  let concerned = !claimsBy(Infinity);
  return coalesced(
    starts.map((validFrom, at) => {
      concerned ||= claimsBy(validFrom);
      return {
        validFrom,
        validTo: starts[at + 1] ?? Infinity,
        projection: concerned ? projectRecord(foldContents(then, { ...clock, validAt: validFrom })) : null,
      };
    }),
  );
}

function projectionOn(spans: readonly ValidSpan[], day: Instant): RecordProjection | null {
  return spans.find(({ validFrom, validTo }) => validFrom <= day && day < validTo)?.projection ?? null;
}

/** Where a view differs from the shared one. */
function ownSpans(own: readonly ValidSpan[], common: readonly ValidSpan[]): ValidSpan[] {
  const starts = sortedInstants([...own, ...common].map(({ validFrom }) => validFrom));
  const pieces = starts.map((validFrom, at) => ({
    validFrom,
    validTo: starts[at + 1] ?? Infinity,
    projection: projectionOn(own, validFrom),
  }));
  const differs = ({ validFrom, projection }: ValidSpan): boolean =>
    projectionText(projection) !== projectionText(projectionOn(common, validFrom));
  const runs: ValidSpan[][] = [];
  for (const [at, piece] of pieces.entries()) {
    const before = pieces[at - 1];
    if (!differs(piece)) continue;
    if (before !== undefined && differs(before)) runs.at(-1)?.push(piece);
    else runs.push([piece]);
  }
  return runs.flatMap(coalesced);
}

/** Who knows of the person by whom: a record that was merged into another holds nothing, but its readers knew of it before. */
function tellingOf(personId: string, contents: RecordContents, then: ContentsThen, knownAt: Instant): Statement[] {
  const own = contents.statements.filter(({ recordedOn }) => recordedOn === personId);
  const telling = new Set([...then.statements, ...own.map(({ statement }) => statement)]);
  return [...telling].filter(({ recordedAt }) => recordedAt <= knownAt);
}

function isToldBy(statement: Statement, organisationId: string | null, knownAt: Instant): boolean {
  if (statement.confidential) return statement.author.organisationId === organisationId;
  return (asSeenBy(statement, organisationId)?.recordedAt ?? Infinity) <= knownAt;
}

/** What is known at `knownAt`, as if it were still known today. */
function openIntervals(personId: string, contents: RecordContents, known: Known): RecordInterval[] {
  const { knownAt } = known;
  const then = contentsAt(personId, contents, knownAt);
  const telling = tellingOf(personId, contents, then, knownAt);
  const open = (view: string, spans: readonly ValidSpan[]): RecordInterval[] =>
    spans.map((span) => ({ view, knownFrom: knownAt, knownTo: Infinity, ...span }));
  // Nobody is told of a person of whom everything known was given in confidence, or is under embargo.
  const isTold = (organisationId: string | null): boolean =>
    telling.some((one) => isToldBy(one, organisationId, knownAt));
  const isShared = isTold(null);
  const common = isShared ? spansOfView(then, null, known) : [];
  const views = viewsBesideShared(telling)
    .filter(isTold)
    .flatMap((organisationId) => open(organisationId, ownSpans(spansOfView(then, organisationId, known), common)));
  // Where the shared view has no interval, the person is not concerned in it.
  return [
    ...open(
      SHARED_VIEW,
      common.filter(({ projection }) => projection !== null),
    ),
    ...views,
  ];
}

/** What the shared view says today, or null where nobody is told of the person. */
export function sharedToday(intervals: readonly RecordInterval[]): RecordProjection | null {
  return (
    intervals.find(({ view, knownTo, validTo }) => view === SHARED_VIEW && knownTo === Infinity && validTo === Infinity)
      ?.projection ?? null
  );
}

function keyOf({ view, validFrom, validTo, projection }: RecordInterval): string {
  return `${view} ${validFrom} ${validTo} ${projectionText(projection)}`;
}

/**
 * What the news recorded at `at` changes, where nothing that was recorded is later. `open` are the intervals with an open `knownTo`, all of
 * them begun before `at`; what stays as it was stays untouched.
 */
export function advanceHistory(
  open: readonly RecordInterval[],
  personId: string,
  contents: RecordContents,
  at: Instant,
  staleDays: StaleDays = STALE_DAYS,
): HistoryChange {
  const next = openIntervals(personId, contents, { knownAt: at, staleDays });
  const [before, after] = [new Set(open.map(keyOf)), new Set(next.map(keyOf))];
  return {
    closed: open.filter((interval) => !after.has(keyOf(interval))),
    opened: next.filter((interval) => !before.has(keyOf(interval))),
  };
}

/** What was refuted before the statement came is no news of its person. */
function refutationsSince({ original, recordedAt }: Statement): Instant[] {
  const turns = original?.refuted.flatMap(({ from, to }) => [from, to]) ?? [];
  return turns.filter((at) => at > recordedAt);
}

/** When what was known of the person changed, by statements, their withdrawal, the end of their embargo, their evidence or links to other persons; oldest first. */
export function changesOf({ statements, absorbed }: RecordContents): readonly Instant[] {
  const recorded = statements.flatMap(({ statement, from, to }) => [
    from,
    to,
    ...instantsSeen(statement),
    ...refutationsSince(statement),
  ]);
  const linked = absorbed.flatMap(({ from, to }) => [from, to]);
  return sortedInstants([...recorded, ...linked]).filter(Number.isFinite);
}

/** The whole history of a person, from nothing but what its record ever held. */
export function historyOf(
  personId: string,
  contents: RecordContents,
  staleDays: StaleDays = STALE_DAYS,
): readonly RecordInterval[] {
  const past: RecordInterval[] = [];
  let open: readonly RecordInterval[] = [];
  for (const at of changesOf(contents)) {
    const { closed, opened } = advanceHistory(open, personId, contents, at, staleDays);
    past.push(...closed.map((interval) => ({ ...interval, knownTo: at })));
    open = [...open.filter((interval) => !closed.includes(interval)), ...opened];
  }
  return [...past, ...open];
}
