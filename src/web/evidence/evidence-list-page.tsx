// The page that lists items of evidence, and the page of the form that records one.

import type { ListedEvidence } from '../../usecases/evidence/list-evidence.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import type { FieldGroup } from '../forms/form-field.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { AboutPerson } from '../records/about-person.js';
import { listAddress, type AskedPerson } from '../records/asked-times.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

export const EVIDENCE = '/console/evidence';
export const FILE_DOWNLOADS = '/console/evidence-file-downloads';

export function evidenceAddress(code: string): string {
  return `${EVIDENCE}/${code}`;
}

const AGREEMENT_WORDS = { none: 'Fewer than two findings', agree: 'They agree', disagree: 'They disagree' } as const;

export function agreementWords(agreement: keyof typeof AGREEMENT_WORDS): string {
  return AGREEMENT_WORDS[agreement];
}

interface ListPageProps extends ListedEvidence {
  readonly about: AskedPerson;
  readonly mayRecord: boolean;
  readonly mayReadRequests: boolean;
  readonly mayReadDownloads: boolean;
}

export function EvidenceListPage(page: ListPageProps) {
  const { items, cursor, about, mayRecord, mayReadRequests, mayReadDownloads } = page;
  return (
    <>
      <h1>Evidence</h1>
      <p class="lead">What organisations hold, by the digest of its original, and what each of them finds of it.</p>
      {mayRecord && (
        <p class="no-print">
          <a href={`${EVIDENCE}/new`}>Record an item</a>
        </p>
      )}
      {mayReadRequests && (
        <p class="no-print">
          <a href="/console/evidence-file-requests">Requests for restricted files</a>
        </p>
      )}
      {mayReadDownloads && (
        <p class="no-print">
          <a href={FILE_DOWNLOADS}>Downloads of files</a>
        </p>
      )}
      <AboutPerson {...about} path={EVIDENCE} all="All items" />
      {items.length === 0 ? (
        <p class="notice">
          {listAddress(EVIDENCE, about) === EVIDENCE
            ? 'No item of evidence is recorded that you may see.'
            : 'No item fits.'}
        </p>
      ) : (
        <table class="cards">
          <caption class="unseen">Items of evidence, newest record first</caption>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col">Kind</th>
              <th scope="col">Recorded</th>
              <th scope="col">Findings</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ item, agreement, assessors }) => (
              <tr>
                <th scope="row">
                  <a href={evidenceAddress(item.code)}>{item.code}</a>
                </th>
                <td data-label="Kind">{inWords(item.kind)}</td>
                <td data-label="Recorded">
                  {dayInWords(item.recordedAt)}, {item.organisationName}
                </td>
                <td data-label="Findings">
                  {assessors}: {agreementWords(agreement)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address={listAddress(EVIDENCE, about)} cursor={cursor} later={false} />
    </>
  );
}

interface RecordPageProps {
  readonly groups: readonly FieldGroup[];
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function RecordEvidencePage({ groups, seal, state }: RecordPageProps) {
  return (
    <section class="middle">
      <p class="crumb no-print">
        <a href={EVIDENCE}>Evidence</a>
      </p>
      <h1>Record an item of evidence</h1>
      <ConsoleForm action={EVIDENCE} seal={seal} groups={groups} state={state} button="Record" />
    </section>
  );
}
