// What somebody of an organisation has promised or must do about a person, by which day, and whether it is done.

import { DomainError } from '../domain-error.js';

/** A closed list; what each one asks for stands in TASK_MEANINGS. */
export const TASK_KINDS = [
  'follow_up',
  'tell_family',
  'family_contact_after_correction',
  'debrief_invitation',
  'verify_return',
  'verify_news',
  'contact_central_agency',
  'consent_to_reply',
  'decide_evidence_file',
  'retention_warning',
  'retention_put_off_for_search',
  'retention_put_off_for_request',
  'retention_closed',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

interface TaskMeaning {
  /** For a liaison worker. */
  readonly words: string;
  /** How many workers must mark it before it is done. */
  readonly people: 1 | 2;
}

export const TASK_MEANINGS: Readonly<Record<TaskKind, TaskMeaning>> = {
  follow_up: { words: 'Get in touch again, as was promised.', people: 1 },
  tell_family: {
    words: 'Tell the family in person. Two workers do it together; hard news never goes out as a notification.',
    people: 2,
  },
  family_contact_after_correction: {
    words: 'What this family was told has proved wrong. Two workers visit them before anybody else tells them.',
    people: 2,
  },
  debrief_invitation: {
    words: 'After medical clearance, invite the person who came back to a debrief. They are never assigned to one.',
    people: 1,
  },
  verify_news: {
    words:
      'Verify the news that another worker recorded. Until then nobody else is told of it, and no family is called.',
    people: 1,
  },
  contact_central_agency: {
    words:
      'The central tracing agency asks you to get in touch with it about this person. It may know of something that it cannot tell here.',
    people: 1,
  },
  consent_to_reply: {
    words:
      'The central tracing agency asks whether an organisation that asked after this person may be told something. A coordinator answers, under Consents.',
    people: 1,
  },
  decide_evidence_file: {
    words:
      'The identity of this person was erased, and files of evidence that your organisation holds of them are sealed. A custodian decides on the page of each item what becomes of them.',
    people: 1,
  },
  retention_warning: {
    words:
      'The date until which the identity of this person is kept comes near. Say until when it is needed, or let it be closed on the day that is due.',
    people: 1,
  },
  retention_put_off_for_search: {
    words:
      'The date until which the identity is kept has come, and nothing was closed: by its record this person is still sought. Set a new date.',
    people: 1,
  },
  retention_put_off_for_request: {
    words:
      'The date until which the identity is kept has come, and nothing was closed: your organisation has an open tracing request for this person. Set a new date, or close the request.',
    people: 1,
  },
  retention_closed: {
    words:
      'The identity of this person is closed by its date. From the day that is due it is erased for good: open it again before, or let it be.',
    people: 1,
  },
  verify_return: { words: 'Have the arrival attested by the person, the family or a neutral agency.', people: 1 },
};

/** What a task came from; its id says which one. */
export const TASK_ORIGINS = [
  'worker',
  'tracing_request',
  'remains_case',
  'exchange',
  'list',
  'statement',
  'retention',
  'match',
  'inquiry_reply',
  'erasure',
] as const;
export type TaskOrigin = (typeof TASK_ORIGINS)[number];

/** `marked`: by the first of two; `done` by the last; `reopened` takes both back; `lapsed`: nobody need do it any more. */
export const TASK_STEPS = ['marked', 'done', 'reopened', 'lapsed'] as const;
export type TaskStep = (typeof TASK_STEPS)[number];

/** Why nobody need do a task any more, which nobody did. */
export const LAPSE_REASONS = ['death_taken_back', 'statement_withdrawn', 'reply_decided'] as const;
export type LapseReason = (typeof LAPSE_REASONS)[number];

/** For a liaison worker. */
export const LAPSE_WORDS: Readonly<Record<LapseReason, string>> = {
  death_taken_back: 'nothing is left to tell, since the death was taken back',
  statement_withdrawn: 'nothing is left to verify, since the statement was withdrawn',
  reply_decided: 'nothing is left to answer, since the central agency has decided without it',
};

export interface TaskMark {
  readonly step: TaskStep;
  readonly userId: string;
  readonly username: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of a lapse alone. */
  readonly reason?: LapseReason | null;
}

export interface Task {
  /** Random UUID. */
  readonly id: string;
  readonly personId: string;
  /** Whose task it is; no other organisation knows of it. */
  readonly organisationId: string;
  readonly kind: TaskKind;
  /** The last day on which it is in time, `YYYY-MM-DD`. */
  readonly due: string;
  /** Null where it is open to whoever of the organisation works on the case. */
  readonly assignedTo: { readonly userId: string; readonly username: string } | null;
  readonly origin: TaskOrigin;
  readonly originId: string | null;
  /** Null where another organisation or the registry itself brought it about. */
  readonly createdBy: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Oldest first. */
  readonly marks: readonly TaskMark[];
}

/** Who has marked the task since it was last re-opened, oldest first; a lapse is nobody's mark. */
export function standingMarks({ marks }: Pick<Task, 'marks'>): readonly TaskMark[] {
  const standing = marks.slice(marks.findLastIndex(({ step }) => step === 'reopened') + 1);
  return standing.filter(({ step }) => step !== 'lapsed');
}

/** When it was done, or lapsed; null while it is open. */
export function doneAt(task: Pick<Task, 'marks'>): number | null {
  const last = task.marks.at(-1);
  return last?.step === 'done' || last?.step === 'lapsed' ? last.at : null;
}

/** Why it is closed although nobody did it; null where it is open or was done. */
export function lapseOf({ marks }: Pick<Task, 'marks'>): LapseReason | null {
  return marks.at(-1)?.reason ?? null;
}

/** The step that this worker's mark is; throws `conflict` or `second_person_needed`. */
export function stepOf(task: Task, userId: string): 'marked' | 'done' {
  if (doneAt(task) !== null) throw new DomainError('conflict', 'This task is done already. Re-open it first.');
  const standing = standingMarks(task);
  if (standing.some((mark) => mark.userId === userId)) {
    throw new DomainError('second_person_needed', 'You have marked this task; a colleague must mark it too.');
  }
  return standing.length + 1 < TASK_MEANINGS[task.kind].people ? 'marked' : 'done';
}

/** Taking back a mark, or what was done; throws `conflict` where there is nothing to take back. */
export function requireMarked(task: Task): void {
  if (standingMarks(task).length === 0 && doneAt(task) === null)
    throw new DomainError('conflict', 'This task is open already.');
}
