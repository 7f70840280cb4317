// `releases`: prepares, signs, publishes and lists the public releases of statistics.

import { Option, type Command } from 'commander';
import { DomainError } from '../../domain/domain-error.js';
import type { ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import {
  CORRECTION_REASONS,
  type CorrectionReason,
  type ReleaseCorrection,
} from '../../domain/statistics/release-correction.js';
import { REFUSAL_MEANINGS, type StandingRefusal } from '../../domain/statistics/release-refusal.js';
import { ListReleases, type ListedRelease } from '../../usecases/statistics/list-releases.js';
import { PrepareRelease } from '../../usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../usecases/statistics/publish-release.js';
import { SignRelease } from '../../usecases/statistics/sign-release.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { releaseNumber } from './release-number.js';
import { splitCommands } from './split-commands.js';
import { verifyReleaseFiles } from './verify-release-files.js';

export function releaseCommands(program: Command, operator: OperatorPlatform): void {
  const releases = program.command('releases').description('public releases of statistics');
  releases
    .command('prepare')
    .description('count, round and check the next release (as an analyst)')
    .option('--corrects <number>', 'a published release that this one corrects', releaseNumber)
    .option(
      '--split <id>',
      'a release by party that every organisation which feeds it has agreed to; with --corrects, to that correction',
    )
    .addOption(new Option('--reason <reason>', 'why it is corrected').choices(CORRECTION_REASONS))
    .action((options: PrepareOptions) => prepare(operator, options));
  releases
    .command('sign')
    .description('put your signature on a release; it takes two persons (as a custodian or verifier)')
    .argument('<number>', 'of the release', releaseNumber)
    .action((number: number) => sign(operator, number));
  releases
    .command('publish')
    .description('publish a signed release in place of the one before (as an analyst or custodian)')
    .argument('<number>', 'of the release', releaseNumber)
    .action((number: number) => publish(operator, number));
  releases
    .command('verify')
    .description('check document.json and document.note of a release, as they were downloaded; needs no registry')
    .argument('<document>', 'file')
    .argument('<note>', 'file')
    .requiredOption('--key <verifier>', 'a public key that was noted down earlier')
    .action((document: string, note: string, { key }: { key: string }) =>
      operator.offline(() => verifyReleaseFiles(operator, { document, note, key })),
    );
  releases
    .command('list')
    .description('list every release, newest first')
    .action(() => list(operator));
  splitCommands(releases, operator);
}

interface PrepareOptions {
  readonly corrects?: number;
  readonly reason?: CorrectionReason;
  readonly split?: string;
}

function correctionOf({ corrects, reason }: PrepareOptions): ReleaseCorrection | null {
  if (corrects === undefined && reason === undefined) return null;
  if (corrects === undefined || reason === undefined)
    throw new DomainError(
      'invalid_field',
      'A correction says which release it corrects, --corrects, and why, --reason.',
    );
  return { release: corrects, reason };
}

async function prepare(operator: OperatorPlatform, options: PrepareOptions): Promise<void> {
  const corrects = correctionOf(options);
  const { split = null } = options;
  await operator.write(async (session) => {
    const { document, auditNote } = await session
      .get(PrepareRelease)
      .execute(await session.actor(), { corrects, split });
    const tables = document.tables.map(({ dimensions }) => dimensions.join(' × '));
    operator.output.answer(
      { number: document.number, state: 'audited', asOf: document.asOf, base: document.base, tables, audit: auditNote },
      `Release ${document.number} as of ${document.asOf}: ${tables.join(', ')}, rounded to multiples of ${document.base}.`,
      attackWords(auditNote),
      `Two persons sign it next: releases sign ${document.number} --as <username>.`,
    );
    return EXIT.ok;
  });
}

async function sign(operator: OperatorPlatform, number: number): Promise<void> {
  await operator.write(async (session) => {
    const signed = await session.get(SignRelease).execute(await session.actor(), number);
    operator.output.answer(
      signed,
      signed.state === 'signed'
        ? `Release ${number} has both signatures: releases publish ${number}.`
        : `Release ${number} has one signature; another person signs next.`,
    );
    return EXIT.ok;
  });
}

async function publish(operator: OperatorPlatform, number: number): Promise<void> {
  await operator.write(async (session) => {
    const published = await session.get(PublishRelease).execute(await session.actor(), number);
    operator.output.answer(published, `Release ${number} is published.`);
    return EXIT.ok;
  });
}

async function list(operator: OperatorPlatform): Promise<void> {
  await operator.read(async (session) => {
    const listing = session.get(ListReleases);
    const actor = await session.actor();
    const releases: ListedRelease[] = [];
    let cursor: string | null | undefined;
    let refused: StandingRefusal | null = null;
    while (cursor !== null) {
      const page = await listing.execute(actor, { cursor, limit: 200 });
      releases.push(...page.releases);
      ({ cursor, refused } = page);
    }
    operator.output.answer(
      { releases, refused },
      ...(releases.length === 0 ? ['There is no release yet.'] : releases.map(listed)),
      ...(refused === null ? [] : [refusalWords(refused)]),
    );
    return EXIT.ok;
  });
}

function listed({ number, state, asOf, base, signatures }: ListedRelease): string {
  return `${number}\t${state}\tas of ${asOf}\tbase ${base}\t${signatures} signatures`;
}

function refusalWords({ reason, at, month }: StandingRefusal): string {
  const { why, next } = REFUSAL_MEANINGS[reason];
  const tries =
    month === null
      ? ''
      : ` The service has tried the release of the month ${month.times} times since ${new Date(month.since).toISOString()}, and tries again not before ${new Date(month.next).toISOString()}.`;
  return `A release was refused at ${new Date(at).toISOString()}: ${why} ${next}${tries}`;
}

function attackWords({ refusedBases, cells, against, narrowest }: ReleaseAuditNote): string {
  const beside = against.length === 0 ? 'no published release' : `published releases ${against.join(', ')}`;
  const refused = refusedBases.length === 0 ? '' : ` Multiples of ${refusedBases.join(', ')} told too much.`;
  const open = narrowest === null ? '' : `, each of which leaves at least ${narrowest} other numbers possible`;
  return `Attacked by itself and beside ${beside}: ${cells} cells${open}.${refused}`;
}
