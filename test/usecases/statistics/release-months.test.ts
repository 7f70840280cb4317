// The month's release: prepared by the service once people have published one, once a month, and signed and published by people alone.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { ListReleases } from '../../../src/usecases/statistics/list-releases.js';
import { ListReleasesToSign } from '../../../src/usecases/statistics/list-releases-to-sign.js';
import { PrepareRelease } from '../../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../../src/usecases/statistics/publish-release.js';
import { ReadRelease } from '../../../src/usecases/statistics/read-release.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let analyst: Actor;
let signers: Actor[];
let prepareRelease: PrepareRelease;
let publishRelease: PublishRelease;
const service = servicePrincipal('job', 'month');

beforeAll(async () => {
  world = await openCaseWorld();
  const liaison = await world.worker({ roles: ['liaison'] });
  for (let person = 0; person < 23; person += 1)
    await world.register(liaison, { statements: [statement({ kind: 'disappearance', valid: '2021-02' })] });
  analyst = await world.worker({ roles: ['analyst'] });
  signers = [await world.worker({ roles: ['custodian'] }), await world.worker({ roles: ['verifier'] })];
  prepareRelease = new PrepareRelease(world.database, world.clock, readKeys(world.keys));
  publishRelease = new PublishRelease(world.database, world.clock, readKeys(world.keys));
});
afterAll(() => world.stop());

async function publish(number: number): Promise<void> {
  for (const signer of signers) await new SignRelease(world.database, world.clock).execute(signer, number);
  await publishRelease.execute(analyst, number);
}

async function waitingFor(actor: Actor): Promise<number[]> {
  const { releases } = await new ListReleases(world.database).execute(actor);
  return releases.filter(({ waitsForActor }) => waitsForActor).map(({ number }) => number);
}

const toSign = async (actor: Actor): Promise<readonly object[]> =>
  (await new ListReleasesToSign(world.database).execute(actor)).releases;

describe('the release of a month', () => {
  it('is asked for by no user, and is not due before one was published', async () => {
    expect((await refusalOf(prepareRelease.ofMonth(analyst))).code).toBe('forbidden');
    expect(await prepareRelease.ofMonth(service)).toBeNull();
    await prepareRelease.execute(analyst);
    world.clock.set('2021-07-01T00:00:01Z');
    expect(await prepareRelease.ofMonth(service)).toBeNull();
  });

  it('is prepared once in the next month, by nobody, and waits for whoever signs', async () => {
    await publish(1);
    const prepared = await prepareRelease.ofMonth(service);
    expect(prepared?.document).toMatchObject({ number: 2, asOf: '2021-07-01' });
    expect(prepared?.auditNote.against).toEqual([1]);
    expect(await prepareRelease.ofMonth(service)).toBeNull();
    const { rows } = await world.owner.query('SELECT state, prepared_by FROM registry.release WHERE number = 2');
    expect(rows).toEqual([{ state: 'audited', prepared_by: null }]);
    expect(await waitingFor(signers[0]!)).toEqual([2]);
    expect(await waitingFor(analyst)).toEqual([]);
  });

  it('stands among the tasks of everybody who may sign, until they have, and of nobody else', async () => {
    expect((await refusalOf(toSign(analyst))).code).toBe('forbidden');
    expect((await refusalOf(toSign(await world.worker({ roles: ['liaison', 'coordinator'] })))).code).toBe('forbidden');
    const second = {
      number: 2,
      asOf: '2021-07-01',
      preparedAt: Date.parse('2021-07-01T00:00:01Z'),
      byService: true,
      signatures: 0,
    };
    for (const signer of [...signers, await world.worker({ roles: ['verifier'] })])
      expect(await toSign(signer)).toEqual([second]);
    await new SignRelease(world.database, world.clock).execute(signers[0]!, 2);
    expect(await toSign(signers[0]!)).toEqual([]);
    expect(await toSign(signers[1]!)).toEqual([{ ...second, signatures: 1 }]);
    await world.owner.query('ALTER TABLE registry.release_signature DISABLE TRIGGER release_signature_append_only');
    await world.owner.query('DELETE FROM registry.release_signature WHERE number = 2');
    await world.owner.query('ALTER TABLE registry.release_signature ENABLE TRIGGER release_signature_append_only');
  });

  it('is neither signed nor published by the service, and goes the way of every other', async () => {
    expect((await refusalOf(publishRelease.execute(analyst, 2))).code).toBe('release_state_conflict');
    await publish(2);
    expect(await waitingFor(signers[0]!)).toEqual([]);
    expect(await new ReadRelease(world.database).latest('months')).toMatchObject({ document: { number: 2 } });
  });

  it('is not prepared where somebody prepared one that month', async () => {
    world.clock.set('2021-08-03T00:00:00Z');
    await prepareRelease.execute(analyst);
    expect(await prepareRelease.ofMonth(service)).toBeNull();
    world.clock.set('2021-09-01T05:00:00Z');
    expect((await prepareRelease.ofMonth(service))?.document.number).toBe(4);
  });

  it('waits no longer once a later one is public, beside which it was not attacked', async () => {
    const numbers = async (): Promise<unknown[]> =>
      (await toSign(signers[0]!)).map((one) => (one as { number: number }).number);
    expect(await numbers()).toEqual([4, 3]);
    await publish(4);
    expect(await numbers()).toEqual([]);
  });
});
