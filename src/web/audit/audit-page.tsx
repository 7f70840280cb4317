// The page of the audit log: who did what, when and how; never about whom.

import { AUDIT_ACTIONS } from '../../domain/audit/audit-entry.js';
import type { AuditorEntry } from '../../domain/audit/auditor-view.js';
import type { AuditEntriesPage } from '../../usecases/audit/list-audit-entries.js';
import { Field } from '../forms/fields.js';
import { field, optionsOf } from '../forms/form-field.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

interface AuditPageProps extends AuditEntriesPage {
  readonly action: string;
  readonly later: boolean;
}

const ACTION = field('action', 'What was done', {
  control: 'select',
  options: optionsOf(AUDIT_ACTIONS, inWords),
  empty: 'Everything',
});

function addressOf(action: string, cursor: string | null): string {
  const query = new URLSearchParams({ ...(action !== '' && { action }), ...(cursor !== null && { cursor }) });
  return query.size === 0 ? '/console/audit' : `/console/audit?${query.toString()}`;
}

export function AuditPage({ entries, nextCursor, action, later }: AuditPageProps) {
  return (
    <>
      <h1>Audit log</h1>
      <p class="lead">
        What the users of your organisation did. Every entry is numbered and chained to the one before it within a
        second; entries cannot be changed, and none says about whom.
      </p>
      <form method="get" action="/console/audit" class="filters">
        <Field field={ACTION} form={{ values: { action }, faults: [] }} plain />
        <p class="actions">
          <button type="submit">Show</button>
        </p>
      </form>
      {entries.length === 0 ? <p>No entry fits.</p> : <EntryTable entries={entries} />}
      <nav class="pages" aria-label="Pages">
        {later && <a href={addressOf(action, null)}>Newest</a>}
        {nextCursor !== null && (
          <a href={addressOf(action, nextCursor)} rel="next">
            Older
          </a>
        )}
      </nav>
    </>
  );
}

function EntryTable({ entries }: { readonly entries: readonly AuditorEntry[] }) {
  return (
    <table class="cards">
      <caption class="unseen">Entries, newest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Details</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr>
            <th scope="row">{instantInWords(entry.recordedAt)}</th>
            <td data-label="Who">
              {entry.username} <span class="small">through {inWords(entry.via).toLowerCase()}</span>
            </td>
            <td data-label="What">{inWords(entry.action)}</td>
            <td data-label="Details" class="small">
              {detailsInWords(entry)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Details hold codes, counts and ids; what says nothing is left out. */
function detailsInWords({ details }: AuditorEntry): string {
  return Object.entries(details)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value ?? '')] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}: ${text}`)
    .join('; ');
}
