// An office of the registry for one test file, with one user for each role, two parties and three places; and a browser in it.

import type { Page } from 'playwright-core';
import type { Actor, Role } from '../../src/domain/access/actor.js';
import type { Organisation, Party } from '../../src/domain/organisations/organisation.js';
import { ListParties } from '../../src/usecases/administration/list-parties.js';
import { PrepareRelease } from '../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../src/usecases/statistics/publish-release.js';
import { SignRelease } from '../../src/usecases/statistics/sign-release.js';
import { AddPlace } from '../../src/usecases/records/add-place.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { openBrowser, type TestBrowser } from '../support/browser.js';
import {
  startTestApplication,
  type TestApplication,
  type TestUser,
  type TestApplicationOptions,
} from '../support/http-application.js';

export interface Office extends TestApplication {
  readonly office: Organisation;
  readonly parties: readonly Party[];
  readonly user: (role: Role) => TestUser;
  readonly actor: (role: Role) => Actor;
  /** Registers a nameless person lost at a place, and returns the pseudonym. */
  registerNameless(place: string): Promise<string>;
  /** Counts, signs and publishes a release of what is registered. */
  publishRelease(): Promise<number>;
}

export interface ConsoleWorld extends Office {
  readonly browser: TestBrowser;
  /** A page of a fresh context, signed in. */
  signIn(role: Role, options?: Parameters<TestBrowser['context']>[0]): Promise<{ page: Page; requested: string[] }>;
}

const ROLES_HERE = [
  'liaison',
  'coordinator',
  'verifier',
  'custodian',
  'inquirer',
  'analyst',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

function actorOf(user: TestUser): Actor {
  return {
    userId: user.id,
    username: user.username,
    organisationId: user.organisation.id,
    organisationKind: user.organisation.kind,
    party: null,
    roles: user.roles,
    via: 'console',
    requestId: '11111111-1111-4111-8111-111111111111',
  };
}

export async function signInOn(page: Page, user: TestUser, password = user.password): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Username').fill(user.username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function addPlaces(application: TestApplication, coordinator: Actor): Promise<void> {
  const addPlace = application.app.get(AddPlace);
  await addPlace.execute(coordinator, { code: 'test:10', name: 'Upper Valley' }, null);
  await addPlace.execute(coordinator, { code: 'test:20', name: 'Lake District' }, null);
  await addPlace.execute(coordinator, { code: 'test:1001', name: 'Tarnholt', parent: 'test:10' }, null);
}

export async function openOffice(options: TestApplicationOptions = {}): Promise<Office> {
  const application = await startTestApplication(options);
  const office = await application.seedOrganisation({ name: 'Bridge Liaison Office' });
  await application.seedOrganisation({ name: 'Northern Information Bureau', party: 'Northern Republic' });
  await application.seedOrganisation({ name: 'Southern Information Bureau', party: 'Southern Federation' });
  const users = new Map<Role, TestUser>();
  for (const role of ROLES_HERE) {
    users.set(role, await application.seedUser({ organisation: office, roles: [role], username: `the-${role}` }));
  }
  const user = (role: Role): TestUser => users.get(role)!;
  const actor = (role: Role): Actor => actorOf(user(role));
  await addPlaces(application, actor('coordinator'));
  return {
    ...application,
    office,
    parties: await application.app.get(ListParties).execute(actor('liaison')),
    user,
    actor,
    registerNameless: async (place) => {
      const loss = { kind: 'disappearance', valid: '2020-11', source: 'family', grade: 'B2' };
      const { pseudonym } = await application.app.get(RegisterPerson).execute(
        actor('coordinator'),
        {
          sharingLevel: 'partners_pseudonymous',
          legalBasis: 'vital_interests',
          statements: [{ ...loss, place: { code: place, precision: 'admin_area' } }],
        },
        null,
      );
      return pseudonym;
    },
    publishRelease: async () => {
      const { number } = (await application.app.get(PrepareRelease).execute(actor('analyst'))).document;
      await application.app.get(SignRelease).execute(actor('custodian'), number);
      await application.app.get(SignRelease).execute(actor('verifier'), number);
      await application.app.get(PublishRelease).execute(actor('custodian'), number);
      return number;
    },
  };
}

export async function openConsoleWorld(): Promise<ConsoleWorld> {
  const office = await openOffice();
  const browser = await openBrowser(office.url);
  return {
    ...office,
    browser,
    signIn: async (role, options) => {
      const { context, requested } = await browser.context(options);
      const page = await context.newPage();
      await signInOn(page, office.user(role));
      return { page, requested };
    },
    stop: async () => {
      await browser.close();
      await office.stop();
    },
  };
}
