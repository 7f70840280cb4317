// Everything that the page of one case shows.

import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import type { ShownLink } from '../../domain/links/shown-link.js';
import type { PersonWill } from '../../domain/news/person-will.js';
import type { ListedEvidence } from '../../usecases/evidence/list-evidence.js';
import type { Assignee } from '../../usecases/records/list-assignees.js';
import type { ToldEntry } from '../../usecases/records/list-statements.js';
import type { ReadRecordAnswer } from '../../usecases/records/read-record.js';
import type { ListTracingRequestsAnswer } from '../../usecases/tracing-requests/list-tracing-requests.js';
import type { FormSeal } from '../forms/console-form.js';
import type { AskedTimes } from './asked-times.js';
import type { Labels } from './statement-words.js';

export interface CaseView {
  readonly answer: ReadRecordAnswer;
  /** In the order in which the asserted things happened. */
  readonly statements: readonly ToldEntry[];
  /** The newest first. */
  readonly links: readonly ShownLink[];
  readonly labels: Labels;
  /** Names of the organisations that gave the statements, by id. */
  readonly organisations: ReadonlyMap<string, string>;
  /** The reader's own requests to be told who this is, the newest first. */
  readonly requests: readonly ShownDisclosureRequest[];
  /** What the person wants, newest first; none for any organisation but the owner. */
  readonly wills: readonly PersonWill[];
  /** Of the reader's organisation about this person, the newest first; null for whoever reads none. */
  readonly tracingRequests: ListTracingRequestsAnswer | null;
  /** Items that a standing statement names and the reader may see, the newest first; null for whoever reads none. */
  readonly evidence: ListedEvidence | null;
  /** Null where only the owner organisation may know. */
  readonly assignees: readonly Assignee[] | null;
  readonly may: {
    readonly addStatement: boolean;
    readonly withdraw: boolean;
    readonly readEvidence: boolean;
    readonly takeInRequest: boolean;
    readonly disclose: boolean;
    readonly assign: boolean;
    readonly readDisclosures: boolean;
    readonly readErasures: boolean;
    readonly readRetention: boolean;
    readonly requestDisclosure: boolean;
    readonly reportAccess: boolean;
    readonly proposeLink: boolean;
    readonly recordWill: boolean;
  };
  readonly asked: AskedTimes;
  readonly seal: FormSeal;
}

export function caseAddress(pseudonym: string): string {
  return `/console/persons/${pseudonym}`;
}

/** The id under which a statement is found on the page of its case. */
export function statementAnchor(statementId: string): string {
  return `s-${statementId}`;
}
