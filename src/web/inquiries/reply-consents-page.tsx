// The page on which an organisation agrees that something is told of a person whom it registered, or refuses it.

import { CONSENT_ANSWERS } from '../../domain/matching/inquiry-reply.js';
import type { AskedConsent } from '../../usecases/inquiries/list-reply-consents.js';
import { ActionForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { ErrorSummary } from '../forms/error-summary.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { ANSWER_WORDS, contentsInWords } from './reply-words.js';

export const REPLY_CONSENTS = '/console/tasks/consents';

interface ConsentsProps {
  readonly consents: readonly AskedConsent[];
  readonly seal: FormSeal;
  /** Of an answer that was not taken. */
  readonly state: FormState;
}

export function ReplyConsentsPage({ consents, seal, state }: ConsentsProps) {
  return (
    <>
      <h1>Consents to replies</h1>
      <p class="lead">
        Somebody asked the central tracing agency after a person whom your organisation registered. Nothing was told.
        What stands here is told only where your organisation agrees; where the person has said what they want, that
        goes before. Not answering tells nothing either.
      </p>
      <ErrorSummary refusal={state.refusal} fields={[]} faults={[]} />
      {consents.length === 0 && <p class="notice">Your organisation’s consent is not asked for anything.</p>}
      {consents.map((consent) => (
        <Asked consent={consent} seal={seal} />
      ))}
    </>
  );
}

function Asked({ consent, seal }: { readonly consent: AskedConsent; readonly seal: FormSeal }) {
  const { id, pseudonym, asker, agency, purpose, tells, askedAt, answer } = consent;
  const heading = `consent-${id}`;
  return (
    <section class="sheet" aria-labelledby={heading}>
      <h2 id={heading}>
        <a href={caseAddress(pseudonym)}>
          <Pseudonym text={pseudonym} />
        </a>
        , asked on {dayInWords(askedAt)}
      </h2>
      <dl class="facts">
        <dt>Who asks after them</dt>
        <dd>{asker}</dd>
        <dt>Purpose</dt>
        <dd>{inWords(purpose)}</dd>
        <dt>Would be told</dt>
        <dd>
          {contentsInWords(tells)}, by {agency}
        </dd>
      </dl>
      <p class="status">{answer === null ? 'Your organisation has not answered.' : ANSWER_WORDS[answer]}</p>
      {CONSENT_ANSWERS.filter((one) => one !== answer).map((one) => (
        <ActionForm
          action={`${REPLY_CONSENTS}/${id}/answers`}
          seal={seal}
          button={one === 'given' ? 'Agree' : 'Do not agree'}
          label={`${one === 'given' ? 'Agree' : 'Do not agree'} that this is told of ${pseudonym}`}
          values={{ '/answer': one }}
          main={one === 'given'}
        />
      ))}
    </section>
  );
}
