// Where the report of an import goes: a CSV file, which is there under its name only when it is whole, and a summary of faults.

import type { ImportFileCommand } from '../../usecases/imports/import-file.js';
import { WholeFile } from '../whole-file.js';

type OnReport = NonNullable<ImportFileCommand['onReport']>;
export type ReportedLine = NonNullable<Parameters<OnReport>[1]>;

/** Characters gathered for one write: a line at a time would be a system call a row. */
const WRITTEN_AT_ONCE = 64 * 1024;
const SHOWN_OF_EACH = 3;
/** Codes of what open texts are warned of begin alike. */
const OPEN_TEXT = /^looks_like_/;

export class ReportFile {
  private waiting = '';

  private constructor(private readonly file: WholeFile) {}

  static async create(path: string): Promise<ReportFile> {
    return new ReportFile(await WholeFile.create(path, '--report'));
  }

  async write(csv: string): Promise<void> {
    this.waiting += csv;
    if (this.waiting.length >= WRITTEN_AT_ONCE) await this.flush();
  }

  async complete(): Promise<void> {
    await this.flush();
    await this.file.complete();
  }

  async discard(): Promise<void> {
    await this.file.discard();
  }

  private async flush(): Promise<void> {
    const text = this.waiting;
    this.waiting = '';
    await this.file.write(text);
  }
}

interface Tally {
  readonly outcome: ReportedLine['outcome'];
  count: number;
  readonly first: { readonly row: number; readonly line: number; readonly column: string | null }[];
}

/** How often each code came up, with the first rows that have it. */
export class ReportSummary {
  private readonly tallies = new Map<string, Tally>();
  private lastOpen: number | null = null;
  /** Rows that keep in clear what seems to say who somebody is; the lines of a row stand together. */
  openTextRows = 0;

  take({ outcome, code, row, line, column }: ReportedLine): void {
    if (code === null) return;
    if (outcome !== 'refused' && OPEN_TEXT.test(code) && this.lastOpen !== row) {
      this.openTextRows += 1;
      this.lastOpen = row;
    }
    const key = `${outcome} ${code}`;
    const tally = this.tallies.get(key) ?? { outcome, count: 0, first: [] };
    tally.count += 1;
    if (tally.first.length < SHOWN_OF_EACH) tally.first.push({ row, line, column });
    this.tallies.set(key, tally);
  }

  /** Refusals first, then by count. */
  entries(): { outcome: Tally['outcome']; code: string; count: number; first: Tally['first'] }[] {
    return [...this.tallies]
      .map(([key, tally]) => ({ ...tally, code: key.slice(key.indexOf(' ') + 1) }))
      .sort((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused') || b.count - a.count);
  }

  lines(): string[] {
    return this.entries().map(({ outcome, code, count, first }) => {
      const rows = first.map(
        ({ row, line, column }) => `row ${row} (line ${line}${column === null ? '' : `, ${column}`})`,
      );
      return `  ${outcome === 'refused' ? 'refused' : 'noted'} ${code}: ${count} × ${rows.join(', ')}${count > first.length ? ', …' : ''}`;
    });
  }
}
