// The page of exact counts, with the choice of what to count by.

import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { DIMENSIONS, MEASURES } from '../../domain/statistics/measure.js';
import type { MeasureAnswer } from '../../usecases/statistics/count-measure.js';
import { Field } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { CountTable } from './count-table.js';
import { valueWords } from './release-page.js';

interface FiguresPageProps {
  readonly answer: MeasureAnswer;
  readonly validAt: string;
  readonly places: ReadonlyMap<string, string>;
}

const MEASURE = MEASURES['whereabouts-status'];

/** Sides and holders are answered by their label, which is shown as it stands. */
function labelOf(places: ReadonlyMap<string, string>): (dimension: string, value: string) => string {
  const words = valueWords(places);
  return (dimension, value) => {
    if (value === 'unknown') return 'Not known';
    if (dimension === 'municipality') return places.get(value) ?? value.replace(/:unknown$/, ' (part not known)');
    return dimension === 'side' || dimension === 'holder' || dimension === 'month' ? value : words(dimension, value);
  };
}

export function FiguresPage({ answer, validAt, places }: FiguresPageProps) {
  const values = Object.fromEntries(answer.dimensions.map((name) => [name, 'yes']));
  const form = { values: { ...values, validAt }, faults: [] };
  const caption = `Persons by ${answer.dimensions.map((name) => inWords(name).toLowerCase()).join(', ')}`;
  return (
    <>
      <h1>Figures</h1>
      <p class="lead">
        Exact counts of the people whom your organisation may see. They are for work and never for publication: what is
        published is a release, rounded and signed.
      </p>
      <form method="get" action="/console/figures">
        <fieldset>
          <legend>Count by status and …</legend>
          <div class="picks">
            {DIMENSIONS.filter((name) => name !== MEASURE.ownDimension).map((name) => (
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
        Counted as of {dayInWords(answer.asOf)}, measure {answer.measure}, version {answer.version}.
      </p>
      <CountTable
        caption={caption}
        counts={answer}
        dimensionLabel={inWords}
        valueLabel={labelOf(places)}
        order={{ status: WHEREABOUTS_STATUSES }}
      />
      <p class="small">{MEASURE.definition}</p>
    </>
  );
}
