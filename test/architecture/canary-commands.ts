// Runs the operator's commands on files full of marked people, some of them faulty, and keeps everything that they say.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConsoleOutput } from '../../src/cli/console-output.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import type { Platform } from '../../src/platform.js';
import { SignCheckpoint } from '../../src/usecases/audit/sign-checkpoint.js';
import { CANARIES as C } from '../support/canary.js';
import {
  ISLAND_COLUMNS,
  islandMapping,
  islandRow,
  pfif,
  pfifNote,
  pfifPerson,
} from '../support/fixtures-of-formats.js';
import type { Surface } from './canary-surfaces.js';

const PFIF = pfif(
  '1.4',
  [
    pfifPerson(
      {
        entry_date: '2021-03-04T05:06:07Z',
        source_date: '2021-03-04T05:06:07Z',
        full_name: `${C.importedGiven} ${C.importedSurname}`,
        given_name: C.importedGiven,
        family_name: C.importedSurname,
        author_name: C.contactName,
        author_email: C.contactEmail,
        author_phone: C.contactPhone,
        description: C.importedNote,
        home_street: C.contactAddress,
        date_of_birth: C.birthDate,
        photo_url: C.photo,
      },
      pfifNote({ author_name: C.contactName, status: 'believed_missing', text: C.importedNote }),
    ),
    pfifPerson({
      person_record_id: 'sarn.example/person.2',
      full_name: C.latinGiven,
      date_of_birth: C.latinSurname,
      sex: C.kin,
    }),
    pfifNote({ person_record_id: 'sarn.example/person.9', author_name: C.kin, status: C.alias, source_date: C.alias }),
  ].join('\n'),
);

/** Rows whose cells hold what no mapping expects. */
function table(): string {
  const rows = [
    islandRow({ remark: C.latinGiven }),
    islandRow({ ref: 'S-2', sex: C.latinGiven }),
    islandRow({ ref: 'S-3', month: C.cyrillicGiven }),
    islandRow({ ref: 'S-4', state: C.armenianGiven }),
    islandRow({ ref: 'S-5', remark: `=HYPERLINK("${C.alias}")` }),
  ];
  const lines = rows.map((row) =>
    ISLAND_COLUMNS.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(','),
  );
  return [ISLAND_COLUMNS.join(','), ...lines, `S-6,${C.latinGiven}`, `"S-7,${C.mother}`].join('\n');
}

function withColumn(): string {
  return `${[...ISLAND_COLUMNS, 'extra'].join(',')}\n${ISLAND_COLUMNS.map((column) => islandRow()[column]).join(',')},${C.kin}\n`;
}

const MAPPING = JSON.stringify(islandMapping());

/** File, mapping, and whether it is only rehearsed. */
const FILES: Readonly<Record<string, readonly [text: string, mapping: string | null, rehearse?: boolean]>> = {
  'pfif rehearsed': [PFIF, null, true],
  pfif: [PFIF, null],
  'pfif again': [`${PFIF}\n`, null],
  'pfif cut short': [PFIF.slice(0, PFIF.indexOf(C.importedNote) + 8), null],
  'csv rehearsed': [table(), MAPPING, true],
  csv: [table(), MAPPING],
  'csv with a strange column': [withColumn(), MAPPING],
  'mapping of no use': [table(), `{"format": "${C.latinGiven}", "odd": "${C.alias}"}`],
  'broken mapping': [table(), `{"format": ${C.latinGiven}`],
};

export interface CommandRun extends Surface {
  readonly exitCode: number;
}

/** Commands of the operator on the platform of a running service, with what they print and the reports that they write. */
export class MarkedCommands {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'marked-files-'));
  private readonly runs: CommandRun[] = [];

  constructor(
    private readonly platform: Platform,
    private readonly username: string,
  ) {}

  async runAll(): Promise<readonly CommandRun[]> {
    try {
      for (const name of Object.keys(FILES)) await this.importFile(name);
      await this.run('audit verify', ['audit', 'verify']);
      await this.run('audit verify in JSON', ['audit', 'verify', '--json']);
      await this.run('keys status', ['keys', 'status']);
      await this.run('keys rotate', ['keys', 'rotate']);
      await this.run('keys verify', ['keys', 'verify', '--all', '--json']);
      await this.exportLog();
      return this.runs;
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** Every exported file is a surface: it leaves the registry in somebody's hands. */
  private async exportLog(): Promise<void> {
    const folder = path.join(this.folder, 'exported log');
    // The imports sealed the log; checkpoints are signed by the service's job, which does not run yet.
    const { database, entropy, keys } = this.platform;
    await new SignCheckpoint(database, entropy, keys).execute(servicePrincipal('job', 'signing'));
    await this.run('audit export', ['audit', 'export', folder]);
    for (const file of readdirSync(folder)) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      this.runs.push({ name: `command: audit export, file ${file}`, text, exitCode: 0 });
    }
    await this.run('audit verify of the export', ['audit', 'verify', folder]);
    await this.run('audit witness of the export', ['audit', 'witness', folder, path.join(this.folder, 'witness')]);
  }

  private async importFile(name: string): Promise<void> {
    const [text, mapping, rehearse = false] = FILES[name]!;
    const [file, mappingFile, report] = ['file', 'mapping', 'report'].map((kind) =>
      path.join(this.folder, `${kind} of ${name}`),
    ) as [string, string, string];
    writeFileSync(file, text);
    writeFileSync(mappingFile, mapping ?? '');
    const words = ['import', file, '--as', this.username];
    if (mapping !== null) words.push('--mapping', mappingFile);
    if (rehearse) words.push('--dry-run');
    await this.run(`import of ${name}`, [...words, '--report', report], report);
    await this.run(`import of ${name}, once more and in JSON`, [...words, '--json']);
  }

  private async run(name: string, words: readonly string[], report?: string): Promise<void> {
    const said: string[] = [];
    const stream = { write: (text: string) => said.push(text) };
    const operator = new Operator({
      output: new ConsoleOutput({ out: stream, err: stream }),
      interrupted: new AbortController().signal,
      open: () => Promise.resolve({ ...this.platform, close: () => Promise.resolve() }),
    });
    const exitCode = await runProgram(words, operator);
    if (report !== undefined && existsSync(report)) said.push(readFileSync(report, 'utf8'));
    this.runs.push({ name: `command: ${name}`, text: said.join(''), exitCode });
  }
}
