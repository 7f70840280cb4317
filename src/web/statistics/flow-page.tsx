// The page of flows: who entered and left each cell of a measure between two days.

import type { Measure } from '../../domain/statistics/measure.js';
import type { FlowAnswer } from '../../usecases/statistics/count-flow.js';
import { Field } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { FigureFiles } from './figure-files.js';
import { addressOf } from './figures-query.js';
import { MeasureChoice, MeasureWords, SplitChoice } from './measure-choice.js';
import { labelOf, VALUE_ORDER } from './measure-values.js';

interface FlowPageProps {
  readonly answer: FlowAnswer | null;
  readonly measure: Measure;
  readonly asked: { readonly from: string; readonly to: string; readonly by: readonly string[] };
  readonly places: ReadonlyMap<string, string>;
}

export function FlowPage({ answer, measure, asked, places }: FlowPageProps) {
  const { from, to, by } = asked;
  const form = {
    values: { ...Object.fromEntries(by.map((name) => [name, 'yes'])), measure: measure.name, from, to },
    faults: [],
  };
  return (
    <>
      <h1>Figures between two days</h1>
      <p class="lead">
        Who entered and who left each group between the end of one day and the end of another. Whoever entered and left
        again in between did neither. These are exact counts, for work and never for publication.
      </p>
      <form method="get" action="/console/figures/flow">
        <div class="fields">
          <MeasureChoice form={form} />
          <Field field={field('from', 'From the end of', { control: 'text', type: 'date' })} form={form} plain />
          <Field field={field('to', 'To the end of', { control: 'text', type: 'date' })} form={form} plain />
        </div>
        <fieldset>
          <legend>and by …</legend>
          <SplitChoice form={form} />
        </fieldset>
        <p class="actions">
          <button type="submit" class="main">
            Count
          </button>
        </p>
      </form>
      {answer !== null && <FlowTable answer={answer} places={places} />}
      {answer !== null && (
        <FigureFiles
          csv={addressOf('/console/figures/flow/cells.csv', form.values)}
          picture={addressOf('/console/figures/flow/picture.svg', { measure: measure.name, from, to })}
        />
      )}
      <MeasureWords measure={measure} dimensions={answer?.dimensions ?? [measure.ownDimension]} />
    </>
  );
}

function FlowTable({ answer, places }: { readonly answer: FlowAnswer; readonly places: ReadonlyMap<string, string> }) {
  const label = labelOf(places);
  const { dimensions, cells, margins } = answer;
  const [own = ''] = dimensions;
  const rank = (value: string): number => VALUE_ORDER[own]?.indexOf(value) ?? 0;
  const inOrder = [...cells].sort((one, other) => rank(one.key[own] ?? '') - rank(other.key[own] ?? ''));
  const total = margins.find(({ key }) => Object.keys(key).length === 0);
  const caption = `Persons from ${dayInWords(answer.from)} to ${dayInWords(answer.to)}`;
  return (
    <div class="scroll" role="region" aria-label={caption} tabindex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {dimensions.map((name) => (
              <th scope="col">{inWords(name)}</th>
            ))}
            {['On the first day', 'Entered', 'Left', 'On the second day'].map((words) => (
              <th scope="col" class="number">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder.map(({ key, opening, entered, left, closing }) => (
            <tr>
              {dimensions.map((name) => (
                <td>{label(name, key[name] ?? '')}</td>
              ))}
              {[opening, entered, left, closing].map((count) => (
                <td class="number">{count}</td>
              ))}
            </tr>
          ))}
          {total !== undefined && (
            <tr class="sum">
              <th scope="row" colSpan={dimensions.length}>
                All persons
              </th>
              {[total.opening, total.entered, total.left, total.closing].map((count) => (
                <td class="number">{count}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
