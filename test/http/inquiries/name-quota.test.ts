// The names of a day: refused alike hit or miss when they are used up, counted together by two services, told beforehand and noted.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Organisation } from '../../../src/domain/organisations/organisation.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';
import { signedIn, sendForm } from '../../web/form-client.js';

const PER_USER = 5;
const PER_ORGANISATION = 10;
const environment = { namesPerUser: PER_USER, namesPerOrganisation: PER_ORGANISATION };

let here: TestApplication;
let there: TestApplication;
let owner: Client;

beforeAll(async () => {
  here = await startTestApplication({ environment });
  there = await startTestApplication({ environment, beside: here });
  owner = new Client({ connectionString: here.database.urls.owner });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await there.stop();
  await here.stop();
});

const HIT = 'Arvel Tassin';
const MISS = 'Nemo Ordell';

async function worker(
  organisation?: Organisation,
  party: string | null = null,
): Promise<{ user: TestUser; token: string }> {
  const user = await here.seedUser({
    organisation: organisation ?? (await here.seedOrganisation({ party })),
    roles: ['coordinator', 'inquirer'],
  });
  return { user, token: await user.token() };
}

function search(token: string, name: string, service = here): Promise<TestAnswer> {
  return service.request('POST', '/v1/search', { token, body: { name, purpose: 'family_tracing' } });
}

function inquire(token: string, name: string, headers: Record<string, string> = {}): Promise<TestAnswer> {
  const body = { sought: { names: [{ text: name }] }, purpose: 'family_tracing' };
  return here.request('POST', '/v1/inquiries', { token, body, headers });
}

async function left(token: string): Promise<readonly [number, number]> {
  const { body } = await here.request('GET', '/v1/search/quota', { token });
  const { you, organisation } = body as Record<'you' | 'organisation', { left: number }>;
  return [you.left, organisation.left];
}

async function register(token: string): Promise<void> {
  const identity = { names: [{ text: HIT }] };
  const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', identity };
  expect((await here.request('POST', '/v1/persons', { token, body })).status).toBe(201);
}

/** What of an answer could tell something: all but its request's id, its time, and how many requests came before it. */
function told({ status, headers, text }: TestAnswer): object {
  const named = [...headers].filter(
    ([name]) => !['x-request-id', 'date', 'x-ratelimit-remaining', 'x-ratelimit-reset'].includes(name),
  );
  return { status, headers: named, text: text.replace(/"requestId":"[^"]*"/, '') };
}

async function noted(action: string, organisationId: string): Promise<object[]> {
  const { rows } = await owner.query<{ details: object }>(
    `SELECT details FROM registry.audit_entry WHERE action = $1 AND organisation_id = $2 ORDER BY id`,
    [action, organisationId],
  );
  return rows.map(({ details }) => details);
}

describe('when the names of a day are used up', () => {
  it('a search and an inquiry are refused alike, hit or miss, until the day ends', async () => {
    const { user, token } = await worker();
    await register(token);
    for (let at = 0; at < PER_USER; at += 1) expect((await search(token, MISS)).status).toBe(200);
    const [hit, miss] = [await search(token, HIT), await search(token, MISS)];
    expect(hit.body).toMatchObject({ code: 'quota_exhausted', status: 429, errors: [] });
    expect(told(hit)).toEqual(told(miss));
    expect(hit.headers.get('retry-after')).toBe(String(12 * 60 * 60));
    expect(told(await inquire(token, HIT))).toEqual(told(await inquire(token, MISS)));
    expect(told(await inquire(token, HIT))).toEqual(told(hit));
    expect(await noted('name_quota_refused', user.organisation.id)).toEqual(
      Array.from({ length: 5 }, () => ({ of: 'user' })),
    );
    expect(await left(token)).toEqual([0, PER_ORGANISATION - PER_USER]);
  });

  it('whoever depends on a party hears the same', async () => {
    const plain = await worker();
    const bound = await worker(undefined, 'Northern Republic');
    for (const { token } of [plain, bound]) {
      for (let at = 0; at < PER_USER; at += 1) expect((await inquire(token, MISS)).status).toBe(201);
    }
    expect(told(await inquire(bound.token, HIT))).toEqual(told(await inquire(plain.token, HIT)));
  });

  it('a colleague may ask until the organisation has used up its own, and another organisation may ask', async () => {
    const one = await worker();
    const two = await worker(one.user.organisation);
    const three = await worker(one.user.organisation);
    for (const { token } of [one, two]) {
      for (let at = 0; at < PER_USER; at += 1) expect((await search(token, MISS)).status).toBe(200);
    }
    const refused = await search(three.token, HIT);
    expect(refused.body).toMatchObject({ code: 'quota_exhausted' });
    expect(await noted('name_quota_refused', one.user.organisation.id)).toEqual([{ of: 'organisation' }]);
    expect(await left(three.token)).toEqual([PER_USER, 0]);
    expect((await search((await worker()).token, HIT)).status).toBe(200);
  });

  it('the next day begins anew', async () => {
    const { user } = await worker();
    for (let at = 0; at <= PER_USER; at += 1) await search(await user.token(), MISS);
    here.clock.advance(12 * 60 * 60 * 1000);
    const token = await user.token();
    expect(await left(token)).toEqual([PER_USER, PER_ORGANISATION]);
    expect((await search(token, HIT)).status).toBe(200);
    here.clock.advance(-12 * 60 * 60 * 1000);
  });
});

describe('what counts', () => {
  it('is exactly as many as may be, when two services are asked at the same moment', async () => {
    for (let round = 0; round < 3; round += 1) {
      const people = [await worker()];
      for (let at = 0; at < 3; at += 1) people.push(await worker(people[0]!.user.organisation));
      const asked = people.flatMap(({ token }) =>
        Array.from({ length: 4 }, (_, at) => search(token, MISS, at % 2 === 0 ? here : there)),
      );
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(PER_ORGANISATION);
      expect(statuses.filter((status) => status === 429)).toHaveLength(16 - PER_ORGANISATION);
    }
  });

  it('is no search that says too little, and no inquiry that was sent before', async () => {
    const { token } = await worker();
    expect((await search(token, 'Arvel')).status).toBe(422);
    expect((await search(token, 'A* Tassin')).status).toBe(422);
    expect(await left(token)).toEqual([PER_USER, PER_ORGANISATION]);
    const key = { 'idempotency-key': 'one-inquiry' };
    const first = await inquire(token, MISS, key);
    for (let at = 0; at < PER_USER; at += 1) expect((await inquire(token, MISS, key)).body).toEqual(first.body);
    expect(await left(token)).toEqual([PER_USER - 1, PER_ORGANISATION - 1]);
  });

  it('is noted once when an organisation has nearly used up its own', async () => {
    const one = await worker();
    const two = await worker(one.user.organisation);
    for (const { token } of [one, two]) for (let at = 0; at < PER_USER; at += 1) await search(token, MISS);
    expect(await noted('name_quota_nearly_used', one.user.organisation.id)).toEqual([
      { asked: 8, most: PER_ORGANISATION },
    ]);
  });
});

describe('a band', () => {
  it('is told in the same bytes however near the name comes, a letter less included, and another name is nobody', async () => {
    await register((await worker()).token);
    const nearness = async (...names: string[]): Promise<string[]> => {
      const { token } = await worker();
      const answers = [];
      for (const name of names) answers.push(await inquire(token, name));
      return answers.map((answer) => JSON.stringify(told(answer)).replace(/"id[^,]*,/, ''));
    };
    const near = [
      ...(await nearness('Arvel Tassin', 'Tassin Arvel', 'Arvel Oden Tassin', 'Dr. Arvel Tassin')),
      ...(await nearness('Arvel Tassi', 'Arve Tassin', 'Арвел Тассин')),
    ];
    expect(new Set(near).size).toBe(1);
    expect(near[0]).toContain('possible_matches');
    const far = await nearness('Odrik Tassin', 'Arvel Quillfeder', 'Mr Van Tassin-Bree', MISS);
    expect(new Set(far).size).toBe(1);
    expect(far[0]).toContain('none');
  });
});

describe('at the console', () => {
  it('what is left is told beforehand, and a refused form keeps what was typed and says what to do', async () => {
    const { user } = await worker();
    const client = await signedIn(here, user);
    expect((await client.get('/console/search')).html).toContain('you can make 5 more searches and inquiries');
    const fields = { '/name': MISS, '/purpose': 'family_tracing' };
    const ask = () => sendForm(client, '/console/search', '/console/search', fields);
    for (let at = 0; at < PER_USER; at += 1) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe(String(12 * 60 * 60));
    expect(refused.html).toContain('Speak with your coordinator');
    expect(refused.html).toContain(`value="${MISS}"`);
    expect((await client.get('/console/inquiries/new')).html).toContain('No more searches and inquiries can be made');
    const inquiry = { '/sought/names/0/text': MISS, '/purpose': 'family_tracing' };
    const again = await sendForm(client, '/console/inquiries/new', '/console/inquiries', inquiry);
    expect(again.status).toBe(429);
    expect(again.html).toContain(`value="${MISS}"`);
  });
});
