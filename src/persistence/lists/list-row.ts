// Translates between the rows of lists, lines and answers and the domain's values.

import type { ListAnswer, ListAnswerCode, Side } from '../../domain/lists/list.js';

/** A list as the organisation that recorded it knows it. */
export interface RecordedList {
  /** Random UUID. */
  readonly id: string;
  readonly organisationId: string;
  readonly recordedBy: { readonly userId: string; readonly username: string };
  readonly reference: string | null;
  readonly submitter: Side;
  readonly recipient: Side;
  /** `YYYY-MM-DD`. */
  readonly submittedOn: string;
  readonly lines: number;
  readonly createdAt: number;
}

export interface RecordedLine {
  /** Under which the vault keeps the line as it was submitted; never shown. */
  readonly id: string;
  readonly listId: string;
  readonly number: number;
  readonly personId: string | null;
  readonly sealed: boolean;
  readonly least: number;
  readonly most: number;
  /** Those that stand. */
  readonly answers: readonly ListAnswer[];
}

export interface ListRow {
  id: string;
  organisation_id: string;
  recorded_by: string;
  username: string;
  reference: string | null;
  submitter_party: string | null;
  submitter_organisation_id: string | null;
  recipient_party: string | null;
  recipient_organisation_id: string | null;
  submitted_on: string;
  lines: number;
  created_at: Date;
}

export const SELECT_LIST = `
  SELECT l.id, l.organisation_id, l.recorded_by, u.username, l.reference, sp.party_key AS submitter_party, l.submitter_organisation_id,
         rp.party_key AS recipient_party, l.recipient_organisation_id, to_char(l.submitted_on, 'YYYY-MM-DD') AS submitted_on, l.created_at,
         (SELECT count(*)::int FROM registry.list_line n WHERE n.list_id = l.id) AS lines
  FROM registry.list l
  JOIN registry.app_user u ON u.id = l.recorded_by
  LEFT JOIN registry.party sp ON sp.id = l.submitter_party_id
  LEFT JOIN registry.party rp ON rp.id = l.recipient_party_id`;

export function listOf(row: ListRow): RecordedList {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    recordedBy: { userId: row.recorded_by, username: row.username },
    reference: row.reference,
    submitter: { party: row.submitter_party, organisationId: row.submitter_organisation_id },
    recipient: { party: row.recipient_party, organisationId: row.recipient_organisation_id },
    submittedOn: row.submitted_on,
    lines: row.lines,
    createdAt: row.created_at.getTime(),
  };
}

export interface AnswerRow {
  id: string;
  list_id: string;
  line_id: string | null;
  answer: string;
  answered_on: string;
  party_key: string | null;
  organisation_id: string | null;
  grade: string;
  recorded_at: Date;
  statement_ids: string[];
}

/**
 * Those that stood by what was recorded at instant `known` and given by day `valid`: nobody had withdrawn them. Both are parameters of the query; at
 * infinity, those that stand now.
 */
export const selectAnswer = (known: string, valid: string): string => `
  SELECT a.id, a.list_id, a.line_id, a.answer, to_char(a.answered_on, 'YYYY-MM-DD') AS answered_on, p.party_key, a.organisation_id, a.grade,
         a.recorded_at, ARRAY(SELECT s.statement_id::text FROM registry.list_answer_statement s
           JOIN registry.statement t ON t.id = s.statement_id AND t.recorded_at <= ${known}::timestamptz
           LEFT JOIN registry.statement_withdrawal w ON w.statement_id = s.statement_id AND w.recorded_at <= ${known}::timestamptz
           WHERE s.answer_id = a.id AND w.statement_id IS NULL) AS statement_ids
  FROM registry.list_answer a
  LEFT JOIN registry.party p ON p.id = a.party_id
  WHERE a.recorded_at <= ${known}::timestamptz AND a.answered_on <= ${valid}::date
    AND NOT EXISTS (SELECT 1 FROM registry.list_answer_withdrawal x WHERE x.answer_id = a.id AND x.recorded_at <= ${known}::timestamptz)`;

export function answerOf(row: AnswerRow): ListAnswer {
  return {
    id: row.id,
    lineId: row.line_id,
    answer: row.answer as ListAnswerCode,
    answeredOn: row.answered_on,
    answeredBy: { party: row.party_key, organisationId: row.organisation_id },
    grade: row.grade,
    recordedAt: row.recorded_at.getTime(),
    statementIds: row.statement_ids,
  };
}

export interface LineRow {
  id: string;
  list_id: string;
  number: number;
  person_id: string | null;
  sealed: boolean;
  least: number;
  most: number;
}

export function lineOf(row: LineRow, answers: readonly ListAnswer[]): RecordedLine {
  return {
    id: row.id,
    listId: row.list_id,
    number: row.number,
    personId: row.person_id,
    sealed: row.sealed,
    least: row.least,
    most: row.most,
    answers,
  };
}
