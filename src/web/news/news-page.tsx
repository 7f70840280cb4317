// The page of what waits to be verified, and of the organisation's rule.

import { STATEMENT_DETAILS } from '../../domain/records/statement-details.js';
import type { ListedNews } from '../../usecases/news/list-news.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { instantInWords } from '../words/dates.js';

export const NEWS = '/console/news';

export interface NewsView extends ListedNews {
  /** Whether the reader's roles let them verify. */
  readonly mayVerify: boolean;
  readonly maySetRule: boolean;
  readonly seal: FormSeal;
}

export function verificationAddress(statementId: string): string {
  return `${NEWS}/${statementId}/verification`;
}

export function NewsPage(view: NewsView) {
  const { waiting, more } = view;
  return (
    <>
      <h1>News that waits</h1>
      <p class="lead">
        Nobody outside your organisation is told of these statements, save for who gave them, before a second person has
        verified them. Call your coordinator before any contact with a family.
      </p>
      {waiting.length === 0 ? <p class="notice">Nothing waits.</p> : <NewsTable {...view} />}
      {more && <p class="small">More waits than is listed here.</p>}
      <Rule {...view} />
    </>
  );
}

function NewsTable({ waiting, mayVerify }: NewsView) {
  return (
    <table class="cards">
      <caption class="unseen">Statements, oldest first</caption>
      <thead>
        <tr>
          <th scope="col">Recorded</th>
          <th scope="col">Person</th>
          <th scope="col">Statement</th>
          <th scope="col">Verification</th>
        </tr>
      </thead>
      <tbody>
        {waiting.map(({ statementId, pseudonym, kind, recordedAt, byReader }) => (
          <tr>
            <th scope="row">{instantInWords(recordedAt)}</th>
            <td data-label="Person">
              <a href={caseAddress(pseudonym)}>
                <Pseudonym text={pseudonym} />
              </a>
            </td>
            <td data-label="Statement">{STATEMENT_DETAILS[kind].label}</td>
            <td data-label="Verification">
              {byReader && 'A colleague must verify it: you recorded it.'}
              {!byReader && mayVerify && <a href={verificationAddress(statementId)}>Verify or reject</a>}
              {!byReader && !mayVerify && 'By a verifier or coordinator.'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rule({ verifiedFirst, maySetRule, seal }: NewsView) {
  return (
    <section class="sheet">
      <h2>The rule of your organisation</h2>
      <p>
        {verifiedFirst
          ? 'Big news, good or bad, is verified by a second person before others are told.'
          : 'Others are told of big news at once. No second person looks at it first.'}
      </p>
      {maySetRule && (
        <ActionForm
          action={`${NEWS}/rule`}
          seal={seal}
          button={verifiedFirst ? 'Tell others at once' : 'Have news verified first'}
          values={{ '/verifiedFirst': verifiedFirst ? 'no' : 'yes' }}
        />
      )}
    </section>
  );
}
