// A list of people that somebody submitted to somebody on a day, with what was answered to each line; no answer is not a refusal.

import type { Instant } from '../records/instant.js';
import { daysSince } from '../tracing/past-day.js';

/** What a recipient can answer to a line, or to a whole list. */
export const LIST_ANSWERS = ['acknowledged', 'denied', 'no_information', 'refused', 'returned', 'dead'] as const;
export type ListAnswerCode = (typeof LIST_ANSWERS)[number];

/** A line that nobody has answered yet is just that. */
export const NO_ANSWER = 'no_answer';

/** A party or an organisation; a party is named by its partyKey. */
export interface Side {
  readonly party: string | null;
  readonly organisationId: string | null;
}

export interface ListAnswer {
  /** Random UUID. */
  readonly id: string;
  /** Null for an answer to the whole list, which touches no record. */
  readonly lineId: string | null;
  readonly answer: ListAnswerCode;
  /** `YYYY-MM-DD`. */
  readonly answeredOn: string;
  readonly answeredBy: Side;
  /** Reliability and information, as `B2`. */
  readonly grade: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: Instant;
  /** What it wrote about the matched person, if anything. */
  readonly statementIds: readonly string[];
}

/** Standing answers, the newest first: by the day on which they were given, then by when they were recorded. */
export function newestFirst(answers: readonly ListAnswer[]): readonly ListAnswer[] {
  return [...answers].sort((a, b) =>
    a.answeredOn === b.answeredOn ? b.recordedAt - a.recordedAt : a.answeredOn < b.answeredOn ? 1 : -1,
  );
}

export interface LineStanding {
  readonly answer: ListAnswerCode | typeof NO_ANSWER;
  /** Whole days since the newest answer; since the list was submitted where there is none. */
  readonly ageDays: number;
}

export function standingOf(answers: readonly ListAnswer[], submittedOn: string, today: Instant): LineStanding {
  const newest = newestFirst(answers)[0];
  if (newest === undefined) return { answer: NO_ANSWER, ageDays: daysSince(submittedOn, today) };
  return { answer: newest.answer, ageDays: daysSince(newest.answeredOn, today) };
}
