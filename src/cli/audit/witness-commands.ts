// `audit witness`: run by somebody else than the registry's operator, with no database and no key of the registry.

import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { servicePrincipal } from '../../domain/access/actor.js';
import type { WitnessRefusal } from '../../domain/audit/examine-checkpoint.js';
import { DomainError } from '../../domain/domain-error.js';
import { MakeWitnessKey } from '../../usecases/audit/make-witness-key.js';
import { WitnessCheckpoint, type WitnessOutcome } from '../../usecases/audit/witness-checkpoint.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { offeredLog, type OfferedLog } from './offered-log.js';
import { WitnessFolder } from './witness-folder.js';

interface WitnessOptions {
  readonly key?: string;
  readonly name?: string;
  readonly tokenFile?: string;
  readonly watch?: number;
}

/** What each refusal means to the shell, and to a person. */
const REFUSALS: Readonly<Record<WitnessRefusal, readonly [exitCode: number, told: string]>> = {
  older_checkpoint: [3, 'The log is shorter than it was: its end was cut off, or an older database was put back.'],
  other_root: [4, 'The log is as long as it was and holds other entries: it was rewritten.'],
  inconsistent_growth: [5, 'The log is longer and does not begin with the entries that it had: it was rewritten.'],
  log_key_changed: [6, 'The key of the log is not the one that is trusted, nor announced by it.'],
  signature_refused: [7, 'The checkpoint bears no signature by the key of the log that holds.'],
  malformed_note: [8, 'What was given is no checkpoint.'],
  other_log: [9, 'The checkpoint is that of another log.'],
};
const OVERTAKEN = 10;
const LONGEST_PAUSE = 1440;

/** What may be over by the next time of asking. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'unauthenticated']);

export function witnessCommand(audit: Command, operator: OperatorPlatform): void {
  audit
    .command('witness <from> <folder>')
    .description(
      'hold a registry (its address, or the folder of an export) to the checkpoint accepted last, which stands in a folder of your own, and cosign the newest; exits 3 to 9 each name a refusal',
    )
    .option('--key <verifier>', 'a public key of the log that was noted elsewhere; else the first one seen is trusted')
    .option('--name <name>', 'on the first run: the name that stands in cosignatures')
    .option('--token-file <file>', 'a file with the access token of an auditor, where AUDITOR_TOKEN has none')
    .option('--watch <minutes>', 'ask again and again, until something is refused', minutes)
    .action((from: string, folder: string, options: WitnessOptions) =>
      operator.offline(() => watch(operator, from, folder, options)),
    );
}

function minutes(text: string): number {
  const value = /^\d{1,4}(\.\d{1,4})?$/.test(text) ? Number(text) : 0;
  if (value <= 0 || value > LONGEST_PAUSE) {
    throw new InvalidArgumentError(`It is a number of minutes, above 0 and up to ${LONGEST_PAUSE}.`);
  }
  return value;
}

async function watch(
  operator: OperatorPlatform,
  from: string,
  folder: string,
  options: WitnessOptions,
): Promise<number> {
  const log = offeredLog(from, options.tokenFile ?? null);
  const pause = options.watch;
  if (pause === undefined) return witness(operator, log, folder, options);
  for (;;) {
    const exitCode = await witness(operator, log, folder, options).catch((error: unknown) => {
      if (!(error instanceof DomainError) || !PASSING.has(error.code)) throw error;
      operator.output.note(`${error.code}: ${error.message}`);
      return EXIT.ok;
    });
    if (exitCode !== EXIT.ok && exitCode !== OVERTAKEN) return exitCode;
    await sleep(pause * 60_000, undefined, { signal: operator.interrupted }).catch(() => undefined);
    operator.interrupted.throwIfAborted();
  }
}

async function witness(
  { output }: OperatorPlatform,
  log: OfferedLog,
  place: string,
  { key, name }: WitnessOptions,
): Promise<number> {
  const principal = servicePrincipal('operator', 'witness');
  const folder = await WitnessFolder.open(place);
  const own = await folder.key(() => new MakeWitnessKey().execute(principal, { name: name ?? null }));
  const before = await folder.state();
  if (before.kept !== null) await folder.handOut(before.kept);
  const offered = await log.newest();
  if (offered === null && before.kept === null) {
    throw new DomainError('unavailable', 'The log has no checkpoint yet.');
  }
  const outcome: WitnessOutcome =
    offered === null
      ? { refusal: 'older_checkpoint', keptSize: null, size: null }
      : await new WitnessCheckpoint().execute(principal, {
          kept: before.kept,
          noted: key ?? null,
          offered,
          growth: (first, second) => log.growth(first, second),
          witness: own,
          now: Date.now(),
        });
  if ('refusal' in outcome) {
    const evidence = offered === null ? null : await folder.keepRefused(offered.note);
    return tellRefusal(output, outcome, evidence);
  }
  if (!(await folder.keep(before, outcome.accepted))) {
    output.answer(
      { ok: false, code: 'witness_overtaken' },
      'witness_overtaken: Another witness works in this folder and was faster. Nothing was kept; one is enough.',
    );
    return OVERTAKEN;
  }
  const { size, grown, cosigner, accepted } = outcome;
  const unpinned = before.kept === null && key === undefined;
  output.answer(
    { ok: true, size, grown, key: accepted.key, cosigner, first: before.kept === null },
    `Accepted and cosigned the checkpoint of ${size} entries, ${grown} more than before.`,
    `Key of the log ${accepted.key}`,
    `Key of the witness ${cosigner}`,
    ...(unpinned ? ['The key of the log was taken as it came; compare it with the one that the registry names.'] : []),
  );
  return EXIT.ok;
}

function tellRefusal(
  output: OperatorPlatform['output'],
  { refusal, keptSize, size }: Extract<WitnessOutcome, { refusal: unknown }>,
  evidence: string | null,
): number {
  const [exitCode, told] = REFUSALS[refusal];
  const sizes = keptSize === null || size === null ? '' : ` Accepted last: ${keptSize} entries; offered now: ${size}.`;
  output.answer(
    { ok: false, code: refusal, keptSize, size, evidence },
    `REFUSED ${refusal}: ${told}${sizes}`,
    ...(evidence === null ? [] : [`What was refused is in ${evidence}; keep it beside what was accepted.`]),
  );
  return exitCode;
}
