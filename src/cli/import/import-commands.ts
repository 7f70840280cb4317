// `import FILE`: loads a table or a PFIF file into the registry, or rehearses it, and says what became of each row.

import type { Command } from 'commander';
import { DomainError } from '../../domain/domain-error.js';
import { ImportFile, type ImportResult } from '../../usecases/imports/import-file.js';
import { RehearseImport, type RehearsedImport } from '../../usecases/imports/rehearse-import.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { ImportProgressView } from './import-progress.js';
import { importSource, readMapping } from './import-source.js';
import { ReportFile, ReportSummary } from './report-file.js';

/** The file went in, but for the rows that the report names. */
const SOME_ROWS_REFUSED = 3;

interface ImportOptions {
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly settledNews?: boolean;
  readonly report?: string;
}

type Outcome = ImportResult['outcome'] | RehearsedImport['outcome'];
type Imported = Pick<ImportResult, 'format' | 'totals' | 'rowsBefore'> & { readonly outcome: Outcome };

export function importCommands(program: Command, operator: OperatorPlatform): void {
  program
    .command('import')
    .description('load a table or PFIF file; the same command goes on where an earlier one was stopped')
    .argument('<file>', 'CSV or PFIF, as it is or packed with gzip')
    .option('--mapping <file>', 'JSON that says what the columns of a table mean; see docs/importing.md')
    .option('--dry-run', 'read, check and report everything, and change nothing')
    .option('--settled-news', 'what the file tells of known people is no news: others are told at once')
    .option('--report <file>', 'write what became of each row to this CSV file')
    .addHelpText('after', '\nExit: 0 all rows went in, 1 the file was refused, 3 some rows were refused.')
    .action(async (file: string, options: ImportOptions) => {
      // Whatever is wrong with the files is told before a server is started.
      const source = await importSource(file);
      const mapping = options.mapping === undefined ? null : await readMapping(options.mapping);
      await operator.write((session) => run(session, operator, { ...options, source, mapping }));
    });
}

interface Given {
  readonly source: Awaited<ReturnType<typeof importSource>>;
  readonly mapping: string | null;
  readonly dryRun?: boolean;
  readonly settledNews?: boolean;
  readonly report?: string;
}

async function run(session: OperatorSession, operator: OperatorPlatform, given: Given): Promise<number> {
  const actor = await session.actor();
  const report = given.report === undefined ? null : await ReportFile.create(given.report);
  const summary = new ReportSummary();
  const terminal = process.stderr.isTTY && !operator.output.json ? process.stderr : null;
  const view = new ImportProgressView(operator.output, terminal);
  const command = {
    source: given.source,
    mapping: given.mapping,
    newsSettled: given.settledNews ?? false,
    signal: operator.interrupted,
    onBegin: (rowsBefore: number) => {
      view.begin(rowsBefore);
      if (rowsBefore > 0) operator.output.note(`An earlier run stopped after row ${rowsBefore}; going on from there.`);
    },
    onProgress: view.show.bind(view),
    onReport: async (csv: string, line: Parameters<ReportSummary['take']>[0] | null) => {
      if (line !== null) summary.take(line);
      await report?.write(csv);
    },
  };
  try {
    const imported: Imported =
      given.dryRun === true
        ? { ...(await session.get(RehearseImport).execute(actor, command)), rowsBefore: 0 }
        : await session.get(ImportFile).execute(actor, command);
    view.end();
    await report?.complete();
    return tell(operator, imported, summary, view.seconds);
  } catch (error) {
    view.end();
    await report?.discard();
    throw error instanceof DomainError && error.code === 'unavailable' ? interruptedByServer(error) : error;
  }
}

function interruptedByServer(error: DomainError): DomainError {
  return new DomainError(error.code, `${error.message} The same command then goes on where this one stopped.`);
}

const HEADINGS: Readonly<Record<Outcome, string>> = {
  finished: 'Imported.',
  interrupted: 'Stopped before the end; the same command goes on from here.',
  done_before: 'This file was imported before, and nothing was written. It had then given:',
  rehearsed: 'Rehearsed; nothing was written. An import would give:',
};

function openTextLine(rows: number): string {
  return `${rows} rows keep in clear what seems to say who somebody is; the report has the columns, and docs/importing.md what to do.`;
}

function tell(operator: OperatorPlatform, imported: Imported, summary: ReportSummary, seconds: number): number {
  const { format, totals, outcome, rowsBefore } = imported;
  const rows = totals.rows - rowsBefore;
  const rate = Math.round(rows / seconds);
  for (const line of summary.lines()) operator.output.note(line);
  operator.output.answer(
    {
      outcome,
      format,
      ...totals,
      rowsBefore,
      seconds: Number(seconds.toFixed(2)),
      rowsPerSecond: rate,
      openTextRows: summary.openTextRows,
      notes: summary.entries(),
    },
    HEADINGS[outcome],
    `${totals.rows} rows: ${totals.added} added, ${totals.matched} matched, ${totals.refused} refused; ${totals.statementsAdded} statements.`,
    ...(summary.openTextRows === 0 ? [] : [openTextLine(summary.openTextRows)]),
    ...(outcome === 'done_before' ? [] : [`${rows} rows in ${seconds.toFixed(1)} s, ${rate} a second.`]),
  );
  return totals.refused > 0 ? SOME_ROWS_REFUSED : EXIT.ok;
}
