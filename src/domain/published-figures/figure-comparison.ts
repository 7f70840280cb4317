// Holds a publisher's number against the registry's own count, and says in words what that shows and what it does not.

import { dateInWords } from '../records/date-words.js';
import { valueInWords, type FigureValue } from './figure-value.js';

export const COMPARISONS = [
  'below',
  'within',
  'equal',
  'above',
  'at_least_holds',
  'at_least_does_not_hold',
  'at_most_holds',
  'at_most_does_not_hold',
  'depends_on_day',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Why the registry counts nothing beside a figure. */
export const NOT_COMPARABLE = {
  no_definition:
    'Not comparable: the figure carries no definition under which the registry could count, and none is guessed.',
  measure_changed: 'Not comparable: the measure of the definition is not counted here any more in that version.',
  unknown_party: 'Not comparable: the definition names a party that this registry does not know.',
  day_unknown: 'Not comparable: the date of the figure is open, so that there is no day to count on.',
} as const;
export type NotComparable = keyof typeof NOT_COMPARABLE;

export const WITHHELD_WORDS = 'The registry’s own count is shown to those who may count.';

type OneDay = Exclude<Comparison, 'depends_on_day'>;

/** Where the count lies, seen from the publisher's number. */
export function compareWithCount(value: FigureValue, count: number): OneDay {
  if ('exact' in value) return compareWithNumber(value.exact, count);
  if ('approx' in value) return compareWithNumber(value.approx, count);
  if ('min' in value && 'max' in value) return compareWithRange(value, count);
  if ('min' in value) return count >= value.min ? 'at_least_holds' : 'at_least_does_not_hold';
  return count <= value.max ? 'at_most_holds' : 'at_most_does_not_hold';
}

function compareWithNumber(stated: number, count: number): OneDay {
  if (count === stated) return 'equal';
  return count < stated ? 'below' : 'above';
}

function compareWithRange({ min, max }: { readonly min: number; readonly max: number }, count: number): OneDay {
  if (count < min) return 'below';
  return count > max ? 'above' : 'within';
}

const RESULT: Readonly<Record<OneDay, string>> = {
  below: 'which is fewer than the publisher states',
  within: 'which lies within the publisher’s range',
  equal: 'which is the number that the publisher states',
  above: 'which is more than the publisher states',
  at_least_holds: 'with which the publisher’s "at least" holds',
  at_least_does_not_hold: 'which does not reach the publisher’s "at least"',
  at_most_holds: 'with which the publisher’s "at most" holds',
  at_most_does_not_hold: 'which is over the publisher’s "at most"',
};

export interface CountOnDay {
  /** YYYY-MM-DD, in UTC. */
  readonly day: string;
  readonly count: number;
}

export interface ComparedFigure {
  readonly comparison: Comparison;
  readonly words: string;
}

/** One day, or the first and the last that the figure's date allows; where they differ, nothing is decided between them. */
export function compareFigure(value: FigureValue, counts: readonly CountOnDay[]): ComparedFigure {
  const found = counts.map(({ day, count }) => ({ day, count, comparison: compareWithCount(value, count) }));
  const [first] = found;
  if (first === undefined) throw new RangeError('There is a day to compare.');
  const stated = `The publisher states ${valueInWords(value)}.`;
  const closing = 'What was reported to the registry is no measure of what is true.';
  const same = found.every(({ comparison }) => comparison === first.comparison);
  const told = found.map(
    ({ day, count, comparison }) => `Reported to us for ${dateInWords(day)}: ${count}, ${RESULT[comparison]}.`,
  );
  return {
    comparison: same ? first.comparison : 'depends_on_day',
    words: [stated, ...told, ...(same ? [] : ['The date of the figure leaves open which day is meant.']), closing].join(
      ' ',
    ),
  };
}

const DAY = 86_400_000;

/**
 * The days on which to count: the first and the last day of the figure's date, the last no later than today; one day
 * once. Answers the last millisecond of each day in UTC, as `validAt` takes it; none where the date is open.
 */
export function countedDays(
  date: { readonly earliest: number; readonly latest: number },
  now: number,
): readonly number[] {
  if (!Number.isFinite(date.earliest) || !Number.isFinite(date.latest)) return [];
  const lastMoment = (instant: number): number => Math.floor(instant / DAY) * DAY + DAY - 1;
  const today = lastMoment(now);
  return [...new Set([Math.min(lastMoment(date.earliest), today), Math.min(lastMoment(date.latest), today)])];
}
