// What is counted and by what: the fields to choose it by, and its definition in the words of the catalogue.

import { DIMENSION_MEANING } from '../../domain/statistics/dimension-meaning.js';
import { DIMENSIONS, MEASURES, type Measure } from '../../domain/statistics/measure.js';
import { Field, type FilledForm } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';

const MEASURE_OPTIONS = Object.values(MEASURES).map(({ name, ownDimension }) => ({
  value: name,
  label: inWords(ownDimension),
}));

export function MeasureChoice({ form }: { readonly form: FilledForm }) {
  return (
    <Field field={field('measure', 'Count by', { control: 'select', options: MEASURE_OPTIONS })} form={form} plain />
  );
}

export function SplitChoice({ form }: { readonly form: FilledForm }) {
  return (
    <div class="picks">
      {DIMENSIONS.filter((name) => name !== 'flag').map((name) => (
        <Field field={field(name, inWords(name), { control: 'check' })} form={form} plain />
      ))}
    </div>
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
