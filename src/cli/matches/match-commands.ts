// `matches again` has everybody compared with everybody else once more, and shows how far that is.

import type { Command } from 'commander';
import { AskMatching } from '../../usecases/matches/ask-matching.js';
import { MatchPersons } from '../../usecases/matches/match-persons.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { WalkProgressView } from '../walk-progress.js';

export function matchCommands(program: Command, operator: OperatorPlatform): void {
  const matches = program.command('matches').description('find which records may be one person');
  matches
    .command('again')
    .description(
      'compare everybody once more, as after an update; may be stopped and repeated, beside a running service',
    )
    .option('--only-mark', 'leave the comparing to the running service')
    .addHelpText('after', '\nExit: 0 everybody was compared, or is marked; 1 another process compares them.')
    .action((options: { onlyMark?: boolean }) =>
      operator.write((session) => again(session, operator, options.onlyMark === true)),
    );
}

async function again(
  session: OperatorSession,
  { output, interrupted }: OperatorPlatform,
  onlyMark: boolean,
): Promise<number> {
  const { marked, waiting } = await session.get(AskMatching).execute(session.principal);
  if (onlyMark) {
    output.answer({ marked, waiting }, `Marked ${marked} people; ${waiting} wait for the service to compare them.`);
    return EXIT.ok;
  }
  const view = new WalkProgressView(output, 'people compared');
  try {
    const done = await session.get(MatchPersons).execute(session.principal, {
      signal: interrupted,
      onProgress: (at) => view.show({ done: at.done, total: at.done + at.left }),
    });
    view.end();
    output.answer(
      { marked, ...done },
      `Compared ${done.matched} people; ${done.proposals} pairs were found, changed or superseded.`,
      ...(done.elsewhere ? ['Another process compares people; it takes everybody who is marked.'] : []),
      ...(interrupted.aborted ? ['Stopped before the end; the service, or the same command, goes on from here.'] : []),
    );
    return done.elsewhere || interrupted.aborted ? EXIT.refused : EXIT.ok;
  } finally {
    view.end();
  }
}
