// The page of exact counts, with the choice of what to count by.

import type { Measure } from '../../domain/statistics/measure.js';
import type { MeasureAnswer } from '../../usecases/statistics/count-measure.js';
import { Field } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { CountTable } from './count-table.js';
import { FigureFiles } from './figure-files.js';
import { addressOf } from './figures-query.js';
import { MeasureChoice, MeasureWords, SplitChoice } from './measure-choice.js';
import { labelOf, VALUE_ORDER } from './measure-values.js';

interface FiguresPageProps {
  readonly answer: MeasureAnswer;
  readonly measure: Measure;
  readonly validAt: string;
  readonly places: ReadonlyMap<string, string>;
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
          <MeasureChoice form={form} />
        </div>
        <fieldset>
          <legend>and by …</legend>
          <SplitChoice form={form} />
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
      <FigureFiles
        csv={addressOf('/console/figures/cells.csv', form.values)}
        picture={addressOf('/console/figures/picture.svg', { measure: measure.name, validAt })}
      />
      <MeasureWords measure={measure} dimensions={answer.dimensions} />
    </>
  );
}
