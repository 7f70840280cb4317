// The closed catalogue of what may be counted, by which dimensions, and which of them a public release may show.
import { invalidField } from '../domain-error.js';

export const DIMENSIONS = ['status', 'sex', 'state', 'municipality', 'month', 'category', 'side', 'holder'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * Never public: holder and side (no public table splits by party), municipality (too fine beside a status), and category,
 * of which a person has several, asserted by different parties, so that public cells would not be disjoint. The place of
 * detention is no dimension at all.
 */
export type PublicDimension = Exclude<Dimension, 'municipality' | 'category' | 'side' | 'holder'>;

export interface Measure {
  readonly name: string;
  /** Raised whenever the definition changes: figures of two versions are not comparable. */
  readonly version: number;
  readonly definition: string;
  /** Always part of the answer, first. */
  readonly ownDimension: Dimension;
  readonly dimensions: readonly Dimension[];
  readonly publicDimensions: readonly PublicDimension[];
}

export const MEASURES = {
  'whereabouts-status': {
    name: 'whereabouts-status',
    version: 1,
    definition:
      'Persons reported to this registry, each counted once under the whereabouts status that the statements visible to the counting ' +
      'organisation support at the stated time. Side is the party of origin, state and municipality are the first and second ' +
      'administrative level of the place of the loss, month is the month of the loss. A value that is not known is counted as ' +
      '"unknown"; where several values stand side by side, their combination is one value, so that cells are disjoint and add up. ' +
      'Closed records stand under "closed" in exact counts and in no public release.',
    ownDimension: 'status',
    dimensions: DIMENSIONS,
    publicDimensions: ['status', 'sex', 'state', 'month'],
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;

export function isMeasureName(text: string): text is MeasureName {
  return Object.hasOwn(MEASURES, text);
}

/**
 * The dimensions of an answer: the measure's own first, then those asked for in the catalogue's order, each once.
 * @throws DomainError invalid_field when one is not in the measure's catalogue.
 */
export function answeredDimensions(measure: Measure, asked: readonly string[]): readonly Dimension[] {
  if (asked.some((name) => !measure.dimensions.some((dimension) => dimension === name))) {
    throw invalidField('/by', `some of ${measure.dimensions.join(', ')}`);
  }
  const others = measure.dimensions.filter(
    (dimension) => dimension !== measure.ownDimension && asked.includes(dimension),
  );
  return [measure.ownDimension, ...others];
}
