// The page of exact counts, with the choice of what to count by.

import { FATES, WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { LENGTH_VALUES } from '../../domain/records/time-lengths.js';
import {
  AGE_BAND_VALUES,
  COUNTED_FLAGS,
  NO_FLAG,
  SIGN_AGE_VALUES,
  TIME_IN_CUSTODY_VALUES,
} from '../../domain/statistics/day-values.js';
import { DIMENSION_MEANING } from '../../domain/statistics/dimension-meaning.js';
import { DIMENSIONS, MEASURES, type Measure } from '../../domain/statistics/measure.js';
import type { MeasureAnswer } from '../../usecases/statistics/count-measure.js';
import { Field } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { CountTable } from './count-table.js';
import { valueWords } from './release-page.js';

interface FiguresPageProps {
  readonly answer: MeasureAnswer;
  readonly measure: Measure;
  readonly validAt: string;
  readonly places: ReadonlyMap<string, string>;
}

export const MEASURE_OPTIONS = Object.values(MEASURES).map(({ name, ownDimension }) => ({
  value: name,
  label: inWords(ownDimension),
}));

/** Where the order of the alphabet would not be that of the values. */
export const VALUE_ORDER: Readonly<Record<string, readonly string[]>> = {
  status: WHEREABOUTS_STATUSES,
  fate: FATES,
  age_band: AGE_BAND_VALUES,
  sign_of_life_age: SIGN_AGE_VALUES,
  time_in_custody: TIME_IN_CUSTODY_VALUES,
  time_to_return: LENGTH_VALUES,
  flag: COUNTED_FLAGS,
};

/** Answered as they stand: labels of parties, and what is read as it is written. */
const AS_IT_STANDS: readonly string[] = ['side', 'holder', 'month', 'quarter', 'year', 'nationality'];

/** Sides and holders are answered by their label, which is shown as it stands. */
export function labelOf(places: ReadonlyMap<string, string>): (dimension: string, value: string) => string {
  const words = valueWords(places);
  return (dimension, value) => {
    if (value === 'unknown') return 'Not known';
    if (dimension === 'municipality') return places.get(value) ?? value.replace(/:unknown$/, ' (part not known)');
    if (dimension === 'flag') return value === NO_FLAG ? 'None' : inWords(value);
    return AS_IT_STANDS.includes(dimension) ? value : words(dimension, value);
  };
}

export function FiguresPage({ answer, measure, validAt, places }: FiguresPageProps) {
  const values = Object.fromEntries(answer.dimensions.map((name) => [name, 'yes']));
  const form = { values: { ...values, validAt, measure: measure.name }, faults: [] };
  const caption = `Persons by ${answer.dimensions.map((name) => inWords(name).toLowerCase()).join(', ')}`;
  return (
    <>
      <h1>Figures</h1>
      <p class="lead">
        Exact counts of the people whom your organisation may see. They are for work and never for publication: what is
        published is a release, rounded and signed.
      </p>
      <form method="get" action="/console/figures">
        <div class="fields">
          <Field
            field={field('measure', 'Count by', { control: 'select', options: MEASURE_OPTIONS })}
            form={form}
            plain
          />
        </div>
        <fieldset>
          <legend>and by …</legend>
          <div class="picks">
            {DIMENSIONS.filter((name) => name !== 'flag').map((name) => (
              <Field field={field(name, inWords(name), { control: 'check' })} form={form} plain />
            ))}
          </div>
          <div class="fields">
            <Field field={field('validAt', 'As it was on', { control: 'text', type: 'date' })} form={form} plain />
          </div>
        </fieldset>
        <p class="actions">
          <button type="submit" class="main">
            Count
          </button>
        </p>
      </form>
      <p>
        Between two days: <a href="/console/figures/flow">who entered and left</a>. Over months:{' '}
        <a href="/console/figures/cohort">where those lost in one period stood</a>.
      </p>
      <p>
        Counted as of {dayInWords(answer.asOf)}, measure {answer.measure}, version {answer.version}.
      </p>
      <CountTable
        caption={caption}
        counts={answer}
        dimensionLabel={inWords}
        valueLabel={labelOf(places)}
        order={VALUE_ORDER}
      />
      <MeasureWords measure={measure} dimensions={answer.dimensions} />
    </>
  );
}

/** What is counted, in the words of the catalogue. */
export function MeasureWords({ measure, dimensions }: { measure: Measure; dimensions: readonly string[] }) {
  return (
    <>
      <p class="small">{measure.definition}</p>
      <ul class="small">
        {DIMENSIONS.filter((name) => dimensions.includes(name)).map((name) => (
          <li>
            {inWords(name)}: {DIMENSION_MEANING[name].meaning}
          </li>
        ))}
      </ul>
    </>
  );
}
