// The reviewed lists of everything that a running registry keeps: tables, queues and files. What it has beside them fails the test.

import type { Client } from 'pg';
import type { Surface } from '../canary-surfaces.js';
import { filesBelow } from './base-backup.js';

const NOBODY_REPLIES = 'no central agency replies on this day; ids and words of closed lists (test/http/inquiries)';

/**
 * Every table that may keep something. A reason stands where the day of the marked crowd leaves a table empty, since an empty table shows
 * nothing; everywhere else a row is asked for.
 */
const TABLES: Readonly<Record<string, string | null>> = {
  'jobs.archive': 'pg-boss moves finished jobs there after hours',
  'jobs.queue': null,
  'jobs.schedule': 'the service schedules by itself',
  'jobs.subscription': 'nothing subscribes',
  'jobs.version': null,
  'registry.actor_proof': null,
  'registry.app_user': null,
  'registry.assignment': null,
  'registry.audit_checkpoint': null,
  'registry.audit_checkpoint_key': null,
  'registry.audit_entry': null,
  'registry.audit_seal': null,
  'registry.audit_tree': null,
  'registry.audit_unsealed': 'entries wait in it for a second; the test waits until they are sealed',
  'registry.contact_disclosure': null,
  'registry.count_column': 'the service makes it within minutes of the day, of rows that stand in other tables',
  'registry.count_mark': 'persons wait in it until their block is made',
  'registry.debrief': null,
  'registry.debrief_answer': null,
  'registry.debrief_consent': null,
  'registry.debrief_sighting': null,
  'registry.debrief_sighting_statement': null,
  'registry.disclosure': null,
  'registry.disclosure_grant': null,
  'registry.disclosure_request': null,
  'registry.disclosure_request_step': null,
  'registry.embargo': null,
  'registry.embargo_end': null,
  'registry.erasure': null,
  'registry.evidence_assessment': null,
  'registry.evidence_assessment_withdrawal': null,
  'registry.evidence_custody': null,
  'registry.evidence_file': null,
  'registry.evidence_file_download': null,
  'registry.evidence_file_request': null,
  'registry.evidence_file_request_step': null,
  'registry.evidence_file_step': null,
  'registry.evidence_item': null,
  'registry.evidence_named_organisation': null,
  'registry.exchange': null,
  'registry.exchange_count': null,
  'registry.exchange_entry_statement': null,
  'registry.exchange_named_organisation': null,
  'registry.exchange_roster_entry': null,
  'registry.exchange_side': null,
  'registry.exchange_step': null,
  'registry.idempotency': null,
  'registry.import_job': null,
  'registry.import_report': null,
  'registry.inquiry': null,
  'registry.inquiry_reply': NOBODY_REPLIES,
  'registry.inquiry_reply_step': NOBODY_REPLIES,
  'registry.inquiry_told': NOBODY_REPLIES,
  'registry.list': null,
  'registry.list_answer': null,
  'registry.list_answer_statement': null,
  'registry.list_answer_withdrawal': null,
  'registry.list_line': null,
  'registry.list_line_match': null,
  'registry.match_finding': null,
  'registry.match_mark': 'people wait in it for seconds; the service matches them while the test runs',
  'registry.match_proposal': null,
  'registry.match_verdict': null,
  'registry.meta': null,
  'registry.migration': null,
  'registry.names_of_organisation': null,
  'registry.names_of_user': null,
  'registry.news_rule': null,
  'registry.one_time_link': null,
  'registry.organisation': null,
  'registry.party': null,
  'registry.person': null,
  'registry.person_link': null,
  'registry.person_link_review': null,
  'registry.person_link_withdrawal': null,
  'registry.person_named_organisation': null,
  'registry.person_will': null,
  'registry.place': null,
  'registry.pseudonym': null,
  'registry.published_figure': null,
  'registry.record_interval': null,
  'registry.record_projection': null,
  'registry.recovery_code':
    'no account of the story has a second factor; it holds digests and sealed bytes (test/http/second-factor.test.ts)',
  'registry.refresh_token': null,
  'published.release': null,
  'published.cell': null,
  'registry.release': null,
  'registry.release_dispute': null,
  'registry.release_dispute_step': null,
  'registry.release_refusal':
    'no release of this day is refused; it holds a code and a keyed digest (test/usecases/statistics)',
  'registry.release_signature': null,
  'registry.release_split': null,
  'registry.release_split_answer': null,
  'registry.release_split_request': null,
  'registry.release_split_use':
    'no release by party is made of so few people; it holds an id and a number (test/usecases/statistics)',
  'registry.remains_case': null,
  'registry.remains_link': null,
  'registry.remains_link_person': null,
  'registry.remains_link_statement': null,
  'registry.remains_link_step': null,
  'registry.retention': null,
  'registry.retention_rule': null,
  'registry.retention_step': null,
  'registry.second_factor':
    'no account of the story has a second factor; it holds digests and sealed bytes (test/http/second-factor.test.ts)',
  'registry.shown_class': null,
  'registry.site': null,
  'registry.site_count': null,
  'registry.statement': null,
  'registry.statement_withdrawal': null,
  'registry.task': null,
  'registry.task_assignment': null,
  'registry.task_step': null,
  'registry.tracing_consent': null,
  'registry.tracing_request': null,
  'registry.tracing_request_assignment': null,
  'registry.tracing_request_channel': null,
  'registry.tracing_request_step': null,
  'registry.web_session': null,
  'vault.erased_person': null,
  'vault.index_key_version': null,
  'vault.key_fingerprint': null,
  'vault.key_store': null,
  'vault.key_version': null,
  'vault.migration': null,
  'vault.person_key': null,
  'vault.sealed_field': null,
  'vault.search_code': null,
  'vault.search_row': null,
};

/** pg-boss keeps the jobs of each queue in a table of its own, called by a digest of the queue's name. */
const PARTITION = /^table jobs\.j[0-9a-f]{56}$/;

/** Queues of pg-boss; their jobs carry no data. */
export const QUEUES: readonly string[] = [
  'sweep-orphans',
  'forget-expired',
  'finish-erasures',
  'split-data-keys',
  'renew-search-codes',
  'compare-persons',
  'make-count-blocks',
  'keep-retention',
  'prepare-release',
];

/** Files below the folders of the service, the commands and their temporary files. */
export const FILES: readonly RegExp[] = [
  /^data\/(keys|server)\.json$/,
  /^data\/key-store$/,
  /^data\/server\.log$/,
  /^data\/start\.lock$/,
  /^data\/socket\/\.s\.PGSQL\.\d+(\.lock)?$/,
  /^data\/postgres\//,
  /^work\/report\.json$/,
  /^work\/exported-log\/(checkpoints|details|entries|keys)\.jsonl$/,
  /^work\/exported-log\/nodes\.txt$/,
];

/** A table that is not listed, and one that nobody has written to without a reason that says so. */
export function unlistedTables(tables: readonly Surface[]): string[] {
  const found = tables
    .filter(({ name }) => !PARTITION.test(name))
    .map(({ name, text }) => ({ name: name.replace(/^table /, ''), isEmpty: text === '' }));
  const existing = new Set(found.map(({ name }) => name));
  return [
    ...found.filter(({ name }) => !(name in TABLES)).map(({ name }) => `${name} is not listed`),
    ...found.filter(({ name, isEmpty }) => isEmpty && TABLES[name] === null).map(({ name }) => `${name} stayed empty`),
    ...Object.keys(TABLES)
      .filter((name) => !existing.has(name))
      .map((name) => `${name} is listed and does not exist`),
  ];
}

export async function unlistedQueues(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM jobs.queue UNION SELECT name FROM jobs.job UNION SELECT name FROM jobs.schedule ORDER BY 1',
  );
  return rows.map(({ name }) => name).filter((name) => !QUEUES.includes(name));
}

/** `folder` is that of the service; `given`, `backup` and `restored` in it are the test's own. */
export function unlistedFiles(folder: string): string[] {
  return filesBelow(folder).filter(
    (name) => !/^(given|backup|restored)\//.test(name) && !FILES.some((pattern) => pattern.test(name)),
  );
}
