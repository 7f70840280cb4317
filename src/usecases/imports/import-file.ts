// Imports a file in batches, each with its log entries; a killed import goes on where it stopped.

import { createHash } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { IDENTITY_FIELDS } from '../../domain/identity/identity-particulars.js';
import {
  totalsTogether,
  type ImportTotals,
  type IncomingPerson,
  type IncomingRow,
} from '../../domain/imports/incoming-person.js';
import { mayHoldName } from '../../domain/imports/open-cells.js';
import { planBatch, type BatchPlan } from '../../domain/imports/plan-batch.js';
import { Ahead, inBatches, inTurns } from '../../formats/batches.js';
import { differencesOfRows } from '../../formats/identity-differences.js';
import { fingerprint, ImportBytes, type ImportSource } from '../../formats/import-bytes.js';
import { importReportHeader, importReportLine, type ImportReportLine } from '../../formats/import-report.js';
import { importFormat, type ImportFormat } from '../../formats/open-import.js';
import { Database } from '../../persistence/database.js';
import type { ImportJob } from '../../persistence/imports/import-job.repository.js';
import { Drafting, type DraftedBatch } from '../../persistence/imports/draft-batch.js';
import { authorOf, groundForWriting, type RegistryGround } from '../../persistence/imports/ground-of-rows.js';
import { storePlan } from '../../persistence/imports/store-plan.js';
import { warnOfImportedTexts } from '../../persistence/open-text/warn-of-imported-texts.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface ImportProgress {
  /** Bytes of the unpacked file, of `size`; a hint, since a gzip file may state its size wrongly. */
  readonly bytesRead: number;
  readonly size: number;
  readonly totals: ImportTotals;
}

export interface ImportFileCommand {
  readonly source: ImportSource;
  /** JSON text of the mapping; null for PFIF. */
  readonly mapping: string | null;
  /** Whether what the file says of known persons is no news to anybody, such as a register of years ago; else news waits to be verified. */
  readonly newsSettled?: boolean;
  /** Told once before the first batch: rows that an earlier run has dealt with, 0 for a new import. */
  readonly onBegin?: (rowsBefore: number) => void;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** A line of CSV for each thing to say of a row, in the order of the file, rows of earlier runs included; the first is the header. */
  readonly onReport?: (csv: string, line: ImportReportLine | null) => void | Promise<void>;
  /** Ends the import after the batches under way; the same file resumes it. */
  readonly signal?: AbortSignal;
}

export interface ImportResult {
  readonly format: 'csv' | 'pfif';
  /** Of all runs together. */
  readonly totals: ImportTotals;
  /** `interrupted` means that the same command goes on from here; `done_before` that the file was finished earlier. */
  readonly outcome: 'finished' | 'interrupted' | 'done_before';
  /** Rows that earlier runs had dealt with. */
  readonly rowsBefore: number;
}

const IMPORT_BATCH_ROWS = Symbol('rows of one import transaction');
/** Measured in docs/importing.md: bigger batches gain nothing and lose more when a process is killed. */
const BATCH_ROWS = 500;

/** One import under way. */
interface Run {
  readonly actor: Actor;
  readonly command: ImportFileCommand;
  readonly format: ImportFormat;
  readonly bytes: ImportBytes;
  /** Of the unpacked file. */
  readonly size: number;
  readonly drafting: Drafting;
}

interface Batch {
  readonly rows: readonly IncomingRow[];
  /** How far the file had been read when its last row was. */
  readonly bytesRead: number;
  readonly draft: DraftedBatch | null;
}

/** Tried again, a batch finds as known whom somebody registered just now. */
const BATCH_ATTEMPTS = 3;

/**
 * Two files that name the same persons can each hold what the other waits for. PostgreSQL sees no deadlock where a batch waits for the one
 * before it in its own process; the first lock awaited for 5 s is given up, and that batch is tried again alone.
 */
function mayPass(error: unknown): boolean {
  return error instanceof DomainError && (error.code === 'reference_taken' || error.code === 'unavailable');
}

function personsOf(rows: readonly IncomingRow[]): IncomingPerson[] {
  return rows.flatMap((row) => (row.ok ? [row.person] : []));
}

/**
 * Two batches are stored at a time, each in a transaction of its own that commits in the order of the file. They must not wait for
 * each other: only drafted batches go beside another, and only when they name other persons and the other names no place that they may add.
 * Nor may both count warnings of one user.
 */
function mayGoBeside({ rows, draft }: Batch, before: Batch): boolean {
  if (draft === null || personsOf(rows).some(({ reference }) => mayHoldName(reference))) return false;
  const taken = new Set(personsOf(before.rows).map(({ reference }) => reference));
  const places = new Set(personsOf(before.rows).flatMap((person) => person.places.map(({ code }) => code)));
  return (
    personsOf(rows).every(({ reference }) => !taken.has(reference)) &&
    [...draft.unsettledPlaces].every((code) => !places.has(code))
  );
}

@Injectable()
export class ImportFile {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
    @Optional() @Inject(IMPORT_BATCH_ROWS) private readonly batchRows: number = BATCH_ROWS,
  ) {}

  async execute(actor: Actor, command: ImportFileCommand): Promise<ImportResult> {
    requireAllowed(actor, 'import_file');
    const { sha256, isGzip, unpackedSize } = await fingerprint(command.source);
    const bytes = new ImportBytes(command.source, isGzip);
    const format = importFormat(await bytes.isXml(), command.mapping, this.entropy.now());
    const drafting = new Drafting(authorOf(actor), this.entropy, this.database.staleDays);
    const run: Run = { actor, command, format, bytes, size: unpackedSize, drafting };
    const job = await this.begin(run, sha256);
    const ended = async (outcome: ImportResult['outcome'], totals: ImportTotals): Promise<ImportResult> => {
      await this.reportAll(run, job.id);
      return { format: format.name, totals, outcome, rowsBefore: job.totals.rows };
    };
    if (job.finishedAt !== null) return ended('done_before', job.totals);
    command.onBegin?.(job.totals.rows);
    const batches = new Ahead(this.batches(run, job.totals.rows));
    try {
      const { last: totals, isWhole } = await inTurns(batches, job.totals, {
        isOver: () => command.signal?.aborted === true,
        mayGoBeside,
        work: (batch, before) => this.importBatch(run, job.id, batch, before),
      });
      if (!isWhole) return await ended('interrupted', totals);
      await this.finish(actor, job.id, totals);
      return await ended('finished', totals);
    } finally {
      await batches.close();
    }
  }

  /** Each batch is read and drafted while the database stores the one before. */
  private async *batches({ format, bytes, drafting }: Run, skip: number): AsyncGenerator<Batch> {
    const rows = format.rows(bytes.read(), skip);
    for await (const batch of inBatches(rows, this.batchRows)) {
      yield { rows: batch, bytesRead: bytes.count, draft: drafting.draft(batch) };
    }
  }

  private async begin({ actor, command, format }: Run, sha256: Buffer): Promise<ImportJob> {
    const mappingSha256 = createHash('sha256')
      .update(command.mapping ?? '')
      .digest();
    return this.database.transaction(actor, async (room) => {
      const file = { organisationId: actor.organisationId, fileSha256: sha256, mappingSha256 };
      const before = await room.imports.find(file);
      if (before !== null && before.finishedAt !== null) return before;
      const job =
        before ??
        (await room.imports.begin({
          ...file,
          id: this.entropy.shownId(),
          userId: actor.userId,
          format: format.name,
          at: this.entropy.now(),
        }));
      await room.audit.note({
        action: 'import_started',
        subjectKind: 'import',
        subjectId: job.id,
        details: {
          format: format.name,
          file: sha256.toString('hex'),
          mapping: command.mapping === null ? null : mappingSha256.toString('hex'),
          rowsBefore: job.totals.rows,
        },
      });
      return job;
    });
  }

  private async importBatch(
    run: Run,
    jobId: string,
    batch: Batch,
    before: Promise<ImportTotals>,
  ): Promise<ImportTotals> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const totals = await this.writeBatch(run, jobId, batch, before);
        run.command.onProgress?.({ bytesRead: batch.bytesRead, size: run.size, totals });
        return totals;
      } catch (error) {
        if (!mayPass(error) || attempt === BATCH_ATTEMPTS) throw error;
        await before;
      }
    }
  }

  /**
   * The job is locked when all is stored but the identities: a batch that another process has imported meanwhile is refused there. The
   * identities are sealed last, so that nothing but the commit can fail after them; the protocol is told at `IdentityVault`.
   */
  private async writeBatch(
    { actor, drafting, command, format }: Run,
    jobId: string,
    { rows, draft }: Batch,
    before: Promise<ImportTotals>,
  ): Promise<ImportTotals> {
    let sealed: readonly string[] = [];
    const totals = await this.database.transaction(actor, async (room) => {
      // A batch tried again after a deadlock has left identities pending under ids that the registry will never have.
      if (sealed.length > 0) await this.vault.discard(sealed);
      sealed = [];
      const ground = await groundForWriting(room, actor, rows);
      const { plan: planned, projected } =
        draft !== null && drafting.holds(draft, rows, ground)
          ? draft
          : { plan: await this.plan(rows, ground), projected: null };
      const newsSettled = command.newsSettled ?? false;
      const texts = { jobId, rows, referenceColumn: format.referenceColumn };
      const plan = await warnOfImportedTexts(room, actor, planned, texts);
      await storePlan(room, { actor, jobId, plan, projected, newsSettled, at: this.entropy.now() });
      const reached = await before;
      await room.imports.lockAt(jobId, reached.rows);
      const after = totalsTogether(reached, plan.totals);
      await room.imports.advance(jobId, after);
      sealed = await this.seal(room, plan);
      drafting.remember(draft, ground);
      return after;
    });
    // The persons are registered whether this succeeds or not; the sweep confirms what is left pending.
    if (sealed.length > 0) await this.vault.confirm(sealed).catch(() => undefined);
    return totals;
  }

  private async plan(rows: readonly IncomingRow[], ground: RegistryGround): Promise<BatchPlan> {
    const differing = await differencesOfRows(rows, ground.known, (id) => this.vault.openIdentity(id, IDENTITY_FIELDS));
    return planBatch(rows, { ...ground, differing }, this.entropy);
  }

  private async seal(room: Room, plan: BatchPlan): Promise<readonly string[]> {
    const identified = plan.persons.flatMap(({ id, added }) =>
      added === null || added.identity === null
        ? []
        : [{ personId: id, identity: added.identity, birthYears: added.birthYears }],
    );
    const ids = identified.map(({ personId }) => personId);
    if (ids.length === 0) return ids;
    await room.persons.lockRegistrations(ids);
    await this.vault.sealIdentities(identified);
    return ids;
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

  private async reportAll({ actor, command: { onReport } }: Run, jobId: string): Promise<void> {
    if (onReport === undefined) return;
    await onReport(importReportHeader(), null);
    let after = 0;
    for (;;) {
      const from = after;
      const page = await this.database.snapshot(actor, (room) => room.imports.reports(jobId, from));
      if (page === null) return;
      for (const line of page.lines) await onReport(importReportLine(line), line);
      after = page.firstRow;
    }
  }
}
