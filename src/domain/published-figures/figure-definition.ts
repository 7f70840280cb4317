// By which measure and filter a published figure can be counted in the registry, and which cells of a count fall under it.

import { STATEMENT_SOURCES } from '../evidence/statement-source.js';
import { CATEGORIES, SEXES } from '../records/statement.js';
import { LENGTH_VALUES } from '../records/time-lengths.js';
import { FATES, WHEREABOUTS_STATUSES } from '../records/whereabouts-status.js';
import { AGE_BAND_VALUES, COUNTED_FLAGS, SIGN_AGE_VALUES, TIME_IN_CUSTODY_VALUES } from '../statistics/day-values.js';
import { answeredDimensions, DIMENSIONS, isMeasureName, MEASURES, type Dimension } from '../statistics/measure.js';
import type { Cell } from '../statistics/table-margins.js';

/** Values of a dimension that count; a person with several values counts when one of them is here. */
export type FigureFilter = Readonly<Partial<Record<Dimension, readonly string[]>>>;

export interface FigureDefinition {
  readonly measure: string;
  /** Of the measure, when the definition was written down: a later version counts something else. */
  readonly version: number;
  readonly filter: FigureFilter;
}

/** partyKey by what a text may call a party: its key or its label. */
export type PartyKeys = ReadonlyMap<string, string>;

const UNKNOWN = 'unknown';
/** Parties of one person stand together in a cell with this sign between their keys. */
const TOGETHER = '+';
const LONGEST_PARTY = 200;

const CLOSED: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  status: WHEREABOUTS_STATUSES,
  sex: SEXES,
  category: [...CATEGORIES, UNKNOWN],
  fate: FATES,
  age_band: AGE_BAND_VALUES,
  sign_of_life_age: SIGN_AGE_VALUES,
  source: [...STATEMENT_SOURCES, UNKNOWN],
  time_in_custody: TIME_IN_CUSTODY_VALUES,
  time_to_return: [...LENGTH_VALUES, 'not_returned'],
  flag: COUNTED_FLAGS,
};

interface ValueForm {
  readonly form: RegExp;
  readonly words: string;
}

const FORMS: Readonly<Partial<Record<Dimension, ValueForm>>> = {
  month: { form: /^\d{4}(-(0[1-9]|1[0-2]))?$/, words: 'a month YYYY-MM, a year, or unknown' },
  quarter: { form: /^\d{4}(-Q[1-4])?$/, words: 'a quarter YYYY-Q4, a year, or unknown' },
  year: { form: /^\d{4}$/, words: 'a year, or unknown' },
  nationality: { form: /^[A-Z]{2}$/, words: 'the two letters of a country, or unknown' },
};
const OF_PLACES: ValueForm = {
  form: /^[a-z][a-z0-9-]{0,39}:[A-Za-z0-9][A-Za-z0-9._:-]{0,69}$/,
  words: 'the code of a place, scheme:code, or unknown',
};

function isOfParties(dimension: Dimension): boolean {
  return dimension === 'side' || dimension === 'holder';
}

/** What a value of this dimension looks like, in words; null when the value is one. */
export function filterValueFault(dimension: Dimension, value: string): string | null {
  const closed = CLOSED[dimension];
  if (closed !== undefined) return closed.includes(value) ? null : `one of ${closed.join(', ')}`;
  if (value === UNKNOWN) return null;
  if (isOfParties(dimension))
    return value !== '' && value.length <= LONGEST_PARTY ? null : 'the key or the label of a party, or unknown';
  const { form, words } = FORMS[dimension] ?? OF_PLACES;
  return form.test(value) ? null : words;
}

export type Countable =
  | { readonly ok: true; readonly dimensions: readonly Dimension[]; readonly filter: FigureFilter }
  | { readonly ok: false; readonly reason: 'no_definition' | 'measure_changed' | 'unknown_party' };

/** What to count, with parties by their keys; or why nothing here is the same as what the publisher counted. */
export function countableOf(definition: FigureDefinition | null, parties: PartyKeys): Countable {
  if (definition === null) return { ok: false, reason: 'no_definition' };
  const { measure, version, filter } = definition;
  if (!isMeasureName(measure) || MEASURES[measure].version !== version) return { ok: false, reason: 'measure_changed' };
  const keyed: Partial<Record<Dimension, readonly string[]>> = {};
  for (const dimension of DIMENSIONS) {
    const values = filter[dimension];
    if (values === undefined) continue;
    const keys = values.map((value) => (isOfParties(dimension) ? keyOf(value, parties) : value));
    if (keys.includes(null)) return { ok: false, reason: 'unknown_party' };
    keyed[dimension] = keys.filter((key) => key !== null);
  }
  return { ok: true, dimensions: answeredDimensions(MEASURES[measure], Object.keys(keyed)), filter: keyed };
}

function keyOf(party: string, parties: PartyKeys): string | null {
  return party === UNKNOWN ? UNKNOWN : (parties.get(party) ?? null);
}

/** The cells that the filter lets in; their dimensions may be more than those of the filter. */
export function cellsUnder(filter: FigureFilter, cells: readonly Cell[]): readonly Cell[] {
  const asked = DIMENSIONS.flatMap((dimension) => {
    const values = filter[dimension];
    return values === undefined ? [] : [{ dimension, values }];
  });
  return cells.filter(({ key }) =>
    asked.every(({ dimension, values }) =>
      (key[dimension] ?? UNKNOWN).split(TOGETHER).some((value) => values.includes(value)),
    ),
  );
}

/** Equal for definitions that count the same, whatever the order of their values and whether they say key or label. */
export function definitionIdentity({ measure, version, filter }: FigureDefinition, parties: PartyKeys): string {
  const values = DIMENSIONS.flatMap((dimension) => {
    const given = filter[dimension];
    if (given === undefined) return [];
    return [[dimension, given.map((value) => (isOfParties(dimension) ? (parties.get(value) ?? value) : value)).sort()]];
  });
  return JSON.stringify([measure, version, values]);
}
