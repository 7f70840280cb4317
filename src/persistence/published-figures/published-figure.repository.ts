// Keeps published figures and their editions, and finds those that are current at a time.

import type { EntityManager } from 'typeorm';
import { subjectText } from '../../domain/published-figures/figures-beside.js';
import { dateOfFigure, type PublishedFigure } from '../../domain/published-figures/published-figure.js';
import { timestampOf } from '../statements/statement-row.js';

/** One edition of a figure; the newest is the one that stands. */
export interface RecordedFigure {
  readonly figure: PublishedFigure;
  /** From 1; every correction is one more. */
  readonly edition: number;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly recordedAt: number;
  /** Of a correction; null for the first edition. */
  readonly reason: string | null;
}

export interface NewFigure {
  readonly figure: PublishedFigure;
  readonly edition: number;
  readonly innerId: string;
  readonly organisationId: string;
  readonly userId: string;
  readonly at: number;
  readonly reason: string | null;
}

export interface FigureFilter {
  /** Null for every publisher; else exactly as it is written in the figure. */
  readonly publisher: string | null;
  /** First and last millisecond of a day that the figure's date must allow. */
  readonly day: { readonly from: number; readonly to: number } | null;
  /** Only figures whose date allows a time until then. */
  readonly until: number | null;
  readonly knownAt: number | null;
  /** Id of the last figure of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

interface FigureRow {
  id: string;
  edition: number;
  organisation_id: string;
  organisation_name: string;
  recorded_at: Date;
  reason: string | null;
  content: PublishedFigure;
}

/** The newest edition of each figure that was recorded by $1. */
const CURRENT = `
  WITH current AS (SELECT DISTINCT ON (f.id) f.* FROM registry.published_figure f WHERE f.recorded_at <= $1::timestamptz
                   ORDER BY f.id, f.edition DESC)
  SELECT f.id, f.edition, f.organisation_id, o.name AS organisation_name, f.recorded_at, f.reason, f.content
  FROM current f JOIN registry.organisation o ON o.id = f.organisation_id`;

export class PublishedFigureRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Held until the transaction ends: figures are few, and a file is compared with all that stand before it is recorded. */
  async lockForWriting(): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('registry.published_figure', 0))`);
  }

  async add(figures: readonly NewFigure[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.published_figure (id, edition, inner_id, organisation_id, recorded_by, recorded_at, reason, publisher, subject_text, measure,
         day_earliest, day_latest, content)
       SELECT id, edition, inner_id, organisation_id, recorded_by, recorded_at, reason, publisher, subject_text, measure, day_earliest, day_latest, content
       FROM json_to_recordset($1::json) AS g(id text, edition integer, inner_id uuid, organisation_id uuid, recorded_by uuid, recorded_at timestamptz,
         reason text, publisher text, subject_text text, measure text, day_earliest timestamptz, day_latest timestamptz, content json)`,
      [JSON.stringify(figures.map(rowOf))],
    );
  }

  async find(id: string, knownAt: number | null): Promise<RecordedFigure | null> {
    return (await this.findAll([id], knownAt)).get(id) ?? null;
  }

  /** Keyed by id; ids that nobody recorded are absent. */
  async findAll(ids: readonly string[], knownAt: number | null): Promise<Map<string, RecordedFigure>> {
    const rows = await this.manager.query<FigureRow[]>(`${CURRENT} WHERE f.id = ANY($2::text[])`, [
      timestampOf(knownAt ?? Infinity),
      [...ids],
    ]);
    return new Map(rows.map((row) => [row.id, figureOf(row)]));
  }

  /** Every edition that was recorded by then, oldest first. */
  async editions(id: string, knownAt: number | null): Promise<RecordedFigure[]> {
    const rows = await this.manager.query<FigureRow[]>(
      `SELECT f.id, f.edition, f.organisation_id, o.name AS organisation_name, f.recorded_at, f.reason, f.content
       FROM registry.published_figure f JOIN registry.organisation o ON o.id = f.organisation_id
       WHERE f.id = $1 AND f.recorded_at <= $2::timestamptz ORDER BY f.edition`,
      [id, timestampOf(knownAt ?? Infinity)],
    );
    return rows.map(figureOf);
  }

  /** Latest date first; asks for one more than `limit` to know whether a page follows. */
  async list(filter: FigureFilter): Promise<{ figures: RecordedFigure[]; more: boolean }> {
    const parameters: unknown[] = [timestampOf(filter.knownAt ?? Infinity)];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const conditions = ['true'];
    if (filter.publisher !== null) conditions.push(`f.publisher = ${bind(filter.publisher)}`);
    if (filter.until !== null) conditions.push(`f.day_earliest <= ${bind(timestampOf(filter.until))}::timestamptz`);
    if (filter.day !== null) {
      conditions.push(`f.day_earliest <= ${bind(timestampOf(filter.day.to))}::timestamptz`);
      conditions.push(`f.day_latest >= ${bind(timestampOf(filter.day.from))}::timestamptz`);
    }
    if (filter.after !== null) {
      conditions.push(
        `(f.day_latest, f.inner_id) < (SELECT b.day_latest, b.inner_id FROM current b WHERE b.id = ${bind(filter.after)})`,
      );
    }
    const rows = await this.manager.query<FigureRow[]>(
      `${CURRENT} WHERE ${conditions.join(' AND ')} ORDER BY f.day_latest DESC, f.inner_id DESC LIMIT ${bind(filter.limit + 1)}`,
      parameters,
    );
    return { figures: rows.slice(0, filter.limit).map(figureOf), more: rows.length > filter.limit };
  }

  /** Those that these figures name or are named by, and those that may speak of the same on the same day; oldest record first. */
  async related(figures: readonly PublishedFigure[], knownAt: number | null): Promise<RecordedFigure[]> {
    if (figures.length === 0) return [];
    const dates = figures.map(dateOfFigure);
    const rows = await this.manager.query<FigureRow[]>(
      `${CURRENT} WHERE f.id = ANY($2::text[]) OR (f.content::jsonb -> 'conflictsWith') ?| $3::text[]
         OR (f.day_earliest <= $4::timestamptz AND f.day_latest >= $5::timestamptz AND (f.subject_text = ANY($6::text[]) OR f.measure = ANY($7::text[])))
       ORDER BY f.inner_id`,
      [
        timestampOf(knownAt ?? Infinity),
        figures.flatMap(({ minus, conflictsWith }) => [...minus, ...conflictsWith]),
        figures.map(({ id }) => id),
        timestampOf(Math.max(...dates.map(({ latest }) => latest))),
        timestampOf(Math.min(...dates.map(({ earliest }) => earliest))),
        figures.map(({ subject }) => subjectText(subject)),
        figures.flatMap(({ definition }) => definition?.measure ?? []),
      ],
    );
    return rows.map(figureOf);
  }
}

function rowOf({ figure, edition, innerId, organisationId, userId, at, reason }: NewFigure): Record<string, unknown> {
  const { earliest, latest } = dateOfFigure(figure);
  return {
    id: figure.id,
    edition,
    inner_id: innerId,
    organisation_id: organisationId,
    recorded_by: userId,
    recorded_at: timestampOf(at),
    reason,
    publisher: figure.publisher,
    subject_text: subjectText(figure.subject),
    measure: figure.definition?.measure ?? null,
    day_earliest: timestampOf(earliest),
    day_latest: timestampOf(latest),
    content: figure,
  };
}

/** The content was read by the domain before it was written, and the table is append-only. */
function figureOf(row: FigureRow): RecordedFigure {
  return {
    figure: row.content,
    edition: row.edition,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    recordedAt: row.recorded_at.getTime(),
    reason: row.reason,
  };
}
