// `releases ask-split` and `releases splits`: asks for a release by party, and lists how many agree. Answers are given by organisations themselves.

import { Option, type Command } from 'commander';
import { SPLIT_DIMENSIONS, SPLIT_REASON_WORDS, type SplitDimension } from '../../domain/statistics/release-split.js';
import { AskSplit } from '../../usecases/statistics/ask-split.js';
import { ListSplits, type ListedSplit } from '../../usecases/statistics/list-splits.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { releaseNumber } from './release-number.js';

export function splitCommands(releases: Command, operator: OperatorPlatform): void {
  releases
    .command('ask-split')
    .description('ask every organisation that feeds it whether the next release may be by party (as an analyst)')
    .addOption(new Option('--by <dimension>', 'which party').choices(SPLIT_DIMENSIONS).makeOptionMandatory())
    .option(
      '--corrects <number>',
      'a published release that is split so, where its correction is asked about',
      releaseNumber,
    )
    .action((options: AskOptions) => ask(operator, options));
  releases
    .command('splits')
    .description('list the releases by party that were asked for, newest first, and how many agree')
    .action(() => list(operator));
}

interface AskOptions {
  readonly by: SplitDimension;
  readonly corrects?: number;
}

async function ask(operator: OperatorPlatform, { by, corrects }: AskOptions): Promise<void> {
  const [what, more] =
    corrects === undefined
      ? ['the next release', '']
      : [`the correction of release ${corrects}`, ` --corrects ${corrects} --reason <reason>`];
  await operator.write(async (session) => {
    const asked = await session.get(AskSplit).execute(await session.actor(), { by, corrects }, null);
    operator.output.answer(
      asked,
      `Asked ${asked.asked} organisations whether ${what} may be by ${by}.`,
      `Once all agree: releases prepare --split ${asked.id}${more}.`,
    );
    return EXIT.ok;
  });
}

async function list(operator: OperatorPlatform): Promise<void> {
  await operator.read(async (session) => {
    const splits = await session.get(ListSplits).execute(await session.actor());
    const lines = splits.length === 0 ? ['No release by party was asked for yet.'] : splits.map(listed);
    operator.output.answer({ splits }, ...lines);
    return EXIT.ok;
  });
}

function listed({ id, by, corrects, asked, agreed, reasons, release, replaced, refused }: ListedSplit): string {
  const words = reasons.map((reason) => SPLIT_REASON_WORDS[reason]).join('; ');
  const state = release !== null ? `used for release ${release}` : replaced ? 'replaced' : 'open';
  const what = corrects === null ? `by ${by}` : `by ${by}, to correct release ${corrects}`;
  const more = [
    ...(words === '' ? [] : [`refused: ${words}`]),
    ...(refused === null ? [] : [`tried and refused at ${new Date(refused.at).toISOString()}: ${refused.reason}`]),
  ];
  return [id, what, `${agreed} of ${asked} agree`, state, ...more].join('\t');
}
