// The notice that the release of the month was refused: one to whoever signs, on their tasks and by the API, until a release was prepared.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { servicePrincipal, type Role } from '../../src/domain/access/actor.js';
import { PrepareRelease } from '../../src/usecases/statistics/prepare-release.js';
import { openOffice, type Office } from './console-world.js';
import { signedIn } from './form-client.js';

const HOURS = 3_600_000;
const CONTRADICTORY = `jsonb_set(document, '{tables}',
  '[{"dimensions": ["status_group"], "cells": [{"key": {"status_group": "missing"}, "count": 20}], "margins": [{"key": {}, "count": 7007}]}]')`;
const TO_SIGN = '/console/tasks/releases';

let office: Office;
let owner: Client;

beforeAll(async () => {
  office = await openOffice();
  owner = new Client({ connectionString: office.database.urls.owner });
  await owner.connect();
  for (let person = 0; person < 23; person += 1) await office.registerNameless('test:1001');
  await office.publishRelease();
  await replacePublished(CONTRADICTORY);
  office.clock.set('2021-07-01T00:00:01Z');
});
afterAll(async () => {
  await owner.end();
  await office.stop();
});

async function replacePublished(document: string): Promise<void> {
  await owner.query('ALTER TABLE registry.release DISABLE TRIGGER release_immutable');
  await owner.query(`UPDATE registry.release SET document = ${document} WHERE state = 'published'`);
  await owner.query('ALTER TABLE registry.release ENABLE TRIGGER release_immutable');
}

const run = async (): Promise<boolean> =>
  (await office.app.get(PrepareRelease).ofMonth(servicePrincipal('job', 'refused-month'))) !== null;

const pageOf = async (role: Role, address: string): Promise<string> =>
  (await (await signedIn(office, office.user(role))).get(address)).html;

async function told(role: Role): Promise<unknown> {
  const answer = await office.request('GET', '/v1/tasks/releases', { token: await office.user(role).token() });
  expect(answer.status).toBe(200);
  return (answer.body as { refused: unknown }).refused;
}

describe('a refused release of the month', () => {
  it('is on no page and told to nobody before it is refused, nor to whoever does not sign', async () => {
    for (const role of ['liaison', 'analyst', 'coordinator', 'auditor'] as const) {
      const token = await office.user(role).token();
      expect((await office.request('GET', '/v1/tasks/releases', { token })).status).toBe(403);
    }
    expect(await told('custodian')).toBeNull();
    expect(await pageOf('custodian', TO_SIGN)).not.toContain('A release was refused');
  });

  it('is one notice, however often the service tried, and says when it tries again', async () => {
    for (let times = 0; times < 8; times += 1) {
      expect(await run()).toBe(false);
      await office.registerNameless('test:1001');
      office.clock.advance(6 * HOURS);
    }
    const month = { since: '2021-07-01T00:00:01.000Z', times: 2, next: '2021-07-04T00:00:01.000Z' };
    const refused = { reason: 'published_contradictory', at: '2021-07-02T00:00:01.000Z', month };
    for (const role of ['custodian', 'verifier'] as const) expect(await told(role)).toMatchObject(refused);
    const html = await pageOf('custodian', TO_SIGN);
    expect(html.split('A release was refused').length).toBe(2);
    expect(html).toContain('The service has tried the release of the month 2 times since 1 July 2021');
    expect(html).toContain('not before 4 July 2021');
    expect(html).toContain('Check the published releases against their signed notes');
    expect(await pageOf('verifier', '/console/tasks')).toContain('The release of the month was refused');
    expect(await pageOf('liaison', '/console/tasks')).not.toContain('The release of the month was refused');
    expect(await pageOf('analyst', '/console/releases')).toContain('2 times since 1 July 2021');
  });

  it('is gone once a release was prepared', async () => {
    office.clock.set('2021-07-04T00:00:01Z');
    await replacePublished(
      `jsonb_set(document, '{tables}', '[{"dimensions": ["status_group"], "cells": [], "margins": []}]')`,
    );
    expect(await run()).toBe(true);
    expect(await told('custodian')).toBeNull();
    expect(await pageOf('custodian', TO_SIGN)).not.toContain('A release was refused');
  });
});
