// Sets the demonstration's registry up: its first organisation, the parties, the other organisations and the sign-ins.

import type { INestApplicationContext } from '@nestjs/common';
import { servicePrincipal, type Actor } from '../domain/access/actor.js';
import type { Organisation, Party } from '../domain/organisations/organisation.js';
import { FindOperator } from '../usecases/access/find-operator.js';
import { IssueSetUpLink } from '../usecases/access/issue-set-up-link.js';
import { SetPassword } from '../usecases/access/set-password.js';
import { SetUpRegistry } from '../usecases/access/set-up-registry.js';
import { CreateOrganisation } from '../usecases/administration/create-organisation.js';
import { CreateParty } from '../usecases/administration/create-party.js';
import { CreateUser } from '../usecases/administration/create-user.js';
import { IssuePasswordLink } from '../usecases/administration/issue-password-link.js';
import { ListOrganisations } from '../usecases/administration/list-organisations.js';
import { ListParties } from '../usecases/administration/list-parties.js';
import { ListUsers } from '../usecases/administration/list-users.js';
import { ORGANISATIONS, PARTIES, USERS } from './world.js';

const REQUEST_ID = 'demonstration';
const ADMINISTRATOR = 'administrator';

type Passwords = ReadonlyMap<string, string>;

function passwordOf(passwords: Passwords, username: string): string {
  const password = passwords.get(username);
  if (password === undefined) throw new RangeError('a sign-in of the demonstration has no password');
  return password;
}

/** Makes what is missing, so that a load that was killed goes on. */
export async function foundOrganisations(
  app: INestApplicationContext,
  passwords: Passwords,
): Promise<{ readonly organisations: readonly Organisation[]; readonly parties: readonly Party[] }> {
  await setUp(app, passwords);
  const administrator = await app.get(FindOperator).execute(ADMINISTRATOR);
  const parties = await createParties(app, administrator);
  const organisations = await createOrganisations(app, administrator, parties);
  await createUsers(app, administrator, organisations, passwords);
  return { organisations, parties };
}

async function setUp(app: INestApplicationContext, passwords: Passwords): Promise<void> {
  const link = await app.get(IssueSetUpLink).execute(servicePrincipal('operator', REQUEST_ID));
  if (link === null) return;
  const [first] = ORGANISATIONS;
  await app.get(SetUpRegistry).execute(
    {
      token: link.token,
      organisationName: first.name,
      organisationKind: first.kind,
      username: ADMINISTRATOR,
      password: passwordOf(passwords, ADMINISTRATOR),
    },
    REQUEST_ID,
  );
}

async function createParties(app: INestApplicationContext, administrator: Actor): Promise<readonly Party[]> {
  const known = (await app.get(ListParties).execute(administrator)).map((party) => party.label);
  for (const label of PARTIES) {
    if (!known.includes(label)) await app.get(CreateParty).execute(administrator, { label });
  }
  return app.get(ListParties).execute(administrator);
}

async function createOrganisations(
  app: INestApplicationContext,
  administrator: Actor,
  parties: readonly Party[],
): Promise<readonly Organisation[]> {
  const known = (await app.get(ListOrganisations).execute(administrator)).map((organisation) => organisation.name);
  for (const { name, kind, party } of ORGANISATIONS) {
    const partyId = parties.find((candidate) => candidate.label === party)?.id ?? null;
    if (!known.includes(name)) await app.get(CreateOrganisation).execute(administrator, { name, kind, partyId });
  }
  return app.get(ListOrganisations).execute(administrator);
}

async function createUsers(
  app: INestApplicationContext,
  administrator: Actor,
  organisations: readonly Organisation[],
  passwords: Passwords,
): Promise<void> {
  const known = new Map(
    (await app.get(ListUsers).execute(administrator, null)).map((user) => [user.username, user.id]),
  );
  for (const { username, organisation, role } of USERS) {
    if (username === ADMINISTRATOR) continue;
    const organisationId = organisations.find((candidate) => candidate.name === organisation)?.id ?? '';
    const userId = known.get(username);
    const { linkToken } =
      userId === undefined
        ? await app.get(CreateUser).execute(administrator, { organisationId, username, roles: [role] })
        : await app.get(IssuePasswordLink).execute(administrator, { id: userId });
    await app.get(SetPassword).execute({ token: linkToken, password: passwordOf(passwords, username) }, REQUEST_ID);
  }
}
