// Splits of a release by party: which there are, who must agree before one is counted, and what an organisation may answer.
import { DomainError, invalidField } from '../domain-error.js';
import type { Party } from '../organisations/organisation.js';
import type { Instant } from '../records/instant.js';
import { TOGETHER } from './day-values.js';
import { MEASURES, type AgreedDimension } from './measure.js';
import type { Cell } from './table-margins.js';

/** By whom a person came, or by whom they are held; the place of detention is no dimension at all. */
export const SPLIT_DIMENSIONS = MEASURES['whereabouts-status'].agreedDimensions;
export type SplitDimension = AgreedDimension;

export const SPLIT_MEANINGS: Readonly<Record<SplitDimension, string>> = {
  side: 'The side is the party of origin as reported',
  holder: 'The holder is the party that holds the person or is said to',
};

export const SPLIT_ANSWERS = ['agreed', 'refused', 'withdrawn'] as const;
export type SplitAnswer = (typeof SPLIT_ANSWERS)[number];

/** A closed list: words of one's own could name somebody, and are read by others. */
export const SPLIT_REFUSAL_REASONS = [
  'would_endanger',
  'givers_not_asked',
  'figures_incomplete',
  'would_mislead',
] as const;
export type SplitRefusalReason = (typeof SPLIT_REFUSAL_REASONS)[number];

export const SPLIT_REASON_WORDS: Readonly<Record<SplitRefusalReason, string>> = {
  would_endanger: 'it would endanger people or those who reported them',
  givers_not_asked: 'those who gave the information did not agree to it',
  figures_incomplete: 'the figures by party would be too incomplete',
  would_mislead: 'the figures by party would mislead',
};

/** What a release says of its split; codes of parties are their keys, which stay when labels change. */
export interface ReleaseSplit {
  readonly by: SplitDimension;
  /** Labels of the parties that the tables show, by key, as they were then. */
  readonly parties: Readonly<Record<string, string>>;
}

export interface GivenAnswer {
  readonly answer: SplitAnswer;
  readonly reason: SplitRefusalReason | null;
}

/** One organisation that was asked, with its newest answer. */
export interface SplitRequest {
  readonly organisationId: string;
  readonly askedAt: Instant;
  /** Null of one that has not answered, or has taken its answer back. */
  readonly answer: 'agreed' | 'refused' | null;
  readonly reason: SplitRefusalReason | null;
  /** Counts the answers that were given; 0 before the first. */
  readonly version: number;
}

/** How far the asking is, without a name: who refuses is not to be pressed. */
export interface SplitProgress {
  readonly asked: number;
  readonly agreed: number;
  /** Reasons that stand, in the order of their list, each once. */
  readonly reasons: readonly SplitRefusalReason[];
}

export function splitProgress(requests: readonly SplitRequest[]): SplitProgress {
  return {
    asked: requests.length,
    agreed: requests.filter(({ answer }) => answer === 'agreed').length,
    reasons: SPLIT_REFUSAL_REASONS.filter((reason) => requests.some((one) => one.reason === reason)),
  };
}

/** @throws DomainError invalid_field where a refusal has no reason of the list, or another answer has one */
export function readSplitAnswer(answer: string, reason: string | undefined): GivenAnswer {
  const known = SPLIT_ANSWERS.find((one) => one === answer);
  if (known === undefined) throw invalidField('/answer', `one of ${SPLIT_ANSWERS.join(', ')}`);
  const given = SPLIT_REFUSAL_REASONS.find((one) => one === reason);
  if (known === 'refused' && given === undefined)
    throw invalidField('/reason', `one of ${SPLIT_REFUSAL_REASONS.join(', ')}`);
  if (known !== 'refused' && reason !== undefined)
    throw invalidField('/reason', 'nothing, unless the answer is refused');
  return { answer: known, reason: known === 'refused' ? (given ?? null) : null };
}

/** @throws DomainError conflict where the answer stands already, or none stands that could be taken back */
export function requireOtherAnswer(request: SplitRequest, given: GivenAnswer): void {
  if (given.answer === 'withdrawn' && request.answer === null)
    throw new DomainError('conflict', 'Your organisation has no answer here that it could take back.');
  if (given.answer === request.answer && given.reason === request.reason)
    throw new DomainError('conflict', 'This is the answer of your organisation already.');
}

/**
 * All or nothing: a split that leaves out who did not agree would tell of their people by what is missing.
 * @param feeders organisations that registered a counted person, or have given something of one that counts, by now
 * @throws DomainError release_not_agreed with what to do next
 */
export function requireAllAgreed(requests: readonly SplitRequest[], feeders: readonly string[]): void {
  const agreed = new Set(requests.filter(({ answer }) => answer === 'agreed').map((one) => one.organisationId));
  const waiting = new Set([...requests.map((one) => one.organisationId), ...feeders]);
  for (const id of agreed) waiting.delete(id);
  if (agreed.size > 0 && waiting.size === 0) return;
  throw new DomainError(
    'release_not_agreed',
    `A split by party takes the agreement of every organisation that feeds it: ${agreed.size} of ${agreed.size + waiting.size} agree. Wait for the others, or prepare a release without the split.`,
  );
}

/**
 * A correction says the numbers of another release anew: by the party that they were split by, or by none.
 * @param corrected by what the corrected release is split; undefined of one without parties
 * @throws DomainError invalid_field
 */
export function requireSplitAsCorrected(by: SplitDimension, corrected: SplitDimension | undefined): void {
  if (by === corrected) return;
  const instead = corrected === undefined ? 'nothing: the release that is corrected has no parties' : corrected;
  throw invalidField('/by', `${instead}, as the release that is corrected, or a correction without a split`);
}

/**
 * Whoever agreed knew which release is corrected, or that none is.
 * @throws DomainError release_state_conflict
 */
export function requireAskedForThis(askedFor: number | null, corrects: number | null): void {
  if (askedFor === corrects) return;
  const told = askedFor === null ? 'a release that corrects none' : `the correction of release ${askedFor}`;
  const next = corrects === null ? 'the next release' : `the correction of release ${corrects}`;
  throw new DomainError(
    'release_state_conflict',
    `What was agreed to here is for ${told} alone. Ask for a split of ${next}.`,
  );
}

/** Labels of parties by key, of those that a number is shown of: others may hold somebody. */
export function partiesShown(
  tables: readonly { readonly cells: readonly Cell[] }[],
  by: SplitDimension,
  parties: readonly Party[],
): Readonly<Record<string, string>> {
  const shown = new Set(
    tables
      .flatMap(({ cells }) => cells)
      .flatMap(({ key, count }) => (count > 0 ? (key[by]?.split(TOGETHER) ?? []) : [])),
  );
  const named = parties.filter(({ partyKey }) => shown.has(partyKey));
  return Object.fromEntries(named.map(({ partyKey, label }) => [partyKey, label] as const).sort(byKey));
}

function byKey([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}

/** The label of a value of the split; several parties of one person stand together. */
export function partyName(split: ReleaseSplit | undefined, value: string): string {
  return value
    .split(TOGETHER)
    .map((key) => split?.parties[key] ?? key)
    .join(` ${TOGETHER} `);
}
