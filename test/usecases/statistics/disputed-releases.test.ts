// The right of reply: who may record, check and settle a dispute, what cannot be published meanwhile, and that nothing is taken away.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { DisputeRelease } from '../../../src/usecases/statistics/dispute-release.js';
import { FollowDispute } from '../../../src/usecases/statistics/follow-dispute.js';
import { PrepareRelease } from '../../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../../src/usecases/statistics/publish-release.js';
import { ReadRelease } from '../../../src/usecases/statistics/read-release.js';
import { ReviewRelease } from '../../../src/usecases/statistics/review-release.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const DAY = 86_400_000;
const NOTHING = '00000000-0000-4000-8000-000000000000';
const MAY_DISPUTE: readonly string[] = ['analyst', 'custodian', 'verifier'];
const MAY_SETTLE: readonly string[] = ['custodian', 'verifier'];

let world: CaseWorld;
let analyst: Actor;
let custodian: Actor;
let verifier: Actor;
let disputeRelease: DisputeRelease;
let followDispute: FollowDispute;
let prepareRelease: PrepareRelease;
let publishRelease: PublishRelease;

beforeAll(async () => {
  world = await openCaseWorld();
  const liaison = await world.worker({ roles: ['liaison'] });
  for (let person = 0; person < 23; person += 1)
    await world.register(liaison, { statements: [statement({ kind: 'disappearance', valid: '2021-02' })] });
  analyst = await world.worker({ roles: ['analyst'] });
  custodian = await world.worker({ roles: ['custodian'] });
  verifier = await world.worker({ roles: ['verifier'] });
  disputeRelease = new DisputeRelease(world.database, world.clock);
  followDispute = new FollowDispute(world.database, world.clock);
  prepareRelease = new PrepareRelease(world.database, world.clock, readKeys(world.keys));
  publishRelease = new PublishRelease(world.database, world.clock, readKeys(world.keys));
});
afterAll(() => world.stop());

async function prepared(corrects?: number): Promise<number> {
  const correction = corrects === undefined ? null : ({ release: corrects, reason: 'counted_wrongly' } as const);
  const { document } = await prepareRelease.execute(analyst, { corrects: correction });
  for (const signer of [custodian, verifier])
    await new SignRelease(world.database, world.clock).execute(signer, document.number);
  return document.number;
}

const publish = (number: number): Promise<object> => publishRelease.execute(analyst, number);
const review = (number: number) => new ReviewRelease(world.database, world.clock).execute(custodian, number);

describe('a dispute of a release', () => {
  it('is recorded, checked and settled by nobody whose role does not allow it, and of nothing that is not there', async () => {
    const number = await prepared();
    for (const role of ROLES) {
      const actor = await world.worker({ roles: [role] });
      const codes = await Promise.all(
        [
          disputeRelease.execute(actor, { release: 77, ground: 'places_wrong' }),
          followDispute.checkIdentity(actor, { release: number, id: NOTHING }),
          followDispute.settle(actor, { release: number, id: NOTHING }),
        ].map(async (tried) => (await refusalOf(tried)).code),
      );
      const of = (may: readonly string[]): string => (may.includes(role) ? 'not_found' : 'forbidden');
      expect([role, ...codes]).toEqual([role, of(MAY_DISPUTE), of(MAY_DISPUTE), of(MAY_SETTLE)]);
    }
  });

  it('freezes publication for 14 days, and no more for a second voice that nobody knows', async () => {
    const number = await prepared();
    await disputeRelease.execute(analyst, { release: number, ground: 'counted_wrongly' });
    const until = world.clock.now() + 14 * DAY;
    expect(
      (await refusalOf(disputeRelease.execute(verifier, { release: number, ground: 'counted_wrongly' }))).code,
    ).toBe('conflict');
    const refused = await refusalOf(publish(number));
    expect([refused.code, refused.message]).toEqual([
      'release_state_conflict',
      `Release ${number} is disputed: nothing but its correction is published until ${new Date(until).toISOString()}, or settle the dispute.`,
    ]);
    world.clock.advance(13 * DAY);
    await disputeRelease.execute(verifier, { release: number, ground: 'places_wrong' });
    expect((await review(number)).freeze).toEqual({ release: number, until });
    expect((await refusalOf(publish(number))).code).toBe('release_state_conflict');
    world.clock.advance(DAY);
    expect((await review(number)).freeze).toBeNull();
    await publish(number);
  });

  it('takes nothing away that is public, freezes what follows, and lets its correction through', async () => {
    const [latest] = (await new ReadRelease(world.database).list('dispute')).releases;
    const disputed = latest!.document.number;
    const { id } = await disputeRelease.execute(analyst, { release: disputed, ground: 'reports_withdrawn' });
    await followDispute.checkIdentity(custodian, { release: disputed, id });
    expect(await new ReadRelease(world.database).execute(disputed, 'dispute')).toEqual(latest);
    const next = await prepared();
    world.clock.advance(90 * DAY);
    expect((await review(next)).freeze).toEqual({ release: disputed, until: null });
    expect((await refusalOf(publish(next))).message).toContain('until that is settled');
    const correction = await prepared(disputed);
    await publish(correction);
    expect((await new ReadRelease(world.database).execute(disputed, 'dispute')).correctedBy).toBe(correction);
  });

  it('is settled by somebody else than whoever recorded it, once, and with it the freeze ends', async () => {
    const number = await prepared();
    const { id } = await disputeRelease.execute(custodian, { release: number, ground: 'described_wrongly' });
    const named = { release: number, id };
    await followDispute.checkIdentity(custodian, named);
    expect((await refusalOf(followDispute.checkIdentity(analyst, named))).code).toBe('conflict');
    expect((await refusalOf(followDispute.settle(custodian, named))).code).toBe('second_person_needed');
    expect((await refusalOf(followDispute.settle(verifier, { ...named, release: 1 }))).code).toBe('not_found');
    await followDispute.settle(verifier, named);
    expect((await refusalOf(followDispute.settle(verifier, named))).code).toBe('conflict');
    const { disputes } = await review(number);
    expect(disputes).toMatchObject([{ id, ground: 'described_wrongly', settledAt: world.clock.now() }]);
    for (const { id: open, release } of await openDisputes())
      await followDispute.settle(custodian, { release, id: open });
    await publish(number);
  });

  it('leaves an entry in the log for each step, and is neither altered nor removed', async () => {
    const { rows } = await world.owner.query<{ action: string }>(
      `SELECT DISTINCT action FROM registry.audit_entry WHERE action LIKE 'release_dispute%' ORDER BY 1`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'release_dispute_checked',
      'release_dispute_settled',
      'release_disputed',
    ]);
    for (const change of [
      `UPDATE registry.release_dispute SET ground = 'places_wrong'`,
      'DELETE FROM registry.release_dispute_step',
    ])
      await expect(world.owner.query(change)).rejects.toThrow();
  });
});

async function openDisputes(): Promise<readonly { readonly id: string; readonly release: number }[]> {
  const { rows } = await world.owner.query<{ id: string; release: number }>(
    `SELECT d.id, d.number AS release FROM registry.release_dispute d
     WHERE NOT EXISTS (SELECT 1 FROM registry.release_dispute_step t WHERE t.dispute_id = d.id AND t.step = 'settled')`,
  );
  return rows;
}
