// The release of a month that is refused in a registry that changes all the time: tried again ever later, and told once to whoever signs.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import type { StandingRefusal } from '../../../src/domain/statistics/release-refusal.js';
import { ListReleases } from '../../../src/usecases/statistics/list-releases.js';
import { ListReleasesToSign } from '../../../src/usecases/statistics/list-releases-to-sign.js';
import { ListSplits } from '../../../src/usecases/statistics/list-splits.js';
import { refusalOf } from '../case-world.js';
import { SplitWorld } from './split-world.js';

const HOURS = 3_600_000;
const CONTRADICTORY = `jsonb_set(document, '{tables}',
  '[{"dimensions": ["status_group"], "cells": [{"key": {"status_group": "missing"}, "count": 20}], "margins": [{"key": {}, "count": 7007}]}]')`;

let splits: SplitWorld;
const service = servicePrincipal('job', 'month-tries');

beforeAll(async () => {
  splits = await SplitWorld.open();
  await splits.registerMissing(splits.office, splits.north, 23);
  await splits.registerMissing(splits.other, splits.south, 31);
  const { number } = await splits.prepare(null);
  // Prepared, and not published: what is published in the place of the contradictory one below.
  await splits.prepare(null);
  await splits.signAndPublish(number);
  await replacePublished(CONTRADICTORY);
  splits.world.clock.set('2021-07-01T00:00:01Z');
});
afterAll(() => splits.world.stop());

async function replacePublished(document: string): Promise<void> {
  await splits.world.owner.query('ALTER TABLE registry.release DISABLE TRIGGER release_immutable');
  await splits.world.owner.query(`UPDATE registry.release SET document = ${document} WHERE state = 'published'`);
  await splits.world.owner.query('ALTER TABLE registry.release ENABLE TRIGGER release_immutable');
}

async function triesOfMonth(): Promise<string[]> {
  const { rows } = await splits.world.owner.query<{ refused_at: Date }>(
    'SELECT refused_at FROM registry.release_refusal WHERE of_month ORDER BY refused_at',
  );
  return rows.map(({ refused_at: refusedAt }) => refusedAt.toISOString());
}

/** Every six hours somebody else is registered, and the service does its work. */
async function runUntil(end: string): Promise<void> {
  while (splits.world.clock.now() < Date.parse(end)) {
    await splits.registerMissing(splits.office, splits.north, 1);
    expect(await splits.prepareRelease.ofMonth(service)).toBeNull();
    splits.world.clock.advance(6 * HOURS);
  }
}

const toSign = async (): Promise<StandingRefusal | null> =>
  (await new ListReleasesToSign(splits.world.database).execute(splits.signers[0])).refused;

describe('the release of a month that is refused again and again', () => {
  it('is told to nobody who may not sign, and is nothing before there is a refusal', async () => {
    const listing = new ListReleasesToSign(splits.world.database);
    for (const actor of [splits.office, splits.analyst])
      expect((await refusalOf(listing.execute(actor))).code).toBe('forbidden');
    expect(await toSign()).toBeNull();
  });

  it('is tried on days 1, 2, 4, 8 and 16 of the month, and on the first of the next', async () => {
    await runUntil('2021-08-01T12:00:00Z');
    expect(await triesOfMonth()).toEqual([
      '2021-07-01T00:00:01.000Z',
      '2021-07-02T00:00:01.000Z',
      '2021-07-04T00:00:01.000Z',
      '2021-07-08T00:00:01.000Z',
      '2021-07-16T00:00:01.000Z',
      '2021-08-01T00:00:01.000Z',
    ]);
  });

  it('is one notice to whoever signs, with how often it was tried and when it is tried next', async () => {
    const month = {
      since: Date.parse('2021-07-01T00:00:01Z'),
      times: 6,
      next: Date.parse('2021-08-02T00:00:01Z'),
    };
    const refused = { reason: 'published_contradictory', at: Date.parse('2021-08-01T00:00:01Z'), month };
    for (const signer of splits.signers)
      expect(await new ListReleasesToSign(splits.world.database).execute(signer)).toEqual({
        releases: expect.any(Array) as object,
        refused,
      });
    expect((await new ListReleases(splits.world.database).execute(splits.analyst)).refused).toEqual(refused);
  });

  it('waits no longer because people were refused it by hand, nor because a split was', async () => {
    const before = await toSign();
    for (let times = 0; times < 3; times += 1)
      expect((await refusalOf(splits.prepare(null))).code).toBe('release_would_disclose');
    expect((await toSign())?.month).toEqual(before?.month);
    const split = await splits.agreedByAll('side');
    const standing = await toSign();
    splits.world.clock.advance(HOURS);
    expect((await refusalOf(splits.prepare(split))).code).toBe('release_would_disclose');
    expect(await toSign()).toEqual(standing);
    const [listed] = await new ListSplits(splits.world.database).execute(splits.signers[1]);
    const at = splits.world.clock.now();
    expect(listed).toMatchObject({ id: split, refused: { reason: 'published_contradictory', at } });
    const { rows } = await splits.world.owner.query<{ details: object }>(
      `SELECT details FROM registry.audit_entry WHERE action = 'release_refused' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]?.details).toEqual({ reason: 'published_contradictory', split });
  });

  it('is tried at once beside other public releases, and the notice goes once it was prepared', async () => {
    const tried = (await triesOfMonth()).length;
    await replacePublished(`(SELECT document FROM registry.release WHERE number = 2)`);
    expect(splits.world.clock.now()).toBeLessThan((await toSign())!.month!.next);
    expect(await splits.prepareRelease.ofMonth(service)).not.toBeNull();
    expect(await toSign()).toBeNull();
    expect((await triesOfMonth()).length).toBe(tried);
  });

  it('keeps no refusal without its entry of the log, and is tried again by the next run', async () => {
    await replacePublished(CONTRADICTORY);
    splits.world.clock.set('2021-09-01T00:00:01Z');
    const tried = (await triesOfMonth()).length;
    await splits.world.owner.query(`
      CREATE FUNCTION registry.break_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$;
      CREATE TRIGGER broken BEFORE INSERT ON registry.audit_entry FOR EACH ROW EXECUTE FUNCTION registry.break_log()`);
    await expect(splits.prepareRelease.ofMonth(service)).rejects.toThrow();
    await splits.world.owner.query('DROP TRIGGER broken ON registry.audit_entry');
    expect([(await triesOfMonth()).length, await toSign()]).toEqual([tried, null]);
    expect(await splits.prepareRelease.ofMonth(service)).toBeNull();
    expect([(await triesOfMonth()).length, (await toSign())?.month?.times]).toEqual([tried + 1, 1]);
  });
});
