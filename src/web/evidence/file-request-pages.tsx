// The queue of requests for restricted files, and the page of one: what is asked for, what was decided, who downloaded it, what can be done.

import type { FileRequestQueue, ShownFileRequest } from '../../domain/evidence/file-request.js';
import { ConsoleForm, NOTHING_SENT, type FormSeal, type FormState } from '../forms/console-form.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { REASON_GROUPS } from '../identity/disclosure-request-fields.js';
import { stateWords } from '../identity/disclosure-request-pages.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { DownloadForm } from './evidence-files.js';
import { EVIDENCE, evidenceAddress } from './evidence-list-page.js';
import { askedTerms, fileApprovalGroups } from './file-request-fields.js';

const FILE_REQUESTS = '/console/evidence-file-requests';

export function fileRequestAddress(requestId: string): string {
  return `${FILE_REQUESTS}/${requestId}`;
}

const inState = ({ state }: ShownFileRequest): string => stateWords({ state, approvals: 0 });

interface QueueProps {
  readonly requests: readonly ShownFileRequest[];
  readonly queue: FileRequestQueue;
  /** Whether the reader decides on requests of others. */
  readonly decides: boolean;
  readonly cursor: string | null;
  readonly later: boolean;
}

const QUEUE_WORDS: Readonly<Record<FileRequestQueue, string>> = {
  mine: 'Mine',
  to_decide: 'For me to decide',
  all: 'About items of my organisation',
};

export function FileQueuePage({ requests, queue, decides, cursor, later }: QueueProps) {
  const queues: readonly FileRequestQueue[] = decides ? ['mine', 'to_decide', 'all'] : ['mine', 'all'];
  return (
    <>
      <p class="crumb no-print">
        <a href={EVIDENCE}>Evidence</a>
      </p>
      <h1>Requests for restricted files</h1>
      <p class="lead">
        A file that is hard to show, for another organisation: a custodian of the item’s organisation decides.
      </p>
      <ul class="tabs">
        {queues.map((one) => (
          <li>
            <a href={`${FILE_REQUESTS}?queue=${one}`} {...(one === queue && { 'aria-current': 'page' as const })}>
              {QUEUE_WORDS[one]}
            </a>
          </li>
        ))}
      </ul>
      {requests.length === 0 ? <p class="notice">There is no request here.</p> : <QueueTable requests={requests} />}
      <PagesOfList address={`${FILE_REQUESTS}?queue=${queue}`} cursor={cursor} later={later} />
    </>
  );
}

function QueueTable({ requests }: Pick<QueueProps, 'requests'>) {
  return (
    <table class="cards">
      <caption class="unseen">Requests for restricted files, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Item</th>
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
              <a href={fileRequestAddress(request.id)}>{request.code}</a>
            </th>
            <td data-label="Asked">{instantInWords(request.requestedAt)}</td>
            <td data-label="By">
              {request.username}, {request.organisation}
            </td>
            <td data-label="Purpose">{inWords(request.purpose)}</td>
            <td data-label="State">{inState(request)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type FileDecisionForm = 'approval' | 'refusal' | 'withdrawal' | 'revocation';

export interface FileRequestPageProps {
  readonly request: ShownFileRequest;
  readonly decides: boolean;
  readonly seal: FormSeal;
  /** The form that was sent and not carried out. */
  readonly sent: { readonly form: FileDecisionForm; readonly state: FormState } | null;
}

export function FileRequestPage(props: FileRequestPageProps) {
  const { request, seal } = props;
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={FILE_REQUESTS}>Requests for restricted files</a>
      </p>
      <h1>The restricted file of {request.code}</h1>
      <p>
        <strong>{inState(request)}.</strong>{' '}
        {request.state === 'requested' && `It can be decided until ${instantInWords(request.expiresAt)}. `}
        <a href={evidenceAddress(request.code)}>To the item</a>
      </p>
      <AskedFor request={request} />
      <Decided request={request} />
      {request.mine && request.state === 'granted' && (
        <DownloadForm code={request.code} access="restricted" request={request.id} seal={seal} />
      )}
      {formsOf(props).map((form) => (
        <Decision {...props} form={form} />
      ))}
    </section>
  );
}

function termWords({ days, once }: { readonly days: number; readonly once: boolean }): string {
  return `${days} ${days === 1 ? 'day' : 'days'}${once ? ', a single download' : ''}`;
}

function AskedFor({ request }: { readonly request: ShownFileRequest }) {
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
        <dt>For</dt>
        <dd>{termWords(request.asked)}</dd>
      </dl>
    </section>
  );
}

function Decided({ request: { steps, grant, downloads } }: { readonly request: ShownFileRequest }) {
  if (steps.length === 0) return null;
  return (
    <section class="sheet">
      <h2>What was decided</h2>
      <ul>
        {steps.map(({ step, username, reason, at }) => (
          <li>
            {inWords(step)} on {instantInWords(at)}
            {username !== null && ` by ${username}`}
            {reason !== null && (
              <>
                : <bdi>{reason}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
      {grant !== null && (
        <>
          <p>
            Granted until {instantInWords(grant.endsAt)}
            {grant.once && ', for a single download'}.
          </p>
          <ul>
            {downloads.map(({ username, at }) => (
              <li>
                Downloaded on {instantInWords(at)} by {username}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Those that the reader could be let through with; each use case asks again. */
function formsOf({ request, decides }: FileRequestPageProps): readonly FileDecisionForm[] {
  const { state, mine, owned } = request;
  const forms: readonly (readonly [boolean, readonly FileDecisionForm[]])[] = [
    [decides && owned && state === 'requested', ['approval', 'refusal']],
    [mine && ['requested', 'granted'].includes(state), ['withdrawal']],
    [decides && owned && ['granted', 'lapsed', 'used'].includes(state), ['revocation']],
  ];
  return forms.flatMap(([may, which]) => (may ? which : []));
}

const FORM_WORDS: Readonly<Record<FileDecisionForm, { readonly title: string; readonly button: string }>> = {
  approval: { title: 'Grant', button: 'Grant' },
  refusal: { title: 'Refuse', button: 'Refuse' },
  withdrawal: { title: 'Take the request back', button: 'Take back' },
  revocation: { title: 'Revoke what was granted', button: 'Revoke' },
};

function Decision({ request, seal, sent, form }: FileRequestPageProps & { readonly form: FileDecisionForm }) {
  const { title, button } = FORM_WORDS[form];
  const approval = form === 'approval';
  const first: FormState = approval ? { ...NOTHING_SENT, values: askedTerms(request) } : NOTHING_SENT;
  return (
    <section class="sheet no-print">
      <h2>{title}</h2>
      <ConsoleForm
        action={`${fileRequestAddress(request.id)}/${form}`}
        seal={seal}
        groups={approval ? fileApprovalGroups(request) : REASON_GROUPS}
        state={sent?.form === form ? sent.state : first}
        button={button}
        quiet={!approval}
      >
        <input type="hidden" name={SEEN_FIELD} value={request.tag} />
      </ConsoleForm>
    </section>
  );
}
