// Plays the invented world into an empty registry through the same use cases as everybody; killed, it goes on where it was.

import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { servicePrincipal, type Actor } from '../domain/access/actor.js';
import type { RequestKey } from '../domain/access/request-key.js';
import { DomainError } from '../domain/domain-error.js';
import type { Party } from '../domain/organisations/organisation.js';
import { FindOperator } from '../usecases/access/find-operator.js';
import { IntroducePerson } from '../usecases/demonstration/introduce-person.js';
import { MarkDemonstration } from '../usecases/demonstration/mark-demonstration.js';
import { SetNewsRule } from '../usecases/news/set-news-rule.js';
import { AddPlace } from '../usecases/records/add-place.js';
import { AddStatement } from '../usecases/records/add-statement.js';
import { ComparePersons } from '../usecases/records/compare-persons.js';
import { RegisterPerson } from '../usecases/records/register-person.js';
import { PrepareRelease } from '../usecases/statistics/prepare-release.js';
import { PublishRelease } from '../usecases/statistics/publish-release.js';
import { ReadRelease } from '../usecases/statistics/read-release.js';
import { SignRelease } from '../usecases/statistics/sign-release.js';
import { playEvidence } from './evidence.js';
import { playExchange } from './exchange.js';
import { playFigures } from './figures.js';
import { foundOrganisations } from './found-organisations.js';
import { isStillMissed, playedPeople, type PlayedPerson } from './played-people.js';
import { playSplit } from './split.js';
import { PLACES, USERS, type Username } from './world.js';

export interface DemonstrationOptions {
  readonly dataDirectory: string;
  /** A secret of this registry's key ring, from which the sign-ins' passwords follow, so that a killed load loses none. */
  readonly passwordSecret: Uint8Array;
  /** The clock of this process, which people act by: a day is told by one release where one is by side. 0 is today. */
  readonly turnClockBack: (days: number) => void;
  readonly onProgress: (done: number, total: number) => void;
}

export interface DemonstrationCredential {
  readonly organisation: string;
  readonly role: string;
  readonly username: string;
  readonly password: string;
}

const REQUEST_ID = 'demonstration';

interface Stage {
  readonly app: INestApplicationContext;
  readonly actors: ReadonlyMap<Username, Actor>;
  readonly parties: readonly Party[];
}

/** Returns the sign-ins, which it also writes to `demo-credentials.json` (0600). */
export async function loadDemonstration(
  app: INestApplicationContext,
  options: DemonstrationOptions,
): Promise<readonly DemonstrationCredential[]> {
  const mark = app.get(MarkDemonstration);
  const service = servicePrincipal('operator', REQUEST_ID);
  const state = await mark.begin(service);
  const credentials = credentialsFrom(options.passwordSecret);
  if (state === 'loading') {
    options.turnClockBack(1);
    const { parties } = await foundOrganisations(app, new Map(credentials.map((c) => [c.username, c.password])));
    const stage: Stage = { app, actors: await actorsOf(app), parties };
    await addPlaces(stage);
    await setNewsRules(stage, false);
    await playPeople(stage, options);
    await exchangePeople(stage);
    await examineEvidence(stage);
    await recordFigures(stage);
    await publishOfAll(stage);
    await setNewsRules(stage, true);
    await app.get(ComparePersons).execute(service);
    await mark.finish(service);
  }
  await writeCredentials(options.dataDirectory, credentials);
  return credentials;
}

function credentialsFrom(secret: Uint8Array): readonly DemonstrationCredential[] {
  return USERS.map(({ username, organisation, role }) => ({
    organisation,
    role,
    username,
    password: createHash('sha256').update(secret).update(username).digest('base64url').slice(0, 20),
  }));
}

async function writeCredentials(folder: string, credentials: readonly DemonstrationCredential[]): Promise<void> {
  const file = path.join(folder, 'demo-credentials.json');
  await writeFile(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

async function actorsOf(app: INestApplicationContext): Promise<ReadonlyMap<Username, Actor>> {
  const find = app.get(FindOperator);
  const actors = new Map<Username, Actor>();
  for (const { username } of USERS) actors.set(username, await find.execute(username));
  return actors;
}

function actorOf(stage: Stage, username: Username): Actor {
  const actor = stage.actors.get(username);
  if (actor === undefined) throw new RangeError('the world has no such user');
  return actor;
}

/** One key for each thing done: done again within a day it answers as the first time. */
function keyOf(actor: Actor, key: string): RequestKey {
  return {
    userId: actor.userId,
    method: 'PLAY',
    path: 'demonstration',
    key,
    bodyHash: createHash('sha256').update(key).digest(),
  };
}

/** What is played is a history, and no news to anybody; what visitors add is verified first. */
async function setNewsRules(stage: Stage, verifiedFirst: boolean): Promise<void> {
  const coordinators = [...stage.actors.values()].filter(({ roles }) => roles.includes('coordinator'));
  for (const actor of coordinators) await stage.app.get(SetNewsRule).execute(actor, { verifiedFirst }, null);
}

async function addPlaces(stage: Stage): Promise<void> {
  const coordinator = actorOf(stage, 'coordinator');
  for (const { code, name, parent } of PLACES) {
    const place = { code, name, ...(parent === null ? {} : { parent }) };
    await unlessDone(() => stage.app.get(AddPlace).execute(coordinator, place, keyOf(coordinator, code)));
  }
}

/** What an earlier, killed load has done is left as it is. */
async function unlessDone<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'conflict' || error.code === 'reference_taken')) return null;
    throw error;
  }
}

/** Yesterday those of whom a release by side is made, and the others today. */
async function playPeople(stage: Stage, { onProgress, turnClockBack }: DemonstrationOptions): Promise<void> {
  const people = playedPeople();
  const missed = people.filter(isStillMissed);
  const others = people.filter((person) => !isStillMissed(person));
  let done = 0;
  const play = async (some: readonly PlayedPerson[]): Promise<void> => {
    for (const person of some) {
      onProgress(done, people.length);
      await playPerson(stage, person);
      done += 1;
    }
  };
  await play(missed);
  await publishBySide(stage);
  turnClockBack(0);
  await play(others);
  onProgress(people.length, people.length);
}

function publishBySide(stage: Stage): Promise<void> {
  const custodian = actorOf(stage, 'custodian');
  return playSplit(stage.app, {
    analyst: actorOf(stage, 'analyst'),
    coordinators: [...stage.actors.values()].filter(({ roles }) => roles.includes('coordinator')),
    signers: [custodian, actorOf(stage, 'verifier')],
    publisher: custodian,
    keyOf,
  });
}

async function playPerson(stage: Stage, person: PlayedPerson): Promise<void> {
  const owner = actorOf(stage, person.by);
  const registration = withPartyKeys(stage, {
    ...person.registration,
    reference: person.reference,
    sharingLevel: person.sharingLevel,
    namedOrganisations: person.namedOrganisationsOf.map((username) => actorOf(stage, username).organisationId),
    legalBasis: 'vital_interests',
  });
  await unlessDone(() => stage.app.get(RegisterPerson).execute(owner, registration, keyOf(owner, person.reference)));
  for (const [at, { by, statement }] of person.later.entries()) {
    const actor = actorOf(stage, by);
    const pseudonym = await stage.app.get(IntroducePerson).execute(servicePrincipal('operator', REQUEST_ID), {
      ownerId: owner.organisationId,
      reference: person.reference,
      to: actor.organisationId,
    });
    const reference = `${person.reference}/${at}`;
    const command = { pseudonym, statement: withPartyKeys(stage, { ...statement, reference }) };
    await unlessDone(() => stage.app.get(AddStatement).execute(actor, command, keyOf(actor, reference)));
  }
}

/** The script names parties by label, the registry by key. */
function withPartyKeys<T>(stage: Stage, value: T): T {
  const keys = new Map(stage.parties.map((party) => [`party:${party.label}`, party.partyKey]));
  const replaced = (_key: string, inner: unknown): unknown =>
    typeof inner === 'string' ? (keys.get(inner) ?? inner) : inner;
  return JSON.parse(JSON.stringify(value, replaced)) as T;
}

/** The liaison office records it, since it registered the people; what it knows them by is its own pseudonym. */
async function exchangePeople(stage: Stage): Promise<void> {
  const actor = actorOf(stage, 'liaison');
  const [north = '', south = ''] = ['Northern Republic', 'Southern Federation'].map(
    (label) => stage.parties.find((party) => party.label === label)?.partyKey,
  );
  await playExchange(stage.app, {
    actor,
    sides: [north, south],
    keyOf: (key) => keyOf(actor, key),
    pseudonymOf: (reference) => ownPseudonym(stage, actor, reference),
  });
}

/** By which the organisation that registered a person knows them. */
function ownPseudonym(stage: Stage, { organisationId }: Actor, reference: string): Promise<string> {
  const introduction = { ownerId: organisationId, reference, to: organisationId };
  return stage.app.get(IntroducePerson).execute(servicePrincipal('operator', REQUEST_ID), introduction);
}

async function examineEvidence(stage: Stage): Promise<void> {
  const recorder = actorOf(stage, 'liaison');
  await playEvidence(stage.app, {
    recorder,
    assessors: [actorOf(stage, 'monitor-verifier'), actorOf(stage, 'institute-verifier')],
    keyOf,
    pseudonymOf: (reference) => ownPseudonym(stage, recorder, reference),
  });
}

async function recordFigures(stage: Stage): Promise<void> {
  const actor = actorOf(stage, 'analyst');
  await playFigures(stage.app, { actor, keyOf: (key) => keyOf(actor, key) });
}

/** By place, of everybody; it takes the place of the one by side, which stays under its address. */
async function publishOfAll(stage: Stage): Promise<void> {
  if ((await stage.app.get(ReadRelease).latest(REQUEST_ID))?.document.split === undefined) return;
  const { document } = await stage.app.get(PrepareRelease).execute(actorOf(stage, 'analyst'));
  const { number } = document;
  await stage.app.get(SignRelease).execute(actorOf(stage, 'custodian'), number);
  await stage.app.get(SignRelease).execute(actorOf(stage, 'verifier'), number);
  await stage.app.get(PublishRelease).execute(actorOf(stage, 'custodian'), number);
}
