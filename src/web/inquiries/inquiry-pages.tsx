// The pages of inquiries: the form, the answer, and the list.

import type { InquiryBand } from '../../domain/matching/inquiry-policy.js';
import type { ListInquiriesAnswer } from '../../usecases/inquiries/list-inquiries.js';
import type { InquiryAnswer } from '../../usecases/inquiries/make-inquiry.js';
import type { NameQuotaAnswer } from '../../usecases/inquiries/read-name-quota.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { dayInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { STATUS_WORDS } from '../words/status-words.js';
import { INQUIRY_FIELDS } from './inquiry-fields.js';
import { NamesLeft } from './names-left.js';

export const BAND_WORDS: Readonly<Record<InquiryBand, string>> = {
  one_match: 'One person fits',
  possible_matches: 'More than one person may be meant, or one whose particulars agree only in part',
  none: 'Nobody fits among the people whom your organisation may see',
  contact_registry: 'Too many people fit: speak with the registry',
};

interface InquiryFormProps {
  readonly seal: FormSeal;
  readonly state: FormState;
  readonly quota: NameQuotaAnswer;
}

export function InquiryFormPage({ seal, state, quota }: InquiryFormProps) {
  return (
    <section class="middle">
      <h1>Make an inquiry</h1>
      <ConsoleForm action="/console/inquiries" seal={seal} groups={INQUIRY_FIELDS} state={state} button="Ask" />
      <NamesLeft quota={quota} />
    </section>
  );
}

export function InquiryAnswerPage({ answer }: { readonly answer: InquiryAnswer }) {
  const { band, status, message } = answer;
  return (
    <section class="middle">
      <h1>Your inquiry</h1>
      <div class="sheet" role="status">
        {message !== null && <p>{message}</p>}
        {band !== null && <p class="big-status">{BAND_WORDS[band]}.</p>}
        {status !== null && (
          <p>
            Whereabouts: <span class="status">{STATUS_WORDS[status].label}</span>. {STATUS_WORDS[status].meaning}
          </p>
        )}
        {band !== null && (
          <p class="small">More than this is told after the person, or those who speak for them, have decided.</p>
        )}
      </div>
      <p class="actions">
        <a class="button" href="/console/inquiries/new">
          Ask after somebody else
        </a>
        <a class="button" href="/console/inquiries">
          All inquiries
        </a>
      </p>
    </section>
  );
}

export function InquiryListPage(page: ListInquiriesAnswer & { readonly mayAsk: boolean }) {
  const { inquiries, cursor, mayAsk } = page;
  return (
    <>
      <div class="heading">
        <h1>Inquiries</h1>
        {mayAsk && (
          <p>
            <a class="button main" href="/console/inquiries/new">
              Make an inquiry
            </a>
          </p>
        )}
      </div>
      {inquiries.length === 0 ? <p>No inquiry has been made yet.</p> : <InquiryTable inquiries={inquiries} />}
      {cursor !== null && (
        <nav class="pages" aria-label="Pages">
          <a href={`/console/inquiries?cursor=${encodeURIComponent(cursor)}`} rel="next">
            Next page
          </a>
        </nav>
      )}
    </>
  );
}

function InquiryTable({ inquiries }: Pick<ListInquiriesAnswer, 'inquiries'>) {
  return (
    <table class="cards">
      <caption class="unseen">Inquiries, newest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Organisation</th>
          <th scope="col">Purpose</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        {inquiries.map(({ id, createdAt, organisationName, purpose, state, band, status, repliedAt }) => (
          <tr>
            <th scope="row">
              <a href={`/console/inquiries/${id}`}>{instantInWords(createdAt)}</a>
            </th>
            <td data-label="Organisation">{organisationName}</td>
            <td data-label="Purpose">{inWords(purpose)}</td>
            <td data-label="Answer">
              {band === null ? inWords(state) : BAND_WORDS[band]}
              {status !== null && `: ${STATUS_WORDS[status].label}`}
              {repliedAt !== null && `; replied on ${dayInWords(repliedAt)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
