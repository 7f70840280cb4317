// The queue of requests for restricted files, and the page of one: what is asked for, what was decided, who downloaded it, what can be done.

import type { ShownFileRequest } from '../../domain/evidence/file-request.js';
import type { RequestQueue } from '../../domain/identity/shown-request.js';
import type { FormSeal } from '../forms/console-form.js';
import { askedTerms } from '../identity/request-fields.js';
import {
  AskedFor,
  decisionForms,
  Decisions,
  StateOfRequest,
  StepTaken,
  type SentDecision,
} from '../identity/request-parts.js';
import { RequestQueues, type QueueView } from '../identity/request-queue.js';
import { instantInWords } from '../words/dates.js';
import { DownloadForm } from './evidence-files.js';
import { EVIDENCE, evidenceAddress } from './evidence-list-page.js';
import { fileApprovalGroups } from './file-request-fields.js';

const FILE_REQUESTS = '/console/evidence-file-requests';

export function fileRequestAddress(requestId: string): string {
  return `${FILE_REQUESTS}/${requestId}`;
}

const MINE: readonly [RequestQueue, string] = ['mine', 'Mine'];
const TO_DECIDE: readonly [RequestQueue, string] = ['to_decide', 'For me to decide'];
const ALL: readonly [RequestQueue, string] = ['all', 'About items of my organisation'];

export function FileQueuePage({ decides, ...view }: QueueView<ShownFileRequest>) {
  return (
    <>
      <p class="crumb no-print">
        <a href={EVIDENCE}>Evidence</a>
      </p>
      <h1>Requests for restricted files</h1>
      <p class="lead">
        A file that is hard to show, for another organisation: a custodian of the item’s organisation decides.
      </p>
      <RequestQueues
        {...view}
        address={FILE_REQUESTS}
        queues={decides ? [MINE, TO_DECIDE, ALL] : [MINE, ALL]}
        caption="Requests for restricted files, newest first"
        about="Item"
        subject={({ code }) => code}
      />
    </>
  );
}

interface FileRequestPageProps {
  readonly request: ShownFileRequest;
  readonly decides: boolean;
  readonly seal: FormSeal;
  readonly sent: SentDecision | null;
}

export function FileRequestPage({ request, decides, seal, sent }: FileRequestPageProps) {
  const decidesThis = decides && request.owned;
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={FILE_REQUESTS}>Requests for restricted files</a>
      </p>
      <h1>The restricted file of {request.code}</h1>
      <StateOfRequest request={request}>
        <a href={evidenceAddress(request.code)}>To the item</a>
      </StateOfRequest>
      <AskedFor request={request} single="a single download" />
      <Decided request={request} />
      {request.mine && request.state === 'granted' && (
        <DownloadForm code={request.code} access="restricted" request={request.id} seal={seal} />
      )}
      <Decisions
        address={fileRequestAddress(request.id)}
        request={request}
        forms={decisionForms(request, { decides: decidesThis, revokes: decidesThis })}
        approval={{ word: 'Grant', groups: fileApprovalGroups(request), asked: askedTerms(request.asked) }}
        seal={seal}
        sent={sent}
      />
    </section>
  );
}

function Decided({ request: { steps, grant, downloads } }: { readonly request: ShownFileRequest }) {
  if (steps.length === 0) return null;
  return (
    <section class="sheet">
      <h2>What was decided</h2>
      <ul>
        {steps.map((taken) => (
          <StepTaken taken={taken} />
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
