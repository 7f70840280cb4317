// The pages of tracing requests: the list, and one request with its consents and steps; a name is on neither.

import { CLOSING_REASONS, REQUEST_STEPS } from '../../domain/tracing/tracing-request.js';
import type { ListTracingRequestsAnswer } from '../../usecases/tracing-requests/list-tracing-requests.js';
import type { ReadTracingRequestAnswer } from '../../usecases/tracing-requests/read-tracing-request.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { AboutPerson } from '../records/about-person.js';
import { listAddress, type AskedPerson } from '../records/asked-times.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dateInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

export const REQUESTS = '/console/tracing-requests';

interface RequestsPageProps extends ListTracingRequestsAnswer {
  readonly about: AskedPerson;
  readonly mayTakeIn: boolean;
}

export function TracingRequestsPage({ requests, cursor, about, mayTakeIn }: RequestsPageProps) {
  return (
    <>
      <h1>Tracing requests</h1>
      {mayTakeIn && (
        <p class="actions">
          <a class="button main" href={`${REQUESTS}/new`}>
            Take in a request
          </a>
          <a class="button" href={`${REQUESTS}/new?sought=unregistered`}>
            About somebody new
          </a>
        </p>
      )}
      <AboutPerson {...about} path={REQUESTS} all="All tracing requests" />
      {requests.length === 0 ? (
        <p class="notice">
          {listAddress(REQUESTS, about) === REQUESTS
            ? 'No tracing request has been taken in yet.'
            : 'No tracing request fits.'}
        </p>
      ) : (
        <table class="cards">
          <caption class="unseen">Tracing requests, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Received</th>
              <th scope="col">Person sought</th>
              <th scope="col">Enquirer</th>
              <th scope="col">State</th>
              <th scope="col">Worker</th>
            </tr>
          </thead>
          <tbody>
            {requests.map(({ request, pseudonym }) => (
              <tr>
                <th scope="row">
                  <a href={`${REQUESTS}/${request.id}`}>{dateInWords(request.receivedOn)}</a>
                  {request.reference !== null && <div class="small">{request.reference}</div>}
                </th>
                <td data-label="Person sought">
                  <Pseudonym text={pseudonym} />
                </td>
                <td data-label="Enquirer">{inWords(request.kinship)}</td>
                <td data-label="State">{inWords(request.state)}</td>
                <td data-label="Worker">{request.worker.username}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address={listAddress(REQUESTS, about)} cursor={cursor} later={false} />
    </>
  );
}

function moveFields(state: ReadTracingRequestAnswer['request']['state']): readonly FieldGroup[] {
  return [
    {
      legend: 'Change its state',
      hint: 'Closing a request never closes the person.',
      fields: [
        field(
          '/to',
          'New state',
          { control: 'select', options: optionsOf(REQUEST_STEPS[state], inWords) },
          { required: true },
        ),
        field('/closingReason', 'Reason of closure', {
          control: 'select',
          options: optionsOf(CLOSING_REASONS, inWords),
          empty: 'Not closed',
        }),
        field('/reason', 'Why', { control: 'area', maxLength: 1000 }, { required: true, hint: 'Without names.' }),
      ],
    },
  ];
}

interface RequestPageProps {
  readonly found: ReadTracingRequestAnswer;
  readonly seal: FormSeal;
  readonly state: FormState;
  readonly may: { readonly work: boolean; readonly assign: boolean };
}

function WorkLinks({ address, may }: { readonly address: string; readonly may: RequestPageProps['may'] }) {
  if (!may.work && !may.assign) return null;
  return (
    <p class="actions">
      {may.work && (
        <>
          <a class="button" href={`${address}/consents/new`}>
            Record a consent
          </a>
          <a class="button" href={`${address}/safe-channel`}>
            Change the safe channel
          </a>
        </>
      )}
      {may.assign && (
        <a class="button" href={`${address}/assignment`}>
          Give to a colleague
        </a>
      )}
    </p>
  );
}

export function TracingRequestPage({ found, seal, state, may }: RequestPageProps) {
  const { request, pseudonym, steps, consents, organisations } = found;
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={REQUESTS}>Tracing requests</a>
      </p>
      <h1>Tracing request of {dateInWords(request.receivedOn)}</h1>
      <dl class="facts">
        <dt>Person sought</dt>
        <dd>
          <a href={caseAddress(pseudonym)}>
            <Pseudonym text={pseudonym} />
          </a>
        </dd>
        <dt>Enquirer</dt>
        <dd>{inWords(request.kinship)}; the name is in the vault</dd>
        <dt>Safe channel</dt>
        <dd>{inWords(request.channel)}</dd>
        <dt>State</dt>
        <dd>
          {inWords(request.state)}
          {request.closingReason !== null && `: ${inWords(request.closingReason)}`}
        </dd>
        <dt>Worker</dt>
        <dd>{request.worker.username}</dd>
      </dl>
      <WorkLinks address={`${REQUESTS}/${request.id}`} may={may} />
      <h2>What is agreed to</h2>
      {consents.length === 0 && <p>Nothing: neither search nor sharing beyond this organisation.</p>}
      <ul>
        {consents.map(({ purpose, recipient, recipientOrganisationId, givenBy }) => (
          <li>
            {inWords(purpose)}, towards {organisations.get(recipientOrganisationId ?? '') ?? inWords(recipient)} (
            {inWords(givenBy)})
          </li>
        ))}
      </ul>
      <h2>Steps</h2>
      {steps.length === 0 && <p>It was received, and nothing has happened since.</p>}
      <ul>
        {steps.map(({ state: to, closingReason, reason, by, at }) => (
          <li>
            {dayInWords(at)}: {inWords(to)}
            {closingReason !== null && ` (${inWords(closingReason)})`}, {by}: {reason}
          </li>
        ))}
      </ul>
      <ConsoleForm
        action={`${REQUESTS}/${request.id}/transitions`}
        seal={seal}
        groups={moveFields(request.state)}
        state={state}
        button="Change"
      />
    </section>
  );
}
