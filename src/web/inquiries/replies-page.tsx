// The page on which the central agency works on the reply to an inquiry: who may be meant, what is prepared, and the form.

import type { InquiryReplies, ShownReply } from '../../usecases/inquiries/read-replies.js';
import { ErrorSummary } from '../forms/error-summary.js';
import { ActionForm, ConsoleForm, NOTHING_SENT, type FormSeal, type FormState } from '../forms/console-form.js';
import { Pseudonym } from '../records/pseudonym.js';
import { instantInWords } from '../words/dates.js';
import { PeopleMeant } from './people-meant.js';
import { replyGroups } from './reply-fields.js';
import { contentsInWords, REPLY_STATE_WORDS } from './reply-words.js';

export const INQUIRIES = '/console/inquiries';

export function repliesAddress(inquiryId: string): string {
  return `${INQUIRIES}/${inquiryId}/replies`;
}

export interface ReplyWork {
  readonly work: InquiryReplies;
  readonly mayPrepare: boolean;
  readonly mayRelease: boolean;
  readonly seal: FormSeal;
  /** The form that was sent and not carried out. */
  readonly sent: { readonly form: 'reply' | 'decision'; readonly state: FormState } | null;
}

export function RepliesPage({ work, mayPrepare, mayRelease, seal, sent }: ReplyWork) {
  const { inquiryId, candidates, more, replies } = work;
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={INQUIRIES}>Inquiries</a>
      </p>
      <h1>What is replied to an inquiry</h1>
      {sent?.form === 'decision' && <ErrorSummary refusal={sent.state.refusal} fields={[]} faults={[]} />}
      <section class="sheet" aria-labelledby="candidates">
        <h2 id="candidates">Who may be meant</h2>
        <p class="small">
          Among the people whom your organisation may know of. What was asked for is compared and not shown.
        </p>
        {candidates.length === 0 ? (
          <p>Nobody.</p>
        ) : (
          <PeopleMeant
            people={candidates}
            caption="People who may be meant, the surest first"
            surely="How surely"
            surelyWords={({ band }) => (band === 'much_agrees' ? 'Much agrees' : 'Possible')}
          />
        )}
        {more && <p>More people may be meant than are listed.</p>}
      </section>
      {replies.length > 0 && (
        <section class="sheet" aria-labelledby="prepared">
          <h2 id="prepared">What was prepared</h2>
          <ol>
            {replies.map((reply) => (
              <Prepared reply={reply} {...{ inquiryId, mayRelease, seal }} />
            ))}
          </ol>
        </section>
      )}
      {mayPrepare && (
        <section aria-labelledby="prepare">
          <h2 id="prepare">Prepare a reply</h2>
          <p>
            That nothing may be told goes out at once, and says neither that there is a record nor that there is none.
            Whatever else is told, a second person releases.
          </p>
          <ConsoleForm
            action={repliesAddress(inquiryId)}
            seal={seal}
            groups={replyGroups(candidates)}
            state={sent?.form === 'reply' ? sent.state : NOTHING_SENT}
            button="Prepare the reply"
          />
        </section>
      )}
    </section>
  );
}

interface PreparedProps {
  readonly reply: ShownReply;
  readonly inquiryId: string;
  readonly mayRelease: boolean;
  readonly seal: FormSeal;
}

function Prepared({ reply, inquiryId, mayRelease, seal }: PreparedProps) {
  const { id, tells, state, pseudonym, preparedBy, preparedAt, own } = reply;
  const isOpen = state !== 'released' && state !== 'rejected';
  const action = `${repliesAddress(inquiryId)}/${id}/decision`;
  const about = pseudonym === null ? '' : ` of ${pseudonym}`;
  return (
    <li>
      <strong>{REPLY_STATE_WORDS[state]}.</strong> Tells {contentsInWords(tells)}
      {pseudonym !== null && (
        <>
          {', of '}
          <Pseudonym text={pseudonym} />
        </>
      )}
      . Prepared by {preparedBy}, {instantInWords(preparedAt)}.{isOpen && own && ' Somebody else must release it.'}
      {isOpen && mayRelease && (
        <>
          {!own && state === 'ready' && (
            <ActionForm
              action={action}
              seal={seal}
              button="Release"
              label={`Release the reply${about}`}
              values={{ '/decision': 'released' }}
              main
            />
          )}
          <ActionForm
            action={action}
            seal={seal}
            button="Reject"
            label={`Reject the reply${about}`}
            values={{ '/decision': 'rejected' }}
          />
        </>
      )}
    </li>
  );
}
