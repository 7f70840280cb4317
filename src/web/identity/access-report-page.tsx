// The report to a person of who looked at their record, and the form that it begins with.

import type { NotTold } from '../../domain/audit/access-report.js';
import { IDENTITY_CHECKS, type IdentityCheck } from '../../domain/identity/disclosure-request-reading.js';
import type { AccessReport } from '../../usecases/identity/report-access.js';
import { Field } from '../forms/fields.js';
import { field, optionsOf } from '../forms/form-field.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { caseAddress } from '../records/case-view.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { dateInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

const CHECK = field(
  'identityCheck',
  'How you know that it is the person, or somebody who speaks for them',
  { control: 'select', options: optionsOf(IDENTITY_CHECKS, inWords) },
  { required: true },
);

/** A report is made because the person asked for it. */
export function AskForReportPage({ pseudonym }: { readonly pseudonym: string }) {
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Who looked at the record</h1>
      <p class="lead">For the person, or somebody who speaks for them, who asks who has seen their record.</p>
      <form method="get" action={`${caseAddress(pseudonym)}/access-report`} class="fields">
        <Field field={CHECK} form={{ values: {}, faults: [] }} />
        <p class="actions">
          <button type="submit" class="main">
            Make the report
          </button>
        </p>
      </form>
    </section>
  );
}

interface ReportProps {
  readonly report: AccessReport;
  readonly check: IdentityCheck;
  readonly later: boolean;
}

const NOT_TOLD_WORDS: Readonly<Record<NotTold, string>> = {
  pages_of_many:
    'Pages and exports that showed many people at once: the log keeps who opened them, not whom they showed.',
  searches_and_inquiries: 'Searches and inquiries: the log keeps that somebody searched and how many were found.',
  counts_and_figures: 'Counts and figures, in which the person is one of many.',
  documents: 'Exchanges, lists, remains and items of evidence that concern the person among others.',
  operators: 'What those who run the machine can read past the service.',
  merged_records: 'Who looked at a record that was merged with this one, while they looked at that one.',
  other_organisations:
    'Who of other organisations read the record: an organisation that depends on a party is not told.',
};

export function AccessReportPage({ report, check, later }: ReportProps) {
  const { pseudonym, looks, notTold, reportedAt, cursor } = report;
  const address = `${caseAddress(pseudonym)}/access-report`;
  return (
    <>
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Who looked at the record</h1>
      <p>
        As of {instantInWords(reportedAt)}. This report is in the log as well.{' '}
        <a class="no-print" href={`${address}/export?identityCheck=${check}`}>
          All of it as CSV
        </a>
      </p>
      {looks.length === 0 ? <p>Nobody has looked.</p> : <LookTable looks={looks} />}
      <PagesOfList address={`${address}?identityCheck=${check}`} cursor={cursor} later={later} />
      <section class="sheet">
        <h2>What this report cannot tell</h2>
        <ul>
          {notTold.map((one) => (
            <li>{NOT_TOLD_WORDS[one]}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function LookTable({ looks }: Pick<AccessReport, 'looks'>) {
  return (
    <table class="cards">
      <caption class="unseen">Looks by day, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Organisation</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Purpose</th>
          <th scope="col">Times</th>
        </tr>
      </thead>
      <tbody>
        {looks.map(({ day, organisation, username, action, purpose, fields, times }) => (
          <tr>
            <th scope="row">{dateInWords(day)}</th>
            <td data-label="Organisation">{organisation}</td>
            <td data-label="Who">{username ?? ''}</td>
            <td data-label="What">
              {inWords(action)}
              {fields.length > 0 && `: ${fields.map(inWords).join(', ')}`}
            </td>
            <td data-label="Purpose">{purpose === null ? '' : inWords(purpose)}</td>
            <td data-label="Times">{times}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
