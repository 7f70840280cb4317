// The pages of how long identities are kept, and the routes beside them: who sees what, what must be said, and what a closed identity shows.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeepRetention } from '../../src/usecases/retention/keep-retention.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { openOffice, type Office } from './console-world.js';
import { signedIn, type FormClient } from './form-client.js';

const DAY = 86_400_000;
const WHY = 'The case is closed and nobody asks any more.';
const LOCATED = {
  kind: 'located',
  valid: '2021-05-20',
  source: 'person',
  grade: 'B2',
  details: { attestedBy: 'person' },
};
let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());

/** Sessions end while months go by. */
async function client(role: 'liaison' | 'coordinator' | 'custodian' | 'verifier'): Promise<FormClient> {
  return signedIn(office, office.user(role));
}

async function register(): Promise<string> {
  const token = await office.user('coordinator').token();
  const identity = { names: [{ text: 'Orva Quell' }] };
  const body = {
    identity,
    statements: [LOCATED],
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
  };
  const answer = await office.request('POST', '/v1/persons', { token, body });
  return (answer.body as { pseudonym: string }).pseudonym;
}

function dayIn(days: number): string {
  return new Date(office.clock.now() + days * DAY).toISOString().slice(0, 10);
}

async function send(as: FormClient, page: string, action: string, fields: Readonly<Record<string, string>>) {
  office.clock.advance(1000);
  const { html } = await as.get(page);
  const version = /name="version" value="(\d+)"/.exec(html)?.[1];
  return as.post(action, { ...(await as.sealOf(page)), ...(version !== undefined && { version }), ...fields });
}

async function pass(days: number): Promise<void> {
  office.clock.advance(days * DAY);
  await office.app.get(KeepRetention, { strict: false }).execute(servicePrincipal('job', 'pages'));
}

describe('the pages', () => {
  it('set a date, warn, close, open again, and say each of it', async () => {
    const pseudonym = await register();
    const [page, person] = [`/console/persons/${pseudonym}/retention`, `/console/persons/${pseudonym}`];
    const coordinator = await client('coordinator');
    expect((await coordinator.get(person)).html).toContain(page);
    expect((await coordinator.get(page)).html).toContain('Kept without a date');
    const fields = { '/until': dayIn(181), '/reason': WHY };
    expect((await send(coordinator, `${page}/new`, page, fields)).status).toBe(303);
    const set = (await coordinator.get(page)).html;
    expect(set).toContain('Change the date');
    expect(set).toContain(WHY);
    expect((await coordinator.get('/console/retention')).html).toContain(pseudonym);

    await pass(91);
    const liaison = await client('liaison');
    expect((await liaison.get('/console/tasks?show=all')).html).toContain('Retention warning');
    expect((await liaison.get(page)).html).toContain('Closed on');
    expect((await liaison.get(page)).html).not.toContain('Change the date');

    await pass(90);
    const later = await client('custodian');
    const closed = (await later.get(page)).html;
    expect(closed).toContain('Erased for good from');
    expect(closed).not.toContain('Change the date');
    expect((await later.get(person)).html).toContain('is closed since');
    const until = { '/until': dayIn(400), '/reason': WHY };
    expect((await send(later, `${page}/new`, page, until)).status).toBe(422);
    expect((await send(later, `${page}/reopening`, `${page}/reopening`, until)).status).toBe(303);
    expect((await later.get(page)).html).toContain('Opened again');
    expect((await later.get(person)).html).not.toContain('is closed since');
  });

  it('ask for a date far enough off and a reason at their fields', async () => {
    const page = `/console/persons/${await register()}/retention`;
    const custodian = await client('custodian');
    const near = await send(custodian, `${page}/new`, page, { '/until': dayIn(30), '/reason': WHY });
    expect(near.status).toBe(422);
    expect(near.html).toContain('f-until');
    const silent = await send(custodian, `${page}/new`, page, { '/until': dayIn(300), '/reason': '' });
    expect(silent.status).toBe(422);
    expect(silent.html).toContain('f-reason');
    expect((await send(custodian, `${page}/new`, page, { '/until': '', '/reason': WHY })).status).toBe(303);
  });

  it('are forms only for whoever may send them, and the rule is the coordinator’s', async () => {
    const page = `/console/persons/${await register()}/retention`;
    const [liaison, verifier, custodian] = [
      await client('liaison'),
      await client('verifier'),
      await client('custodian'),
    ];
    for (const one of [liaison, verifier]) {
      expect((await one.get(page)).status).toBe(200);
      expect((await one.get(`${page}/new`)).status).toBe(403);
      expect((await one.get(`${page}/reopening`)).status).toBe(403);
    }
    expect((await custodian.get('/console/retention')).html).not.toContain('/console/retention/rule');
    const coordinator = await client('coordinator');
    const rule = (months: string) =>
      send(coordinator, '/console/retention', '/console/retention/rule', { '/months': months });
    expect((await rule('6')).status).toBe(422);
    expect((await rule('soon')).status).toBe(422);
    expect((await rule('24')).status).toBe(303);
    expect((await coordinator.get('/console/retention')).html).toContain('kept for 24 months');
    expect((await rule('')).status).toBe(303);
  });
});

describe('the routes', () => {
  it('answer the date, its days and its steps, under an ETag that a change must name', async () => {
    const pseudonym = await register();
    const at = `/v1/persons/${pseudonym}/retention`;
    const token = await office.user('coordinator').token();
    const before = await office.request('GET', at, { token });
    expect(before.headers.get('etag')).toBe('"v0"');
    expect(before.body).toEqual({
      pseudonym,
      state: 'undated',
      until: null,
      putOff: null,
      warnsOn: null,
      closesOn: null,
      erasedFrom: null,
      obstacle: null,
      steps: [],
    });
    const body = { until: dayIn(200), reason: WHY };
    expect((await office.request('PUT', at, { token, body })).status).toBe(428);
    const headers = { 'if-match': '"v0"' };
    const set = await office.request('PUT', at, { token, body, headers });
    expect([set.status, set.headers.get('etag'), set.body]).toEqual([200, '"v1"', { pseudonym, until: body.until }]);
    expect((await office.request('PUT', at, { token, body, headers })).status).toBe(412);
    const after = await office.request('GET', at, { token });
    expect(after.body).toMatchObject({
      state: 'dated',
      until: dayIn(200),
      warnsOn: dayIn(110),
      closesOn: dayIn(200),
      erasedFrom: dayIn(290),
      steps: [{ step: 'set', until: dayIn(200), cause: null, reason: WHY, by: office.user('coordinator').username }],
    });
    const past = await office.request('GET', `${at}?knownAt=2021-01-01T00:00:00Z`, { token });
    expect(past.headers.get('etag')).toBeNull();
    expect(past.body).toMatchObject({ state: 'undated', steps: [] });
    for (const wrong of [{ until: 7, reason: WHY }, { reason: WHY }, { until: null }, { ...body, more: 1 }])
      expect((await office.request('PUT', at, { token, body: wrong, headers: { 'if-match': '"v1"' } })).status).toBe(
        422,
      );
  });
});
