// `audit verify`: checks the log, or an export of it, and says where it was first tampered with.

import { InvalidArgumentError, type Command } from 'commander';
import { headText, readHead, type ChainHead } from '../../domain/audit/audit-chain.js';
import type { ChainFault, ChainFaultKind } from '../../domain/audit/chain-fault.js';
import type { TreeFault, TreeFaultKind } from '../../domain/audit/verify-tree.js';
import { VerifyAudit, type AuditVerdict } from '../../usecases/audit/verify-audit.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { exportCommand, recordedEarlierLines, verifyFiles, type FilesOptions } from './log-file-commands.js';
import { witnessCommand } from './witness-commands.js';

interface VerifyOptions extends FilesOptions {
  readonly head?: ChainHead;
}

export function auditCommands(program: Command, operator: OperatorPlatform): void {
  const audit = program.command('audit').description('the log of who did what');
  audit
    .command('verify [folder]')
    .description('check the log, or the files of an export of it without a registry; exit 1 names the first fault')
    .option(
      '--head <sequence:hash>',
      'a head printed earlier and kept elsewhere, which the log must lead through',
      noted,
    )
    .option('--key <verifier>', 'with a folder: a public key of the log that was noted elsewhere')
    .option(
      '--witnessed <file>',
      'with a folder: a checkpoint that was kept elsewhere, which the log must lead through',
    )
    .action((folder: string | undefined, options: VerifyOptions) =>
      folder === undefined
        ? operator.read((session) => verify(session, operator, options.head ?? null))
        : operator.offline(() => verifyFiles(operator, folder, options)),
    );
  exportCommand(audit, operator);
  witnessCommand(audit, operator);
}

function noted(text: string): ChainHead {
  const head = readHead(text);
  if (head === null) throw new InvalidArgumentError('It has the form <sequence>:<64 hexadecimal digits>.');
  return head;
}

async function verify(
  session: OperatorSession,
  { output, interrupted }: OperatorPlatform,
  head: ChainHead | null,
): Promise<number> {
  const verdict = await session.get(VerifyAudit).execute(session.principal, {
    noted: head,
    onChecked: (checked) => {
      interrupted.throwIfAborted();
      output.progress(() => `Checked ${checked} entries …`);
    },
  });
  output.answer(jsonOf(verdict), ...linesOf(verdict, head));
  return verdict.ok ? EXIT.ok : EXIT.refused;
}

const FAULTS: Readonly<Record<ChainFaultKind, string>> = {
  altered: 'is not what was sealed',
  hash_altered: 'is what was sealed, but the hash beside it was changed',
  missing: 'is missing',
  reordered: 'stands under another number',
  inserted: 'was never part of the log; something was put in here',
  erased_unnoted: 'is the last: details of more entries are gone than the log says were erased',
  rewritten: 'differs from the head noted earlier: the log was rewritten',
  rolled_back: 'is missing, although the head noted earlier lies behind it: the end of the log was cut off',
};

function faultLine({ sequence, kind, entryId }: ChainFault): string {
  const standing = entryId === null ? '' : ` (entry ${entryId} stands there)`;
  return `FAULT ${kind} at number ${sequence}: the entry of this number ${FAULTS[kind]}${standing}.`;
}

const TREE_FAULTS: Readonly<Record<TreeFaultKind, string>> = {
  node_altered: 'what the tree keeps under this number is not what the entries give',
  node_missing: 'the tree lacks what belongs here, although it goes on behind it or was signed over it',
  node_beside: 'the tree goes on, although the log ends before',
  root_differs: 'the log is not the one of which the checkpoint of this size was signed',
  checkpoint_beyond: 'a checkpoint of this size was signed, and the log is shorter now: its end was cut off',
  checkpoint_unsigned: 'the checkpoint of this size bears no signature by a key of this registry',
};

function treeLines({ size, checkpoints, firstFault }: AuditVerdict['tree']): string[] {
  const told = `Tree of ${size} leaves, ${checkpoints} signed checkpoints.`;
  return firstFault === null ? [told] : [told, treeFaultLine(firstFault)];
}

function treeFaultLine({ sequence, kind }: TreeFault): string {
  return `FAULT ${kind} at number ${sequence}: ${TREE_FAULTS[kind]}.`;
}

function linesOf(verdict: AuditVerdict, head: ChainHead | null): string[] {
  const { chain, tree, unsealed, overdue, stranded, vanished } = verdict;
  const { firstFault } = chain;
  return [
    `Checked ${chain.checked} entries${firstFault === null ? '; the chain holds' : ', up to the first fault'}.`,
    ...(firstFault === null ? [] : [faultLine(firstFault)]),
    ...(chain.erased === 0 ? [] : [`Of ${chain.erased} entries it was erased of whom and what they tell.`]),
    ...recordedEarlierLines(chain.recordedEarlier),
    `Head ${headText(chain.head)}`,
    ...(head === null || firstFault !== null
      ? []
      : [`The log leads through the head noted at number ${head.sequence}.`]),
    ...treeLines(tree),
    `Unsealed ${unsealed}, of which ${overdue.count} wait for longer than 10 s.`,
    ...overdue.first.map((entry) => `  waiting ${entryLine(entry)}`),
    ...(stranded.count === 0 ? [] : [`FAULT ${stranded.count} entries stand beside the log and wait for no number:`]),
    ...stranded.first.map((entry) => `  stranded ${entryLine(entry)}`),
    ...vanished.first.map((id) => `FAULT entry ${id} was deleted before it got a number.`),
  ];
}

function entryLine({ entryId, recordedAt, action }: AuditVerdict['overdue']['first'][number]): string {
  return `${entryId} ${action}, recorded ${instant(recordedAt) ?? 'at no time'}`;
}

/** Null for a time that a tampered row holds and no calendar does. */
function instant(milliseconds: number): string | null {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : null;
}

function jsonOf({ ok, chain, tree, unsealed, overdue, stranded, vanished }: AuditVerdict): object {
  const listed = ({ count, first }: AuditVerdict['overdue']): object => ({
    count,
    first: first.map(({ entryId, recordedAt, action }) => ({ entryId, recordedAt: instant(recordedAt), action })),
  });
  return {
    ok,
    checked: chain.checked,
    erased: chain.erased,
    recordedEarlier: chain.recordedEarlier,
    head: headText(chain.head),
    firstFault: chain.firstFault,
    tree,
    unsealed,
    overdue: listed(overdue),
    stranded: listed(stranded),
    vanished: vanished.first,
  };
}
