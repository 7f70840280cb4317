// `audit export` and the check of what it wrote, which needs no registry.

import type { Command } from 'commander';
import { servicePrincipal } from '../../domain/access/actor.js';
import type { ExportFaultKind } from '../../domain/audit/verify-export.js';
import { ExportLog } from '../../usecases/audit/export-log.js';
import { VerifyLogFiles, type LogFilesVerdict } from '../../usecases/audit/verify-log-files.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { hasLogFile, linesOf, makeLogFiles, readKeyRecords, readNoteFile, readNotes } from './log-files.js';

export interface FilesOptions {
  readonly key?: string;
  readonly witnessed?: string;
}

export function exportCommand(audit: Command, operator: OperatorPlatform): void {
  audit
    .command('export <folder>')
    .description(
      'write entries, details, nodes, checkpoints and public keys as files that audit verify checks without a registry',
    )
    .action((folder: string) =>
      operator.read(async (session) => {
        const { output, interrupted } = operator;
        const outcome = await session.get(ExportLog).execute(session.principal, {
          write: await makeLogFiles(folder),
          onExported: (entries) => {
            interrupted.throwIfAborted();
            output.progress(() => `Exported ${entries} entries …`);
          },
        });
        output.answer(outcome, `Exported ${outcome.entries} entries and ${outcome.checkpoints} checkpoints.`);
        return EXIT.ok;
      }),
    );
}

const FAULTS: Readonly<Record<ExportFaultKind, string>> = {
  altered: 'is not what was sealed',
  deleted: 'was deleted',
  inserted: 'was never part of the log; something was put in here',
  swapped: 'stands at another index',
  truncated: 'is missing: the end of the log was cut off, or an older copy was put back',
  rewritten: 'is the first that may have been rewritten',
  node_missing:
    'has no node: the file of nodes was cut off, entries were put behind the last one, or the log was exported while its tree was still being grown over older entries',
  unsigned: 'is the first that nothing vouches for: not one signed checkpoint holds',
};

export async function verifyFiles(
  { output }: OperatorPlatform,
  folder: string,
  { key, witnessed }: FilesOptions,
): Promise<number> {
  const verdict = await new VerifyLogFiles().execute(servicePrincipal('operator', 'offline'), {
    entries: linesOf(folder, 'entries.jsonl'),
    nodes: linesOf(folder, 'nodes.txt'),
    details: (await hasLogFile(folder, 'details.jsonl'))
      ? { entries: linesOf(folder, 'entries.jsonl'), details: linesOf(folder, 'details.jsonl') }
      : null,
    checkpoints: await readNotes(folder),
    keys: await readKeyRecords(folder),
    trusted: key ?? null,
    witnessed: witnessed === undefined ? [] : [await readNoteFile(witnessed)],
  });
  output.answer(verdict, ...verdictLines(verdict, key === undefined));
  return verdict.ok ? EXIT.ok : EXIT.refused;
}

/** A note: entries are held to their order, and no clock is. */
export function recordedEarlierLines(count: number): string[] {
  return count === 0
    ? []
    : [`${count} entries were recorded more than a minute before the one in front of them: a clock was set back.`];
}

function detailsLines(details: LogFilesVerdict['details']): string[] {
  if (details === null) return ['The file of details is not here: of whom and what the entries tell was not checked.'];
  const { held, erased, firstFault, unnoted } = details;
  return [
    `Details of ${held} entries hold; those of ${erased} were erased.`,
    ...(firstFault === null ? [] : [`FAULT details at index ${firstFault}: they are not what was sealed.`]),
    ...(unnoted ? ['FAULT details: more are gone than the log says were erased.'] : []),
  ];
}

function verdictLines(
  { entries, roots, unvouched, recordedEarlier, firstFault, nodesFault, refused, details }: LogFilesVerdict,
  unpinned: boolean,
): string[] {
  return [
    `Read ${entries} entries; ${roots} signed checkpoints hold.`,
    ...(unvouched === 0
      ? []
      : [`Nothing vouches for the last ${unvouched} entries: no signed checkpoint that holds reaches so far.`]),
    ...(unpinned ? ['The key is taken from the files themselves; give --key to hold them to one that you noted.'] : []),
    ...recordedEarlierLines(recordedEarlier),
    ...(firstFault === null
      ? []
      : [`FAULT ${firstFault.kind} at index ${firstFault.index}: the entry of this index ${FAULTS[firstFault.kind]}.`]),
    ...(nodesFault === null
      ? []
      : [`FAULT nodes at index ${nodesFault}: the file of nodes was changed or cut off, the entries were not.`]),
    ...detailsLines(details),
    ...refused.map((at) => `FAULT checkpoint ${at + 1} is none, or bears no signature by a trusted key.`),
  ];
}
