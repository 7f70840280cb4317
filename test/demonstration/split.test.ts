// The demonstration's release by side: agreed to by every organisation that feeds it and by nobody else, and played on after a kill at any step.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor, Role } from '../../src/domain/access/actor.js';
import { inventPeople } from '../../src/demonstration/people.js';
import { isStillMissed, playedPeople } from '../../src/demonstration/played-people.js';
import { playSplit, type SplitPlay } from '../../src/demonstration/split.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { AnswerSplit } from '../../src/usecases/statistics/answer-split.js';
import { ListAskedSplits } from '../../src/usecases/statistics/list-asked-splits.js';
import { ListReleases } from '../../src/usecases/statistics/list-releases.js';
import { PrepareRelease } from '../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../src/usecases/statistics/publish-release.js';
import { ReadRelease } from '../../src/usecases/statistics/read-release.js';
import { SignRelease } from '../../src/usecases/statistics/sign-release.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

let application: TestApplication;
let play: SplitPlay;

beforeEach(async () => {
  application = await startTestApplication();
  const [north, south] = [
    (await application.seedOrganisation({ party: 'Northern Republic' })).party!.partyKey,
    (await application.seedOrganisation({ party: 'Southern Federation' })).party!.partyKey,
  ];
  const [office, agency, idle] = [
    await actorOf('coordinator'),
    await actorOf('coordinator'),
    await actorOf('coordinator'),
  ];
  for (const [by, side, people] of [
    [office, north, 24],
    [agency, south, 31],
  ] as const)
    for (let person = 0; person < people; person += 1) await registerMissing(by, side);
  const [analyst, custodian, verifier] = [
    await actorOf('analyst'),
    await actorOf('custodian'),
    await actorOf('verifier'),
  ];
  play = {
    analyst,
    coordinators: [office, agency, idle],
    signers: [custodian, verifier],
    publisher: custodian,
    keyOf: ({ userId }, key) => ({ userId, method: 'PLAY', path: 'demonstration', key, bodyHash: Buffer.from(key) }),
  };
});
afterEach(() => application.stop());

async function actorOf(role: Role): Promise<Actor> {
  const { id: userId, username, organisation, roles } = await application.seedUser({ roles: [role] });
  const { id: organisationId, kind: organisationKind } = organisation;
  return { userId, username, organisationId, organisationKind, party: null, roles, via: 'operator', requestId: 'demo' };
}

async function registerMissing(by: Actor, side: string): Promise<void> {
  const statements = [{ kind: 'disappearance', valid: '2020-11', source: 'family', grade: 'B2' }];
  const given = { sharingLevel: 'registry_only', legalBasis: 'vital_interests', side, statements };
  await application.app.get(RegisterPerson).execute(by, given, null);
}

/** The application, of which one use case is cut off before or after its nth call has done its work. */
function cutOff(token: object, at: { call: number; before: boolean }): INestApplicationContext {
  let calls = 0;
  const cut = (useCase: object): object =>
    new Proxy(useCase, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (name !== 'execute' || typeof member !== 'function') return member;
        return async (...given: unknown[]): Promise<unknown> => {
          calls += 1;
          if (calls === at.call && at.before) throw new Error('killed');
          const answer: unknown = await Reflect.apply(member, target, given);
          if (calls === at.call) throw new Error('killed');
          return answer;
        };
      },
    });
  return new Proxy(application.app, {
    get: (target, name) => {
      if (name !== 'get') return Reflect.get(target, name) as unknown;
      return (wanted: object) => {
        const found = target.get<object>(wanted as never);
        return wanted === token ? cut(found) : found;
      };
    },
  });
}

async function expectPublishedOnce(): Promise<void> {
  const { document, state } = await application.app.get(ReadRelease).execute(1, 'demo');
  expect([state, document.split?.by]).toEqual(['published', 'side']);
  expect(Object.values(document.split!.parties)).toEqual(
    expect.arrayContaining(['Northern Republic', 'Southern Federation']),
  );
  const { releases } = await application.app.get(ListReleases).execute(play.analyst);
  expect(releases.map(({ number, signatures }) => [number, signatures])).toEqual([[1, 2]]);
  const [office, agency, idle] = await Promise.all(
    play.coordinators.map((one) => application.app.get(ListAskedSplits).execute(one)),
  );
  for (const asked of [office, agency])
    expect(asked).toMatchObject([{ release: 1, published: true, request: { answer: 'agreed', version: 1 } }]);
  expect(idle).toEqual([]);
}

describe('the release by side of the demonstration', () => {
  it('is published once, however often it is played', async () => {
    await playSplit(application.app, play);
    await expectPublishedOnce();
    await playSplit(application.app, play);
    await expectPublishedOnce();
  });

  it.each([
    ['the second answer', AnswerSplit, { call: 2, before: true }],
    ['counting was done', PrepareRelease, { call: 1, before: false }],
    ['the first signature', SignRelease, { call: 1, before: false }],
    ['publication', PublishRelease, { call: 1, before: true }],
    ['all of it', PublishRelease, { call: 1, before: false }],
  ] as const)('goes on where it was killed at %s', async (_step, token, at) => {
    await expect(playSplit(cutOff(token, at), play)).rejects.toThrow('killed');
    await playSplit(application.app, play);
    await expectPublishedOnce();
  });

  it('is not made where an organisation that feeds it does not answer', async () => {
    const silent = { ...play, coordinators: play.coordinators.slice(0, 1) };
    await expect(playSplit(application.app, silent)).rejects.toMatchObject({ code: 'release_not_agreed' });
    expect(await application.app.get(ReadRelease).latest('demo')).toBeNull();
  });
});

describe('the people of the release by side', () => {
  it('are those still missed, of two sides mostly, and the others are many as well', () => {
    const people = playedPeople();
    const missed = people.filter(isStillMissed);
    expect([missed.length > 150, people.length - missed.length > 80]).toEqual([true, true]);
    expect(missed.filter(({ registration }) => registration.side === undefined).length * 20).toBeLessThan(
      missed.length,
    );
    expect(new Set(missed.map(({ by }) => by))).toEqual(new Set(['liaison', 'agency-coordinator']));
    for (const { registration } of missed)
      expect(registration.statements?.map(({ kind }) => kind)).not.toContain('death');
    expect(inventPeople().some((person) => !isStillMissed(person))).toBe(true);
  });
});
