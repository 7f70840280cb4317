// Keeps lists and their lines: of each organisation for itself alone, and without the text that was submitted.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { ListAnswer, ListAnswerCode, Side } from '../../domain/lists/list.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import type { ReadTimes } from '../records/at-times.query.js';
import { timestampOf } from '../statements/statement-row.js';
import {
  answerOf,
  lineOf,
  listOf,
  selectAnswer,
  SELECT_LIST,
  type AnswerRow,
  type LineRow,
  type ListRow,
  type RecordedLine,
  type RecordedList,
} from './list-row.js';

export interface NewList {
  readonly id: string;
  readonly organisationId: string;
  readonly recordedBy: string;
  readonly reference: string | null;
  readonly submitter: Side;
  readonly recipient: Side;
  readonly submittedOn: string;
}

export interface NewLine {
  readonly id: string;
  readonly number: number;
  readonly personId: string | null;
  readonly sealed: boolean;
  readonly least: number;
  readonly most: number;
}

export interface NewMatch {
  readonly personId: string | null;
  /** Of a withdrawal. */
  readonly reason: string | null;
  readonly by: string;
  readonly at: number;
}

interface Page {
  readonly after: number;
  readonly limit: number;
}

/** Who is matched to line `n`: for now what the line itself says, for an instant the last match that was recorded by then. */
const MATCHED_NOW = 'n.person_id';
const matchedAt = (known: string): string =>
  `(SELECT m.person_id FROM registry.list_line_match m WHERE m.line_id = n.id AND m.recorded_at <= ${known}::timestamptz
    ORDER BY m.number DESC LIMIT 1)`;
const lineWith = (person: string): string =>
  `SELECT n.id, n.list_id, n.number, ${person} AS person_id, n.sealed, n.least, n.most FROM registry.list_line n`;
/** The two times as parameters; what was submitted or answered on a later day than `valid` is left out. */
function momentsOf({ knownAt, validAt }: ReadTimes): [known: string, valid: string] {
  return [timestampOf(knownAt ?? Infinity), validAt === undefined ? 'infinity' : dayOf(validAt)];
}

const ID_OF_PARTY = (key: string): string => `(SELECT id FROM registry.party WHERE party_key = ${key})`;

export class ListRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(list: NewList, lines: readonly NewLine[], at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.list (id, organisation_id, recorded_by, reference, submitter_party_id, submitter_organisation_id, recipient_party_id,
         recipient_organisation_id, submitted_on, created_at)
       VALUES ($1, $2, $3, $4, ${ID_OF_PARTY('$5')}, $6, ${ID_OF_PARTY('$7')}, $8, $9, $10)`,
      [
        list.id,
        list.organisationId,
        list.recordedBy,
        list.reference,
        list.submitter.party,
        list.submitter.organisationId,
        list.recipient.party,
        list.recipient.organisationId,
        list.submittedOn,
        new Date(at),
      ],
    );
    await this.manager.query(
      `INSERT INTO registry.list_line (id, list_id, number, person_id, sealed, least, most)
       SELECT id, $2, number, person, sealed, least, most FROM jsonb_to_recordset($1::jsonb)
         AS g(id uuid, number integer, person uuid, sealed boolean, least integer, most integer)`,
      [JSON.stringify(lines.map((line) => ({ ...line, person: line.personId }))), list.id],
    );
    await this.manager.query(
      `INSERT INTO registry.list_line_match (line_id, number, person_id, recorded_by, recorded_at)
       SELECT n.id, 1, n.person_id, $2, $3 FROM registry.list_line n WHERE n.list_id = $1 AND n.person_id IS NOT NULL`,
      [list.id, list.recordedBy, new Date(at)],
    );
  }

  /** For the sweep of the vault. */
  async lineExists(lineId: string): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(`SELECT 1 FROM registry.list_line WHERE id = $1`, [lineId]);
    return rows.length > 0;
  }

  /** A list of the reader's organisation, if it was recorded and submitted by then. `id` is a UUID. */
  async findOwn(actor: Actor, id: string, times: ReadTimes = {}): Promise<RecordedList | null> {
    const rows = await this.manager.query<ListRow[]>(
      `${SELECT_LIST} WHERE l.id = $1 AND l.organisation_id = $2 AND l.created_at <= $3 AND l.submitted_on <= $4`,
      [id, actor.organisationId, ...momentsOf(times)],
    );
    return rows[0] === undefined ? null : listOf(rows[0]);
  }

  /** Newest first by the day of submission; asks for one more than `limit` to know whether a page follows. */
  async listOwn(
    actor: Actor,
    filter: { readonly personId: string | null; readonly after: string | null; readonly limit: number },
    times: ReadTimes = {},
  ): Promise<{ lists: RecordedList[]; more: boolean }> {
    // Whoever is matched to a line at any time was matched to it once, which an index knows.
    const matched =
      times.knownAt === undefined
        ? `${MATCHED_NOW} = $2`
        : `${matchedAt('$5')} = $2 AND EXISTS (SELECT 1 FROM registry.list_line_match o WHERE o.line_id = n.id AND o.person_id = $2)`;
    const rows = await this.manager.query<ListRow[]>(
      `${SELECT_LIST} WHERE l.organisation_id = $1 AND l.created_at <= $5 AND l.submitted_on <= $6
         AND ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM registry.list_line n WHERE n.list_id = l.id AND ${matched}))
         AND ($3::uuid IS NULL OR (l.submitted_on, l.created_at, l.id) <
           (SELECT b.submitted_on, b.created_at, b.id FROM registry.list b WHERE b.id = $3 AND b.organisation_id = $1))
       ORDER BY l.submitted_on DESC, l.created_at DESC, l.id DESC LIMIT $4`,
      [actor.organisationId, filter.personId, filter.after, filter.limit + 1, ...momentsOf(times)],
    );
    return { lists: rows.slice(0, filter.limit).map(listOf), more: rows.length > filter.limit };
  }

  /** By their numbers; asks for one more than `limit` to know whether a page follows. */
  async lines(listId: string, page: Page, times: ReadTimes = {}): Promise<{ lines: RecordedLine[]; more: boolean }> {
    const { knownAt } = times;
    const line = lineWith(knownAt === undefined ? MATCHED_NOW : matchedAt('$4'));
    const rows = await this.manager.query<LineRow[]>(
      `${line} WHERE n.list_id = $1 AND n.number > $2 ORDER BY n.number LIMIT $3`,
      [listId, page.after, page.limit + 1, ...(knownAt === undefined ? [] : [timestampOf(knownAt)])],
    );
    const answers = await this.answersOf(
      rows.map(({ id }) => id),
      times,
    );
    const lines = rows.slice(0, page.limit).map((row) => lineOf(row, answers.get(row.id) ?? []));
    return { lines, more: rows.length > page.limit };
  }

  /** Held for writing until the transaction ends. */
  async holdLine(listId: string, number: number): Promise<RecordedLine | null> {
    const [row] = await this.manager.query<LineRow[]>(
      `${lineWith(MATCHED_NOW)} WHERE n.list_id = $1 AND n.number = $2 FOR NO KEY UPDATE`,
      [listId, number],
    );
    return row === undefined ? null : lineOf(row, (await this.answersOf([row.id])).get(row.id) ?? []);
  }

  /** Appended to the matches of the line, which the caller holds; null takes the match before back. */
  async match(lineId: string, match: NewMatch): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.list_line_match (line_id, number, person_id, reason, recorded_by, recorded_at)
       SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4, $5 FROM registry.list_line_match WHERE line_id = $1`,
      [lineId, match.personId, match.reason, match.by, new Date(match.at)],
    );
    await this.manager.query(`UPDATE registry.list_line SET person_id = $2 WHERE id = $1`, [lineId, match.personId]);
  }

  private async answersOf(lineIds: readonly string[], times: ReadTimes = {}): Promise<Map<string, ListAnswer[]>> {
    const rows = await this.manager.query<AnswerRow[]>(`${selectAnswer('$2', '$3')} AND a.line_id = ANY($1::uuid[])`, [
      [...lineIds],
      ...momentsOf(times),
    ]);
    const answers = new Map<string, ListAnswer[]>(lineIds.map((id) => [id, []]));
    for (const row of rows) answers.get(row.line_id ?? '')?.push(answerOf(row));
    return answers;
  }

  /** Answers to the whole list. */
  async generalAnswers(listId: string, times: ReadTimes = {}): Promise<ListAnswer[]> {
    const rows = await this.manager.query<AnswerRow[]>(
      `${selectAnswer('$2', '$3')} AND a.list_id = $1 AND a.line_id IS NULL`,
      [listId, ...momentsOf(times)],
    );
    return rows.map(answerOf);
  }

  async addAnswer(answer: Omit<ListAnswer, 'statementIds'> & { listId: string; recordedBy: string }): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.list_answer (id, list_id, line_id, answer, answered_on, party_id, organisation_id, grade, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, ${ID_OF_PARTY('$6')}, $7, $8, $9, $10)`,
      [
        answer.id,
        answer.listId,
        answer.lineId,
        answer.answer satisfies ListAnswerCode,
        answer.answeredOn,
        answer.answeredBy.party,
        answer.answeredBy.organisationId,
        answer.grade,
        answer.recordedBy,
        new Date(answer.recordedAt),
      ],
    );
  }

  async linkStatement(answerId: string, statementId: string): Promise<void> {
    await this.manager.query(`INSERT INTO registry.list_answer_statement (answer_id, statement_id) VALUES ($1, $2)`, [
      answerId,
      statementId,
    ]);
  }

  /** A standing answer of this list, with the number of its line, or null for the whole list. `id` is a UUID. */
  async findAnswer(listId: string, id: string): Promise<{ answer: ListAnswer; number: number | null } | null> {
    const rows = await this.manager.query<(AnswerRow & { number: number | null })[]>(
      `SELECT f.*, n.number FROM (${selectAnswer('$3', '$4')} AND a.id = $1 AND a.list_id = $2) f LEFT JOIN registry.list_line n ON n.id = f.line_id`,
      [id, listId, ...momentsOf({})],
    );
    return rows[0] === undefined ? null : { answer: answerOf(rows[0]), number: rows[0].number };
  }

  async withdrawAnswer(answerId: string, reason: string, by: string, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.list_answer_withdrawal (answer_id, reason, recorded_by, recorded_at) VALUES ($1, $2, $3, $4)`,
      [answerId, reason, by, new Date(at)],
    );
  }
}
