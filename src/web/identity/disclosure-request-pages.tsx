// The queue of requests for disclosure, and the page of one: what is asked for, what was decided, and what can be done.

import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import type { RequestQueue } from '../../domain/identity/shown-request.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { approvalGroups, askedValues } from './disclosure-request-fields.js';
import {
  AskedFor,
  decisionForms,
  Decisions,
  StateOfRequest,
  StepTaken,
  termWords,
  type SentDecision,
} from './request-parts.js';
import { RequestQueues, type QueueView } from './request-queue.js';

export const DISCLOSURE_REQUESTS = '/console/disclosure-requests';
const SINGLE = 'a single use';

export function requestAddress(requestId: string): string {
  return `${DISCLOSURE_REQUESTS}/${requestId}`;
}

const MINE: readonly [RequestQueue, string] = ['mine', 'Mine'];
const QUEUES: readonly (readonly [RequestQueue, string])[] = [
  MINE,
  ['to_decide', 'For me to decide'],
  ['all', 'About people of my organisation'],
];

export function DisclosureQueuePage({ decides, ...view }: QueueView<ShownDisclosureRequest>) {
  return (
    <>
      <h1>Requests for disclosure</h1>
      <p class="lead">Who somebody is, told to whoever does not work on the case: two persons of the owner decide.</p>
      <RequestQueues
        {...view}
        address={DISCLOSURE_REQUESTS}
        queues={decides ? QUEUES : [MINE]}
        caption="Requests for disclosure, newest first"
        about="Person"
        subject={({ pseudonym }) => <Pseudonym text={pseudonym} />}
      />
    </>
  );
}

interface RequestPageProps {
  readonly request: ShownDisclosureRequest;
  readonly may: { readonly decide: boolean; readonly revoke: boolean };
  readonly seal: FormSeal;
  readonly sent: SentDecision | null;
}

export function DisclosureRequestPage({ request, may, seal, sent }: RequestPageProps) {
  const { mine, owned } = request;
  const rights = { decides: may.decide && owned && !mine, revokes: may.revoke && owned };
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={DISCLOSURE_REQUESTS}>Requests for disclosure</a>
      </p>
      <h1>
        Who <Pseudonym text={request.pseudonym} /> is
      </h1>
      <StateOfRequest request={request}>
        <a href={caseAddress(request.pseudonym)}>To the case</a>
      </StateOfRequest>
      <AskedFor request={request} single={SINGLE}>
        {request.identityCheck !== null && (
          <>
            <dt>How the identity of who asks was checked</dt>
            <dd>{inWords(request.identityCheck)}</dd>
          </>
        )}
        <dt>Fields</dt>
        <dd>{request.asked.fields.map(inWords).join(', ')}</dd>
      </AskedFor>
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
      <Decisions
        address={requestAddress(request.id)}
        request={request}
        forms={decisionForms(request, rights)}
        approval={{ word: 'Approve', groups: approvalGroups(request), asked: askedValues(request) }}
        seal={seal}
        sent={sent}
      />
    </section>
  );
}

function Steps({ request: { steps } }: { readonly request: ShownDisclosureRequest }) {
  if (steps.length === 0) return null;
  return (
    <section class="sheet">
      <h2>What was decided</h2>
      <ul>
        {steps.map((taken) => (
          <StepTaken taken={taken}>
            {taken.asCustodian && ', a custodian'}
            {taken.terms !== null &&
              `: ${taken.terms.fields.map(inWords).join(', ')}; ${termWords(taken.terms, SINGLE)}`}
            {taken.step === 'approved' && !taken.counts && ' (counts no more: who gave it may no longer)'}
          </StepTaken>
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
