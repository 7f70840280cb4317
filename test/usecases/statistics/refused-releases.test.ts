// A release that is refused: kept with its reason, told to those who make releases, and not tried again by the service on the same data.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import type { StandingRefusal } from '../../../src/domain/statistics/release-refusal.js';
import { ListReleases } from '../../../src/usecases/statistics/list-releases.js';
import { PrepareRelease } from '../../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../../src/usecases/statistics/publish-release.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const MENDED = `(SELECT document FROM registry.release WHERE number = 2)`;
const CONTRADICTORY = `jsonb_set(document, '{tables}',
  '[{"dimensions": ["status_group"], "cells": [{"key": {"status_group": "missing"}, "count": 20}], "margins": [{"key": {}, "count": 7007}]}]')`;

let world: CaseWorld;
let liaison: Actor;
let analyst: Actor;
let prepareRelease: PrepareRelease;
const service = servicePrincipal('job', 'refused');

beforeAll(async () => {
  world = await openCaseWorld();
  liaison = await world.worker({ roles: ['liaison'] });
  for (let person = 0; person < 23; person += 1) await registerMissing();
  analyst = await world.worker({ roles: ['analyst'] });
  prepareRelease = new PrepareRelease(world.database, world.clock, readKeys(world.keys));
  const { document } = await prepareRelease.execute(analyst);
  await prepareRelease.execute(analyst);
  const signers = [await world.worker({ roles: ['custodian'] }), await world.worker({ roles: ['verifier'] })];
  for (const signer of signers) await new SignRelease(world.database, world.clock).execute(signer, document.number);
  await new PublishRelease(world.database, world.clock, readKeys(world.keys)).execute(analyst, document.number);
  await replacePublished(CONTRADICTORY);
  world.clock.set('2021-07-01T00:00:01Z');
});
afterAll(() => world.stop());

async function registerMissing(): Promise<void> {
  await world.register(liaison, { statements: [statement({ kind: 'disappearance', valid: '2021-02' })] });
}

async function replacePublished(document: string): Promise<void> {
  await world.owner.query('ALTER TABLE registry.release DISABLE TRIGGER release_immutable');
  await world.owner.query(`UPDATE registry.release SET document = ${document} WHERE state = 'published'`);
  await world.owner.query('ALTER TABLE registry.release ENABLE TRIGGER release_immutable');
}

async function count(what: string): Promise<number> {
  const { rows } = await world.owner.query<{ count: number }>(`SELECT count(*)::int AS count FROM registry.${what}`);
  return rows[0]!.count;
}

const refusals = (): Promise<number> => count('release_refusal');
const standing = async (): Promise<StandingRefusal | null> =>
  (await new ListReleases(world.database).execute(analyst)).refused;

describe('a refused release of a month', () => {
  it('is told to nobody before there is one, and only to those who make releases', async () => {
    expect(await standing()).toBeNull();
    expect((await refusalOf(new ListReleases(world.database).execute(liaison))).code).toBe('forbidden');
  });

  it('is no failure of the work that tried it: it is kept, with an entry in the log, and nothing else is', async () => {
    const before = await count('release');
    expect(await prepareRelease.ofMonth(service)).toBeNull();
    expect([await refusals(), await count('release')]).toEqual([1, before]);
    const at = Date.parse('2021-07-01T00:00:01Z');
    const month = { since: at, times: 1, next: Date.parse('2021-07-02T00:00:01Z') };
    expect(await standing()).toEqual({ reason: 'published_contradictory', at, month });
    const { rows } = await world.owner.query(
      `SELECT user_id, details FROM registry.audit_entry WHERE action = 'release_refused'`,
    );
    expect(rows).toEqual([{ user_id: null, details: { reason: 'published_contradictory' } }]);
  });

  it('is not tried again on the same data, neither that day nor in the next month', async () => {
    for (const at of ['2021-07-01T06:00:00Z', '2021-08-01T00:00:01Z']) {
      world.clock.set(at);
      expect(await prepareRelease.ofMonth(service)).toBeNull();
    }
    expect(await refusals()).toBe(1);
  });

  it('is tried again once other numbers would be counted', async () => {
    await registerMissing();
    expect(await prepareRelease.ofMonth(service)).toBeNull();
    expect(await refusals()).toBe(2);
    expect(await prepareRelease.ofMonth(service)).toBeNull();
    expect(await refusals()).toBe(2);
  });

  it('is tried whenever somebody asks, who is told why it is refused', async () => {
    expect((await refusalOf(prepareRelease.execute(analyst))).code).toBe('release_would_disclose');
    expect(await refusals()).toBe(3);
  });

  it('is neither altered nor removed, and its digest tells no count', async () => {
    for (const change of [
      `UPDATE registry.release_refusal SET reason = 'tells_too_much'`,
      'DELETE FROM registry.release_refusal',
    ])
      await expect(world.owner.query(change)).rejects.toThrow();
    const { rows } = await world.owner.query<{ digests: number }>(
      `SELECT count(DISTINCT basis)::int AS digests FROM registry.release_refusal`,
    );
    expect(rows[0]!.digests).toBe(2);
    const otherKeys = Object.defineProperty(readKeys(world.keys), 'statisticsSecret', { value: Buffer.alloc(32, 7) });
    const others = new PrepareRelease(world.database, world.clock, otherKeys);
    expect((await refusalOf(others.execute(analyst))).code).toBe('release_would_disclose');
    const { rows: after } = await world.owner.query<{ digests: number }>(
      `SELECT count(DISTINCT basis)::int AS digests FROM registry.release_refusal`,
    );
    expect(after[0]!.digests).toBe(3);
  });

  it('is told no longer once a release was prepared', async () => {
    await replacePublished(MENDED);
    world.clock.set('2021-08-02T00:00:00Z');
    expect(await prepareRelease.ofMonth(service)).not.toBeNull();
    expect(await standing()).toBeNull();
  });
});
