// Whether two records may be of one loss: when it was, in months, and where, by administrative area. It raises and lowers, and alone it decides nothing.

import type { RecordProjection } from '../records/record-projection.js';

/** As lists and counts hold it (`record-projection.ts`): no day, and no place below the second administrative level. */
export type ComparedLoss = Pick<RecordProjection, 'month' | 'state' | 'municipality'>;

export interface LossEvidence {
  readonly part: 'loss_date' | 'loss_place';
  readonly finding: 'match' | 'mismatch' | 'blank';
  readonly reason: LossDateReason | LossPlaceReason;
  /** Natural logarithm of how much likelier this is for one person than for two. */
  readonly weight: number;
  /** Of dates: the same of their years alone, for readers who are told no month. */
  readonly byYear?: LossDateReason;
}

export const LOSS_DATE_REASONS = ['same_month', 'months_overlap', 'months_near', 'months_apart'] as const;
export type LossDateReason = (typeof LOSS_DATE_REASONS)[number];

export const LOSS_PLACE_REASONS = ['same_district', 'same_region', 'other_district', 'other_region'] as const;
type LossPlaceReason = (typeof LOSS_PLACE_REASONS)[number];

/**
 * ln (m / u). m, of two reports of one person's loss, is set by hand: no labelled pairs of real people may leave anybody's files. u, of two namesakes, follows from a
 * spread that docs/matching.md states and `loss-spread.ts` of the tests holds these numbers against.
 */
export const LOSS_WEIGHTS = {
  same_month: 1.7,
  months_overlap: 0.9,
  /** Up to a year: as likely of two people whom one war took as of one person whose loss was reported by another date. */
  months_near: 0,
  months_apart: -2.6,
  same_district: 3.5,
  /** The district is not known of one of them. */
  same_region: 1.9,
  other_district: 0.3,
  other_region: -2.1,
} as const satisfies Readonly<Record<LossEvidence['reason'], number>>;

/** One battle gives both a month and an area, and so does one wrong report: the lesser of two findings that point one way says half as much. */
const SECOND = 0.5;
const NEAR_MONTHS = 12;
const UNKNOWN = 'unknown';

/** Months since the year 0, both ends included; null where it is not known. */
function monthsOf(month: string): { readonly first: number; readonly last: number } | null {
  const written = /^(\d{4})(?:-(\d\d))?$/.exec(month);
  if (written === null) return null;
  const january = Number(written[1]) * 12;
  if (written[2] === undefined) return { first: january, last: january + 11 };
  const at = january + Number(written[2]) - 1;
  return { first: at, last: at };
}

function dateReason(one: string, other: string): LossDateReason | null {
  const [mine, theirs] = [monthsOf(one), monthsOf(other)];
  if (mine === null || theirs === null) return null;
  const gap = Math.max(mine.first, theirs.first) - Math.min(mine.last, theirs.last);
  if (gap > 0) return gap <= NEAR_MONTHS ? 'months_near' : 'months_apart';
  return mine.first === mine.last && theirs.first === theirs.last ? 'same_month' : 'months_overlap';
}

/** `<state>:unknown` where the district is not known. */
function isDistrict(municipality: string): boolean {
  return municipality !== UNKNOWN && !municipality.endsWith(`:${UNKNOWN}`);
}

function placeReason(one: ComparedLoss, other: ComparedLoss): LossPlaceReason | null {
  if (one.state === UNKNOWN || other.state === UNKNOWN) return null;
  if (one.state !== other.state) return 'other_region';
  if (!isDistrict(one.municipality) || !isDistrict(other.municipality)) return 'same_region';
  return one.municipality === other.municipality ? 'same_district' : 'other_district';
}

export function findingOfLoss(reason: LossEvidence['reason']): LossEvidence['finding'] {
  const weight = LOSS_WEIGHTS[reason];
  return weight === 0 ? 'blank' : weight > 0 ? 'match' : 'mismatch';
}

function dateEvidence({ month: one }: ComparedLoss, { month: other }: ComparedLoss): LossEvidence[] {
  const [reason, byYear] = [dateReason(one, other), dateReason(one.slice(0, 4), other.slice(0, 4))];
  if (reason === null || byYear === null) return [];
  return [{ part: 'loss_date', finding: findingOfLoss(reason), reason, weight: LOSS_WEIGHTS[reason], byYear }];
}

function placeEvidence(one: ComparedLoss, other: ComparedLoss): LossEvidence[] {
  const reason = placeReason(one, other);
  return reason === null
    ? []
    : [{ part: 'loss_place', finding: findingOfLoss(reason), reason, weight: LOSS_WEIGHTS[reason] }];
}

function lessened(evidence: readonly LossEvidence[]): readonly LossEvidence[] {
  const [date, place] = evidence;
  if (date === undefined || place === undefined || date.weight * place.weight <= 0) return evidence;
  return Math.abs(date.weight) < Math.abs(place.weight)
    ? [{ ...date, weight: date.weight * SECOND }, place]
    : [date, { ...place, weight: place.weight * SECOND }];
}

/** Symmetric. What is not known of both is no evidence and is not among it. */
export function lossAgreement(one: ComparedLoss | null, other: ComparedLoss | null): readonly LossEvidence[] {
  if (one === null || other === null) return [];
  return lessened([...dateEvidence(one, other), ...placeEvidence(one, other)]);
}

/**
 * Reports of one loss often differ in when or where, and a record tells its newest loss alone: each by itself only weighs. Both at once are
 * enough that a person should look before the two are called the same.
 */
export function lossContradicts(evidence: readonly { readonly part: string; readonly finding: string }[]): boolean {
  const against = evidence.filter(({ part, finding }) => part.startsWith('loss_') && finding === 'mismatch');
  return against.length === 2;
}
