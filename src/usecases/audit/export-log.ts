// Writes the sealed log out as plain files: entries as they were hashed, of whom and what they tell, the tree's nodes, checkpoints and public keys.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { canonicalEntry } from '../../domain/audit/canonical-entry.js';
import { detailLine } from '../../domain/audit/verify-details.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export const LOG_FILES = ['entries.jsonl', 'details.jsonl', 'nodes.txt', 'checkpoints.jsonl', 'keys.jsonl'] as const;

export type LogFile = (typeof LOG_FILES)[number];

export interface ExportLogCommand {
  /** Given lines in order; waited for. */
  readonly write: (file: LogFile, lines: readonly string[]) => Promise<void>;
  readonly onExported?: (entries: number) => void;
}

export interface ExportLogOutcome {
  readonly entries: number;
  readonly checkpoints: number;
}

/** Lines handed over at once: some 2 MB of entries. */
const LINES = 5_000;
const UTF_8 = new TextDecoder();

@Injectable()
export class ExportLog {
  constructor(private readonly database: Database) {}

  /**
   * One snapshot, which writes nothing in the database: it may be a copy that is evidence itself. The details hold inner ids of persons, as a
   * dump of the database does, and no name; the other files check without them. An entry that is gone leaves an empty line.
   */
  async execute(principal: Principal, command: ExportLogCommand): Promise<ExportLogOutcome> {
    requireService(principal);
    return this.database.snapshot(principal, (room) => this.#export(room, command));
  }

  async #export(room: Room, { write, onExported }: ExportLogCommand): Promise<ExportLogOutcome> {
    const entries = new Lines((lines) => write('entries.jsonl', lines));
    const details = new Lines((lines) => write('details.jsonl', lines));
    for await (const { entry } of room.auditCheck.links()) {
      await entries.add(entry === null ? '' : UTF_8.decode(canonicalEntry(entry)));
      await details.add(entry === null ? '' : detailLine(entry));
      onExported?.(entries.count);
    }
    await entries.end();
    await details.end();
    const nodes = new Lines((lines) => write('nodes.txt', lines));
    for await (const { hashes } of room.logTree.rows()) await nodes.add(Buffer.from(hashes).toString('hex'));
    await nodes.end();
    const checkpoints = new Lines((lines) => write('checkpoints.jsonl', lines));
    for await (const { note } of room.checkpoints.all()) await checkpoints.add(JSON.stringify(note));
    await checkpoints.end();
    const keys = await room.checkpoints.keys();
    await write(
      'keys.jsonl',
      keys.map(({ verifier, succession }) => JSON.stringify({ verifier, succession })),
    );
    return { entries: entries.count, checkpoints: checkpoints.count };
  }
}

class Lines {
  count = 0;
  #waiting: string[] = [];

  constructor(private readonly write: (lines: readonly string[]) => Promise<void>) {}

  async add(line: string): Promise<void> {
    this.count += 1;
    this.#waiting.push(line);
    if (this.#waiting.length >= LINES) await this.end();
  }

  async end(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    await this.write(lines);
  }
}
