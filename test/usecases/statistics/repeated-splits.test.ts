// A release by party that is asked for again under its key: the same release, although its split is used, and nobody is asked anew.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { RequestKey } from '../../../src/domain/access/request-key.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { keyOf, refusalOf } from '../case-world.js';
import { SplitWorld } from './split-world.js';

const DAY = 86_400_000;

let splits: SplitWorld;
let late: Actor;

beforeAll(async () => {
  splits = await SplitWorld.open();
  await splits.registerMissing(splits.office, splits.north, 24);
  await splits.registerMissing(splits.other, splits.south, 31);
  late = await splits.world.worker({ roles: ['liaison', 'coordinator'] });
});
afterAll(() => splits.world.stop());

const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;
const keyFor = (key: string, actor = splits.analyst): RequestKey => keyOf(actor, key, 'body');

const prepare = async (split: string, request: RequestKey | null): Promise<number> =>
  (await splits.prepareRelease.execute(splits.analyst, { split }, request)).document.number;

async function timesAsked(): Promise<number> {
  const { rows } = await splits.world.owner.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM registry.audit_entry WHERE action = 'release_split_asked'`,
  );
  return rows[0]!.count;
}

describe('a release by party', () => {
  it('is refused under another key or none once its split is used, and is the same under its own', async () => {
    const split = await splits.agreedByAll('side');
    const [number, twin] = await Promise.all([prepare(split, keyFor('one')), prepare(split, keyFor('one'))]);
    expect(twin).toBe(number);
    for (const request of [null, keyFor('two')])
      expect(await codeOf(prepare(split, request))).toBe('release_state_conflict');
    const other = { ...keyFor('one'), bodyHash: Buffer.from('other') };
    expect(await codeOf(prepare(split, other))).toBe('idempotency_key_reused');
    expect(await prepare(split, keyFor('one'))).toBe(number);
    const { document, auditNote } = await splits.prepareRelease.execute(splits.analyst, { split }, keyFor('one'));
    expect([document.number, document.split?.by, auditNote.against]).toEqual([number, 'side', []]);
  });

  it('asks nobody who began to feed it after what is repeated was done', async () => {
    splits.world.clock.advance(DAY / 4);
    const split = await splits.agreedByAll('side');
    const number = await prepare(split, keyFor('three'));
    const sign = new SignRelease(splits.world.database, splits.world.clock);
    const [signer] = splits.signers;
    const signed = await sign.execute(signer, number, keyFor('signed', signer));
    await splits.registerMissing(late, splits.south, 1);
    const asked = await timesAsked();
    expect(await prepare(split, keyFor('three'))).toBe(number);
    expect(await sign.execute(signer, number, keyFor('signed', signer))).toEqual(signed);
    expect(await timesAsked()).toBe(asked);
    expect(await codeOf(sign.execute(splits.signers[1], number, keyFor('signed', splits.signers[1])))).toBe(
      'release_not_agreed',
    );
    expect(await timesAsked()).toBe(asked + 1);
  });
});
