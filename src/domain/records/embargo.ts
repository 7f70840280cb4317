// From when on an organisation is told of a statement: at once, when its embargo was lifted and the found person's will allows it, or never.

import type { Embargo, WillInForce } from './embargo-terms.js';
import type { Instant } from './instant.js';
import type { Statement, Withdrawal } from './statement.js';

function allows({ sharedWith }: WillInForce, organisationId: string | null): boolean {
  if (sharedWith === 'nobody' || sharedWith === 'partners') return sharedWith === 'partners';
  return organisationId !== null && sharedWith.includes(organisationId);
}

/** What was told once cannot be untold: the first instant counts at which it was ready and the newest will allowed it. */
function toldSince({ readyAt, wills }: Embargo, organisationId: string | null): Instant {
  const inForce = wills.findLast(({ from }) => from <= readyAt);
  if (inForce === undefined || allows(inForce, organisationId)) return readyAt;
  return wills.find((will) => will.from > readyAt && allows(will, organisationId))?.from ?? Infinity;
}

/** `giver` and owner are told at `at`; `null` stands for all who share the record. */
function seenSince(embargo: Embargo | undefined, at: Instant, giver: string, organisationId: string | null): Instant {
  if (embargo === undefined || organisationId === giver || organisationId === embargo.ownerOrganisationId) return at;
  return Math.max(at, toldSince(embargo, organisationId));
}

/** A statement that is superseded by one under embargo stands for others until they are told of that one. */
function withdrawalSeen(
  { author }: Statement,
  withdrawn: Withdrawal,
  statementSince: Instant,
  organisationId: string | null,
): Withdrawal | null {
  const { embargo, ...told } = withdrawn;
  const at = Math.max(statementSince, seenSince(embargo, withdrawn.at, author.organisationId, organisationId));
  return at === Infinity ? null : { ...told, at };
}

/**
 * The statement as an organisation is told of it: recorded when its embargo was lifted for that organisation, with the instant at which it
 * was given beside, and withdrawn no earlier. Null where that organisation is never told, what was withdrawn before the lift included.
 * Confidence is another matter.
 */
export function asSeenBy(statement: Statement, organisationId: string | null): Statement | null {
  const { embargo, withdrawn, author, recordedAt } = statement;
  if (embargo === undefined && withdrawn?.embargo === undefined) return statement;
  const since = seenSince(embargo, recordedAt, author.organisationId, organisationId);
  if (since === Infinity || (since > recordedAt && withdrawn !== null && withdrawn.at <= since)) return null;
  const { embargo: _lifted, ...told } = statement;
  return {
    ...told,
    recordedAt: since,
    ...(since > recordedAt && { givenAt: recordedAt }),
    withdrawn: withdrawn === null ? null : withdrawalSeen(statement, withdrawn, since, organisationId),
  };
}

function embargoesOf({ embargo, withdrawn }: Statement): readonly Embargo[] {
  return [embargo, withdrawn?.embargo].filter((one) => one !== undefined);
}

/** The organisations that may be told of a statement or its withdrawal at another time than everybody else. */
export function toldApart(statement: Statement): readonly string[] {
  const embargoes = embargoesOf(statement);
  if (embargoes.length === 0) return [];
  const named = embargoes.flatMap(({ wills }) =>
    wills.flatMap(({ sharedWith }) => (typeof sharedWith === 'string' ? [] : sharedWith)),
  );
  const owners = embargoes.map(({ ownerOrganisationId }) => ownerOrganisationId);
  return [...new Set([statement.author.organisationId, ...owners, ...named])];
}

/** When anybody's view of the statement changes; infinite ones among them. */
export function instantsSeen(statement: Statement): readonly Instant[] {
  return [null, ...toldApart(statement)].flatMap((organisationId) => {
    const seen = asSeenBy(statement, organisationId);
    if (seen === null) return [];
    return seen.withdrawn === null ? [seen.recordedAt] : [seen.recordedAt, seen.withdrawn.at];
  });
}
