// Accounts that are asked about: one that was just opened, one with a second factor, and the asker's own.

import { servicePrincipal } from '../../../src/domain/access/actor.js';
import type { TestApplication } from '../../support/http-application.js';
import type { Level, Thing } from './asked-thing.js';
import type { Asker, AskingPeople } from './asking-people.js';

export class AskedAccounts {
  private count = 0;

  constructor(
    private readonly application: TestApplication,
    private readonly people: AskingPeople,
    private readonly made: (path: string, body: object) => Promise<string>,
  ) {}

  async account(): Promise<Thing> {
    this.count += 1;
    const organisationId = this.people.hands[0].user.organisation.id;
    const account = { organisationId, username: `account-${this.count}`, roles: ['liaison'] };
    return { id: await this.made('/v1/users', account) };
  }

  async guardedAccount(): Promise<Thing> {
    const account = await this.account();
    const { platform, clock } = this.application;
    await platform.database.transaction(servicePrincipal('operator', 'test'), ({ users }) =>
      users.setSecondFactor(account['id']!, clock.now()),
    );
    return account;
  }

  ownAccount(_level: Level, { user }: Asker): Promise<Thing> {
    return Promise.resolve({ password: user.password });
  }
}
