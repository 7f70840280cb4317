// The closed catalogue of what may be counted, by which dimensions, and which of them a public release may show.
import { DomainError, invalidField } from '../domain-error.js';

export const DIMENSIONS = [
  'status',
  'fate',
  'sex',
  'age_band',
  'state',
  'municipality',
  'month',
  'quarter',
  'year',
  'source',
  'nationality',
  'sign_of_life_age',
  'time_in_custody',
  'time_to_return',
  'category',
  'side',
  'holder',
  'flag',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * Those that some table of a release without parties is split by (`RELEASE_LADDER`), as such or in groups. Not public so far: sex and month, which no table of a release
 * has. Never public: municipality (too fine beside a status), and category, of which a person has several, asserted by different parties, so that public cells would not be disjoint.
 * The place of detention is no dimension at all.
 */
export type PublicDimension = Extract<Dimension, 'status' | 'state'>;

/** In a release only where every organisation that feeds it has agreed. */
export type AgreedDimension = Extract<Dimension, 'side' | 'holder'>;

export interface Measure {
  readonly name: string;
  /** Raised whenever the definition changes: figures of two versions are not comparable. */
  readonly version: number;
  readonly definition: string;
  /** Always part of the answer, first. */
  readonly ownDimension: Dimension;
  readonly dimensions: readonly Dimension[];
  /** What a release may show of it; each release shows as many of them as its counts bear. */
  readonly publicDimensions: readonly PublicDimension[];
  /** Public in a release that every organisation which feeds it has agreed to, for that release alone. */
  readonly agreedDimensions: readonly AgreedDimension[];
}

/** What every measure says of its cells. */
const CELLS =
  'Side is the party of origin, state and municipality are the first and second administrative level of the place of the loss, month is the ' +
  'month of the loss. The age band and the age of the last sign of life are those of the day that is counted. A value that is not known is ' +
  'counted as "unknown"; where several values stand side by side, their combination is one value, so that cells are disjoint and add up. ' +
  'Closed records stand under the status "closed" in exact counts and in no public release.';

const COUNTED = 'Persons reported to this registry, each counted once under';
const SUPPORTED = 'that the statements visible to the counting organisation support at the stated time.';

/** Of a flag persons have several, so that only the measure of flags is split by them. */
const DISJOINT = DIMENSIONS.filter((dimension) => dimension !== 'flag');

export const MEASURES = {
  'whereabouts-status': {
    name: 'whereabouts-status',
    version: 1,
    definition: `${COUNTED} the whereabouts status ${SUPPORTED} ${CELLS}`,
    ownDimension: 'status',
    dimensions: DISJOINT,
    publicDimensions: ['status', 'state'],
    agreedDimensions: ['side', 'holder'],
  },
  fate: {
    name: 'fate',
    version: 1,
    definition:
      `${COUNTED} the fate ${SUPPORTED} A presumption of death is a court's declaration and no finding; "unknown" is the fate of whoever is ` +
      `neither. ${CELLS}`,
    ownDimension: 'fate',
    dimensions: DISJOINT,
    publicDimensions: [],
    agreedDimensions: [],
  },
  'sign-of-life-age': {
    name: 'sign-of-life-age',
    version: 1,
    definition:
      `${COUNTED} the age of the last credible sign of life ${SUPPORTED} The age is counted from the earliest instant at which the sign may have been ` +
      `given; "none" is a record without one. ${CELLS}`,
    ownDimension: 'sign_of_life_age',
    dimensions: DISJOINT,
    publicDimensions: [],
    agreedDimensions: [],
  },
  flag: {
    name: 'flag',
    version: 1,
    definition:
      `Persons reported to this registry, each counted under every flag ${SUPPORTED} Who has several stands under each of them, and who has none under ` +
      '"none": numbers of flags do not add up, and no sum over them is given; sums that are not split by a flag count each person once. ' +
      `A follow-up that is overdue is the work of one organisation and is not counted. ${CELLS}`,
    ownDimension: 'flag',
    dimensions: DIMENSIONS,
    publicDimensions: [],
    agreedDimensions: [],
  },
  'time-in-custody': {
    name: 'time-in-custody',
    version: 1,
    definition:
      `${COUNTED} how long the custody of the newest loss has run, or ran until the return, ${SUPPORTED} It runs ("running_…") while the status is ` +
      'believed held, held and denied, or held and acknowledged, from the first that is told of it to the day that is counted; it ended ("ended_…") with a ' +
      'return or with liberty elsewhere, at the date of the statements that attest it. Of the dead it ended at a time that is not counted ("ended_unknown"); of ' +
      'the others who were held nothing tells whether and when it ended ("end_unknown"); "none" is a record without custody. Where the dates allow more than one ' +
      `band the length is unknown. ${CELLS}`,
    ownDimension: 'time_in_custody',
    dimensions: DISJOINT,
    publicDimensions: [],
    agreedDimensions: [],
  },
  'time-to-return': {
    name: 'time-to-return',
    version: 1,
    definition:
      `${COUNTED} the time from the newest loss to the return ${SUPPORTED} Returned is whose arrival is attested; a release that nobody attests, liberty ` +
      'elsewhere and the return of remains are "not_returned". Where the dates allow more than one band the time is unknown. ' +
      CELLS,
    ownDimension: 'time_to_return',
    dimensions: DISJOINT,
    publicDimensions: [],
    agreedDimensions: [],
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;

export function isMeasureName(text: string): text is MeasureName {
  return Object.hasOwn(MEASURES, text);
}

/** @throws DomainError not_found when the catalogue has none of that name. */
export function measureOf(name: string): Measure {
  if (!isMeasureName(name))
    throw new DomainError('not_found', `The catalogue has ${Object.keys(MEASURES).join(', ')}.`);
  return MEASURES[name];
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
