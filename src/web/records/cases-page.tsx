// The list of cases: one's own or all visible ones, chosen by status and flag, a page at a time.

import { FLAG_MEANINGS, RECORD_FLAGS } from '../../domain/records/flags.js';
import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import type { ListedRecord } from '../../usecases/records/list-records.js';
import { Field } from '../forms/fields.js';
import { field, optionsOf, type FormField } from '../forms/form-field.js';
import { Tab } from '../layout/tab.js';
import { dateInWords, daysInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { STATUS_WORDS } from '../words/status-words.js';
import { Pseudonym } from './pseudonym.js';

export interface CasesView {
  readonly mine: boolean;
  readonly status: string;
  readonly flag: string;
  readonly records: readonly ListedRecord[];
  /** Of the next page, or null on the last one. */
  readonly cursor: string | null;
  /** Whether this is a later page than the first. */
  readonly later: boolean;
  readonly states: ReadonlyMap<string, string>;
  readonly mayRegister: boolean;
}

const STATUS_FIELD: FormField = field('status', 'Status', {
  control: 'select',
  options: WHEREABOUTS_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value].label })),
  empty: 'Every status',
});

/** Flags that nothing raises yet would only ever find nobody. */
const FLAG_FIELD: FormField = field('flag', 'Flag', {
  control: 'select',
  options: optionsOf(
    RECORD_FLAGS.filter((flag) => FLAG_MEANINGS[flag].notYet === null),
    inWords,
  ),
  empty: 'With or without flags',
});

function addressOf(view: Pick<CasesView, 'mine' | 'status' | 'flag'>, cursor: string | null = null): string {
  const query = new URLSearchParams();
  if (!view.mine) query.set('show', 'all');
  if (view.status !== '') query.set('status', view.status);
  if (view.flag !== '') query.set('flag', view.flag);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? '/console/cases' : `/console/cases?${query.toString()}`;
}

export function CasesPage(view: CasesView) {
  const { mine, records, cursor, later, mayRegister } = view;
  return (
    <>
      <div class="heading">
        <h1>{mine ? 'My cases' : 'All cases that you may see'}</h1>
        {mayRegister && (
          <p>
            <a class="button" href="/console/register">
              Register a person
            </a>
          </p>
        )}
      </div>
      <ul class="tabs">
        <Tab href={addressOf({ ...view, mine: true })} here={mine}>
          My cases
        </Tab>
        <Tab href={addressOf({ ...view, mine: false })} here={!mine}>
          All visible
        </Tab>
      </ul>
      <Filters {...view} />
      {records.length === 0 ? <Nobody mine={mine} /> : <CaseTable {...view} />}
      <nav class="pages" aria-label="Pages">
        {later && <a href={addressOf(view)}>First page</a>}
        {cursor !== null && (
          <a href={addressOf(view, cursor)} rel="next">
            Next page
          </a>
        )}
      </nav>
    </>
  );
}

function Filters({ mine, status, flag }: CasesView) {
  const form = { values: { status, flag }, faults: [] };
  return (
    <form method="get" action="/console/cases" class="filters">
      {!mine && <input type="hidden" name="show" value="all" />}
      <Field field={STATUS_FIELD} form={form} plain />
      <Field field={FLAG_FIELD} form={form} plain />
      <p class="actions">
        <button type="submit">Show</button>
      </p>
    </form>
  );
}

function Nobody({ mine }: { readonly mine: boolean }) {
  return (
    <div class="notice">
      <p>
        No case fits.{' '}
        {mine && 'Cases appear here when you register a person, or when a coordinator assigns one to you.'}
      </p>
    </div>
  );
}

function CaseTable({ mine, records, states }: CasesView) {
  return (
    <table class="cards">
      <caption class="unseen">{mine ? 'Cases assigned to you' : 'Cases that you may see'}</caption>
      <thead>
        <tr>
          <th scope="col">Pseudonym</th>
          <th scope="col">Whereabouts</th>
          <th scope="col">Last sign of life</th>
          <th scope="col">Flags</th>
          <th scope="col">Lost</th>
          <th scope="col">Age</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr>
            <th scope="row">
              <a href={`/console/persons/${record.pseudonym}`}>
                <Pseudonym text={record.pseudonym} />
              </a>
              {record.reference !== null && <div class="small">{record.reference}</div>}
            </th>
            <td data-label="Whereabouts">
              <span class="status">{STATUS_WORDS[record.status].label}</span>
            </td>
            <td data-label="Last sign of life">
              {record.signOfLifeDays === null ? 'none known' : daysInWords(record.signOfLifeDays)}
            </td>
            <td data-label="Flags">
              {record.flags.map((flag) => (
                <span class="tag">{inWords(flag)}</span>
              ))}
            </td>
            <td data-label="Lost">{lossWords(record, states)}</td>
            <td data-label="Age">{record.ageBand === 'unknown' ? 'not known' : record.ageBand}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lossWords({ month, state }: ListedRecord, states: ReadonlyMap<string, string>): string {
  const when = month === 'unknown' ? 'at an unknown time' : dateInWords(month);
  const where = state === 'unknown' ? 'place not known' : (states.get(state) ?? state);
  return `${when}, ${where}`;
}
