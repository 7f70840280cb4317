// The number, the date and the registry's own count of a published figure, as its pages say them.

import { valueInWords } from '../../domain/published-figures/figure-value.js';
import type { ListedFigures } from '../../usecases/published-figures/list-figures.js';
import { dateInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

export type ShownFigure = ListedFigures['figures'][number];

export function figureDate({ figure }: ShownFigure): string {
  if (figure.asOf !== null) return `as of ${dateInWords(figure.asOf)}`;
  return `published ${dateInWords(figure.publishedOn ?? '')}`;
}

export function figureValue({ figure }: ShownFigure): string {
  return valueInWords(figure.value);
}

/** The count, or why there is none. */
export function reportedInShort({ reported }: ShownFigure): string {
  const { state, counts, comparison } = reported;
  if (state === 'withheld') return 'For those who may count';
  if (state === 'not_comparable' || comparison === null) return 'Not comparable';
  const numbers = [...new Set(counts.map(({ count }) => String(count)))].join(' or ');
  return `${numbers} (${inWords(comparison).toLowerCase()})`;
}

export function labelOf({ parties }: ShownFigure, stated: string): string {
  return parties.find((party) => party.stated === stated)?.label ?? stated;
}
