// What a case page lists beside the record: the tracing requests about this person, and the items of evidence that statements name.

import { agreementWords, EVIDENCE, evidenceAddress } from '../evidence/evidence-list-page.js';
import { REQUESTS } from '../tracing-requests/tracing-request-pages.js';
import { dateInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { isNow, listAddress } from './asked-times.js';
import type { CaseView } from './case-view.js';

/** Tracing requests, or items, on the page itself; its list has the rest. */
export const MOST_ON_CASE = 10;

export function CaseTracingRequests({ tracingRequests, answer, asked }: CaseView) {
  if (tracingRequests === null) return null;
  const { requests, cursor } = tracingRequests;
  return (
    <section class="sheet">
      <h2>Tracing requests</h2>
      {requests.length === 0 && (
        <p>No tracing request of your organisation {isNow(asked) ? 'is' : 'was'} about this person.</p>
      )}
      <ul>
        {requests.map(({ request }) => (
          <li>
            <a href={`${REQUESTS}/${request.id}`}>Received {dateInWords(request.receivedOn)}</a>
            {request.reference !== null && ` (${request.reference})`}: {inWords(request.state).toLowerCase()}, the
            enquirer is the {inWords(request.kinship).toLowerCase()}, with {request.worker.username}
          </li>
        ))}
      </ul>
      {cursor !== null && (
        <p>
          <a href={listAddress(REQUESTS, { person: answer.pseudonym, asked: { ...asked, validAt: '' } })}>
            All tracing requests about this person
          </a>
        </p>
      )}
    </section>
  );
}

export function CaseEvidence({ evidence, answer, asked }: CaseView) {
  if (evidence === null) return null;
  const { items, cursor } = evidence;
  return (
    <section class="sheet">
      <h2>Evidence</h2>
      {items.length === 0 && (
        <p>No statement about this person {isNow(asked) ? 'names' : 'named'} an item that you may see.</p>
      )}
      <ul>
        {items.map(({ item, agreement, assessors }) => (
          <li>
            <a href={evidenceAddress(item.code)}>{item.code}</a>: {inWords(item.kind).toLowerCase()}, recorded on{' '}
            {dayInWords(item.recordedAt)} by {item.organisationName}. Findings: {assessors},{' '}
            {agreementWords(agreement).toLowerCase()}
          </li>
        ))}
      </ul>
      {cursor !== null && (
        <p>
          <a href={listAddress(EVIDENCE, { person: answer.pseudonym, asked })}>
            All items that statements about this person name
          </a>
        </p>
      )}
    </section>
  );
}
