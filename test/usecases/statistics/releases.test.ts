// Releases beside each other: what cannot be attacked is refused and not stored, and nothing is published that was not attacked beside what is public.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { PrepareRelease } from '../../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../../src/usecases/statistics/publish-release.js';
import { ReviewRelease } from '../../../src/usecases/statistics/review-release.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let analyst: Actor;
let signers: Actor[];
let prepareRelease: PrepareRelease;
let publishRelease: PublishRelease;

beforeAll(async () => {
  world = await openCaseWorld();
  const liaison = await world.worker({ roles: ['liaison'] });
  for (let person = 0; person < 23; person += 1)
    await world.register(liaison, { statements: [statement({ kind: 'disappearance', valid: '2021-02' })] });
  analyst = await world.worker({ roles: ['analyst'] });
  signers = [await world.worker({ roles: ['custodian'] }), await world.worker({ roles: ['verifier'] })];
  prepareRelease = new PrepareRelease(world.database, world.clock, readKeys(world.keys));
  publishRelease = new PublishRelease(world.database, world.clock);
});
afterAll(() => world.stop());

async function prepareAndSign(): Promise<number> {
  const { document } = await prepareRelease.execute(analyst);
  for (const signer of signers) await new SignRelease(world.database, world.clock).execute(signer, document.number);
  return document.number;
}

async function stored(): Promise<number> {
  const { rows } = await world.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM registry.release');
  return rows[0]!.count;
}

describe('a release', () => {
  it('keeps what its attack found, and shows it to its signers alone', async () => {
    const number = await prepareAndSign();
    const review = new ReviewRelease(world.database);
    expect((await refusalOf(review.execute(await world.worker(), number))).code).toBe('forbidden');
    const { auditNote, document } = await review.execute(signers[0]!, number);
    expect(auditNote).toMatchObject({ base: 10, refusedBases: [], cells: 1, against: [] });
    expect(auditNote!.narrowest).toBeGreaterThanOrEqual(9);
    expect(document.notes.join(' ')).toContain('attacked by itself:');
    await expect(
      world.owner.query(`UPDATE registry.release SET audit_note = '{}' WHERE number = $1`, [number]),
    ).rejects.toThrow('a release is immutable');
  });

  it('is not published where another one was, after it had been attacked', async () => {
    const number = await prepareAndSign();
    await publishRelease.execute(analyst, number - 1);
    const refused = await refusalOf(publishRelease.execute(analyst, number));
    expect([refused.code, refused.message]).toEqual([
      'release_state_conflict',
      `Release ${number} was attacked before release ${number - 1} was published. Prepare a new one in its place.`,
    ]);
    const next = await prepareAndSign();
    await publishRelease.execute(analyst, next);
    const { auditNote, document } = await new ReviewRelease(world.database).execute(signers[0]!, next);
    expect(auditNote!.against).toEqual([number - 1]);
    expect(document.notes.join(' ')).toContain(`together with release ${number - 1}:`);
  });

  it('is not published where it was never attacked', async () => {
    const number = await prepareAndSign();
    await world.owner.query('ALTER TABLE registry.release DISABLE TRIGGER release_immutable');
    await world.owner.query('UPDATE registry.release SET audit_note = NULL WHERE number = $1', [number]);
    await world.owner.query('ALTER TABLE registry.release ENABLE TRIGGER release_immutable');
    expect((await refusalOf(publishRelease.execute(analyst, number))).message).toContain('was attacked before');
  });

  it('is refused, and nothing is stored, where what is public contradicts itself', async () => {
    await world.owner.query('ALTER TABLE registry.release DISABLE TRIGGER release_immutable');
    await world.owner.query(
      `UPDATE registry.release SET document = jsonb_set(document, '{tables}',
         '[{"dimensions": ["status_group"], "cells": [{"key": {"status_group": "missing"}, "count": 20}], "margins": [{"key": {}, "count": 7007}]}]')
       WHERE state = 'published'`,
    );
    const before = await stored();
    expect((await refusalOf(prepareRelease.execute(analyst))).code).toBe('release_would_disclose');
    expect(await stored()).toBe(before);
  });
});
