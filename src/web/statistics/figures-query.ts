// What the pages and files of exact counts are asked for by their addresses.

import { invalidField } from '../../domain/domain-error.js';
import { MOST_MONTHS } from '../../domain/statistics/cohort.js';
import { isMeasureName, MEASURES, type Dimension, type Measure } from '../../domain/statistics/measure.js';
import { endOfDay, readingPointOf } from '../../request/reading-point.js';
import { queryText } from '../forms/form-values.js';

export interface MeasureAsked {
  readonly measure: Measure;
  readonly by: readonly Dimension[];
}

export function measureAsked(query: unknown): MeasureAsked {
  const asked = queryText(query, 'measure') ?? '';
  const measure: Measure = isMeasureName(asked) ? MEASURES[asked] : MEASURES['whereabouts-status'];
  const by = measure.dimensions.filter((name) => name !== measure.ownDimension && queryText(query, name) === 'yes');
  return { measure, by };
}

/** The day that is counted; today where none is asked for. */
export function dayAsked(query: unknown): { readonly validAt?: number; readonly knownAt?: number } {
  const validAt = queryText(query, 'validAt');
  const { why: _why, ...times } = readingPointOf({ ...(validAt !== undefined && { validAt }) });
  return times;
}

/** Undefined where a day is missing. */
export function daysAsked(query: unknown): { readonly from: number; readonly to: number } | undefined {
  const [from, to] = [queryText(query, 'from'), queryText(query, 'to')];
  if (from === undefined || to === undefined) return undefined;
  return { from: endOfDay('/from', dayIn('/from', from)), to: endOfDay('/to', dayIn('/to', to)) };
}

export function cohortAsked(query: unknown): { readonly lost: string | undefined; readonly months: string } {
  const [lost, months] = [queryText(query, 'lost'), queryText(query, 'months') ?? '12'];
  if (!/^\d{1,3}$/.test(months) || Number(months) > MOST_MONTHS)
    throw invalidField('/months', `a whole number from 0 to ${MOST_MONTHS}`);
  return { lost, months };
}

/** The same question to another address. */
export function addressOf(path: string, asked: Readonly<Record<string, string>>): string {
  const filled = Object.entries(asked).filter(([, value]) => value !== '');
  return `${path}?${new URLSearchParams(filled).toString()}`;
}

/** An instant with an hour is no day. */
function dayIn(pointer: string, text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw invalidField(pointer, 'a day in the form YYYY-MM-DD');
  return text;
}
