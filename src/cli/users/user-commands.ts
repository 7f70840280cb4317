// `users`: the way back in for somebody who lost password or device where no administrator is left to help.

import type { Command } from 'commander';
import { IssuePasswordLink } from '../../usecases/administration/issue-password-link.js';
import { RemoveSecondFactorOfUser } from '../../usecases/administration/remove-second-factor-of-user.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';

export function userCommands(program: Command, operator: OperatorPlatform): void {
  const users = program.command('users').description('the way back in, where no administrator is left to help');
  users
    .command('password-link')
    .description('make a one-time link with which the holder of an account chooses a new password')
    .argument('<username>', 'of the account')
    .addHelpText('after', '\nWhoever has the link has the account: hand it to its holder and to nobody else.')
    .action((username: string) => operator.write((session) => passwordLink(session, operator, username)));
  users
    .command('remove-second-factor')
    .description('remove the second factor of somebody who lost the device and the recovery codes')
    .argument('<username>', 'of the account')
    .addHelpText('after', '\nThe account is signed out everywhere; its password stays as it is.')
    .action((username: string) => operator.write((session) => removeSecondFactor(session, operator, username)));
}

async function passwordLink(session: OperatorSession, { output }: OperatorPlatform, username: string): Promise<number> {
  const principal = await session.namedOrOperator();
  const issued = await session.get(IssuePasswordLink).execute(principal, { username });
  const link = `${session.publicUrl}/set-password/${issued.linkToken}`;
  const expiresAt = new Date(issued.linkExpiresAt).toISOString();
  output.answer(
    { username: issued.username, link, expiresAt },
    link,
    `Works once, until ${expiresAt}, for ${issued.username}; earlier links of this account have ended.`,
    'A second factor is asked for as before; users remove-second-factor removes it.',
  );
  return EXIT.ok;
}

async function removeSecondFactor(
  session: OperatorSession,
  { output }: OperatorPlatform,
  given: string,
): Promise<number> {
  const principal = await session.namedOrOperator();
  const username = await session.get(RemoveSecondFactorOfUser).execute(principal, { username: given });
  output.answer(
    { username, secondFactor: null },
    `${username} has no second factor any more and is signed out everywhere. The password alone signs in.`,
  );
  return EXIT.ok;
}
