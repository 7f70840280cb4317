// The page of one case.

import { ActionForm } from '../forms/console-form.js';
import { Field } from '../forms/fields.js';
import { field } from '../forms/form-field.js';
import { NEWS } from '../news/news-page.js';
import { WillBanner, willsAddress } from '../news/wills-part.js';
import { REQUESTS } from '../tracing-requests/tracing-request-pages.js';
import { dayInWords } from '../words/dates.js';
import { requestAddress } from '../identity/disclosure-request-pages.js';
import { stateWords } from '../identity/request-queue.js';
import { isNow, momentInWords, type AskedTimes } from './asked-times.js';
import { CaseEvidence, CaseTracingRequests } from './case-documents.js';
import { CaseFacts } from './case-facts.js';
import { CaseLinks, MergedNotice } from './case-links.js';
import { CaseStatus } from './case-status.js';
import { CaseTimeline } from './case-timeline.js';
import { caseAddress, type CaseView } from './case-view.js';
import { Pseudonym } from './pseudonym.js';

export function CasePage(view: CaseView) {
  const { answer, asked } = view;
  return (
    <>
      <p class="crumb no-print">
        <a href="/console/cases">Cases</a>
      </p>
      <h1>
        <Pseudonym text={answer.pseudonym} />
      </h1>
      <LookingBack asked={asked} address={caseAddress(answer.pseudonym)} />
      <MergedNotice {...view} />
      <NewsBanner {...view} />
      <WillBanner wills={view.wills} names={view.organisations} />
      <Actions {...view} />
      <div class="columns">
        <div>
          <CaseStatus {...view} />
          <CaseTimeline {...view} />
        </div>
        <div>
          <CaseFacts {...view} />
          <CaseLinks {...view} />
          <CaseTracingRequests {...view} />
          <CaseEvidence {...view} />
          <Requests {...view} />
          <Workers {...view} />
          <LookBack {...view} />
        </div>
      </div>
    </>
  );
}

function LookingBack({ asked, address }: { readonly asked: AskedTimes; readonly address: string }) {
  if (isNow(asked)) return null;
  return (
    <div class="notice" role="status">
      <p>
        You are looking back.{momentInWords(asked)} <a href={address}>Back to now</a>
      </p>
    </div>
  );
}

/** The same words for good news and bad: whoever reads over a shoulder learns nothing. */
function NewsBanner({ answer }: CaseView) {
  if (answer.banner === null) return null;
  return (
    <div class="notice" role="status">
      <p>
        <strong>Call your coordinator before contact.</strong> Something about this person is being verified.{' '}
        <a href={`${NEWS}?person=${answer.pseudonym}`}>What waits</a>
      </p>
    </div>
  );
}

function Actions({ answer, may, asked }: CaseView) {
  if (!isNow(asked)) return null;
  const address = caseAddress(answer.pseudonym);
  return (
    <section class="no-print" aria-label="Work on this case">
      <p class="actions">
        {may.addStatement && (
          <a class="button main" href={`${address}/statements/new`}>
            Add a statement
          </a>
        )}
        {may.addStatement && (
          <>
            <a class="button" href={`/console/tasks?show=all&person=${answer.pseudonym}`}>
              Tasks
            </a>{' '}
            <a class="button" href={`${address}/tasks/new`}>
              Add a task
            </a>
          </>
        )}
        {may.proposeLink && answer.mergedInto === null && (
          <a class="button" href={`${address}/links/new`}>
            Propose a link
          </a>
        )}
        {may.takeInRequest && answer.mergedInto === null && (
          <a class="button" href={`${REQUESTS}/new?person=${answer.pseudonym}`}>
            Take in a request
          </a>
        )}
        {answer.own !== null && may.recordWill && (
          <a class="button" href={`${willsAddress(answer.pseudonym)}/new`}>
            What the person wants
          </a>
        )}
        <NameButtons address={address} own={answer.own} may={may} />
      </p>
      <NameNote answer={answer} disclose={may.disclose} />
    </section>
  );
}

interface NameProps {
  readonly address: string;
  readonly own: CaseView['answer']['own'];
  readonly may: CaseView['may'];
}

/** Whoever works on the case is shown the name; whoever does not asks for it. */
function NameButtons({ address, own, may }: NameProps) {
  const known = own?.hasIdentity !== false;
  const works = own?.assigned === true && own.closedAt === null;
  return (
    <>
      {may.disclose && known && works && (
        <a class="button" href={`${address}/disclosures/new`}>
          Show who this is
        </a>
      )}
      {may.requestDisclosure && known && (
        <a class="button" href={`${address}/disclosure-requests/new`}>
          Ask who this is
        </a>
      )}
      {own !== null && <OwnerButtons address={address} may={may} />}
    </>
  );
}

/** What the owner organisation alone looks up of its own case. */
function OwnerButtons({ address, may }: Pick<NameProps, 'address' | 'may'>) {
  return (
    <>
      {may.readDisclosures && (
        <a class="button" href={`${address}/disclosures`}>
          Who looked, and why
        </a>
      )}
      {may.reportAccess && (
        <a class="button" href={`${address}/access-report`}>
          Report for the person
        </a>
      )}
      {may.readRetention && (
        <a class="button" href={`${address}/retention`}>
          How long it is kept
        </a>
      )}
      {may.readErasures && (
        <a class="button" href={`${address}/erasures`}>
          Erasure
        </a>
      )}
    </>
  );
}

function Requests({ requests, answer, asked, seal }: CaseView) {
  if (requests.length === 0) return null;
  return (
    <section class="sheet">
      <h2>Your requests to know who this is</h2>
      <ul>
        {requests.map((request) => (
          <li>
            <a href={requestAddress(request.id)}>{dayInWords(request.requestedAt)}</a>: {stateWords(request)}{' '}
            {request.state === 'granted' && isNow(asked) && (
              <ActionForm
                action={`${caseAddress(answer.pseudonym)}/disclosures`}
                seal={seal}
                button="Show who this is"
                values={{ '/request': request.id }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function NameNote({ answer, disclose }: { readonly answer: CaseView['answer']; readonly disclose: boolean }) {
  const { own } = answer;
  if (own === null)
    return (
      <p class="small">
        Another organisation registered this person; only that one knows the name. You can ask for it.
      </p>
    );
  if (own.erasedAt !== null) {
    return (
      <p class="small">The identity of this person was erased on {dayInWords(own.erasedAt)}. Nobody can read it.</p>
    );
  }
  if (own.closedAt !== null) {
    return (
      <p class="small">
        The identity of this person is closed since {dayInWords(own.closedAt)}, by its date. A coordinator or custodian
        can open it again.
      </p>
    );
  }
  if (!own.hasIdentity) return <p class="small">No name is known for this person.</p>;
  if (disclose && !own.assigned) {
    return (
      <p class="small">To see the name you must be assigned to this case. Ask your coordinator, or send a request.</p>
    );
  }
  return (
    <p class="small">A name is shown for a stated purpose and for 15 minutes; the log keeps who looked and why.</p>
  );
}

function Workers({ answer, assignees, may, asked, seal }: CaseView) {
  if (assignees === null) return null;
  const address = `${caseAddress(answer.pseudonym)}/assignments`;
  const changing = may.assign && isNow(asked);
  return (
    <section class="sheet">
      <h2>Assigned workers</h2>
      {assignees.length === 0 && <p>Nobody is assigned.</p>}
      <ul>
        {assignees.map(({ username, since }) => (
          <li>
            {username}, since {dayInWords(since)}{' '}
            {changing && (
              <ActionForm
                action={`${address}/end`}
                seal={seal}
                button="End"
                label={`End the assignment of ${username}`}
                values={{ '/username': username }}
              />
            )}
          </li>
        ))}
      </ul>
      {changing && (
        <p class="no-print">
          <a href={`${address}/new`}>Assign a worker</a>
        </p>
      )}
    </section>
  );
}

const KNOWN_AT = field('knownAt', 'What did we know on …', { control: 'text', type: 'date' });
const VALID_AT = field('validAt', 'What was the case on …', { control: 'text', type: 'date' });

function LookBack({ answer, asked }: CaseView) {
  const form = { values: { knownAt: asked.knownAt, validAt: asked.validAt }, faults: [] };
  return (
    <section class="sheet no-print">
      <h2>Look back</h2>
      <form method="get" action={caseAddress(answer.pseudonym)} class="fields">
        <Field field={KNOWN_AT} form={form} plain />
        <Field field={VALID_AT} form={form} plain />
        <p>
          <button type="submit">Look back</button>
        </p>
      </form>
    </section>
  );
}
