// The queues of requests, whatever is asked for: who asks for what, and in which state that is.

import type { ComponentChildren } from 'preact';
import type { DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import type { RequestQueue, RequestStep, ShownRequest } from '../../domain/identity/shown-request.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { Tab } from '../layout/tab.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

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

interface Standing {
  readonly state: DisclosureRequestState;
  /** Approvals that count, where one is not enough. */
  readonly approvals?: number;
}

export function stateWords({ state, approvals = 0 }: Standing): string {
  return state === 'requested' && approvals > 0 ? 'Approved by one of two' : STATE_WORDS[state];
}

type ListedRequest = ShownRequest<string, RequestStep> & Standing;

/** What a page of a queue shows, whatever is asked for. */
export interface QueueView<Listed> {
  readonly requests: readonly Listed[];
  readonly queue: RequestQueue;
  /** Whether the reader decides on requests of others. */
  readonly decides: boolean;
  readonly cursor: string | null;
  readonly later: boolean;
}

interface QueuesProps<Listed> extends Omit<QueueView<Listed>, 'decides'> {
  /** Of the queues; the page of a request is below it. */
  readonly address: string;
  /** Those that the reader may open, each with its words. */
  readonly queues: readonly (readonly [RequestQueue, string])[];
  readonly caption: string;
  /** What the requests are about, as the head of the column and in the row of one. */
  readonly about: string;
  readonly subject: (request: Listed) => ComponentChildren;
}

export function RequestQueues<Listed extends ListedRequest>(props: QueuesProps<Listed>) {
  const { address, queues, queue, requests, cursor, later } = props;
  return (
    <>
      <ul class="tabs">
        {queues.map(([one, words]) => (
          <Tab href={`${address}?queue=${one}`} here={one === queue}>
            {words}
          </Tab>
        ))}
      </ul>
      {requests.length === 0 ? <p class="notice">There is no request here.</p> : <QueueTable {...props} />}
      <PagesOfList address={`${address}?queue=${queue}`} cursor={cursor} later={later} />
    </>
  );
}

function QueueTable<Listed extends ListedRequest>(props: QueuesProps<Listed>) {
  const { address, caption, about, subject, requests } = props;
  return (
    <table class="cards">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{about}</th>
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
              <a href={`${address}/${request.id}`}>{subject(request)}</a>
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
