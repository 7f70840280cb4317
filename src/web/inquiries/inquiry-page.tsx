// The page of one inquiry: what it was answered and replied.

import { CONSTANT_ANSWER } from '../../domain/matching/inquiry-policy.js';
import { replyInWords, type ToldReply } from '../../domain/matching/inquiry-reply.js';
import type { ReadInquiryAnswer } from '../../usecases/inquiries/read-inquiry.js';
import { dayInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { STATUS_WORDS } from '../words/status-words.js';
import { BAND_WORDS } from './inquiry-pages.js';
import { INQUIRIES, repliesAddress } from './replies-page.js';

interface InquiryPageProps {
  readonly inquiry: ReadInquiryAnswer;
  /** Whether the reader works on what is replied to it. */
  readonly mayReply: boolean;
}

export function InquiryPage({ inquiry, mayReply }: InquiryPageProps) {
  const { organisationName, purpose, createdAt, state, band, status, replies } = inquiry;
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={INQUIRIES}>Inquiries</a>
      </p>
      <h1>An inquiry</h1>
      <p>
        Of {organisationName}, {instantInWords(createdAt)}. Purpose: {inWords(purpose)}.
      </p>
      <section class="sheet" aria-labelledby="answer">
        <h2 id="answer">What was answered</h2>
        {band !== null && <p class="big-status">{BAND_WORDS[band]}.</p>}
        {status !== null && <Status status={status} />}
        {state === 'received' && replies.length === 0 && <p>{CONSTANT_ANSWER}</p>}
        {replies.map((reply, at) => (
          <Reply reply={reply} stands={at === 0} />
        ))}
      </section>
      {mayReply && (
        <p class="actions">
          <a class="button main" href={repliesAddress(inquiry.id)}>
            Who may be meant, and what is replied
          </a>
        </p>
      )}
    </section>
  );
}

function Status({ status }: { readonly status: NonNullable<ToldReply['status']> }) {
  return (
    <p>
      Whereabouts: <span class="status">{STATUS_WORDS[status].label}</span>. {STATUS_WORDS[status].meaning}
    </p>
  );
}

function Reply({ reply, stands }: { readonly reply: ToldReply; readonly stands: boolean }) {
  const { status, contactOrganisation, toldAt } = reply;
  return (
    <>
      <h3>{stands ? `Replied on ${dayInWords(toldAt)}` : `Replied on ${dayInWords(toldAt)}, and replaced since`}</h3>
      <p>{replyInWords(reply)}</p>
      {status !== null && <Status status={status} />}
      {contactOrganisation !== null && <p>Get in touch with: {contactOrganisation}.</p>}
    </>
  );
}
