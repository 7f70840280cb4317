// Reads, checks and reports a file as an import would, and writes nothing.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import {
  NOTHING_IMPORTED,
  totalsTogether,
  type ImportTotals,
  type IncomingRow,
} from '../../domain/imports/incoming-person.js';
import { FileSoFar } from '../../domain/imports/file-so-far.js';
import { comparisonNote } from '../../domain/imports/log-of-plan.js';
import { planBatch, type BatchPlan, type KnownPerson } from '../../domain/imports/plan-batch.js';
import { IDENTITY_FIELDS, type IdentityParticulars } from '../../domain/identity/identity-particulars.js';
import { inBatches } from '../../formats/batches.js';
import { differencesOfRows } from '../../formats/identity-differences.js';
import { fingerprint, ImportBytes, type ImportSource } from '../../formats/import-bytes.js';
import { importReportHeader, importReportLine, type ImportReportLine } from '../../formats/import-report.js';
import { importFormat } from '../../formats/open-import.js';
import { Database } from '../../persistence/database.js';
import { groundForReading } from '../../persistence/imports/ground-of-rows.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface RehearseImportCommand {
  readonly source: ImportSource;
  /** JSON text of the mapping; null for PFIF. */
  readonly mapping: string | null;
  readonly onProgress?: (progress: { bytesRead: number; size: number; totals: ImportTotals }) => void;
  /** As for an import. */
  readonly onReport?: (csv: string, line: ImportReportLine | null) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

export interface RehearsedImport {
  readonly format: 'csv' | 'pfif';
  readonly totals: ImportTotals;
  readonly outcome: 'rehearsed' | 'interrupted';
}

const BATCH_ROWS = 500;

/** What the rows before this batch have said, in memory alone. */
interface Read {
  readonly file: FileSoFar;
  readonly identities: Map<string, IdentityParticulars>;
}

@Injectable()
export class RehearseImport {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: RehearseImportCommand): Promise<RehearsedImport> {
    requireAllowed(actor, 'import_file');
    const { isGzip, unpackedSize } = await fingerprint(command.source);
    const bytes = new ImportBytes(command.source, isGzip);
    const format = importFormat(await bytes.isXml(), command.mapping, this.entropy.now());
    await command.onReport?.(importReportHeader(), null);
    const read: Read = { file: new FileSoFar(), identities: new Map() };
    let totals = NOTHING_IMPORTED;
    for await (const batch of inBatches(format.rows(bytes.read(), 0), BATCH_ROWS)) {
      if (command.signal?.aborted === true) return { format: format.name, totals, outcome: 'interrupted' };
      const plan = await this.plan(actor, batch, read);
      totals = totalsTogether(totals, plan.totals);
      for (const line of plan.reports) await command.onReport?.(importReportLine(line), line);
      command.onProgress?.({ bytesRead: bytes.count, size: unpackedSize, totals });
    }
    return { format: format.name, totals, outcome: 'rehearsed' };
  }

  private async plan(actor: Actor, rows: readonly IncomingRow[], { file, identities }: Read): Promise<BatchPlan> {
    const ground = await this.database.snapshot(actor, (room) => groundForReading(room, actor, rows), 'registry');
    const differing = await differencesOfRows(
      rows,
      ground.known,
      (id) => this.vault.openIdentity(id, IDENTITY_FIELDS),
      identities,
    );
    const known = new Map<string, KnownPerson>([...ground.known, ...file.among(rows)]);
    const newPlaces = file.unnamed(ground.newPlaces);
    const plan = planBatch(rows, { ...ground, known, newPlaces, differing }, this.entropy);
    await this.noteReadings(actor, plan, ground.known);
    file.take(plan, newPlaces);
    return plan;
  }

  /** A comparison with a sealed identity is a reading whether or not anything is written after it. */
  private async noteReadings(
    actor: Actor,
    plan: BatchPlan,
    known: ReadonlyMap<string, { readonly id: string }>,
  ): Promise<void> {
    const compared = plan.persons.filter(({ differing, reference }) => differing !== null && known.has(reference));
    if (compared.length === 0) return;
    await this.database.transaction(actor, async (room) => {
      const ids = compared.map(({ id }) => id);
      const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, ids);
      await room.audit.note(...compared.map((person) => comparisonNote(person, pseudonyms.get(person.id) ?? null)));
    });
  }
}
