// An import's place in its file: how far it got, what it counted, and what became of each row.

import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/domain-error.js';
import type { ImportTotals, RowReport } from '../../domain/imports/incoming-person.js';
import { knownPersons, type RegisteredPerson } from './known-persons.query.js';

export interface ImportJob {
  readonly id: string;
  readonly totals: ImportTotals;
  readonly finishedAt: number | null;
}

export interface NewImportJob {
  readonly id: string;
  readonly organisationId: string;
  readonly userId: string;
  readonly format: string;
  readonly fileSha256: Uint8Array;
  readonly mappingSha256: Uint8Array;
  readonly at: number;
}

interface JobRow {
  id: string;
  row_reached: string;
  added: string;
  matched: string;
  refused: string;
  statements_added: string;
  finished_at: Date | null;
}

const COLUMNS = 'id, row_reached, added, matched, refused, statements_added, finished_at';
export class ImportJobRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The job of this file under this mapping, with what its earlier runs did; null when there was none. */
  async find(job: Pick<NewImportJob, 'organisationId' | 'fileSha256' | 'mappingSha256'>): Promise<ImportJob | null> {
    const rows = await this.manager.query<JobRow[]>(
      `SELECT ${COLUMNS} FROM registry.import_job WHERE organisation_id = $1 AND file_sha256 = $2 AND mapping_sha256 = $3`,
      [job.organisationId, Buffer.from(job.fileSha256), Buffer.from(job.mappingSha256)],
    );
    return rows[0] === undefined ? null : jobOf(rows[0]);
  }

  /** Begins the job, or gives the one that another process began meanwhile. */
  async begin(job: NewImportJob): Promise<ImportJob> {
    const inserted = await this.manager.query<JobRow[]>(
      `INSERT INTO registry.import_job (id, organisation_id, user_id, format, file_sha256, mapping_sha256, row_reached, added, matched, refused, statements_added, started_at)
       VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, $7)
       ON CONFLICT ON CONSTRAINT import_job_file_unique DO NOTHING RETURNING ${COLUMNS}`,
      [
        job.id,
        job.organisationId,
        job.userId,
        job.format,
        Buffer.from(job.fileSha256),
        Buffer.from(job.mappingSha256),
        new Date(job.at),
      ],
    );
    const begun = inserted[0] === undefined ? await this.find(job) : jobOf(inserted[0]);
    if (begun === null)
      throw new DomainError('unavailable', 'The import could not be begun. Try again in a few seconds.');
    return begun;
  }

  /**
   * Locks the job until the transaction ends; refuses when another process has taken it further than this one knows. Not `FOR UPDATE`: the
   * report of the batch behind this one refers to the job already.
   */
  async lockAt(id: string, rowReached: number): Promise<void> {
    const rows = await this.manager.query<JobRow[]>(
      `SELECT ${COLUMNS} FROM registry.import_job WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    const row = rows[0];
    if (row === undefined || Number(row.row_reached) !== rowReached || row.finished_at !== null) {
      throw new DomainError(
        'import_in_progress',
        'Another process is importing this file. Leave it to finish, or start again when it has ended.',
      );
    }
  }

  /** Persons of the organisation by its references; locked, where they are to be written, until the transaction ends. */
  async known(
    organisationId: string,
    references: readonly string[],
    forWriting: boolean,
  ): Promise<Map<string, RegisteredPerson>> {
    return knownPersons(this.manager, organisationId, references, forWriting);
  }

  /** Of the transaction that locked the job: only what it has stored is counted. */
  async advance(id: string, totals: ImportTotals): Promise<void> {
    await this.manager.query(
      `UPDATE registry.import_job SET row_reached = $2, added = $3, matched = $4, refused = $5, statements_added = $6 WHERE id = $1`,
      [id, totals.rows, totals.added, totals.matched, totals.refused, totals.statementsAdded],
    );
  }

  async finish(id: string, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.import_job SET finished_at = $2 WHERE id = $1`, [id, new Date(at)]);
  }

  /** One document for a batch. */
  async addReports(id: string, reports: readonly RowReport[]): Promise<void> {
    const [first] = reports;
    if (first === undefined) return;
    await this.manager.query(`INSERT INTO registry.import_report (job_id, first_row, lines) VALUES ($1, $2, $3)`, [
      id,
      first.row,
      JSON.stringify(reports.map(cellsOf)),
    ]);
  }

  /** The report of the first batch that begins after `afterRow`, in the order of the file; null behind the last. */
  async reports(id: string, afterRow: number): Promise<{ firstRow: number; lines: RowReport[] } | null> {
    const rows = await this.manager.query<{ first_row: string; lines: ReportCells[] }[]>(
      `SELECT first_row, lines FROM registry.import_report WHERE job_id = $1 AND first_row > $2 ORDER BY first_row LIMIT 1`,
      [id, afterRow],
    );
    return rows[0] === undefined ? null : { firstRow: Number(rows[0].first_row), lines: rows[0].lines.map(reportOf) };
  }
}

/** Without the names of its keys a line takes a third of the room. */
type ReportCells = readonly [
  row: number,
  line: number,
  reference: string | null,
  outcome: RowReport['outcome'],
  code: string | null,
  column: string | null,
  message: string | null,
];

function cellsOf({ row, line, reference, outcome, code, column, message }: RowReport): ReportCells {
  return [row, line, reference, outcome, code, column, message];
}

function reportOf([row, line, reference, outcome, code, column, message]: ReportCells): RowReport {
  return { row, line, reference, outcome, code, column, message };
}

function jobOf(row: JobRow): ImportJob {
  return {
    id: row.id,
    totals: {
      rows: Number(row.row_reached),
      added: Number(row.added),
      matched: Number(row.matched),
      refused: Number(row.refused),
      statementsAdded: Number(row.statements_added),
    },
    finishedAt: row.finished_at?.getTime() ?? null,
  };
}
