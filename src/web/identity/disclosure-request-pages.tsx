// The queue of requests for disclosure, and the page of one: what is asked for, what was decided, and what can be done.

import type { DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import type { RequestQueue, ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import { ActionForm, ConsoleForm, NOTHING_SENT, type FormSeal, type FormState } from '../forms/console-form.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { approvalGroups, askedValues, REASON_GROUPS } from './disclosure-request-fields.js';

export const DISCLOSURE_REQUESTS = '/console/disclosure-requests';

const STATE_WORDS: Readonly<Record<DisclosureRequestState, string>> = {
  requested: 'Waits for a decision',
  granted: 'Granted',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  expired: 'Not decided in time',
  used: 'Used',
  ended: 'Its time is over',
  lapsed: 'Lapsed: who gave it or has it may no longer',
  revoked: 'Revoked',
};

export function requestAddress(requestId: string): string {
  return `${DISCLOSURE_REQUESTS}/${requestId}`;
}

interface QueueProps {
  readonly requests: readonly ShownDisclosureRequest[];
  readonly queue: RequestQueue;
  /** Whether the reader decides on requests of others. */
  readonly decides: boolean;
  readonly cursor: string | null;
  readonly later: boolean;
}

const QUEUE_WORDS: Readonly<Record<RequestQueue, string>> = {
  mine: 'Mine',
  to_decide: 'For me to decide',
  all: 'About people of my organisation',
};

export function DisclosureQueuePage({ requests, queue, decides, cursor, later }: QueueProps) {
  const address = `${DISCLOSURE_REQUESTS}?queue=${queue}`;
  const queues: readonly RequestQueue[] = decides ? ['mine', 'to_decide', 'all'] : ['mine'];
  return (
    <>
      <h1>Requests for disclosure</h1>
      <p class="lead">Who somebody is, told to whoever does not work on the case: two persons of the owner decide.</p>
      <ul class="tabs">
        {queues.map((one) => (
          <li>
            <a href={`${DISCLOSURE_REQUESTS}?queue=${one}`} {...(one === queue && { 'aria-current': 'page' as const })}>
              {QUEUE_WORDS[one]}
            </a>
          </li>
        ))}
      </ul>
      {requests.length === 0 ? <p class="notice">There is no request here.</p> : <QueueTable requests={requests} />}
      <PagesOfList address={address} cursor={cursor} later={later} />
    </>
  );
}

function QueueTable({ requests }: Pick<QueueProps, 'requests'>) {
  return (
    <table class="cards">
      <caption class="unseen">Requests for disclosure, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Asked</th>
          <th scope="col">By</th>
          <th scope="col">Purpose</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr>
            <th scope="row">
              <a href={requestAddress(request.id)}>
                <Pseudonym text={request.pseudonym} />
              </a>
            </th>
            <td data-label="Asked">{instantInWords(request.requestedAt)}</td>
            <td data-label="By">
              {request.username}, {request.organisation}
            </td>
            <td data-label="Purpose">{inWords(request.purpose)}</td>
            <td data-label="State">{stateWords(request)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function stateWords({ state, approvals }: Pick<ShownDisclosureRequest, 'state' | 'approvals'>): string {
  return state === 'requested' && approvals > 0 ? 'Approved by one of two' : STATE_WORDS[state];
}

export type DecisionForm = 'approval' | 'refusal' | 'withdrawal' | 'revocation';

export interface RequestPageProps {
  readonly request: ShownDisclosureRequest;
  readonly may: { readonly decide: boolean; readonly revoke: boolean };
  readonly seal: FormSeal;
  /** The form that was sent and not carried out. */
  readonly sent: { readonly form: DecisionForm; readonly state: FormState } | null;
}

export function DisclosureRequestPage(props: RequestPageProps) {
  const { request, seal } = props;
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={DISCLOSURE_REQUESTS}>Requests for disclosure</a>
      </p>
      <h1>
        Who <Pseudonym text={request.pseudonym} /> is
      </h1>
      <p>
        <strong>{stateWords(request)}.</strong>{' '}
        {request.state === 'requested' && `It can be decided until ${instantInWords(request.expiresAt)}. `}
        <a href={caseAddress(request.pseudonym)}>To the case</a>
      </p>
      <AskedFor request={request} />
      <Steps request={request} />
      {request.grant !== null && <Granted grant={request.grant} uses={request.uses} />}
      {request.mine && request.state === 'granted' && (
        <ActionForm
          action={`${caseAddress(request.pseudonym)}/disclosures`}
          seal={seal}
          button="Show who this is"
          values={{ '/request': request.id }}
          main
        />
      )}
      {formsOf(props).map((form) => (
        <Decision {...props} form={form} />
      ))}
    </section>
  );
}

function AskedFor({ request }: { readonly request: ShownDisclosureRequest }) {
  const { asked } = request;
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
        {request.identityCheck !== null && (
          <>
            <dt>How the identity of who asks was checked</dt>
            <dd>{inWords(request.identityCheck)}</dd>
          </>
        )}
        <dt>Fields</dt>
        <dd>{asked.fields.map(inWords).join(', ')}</dd>
        <dt>For</dt>
        <dd>{termWords(asked)}</dd>
      </dl>
    </section>
  );
}

function termWords({ days, once }: { readonly days: number; readonly once: boolean }): string {
  return `${days} ${days === 1 ? 'day' : 'days'}${once ? ', a single use' : ''}`;
}

function Steps({ request }: { readonly request: ShownDisclosureRequest }) {
  if (request.steps.length === 0) return null;
  return (
    <section class="sheet">
      <h2>What was decided</h2>
      <ul>
        {request.steps.map(({ step, username, terms, reason, counts, asCustodian, at }) => (
          <li>
            {inWords(step)} on {instantInWords(at)}
            {username !== null && ` by ${username}`}
            {asCustodian && ', a custodian'}
            {terms !== null && `: ${terms.fields.map(inWords).join(', ')}; ${termWords(terms)}`}
            {step === 'approved' && !counts && ' (counts no more: who gave it may no longer)'}
            {reason !== null && (
              <>
                : <bdi>{reason}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Granted({
  grant,
  uses,
}: {
  readonly grant: NonNullable<ShownDisclosureRequest['grant']>;
  readonly uses: number;
}) {
  return (
    <section class="sheet">
      <h2>What was granted</h2>
      <p>
        {grant.fields.map(inWords).join(', ')}, until {instantInWords(grant.endsAt)}
        {grant.once && ', for a single use'}. Used {uses === 1 ? 'once' : `${uses} times`}.
      </p>
    </section>
  );
}

/** Those that the reader could be let through with; each use case asks again. */
function formsOf({ request, may }: RequestPageProps): readonly DecisionForm[] {
  const { state, mine, owned } = request;
  const decides = may.decide && owned && !mine && state === 'requested';
  const revokes = may.revoke && owned && ['granted', 'lapsed', 'used'].includes(state);
  const withdraws = mine && ['requested', 'granted'].includes(state);
  return [
    ...(decides ? (['approval', 'refusal'] as const) : []),
    ...(withdraws ? (['withdrawal'] as const) : []),
    ...(revokes ? (['revocation'] as const) : []),
  ];
}

const FORM_WORDS: Readonly<Record<DecisionForm, { readonly title: string; readonly button: string }>> = {
  approval: { title: 'Approve', button: 'Approve' },
  refusal: { title: 'Refuse', button: 'Refuse' },
  withdrawal: { title: 'Take the request back', button: 'Take back' },
  revocation: { title: 'Revoke what was granted', button: 'Revoke' },
};

function Decision({ request, seal, sent, form }: RequestPageProps & { readonly form: DecisionForm }) {
  const { title, button } = FORM_WORDS[form];
  const approval = form === 'approval';
  const first: FormState = approval ? { ...NOTHING_SENT, values: askedValues(request) } : NOTHING_SENT;
  return (
    <section class="sheet no-print">
      <h2>{title}</h2>
      <ConsoleForm
        action={`${requestAddress(request.id)}/${form}`}
        seal={seal}
        groups={approval ? approvalGroups(request) : REASON_GROUPS}
        state={sent?.form === form ? sent.state : first}
        button={button}
        quiet={!approval}
      >
        <input type="hidden" name={SEEN_FIELD} value={request.tag} />
      </ConsoleForm>
    </section>
  );
}
