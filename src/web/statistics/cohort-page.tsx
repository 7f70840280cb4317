// The page of a cohort: where the people who were lost in one period stood after each month.

import { MOST_MONTHS } from '../../domain/statistics/cohort.js';
import type { Measure } from '../../domain/statistics/measure.js';
import type { CohortAnswer } from '../../usecases/statistics/count-cohort.js';
import { Field } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { dayInWords } from '../words/dates.js';
import { FigureFiles } from './figure-files.js';
import { addressOf } from './figures-query.js';
import { MeasureChoice, MeasureWords } from './measure-choice.js';
import { labelOf, VALUE_ORDER } from './measure-values.js';

interface CohortPageProps {
  readonly answer: CohortAnswer | null;
  readonly measure: Measure;
  readonly asked: { readonly lost: string; readonly months: string };
  readonly places: ReadonlyMap<string, string>;
}

export function CohortPage({ answer, measure, asked, places }: CohortPageProps) {
  const form = { values: { measure: measure.name, ...asked }, faults: [] };
  return (
    <>
      <h1>Figures of a cohort</h1>
      <p class="lead">
        Of those who were lost in one month, quarter or year, how many stood where after each month. A month that has
        not come is blank, which is not 0. These are exact counts, for work and never for publication.
      </p>
      <form method="get" action="/console/figures/cohort">
        <div class="fields">
          <MeasureChoice form={form} />
          <Field
            field={field(
              'lost',
              'Lost in',
              { control: 'text' },
              { hint: 'A month 2020-11, a quarter 2020-Q4 or a year 2020.' },
            )}
            form={form}
            plain
          />
          <Field
            field={field('months', 'Months after it', { control: 'text' }, { hint: `0 to ${MOST_MONTHS}.` })}
            form={form}
            plain
          />
        </div>
        <p class="actions">
          <button type="submit" class="main">
            Count
          </button>
        </p>
      </form>
      {answer !== null && <Curve answer={answer} places={places} />}
      {answer !== null && <FigureFiles csv={addressOf('/console/figures/cohort/cells.csv', form.values)} />}
      <MeasureWords measure={measure} dimensions={[measure.ownDimension]} />
    </>
  );
}

function Curve({ answer, places }: { readonly answer: CohortAnswer; readonly places: ReadonlyMap<string, string> }) {
  const label = labelOf(places);
  const [own = ''] = answer.dimensions;
  const counted = [...new Set(answer.months.flatMap(({ cells }) => (cells ?? []).map(({ key }) => key[own] ?? '')))];
  const rank = (value: string): number => VALUE_ORDER[own]?.indexOf(value) ?? 0;
  const values = counted.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const people = answer.people === null ? 'a period that is not over' : `${answer.people} persons`;
  const caption = `Lost in ${answer.lost}: ${people}`;
  return (
    <div class="scroll" role="region" aria-label={caption} tabindex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Months after it</th>
            <th scope="col">Counted on</th>
            {values.map((value) => (
              <th scope="col" class="number">
                {label(own, value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.months.map(({ month, day, cells }) => (
            <tr>
              <th scope="row">{month}</th>
              <td>{dayInWords(day)}</td>
              {values.map((value) => (
                <td class="number">
                  {cells === null ? '' : (cells.find(({ key }) => key[own] === value)?.count ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
