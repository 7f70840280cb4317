// The pages on which the erasure of an identity is asked for, confirmed for good, and looked up.

import { ERASURE_GROUNDS } from '../../domain/identity/erasure.js';
import type { ListedErasure } from '../../domain/identity/listed-erasure.js';
import { ActionForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { FormPage } from '../forms/form-page.js';
import { caseAddress } from '../records/case-view.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

export function erasuresAddress(pseudonym: string): string {
  return `${caseAddress(pseudonym)}/erasures`;
}

const REQUEST_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Why',
    hint: 'The request, the ground and this reason are kept after the erasure. Name nobody.',
    fields: [
      field(
        '/ground',
        'Ground',
        { control: 'select', options: optionsOf(ERASURE_GROUNDS, inWords) },
        { required: true },
      ),
      field(
        '/reason',
        'Reason',
        { control: 'area', maxLength: 2000 },
        { required: true, hint: 'In your own words, at least 10 characters.' },
      ),
    ],
  },
];

/** What a confirmation must say, so that no click alone erases anybody. */
export const SURE = '/sure';

const CONFIRMATION_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Erase for good',
    fields: [field(SURE, 'I know that nobody can undo this', { control: 'pick', value: 'yes' }, { required: true })],
  },
];

function Effects() {
  return (
    <div class="notice">
      <p>
        Erasing destroys the key of this person’s identity: names, birth date, kin, contacts and notes can never be read
        again, by anybody, and no search finds them. What is being shown of them ends.
      </p>
      <p>
        The case stays under its pseudonym, with its status and its place in the counts. Its statements are shown to
        everybody, your organisation too, as months, first-level areas and age bands.
      </p>
      <p>
        Files of evidence that your organisation holds of this person alone are destroyed with it. Files that are of
        others too are sealed, and a custodian decides on each.
      </p>
      <p>
        Your own reference, the reasons that colleagues typed, and what families told in their own tracing requests
        stay.
      </p>
    </div>
  );
}

interface FormProps {
  readonly pseudonym: string;
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function RequestErasurePage({ pseudonym, seal, state }: FormProps) {
  return (
    <FormPage
      title="Ask for the erasure of this identity"
      lead="A custodian of your organisation must confirm it within 30 days. Until then it may be taken back."
      back={caseAddress(pseudonym)}
      action={erasuresAddress(pseudonym)}
      groups={REQUEST_GROUPS}
      seal={seal}
      state={state}
      button="Ask for the erasure"
    >
      <Effects />
    </FormPage>
  );
}

export function ConfirmErasurePage({
  pseudonym,
  erasure,
  seal,
  state,
}: FormProps & { readonly erasure: ListedErasure }) {
  const { id, requested, ground, reason } = erasure;
  return (
    <FormPage
      title="Erase this identity for good"
      lead="There is no undo after this."
      back={erasuresAddress(pseudonym)}
      action={`${erasuresAddress(pseudonym)}/${id}/confirmation`}
      groups={CONFIRMATION_GROUPS}
      seal={seal}
      state={state}
      button="Erase for good"
    >
      <p>
        {requested.username} asked for it on {instantInWords(requested.at)}: {inWords(ground)}.
      </p>
      <blockquote>
        <bdi>{reason}</bdi>
      </blockquote>
      <Effects />
    </FormPage>
  );
}

interface ErasuresPageProps {
  readonly pseudonym: string;
  readonly erasures: readonly ListedErasure[];
  readonly may: { readonly request: boolean; readonly confirm: boolean };
  readonly seal: FormSeal;
}

export function ErasuresPage({ pseudonym, erasures, may, seal }: ErasuresPageProps) {
  const waits = erasures.some(({ state }) => state === 'requested');
  const gone = erasures.some(({ state }) => state === 'confirmed' || state === 'done');
  return (
    <>
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Erasure of this identity</h1>
      {erasures.length === 0 && <p>Nobody has asked for it.</p>}
      {erasures.map((erasure) => (
        <OneErasure pseudonym={pseudonym} erasure={erasure} confirm={may.confirm} seal={seal} />
      ))}
      {may.request && !waits && !gone && (
        <p>
          <a href={`${erasuresAddress(pseudonym)}/new`}>Ask for the erasure of this identity</a>
        </p>
      )}
    </>
  );
}

const STATE_WORDS: Readonly<Record<ListedErasure['state'], string>> = {
  requested: 'Waits for a custodian',
  withdrawn: 'Taken back',
  expired: 'Ran out without being confirmed',
  confirmed: 'Confirmed; the key is being destroyed',
  done: 'Erased',
};

function byWhom({ username }: ListedErasure['requested']): string {
  return username === null ? 'because its date of retention had passed' : `by ${username}`;
}

interface OneErasureProps {
  readonly pseudonym: string;
  readonly erasure: ListedErasure;
  readonly confirm: boolean;
  readonly seal: FormSeal;
}

function OneErasure({ pseudonym, erasure, confirm, seal }: OneErasureProps) {
  const { id, state, ground, reason, requested, withdrawn, confirmed, expiresAt, doneAt, own } = erasure;
  const address = `${erasuresAddress(pseudonym)}/${id}`;
  return (
    <section class="sheet">
      <h2>{STATE_WORDS[state]}</h2>
      <dl class="facts">
        <dt>Asked for</dt>
        <dd>
          {instantInWords(requested.at)}, {byWhom(requested)}
        </dd>
        <dt>Ground</dt>
        <dd>{inWords(ground)}</dd>
        <dt>Reason</dt>
        <dd>
          <bdi>{reason}</bdi>
        </dd>
        {state === 'requested' && <dt>Waits until</dt>}
        {state === 'requested' && <dd>{instantInWords(expiresAt)}</dd>}
        {withdrawn !== null && <dt>Taken back</dt>}
        {withdrawn !== null && (
          <dd>
            {instantInWords(withdrawn.at)}, {byWhom(withdrawn)}
          </dd>
        )}
        {confirmed !== null && <dt>Confirmed</dt>}
        {confirmed !== null && (
          <dd>
            {instantInWords(confirmed.at)}, {byWhom(confirmed)}
          </dd>
        )}
        {doneAt !== null && <dt>Key destroyed</dt>}
        {doneAt !== null && <dd>{instantInWords(doneAt)}</dd>}
      </dl>
      {state === 'requested' && (
        <div class="actions no-print">
          {confirm && !own && (
            <a class="button" href={`${address}/confirmation`}>
              Confirm it
            </a>
          )}{' '}
          <ActionForm action={`${address}/withdrawal`} seal={seal} button="Take the request back" />
        </div>
      )}
    </section>
  );
}
