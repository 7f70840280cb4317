// The list of published figures: who states what, and what was reported to the registry.

import type { ListedFigures } from '../../usecases/published-figures/list-figures.js';
import { Field } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { figureDate, figureValue, labelOf, reportedInShort, type ShownFigure } from './figure-words.js';

export interface FigureListView {
  readonly page: ListedFigures;
  readonly publisher: string;
  readonly day: string;
}

export function FigureListPage({ page, publisher, day }: FigureListView) {
  const { figures, cursor } = page;
  return (
    <>
      <h1>Published figures</h1>
      <p class="lead">
        Totals as their publishers state them. They may contradict each other. The registry’s own count says what was
        reported to us under the same definition, never what is true.
      </p>
      <Filters publisher={publisher} day={day} />
      {figures.length === 0 ? <p>No figure fits.</p> : <FigureTable figures={figures} />}
      {cursor !== null && (
        <nav class="pages" aria-label="Pages">
          <a href={addressOf(publisher, day, cursor)} rel="next">
            Next page
          </a>
        </nav>
      )}
    </>
  );
}

function addressOf(publisher: string, day: string, cursor: string): string {
  const query = new URLSearchParams({ cursor });
  if (publisher !== '') query.set('publisher', publisher);
  if (day !== '') query.set('day', day);
  return `/console/published-figures?${query.toString()}`;
}

function Filters({ publisher, day }: Pick<FigureListView, 'publisher' | 'day'>) {
  const form = { values: { publisher, day }, faults: [] };
  return (
    <form method="get" action="/console/published-figures" class="filters">
      <Field field={field('publisher', 'Publisher, as written', { control: 'text' })} form={form} plain />
      <Field field={field('day', 'Day', { control: 'text', type: 'date' })} form={form} plain />
      <p class="actions">
        <button type="submit">Show</button>
      </p>
    </form>
  );
}

function FigureTable({ figures }: { readonly figures: readonly ShownFigure[] }) {
  return (
    <table class="cards">
      <caption class="unseen">Published figures, latest date first</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Publisher</th>
          <th scope="col">States</th>
          <th scope="col">Reported to us</th>
          <th scope="col">To look at</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((shown) => (
          <tr>
            <th scope="row">
              <a href={`/console/published-figures/${shown.figure.id}`}>{shown.figure.subject}</a>
              <div class="small">{aboutFigure(shown)}</div>
            </th>
            <td data-label="Publisher">{shown.figure.publisher}</td>
            <td data-label="States">{figureValue(shown)}</td>
            <td data-label="Reported to us">{reportedInShort(shown)}</td>
            <td data-label="To look at">
              {shown.contradictions.length > 0 && <span class="tag">Does not add up</span>}
              {shown.clashes.length > 0 && <span class="tag">Clashes with another</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function aboutFigure(shown: ShownFigure): string {
  const { affectedParty } = shown.figure;
  return affectedParty === null ? figureDate(shown) : `${labelOf(shown, affectedParty)}, ${figureDate(shown)}`;
}
