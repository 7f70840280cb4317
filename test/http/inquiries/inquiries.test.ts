// Inquiries through the API: byte for byte one answer for whoever depends on a party, bands for others.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';

let service: TestApplication;
let boundToken: string;
let freeToken: string;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

beforeAll(async () => {
  service = await startTestApplication();
  const bound = await service.seedOrganisation({ party: 'Southern League' });
  boundToken = await (await service.seedUser({ organisation: bound, roles: ['inquirer'] })).token();
  freeToken = await (await service.seedUser({ roles: ['inquirer'] })).token();
  const owner = await (await service.seedUser({ roles: ['liaison'] })).token();
  const registered = await service.request('POST', '/v1/persons', {
    token: owner,
    body: {
      identity: { names: [{ text: 'Halden Roe' }], birthDate: '1999-09-09' },
      sharingLevel: 'partners_pseudonymous',
      legalBasis: 'vital_interests',
    },
  });
  expect(registered.status).toBe(201);
});

afterAll(async () => {
  await service.stop();
});

function ask(token: string, name: string): Promise<TestAnswer> {
  const body = { sought: { names: [{ text: name }], birthDate: '1999-09-09' }, purpose: 'family_tracing' };
  return service.request('POST', '/v1/inquiries', { token, body });
}

describe('an inquiry', () => {
  it('of whoever depends on a party has one answer, hit or miss, in body and headers', async () => {
    const answers = [await ask(boundToken, 'Halden Roe'), await ask(boundToken, 'Nemo Nobody')];
    const shown = answers.map(({ status, text, headers }) => ({
      status,
      text: text.replaceAll(UUID, ''),
      headers: [...headers]
        .filter(([name]) => name !== 'date' && !name.startsWith('x-ratelimit'))
        .map(([name, value]) => [name, value.replaceAll(UUID, '')]),
    }));
    expect(shown[1]).toEqual(shown[0]);
    expect(answers[0]?.body).toEqual({
      id: expect.any(String),
      state: 'received',
      message: expect.stringContaining('central agency replies'),
    });
  });

  it('of others has a band, and can be read again and listed', async () => {
    const hit = await ask(freeToken, 'Halden Roe');
    expect([hit.status, hit.body]).toEqual([
      201,
      { id: expect.any(String), state: 'answered', band: 'one_match', status: 'missing' },
    ]);
    const miss = await ask(freeToken, 'Nemo Nobody');
    expect(miss.body).toEqual({ id: expect.any(String), state: 'answered', band: 'none' });
    const { id } = hit.body as { id: string };
    const read = await service.request('GET', `/v1/inquiries/${id}`, { token: freeToken });
    expect(read.body).toMatchObject({ id, state: 'answered', band: 'one_match', status: 'missing' });
    expect((await service.request('GET', `/v1/inquiries/${id}`, { token: boundToken })).status).toBe(404);
    const list = await service.request('GET', '/v1/inquiries?limit=1', { token: freeToken });
    expect(list.body).toMatchObject({ inquiries: [{ state: 'answered' }], cursor: expect.any(String) });
    expect(`${read.text}${list.text}`).not.toMatch(/Halden|1999/);
  });

  it.each([
    ['names as a text', { sought: { names: 'Halden Roe' }, purpose: 'medical' }, '/sought/names'],
    [
      'a year as a text',
      { sought: { names: [], birthYears: { from: '1', to: 2 } }, purpose: 'medical' },
      '/sought/birthYears/from',
    ],
    ['no purpose', { sought: { names: [{ text: 'Halden Roe' }] } }, '/purpose'],
  ])('is refused for %s', async (_what, body, pointer) => {
    const answer = await service.request('POST', '/v1/inquiries', { token: freeToken, body });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ pointer })]) });
  });
});
