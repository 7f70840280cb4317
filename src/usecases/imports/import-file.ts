// Imports a file in batches, each with its log entries; a killed import goes on where it stopped.

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { IDENTITY_FIELDS } from '../../domain/identity/identity-particulars.js';
import type { ImportTotals, IncomingPerson, IncomingRow, RowReport } from '../../domain/imports/incoming-person.js';
import { readPartialDate, type PartialDate } from '../../domain/records/partial-date.js';
import { identityDifferences } from '../../formats/identity-differences.js';
import { importFormat, type ImportFormat } from '../../formats/open-import.js';
import { fingerprint, ImportBytes, type ImportSource } from '../../formats/import-bytes.js';
import { Database } from '../../persistence/database.js';
import type { ImportJob } from '../../persistence/imports/import-job.repository.js';
import { IncomingBatch } from '../../persistence/imports/write-incoming.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface ImportProgress {
  /** Bytes of the file read, of `size`. */
  readonly bytesRead: number;
  readonly size: number;
  readonly totals: ImportTotals;
}

export interface ImportFileCommand {
  readonly source: ImportSource;
  /** JSON text of the mapping; null for PFIF. */
  readonly mapping: string | null;
  /** Reads, checks and reports everything, and writes nothing. */
  readonly dryRun: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** What became of each row, in the order of the file; on resuming, rows of the earlier run come first. */
  readonly onReport?: (report: RowReport) => void | Promise<void>;
  /** Ends the import after the batch under way; the same file resumes it. */
  readonly signal?: AbortSignal;
}

export interface ImportResult {
  readonly format: 'csv' | 'pfif';
  readonly totals: ImportTotals;
  /** `interrupted` means that the same command goes on from here; `done_before` that the file was finished earlier. */
  readonly outcome: 'finished' | 'interrupted' | 'done_before' | 'dry_run';
  /** Rows that an earlier run had dealt with. */
  readonly resumedAt: number;
}

/**
 * Rows of one transaction. Bigger batches gain little (500 → 2,000 rows: see docs/importing.md) and lose more when a process
 * is killed.
 */
const BATCH_ROWS = 500;
const NOTHING: ImportTotals = { rows: 0, added: 0, matched: 0, refused: 0, statementsAdded: 0 };

@Injectable()
export class ImportFile {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ImportFileCommand): Promise<ImportResult> {
    requireAllowed(actor, 'import_file');
    const { sha256, isGzip } = await fingerprint(command.source);
    const bytes = new ImportBytes(command.source, isGzip);
    const format = importFormat(await bytes.isXml(), command.mapping, this.today());
    if (command.dryRun) return this.rehearse(actor, command, format, bytes);
    const job = await this.begin(actor, command, format, sha256);
    if (job.finishedAt !== null) {
      await this.reportAll(actor, job.id, command);
      return { format: format.name, totals: job.totals, outcome: 'done_before', resumedAt: job.totals.rows };
    }
    let totals = job.totals;
    for await (const batch of batches(format.rows(bytes.read(), totals.rows))) {
      if (command.signal?.aborted === true) {
        await this.reportAll(actor, job.id, command);
        return { format: format.name, totals, outcome: 'interrupted', resumedAt: job.totals.rows };
      }
      totals = await this.writeBatch(actor, job.id, batch, totals);
      command.onProgress?.({ bytesRead: bytes.count, size: command.source.size, totals });
    }
    await this.finish(actor, job.id, totals);
    await this.reportAll(actor, job.id, command);
    return { format: format.name, totals, outcome: 'finished', resumedAt: job.totals.rows };
  }

  private today(): PartialDate {
    const reading = readPartialDate(new Date(this.entropy.now()).toISOString().slice(0, 10));
    if (!reading.ok) throw new RangeError('today is no date');
    return reading.date;
  }

  private async begin(
    actor: Actor,
    command: ImportFileCommand,
    format: ImportFormat,
    sha256: Buffer,
  ): Promise<ImportJob> {
    return this.database.transaction(actor, async (room) => {
      const { job, isNew } = await room.imports.claim({
        id: this.entropy.shownId(),
        organisationId: actor.organisationId,
        userId: actor.userId,
        format: format.name,
        fileSha256: sha256,
        mappingSha256: createHash('sha256')
          .update(command.mapping ?? '')
          .digest(),
        at: this.entropy.now(),
      });
      await room.audit.note({
        action: 'import_started',
        subjectKind: 'import',
        subjectId: job.id,
        details: { format: format.name, file: sha256.toString('hex'), resumed: !isNew, atRow: job.totals.rows },
      });
      return job;
    });
  }

  private async writeBatch(
    actor: Actor,
    jobId: string,
    rows: readonly IncomingRow[],
    before: ImportTotals,
  ): Promise<ImportTotals> {
    let pending: readonly string[] = [];
    const written = await this.database.transaction(actor, async (room) => {
      // A batch that is tried again after a deadlock has left pending identities under ids that no registry row will have.
      if (pending.length > 0) await this.vault.discard(pending);
      await room.imports.lockAt(jobId, before.rows);
      const batch = new IncomingBatch(room, actor, this.entropy, jobId);
      return batch.write(
        rows,
        before,
        async (people) => {
          pending = people.map(({ personId }) => personId);
          await room.persons.lockRegistrations(pending);
          await this.vault.sealIdentities(
            people.flatMap(({ personId, person }) =>
              person.identity === null ? [] : [{ personId, identity: person.identity, birthYears: person.birthYears }],
            ),
          );
        },
        (personId, person) => this.differences(personId, person),
      );
    });
    if (written.identified.length > 0) await this.vault.confirm(written.identified);
    return written.totals;
  }

  /** Opens a known person's identity to compare it with the file's; only the names of differing fields leave. */
  private async differences(personId: string, person: IncomingPerson): Promise<readonly string[]> {
    if (person.identity === null) return [];
    const held = await this.vault.openIdentity(personId, IDENTITY_FIELDS);
    return identityDifferences(held, person.identity);
  }

  private async finish(actor: Actor, jobId: string, totals: ImportTotals): Promise<void> {
    await this.database.transaction(actor, async (room) => {
      await room.imports.lockAt(jobId, totals.rows);
      await room.imports.finish(jobId, this.entropy.now());
      await room.audit.note({
        action: 'import_finished',
        subjectKind: 'import',
        subjectId: jobId,
        details: { ...totals },
      });
    });
  }

  private async reportAll(actor: Actor, jobId: string, command: ImportFileCommand): Promise<void> {
    const { onReport } = command;
    if (onReport === undefined) return;
    await this.database.snapshot(actor, async (room) => {
      for await (const report of room.imports.reports(jobId)) await onReport(report);
    });
  }

  private async rehearse(
    actor: Actor,
    command: ImportFileCommand,
    format: ImportFormat,
    bytes: ImportBytes,
  ): Promise<ImportResult> {
    let totals = NOTHING;
    const seen = new Set<string>();
    for await (const batch of batches(format.rows(bytes.read(), 0))) {
      const references = batch.flatMap((row) => (row.ok ? [row.person.reference] : []));
      const known = await this.database.snapshot(actor, (room) =>
        room.persons.findByReferences(actor.organisationId, references),
      );
      for (const row of batch) {
        const outcome = !row.ok
          ? 'refused'
          : known.has(row.person.reference) || seen.has(row.person.reference)
            ? 'matched'
            : 'added';
        if (row.ok) seen.add(row.person.reference);
        totals = counted(totals, row, outcome);
        for (const report of rehearsed(row, outcome)) await command.onReport?.(report);
      }
      command.onProgress?.({ bytesRead: bytes.count, size: command.source.size, totals });
    }
    return { format: format.name, totals, outcome: 'dry_run', resumedAt: 0 };
  }
}

function counted(totals: ImportTotals, row: IncomingRow, outcome: RowReport['outcome']): ImportTotals {
  return {
    ...totals,
    rows: row.row,
    [outcome]: totals[outcome] + 1,
    statementsAdded: totals.statementsAdded + (row.ok && outcome === 'added' ? row.person.statements.length : 0),
  };
}

function rehearsed(row: IncomingRow, outcome: RowReport['outcome']): RowReport[] {
  const at = { row: row.row, line: row.line, outcome };
  if (!row.ok) return row.faults.map((fault) => ({ ...at, reference: row.reference, ...fault }));
  const line = { ...at, reference: row.person.reference };
  if (row.person.warnings.length === 0) return [{ ...line, code: null, column: null, message: null }];
  return row.person.warnings.map((warning) => ({ ...line, ...warning }));
}

async function* batches(rows: AsyncIterable<IncomingRow>): AsyncGenerator<IncomingRow[]> {
  let batch: IncomingRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
