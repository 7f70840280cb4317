// `matches again` has everybody compared with everybody else once more, and shows how far that is.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { SetAside } from '../../domain/matching/set-aside.js';
import { AskMatching } from '../../usecases/matches/ask-matching.js';
import { MatchPersons, type MatchedPersons } from '../../usecases/matches/match-persons.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { watched } from '../walk-progress.js';

/** Services match some people at a time for a second or so; whoever is left to them longer has to be looked after. */
const PATIENCE = { looks: 30, pause: 1_000 } as const;
type Patience = Readonly<Record<keyof typeof PATIENCE, number>>;

export function matchCommands(program: Command, operator: OperatorPlatform, patience: Patience = PATIENCE): void {
  const matches = program.command('matches').description('find which records may be one person');
  matches
    .command('again')
    .description(
      'compare everybody once more, as after an update; may be stopped and repeated, beside a running service',
    )
    .option('--only-mark', 'leave the comparing to the running service')
    .addHelpText('after', '\nExit: 0 everybody was compared, or is marked; 1 stopped, or somebody was not compared.')
    .action((options: { onlyMark?: boolean }) =>
      operator.write((session) => again(session, operator, { onlyMark: options.onlyMark === true, patience })),
    );
}

async function again(
  session: OperatorSession,
  { output, interrupted }: OperatorPlatform,
  { onlyMark, patience }: { readonly onlyMark: boolean; readonly patience: Patience },
): Promise<number> {
  const { marked, waiting } = await session.get(AskMatching).execute(session.principal);
  if (onlyMark) {
    output.answer({ marked, waiting }, `Marked ${marked} people; ${waiting} wait for the service to compare them.`);
    return EXIT.ok;
  }
  const aside = new SetAside();
  const done = await watched(output, 'people compared', (onProgress) =>
    untilOthersEnd(patience, interrupted, (before) =>
      session.get(MatchPersons).execute(session.principal, {
        signal: interrupted,
        aside,
        onProgress: (at) => onProgress({ done: before + at.done, total: before + at.done + at.left }),
      }),
    ),
  );
  output.answer(
    { marked, ...done },
    `Compared ${done.matched} people; ${done.proposals} pairs were found, changed or superseded.`,
    ...(done.elsewhere ? ['Other processes still compare some people.'] : []),
    ...(done.notCompared > 0
      ? [`${done.notCompared} people cannot be compared and stay marked; see keys verify --all.`]
      : []),
    ...(interrupted.aborted ? ['Stopped before the end; the service, or the same command, goes on from here.'] : []),
  );
  return done.elsewhere || done.notCompared > 0 || interrupted.aborted ? EXIT.refused : EXIT.ok;
}

/** Services beside it share the work: it looks again until they have done what they have under way, or nothing more is left to it for a while. */
async function untilOthersEnd(
  { looks, pause }: Patience,
  interrupted: AbortSignal,
  match: (before: number) => Promise<MatchedPersons>,
): Promise<MatchedPersons> {
  let done = await match(0);
  for (let idle = 0; done.elsewhere && idle < looks && !interrupted.aborted; idle += 1) {
    await sleep(pause, undefined, { signal: interrupted }).catch(() => undefined);
    const more = await match(done.matched);
    if (more.matched > 0) idle = 0;
    done = { ...more, matched: done.matched + more.matched, proposals: done.proposals + more.proposals };
  }
  return done;
}
