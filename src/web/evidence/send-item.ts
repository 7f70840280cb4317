// Sends the page of an item of evidence: as it is read, or again with the form on it that was refused.

import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import { FILE_ACCESSES } from '../../domain/evidence/evidence-file.js';
import type { EvidenceAnswer } from '../../usecases/evidence/read-evidence.js';
import type { FormState } from '../forms/console-form.js';
import type { PageCall } from '../layout/page-call.js';
import type { Pages } from '../layout/pages.js';
import { custodyGroups } from './evidence-fields.js';
import { EVIDENCE } from './evidence-list-page.js';
import { EvidencePage, type SentForm } from './evidence-page.js';
import { fileGroups } from './file-fields.js';

export interface DrawnItem {
  readonly answer: EvidenceAnswer;
  /** The form that was sent and refused, if any. */
  readonly sent: SentForm | null;
  readonly state: FormState;
  /** As the address says it: the access of a file that was added just now. */
  readonly added?: string | undefined;
}

export async function sendItem(pages: Pages, { actor, request, reply }: PageCall, drawn: DrawnItem): Promise<void> {
  const { answer, sent, state } = drawn;
  const { item, files } = answer;
  const own = item.organisationId === actor.organisationId;
  const keeps = own && allowed(actor, 'record_evidence');
  const organisations = [...answer.organisations].map(([id, name]) => ({ id, name }));
  const content = h(EvidencePage, {
    answer,
    fileGroups: keeps ? fileGroups(files) : null,
    custodyGroups: keeps ? custodyGroups(organisations) : null,
    mayAssess: allowed(actor, 'assess_evidence'),
    mayWithFiles: {
      own,
      open: allowed(actor, 'open_evidence_file'),
      request: allowed(actor, 'request_evidence_file'),
      decide: allowed(actor, 'decide_evidence_file'),
    },
    seal: pages.seal(request),
    sent,
    state,
    // An address says nothing that is not so, whoever wrote it.
    added: keeps
      ? (FILE_ACCESSES.find((one) => one === drawn.added && files.some((f) => f.access === one)) ?? null)
      : null,
  });
  const status = state.refusal === null ? 200 : 422;
  await pages.send(request, reply, { title: 'Evidence', place: EVIDENCE, status, content });
}
