// The parts of the page of a request, whatever is asked for: its state, what was asked, what was decided, and the forms that decide it.

import type { ComponentChildren } from 'preact';
import type { DisclosureRequestState, GrantTerms } from '../../domain/identity/disclosure-request.js';
import { mayBeClosed } from '../../domain/identity/request-closing.js';
import type { RequestStep, ShownRequest } from '../../domain/identity/shown-request.js';
import { ConsoleForm, NOTHING_SENT, type FormSeal, type FormState } from '../forms/console-form.js';
import type { FieldGroup, FormValues } from '../forms/form-field.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { REASON_GROUPS } from './request-fields.js';
import { stateWords } from './request-queue.js';

type AnyRequest = ShownRequest<string, RequestStep> & { readonly asked: GrantTerms; readonly approvals?: number };
type AnyStep = AnyRequest['steps'][number];

export function StateOfRequest(props: { readonly request: AnyRequest; readonly children: ComponentChildren }) {
  const { request, children } = props;
  return (
    <p>
      <strong>{stateWords(request)}.</strong>{' '}
      {request.state === 'requested' && `It can be decided until ${instantInWords(request.expiresAt)}. `}
      {children}
    </p>
  );
}

/** `single` is what a grant for once is for; `children` are the facts that only one kind of request has. */
export function AskedFor(props: {
  readonly request: AnyRequest;
  readonly single: string;
  readonly children?: ComponentChildren;
}) {
  const { request, single, children } = props;
  return (
    <section class="sheet">
      <h2>What is asked for</h2>
      <dl class="facts">
        <dt>By</dt>
        <dd>
          {request.username}, {request.organisation}, on {instantInWords(request.requestedAt)}
        </dd>
        <dt>Purpose</dt>
        <dd>{inWords(request.purpose)}</dd>
        <dt>Reason</dt>
        <dd>
          <bdi>{request.reason}</bdi>
        </dd>
        {children}
        <dt>For</dt>
        <dd>{termWords(request.asked, single)}</dd>
      </dl>
    </section>
  );
}

export function termWords({ days, once }: GrantTerms, single: string): string {
  return `${days} ${days === 1 ? 'day' : 'days'}${once ? `, ${single}` : ''}`;
}

/** `children` stand between who did it and why. */
export function StepTaken(props: { readonly taken: AnyStep; readonly children?: ComponentChildren }) {
  const { step, username, reason, at } = props.taken;
  return (
    <li>
      {inWords(step)} on {instantInWords(at)}
      {username !== null && ` by ${username}`}
      {props.children}
      {reason !== null && (
        <>
          : <bdi>{reason}</bdi>
        </>
      )}
    </li>
  );
}

export type DecisionForm = 'approval' | 'refusal' | 'withdrawal' | 'revocation';

/** The form that was sent and not carried out. */
export interface SentDecision {
  readonly form: DecisionForm;
  readonly state: FormState;
}

/** Those that the reader could be let through with; each use case asks again. */
export function decisionForms(
  { state, mine }: { readonly state: DisclosureRequestState; readonly mine: boolean },
  { decides, revokes }: { readonly decides: boolean; readonly revokes: boolean },
): readonly DecisionForm[] {
  const forms: readonly (readonly [boolean, readonly DecisionForm[]])[] = [
    [decides && state === 'requested', ['approval', 'refusal']],
    [mine && mayBeClosed(state, 'withdrawn'), ['withdrawal']],
    [revokes && mayBeClosed(state, 'revoked'), ['revocation']],
  ];
  return forms.flatMap(([may, which]) => (may ? which : []));
}

interface FormWords {
  readonly title: string;
  readonly button: string;
}

const CLOSING_WORDS: Readonly<Record<Exclude<DecisionForm, 'approval'>, FormWords>> = {
  refusal: { title: 'Refuse', button: 'Refuse' },
  withdrawal: { title: 'Take the request back', button: 'Take back' },
  revocation: { title: 'Revoke what was granted', button: 'Revoke' },
};

interface DecisionsProps {
  readonly address: string;
  readonly request: { readonly tag: string };
  readonly forms: readonly DecisionForm[];
  readonly approval: {
    readonly word: string;
    readonly groups: readonly FieldGroup[];
    /** As it was asked for, to be made narrower. */
    readonly asked: FormValues;
  };
  readonly seal: FormSeal;
  readonly sent: SentDecision | null;
}

export function Decisions(props: DecisionsProps) {
  return (
    <>
      {props.forms.map((form) => (
        <Decision {...props} form={form} />
      ))}
    </>
  );
}

function Decision(props: DecisionsProps & { readonly form: DecisionForm }) {
  const { address, request, approval, seal, sent, form } = props;
  const { title, button, groups, first } = form === 'approval' ? approving(approval) : closing(form);
  return (
    <section class="sheet no-print">
      <h2>{title}</h2>
      <ConsoleForm
        action={`${address}/${form}`}
        name={form}
        seal={seal}
        groups={groups}
        state={sent?.form === form ? sent.state : first}
        button={button}
        quiet={form !== 'approval'}
      >
        <input type="hidden" name={SEEN_FIELD} value={request.tag} />
      </ConsoleForm>
    </section>
  );
}

interface DrawnDecision extends FormWords {
  readonly groups: readonly FieldGroup[];
  readonly first: FormState;
}

function approving({ word, groups, asked }: DecisionsProps['approval']): DrawnDecision {
  return { title: word, button: word, groups, first: { ...NOTHING_SENT, values: asked } };
}

function closing(form: Exclude<DecisionForm, 'approval'>): DrawnDecision {
  return { ...CLOSING_WORDS[form], groups: REASON_GROUPS, first: NOTHING_SENT };
}
