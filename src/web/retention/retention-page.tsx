// The pages of how long identities are kept: one person's dates and what happened, the forms that change them, and those of the organisation.

import {
  LEAST_AHEAD,
  LEAST_MONTHS,
  MOST_MONTHS,
  UNDO_DAYS,
  WARNED_DAYS,
} from '../../domain/retention/retention-days.js';
import type { RetentionObstacle, RetentionStep } from '../../domain/retention/standing-retention.js';
import type { DatedIdentity, ListedRetention } from '../../usecases/retention/list-retention.js';
import type { ReadRetentionAnswer } from '../../usecases/retention/read-retention.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, type FieldGroup } from '../forms/form-field.js';
import { reasonGroup } from '../forms/reason-field.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { dateInWords, instantInWords } from '../words/dates.js';

export const RETENTION = '/console/retention';

export function retentionAddress(pseudonym: string): string {
  return `${caseAddress(pseudonym)}/retention`;
}

export const RETENTION_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Until when',
    hint: `At least ${LEAST_AHEAD} days from today. Left open, the identity is kept without a date.`,
    fields: [field('/until', 'Kept until', { control: 'text', type: 'date' })],
  },
  reasonGroup('In your own words, at least 10 characters. It is kept, also after an erasure: name nobody.'),
];

const RULE_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'For persons who are registered from now on',
    hint: 'Left open, they are given no date. Dates that stand stay as they are.',
    fields: [field('/months', 'Months from registration', { control: 'number', min: LEAST_MONTHS, max: MOST_MONTHS })],
  },
];

const OBSTACLES: Readonly<Record<RetentionObstacle, string>> = {
  search_open: 'by its record this person is still sought',
  tracing_request_open: 'your organisation has an open tracing request for this person',
};

/** What the dates do, said before anybody sets one. */
export function RetentionEffects() {
  return (
    <div class="notice">
      <p>
        {WARNED_DAYS} days before the date your workers are given a task. On the date the identity is closed: nobody is
        shown it, and no search or inquiry finds it. For {UNDO_DAYS} days a coordinator or custodian can open it again.
        Then it is erased for good.
      </p>
      <p>
        While this person is sought, by the record or by a tracing request of your organisation, nothing is closed and
        nothing erased by a date. A task says so.
      </p>
    </div>
  );
}

function stateInWords({ state, until, putOff, closesOn, erasedFrom }: DatedIdentity): string {
  const day = (text: string | null): string => (text === null ? '' : dateInWords(text));
  const words: Readonly<Record<DatedIdentity['state'], string>> = {
    undated: 'Kept without a date.',
    dated: `Kept until ${day(until)}.`,
    warned: `Closed on ${day(closesOn)}, unless somebody decides otherwise.`,
    put_off: `Its date, ${day(until)}, is put off: ${putOff === null ? 'the person is sought' : OBSTACLES[putOff]}.`,
    closed: `Closed. Erased for good from ${day(erasedFrom)} on, unless it is opened again.`,
    erased: 'Erased. Nobody can read it.',
  };
  return words[state];
}

const STEP_WORDS: Readonly<Record<RetentionStep['step'], string>> = {
  set: 'Date set',
  lifted: 'Date taken away',
  warned: 'Workers warned',
  put_off: 'Put off, and open',
  closed: 'Closed',
  reopened: 'Opened again',
  erased: 'Erased',
};

export function RetentionPage({
  shown,
  mayChange,
}: {
  readonly shown: ReadRetentionAnswer;
  readonly mayChange: boolean;
}) {
  const { pseudonym, state, obstacle, steps } = shown;
  const address = retentionAddress(pseudonym);
  return (
    <>
      <CaseCrumb pseudonym={pseudonym} />
      <h1>How long this identity is kept</h1>
      <p class="lead">{stateInWords(shown)}</p>
      {obstacle !== null && <p>Today no date would close it: {OBSTACLES[obstacle]}.</p>}
      {mayChange && state === 'closed' && (
        <p>
          <a class="button" href={`${address}/reopening`}>
            Open it again
          </a>
        </p>
      )}
      {mayChange && state !== 'closed' && state !== 'erased' && (
        <p>
          <a class="button" href={`${address}/new`}>
            {state === 'undated' ? 'Set a date' : 'Change the date'}
          </a>
        </p>
      )}
      {steps.length > 0 && <Steps steps={steps} />}
    </>
  );
}

function Steps({ steps }: { readonly steps: readonly RetentionStep[] }) {
  return (
    <section class="sheet">
      <h2>What happened</h2>
      <ol>
        {steps.map((step) => (
          <li>
            {instantInWords(step.at)}: {STEP_WORDS[step.step]}
            {step.until !== null && `, date ${dateInWords(step.until)}`}
            {causeInWords(step)}
            {step.reason !== null && (
              <>
                {' '}
                <q>
                  <bdi>{step.reason}</bdi>
                </q>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function causeInWords({ cause, by }: RetentionStep): string {
  if (cause === 'rule') return ', by the rule of your organisation.';
  if (cause !== null) return `: ${OBSTACLES[cause]}.`;
  return by === null ? ', by its date.' : `, by ${by}.`;
}

interface RetentionListView extends ListedRetention {
  readonly maySetRule: boolean;
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function RetentionListPage(view: RetentionListView) {
  const { dated, more } = view;
  return (
    <>
      <h1>How long identities are kept</h1>
      <RetentionEffects />
      {dated.length === 0 ? <p class="notice">No identity has a date.</p> : <Dated dated={dated} />}
      {more && <p class="small">More have a date than are listed here.</p>}
      <Rule {...view} />
    </>
  );
}

function Dated({ dated }: Pick<ListedRetention, 'dated'>) {
  return (
    <table class="cards">
      <caption class="unseen">Identities with a date, the nearest first</caption>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">What comes</th>
        </tr>
      </thead>
      <tbody>
        {dated.map((one) => (
          <tr>
            <th scope="row">
              <a href={retentionAddress(one.pseudonym)}>
                <Pseudonym text={one.pseudonym} />
              </a>
            </th>
            <td data-label="What comes">{stateInWords(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rule({ months, maySetRule, seal, state }: RetentionListView) {
  const values = state.refusal === null ? { '/months': months === null ? '' : String(months) } : state.values;
  return (
    <section class="sheet">
      <h2>The rule of your organisation</h2>
      <p>
        {months === null
          ? 'New persons are given no date.'
          : `The identity of a new person is kept for ${months} months from registration.`}
      </p>
      {maySetRule && (
        <ConsoleForm
          action={`${RETENTION}/rule`}
          seal={seal}
          groups={RULE_GROUPS}
          state={{ ...state, values }}
          button="Set the rule"
          quiet
        />
      )}
    </section>
  );
}
